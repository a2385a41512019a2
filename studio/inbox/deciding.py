"""An editor decides about messages alike. First the decision is stored, and the messages are nobody else's then; next
it becomes steps of their draft; a draft that refuses gives the messages back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select

from checks.phrases import plain
from database.base import now
from database.engine import Database
from staff.sessions import SignedIn
from studio.drafts.drafts import Drafts
from studio.drafts.models import DraftStatus
from studio.drafts.people import Person
from studio.files.content import Content
from studio.files.edits import AddPhrases, Edit, EditRefused, KeepForTesting
from studio.inbox.inbox import DecisionView
from studio.inbox.models import InboxDecision, InboxMessage, Kind, release
from studio.masking import marks

log = structlog.get_logger()

OUT_OF_SCOPE = "out_of_scope"
LONGEST_PHRASE = 300  # characters: a letter of three pages is no phrase
MOST_MESSAGES = 5_000  # of one decision
DRAFT_TITLE = "Messages from the inbox"
STYLES = {True: "voice_like", False: "chat"}  # of messages kept for testing, by whether they were spoken


class DecisionRefused(ValueError):
    """It cannot be decided so; the message is for the editor, `field` names what on the form it is about."""

    def __init__(self, message: str, field: str = "decision") -> None:
        super().__init__(message)
        self.message, self.field = message, field


class AlreadyDecided(Exception):
    """Somebody was first with some of these messages."""

    def __init__(self, by: DecisionView | None) -> None:
        super().__init__(by.who if by else "deleted")
        self.by = by


@dataclass(frozen=True)
class Wish:
    """What the form asks for. `rest`: the other open messages of the group are settled too, without being added."""

    kind: Kind
    group_id: int
    message_ids: tuple[int, ...]
    intent: str | None = None
    rest: bool = False


class Deciding:
    """`area`: what the council's postcodes begin with, for the examples that stand for masked ones."""

    def __init__(
        self, database: Database, drafts: Drafts, area: str = "MB", clock: Callable[[], datetime] = now
    ) -> None:
        self._database, self._drafts, self._area, self._clock = database, drafts, area, clock

    def decide(self, me: SignedIn, wish: Wish) -> DecisionView:
        """Raises:
        DecisionRefused: the wish does not hold together, or the draft cannot take it.
        AlreadyDecided: a message of it is no longer open.
        studio.drafts.errors.DraftProblem, studio.files.refused.NotSaved: from the draft; the messages are open again.
        """
        if not wish.message_ids:
            raise DecisionRefused("Select at least one message", "message")
        intent = OUT_OF_SCOPE if wish.kind is Kind.OUT_OF_SCOPE else wish.intent
        if wish.kind in (Kind.TEACH, Kind.TESTING) and not intent:
            raise DecisionRefused("Choose what the messages are about", "intent")
        decision_id, messages = self._claim(me, wish, intent)
        with self._given_back(decision_id):
            draft_id, phrases, commits = self._into_draft(me, wish.kind, intent or "", messages)
        with self._database.session() as session:
            decision = session.get_one(InboxDecision, decision_id)
            decision.draft_id, decision.phrases, decision.commits = draft_id, phrases, commits
            decision.saved_at = self._clock()
            view = DecisionView.of(decision)
        log.info("inbox_decided", decision=decision_id, kind=wish.kind, staff=me.id)
        return view

    def undo(self, me: SignedIn, decision_id: int) -> DecisionView:
        """Open its messages again and take its steps out of the draft. Undoing twice changes nothing.

        Raises:
            LookupError: there is no such decision.
            studio.drafts.errors.DraftProblem: the draft cannot give it up, as when it was released; nothing is undone.
        """
        with self._database.reading() as session:
            row = session.get(InboxDecision, decision_id)
            if row is None:
                raise LookupError(decision_id)
            done, commits, draft_id = row.undone_at is not None, list(row.commits), row.draft_id
        if not done and draft_id is not None and self._drafts.get(draft_id).status != DraftStatus.DISCARDED:
            who = Person.of(me)
            undone = {step.commit for step in self._drafts.history(draft_id) if step.undone}
            for commit in reversed([commit for commit in commits if commit not in undone]):
                self._drafts.undo(draft_id, who, commit)
        with self._database.session() as session:
            row = session.get_one(InboxDecision, decision_id, with_for_update=True)
            if row.undone_at is None:
                row.undone_at, row.undone_by = self._clock(), me.name
                release(session, decision_id)
            return DecisionView.of(row)

    def phrases_of(self, decision_id: int) -> list[str]:
        """The phrases a decision carries to the page of a new enquiry."""
        with self._database.reading() as session:
            row = session.get(InboxDecision, decision_id)
            return list(row.phrases) if row else []

    def _claim(self, me: SignedIn, wish: Wish, intent: str | None) -> tuple[int, list[InboxMessage]]:
        with self._database.session() as session:
            wanted = InboxMessage.group_id == wish.group_id
            query = select(InboxMessage).where(wanted).order_by(InboxMessage.id).with_for_update()
            rows = {row.id: row for row in session.scalars(query)}
            chosen = [
                rows[message_id] for message_id in dict.fromkeys(wish.message_ids) if message_id in rows
            ]
            taken = next((row.decision_id for row in chosen if row.decision_id), None)
            if taken is not None or len(chosen) < len(set(wish.message_ids)):
                by = session.get(InboxDecision, taken) if taken else None
                raise AlreadyDecided(DecisionView.of(by) if by else None)
            settled = [row for row in rows.values() if row.decision_id is None] if wish.rest else chosen
            decision = InboxDecision(
                kind=wish.kind,
                intent=intent if wish.kind in (Kind.TEACH, Kind.TESTING, Kind.OUT_OF_SCOPE) else None,
                phrases=[],
                commits=[],
                messages=len(settled),
                who=me.name,
                email=me.email,
                decided_at=self._clock(),
            )
            session.add(decision)
            session.flush()
            for row in settled[:MOST_MESSAGES]:
                row.decision_id = decision.id
            return decision.id, chosen

    @contextmanager
    def _given_back(self, decision_id: int) -> Iterator[None]:
        """What goes wrong in the block leaves the messages as open as they were."""
        try:
            yield
        except BaseException:
            with self._database.session() as session:
                release(session, decision_id)
                session.delete(session.get_one(InboxDecision, decision_id))
            raise

    def _into_draft(
        self, me: SignedIn, kind: Kind, intent: str, messages: Sequence[InboxMessage]
    ) -> tuple[int | None, list[str], list[str]]:
        """The draft, what went into it and by which steps; nothing when the draft has it all already."""
        said = _distinct(messages, self._area)
        if kind is Kind.DISMISS:
            return None, [], []
        if kind is Kind.NEW_ENQUIRY:
            return None, [phrase for phrase, _ in said], []
        draft = self._drafts.current(me)
        content = self._drafts.content(draft.id) if draft else self._drafts.live_content()
        edits = _edits(content, kind, intent, said)
        try:
            for edit, _ in edits:
                edit.apply(content)  # what is refused opens no draft, and leaves no half of itself in one
            if not edits:
                return (draft.id if draft else None), [], []
            if draft is None:
                draft = self._drafts.open(DRAFT_TITLE, Person.of(me))
                self._drafts.choose(me, draft.id)
            return draft.id, *self._saved(draft.id, me, edits)
        except EditRefused as refused:
            raise DecisionRefused(refused.message, "intent") from refused

    def _saved(
        self, draft_id: int, me: SignedIn, edits: Sequence[tuple[Edit, list[str]]]
    ) -> tuple[list[str], list[str]]:
        """The phrases that went in, and the steps they went in by: all of them or none."""
        phrases: list[str] = []
        commits: list[str] = []
        for edit, words in edits:
            try:
                commits.append(self._drafts.edit(draft_id, edit, Person.of(me)).commit)
            except BaseException:
                for commit in reversed(commits):
                    self._drafts.undo(draft_id, Person.of(me), commit)
                raise
            phrases += words
        return phrases, commits


def _edits(
    content: Content, kind: Kind, intent: str, said: Sequence[tuple[str, bool]]
) -> list[tuple[Edit, list[str]]]:
    """The edits, each with the phrases it puts in. What is there already needs none.

    Raises:
        DecisionRefused: messages to be held out are phrases already.
    """
    if kind is Kind.TESTING:
        return [(KeepForTesting(text, intent, STYLES[spoken]), [text]) for text, spoken in said]
    there = {plain(phrase) for phrase in content.phrases(intent)}
    new = [phrase for phrase, _ in said if plain(phrase) not in there]
    return [(AddPhrases(intent, tuple(new)), new)] if new else []


def _distinct(messages: Sequence[InboxMessage], area: str) -> list[tuple[str, bool]]:
    """Each wording once, as a phrase, with whether it was spoken."""
    found: dict[str, tuple[str, bool]] = {}
    for message in messages:
        phrase = marks.phrase(message.words, area)
        if len(phrase) <= LONGEST_PHRASE and plain(phrase):
            found.setdefault(plain(phrase), (phrase, message.spoken))
    return list(found.values())
