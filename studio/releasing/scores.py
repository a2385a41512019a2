"""The figures of a comparison that decide whether a draft may go live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from studio.workshop.comparison import CROSS_VALIDATION, SPOKEN, TYPED, Comparison, Comparisons
from studio.workshop.scores import Verdict

PARTS = {
    TYPED: "Typed test messages",
    SPOKEN: "Spoken test messages",
    CROSS_VALIDATION: "Phrases held out of training",
}


SOME = 2.5  # messages: a training on other phrases turns one or two of some service, to and fro
HANDFUL, FEW = 30, 12  # messages


@dataclass(frozen=True)
class Share:
    """Of some messages, those answered rightly by the live model and by the draft's, 0 to 1. `worse`: by more than
    chance. `messages`: how many they are; 0 where that was not kept."""

    title: str
    before: float
    after: float
    worse: bool = False
    messages: int = 0

    @property
    def lost(self) -> float:
        """Points of a hundred."""
        return max(0.0, self.before - self.after) * 100

    @property
    def down(self) -> bool:
        """Worse by more than chance; or, as chance explains every loss of a handful of messages, by several of them."""
        return self.worse or (self.messages < HANDFUL and self.lost / 100 * self.messages > SOME)

    @property
    def few(self) -> bool:
        """So few messages that a loss of one or two says nothing."""
        return 0 < self.messages < FEW

    @property
    def words(self) -> str:
        return f"{self.title}: {percent(self.after)}, today {percent(self.before)}"


@dataclass(frozen=True)
class Scores:
    """What a comparison of one commit with live found.

    Attributes:
        model, against: file names of the draft's model and of the one that was live.
        overall: the whole of each part of the test.
        services: by service, within each part.
        danger_unheard: messages about danger or harm that the live assistant hears and the draft does not.
        danger_missed: how many neither may hear, those included.
        conversations_failed: names of conversations that go as written today and not with the draft, or are new.
        conversations_astray: names of those that do not go as written in live either.
    """

    model: str
    against: str
    overall: Sequence[Share]
    services: Sequence[Share] = ()
    danger_unheard: Sequence[str] = ()
    danger_missed: int = 0
    conversations: int = 0
    conversations_failed: Sequence[str] = ()
    conversations_astray: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """For the history."""
        return {
            "overall": {share.title: [share.before, share.after] for share in self.overall},
            "services": {share.title: [share.before, share.after] for share in self.services},
            "danger_unheard": len(self.danger_unheard),
            "danger_missed": self.danger_missed,
            "conversations": self.conversations,
            "conversations_failed": len(self.conversations_failed) + len(self.conversations_astray),
        }


class Comparing(Protocol):
    """Who has compared drafts with live."""

    def scores(self, draft_id: int, commit: str) -> Scores | None:
        """Of the newest comparison that holds for this commit: made of it, or of one that differs in nothing that a
        comparison depends on. None when there is none."""


class Compared:
    """The workshop's comparisons as the gate reads them."""

    def __init__(self, comparisons: Comparisons) -> None:
        self._comparisons = comparisons

    def scores(self, draft_id: int, commit: str) -> Scores | None:
        found = self._comparisons.latest(draft_id, commit)
        return scores_of(found) if found else None


def scores_of(found: Comparison) -> Scores:
    failed = [one for one in found.conversations if not one.passed]
    return Scores(
        model=found.model,
        against=found.live_model,
        overall=[share for share, service in _shares(found) if not service],
        services=[share for share, service in _shares(found) if service],
        danger_unheard=[danger.text for danger in found.missed_danger if danger.is_new],
        danger_missed=len(found.missed_danger),
        conversations=len(found.conversations),
        conversations_failed=[one.shown for one in failed if one.is_lost],
        conversations_astray=[one.shown for one in failed if not one.is_lost],
    )


def _shares(found: Comparison) -> Iterator[tuple[Share, bool]]:
    """Each figure, and whether it is of one service."""
    for name, title in PARTS.items():
        part = found.parts.get(name)
        if part is None:
            continue
        whole = part.whole
        yield Share(title, whole.before, whole.after, whole.verdict is Verdict.WORSE, whole.messages), False
        for service, score in part.services.items():
            worse = score.verdict is Verdict.WORSE
            label = f"{service}, {title[0].lower()}{title[1:]}"
            yield Share(label, score.before, score.after, worse, score.messages), True


def percent(share: float) -> str:
    """Such as 91.3%."""
    return f"{share * 100:.1f}%"


def lines_of(scores: Mapping[str, Any]) -> list[str]:
    """The scores of a release in a few words, from `as_json`."""
    lines = [Share(title, *shares).words for title, shares in scores["overall"].items()]
    went = scores["conversations"] - scores["conversations_failed"]
    lines.append(f"Conversations as written: {went} of {scores['conversations']}")
    lines.append(f"Messages about danger or harm no longer heard: {scores['danger_unheard']}")
    return lines
