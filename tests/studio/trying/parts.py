"""The studio's pages with rehearsals that are fakes, held by hand in place of the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import studio.trying.models  # noqa: F401 so that its table is made
from studio.drafts.people import Person
from studio.drafts.views import DraftView
from studio.trying.nearest import Nearest
from studio.trying.trial import Trial
from studio.trying.tryings import LIVE, SideView, Tryings, TryingView
from tests.studio.trying.fake import FakeSide, Reply, understood
from tests.studio.workroom import MONDAY, Editor, Workroom

MONSTER, MONSTER_ANSWER = "our purple monster is hungry", "Which bin is the monster?"
MISSED = Reply(
    "I am sorry your bin was missed.",
    understood("report_missed_bin", 0.87, entities=[{"entity": "bin_type", "value": "blue"}]),
    {
        "intent": "report_missed_bin",
        "actions": [{"name": "enquiry_form", "policy": "RulePolicy"}],
        "asks": "report_missed_bin: address",
        "heard": {"surety": 0.9},
    },
    {"yes": "Yes", "no": "No"},
)


class Clock:
    def __init__(self) -> None:
        self.time = MONDAY

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **how: float) -> None:
        self.time += timedelta(**how)


class TryRoom(Workroom):
    """`models` are the contents that have been trained: those whose draft is ticked off here."""

    def __init__(self, content: Path, folder: Path, sides: dict[str, FakeSide]) -> None:
        self.sides, self.trained, self.time = sides, set[Path](), Clock()
        self.folder = folder
        super().__init__(content, folder)

    def trial(self) -> Trial:
        self.tryings = Tryings(self.database, self.time)
        return Trial(self.tryings, Nearest(None, self.folder / "vectors.npz"), self.model_of)

    def model_of(self, content: Path) -> Path | None:
        return content / "model.tar.gz" if content in self.trained else None

    def open_draft(self, title: str = "Monsters", *, trained: bool = True) -> DraftView:
        """Emma's draft, which she works on."""
        emma = self.account("emma")
        draft = self.drafts.open(title, Person.of(emma))
        self.drafts.choose(emma, draft.id)
        if trained:
            self.trained.add(draft.root)
        return draft

    def hold(self) -> TryingView:
        """What the worker does: the pair that was asked for runs."""
        asked = self.tryings.take("the worker")
        assert asked is not None
        names = [name for name in self.sides if name == LIVE or asked.commit]
        self.tryings.ready(
            asked.id,
            [
                SideView(name, str(self.content), self.sides[name].base_url, self.sides[name].token)
                for name in names
            ],
        )
        running = self.tryings.running()
        assert running is not None
        return running

    def started(self, *, trained: bool = True) -> Editor:
        """Emma, with her pair running."""
        self.open_draft(trained=trained)
        emma = self.editor("emma")
        emma.does("/studio/try/start")
        self.hold()
        return emma


def live_side() -> FakeSide:
    return FakeSide({"my bin was missed": MISSED})


def draft_side() -> FakeSide:
    """Knows of a monster, which live does not."""
    monster = Reply(
        MONSTER_ANSWER,
        understood("report_missed_bin", 0.8),
        {"intent": "report_missed_bin", "actions": [{"name": "enquiry_form", "policy": "RulePolicy"}]},
        {"purple": "The purple one"},
    )
    return FakeSide({"my bin was missed": MISSED, MONSTER: monster, "purple": Reply("We will feed it.")})
