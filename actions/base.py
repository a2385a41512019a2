"""What all actions share: a readable turn, a thread to block in, and words when something unexpected happens."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.wired import Collaborators, collaborators
from council.catalogue import Enquiry
from council.council import Alert
from forms.heard import Entity, Heard
from forms.replies import YES_NO, Question, Reply
from kb.articles import Article

log = structlog.get_logger()
Events = list[dict[str, Any]]
# An enquiry that a plain "yes" begins, with the words said about it: {"intents": [name, ...], "words": words}.
Offer = dict[str, Any]
DEATHS = "registrars/deaths"  # the article on what to do when somebody has died
ANYTHING_ELSE = ("utter_anything_else", "utter_thanks")  # a plain "no" to these is a goodbye
OF_THE_RESIDENT = frozenset({"email", "phone", "postcode", "resident_name"})


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
        understood = metadata.get("understood") or intent
        self.outcome = message.get("outcome")
        self.language = message.get("language")
        self.bereaved = bool(message.get("bereaved"))  # they tell of a death; contacts/ says how sorry we are
        self.caller = metadata.get("caller")
        recognised = metadata.get("recognised")  # how sure a speech recogniser was, 0 to 1
        self.recognised = None if recognised is None else float(recognised)
        ranking = message.get("intent_ranking") or []
        self.likeliest = ranking[0].get("name") if ranking else None
        self.offer: Offer | None = None
        # The article of the answer before, then of this one; after a "#" what else of it was told last.
        self._told: str | None = tracker.get_slot("told")
        self._told_now = False
        self.also = self._to_come_back_to(message.get("also") or [], understood.get("name"))
        about = message.get("about") if self._begun else None  # of several things, the words about the first
        self.heard = Heard(
            words=about or message.get("text") or "",
            value=metadata.get("value"),
            sealed=metadata.get("sealed"),
            intent=intent.get("name"),
            confidence=float(intent.get("confidence") or 0.0),
            entities=entities_of_part(message, about) if about else entities_of(message),
        )

    @property
    def misses(self) -> int:
        """How many turns in a row, just before this one, led to no enquiry."""
        return int(self.tracker.get_slot("misses") or 0)

    @property
    def told(self) -> str | None:
        return self._told

    @told.setter
    def told(self, what: str | None) -> None:
        """Also what was told before is kept anew: how long ago it was is read off the events."""
        self._told, self._told_now = what, True

    @property
    def told_article(self) -> str | None:
        return (self.told or "").partition("#")[0] or None

    @property
    def enquiry(self) -> Enquiry | None:
        """The enquiry the words were understood as."""
        return self.wired.council.catalogue.get(self.heard.intent)

    def is_for(self, key: str) -> bool:
        """Whether the words were understood as the enquiry that the program knows by a key."""
        return self.enquiry is not None and key in self.enquiry.keys

    def say(self, name: str, *, note: str | None = None, **blanks: str) -> None:
        """`note` tells the contact what this reply was: answered, case_opened, not_understood."""
        custom = {"note": note} if note else None
        self._dispatcher.utter_message(response=name, json_message=custom, **blanks)

    def say_plainly(self, text: str) -> None:
        """Words that are no reply of the domain, because they are council data in another language."""
        self._dispatcher.utter_message(text=text)

    def say_alert(self, alert: Alert) -> None:
        """In the council's own words. Told once: contacts/alerts_told.py sees to that."""
        words = alert.spoken if self.spoken else alert.text
        self._dispatcher.utter_message(text=words, json_message={"alert": alert.id})

    def reply(self, reply: Reply) -> None:
        self.say(reply.name, **reply.blanks)

    def ask(self, question: Question, *, of_form: bool = False) -> None:
        custom = {
            "ask": {
                "kind": question.kind,
                "choices": [{"label": option.label, "value": option.value} for option in question.options],
                "secret": question.secret,
                "private": question.private,
                "max_digits": question.max_digits,
                **({"of_form": True} if of_form else {}),
                **({"anything_else": True} if question.reply.name in ANYTHING_ELSE else {}),
            }
        }
        self._dispatcher.utter_message(
            response=question.reply.name, json_message=custom, **question.reply.blanks
        )

    def ask_if_anything_else(self) -> None:
        """After one thing is done: the next of what they mentioned, or whatever else it may be."""
        if not self.also:
            self.ask(Question(Reply("utter_anything_else")))
            return
        following, *self.also = self.also
        what = self.wired.council.catalogue[following["intents"][0]].spoken
        self.ask(Question(Reply("utter_also_mentioned", {"what": what}), "yes_no", YES_NO))
        self.offer = following

    def one_at_a_time(self) -> None:
        """Of several things in one message: which comes first, and that the others are not forgotten."""
        if not self._begun or self.enquiry is None:
            return
        catalogue = self.wired.council.catalogue
        others = " and ".join(catalogue[offer["intents"][0]].spoken for offer in self.also)
        self.say("utter_one_at_a_time", first=self.enquiry.spoken, others=others)

    def carried(self) -> Events:
        """The slots that keep what this turn offered and what is still to come."""
        events = []
        if self.also or self.tracker.get_slot("also"):
            events.append(dict(SlotSet("also", {"turn": self.number, "offers": self.also})))
        if self.offer:
            events.append(offering(self.offer))
        if self._told_now:
            events.append(dict(SlotSet("told", self.told)))
        return events

    def _to_come_back_to(self, mentioned: list[dict[str, Any]], main: str | None) -> list[Offer]:
        """The other enquiries of this message; else those of an earlier one. In a form any words may be an answer."""
        kept = self.tracker.get_slot("also") or {}
        catalogue = self.wired.council.catalogue
        # What an editor has renamed or retired since is nothing to come back to.
        offers = [offer for offer in kept.get("offers", []) if offer["intents"][0] in catalogue]
        self._begun = False
        # The second: another action of this turn has seen to it.
        if self.tracker.get_slot("form") is not None or kept.get("turn") == self.number:
            return offers
        if main in catalogue:
            found = [
                {"intents": [other["intent"]], "words": other["words"]}
                for other in mentioned
                if other["intent"] in catalogue and other["intent"] != main
            ]
            self._begun = bool(found)
            if found:
                return found
        return [offer for offer in offers if offer["intents"][0] != main]

    def answer_from(self, article: Article, lead_in: str | None = None) -> None:
        """The article's own words, with their source."""
        if lead_in:
            self.say(lead_in, title=article.title)
        self.told = article.name
        source = {
            "article": article.name,
            "title": article.title,
            "source": article.source,
            "review_by": article.review_by.isoformat(),
        }
        self._dispatcher.utter_message(
            text=self._answer_of(article, guess=lead_in is not None),
            # A guess is followed by the question whether it helped, so the chat need not ask as well.
            json_message={"source": source, "note": "answered", **({"guess": True} if lead_in else {})},
        )

    def _answer_of(self, article: Article, *, guess: bool) -> str:
        """What is different when somebody has died comes in the place of what holds for everybody."""
        if self.bereaved and not guess and "death" in article.asides:
            return article.asides["death"]
        return article.spoken if self.spoken else article.summary

    def after_a_death(self, enquiry: Enquiry) -> None:
        """What is different when somebody has died, to whoever begins a form and is given no answer yet."""
        article = self.wired.articles.get(enquiry.article)
        if self.bereaved and article and "death" in article.asides:
            self.say("utter_aside", answer=article.asides["death"])

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

    nothing_fitted = False  # true of an action that runs when the words led to no enquiry

    def __init__(self, wired: Callable[[], Collaborators] = collaborators) -> None:
        self.wired = wired

    @abstractmethod
    def act(self, turn: Turn) -> Events:
        """Answer the turn. Returns events such as slots to set."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return await asyncio.to_thread(self._guarded, dispatcher, tracker)

    def _guarded(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        try:
            turn = Turn(dispatcher, tracker, self.wired())
            events = self.act(turn)
            misses = turn.misses + 1 if self.nothing_fitted else 0
            counted = [dict(SlotSet("misses", misses))] if misses != turn.misses else []
            return [*events, *turn.carried(), *counted]
        except Exception:
            # Rasa would log this and leave the resident in silence. Failures we can name are caught where they
            # happen; for the rest there is an apology and a person.
            log.exception("action_failed", action=self.name(), contact=tracker.sender_id)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_service_unavailable")
            dispatcher.utter_message(
                json_message={"hand_off": {"reason": "Something went wrong", "team": "contact_centre"}}
            )
            return [SlotSet("form", None), SlotSet("requested_slot", None), SlotSet("misses", 0)]


def entities_of(message: dict[str, Any]) -> tuple[Entity, ...]:
    """What the language components found in a message of Rasa's; see bot/entities."""
    words = message.get("text") or ""
    found = []
    for entity in message.get("entities") or []:
        start, end = entity["start"], entity["end"]
        text = entity.get("text") or words[start:end]
        # Of another hypothesis of what was said, or counted without the slash before it: looked up again.
        if words[start:end] != text:
            start = max(words.find(text), 0)
            end = start + len(text) if words[start:].startswith(text) else start
        found.append(Entity(entity["entity"], entity["value"], start, end, text, entity.get("alternative")))
    return tuple(found)


def entities_of_part(message: dict[str, Any], words: str) -> tuple[Entity, ...]:
    """Those that stand in some words of a message, and wherever they stand those that say who is speaking."""
    found = []
    for entity in entities_of(message):
        start = words.find(entity.text)
        if start >= 0:
            found.append(replace(entity, start=start, end=start + len(entity.text)))
        elif entity.label in OF_THE_RESIDENT:
            found.append(replace(entity, start=0, end=0))
    return tuple(found)


def offering(what: str | Offer | None) -> dict[str, Any]:
    """What a plain "yes" will mean next: an enquiry, "hand_off", "emergency", "helped", or nothing."""
    return dict(SlotSet("offer", what))
