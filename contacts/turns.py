"""The life of a turn: claimed, answered by whoever has the contact, its reply stored; never run twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cases.held_secrets import HeldSecrets
from contacts import (
    access,
    alerts_told,
    bereavement,
    card_numbers,
    care,
    cries,
    outcomes,
    secrets_said,
    small_talk,
)
from contacts.acts import Act, Acts, Ask, CallBack, End, HandOff, Need, Priority, Say
from contacts.assistant import Assistant, AssistantTurn, AssistantUnavailable
from contacts.by_keys import keys_instead, missed_again
from contacts.claims import Claim, Claims, TurnTaken, stored_answer
from contacts.errors import NothingToRate
from contacts.events import QUEUE_TOPIC, Events
from contacts.idle import IDLE
from contacts.lines import write_lines as _say
from contacts.lookups import (
    A_PERSON,
    TRY_AGAIN,
    contact_by_key,
    last_ask,
    last_entry,
    last_number,
    messages_of_turn,
    open_entry,
    open_texts,
    ratings,
    troubles_in_a_row,
)
from contacts.models import Channel, Contact, HandOffStatus, Message, Status, Turn
from contacts.ringing_back import call_backs
from contacts.said import Said, clean
from contacts.secrets_said import beside_secrets
from contacts.speaking import Speaking
from contacts.texts import secrets_by_text, texting
from contacts.topic import rung_by_the_right_team, to_the_right_team, wants_a_person
from contacts.transcript import TranscriptView
from contacts.waiting import away
from contacts.waiting.hand_over import hand_over, open_team, urgent_line
from contacts.waiting.priority import Facts
from council.council import Council
from council.danger import DangerWords
from council.languages import Language
from council.words import Words
from database.base import now
from database.engine import Database
from kb.search import ArticleSearch

# Turns in a row without the assistant, then a person.
MOST_TROUBLES = {Channel.WEBCHAT: 2, Channel.PHONE: 2, Channel.TEXT: 2}


@dataclass(frozen=True)
class _Answer:
    """What came of a turn before it is settled. `by` says who answered."""

    acts: list[Act]
    by: str  # assistant | adviser | danger | care | access | call_back | card | cry | nobody
    understanding: dict[str, Any] | None = None
    notes: frozenset[str] = field(default_factory=frozenset)


def _danger_answer(words: str, understood: dict[str, Any] | None = None) -> _Answer:
    """`understood`: by the assistant, where it was asked and did answer."""
    suicide = care.is_of_suicide(understood) or care.plainly_of_suicide(words)
    reason = care.SUICIDE if suicide else cries.IN_DANGER
    understanding: dict[str, Any] = {"intent": "report_emergency", "confidence": 1.0}
    if suicide:
        understanding |= {"safety_about": "suicide"}
    return _Answer(
        [HandOff(reason=reason, priority=Priority.URGENT, need=Need.DANGER)], "danger", understanding
    )


def _opening(speaking: Speaking, greeting: str) -> Act:
    """Who we are and the open question; whoever did not answer is not greeted again."""
    words, again = speaking.text("phone_greeting", greeting=greeting), speaking.text("phone_greeting_again")
    return Ask(text=words, again=again)


def _led_nowhere(answer: _Answer, claim: Claim, asked: Ask | None, speaking: Speaking) -> _Answer:
    """On the phone, small talk that answers nothing is counted as not understood; a "no" among it is asked about."""
    if not speaking.spoken or answer.by != "assistant" or claim.value:
        return answer
    counted = answer.notes | {"not_understood"}
    intent = (answer.understanding or {}).get("intent")
    if small_talk.is_no_goodbye(asked, claim.words, intent, answer.acts):
        return replace(answer, acts=[speaking.ask("phone_greeting_again")], notes=counted)
    nowhere = small_talk.leads_nowhere(asked, intent, answer.acts)
    return replace(answer, notes=counted) if nowhere else answer


def _because(act: HandOff, said: Said) -> HandOff:
    """A person whom the channel itself asks for: why, and how soon."""
    priority = Priority.URGENT if said.at_once else act.priority
    return act.model_copy(update={"reason": said.because or act.reason, "priority": priority})


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
    ) -> None:
        """`records_calls`: what callers and advisers say to each other is recorded, and the greeting says so."""
        self._records_calls = records_calls
        self._database, self._assistant, self._council = database, assistant, council
        self._words, self._danger, self._search = words, danger, search
        self._held_secrets, self._events, self._clock = held_secrets, events, clock
        self._claims = Claims(database)

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
                messages = _say(session, contact, None, self._greeting(contact, at), at)
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

    def means_danger(self, words: str) -> bool:
        """Whether plain words of danger are in this, or it is a cry. For words that are no turn: nothing is stored."""
        return self._danger.heard_in(words) or cries.of_danger(words)

    def hears_danger(self, words: str) -> bool:
        """Whether plain words or the assistant tell of danger in this. Nothing is stored."""
        if self.means_danger(words) or secrets_said.asks_for_999(words):
            return True
        return care.heard_in(self._listened_to(words)) is care.Safety.EMERGENCY

    def heard_beside_secret(self, words: str) -> str | None:
        """What a PIN or a card's number was said beside, with every such number masked, where it tells of danger, harm
        or distress; None where it does not. For words at the question for one: nothing is stored."""
        beside = beside_secrets(words)
        if not beside:
            return None
        tells = (
            secrets_said.asks_for_999(words)
            or self.means_danger(beside)
            or care.heard_in(self._listened_to(beside))
        )
        return beside if tells else None

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
        if self._is_beside_a_secret(key, said) and (beside := self.heard_beside_secret(said.words)):
            said = replace(said, words=beside)
        claim = self._claims.claim(key, number, said, self._clock())
        if isinstance(claim, TurnTaken):
            return claim
        taken = self._settle(key, claim, self._answer(claim))
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
            outcomes.end(session, contact, self._clock(), said_goodbye=False)
            view = TranscriptView.of(contact, last_number(session, contact), [])
        self._events.publish(key)
        self._events.publish(QUEUE_TOPIC)
        return view

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
                about=card.get("about", ""),
                collected=card.get("collected", {}),
                access_needs=tuple(card.get("access_needs", ())),
                person=card.get("person"),
            )
            if entry and entry.finished_at is None:
                entry.status, entry.finished_at = HandOffStatus.ABANDONED, at
            contact.status = Status.ASSISTANT
            if not wished and call_backs.is_booked(session, contact):
                stands: list[Act] = [speaking.say("call_back_stands"), End()]
                _say(session, contact, None, stands, at)
                outcomes.end(session, contact, at, said_goodbye=False)
                return stands
            offer = call_backs.offer(contact, offered, speaking, unanswered=True)
            acts = [speaking.say("nobody_answered"), *offer]
            _say(session, contact, None, acts, at)
        self._events.publish(QUEUE_TOPIC)
        return acts

    def keys_instead(self, key: str) -> list[Act]:
        """The busiest services, each by a key, for a caller whose keys meant nothing where they were. Nothing for one
        who has gone, waits for a person or arranges a call-back."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            if contact.status != Status.ASSISTANT or contact.taking:
                return []
            acts = [keys_instead(session, self._council.catalogue, Speaking(self._words, contact), at)]
            _say(session, contact, None, acts, at)
        return acts

    def _answer(self, claim: Claim) -> _Answer:
        """Who has the contact answers. Runs outside any transaction: the assistant may take seconds.

        Danger is heard at every step: by the assistant, which knows a fire from a fire door, and where it is not
        asked or does not answer, by plain phrases.
        """
        words = claim.said.words
        asks_for_999 = not claim.said.keyed and not claim.value and secrets_said.asks_for_999(words)
        cry = claim.channel is Channel.PHONE and not claim.value and cries.of_danger(words)
        plain = self._danger.heard_in(words) or cry
        danger = plain or asks_for_999
        if cry or (claim.number_asked and asks_for_999):
            return _danger_answer(words)
        if claim.taking or claim.status is Status.WAITING:
            understood = self._listened_to(words)
            if danger or care.heard_in(understood) is care.Safety.EMERGENCY:
                return _danger_answer(words, understood)
        if plain and claim.status is Status.ADVISER:
            return _danger_answer(words)
        if claim.status in (Status.WAITING, Status.ADVISER):
            if claim.payment:
                return _Answer([], "card")
            return _Answer([], "adviser")  # the words are in the transcript, where the adviser reads them
        if claim.channel is Channel.PHONE and access.is_relay_call(claim.said.words):
            return _Answer([access.relay_call(danger=danger)], "access")
        if claim.payment:  # goes nowhere, whatever else the words say
            understood = self._listened_to(words)
            in_danger = danger or care.heard_in(understood) is care.Safety.EMERGENCY
            return _danger_answer(words, understood) if in_danger else _Answer([], "card")
        if claim.taking:
            return _Answer([], "call_back")
        if claim.channel is Channel.PHONE and not claim.value and cries.for_help(words):
            return _Answer([], "cry")
        sealed = self._held_secrets.hold(claim.secret) if claim.secret else None
        value = sealed if claim.answers and sealed else claim.value
        try:
            reply = self._assistant.take(
                AssistantTurn(
                    claim.contact_id,
                    claim.asked_as,
                    claim.channel,
                    claim.words,
                    value,
                    claim.again,
                    claim.said.recognised,
                    sealed,
                    claim.caller,
                    # Whoever is in danger or pressed 0 waits for nothing that is slow: a person comes all the same.
                    hurried=danger or claim.value == A_PERSON.value,
                )
            )
        except AssistantUnavailable:
            return _danger_answer(words) if danger else _Answer([], "nobody")
        by = "assistant" if reply.acts else "care"  # the bot leaves what it hears besides an enquiry to us
        return _Answer(reply.acts, by, reply.understanding, reply.notes)

    def _listened_to(self, words: str) -> dict[str, Any] | None:
        return self._assistant.listen(words) if words.strip() else None

    def _settle(self, key: str, claim: Claim, answer: _Answer) -> TurnTaken:
        """Carry the answer out and store it, in one transaction."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, key, lock=True)
            turn = session.get_one(Turn, claim.turn_id)
            if turn.acts is not None:  # taken over by another process while we were slow: its answer stands
                return stored_answer(session, contact, turn)
            speaking = Speaking(self._words, contact)
            answer = _led_nowhere(answer, claim, last_ask(session, contact), speaking)
            offer = None if answer.by == "card" else texting.taken_back(contact)
            if answer.by not in ("call_back", "card"):
                call_backs.let_go(contact)
                cries.let_go(contact)
            if offer and answer.by == "call_back":
                acts = texting.answer(session, contact, offer, claim.said, speaking, self._council)
                acts = self._made_real(session, contact, claim, acts, speaking, at)
            else:
                acts = self._carried_out(session, contact, claim, answer, at)
            intent = (answer.understanding or {}).get("intent")
            acts = texting.offered(session, contact, acts, answer.notes, intent, speaking, self._council)
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

    def _carried_out(
        self, session: Session, contact: Contact, claim: Claim, answer: _Answer, at: datetime
    ) -> list[Act]:
        """The acts, with those that only name a wish (HandOff, CallBack, End) made real."""
        speaking = Speaking(self._words, contact)
        if claim.value == A_PERSON.value and claim.said.because:  # the channel asks, and says why
            answer = replace(
                answer,
                acts=[_because(act, claim.said) if isinstance(act, HandOff) else act for act in answer.acts],
            )
        if contact.status == Status.ENDED:  # left while the assistant was thinking: there is nobody to bring
            return [act for act in answer.acts if not isinstance(act, HandOff | CallBack)]
        if answer.by == "card":
            return card_numbers.not_here(session, contact, claim.number, speaking)
        answer = replace(answer, acts=alerts_told.once(session, contact, answer.acts))
        if answer.by == "call_back" and contact.taking:
            return self._taking(session, contact, claim, speaking, at)
        if answer.by == "cry":
            return cries.asked(contact, last_ask(session, contact), speaking)
        if answer.by == "nobody":
            return self._in_trouble(session, contact, claim, speaking, at)
        acts = secrets_by_text.left_out(answer.acts, speaking, self._council)
        named = answer.by == "danger" or (
            answer.by == "assistant" and care.perhaps_danger(answer.understanding)
        )
        done: list[Act] = [speaking.say(care.danger_words(answer.understanding))] if named else []
        if answer.by == "care" and care.heard_in(answer.understanding):
            acts = care.respond(
                session,
                contact,
                answer.understanding,
                claim.number,
                speaking,
                self._council.languages.get(str((answer.understanding or {}).get("language"))),
                interpreted=self._council.team("contact_centre").hours.is_open(at),
            )
        if care.leaves_room_for_sorrow(answer.understanding):
            acts = bereavement.sorrow_first(
                session, contact, answer.understanding, acts, claim.number, speaking
            )
        if speaking.spoken and missed_again(contact, answer.notes, acts):
            return [*done, keys_instead(session, self._council.catalogue, speaking, at)]
        entry = open_entry(session, contact)
        if answer.by == "danger" and entry:
            entry.priority = Priority.URGENT  # already on the way to a person: to the front
            entry.facts = replace(Facts.from_json(entry.facts), danger=True).as_json()
            return done
        return done + self._made_real(session, contact, claim, acts, speaking, at)

    def _made_real(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        acts: list[Act],
        speaking: Speaking,
        at: datetime,
    ) -> list[Act]:
        done: list[Act] = []
        brought = open_entry(session, contact) is not None  # by another turn, sent at the same time
        for act in acts:
            if isinstance(act, HandOff) and not brought:
                right = to_the_right_team(session, contact, act, self._council.catalogue)
                here = open_team(self._council, right.team, at) is not None
                if claim.said.because and not here and call_backs.is_booked(session, contact):
                    # The line gave up on words that lead nowhere; a second call-back would not help it.
                    outcomes.end(session, contact, at, said_goodbye=False)
                    return [*done, speaking.say("call_back_stands"), End()]
                done += hand_over(session, contact, right, self._council, speaking, at)
            elif isinstance(act, CallBack):
                ours = rung_by_the_right_team(session, contact, act, self._council.catalogue)
                done += urgent_line(self._council, ours.team, at, speaking)
                done += call_backs.begin(contact, ours, speaking, claim.said.words)
            elif not isinstance(act, HandOff):
                done.append(act)
            if isinstance(act, End):
                outcomes.end(session, contact, at, said_goodbye=True)
        return done

    def _taking(
        self, session: Session, contact: Contact, claim: Claim, speaking: Speaking, at: datetime
    ) -> list[Act]:
        """The next answer about a call-back; or a person instead, where one can be had. Without a call-back after all,
        who waited goes back to the place they kept."""
        if away.is_open(contact):
            return self._instead(session, contact, claim, speaking, at)
        if cries.is_open(contact):
            acts = cries.answer(contact, claim.said, speaking)
            return self._made_real(session, contact, claim, acts, speaking, at)
        wanted, has_number = call_backs.wanted(contact), (contact.taking or {})["step"] == "name"
        since = call_backs.place_kept(contact)
        in_words = has_number and wants_a_person(claim.words)
        if (claim.value == A_PERSON.value or in_words) and (
            not has_number or open_team(self._council, wanted.team, at)
        ):
            asked = HandOff(reason="Asked for a person", **wanted.model_dump(exclude={"type", "reason"}))
            contact.not_understood = 0
            return hand_over(session, contact, _because(asked, claim.said), self._council, speaking, at)
        if language := self._newly_wished(wanted, claim.said.words):
            asked = HandOff(**wanted.model_dump(exclude={"type"}))
            asked.collected["Language"] = language.name
            here = open_team(self._council, wanted.team, at) is not None
            told = Say(text=language.says if here else language.says_when_shut)
            return [told, *hand_over(session, contact, asked, self._council, speaking, at, since)]
        *acts, last = call_backs.take(session, contact, claim.said, self._council, speaking, at)
        if isinstance(last, HandOff):
            return [*acts, *hand_over(session, contact, last, self._council, speaking, at, since)]
        return [*acts, last]

    def _newly_wished(self, wanted: CallBack, words: str) -> Language | None:
        """Another language than English, where it is not known yet that an interpreter is wanted."""
        return None if "Language" in wanted.collected else self._council.languages.wished(words)

    def _instead(
        self, session: Session, contact: Contact, claim: Claim, speaking: Speaking, at: datetime
    ) -> list[Act]:
        """Whom they asked for is away: put through to somebody else, or rung back."""
        done: list[Act] = []
        for act in away.answer(contact, claim.said, speaking):
            if isinstance(act, HandOff):
                done += hand_over(session, contact, act, self._council, speaking, at, told_away=True)
            elif isinstance(act, CallBack):
                done += call_backs.begin(contact, act, speaking, claim.said.words)
            else:
                done.append(act)
        return done

    def _in_trouble(
        self, session: Session, contact: Contact, claim: Claim, speaking: Speaking, at: datetime
    ) -> list[Act]:
        """The assistant is down or slow: another try, with what the search finds; then a person."""
        wants_person = claim.value == A_PERSON.value or wants_a_person(claim.words)
        acts = [] if wants_person else [speaking.say("trouble")]
        if wants_person or troubles_in_a_row(session, contact, claim.number) >= MOST_TROUBLES[claim.channel]:
            act = HandOff(reason="Asked for a person" if wants_person else "The assistant is not working")
            right = to_the_right_team(session, contact, act, self._council.catalogue)
            right = _because(right, claim.said)
            return acts + hand_over(session, contact, right, self._council, speaking, at)
        found = self._search.find(claim.words, limit=1)
        if found and not found[0].weak and not speaking.spoken:
            acts += [speaking.say("trouble_article"), Say(text=found[0].article.summary)]
        return [*acts, speaking.choose("trouble_question", (TRY_AGAIN, A_PERSON))]

    def _greeting(self, contact: Contact, at: datetime) -> list[Act]:
        speaking, identity = Speaking(self._words, contact), self._council.identity
        alerts = self._council.live_alerts(at)
        acts: list[Act] = [alerts_told.at_the_opening(alert, speaking) for alert in alerts]
        if speaking.spoken:
            acts += [speaking.say("calls_recorded")] if self._records_calls else []
            return [*acts, _opening(speaking, identity.spoken_greeting)]
        if speaking.by_text:  # whoever texts has already said what they need
            return [*acts, speaking.say("text_greeting", council=identity.short_name)]
        return [*acts, speaking.ask("chat_greeting", greeting=identity.greeting)]


__all__ = ["Said", "TurnTaken", "Turns"]
