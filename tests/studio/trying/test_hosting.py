"""The studio's worker starts both sides at once, holds them while they are used, and says why when it cannot."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from studio.trying.hosting import NO_DRAFT_MODEL, UNKNOWN_FAULT, Host
from studio.trying.models import Stage
from studio.trying.nearest import Nearest
from studio.trying.tryings import DRAFT, LIVE, TryingView
from studio.workshop.rehearsals import CannotRehearse, CannotTrain
from studio.workshop.running import OTHER_FILES, LiveAsItRuns
from studio.workshop.snapshots import Snapshots
from tests.studio.parts import git
from tests.studio.trying.fake import FakeSide
from tests.studio.trying.parts import TryRoom

WAIT_SECONDS = 120


@dataclass
class FakeRehearsals:
    side: FakeSide
    problem: Exception | None = None
    started: list[tuple[Path, Path]] = field(default_factory=list)
    stopped: int = 0
    may_start: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_start.set()

    def start(self, content: Path, model: Path) -> FakeSide:
        self.started.append((content, model))
        assert self.may_start.wait(WAIT_SECONDS)
        if self.problem:
            raise self.problem
        return self.side

    def stop(self) -> None:
        self.stopped += 1


class Hosting:
    """A worker's thread over fake rehearsals."""

    untrainable = ""  # why nothing can be learnt from the live files

    def __init__(self, room: TryRoom, folder: Path) -> None:
        self.room, self.leaving = room, threading.Event()
        self.rehearsals = {name: FakeRehearsals(side) for name, side in room.sides.items()}
        self.models: set[str] = {LIVE, DRAFT}
        self.answers: str | None = LIVE
        self.busy = False
        snapshots = Snapshots(room.content, folder / "snapshots")
        self.host = Host(
            "one",
            room.tryings,
            dict(self.rehearsals),
            snapshots,
            self.model_of,
            Nearest(None, folder / "vectors.npz"),
            LiveAsItRuns(room.content, snapshots, self),
            lambda: self.busy,
        )

    def model_of(self, content: Path) -> Path | None:
        side = LIVE if content == self.room.content else DRAFT
        return Path(f"{side}.tar.gz") if side in self.models else None

    def answering(self) -> Path | None:
        return Path(f"{self.answers}.tar.gz") if self.answers else None

    def train(self, content: Path, tell: Callable[[str], None], stop: threading.Event) -> Path:
        if self.untrainable:
            raise CannotTrain(self.untrainable)
        return Path("trained.tar.gz")

    def hold(self) -> threading.Thread:
        thread = threading.Thread(target=self.host.hold_one, args=(self.leaving,), daemon=True)
        thread.start()
        return thread

    def until(self, stage: Stage) -> TryingView:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            view = self.room.tryings.last_of(1)
            if view and view.stage is stage:
                return view
            time.sleep(0.02)
        raise AssertionError(f"it did not come to {stage}: {view}")

    def ask(self, *, draft: bool = True) -> TryingView:
        commit = git(self.room.content, "rev-parse", "HEAD").strip() if draft else None
        return self.room.tryings.ask(1, "Emma", 7 if draft else None, commit)


@pytest.fixture
def hosting(room: TryRoom, tmp_path: Path) -> Hosting:
    return Hosting(room, tmp_path)


def test_live_and_draft_are_started_each_with_its_model_and_stopped_when_wanted_no_more(
    hosting: Hosting,
) -> None:
    asked = hosting.ask()
    holding = hosting.hold()
    ready = hosting.until(Stage.READY)
    assert list(ready.sides) == [LIVE, DRAFT]
    assert ready.sides[DRAFT].base_url == hosting.rehearsals[DRAFT].side.base_url
    [(content, model)] = hosting.rehearsals[LIVE].started
    assert (content, model.name) == (hosting.room.content, "live.tar.gz")
    [(snapshot, model)] = hosting.rehearsals[DRAFT].started
    assert (snapshot.name, model.name) == (asked.commit, "draft.tar.gz")
    hosting.room.tryings.stop(asked.id, 1)
    holding.join(WAIT_SECONDS)
    assert not holding.is_alive()
    assert [held.stopped for held in hosting.rehearsals.values()] == [1, 1]


def test_while_a_draft_is_compared_live_starts_first_and_answers_while_the_other_side_starts(
    hosting: Hosting,
) -> None:
    hosting.busy = True
    hosting.rehearsals[DRAFT].may_start.clear()
    hosting.ask()
    hosting.hold()
    ready = hosting.until(Stage.READY)
    assert (list(ready.sides), ready.awaits_draft) == ([LIVE], True)
    hosting.rehearsals[DRAFT].may_start.set()
    deadline = time.monotonic() + WAIT_SECONDS
    while hosting.until(Stage.READY).awaits_draft and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(hosting.until(Stage.READY).sides) == [LIVE, DRAFT]
    hosting.leaving.set()
    hosting.until(Stage.ENDED)


def test_without_a_draft_only_live_is_started(hosting: Hosting) -> None:
    hosting.ask(draft=False)
    hosting.hold()
    assert list(hosting.until(Stage.READY).sides) == [LIVE]
    assert hosting.rehearsals[DRAFT].started == []
    hosting.leaving.set()
    hosting.until(Stage.ENDED)


def test_live_is_tried_as_it_answers_where_the_files_have_moved_on_and_what_is_newer_is_said(
    hosting: Hosting,
) -> None:
    hosting.models.remove(LIVE)
    hosting.ask(draft=False)
    hosting.hold()
    ready = hosting.until(Stage.READY)
    [(_, model)] = hosting.rehearsals[LIVE].started
    assert model.name == "live.tar.gz"
    assert ready.sides[LIVE].note == OTHER_FILES
    hosting.leaving.set()
    hosting.until(Stage.ENDED)


def test_where_nothing_answers_live_is_trained_first(hosting: Hosting) -> None:
    hosting.answers = None
    hosting.ask(draft=False)
    hosting.hold()
    assert hosting.until(Stage.READY).sides[LIVE].note == ""
    [(content, model)] = hosting.rehearsals[LIVE].started
    assert (content, model.name) == (hosting.room.content, "trained.tar.gz")
    hosting.leaving.set()
    hosting.until(Stage.ENDED)


@pytest.mark.parametrize(
    ("untrainable", "problem"),
    [
        ("data/nlu/waste.yml:3: this is not YAML", "data/nlu/waste.yml:3: this is not YAML"),
        ("", NO_DRAFT_MODEL),
    ],
)
def test_a_side_without_a_model_is_named_before_anything_starts(
    hosting: Hosting, untrainable: str, problem: str
) -> None:
    if untrainable:
        hosting.answers, hosting.untrainable = None, untrainable
    else:
        hosting.models.remove(DRAFT)
    hosting.ask()
    assert hosting.host.hold_one(hosting.leaving)
    assert hosting.until(Stage.FAILED).problem == problem
    assert [held.started for held in hosting.rehearsals.values()] == [[], []]


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (CannotRehearse("Rasa was not ready after 240 s."), "Rasa was not ready after 240 s."),
        (MemoryError(), UNKNOWN_FAULT),
    ],
)
def test_a_side_that_does_not_start_takes_the_other_with_it_and_says_why(
    hosting: Hosting, error: Exception, problem: str
) -> None:
    hosting.rehearsals[DRAFT].problem = error
    hosting.ask()
    assert hosting.host.hold_one(hosting.leaving)
    assert hosting.until(Stage.FAILED).problem == problem
    assert hosting.rehearsals[LIVE].stopped == 1


def test_nothing_is_done_while_nobody_asks(hosting: Hosting) -> None:
    assert not hosting.host.hold_one(hosting.leaving)
