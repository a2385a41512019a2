"""The one door into Rasa: a turn in, its replies and its understanding out, in a single call."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import heard, quicker_actions, quicker_events, sessions, swapping
from bot import why as reasons
from bot.known_as import name_of
from bot.language.classifier import DANGER
from bot.swapping import ModelRefused, Swapping

logger = logging.getLogger(__name__)

# The output names Rasa matches against `channel:` in the replies. Anything spoken is `voice`; a text reads as a chat.
OUTPUT_NAMES = {"phone": "voice", "webchat": "webchat", "text": "webchat"}

# Confidence from which what was heard is answered alone. At 0.5 two ordinary messages in a hundred sound like danger.
SURE = 0.6
SAFEGUARDING = "safeguarding"  # as the catalogue knows the enquiry: see known_as.py


class Replies(OutputChannel):
    """Collects whole replies: text, buttons and custom parts of one message stay together."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.messages: list[dict[str, Any]] = []

    def name(self) -> str:  # type: ignore[override]  # Rasa calls it on the instance
        return self._name

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append(_visible(message))


class ContactChannel(InputChannel):
    """POST /webhooks/contact/turn, guarded by a bearer token (Rasa's own token guards only its own API).

    Body: {contact, turn, channel: webchat|phone|text, words, recognised?, alternatives?, intent?, value?, sealed?,
    caller?, again?}.
    `recognised` is the speech recogniser's confidence in the words, 0 to 1; `alternatives` are other hypotheses of what
    was said, {words, confidence}; `intent` names an enquiry the resident picked; `value` answers a question by choice;
    `sealed` stands for a number masked in the words; `caller` is the number they ring from, in E.164;
    `again` asks for what an earlier try said.
    Answer: {messages: [{text, buttons, custom}], understanding: see `understanding` below}.

    POST /webhooks/contact/why, for the studio's rehearsals: {contact, turns: [{number, words}]}; see bot/why.py.

    /webhooks/contact/model is the model that answers. GET: {model, id}. POST {path, only_prepare?}: that one from now
    on, or ready to be; 200 {model, id, seconds}, or 422 {error: why the old one stays}. DELETE: what was prepared is
    not wanted.
    """

    def __init__(self, token: str) -> None:
        self.token = token

    @classmethod
    def name(cls) -> str:
        return "contact"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ContactChannel:
        token = (credentials or {}).get("token")
        if not token or token.startswith("$"):
            raise ValueError("The contact channel needs a token: set FRONTDOOR_RASA_TOKEN")
        for part in (quicker_actions, quicker_events, sessions, swapping):
            part.install()
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("contact_channel")
        self._add_model(routes)

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            ready = bool(request.app.ctx.agent and request.app.ctx.agent.is_ready())
            return response.json({"ready": ready}, status=200 if ready else 503)

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, status=401)
            agent: Agent = request.app.ctx.agent
            if agent is None or not agent.is_ready():
                return response.json({"error": "no model is loaded"}, status=503)
            # Not `on_new_message`, which looks for the agent again: the model may have changed while words were read.
            return response.json(await take_turn(agent, request.json, agent.handle_message))

        @routes.post("/understand")
        async def understand(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, status=401)
            return response.json(
                understanding(await heard.parse(request.app.ctx.agent, request.json["words"]))
            )

        @routes.post("/why")
        async def why(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, status=401)
            asked = request.json
            return response.json(
                {"turns": await reasons.why(request.app.ctx.agent, asked["contact"], asked["turns"])}
            )

        return routes

    def _add_model(self, routes: Blueprint) -> None:
        swapping: Swapping | None = None

        def ours() -> Swapping:
            nonlocal swapping
            swapping = swapping or Swapping()  # on first use, when its event loop runs
            return swapping

        @routes.get("/model")
        async def model(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, status=401)
            return response.json(_model(request.app.ctx.agent))

        @routes.post("/model")
        async def swap(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, status=401)
            asked = request.json if isinstance(request.json, dict) else {}
            path = asked.get("path")
            if not isinstance(path, str) or not path:
                return response.json({"error": "No model was named"}, status=422)
            do = ours().prepare if asked.get("only_prepare") else ours().switch
            try:
                seconds = await do(request.app.ctx, path)
            except ModelRefused as refused:
                return response.json({"error": str(refused)}, status=422)
            return response.json({**_model(request.app.ctx.agent), "seconds": round(seconds, 2)})

        @routes.delete("/model")
        async def forget(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "wrong token"}, status=401)
            await ours().forget()
            return response.json(_model(request.app.ctx.agent))

    def _is_ours(self, request: Request) -> bool:
        return hmac.compare_digest((request.token or "").encode(), self.token.encode())


async def take_turn(
    agent: Agent, turn: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
) -> dict[str, Any]:
    """Run one turn, or return what an earlier try of the same turn said."""
    if turn.get("again"):
        async with agent.lock_store.lock(turn["contact"]):  # the earlier try may still be running
            tracker = await agent.tracker_store.retrieve(turn["contact"])
        said = said_in_turn(tracker, turn["turn"]) if tracker else None
        if said:
            return said
    words, parsed = await heard.heard(agent, turn)
    if _comes_before_the_enquiry(parsed, name_of(agent.domain, SAFEGUARDING)):
        # No rule runs and no form moves on: contacts/care.py answers, and a form goes on where it stands.
        return {"messages": [], "understanding": understanding(parsed)}
    replies = Replies(OUTPUT_NAMES[turn["channel"]])
    await on_new_message(
        UserMessage(
            words,
            replies,
            turn["contact"],
            parse_data=heard.for_dialogue(parsed),
            input_channel=replies.name(),
            metadata={
                "turn": turn["turn"],
                "understood": parsed["intent"],
                **{name: turn.get(name) for name in ("value", "recognised", "sealed", "caller")},
            },
        )
    )
    return {"messages": replies.messages, "understanding": understanding(parsed)}


def _comes_before_the_enquiry(parsed: dict[str, Any], of_harm: str | None) -> bool:
    """Whether what was heard besides the enquiry is all that is answered.

    Not what only may be there: the enquiry is answered, after a word about 999 where it may be danger, so that whoever
    meant a fire door has lost a second. A guess about harm to somebody is always followed; but a plain report of it
    goes to the enquiry made for that, which begins with whom to ring at once. Where that would first be asked ("is it
    about a child or an adult who may not be safe?") they are heard instead: it may be themselves.

    Args:
        of_harm: that enquiry; none where the council has none.
    """
    safety = parsed.get("safety", "none")
    intent = parsed["intent"]["name"]
    if safety == "safeguarding":
        return bool(intent != of_harm or parsed.get("outcome") == "ask")
    if safety == "emergency" and intent in (DANGER, of_harm):
        return True  # two that do not know of each other say so: nobody is asked which of the two it is
    return bool(safety != "none" and parsed.get("safety_confidence", 1.0) >= SURE)


def said_in_turn(tracker: DialogueStateTracker, number: int) -> dict[str, Any] | None:
    """The replies and understanding recorded for a turn; None when Rasa never finished it."""
    found: UserUttered | None = None
    messages = []
    for event in tracker.events:
        if isinstance(event, UserUttered):
            found = event if (event.metadata or {}).get("turn") == number else None
        elif isinstance(event, BotUttered) and found is not None:
            messages.append(_visible({"text": event.text, **event.data}))
            parsed = {**found.parse_data, "intent": (found.metadata or {}).get("understood") or found.intent}
    return {"messages": messages, "understanding": understanding(parsed)} if messages else None


def understanding(parsed: dict[str, Any]) -> dict[str, Any]:
    """What the language components made of the words, without Rasa's bookkeeping.

    {intent, confidence, ranking: [{intent, confidence}], outcome: answer|ask|unknown, familiarity, safety,
    safety_about, bereaved, also: [{intent, words, confidence}], language: code|null,
    entities: [{entity, value, start, end}]}.
    The intent is the likeliest one, nlu_fallback when the outcome is unknown.
    """
    intent = parsed.get("intent") or {}
    entities = [
        {name: entity[name] for name in ("entity", "value", "start", "end") if name in entity}
        for entity in parsed.get("entities", [])
    ]
    return {
        "intent": intent.get("name"),
        "confidence": intent.get("confidence", 0.0),
        "ranking": [
            {"intent": other["name"], "confidence": other["confidence"]}
            for other in parsed.get("intent_ranking", [])
        ],
        "outcome": parsed.get("outcome", "answer"),
        "familiarity": parsed.get("familiarity", 0.0),
        "safety": parsed.get("safety", "none"),
        "safety_about": parsed.get("safety_about"),
        "bereaved": parsed.get("bereaved", False),
        "also": parsed.get("also", []),
        "language": _language(parsed),
        "entities": json.loads(json.dumps(entities, default=str)),
    }


def _language(parsed: dict[str, Any]) -> str | None:
    """Words of danger tell their language better than a few words do to an identifier, but not of two like ones."""
    read: str | None = parsed.get("language")
    heard: list[str] = parsed.get("danger_languages") or []
    return read if read in heard or not heard else heard[0]


def _model(agent: Agent | None) -> dict[str, Any]:
    """The file and identity of the model that answers, null when there is none."""
    ready = agent is not None and agent.processor is not None
    return {"model": agent.model_name if ready else None, "id": agent.model_id if ready else None}


def _visible(message: dict[str, Any]) -> dict[str, Any]:
    return {name: message[name] for name in ("text", "buttons", "custom") if message.get(name)}
