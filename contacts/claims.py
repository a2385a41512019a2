"""Claiming a turn: it is stored before anything acts on it, and only one request may answer it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contacts import asked_besides, cries
from contacts.acts import Act, Acts, Ask, AskKind, Choice, Say
from contacts.assistant import INTENT
from contacts.errors import ChoiceNotOffered, ContactEnded, StillWorking, TurnConflict, TurnOutOfOrder
from contacts.lookups import (
    A_PERSON,
    TRY_AGAIN,
    contact_by_key,
    in_trouble,
    last_ask,
    last_number,
    messages_of_turn,
    turn_to_retry,
)
from contacts.models import Author, Channel, Contact, Message, Status, Turn
from contacts.ringing_back import passing_over
from contacts.said import Said
from contacts.secrets_said import Kept, digests, kept
from contacts.texts import texting
from contacts.transcript import TranscriptView
from council.choosing import SOMETHING_ELSE, choice_named, place_chosen, says_neither
from council.yes_and import Asked
from database.engine import Database

# A turn claimed longer ago than this was left by a process that died; whoever asks again takes it over.
CLAIM_SECONDS = 20
WAIT_SECONDS = 10  # how long a repeat waits for the first to be answered


@dataclass(frozen=True)
class TurnTaken:
    """The turn's own messages, the resident's line first, and the acts a channel renders."""

    transcript: TranscriptView
    acts: list[Act]
    in_trouble: bool = False  # the assistant did not answer; TRY_AGAIN is on offer
    understood: bool = True


@dataclass(frozen=True)
class Claim:
    """A turn that is ours to answer, with what was true when it was claimed.

    `asked_as` is the number the assistant is asked under: that of the failed turn when this one is "try again".
    """

    contact_id: int
    turn_id: int
    number: int
    asked_as: int
    channel: Channel
    status: Status
    taking: bool
    said: Said  # with secrets masked
    words: str  # as the assistant and the transcript may see them
    value: str | None
    secret: str | None  # to be sealed
    answers: bool  # the secret is the whole answer
    payment: bool  # something of a payment card was masked
    in_form: bool  # a form has asked for a detail
    number_asked: bool  # a PIN, or a library card's number, is the question
    besides: Asked | None  # what is asked with the answer to a question of the call itself
    left_for: bool  # and comes in the place of all that was still to be asked about the call
    caller: str | None
    again: bool


class Claims:
    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, key: str, number: int, said: Said, at: datetime) -> Claim | TurnTaken:
        """The turn to answer, or the stored answer of one that has been answered.

        Raises:
            UnknownContact, ContactEnded, TurnOutOfOrder, TurnConflict, ChoiceNotOffered
            StillWorking: the same turn is being answered and was not done within WAIT_SECONDS.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                with self._database.session() as session:
                    claimed = _claim(session, key, number, said, at)
            except IntegrityError:
                continue  # another request stored this number first: look again, as its repeat
            if claimed is not None:
                return claimed
            if time.monotonic() > deadline:
                raise StillWorking
            time.sleep(0.05)


def stored_answer(session: Session, contact: Contact, turn: Turn) -> TurnTaken:
    """What an answered turn said, word for word."""
    messages = messages_of_turn(session, contact, turn.number)
    view = TranscriptView.of(contact, last_number(session, contact), messages)
    understood = contact.not_understood == 0  # true of the newest turn, which is the one that is repeated
    return TurnTaken(view, Acts.validate_python(turn.acts), in_trouble(turn.acts), understood)


def _claim(session: Session, key: str, number: int, said: Said, at: datetime) -> Claim | TurnTaken | None:
    contact = contact_by_key(session, key, lock=True)
    turn = session.scalar(select(Turn).where(Turn.contact_id == contact.id, Turn.number == number))
    asked = last_ask(session, contact)
    meant = _plainly_chosen(asked, said, contact.status)
    before = _said_before(session, contact, number)
    if turn is None:
        turn = _stored(session, contact, number, said, meant, asked, before, at)
        return _as_claim(session, contact, turn, meant, asked, before, again=False)
    if not _is_repeat(turn, said, before):
        raise TurnConflict
    if turn.acts is not None:
        return stored_answer(session, contact, turn)
    if at - turn.claimed_at < timedelta(seconds=CLAIM_SECONDS):
        return None  # being answered now
    turn.claimed_at = at
    return _as_claim(session, contact, turn, meant, asked, before, again=True)


def _said_before(session: Session, contact: Contact, number: int) -> str:
    """The words of the turn before this one."""
    query = select(Turn.words).where(Turn.contact_id == contact.id, Turn.number == number - 1)
    return session.scalar(query) or ""


def _plainly_chosen(asked: Ask | None, said: Said, status: str) -> Said:
    """A button's label typed or spoken is that button; so is a yes to "shall I try again?", and "the first one" where
    it is not said to an adviser."""
    if said.choice or asked is None:
        return said
    words = said.words.casefold().strip(" .!")
    for offered in asked.choices:
        if words == offered.label.casefold() or (
            offered == TRY_AGAIN and words in ("yes", "yes please", "ok")
        ):
            return replace(said, words=offered.label, choice=offered.value)
    picked = _picked(asked, said.words) if status == Status.ASSISTANT else None
    return replace(said, words=picked.label, choice=picked.value) if picked else said


def _picked(asked: Ask, words: str) -> Choice | None:
    """The choice an answer names by its place ("the first one", "number two") or, between enquiries, by words of its
    label. A form reads its own choices: "number two" may be a house."""
    if asked.kind is not AskKind.CHOICE or asked.of_form:
        return None
    offered = [choice for choice in asked.choices if choice.value not in (SOMETHING_ELSE, A_PERSON.value)]
    place = place_chosen(words, len(offered))
    if place is not None:
        return offered[place]
    place = place_chosen(words, len(asked.choices))  # "number three" is "something else"
    if place is None and any(choice.value.startswith(INTENT) for choice in offered):
        if says_neither(words):
            return next((choice for choice in asked.choices if choice.value == SOMETHING_ELSE), None)
        place = choice_named(words, [choice.label for choice in asked.choices])
    return None if place is None else asked.choices[place]


def _stored(
    session: Session,
    contact: Contact,
    number: int,
    typed: Said,
    said: Said,
    asked: Ask | None,
    before: str,
    at: datetime,
) -> Turn:
    if contact.status == Status.ENDED:
        raise ContactEnded
    expected = last_number(session, contact) + 1
    if number != expected:
        raise TurnOutOfOrder(expected)
    as_kept = kept(said, asked, contact.status, before).said
    words = _label(asked, said.choice) if said.choice else as_kept.words
    if as_kept != said:
        typed = as_kept
    turn = Turn(
        contact_id=contact.id,
        number=number,
        words=words,
        choice=said.choice,
        digest=typed.digest,
        received_at=at,
        claimed_at=at,
    )
    contact.last_turn_at = at
    session.add(turn)
    if (
        not said.because
    ):  # else the channel itself asks: the caller said nothing, or nothing that was understood
        line = Say(text=words).model_dump(mode="json")
        session.add(
            Message(contact_id=contact.id, turn_number=number, author=Author.RESIDENT, act=line, sent_at=at)
        )
    session.flush()
    return turn


def _as_claim(
    session: Session, contact: Contact, turn: Turn, said: Said, asked: Ask | None, before: str, *, again: bool
) -> Claim:
    subject, as_kept = turn, kept(said, asked, contact.status, before)
    if said.choice == TRY_AGAIN.value and (failed := turn_to_retry(session, contact, turn.number)):
        # Asked under its own number, so that an assistant that did answer, only late, does not run it twice.
        subject, again, as_kept = failed, True, Kept(said)
    besides = asked_besides.beside_an_answer(contact.taking, as_kept.said)
    return Claim(
        contact_id=contact.id,
        turn_id=turn.id,
        number=turn.number,
        asked_as=subject.number,
        channel=Channel(contact.channel),
        status=Status(contact.status),
        taking=contact.taking is not None
        and not texting.passed_over(contact.taking, said)
        and not cries.passed_over(contact.taking, said)
        and not passing_over.passed_over(contact.taking, said),
        said=as_kept.said,
        words=subject.words,
        value=subject.choice,
        # Texted all the same, it is masked like any other, but goes no further: see contacts/texts/secrets_by_text.py.
        secret=None if contact.channel == Channel.TEXT else as_kept.secret,
        answers=as_kept.answers,
        payment=as_kept.payment,
        in_form=asked is not None and asked.of_form,
        number_asked=asked is not None and (asked.secret or asked.private),
        besides=besides,
        left_for=besides is not None and asked_besides.is_left_for((contact.taking or {})["step"], besides),
        caller=contact.caller,
        again=again,
    )


def _is_repeat(turn: Turn, said: Said, before: str) -> bool:
    """Of a secret not even the digest is kept: any PIN is a repeat of a PIN."""
    return turn.digest in digests(said, before)


def _label(asked: Ask | None, choice: str) -> str:
    for offered in (*(asked.choices if asked else ()), A_PERSON):
        if offered.value == choice:
            return offered.label
    raise ChoiceNotOffered
