"""The life of a turn: claimed, answered by whoever has the contact, its reply stored; never run twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cases.held_secrets import HeldSecrets
from contacts import outcomes, recording
from contacts.acts import Act, Acts, CallBack, End, Say
from contacts.answering import Answer, Answering
from contacts.asked_by_name import AskedByName
from contacts.assistant import Assistant
from contacts.beside import Beside
from contacts.by_keys import keys_instead
from contacts.carrying_out import CarryingOut
from contacts.claims import Claim, Claims, TurnTaken, stored_answer
from contacts.consequences import Consequences
from contacts.errors import NothingToRate
from contacts.events import QUEUE_TOPIC, Events
from contacts.greeting import greeting
from contacts.idle import IDLE
from contacts.led_nowhere import led_nowhere
from contacts.lines import write_lines as _say
from contacts.lookups import (
    contact_by_key,
    last_ask,
    last_entry,
    last_number,
    messages_of_turn,
    open_texts,
    ratings,
)
from contacts.models import Channel, Contact, HandOffStatus, Message, Status, Turn
from contacts.refusing_recording import refused as is_refused
from contacts.ringing_back import booking, call_backs, given_up
from contacts.said import Said, clean
from contacts.secrets_said import beside_secrets
from contacts.speaking import Speaking, moment
from contacts.texts import stopped, texting
from contacts.texts.on_request import TextsOnRequest
from contacts.transcript import TranscriptView
from contacts.waiting.cards import about_of
from council.council import Council
from council.danger import DangerWords
from council.who_is_here import LAST_STOP, next_opening, open_team
from council.words import Words
from database.base import now
from database.engine import Database
from kb.search import ArticleSearch


class Turns:
    """Takes turns for every channel. Synchronous and safe to share between threads."""

    def __init__(
        self,
        database: Database,
        assistant: Assistant,
        council: Council,
        words: Words,
        danger: DangerWords,
        search: ArticleSearch,
        held_secrets: HeldSecrets,
        events: Events,
        clock: Callable[[], datetime] = now,
        *,
        records_calls: bool = False,
        pages: str = "",
    ) -> None:
        """`records_calls`: what callers and advisers say to each other is recorded, and the greeting says so.
        `pages`: the address under which articles are read, for whoever has a link texted.

        `answering` may also be asked about words that are no turn; nothing is stored of those.
        """
        self._records_calls = records_calls
        self._database, self._council, self._words = database, council, words
        self._events, self._clock = events, clock
        by_name, beside = AskedByName(council), Beside(council, clock, records_calls=records_calls)
        self.answering = Answering(
            assistant, danger, held_secrets, council.catalogue, by_name.plainly, beside.settles
        )
        carrying = CarryingOut(council, search, by_name)
        self._claims = Claims(database)
        self._consequences = Consequences(council, beside, TextsOnRequest(council, pages), carrying)

    def begin(
        self, channel: Channel, *, call_sid: str | None = None, caller: str | None = None
    ) -> TranscriptView:
        """Open a contact and greet. The same call again is the same contact."""
        at = self._clock()
        try:
            with self._database.session() as session:
                contact = Contact(
                    channel=channel, call_sid=call_sid, caller=caller, started_at=at, last_turn_at=at
                )
                session.add(contact)
                session.flush()
                acts = greeting(
                    self._council, Speaking(self._words, contact), at, records_calls=self._records_calls
                )
                messages = _say(session, contact, None, acts, at)
                return TranscriptView.of(contact, 0, messages)
        except IntegrityError:
            known = self.find_call(call_sid) if call_sid else None
            if known is None:
                raise
            return self.read(known)

    def find_call(self, call_sid: str) -> str | None:
        """The key of a call's contact."""
        with self._database.reading() as session:
            return session.scalar(select(Contact.key).where(Contact.call_sid == call_sid))

    def find_texts(self, number: str) -> str | None:
        """The key of the conversation by text that a number is in the middle of."""
        since = self._clock() - IDLE[Channel.TEXT]
        with self._database.reading() as session:
            return open_texts(session, number, since)

    def take(self, key: str, number: int, said: Said) -> TurnTaken:
        """Answer one turn, or give the stored answer when it has been answered before.

        Raises:
            ContactError: one of contacts.errors; nothing was stored.
        """
        said = clean(said)
        if self._is_beside_a_secret(key, said) and (beside := self.answering.heard_beside_secret(said.words)):
            said = replace(said, words=beside)
        claim = self._claims.claim(key, number, said, self._clock())
        if isinstance(claim, TurnTaken):
            return claim
        refused = recording.beside(claim)
        if refused and self.answering.tells_plainly(claim.said.words):
            refused = recording.Beside(claim)  # heard as it was said: nothing is cut from danger or a threat
        claim = refused.claim if refused and refused.claim else claim
        only = refused is not None and refused.claim is None
        answer = Answer([], recording.BY) if only else self.answering.answer(claim)
        taken = self._settle(key, claim, answer, first=refused is not None and not only)
        self._events.publish(key)
        if taken.transcript.status != Status.ASSISTANT:
            self._events.publish(QUEUE_TOPIC)
        return taken

    def _is_beside_a_secret(self, key: str, said: Said) -> bool:
        """Whether there is more in an answer than the number that was asked for."""
        if said.choice or said.keyed or beside_secrets(said.words) in ("", said.words):
            return False
        with self._database.reading() as session:
            asked = last_ask(session, contact_by_key(session, key))
        return asked is not None and (asked.secret or asked.private)

    def read(self, key: str, after: int = 0) -> TranscriptView:
        """The messages since one, oldest first. Raises UnknownContact."""
        with self._database.reading() as session:
            contact = contact_by_key(session, key)
            query = select(Message).where(Message.contact_id == contact.id, Message.id > after)
            messages = list(session.scalars(query.order_by(Message.id)))
            return TranscriptView.of(
                contact, last_number(session, contact), messages, ratings(session, contact)
            )

    def rate(self, key: str, number: int, *, helped: bool) -> None:
        """Keep whether an answer helped. The same again changes nothing, and whoever thinks again is heard.

        Raises:
            UnknownContact
            NothingToRate: the turn has no answer.
        """
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            turn = session.scalar(select(Turn).where(Turn.contact_id == contact.id, Turn.number == number))
            if turn is None or not any(act.get("answer") for act in turn.acts or ()):
                raise NothingToRate
            if turn.helped is not helped:
                turn.helped, turn.rated_at = helped, self._clock()

    def leave(self, key: str) -> TranscriptView:
        """The resident goes, or hangs up. Raises UnknownContact."""
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            at, speaking = self._clock(), Speaking(self._words, contact)
            given_up.kept(session, contact, self._council, speaking, at)
            outcomes.end(session, contact, at, said_goodbye=False)
            view = TranscriptView.of(contact, last_number(session, contact), [])
        self._events.publish(key)
        self._events.publish(QUEUE_TOPIC)
        return view

    def texts_stopped(self, key: str) -> None:
        """Who is in this conversation by text wants no more. Raises UnknownContact."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            speaking = Speaking(self._words, contact, anybody_here=self.anybody_here())
            stopped.by_resident(session, contact, self._council, speaking, at)
        self._events.publish(key)
        self._events.publish(QUEUE_TOPIC)

    def nobody_answered(self, key: str, *, wished: bool = True) -> list[Act]:
        """No adviser took the call: what the caller hears instead, which offers to ring back. To be told so twice
        changes nothing; a caller who has gone hears nothing.

        Args:
            wished: they asked for a person; else one was rung because nothing was understood any more, and whoever is
                to be rung anyway is not asked once more whether they want that.
        """
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            if contact.status == Status.ENDED:
                return []  # they hung up first
            speaking, entry = Speaking(self._words, contact), last_entry(session, contact)
            card = entry.card if entry else {}
            offered = CallBack(
                reason="Nobody answered the call",
                team=entry.team if entry else "contact_centre",
                about=about_of(entry),
                collected=card.get("collected", {}),
                access_needs=tuple(card.get("access_needs", ())),
                person=card.get("person"),
            )
            if entry and entry.finished_at is None:
                entry.status, entry.finished_at = HandOffStatus.ABANDONED, at
            contact.status = Status.ASSISTANT
            if not wished and booking.is_booked(session, contact):
                stands: list[Act] = [speaking.say("call_back_stands"), End()]
                _say(session, contact, None, stands, at)
                outcomes.end(session, contact, at, said_goodbye=False)
                return stands
            offer = call_backs.offer(contact, offered, speaking, unanswered=True)
            danger = booking.danger_first(session, contact, speaking)
            acts = [speaking.say("nobody_answered"), *danger, *offer]
            _say(session, contact, None, acts, at)
        self._events.publish(QUEUE_TOPIC)
        return acts

    def reference(self, key: str) -> str | None:
        """Of the newest case opened in this conversation, told again to whoever opened it."""
        with self._database.reading() as session:
            case = texting.opened(session, contact_by_key(session, key))
            return case.reference if case else None

    def anybody_here(self) -> bool:
        """Whether there is a person to bring, whatever it is about."""
        return open_team(self._council, LAST_STOP, self._clock()) is not None

    def back(self) -> str:
        """When there is one again: tomorrow at 8.45am."""
        at = self._clock()
        return moment(next_opening(self._council, LAST_STOP, at), at)

    def keys_instead(self, key: str) -> list[Act]:
        """The busiest services, each by a key, for a caller whose keys meant nothing where they were. Nothing for one
        who has gone, waits for a person or arranges a call-back."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            if contact.status != Status.ASSISTANT or contact.taking:
                return []
            speaking = Speaking(self._words, contact, anybody_here=self.anybody_here())
            acts = [keys_instead(session, self._council.catalogue, speaking, at)]
            _say(session, contact, None, acts, at)
        return acts

    def unrecorded(self, key: str) -> bool:
        """Whether this caller has said that they do not want to be recorded."""
        with self._database.reading() as session:
            return is_refused(session, contact_by_key(session, key).id)

    def _settle(self, key: str, claim: Claim, answer: Answer, *, first: bool = False) -> TurnTaken:
        """Carry the answer out and store it, in one transaction. `first`: a word about recording goes before it."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            turn = session.get_one(Turn, claim.turn_id)
            if turn.acts is not None:  # taken over by another process while we were slow: its answer stands
                return stored_answer(session, contact, turn)
            speaking = Speaking(self._words, contact, anybody_here=self.anybody_here())
            answer = led_nowhere(session, contact, answer, claim, speaking)
            acts = self._consequences.acts(session, contact, claim, answer, speaking, at)
            if first:
                acts = [recording.told(session, contact, speaking, records=self._records_calls), *acts]
            intent = (answer.understanding or {}).get("intent")
            acts = texting.offered(session, contact, acts, answer.notes, intent, speaking, self._council, at)
            if answer.by == recording.BY and recording.too_often(session, contact):
                answer = replace(answer, notes=frozenset({"not_understood"}))
            if answer.notes & {"answered", "case_opened"}:
                contact.answers += 1
            if answer.by != "call_back":  # which counts for itself
                missed = "not_understood" in answer.notes
                contact.not_understood = contact.not_understood + 1 if missed else 0
            turn.acts = Acts.dump_python(acts, mode="json")
            turn.understanding, turn.answered_at = answer.understanding, at
            turn.article = next(
                (act.source.article for act in acts if isinstance(act, Say) and act.source), None
            )
            _say(session, contact, claim.number, acts, at)
            messages = messages_of_turn(session, contact, claim.number)
            view = TranscriptView.of(contact, last_number(session, contact), messages)
            return TurnTaken(view, acts, answer.by == "nobody", contact.not_understood == 0)


__all__ = ["Said", "TurnTaken", "Turns"]
