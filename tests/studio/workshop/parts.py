"""The workshop with models and rehearsals of a few lines, on a database of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from database.engine import Database
from studio.drafts.drafts import Drafts
from studio.files.edits.enquiries import MESSAGES
from studio.workshop.comparison import Comparisons
from studio.workshop.depends import Dependencies
from studio.workshop.jobs import Jobs
from studio.workshop.progress import Durations
from studio.workshop.rehearsals import CannotTrain, Stopped
from studio.workshop.running import LiveAsItRuns
from studio.workshop.snapshots import Snapshots
from studio.workshop.work import Workshop
from tests.migrated import migrated_at
from tests.studio.drafts.parts import EMMA, FILES, SERVICE, Office
from tests.studio.parts import git

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TRAINER = (
    "Reading the files",
    "Reading the phrases",
    "Starting to train component 'EnquiryClassifier'.",
    "Finished training component 'EnquiryClassifier'.",
)


class Clock:
    def __init__(self) -> None:
        self.time = MONDAY

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def answer(intent: str, confidence: float = 0.9, safety: str = "none") -> dict[str, Any]:
    """What a model makes of a message, in the form of `frontdoor understand`."""
    return {
        "intent": intent,
        "confidence": confidence,
        "ranking": [{"intent": intent, "confidence": confidence}],
        "outcome": "answer",
        "familiarity": 0.5,
        "safety": safety,
    }


@dataclass
class FakeModels:
    """A model is a file that says which content it is of; what it makes of messages is `told`, by that content."""

    folder: Path
    told: dict[str, Callable[[str], dict[str, Any]]] = field(default_factory=dict)
    lines: tuple[str, ...] = TRAINER
    problem: str = ""
    waits: Event | None = None  # a training lasts until it is stopped
    asked: list[tuple[str, int]] = field(default_factory=list)  # model, how many messages
    trained: list[Path] = field(default_factory=list)
    answers: Path | None = None  # the model that answers residents, where an assistant runs

    def answering(self) -> Path | None:
        return self.answers

    def model_of(self, content: Path) -> Path | None:
        model = self._file(content)
        return model if model.exists() else None

    def _file(self, content: Path) -> Path:
        digest = hashlib.sha256((content / "data" / "nlu" / "waste.yml").read_bytes()).hexdigest()[:12]
        return self.folder / f"frontdoor-{digest}.tar.gz"

    def train(self, content: Path, tell: Callable[[str], None], stop: Event) -> Path:
        if there := self.model_of(content):
            return there
        model = self._file(content)
        for line in self.lines:
            tell(line)
        if self.waits is not None and self.trained:  # the live model was there before
            self.waits.set()
            if stop.wait(20):
                raise Stopped
        if self.problem and self.trained:
            raise CannotTrain(self.problem)
        self.folder.mkdir(exist_ok=True)
        model.write_text(str(content))
        self.trained.append(content)
        return model

    def held_out(self, model: Path) -> list[dict[str, Any]] | None:
        return [
            {"text": "my bin was missed", "intent": "report_missed_bin", "guess": "greet", "confidence": 0.4}
        ]

    def known(self, model: Path) -> dict[str, dict[str, Any]]:
        kept = model.with_suffix(".json")
        return dict(json.loads(kept.read_text())) if kept.exists() else {}

    def remember(self, model: Path, answers: dict[str, dict[str, Any]]) -> None:
        model.with_suffix(".json").write_text(json.dumps(answers))

    def understand(self, texts: Iterable[str], model: Path, content: Path) -> Iterator[dict[str, Any]]:
        texts = list(texts)
        self.asked.append((model.name, len(texts)))
        yield from map(self.told.get(model.name, lambda text: answer("greet")), texts)


@dataclass
class FakeRehearsal:
    models: FakeModels
    problems: dict[str, str]
    base_url: str = "http://127.0.0.1:1"
    rasa_url: str = "http://127.0.0.1:2"
    token: str = "t"
    model: Path = Path()

    def use(self, model: Path) -> None:
        self.model = model

    def understand(self, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
        return self.models.understand(texts, self.model, Path())

    def play(self, script: Path) -> str | None:
        return self.problems.get(script.stem)

    def ask(self, enquiry: str, message: str) -> str | None:
        return self.problems.get(enquiry)


@dataclass
class FakeRehearsals:
    models: FakeModels
    problems: dict[str, str] = field(default_factory=dict)
    live: Path = Path()
    in_live: dict[str, str] = field(default_factory=dict)  # problems with the live assistant
    started: list[tuple[Path, Path]] = field(default_factory=list)

    def start(self, content: Path, model: Path) -> FakeRehearsal:
        self.started.append((content, model))
        return FakeRehearsal(self.models, self.in_live if content == self.live else self.problems)

    def stop(self) -> None: ...


class Bench:
    """A worker and what it works with. The content's repository is the live one; drafts are its branches."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.content, self.clock = content, Clock()
        self.database = Database.at(migrated_at(folder / "studio.db"))
        self.jobs = Jobs(self.database, self.clock)
        self.comparisons = Comparisons(self.database, self.clock, Dependencies(content))
        self.models = FakeModels(folder / "models")
        self.rehearsals = FakeRehearsals(self.models, live=content)
        self.folder = folder
        self.worker = self.another("one")
        self.leaving = Event()

    def another(self, name: str) -> Workshop:
        snapshots = Snapshots(self.content, self.folder / "snapshots")
        return Workshop(
            name,
            self.jobs,
            self.comparisons,
            snapshots,
            self.models,
            self.rehearsals,
            Durations(self.folder / "durations.json"),
            LiveAsItRuns(self.content, snapshots, self.models),
            self.clock,
        )

    def draft(self, phrase: str = "they drove past and left it") -> str:
        """A commit on a branch of its own, with one phrase more; the live files stay as they are."""
        path = self.content / "data" / "nlu" / "waste.yml"
        live = path.read_text()
        git(self.content, "switch", "--quiet", "--create", f"draft/{abs(hash(phrase))}")
        path.write_text(live.replace("    - ", f"    - {phrase}\n    - ", 1))
        git(self.content, "commit", "--quiet", "--all", "--message=One phrase more")
        commit = git(self.content, "rev-parse", "HEAD").strip()
        git(self.content, "switch", "--quiet", "main")
        return commit

    def draft_about_danger(self) -> str:
        """A commit with another phrase and another line of danger."""
        self.draft("nobody came")
        git(self.content, "switch", "--quiet", f"draft/{abs(hash('nobody came'))}")
        path = self.content / "council" / "safety" / "lines.yml"
        path.parent.mkdir(parents=True)
        path.write_text("emergency: the shed is on fire\n")
        git(self.content, "add", "--all")
        git(self.content, "commit", "--quiet", "--message=Danger")
        commit = git(self.content, "rev-parse", "HEAD").strip()
        git(self.content, "switch", "--quiet", "main")
        return commit

    def has_enquiries(self, **messages: str) -> None:
        """Each with the message that asks for it."""
        service = self.content / SERVICE
        service.parent.mkdir(parents=True)
        service.write_text(FILES[SERVICE])
        path = self.content / MESSAGES
        path.parent.mkdir(parents=True)
        path.write_text("".join(f"{name}: {message}\n" for name, message in messages.items()))
        git(self.content, "add", "--all")
        git(self.content, "commit", "--quiet", "--message=Enquiries")

    def goes_live(self, **files: str) -> None:
        """Files of the council's, by their names in council/ without an ending, changed and committed on live."""
        for name, text in files.items():
            (self.content / "council" / f"{name}.yml").write_text(text)
        git(self.content, "add", "--all")
        git(self.content, "commit", "--quiet", "--message=Changed on live")

    def work(self) -> None:
        while self.worker.take_one(self.leaving):
            pass


class Studio:
    """The studio's pages over a bench's content and database."""

    address = ""  # where a test serves it, if it does

    def __init__(self, folder: Path, bench: Bench) -> None:
        self.bench = bench
        (folder / "office").mkdir()
        self.office = Office(folder / "office", bench.content)
        self.office.database = bench.database
        self.office.drafts = Drafts(bench.content, folder / "drafts", bench.database, bench.clock)
        self.draft = self.office.drafts.open("Bins in winter", EMMA)
        self.train = f"/studio/drafts/{self.draft.id}/train"
        self.comparison = f"/studio/drafts/{self.draft.id}/comparison"
