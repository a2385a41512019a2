"""What all actions share: a readable turn, a thread to block in, and words when something unexpected happens."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.wired import Collaborators, collaborators
from council.catalogue import Enquiry
from forms.heard import Heard
from forms.replies import Question, Reply
from kb.articles import Article

log = structlog.get_logger()
Events = list[dict[str, Any]]


class Turn:
    """One turn as an action sees it: what was heard, and ways to answer.

    What goes back beside the words travels in a reply's `custom` part; contacts/assistant.py reads it.
    """

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, wired: Collaborators) -> None:
        self._dispatcher, self.tracker, self.wired = dispatcher, tracker, wired
        message = tracker.latest_message
        intent = message.get("intent") or {}
        metadata = message.get("metadata") or {}
        self.spoken = tracker.get_latest_input_channel() == "voice"
        self.contact_id = int(tracker.sender_id) if tracker.sender_id.isdigit() else None
        self.number = int(metadata.get("turn") or 0)
        self.heard = Heard(
            words=message.get("text") or "",
            value=metadata.get("value"),
            intent=intent.get("name"),
            confidence=float(intent.get("confidence") or 0.0),
        )

    @property
    def enquiry(self) -> Enquiry | None:
        """The enquiry the words were understood as."""
        return self.wired.council.catalogue.get(self.heard.intent)

    def say(self, name: str, *, note: str | None = None, **blanks: str) -> None:
        """`note` tells the contact what this reply was: answered, case_opened, not_understood."""
        custom = {"note": note} if note else None
        self._dispatcher.utter_message(response=name, json_message=custom, **blanks)

    def reply(self, reply: Reply) -> None:
        self.say(reply.name, **reply.blanks)

    def ask(self, question: Question) -> None:
        custom = {
            "ask": {
                "kind": question.kind,
                "choices": [{"label": option.label, "value": option.value} for option in question.options],
                "secret": question.secret,
                "max_digits": question.max_digits,
            }
        }
        self._dispatcher.utter_message(
            response=question.reply.name, json_message=custom, **question.reply.blanks
        )

    def ask_if_anything_else(self) -> None:
        self.ask(Question(Reply("utter_anything_else")))

    def answer_from(self, article: Article, lead_in: str | None = None) -> None:
        """The article's own words, with their source."""
        if lead_in:
            self.say(lead_in, title=article.title)
        source = {
            "article": article.name,
            "title": article.title,
            "source": article.source,
            "review_by": article.review_by.isoformat(),
        }
        self._dispatcher.utter_message(
            text=article.spoken if self.spoken else article.summary,
            json_message={"source": source, "note": "answered"},
        )

    def hand_off(self, reason: str, *, team: str, urgent: bool = False, **details: Any) -> None:
        """Ask for a person; whether one is there, and what to say about it, is for the contact to settle."""
        priority = "urgent" if urgent else "normal"
        self._dispatcher.utter_message(
            json_message={"hand_off": {"reason": reason, "team": team, "priority": priority, **details}}
        )

    def call_back(self, reason: str, *, team: str, **details: Any) -> None:
        self._dispatcher.utter_message(
            json_message={"call_back": {"reason": reason, "team": team, **details}}
        )

    def end(self, name: str) -> None:
        self._dispatcher.utter_message(response=name, json_message={"end": True})


class CouncilAction(Action, ABC):
    """Runs `act` in a thread (Rasa's action server is one event loop; the library may take seconds)."""

    def __init__(self, wired: Callable[[], Collaborators] = collaborators) -> None:
        self.wired = wired

    @abstractmethod
    def act(self, turn: Turn) -> Events:
        """Answer the turn. Returns events such as slots to set."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return await asyncio.to_thread(self._guarded, dispatcher, tracker)

    def _guarded(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        try:
            return self.act(Turn(dispatcher, tracker, self.wired()))
        except Exception:
            # Rasa would log this and leave the resident in silence. Failures we can name are caught where they
            # happen; for the rest there is an apology and a person.
            log.exception("action_failed", action=self.name(), contact=tracker.sender_id)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_service_unavailable")
            dispatcher.utter_message(
                json_message={"hand_off": {"reason": "Something went wrong", "team": "contact_centre"}}
            )
            return [SlotSet("form", None), SlotSet("requested_slot", None)]


def offering(what: str | None) -> dict[str, Any]:
    """What a plain "yes" will mean next: an enquiry's name, "hand_off", or nothing."""
    return dict(SlotSet("offer", what))
