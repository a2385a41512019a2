"""A conversation by text: the same turns as a chat, kept by number while it is fresh. Knows nothing of Twilio.

A number names a phone, not a person: it opens nothing that a proof would be asked for elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

import phonenumbers
import structlog

from contacts.acts import Act, Ask, Say
from contacts.errors import (
    ChoiceNotOffered,
    ContactEnded,
    ContactError,
    NothingSaid,
    StillWorking,
    TurnConflict,
    TurnOutOfOrder,
)
from contacts.models import Author, Channel, Status
from contacts.said import LIMIT, Said, clean
from contacts.texts.consent import Consent, Keyword, read_keyword
from contacts.transcript import TranscriptView
from contacts.turns import Turns
from council.council import Council
from council.danger import DangerWords
from ivr.texting import text_acts
from ivr.texting.arrivals import Answered, Arrivals, Placed
from ivr.texting.text_acts import Style

PLACES_TRIED = 5  # where a text may be taken, when others of the same number come between

_NUMBER = re.compile(r"\+[1-9]\d{8,14}")

log = structlog.get_logger()


@dataclass(frozen=True)
class Text:
    """A text that came. `number` is what the network says of its sender; `network_saw` is the keyword the network has
    acted on, and answered, by itself."""

    sid: str
    number: str
    words: str
    pictures: int = 0
    network_saw: Keyword | None = None


class Texts:
    def __init__(
        self,
        turns: Turns,
        arrivals: Arrivals,
        consent: Consent,
        council: Council,
        danger: DangerWords,
        style: Style,
        *,
        own_number: str,
    ) -> None:
        self._turns, self._arrivals, self._consent = turns, arrivals, consent
        self._identity, self._danger, self._style = council.identity, danger, style
        self._own_number = own_number

    def answer(self, text: Text) -> str:
        """What goes back, as one text; "" when nothing does. The same text again gets the same answer."""
        if not self._may_be_answered(text.number):
            log.info("text_not_answered", text=text.sid, reason="the sender is no person's number")
            return ""
        try:
            claim = self._arrivals.claim(text.sid, text.number, _alike(text.words))
        except StillWorking:
            return ""  # the first webhook of this text answers it
        if isinstance(claim, Answered):
            return claim.sent
        try:
            answer = self._answered(text, claim)
        except ContactError as refused:
            log.warning("text_refused", text=text.sid, reason=type(refused).__name__)
            answer = self.failed
        return self._arrivals.answer(text.sid, answer)

    @property
    def failed(self) -> str:
        """What is said when nothing works. Needs neither database nor assistant."""
        return self._say("text_failed", phone=self._identity.phone_display)

    def _may_be_answered(self, number: str) -> bool:
        """Not a short code, a name such as PARCELS, a withheld number or our own: a machine would answer us back."""
        if number == self._own_number or not _NUMBER.fullmatch(number):
            return False
        return phonenumbers.is_possible_number(phonenumbers.parse(number))

    def _answered(self, text: Text, placed: Placed | None) -> str:
        stopped = self._consent.stopped(text.number)
        keyword = text.network_saw or read_keyword(text.words, stopped=stopped)
        if placed is None and keyword is not None:
            return self._about_texts(text, keyword, stopped=stopped)
        if stopped:
            if self._danger.heard_in(text.words):
                self._taken(text, placed)  # nothing may go back, but a person reads it, and can ring
            return ""
        heard_no_pictures = [self._say("text_no_pictures")] if text.pictures else []
        try:
            clean(Said(text.words[:LIMIT]))
        except NothingSaid:
            return heard_no_pictures[0] if text.pictures else self._say("text_nothing_said")
        acts = [*(Say(text=words) for words in heard_no_pictures), *self._taken(text, placed)]
        return text_acts.render(acts, self._style)

    def _about_texts(self, text: Text, keyword: Keyword, *, stopped: bool) -> str:
        """STOP, START and HELP, which go before everything else; the network may have answered them already."""
        name, phone, website = (
            self._identity.short_name,
            self._identity.phone_display,
            self._identity.website,
        )
        said = ""
        if keyword is Keyword.STOP:
            if self._consent.stop(text.number):
                said = self._say("text_stopped", council=name, phone=phone)
            if key := self._turns.find_texts(text.number):
                self._turns.texts_stopped(key)
        elif keyword is Keyword.START:
            self._consent.start(text.number)
            said = self._say("text_started", council=name)
        elif not stopped:
            said = self._say("text_help", council=name, phone=phone, website=website)
        return "" if text.network_saw else said

    def _taken(self, text: Text, placed: Placed | None) -> list[Act]:
        """The text as a turn. Another text of the number, or the end of the conversation, may come between the look
        and the turn: then it is looked at again."""
        for _ in range(PLACES_TRIED):
            place = placed or self._place(text)
            said = Said(choice=place.choice) if place.choice else Said(text.words[:LIMIT])
            try:
                taken = self._turns.take(place.contact_key, place.turn_number, said)
            except (ContactEnded, TurnOutOfOrder, TurnConflict, ChoiceNotOffered):
                placed = None
                continue
            if place.turn_number > 1:
                return taken.acts
            return self._introduced(place.contact_key, taken.acts)
        raise ContactEnded

    def _place(self, text: Text) -> Placed:
        key = self._turns.find_texts(text.number)
        if key is None:
            view = self._turns.begin(Channel.TEXT, call_sid=text.sid, caller=text.number)
        else:
            view = self._turns.read(key)
        said = text_acts.read(text.words[:LIMIT], _open_question(view))
        placed = Placed(view.contact, view.next_turn, said.choice)
        self._arrivals.place(text.sid, placed)
        return placed

    def _introduced(self, key: str, acts: list[Act]) -> list[Act]:
        """The first answer says who answers; in danger only after what to do, and before what is asked."""
        before = takewhile(lambda message: message.turn is None, self._turns.read(key).messages)
        greeting = [message.act for message in before]
        in_danger = bool(acts) and acts[0] == Say(text=self._say("emergency"))
        if not in_danger:
            return [*greeting, *acts]
        asked = acts[-1:] if isinstance(acts[-1], Ask) else []
        return [*acts[: len(acts) - len(asked)], *greeting, *asked]

    def _say(self, name: str, **blanks: str) -> str:
        return self._style.say(name, **blanks)


def _alike(words: str) -> str:
    """Tells one text from another, whatever numbers they have: of a PIN not even a digest may be kept."""
    return Said(re.sub(r"\d{3,}", "0", words)).digest


def _open_question(view: TranscriptView) -> Ask | None:
    """What was asked last, as long as it is the assistant who is talked to."""
    if view.status is not Status.ASSISTANT:
        return None
    asked = [
        message.act
        for message in view.messages
        if message.author is Author.ASSISTANT and isinstance(message.act, Ask)
    ]
    return asked[-1] if asked else None
