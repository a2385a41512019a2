"""Releases over a small content repository of a test's own, with an assistant and models that only remember."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from contacts.answering_model import ModelNotTaken, RasaAway
from studio.drafts.people import Person
from studio.drafts.views import DraftView
from studio.releasing import marker
from studio.releasing.releases import Releases
from studio.releasing.scores import Scores, Share
from studio.releasing.shown import Shown
from studio.releasing.views import ReleaseView
from tests.studio.drafts.parts import EMMA, NLU, Office, Swap, small_repository
from tests.studio.parts import git

OLIVE = Person("Olive Approver", "olive@marlbury.example")
RULES = """gate:
  checks: no  # the repository is too small to pass them
window:
  tuesday: "10:00-16:00"
"""
HOURS = "nation: england-and-wales\n"
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NEW_PHRASE = Swap(NLU, "my bin was missed", "my bin was not emptied", "1 phrase changed")


class Models:
    """A model is a name made from the training phrases; it is there once it has been trained."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: set[str] = set()
        folder.mkdir()

    def model_for(self, content: Path) -> Path | None:
        model = self._path(content)
        return model if model.exists() else None

    def train(self, content: Path) -> Path:
        self._path(content).touch()
        return self._path(content)

    def keep(self, names: Iterable[str]) -> None:
        self.kept = set(names)

    def _path(self, content: Path) -> Path:
        return self.folder / f"{hashlib.sha256((content / NLU).read_bytes()).hexdigest()[:12]}.tar.gz"


class Assistant:
    """Answers with one model. Made to refuse one, or to be away."""

    def __init__(self, model: str) -> None:
        self.answers_with = model
        self.beside: str | None = None
        self.refuses: str | None = None
        self.is_away = False

    def names(self) -> set[str | None]:
        self._is_there()
        return {self.answers_with}

    def prepare(self, model: Path) -> None:
        self._is_there()
        if self.refuses:
            raise ModelNotTaken(self.refuses)
        self.beside = model.name

    def switch(self, model: Path) -> None:
        self.prepare(model)
        self.answers_with, self.beside = model.name, None

    def forget(self) -> None:
        self.beside = None

    def _is_there(self) -> None:
        if self.is_away:
            raise RasaAway("refused")


@dataclass
class Compared:
    """Every draft is as good as live, but for what a test says."""

    against: str
    found: Scores | None = None
    asked: list[tuple[int, str]] = field(default_factory=list)

    def scores(self, draft_id: int, commit: str) -> Scores | None:
        self.asked.append((draft_id, commit))
        return self.found or Scores(
            model="the draft's",
            against=self.against,
            overall=[Share("Typed test messages", 0.8, 0.82)],
            services=[Share("Waste, typed test messages", 0.8, 0.82)],
            conversations=3,
        )

    def finds(self, **what: object) -> None:
        found = self.scores(0, "")
        assert found is not None
        self.found = replace(found, **what)  # type: ignore[arg-type]


class House(Office):
    """An office whose drafts can go live, on a Tuesday in the release window."""

    def __init__(self, folder: Path, repository: Callable[[Path], Path] = small_repository) -> None:
        super().__init__(folder, repository(folder / "live"))
        self.state = folder / "var"
        (self.live / "council" / "release.yml").write_text(RULES)
        if not (self.live / "council" / "hours.yml").exists():
            (self.live / "council" / "hours.yml").write_text(HOURS)
        git(self.live, "add", "--all")
        git(self.live, "commit", "--quiet", "--message=The rules")
        self.models = Models(folder / "models")
        self.assistant = Assistant(self.models.train(self.live).name)
        self.compared = Compared(self.assistant.answers_with)
        self.time = TUESDAY
        self.releases = self.opened()

    def opened(self) -> Releases:
        """As another process has them."""
        return Releases(
            self.live,
            self.state,
            self.database,
            self.drafts,
            self.compared,
            self.models,
            self.assistant,
            lambda: self.time,
        )

    @property
    def head(self) -> str:
        return git(self.live, "rev-parse", "HEAD").strip()

    @property
    def marked(self) -> str:
        """The commit the running processes are told of."""
        return marker.read(self.state).commit

    def phrases(self) -> str:
        return (self.live / NLU).read_text()

    def draft(self, edit: Swap = NEW_PHRASE, title: str = "Bins") -> DraftView:
        """A draft by Emma, trained and compared."""
        draft = self.drafts.open(title, EMMA)
        self.drafts.edit(draft.id, edit, EMMA)
        draft = self.drafts.get(draft.id)
        self.models.train(draft.root)
        return draft

    def approved(self, edit: Swap = NEW_PHRASE, title: str = "Bins") -> DraftView:
        draft = self.draft(edit, title)
        self.releases.approve(draft.id, draft.head, OLIVE)
        return draft

    def release(self, draft: DraftView) -> ReleaseView:
        """Ask, and have the worker do it."""
        asked = self.releases.release(draft.id, OLIVE, "Residents say it so")
        self.releases.carry_out_due()
        self.compared.against = self.assistant.answers_with
        return self.releases.view(asked.id)

    def process(self, name: str, problem: str | None = None) -> threading.Event:
        """A running process that takes over whatever is live, or has a problem with it; set the event to end it."""
        ended, shown = threading.Event(), Shown(self.database)
        seen = marker.read(self.state)
        shown.note(name, seen)

        def look() -> None:
            known = seen
            while not ended.wait(0.02):
                if (live := marker.read(self.state)) != known:
                    shown.note(name, live, problem if live.commit != known.commit else None)
                    known = live

        threading.Thread(target=look, daemon=True).start()
        return ended
