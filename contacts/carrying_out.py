"""What a turn's answer leads to: acts that only name a wish (a person, a call-back, the end) are made real."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cases.long_past import is_past_accident
from contacts import (
    alerts_told,
    bereavement,
    card_numbers,
    care,
    confusion,
    cries,
    outcomes,
    threats,
    whom_to_ring,
)
from contacts.acts import Act, CallBack, End, HandOff, Priority, Say
from contacts.answering import Answer
from contacts.asked_by_name import AskedByName
from contacts.by_keys import keys_instead, missed_again
from contacts.claims import Claim
from contacts.lookups import A_PERSON, TRY_AGAIN, last_ask, open_entry, troubles_in_a_row
from contacts.models import Channel, Contact, Status
from contacts.ringing_back import booking, call_backs, given_up, reasons
from contacts.said import Said
from contacts.speaking import Speaking
from contacts.texts import secrets_by_text
from contacts.topic import rung_by_the_right_team, to_the_right_team, wants_a_person
from contacts.untold import story
from contacts.waiting import away, sooner
from contacts.waiting.hand_over import hand_over, urgent_line
from council.council import Council
from council.languages import Language
from council.who_is_here import open_team
from kb.search import ArticleSearch

# Turns in a row without the assistant, then a person.
MOST_TROUBLES = {Channel.WEBCHAT: 2, Channel.PHONE: 2, Channel.TEXT: 2}


class CarryingOut:
    """Works within the transaction of a turn."""

    def __init__(self, council: Council, search: ArticleSearch, by_name: AskedByName) -> None:
        self._council, self._search, self._by_name = council, search, by_name

    def acts(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        answer: Answer,
        speaking: Speaking,
        at: datetime,
    ) -> list[Act]:
        """The acts, with those that only name a wish (HandOff, CallBack, End) made real, and who threatens flagged."""
        done = self._acts(session, contact, claim, answer, speaking, at)
        if answer.threatens:
            threats.flag(contact, open_entry(session, contact))
        return done

    def _acts(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        answer: Answer,
        speaking: Speaking,
        at: datetime,
    ) -> list[Act]:
        if claim.value == A_PERSON.value and claim.said.because:  # the channel asks, and says why
            answer = replace(
                answer,
                acts=[_because(act, claim.said) if isinstance(act, HandOff) else act for act in answer.acts],
            )
        if contact.status == Status.ENDED:  # left while the assistant was thinking: there is nobody to bring
            return [act for act in answer.acts if not isinstance(act, HandOff | CallBack)]
        if answer.by == "card":
            return card_numbers.not_here(session, contact, claim.number, speaking)
        answer = replace(answer, acts=alerts_told.once(session, contact, answer.acts, speaking))
        if answer.by == "call_back" and contact.taking:
            return self._taking(session, contact, claim, speaking, at, answer.listened)
        if answer.by in ("threat", "cry"):
            return self._cried_out(session, contact, claim, answer, speaking, at)
        if answer.by == "nobody":
            return self._in_trouble(session, contact, claim, speaking, at)
        answer = _interrupted(session, contact, answer, claim, speaking)
        acts = secrets_by_text.left_out(answer.acts, speaking, self._council)
        named = answer.by == "danger" or (
            answer.by == "assistant"
            and care.perhaps_danger(answer.understanding)
            and not is_past_accident(claim.words)
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
                wished=acts,
            )
            acts = care.for_who_helps(acts, answer.understanding, self._council.catalogue)
        acts = whom_to_ring.raised(session, contact, acts, claim.words, self._council)
        acts = whom_to_ring.of_what_danger(acts, claim.words)
        if care.leaves_room_for_sorrow(answer.understanding):
            acts = bereavement.sorrow_first(
                session, contact, answer.understanding, acts, claim.number, speaking, self._council.catalogue
            )
        if answer.by in ("danger", "care", "assistant", "asked_after"):
            heard = {
                **(answer.understanding or {}),
                **({"safety": "emergency"} if answer.by == "danger" else {}),
            }
            told = whom_to_ring.numbers(
                session, contact, acts, heard, claim.words, self._council, speaking, at
            )
            done, acts = whom_to_ring.placed(done, told, acts, by_care=answer.by == "care")
        if speaking.spoken and missed_again(contact, answer.notes, acts):
            return [*done, keys_instead(session, self._council.catalogue, speaking, at)]
        entry = open_entry(session, contact)
        if entry:
            sooner.told(entry, answer.by, answer.understanding, acts, self._council, at)
        if answer.by == "danger" and entry:  # already on the way to a person
            return done
        return done + self.made_real(session, contact, claim, acts, speaking, at, answer.listened)

    def made_real(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        acts: list[Act],
        speaking: Speaking,
        at: datetime,
        listened: dict[str, Any] | None = None,
    ) -> list[Act]:
        """Wishes made real; every other act as it is. `listened`: what the assistant takes the reason of a call for."""
        done: list[Act] = []
        brought = open_entry(session, contact) is not None  # by another turn, sent at the same time
        for act in acts:
            if isinstance(act, HandOff) and not brought:
                right = to_the_right_team(session, contact, act, self._council.catalogue)
                here = open_team(self._council, right.team, at) is not None
                if claim.said.because and not here and booking.is_booked(session, contact):
                    # The line gave up on words that lead nowhere; a second call-back would not help it.
                    outcomes.end(session, contact, at, said_goodbye=False)
                    return [*done, speaking.say("call_back_stands"), End()]
                done += hand_over(session, contact, right, self._council, speaking, at)
                if claim.said.because:
                    given_up.unasked(contact)
            elif isinstance(act, CallBack):
                likely = reasons.likely_enquiry(listened, self._council)
                told = reasons.about(act, reasons.reason_in(claim.said.words), self._council, likely)
                ours = rung_by_the_right_team(session, contact, told, self._council.catalogue)
                done += urgent_line(self._council, ours.team, at, speaking)
                done += call_backs.begin(contact, ours, speaking, self._council, claim.said.words)
            elif not isinstance(act, HandOff):
                done.append(act)
            if isinstance(act, End):
                outcomes.end(session, contact, at, said_goodbye=True)
        return done

    def _cried_out(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        answer: Answer,
        speaking: Speaking,
        at: datetime,
    ) -> list[Act]:
        """For help, which is asked about; or in threat: a person with a flag, and who waits, or arranges a call, is
        flagged where they stand."""
        if answer.by == "cry":
            return cries.asked(contact, last_ask(session, contact), speaking)
        entry = open_entry(session, contact)
        flagged = threats.flag(contact, entry)
        care.flag(contact, answer.listened)
        if entry:
            return []
        said = [speaking.say("threat_heard")]
        if flagged:
            asked = last_ask(session, contact)
            return [*said, *([asked] if asked else [])]
        return said + self.made_real(session, contact, claim, answer.acts, speaking, at)

    def _taking(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        speaking: Speaking,
        at: datetime,
        listened: dict[str, Any] | None,
    ) -> list[Act]:
        """The next answer about a call-back; or a person instead, where one can be had. Without a call-back after all,
        who waited goes back to the place they kept."""
        if away.is_open(contact):
            return self._instead(session, contact, claim, speaking, at)
        if cries.is_open(contact):
            acts = cries.answer(contact, claim.said, speaking)
            return self.made_real(session, contact, claim, acts, speaking, at)
        gave_up = claim.value == A_PERSON.value and claim.said.because
        if gave_up and (ended := given_up.settled(session, contact, self._council, speaking, at)):
            return ended
        if _is_confused(session, contact, claim):
            taking = dict(contact.taking or {})
            here = open_team(self._council, call_backs.wanted(contact).team, at) is not None
            if asked := confusion.person_or_note(taking, here=here):
                since = booking.place_kept(contact)
                return [
                    speaking.say("confusion"),
                    *hand_over(session, contact, asked, self._council, speaking, at, since),
                ]
            contact.taking = taking
        wanted, has_number = (
            call_backs.wanted(contact),
            (contact.taking or {})["step"] in ("name", call_backs.REASON),
        )
        since = booking.place_kept(contact)
        # "To speak to somebody about the rent" is an answer to what it is about.
        in_words = (contact.taking or {})["step"] == "name" and wants_a_person(claim.words)
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
            theirs = language.says if here else language.says_when_shut
            known = speaking.say("language_without_voice", language=language.name)
            told = Say(text=theirs) if theirs else known
            return [told, *hand_over(session, contact, asked, self._council, speaking, at, since)]
        care.flag(contact, listened)
        before = contact.taking
        likely = reasons.likely_enquiry(listened, self._council)
        *acts, last = call_backs.take(session, contact, claim.said, self._council, speaking, at, likely)
        if contact.taking is None and contact.not_understood > call_backs.MOST_MISSES:
            contact.taking = before
            if ended := given_up.settled(session, contact, self._council, speaking, at):
                return ended
            contact.taking = None
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
                done += call_backs.begin(contact, act, speaking, self._council, claim.said.words)
            else:
                done.append(act)
        return done

    def _in_trouble(
        self, session: Session, contact: Contact, claim: Claim, speaking: Speaking, at: datetime
    ) -> list[Act]:
        """The assistant is down or slow: another try, with what the search finds; then a person."""
        named = None if claim.value else self._by_name.hand_off(claim.words)
        wants_person = claim.value == A_PERSON.value or bool(named) or wants_a_person(claim.words)
        acts = [] if wants_person else [speaking.say("trouble")]
        if named and named.person:
            acts = [speaking.say("asked_for_person", person=named.person)]
        if wants_person or troubles_in_a_row(session, contact, claim.number) >= MOST_TROUBLES[claim.channel]:
            why = "Asked for a person" if wants_person else "The assistant is not working"
            act = named or HandOff(reason=why)
            right = to_the_right_team(session, contact, act, self._council.catalogue)
            if not right.person:
                right = reasons.about(right, story(session, contact, claim.number), self._council)
            right = _because(right, claim.said)
            return acts + hand_over(session, contact, right, self._council, speaking, at)
        found = self._search.find(claim.words, limit=1)
        if found and not found[0].weak and not speaking.spoken:
            acts += [speaking.say("trouble_article"), Say(text=found[0].article.summary)]
        return [*acts, speaking.choose("trouble_question", (TRY_AGAIN, A_PERSON))]


def _interrupted(
    session: Session, contact: Contact, answer: Answer, claim: Claim, speaking: Speaking
) -> Answer:
    """The answer, or what comes in the place of an assistant's that would only go on."""
    if answer.by != "assistant":
        return answer
    heard = care.interrupts(answer.understanding, claim.words, last_ask(session, contact))
    if heard is not None:
        return replace(answer, by="care", understanding=heard)
    if _is_confused(session, contact, claim):
        return replace(answer, acts=confusion.a_person(answer.acts, speaking), notes=frozenset())
    return answer


def _is_confused(session: Session, contact: Contact, claim: Claim) -> bool:
    """Whether a caller who speaks, and presses no key, cannot go on alone."""
    spoken = claim.channel is Channel.PHONE and not claim.value and not claim.said.keyed
    return spoken and confusion.noticed(session, contact, claim.words, claim.number)


def _because(act: HandOff, said: Said) -> HandOff:
    """A person whom the channel itself asks for: why, and how soon."""
    priority = Priority.URGENT if said.at_once else act.priority
    return act.model_copy(update={"reason": said.because or act.reason, "priority": priority})
