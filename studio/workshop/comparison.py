"""What a comparison found, and how it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from database.base import now
from database.engine import Database
from evaluation.labelled import NO_DANGER
from studio.drafts.models import Draft, DraftStatus
from studio.workshop.depends import Dependencies
from studio.workshop.models import StoredComparison
from studio.workshop.scores import Score

TYPED, SPOKEN, CROSS_VALIDATION, SAFETY = "typed", "spoken", "cross_validation", "safety"
RIGHT_TO_WRONG, WRONG_TO_WRONG, WRONG_TO_RIGHT = "right_to_wrong", "wrong_to_wrong", "wrong_to_right"
KINDS = (RIGHT_TO_WRONG, WRONG_TO_WRONG, WRONG_TO_RIGHT)  # in the order they are read


LOOKED_BACK = 20  # compared commits of a draft, for one that compares alike


@dataclass(frozen=True)
class Part:
    """One kind of test: the whole of it, by service and by intent."""

    whole: Score
    services: Mapping[str, Score]
    intents: Mapping[str, Score]


@dataclass(frozen=True)
class Changed:
    """A message that the draft understands otherwise than the live assistant. Intents, or kinds of danger in SAFETY."""

    part: str
    text: str
    wanted: str
    before: str
    after: str
    kind: str


@dataclass(frozen=True)
class Danger:
    """A message of danger that the draft does not notice, or an emergency that it takes for less (`heard`). `is_new`:
    the live assistant hears more in it."""

    text: str
    wanted: str
    is_new: bool
    heard: str = NO_DANGER


@dataclass(frozen=True)
class Conversation:
    """A dialogue of tests/conversations; `problem` is what came instead, none when it went as written.

    The shortest are one `message` that must lead to an enquiry, which `name` and `title` then tell. `in_live`: what
    came instead with the live assistant, where that does not do it as written either.
    """

    name: str
    problem: str | None
    title: str = ""
    message: str = ""
    in_live: str | None = None

    @property
    def shown(self) -> str:
        return self.title or self.name

    @property
    def passed(self) -> bool:
        return self.problem is None

    @property
    def is_lost(self) -> bool:
        """Live does it as written and the draft does not."""
        return not self.passed and self.in_live is None


@dataclass(frozen=True)
class Cell:
    """Test messages with a label that the draft took for something."""

    label: str
    understood: str
    messages: int
    share: float


@dataclass(frozen=True)
class Comparison:
    """A draft's commit beside the live assistant.

    Attributes:
        parts: by TYPED, SPOKEN, CROSS_VALIDATION, SAFETY; one that had no messages is left out.
        notes: what could not be compared and why, for an editor.
        services: the service of each intent in the figures.
        confusion: of typed messages with the draft's model; not empty, wrong ones and right ones.
    """

    draft_id: int
    commit: str
    model: str
    live_model: str
    made_at: datetime
    parts: Mapping[str, Part]
    changed: tuple[Changed, ...]
    missed_danger: tuple[Danger, ...]
    conversations: tuple[Conversation, ...]
    confusion: tuple[Cell, ...]
    services: Mapping[str, str]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """All but who, which and when, which have columns of their own."""
        whole = asdict(self)
        for name in ("draft_id", "commit", "model", "live_model", "made_at"):
            del whole[name]
        return whole


class Comparisons:
    """Comparisons as they were stored, in a database.

    Args:
        depends: finds commits that compare alike; without it a comparison is of its own commit alone.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = now,
        depends: Dependencies | None = None,
    ) -> None:
        self._database, self._clock, self._depends = database, clock, depends

    def latest(self, draft_id: int, commit: str) -> Comparison | None:
        """The newest of a draft that holds for a commit, none before there is one.

        It may have been made of another commit, which differs in nothing that a comparison depends on: `commit` says
        of which. `live_model` says what it was compared with.
        """
        compared = (
            select(StoredComparison.commit)
            .where(StoredComparison.draft_id == draft_id)
            .group_by(StoredComparison.commit)
            .order_by(func.max(StoredComparison.id).desc())
        )
        with self._database.reading() as session:
            commits = list(session.scalars(compared))
        # git is asked about a commit once only, but a draft may have been compared many times.
        alike = [commit, *(other for other in commits[:LOOKED_BACK] if self.holds(other, commit))]
        newest = (
            select(StoredComparison)
            .where(StoredComparison.draft_id == draft_id, StoredComparison.commit.in_(alike))
            .order_by(StoredComparison.id.desc())
            .limit(1)
        )
        with self._database.reading() as session:
            stored = session.scalar(newest)
            return _read(stored) if stored else None

    def holds(self, compared: str, commit: str) -> bool:
        """Whether what was found of one commit is so for another."""
        return compared == commit or (self._depends is not None and self._depends.alike(compared, commit))

    def store(self, found: Comparison) -> None:
        """Keep a comparison, in the place of an older one of the same commit and the same live model."""
        with self._database.session() as session:
            older = select(StoredComparison).where(
                StoredComparison.draft_id == found.draft_id,
                StoredComparison.commit == found.commit,
                StoredComparison.live_model == found.live_model,
            )
            for row in session.scalars(older):
                session.delete(row)
            session.flush()
            session.add(
                StoredComparison(
                    draft_id=found.draft_id,
                    commit=found.commit,
                    model=found.model,
                    live_model=found.live_model,
                    made_at=found.made_at,
                    found=found.as_json(),
                )
            )

    def models(self) -> set[str]:
        """Names of the models that open drafts were last compared with: they may be wanted for a release."""
        newest = (
            select(func.max(StoredComparison.id))
            .join(Draft, Draft.id == StoredComparison.draft_id)
            .where(Draft.status == DraftStatus.OPEN)
            .group_by(StoredComparison.draft_id)
        )
        with self._database.reading() as session:
            return set(session.scalars(select(StoredComparison.model).where(StoredComparison.id.in_(newest))))


def _read(stored: StoredComparison) -> Comparison:
    found = stored.found
    return Comparison(
        stored.draft_id,
        stored.commit,
        stored.model,
        stored.live_model,
        stored.made_at,
        {name: _part(part) for name, part in found["parts"].items()},
        tuple(Changed(**one) for one in found["changed"]),
        tuple(Danger(**one) for one in found["missed_danger"]),
        tuple(Conversation(**one) for one in found["conversations"]),
        tuple(Cell(**one) for one in found["confusion"]),
        found["services"],
        tuple(found["notes"]),
    )


def _part(part: dict[str, Any]) -> Part:
    return Part(
        Score(**part["whole"]),
        {name: Score(**score) for name, score in part["services"].items()},
        {name: Score(**score) for name, score in part["intents"].items()},
    )
