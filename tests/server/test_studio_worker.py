"""The studio's worker with real models: a draft is trained off the live assistant and compared with it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from contacts.models import Channel
from server import studio_worker, training
from server.migrate import migrate
from server.rehearsals import StackRehearsals, settings_for
from server.settings import ROOT, Settings
from server.studio_models import TrainedModels
from server.wiring import Wiring
from studio.files.edits.enquiries import MESSAGES
from studio.trying.explaining import Because
from studio.trying.scripts import read_script, replay
from studio.trying.showing import exchanges
from studio.trying.side import Side
from studio.trying.talk import begin, now, take
from studio.trying.tryings import DRAFT, LIVE
from studio.workshop.comparison import WRONG_TO_RIGHT, Comparison
from studio.workshop.models import Status
from studio.workshop.snapshots import CannotRead, Snapshots
from tests.studio.parts import content_repository, git

TAUGHT = ("the purple monster outside is still hungry", "our purple monster did not get its dinner")
ASKED = "our purple monster is hungry"  # nothing we do, the live assistant thinks
PLAYED = {
    "report_pothole": "there is a deep pothole outside the school gates",
    "query_bin_collection_day": "what time does the library open",
}
FEW = 24  # held-out messages: enough to see that each part is there


def a_draft(content: Path) -> str:
    """A commit that teaches two phrases; the live files stay as they are."""
    path = content / "data" / "nlu" / "waste.yml"
    git(content, "switch", "--quiet", "--create", "draft/1-monster")
    first = "  examples: |\n"
    phrases = "".join(f"    - {phrase}\n" for phrase in TAUGHT)
    path.write_text(path.read_text().replace(first, first + phrases, 1))
    git(content, "commit", "--quiet", "--all", "--message=Two phrases")
    commit = git(content, "rev-parse", "HEAD").strip()
    git(content, "switch", "--quiet", "main")
    return commit


def with_few_tests(content: Path) -> Path:
    """A few messages and one dialogue are enough to see that all is done; the models are the council's own."""
    for name, kept in (("held_out.csv", [[ASKED, "report_missed_bin", "chat"]]), ("safety_held_out.csv", [])):
        path = content / "tests" / "nlu" / name
        with path.open(newline="") as file:
            head, *rows = csv.reader(file)
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([head, *kept, *rows[:FEW]])
    for script in (content / "tests" / "conversations").glob("*.yml"):
        if script.stem != "too_late":
            script.unlink()
    messages = content / MESSAGES
    messages.write_text("".join(f"{name}: {said}\n" for name, said in PLAYED.items()))
    git(content, "commit", "--quiet", "--all", "--message=Few tests")
    return content


class Compared(NamedTuple):
    """What came of a comparison, the percents that an editor saw, and what is there to go on with."""

    found: Comparison
    percents: list[int]
    wiring: Wiring
    folder: Path


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compared]:
    folder = tmp_path_factory.mktemp("studio")
    content = with_few_tests(content_repository(folder / "content"))
    wiring = Wiring(Settings(database_url=f"sqlite:///{folder}/studio.db", content_folder=content))
    migrate(wiring.database.engine)
    rehearsals = StackRehearsals(folder / "workshop")
    workshop = studio_worker.workshop(wiring, rehearsals, folder / "workshop")
    live = training.train(content=content)  # is there already where the tests of the models have run
    job = wiring.jobs.ask("compare", 1, a_draft(content), "Emma")
    percents: list[int] = []
    working = threading.Thread(target=workshop.take_one, args=(threading.Event(),))
    try:
        working.start()
        while working.is_alive():
            percents.append(wiring.jobs.view(job.id).percent)
            working.join(1)
        done = wiring.jobs.view(job.id)
        assert (done.status, done.problem) == (Status.DONE, None)
        found = wiring.comparisons.latest(1, job.commit)
        assert found is not None
        assert found.live_model == live.name
        yield Compared(found, percents, wiring, folder)
    finally:
        rehearsals.stop()
        wiring.database.close()


@pytest.mark.stack
def test_a_taught_phrase_is_understood_by_the_draft_alone(compared: Compared) -> None:
    assert (ASKED, WRONG_TO_RIGHT) in [(one.text, one.kind) for one in compared.found.changed]


@pytest.mark.stack
def test_every_part_is_compared_and_the_conversation_goes_as_written(
    compared: Compared,
) -> None:
    found = compared.found
    assert set(found.parts) == {"typed", "spoken", "cross_validation", "safety"}
    assert found.parts["cross_validation"].whole.messages > 1000, (
        "phrases held out are the same for both models"
    )
    assert [(one.name, one.title, one.problem) for one in found.conversations[:2]] == [
        ("too_late", "", None),
        ("report_pothole", "Report a pothole", None),
    ]
    astray = found.conversations[2]
    assert "did not lead to Find out your bin day" in (astray.problem or ""), "it asks for something else"
    assert found.notes == ()


@pytest.mark.stack
def test_progress_is_real(compared: Compared) -> None:
    percents = compared.percents
    assert percents == sorted(percents)
    assert len(set(percents)) > 5


@pytest.mark.stack
def test_what_is_tried_is_answered_by_the_draft_alone_and_told_why(compared: Compared) -> None:
    """The pair that "Try it" starts, on the models that the comparison has trained."""
    wiring, leaving = compared.wiring, threading.Event()
    held = studio_worker.host(wiring, compared.folder / "trying")
    asked = wiring.tryings.ask(1, "Emma", 1, compared.found.commit)
    holding = threading.Thread(target=held.hold_one, args=(leaving,))
    holding.start()
    try:
        while holding.is_alive() and not ((running := wiring.tryings.running()) and running.is_ready):
            time.sleep(0.5)
        assert running is not None, wiring.tryings.last_of(1)
        assert running.id == asked.id
        sides = [Side(view) for view in running.sides.values()]
        talk = take(begin(Channel.WEBCHAT, sides), sides, {"words": ASKED})
        (exchange,) = exchanges(talk, now(talk, sides), running.sides, wiring.nearest)
        whys = {name: answered.why for name, answered in exchange.by.items()}
        assert exchange.differences
        assert (whys[DRAFT].intent, whys[DRAFT].outcome) == ("report_missed_bin", "answer")
        assert whys[DRAFT].rule is not None
        assert whys[DRAFT].rule.file == "council/services/waste.yml"
        assert (whys[LIVE].intent, whys[LIVE].outcome) != ("report_missed_bin", "answer")
        if whys[DRAFT].near:  # where the sentence encoder is
            assert whys[DRAFT].near[0].phrase in TAUGHT
            assert whys[LIVE].near[0].phrase not in TAUGHT
        call = take(begin(Channel.PHONE, sides), sides, {"speech": "my bin was missed", "confidence": 0.4})
        (exchange,) = exchanges(call, now(call, sides), running.sides, wiring.nearest)
        assert {answered.why.because for answered in exchange.by.values()} == {Because.MISHEARD}
        rows = replay(read_script(Path(running.sides[DRAFT].content), "too_late"), sides)
        assert [
            came.missing for row in rows for came in row.came.values() if came.missing or came.stopped
        ] == []
        assert not any(row.differs for row in rows)
    finally:
        leaving.set()
        holding.join()
    assert wiring.tryings.running() is None


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return content_repository(tmp_path / "content")


def train_for_real(content: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / training.BOT_PYTHON), str(ROOT / training.TRAINER), str(folder), "model"]
    return subprocess.run(
        command,
        cwd=content,
        env=training.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_mistake_in_yaml_is_named_by_file_and_line_before_rasa_starts(
    tmp_path: Path, content: Path
) -> None:
    (content / "data" / "nlu" / "waste.yml").write_text('nlu:\n- intent: "report_missed_bin\n')
    (content / "council" / "yaml_files.py").write_text("raise SystemExit('code of a draft was run')")
    (content / "bot").mkdir()
    (content / "bot" / "__init__.py").write_text("raise SystemExit('code of a draft was run')")
    done = train_for_real(content, tmp_path)
    assert done.returncode == 2
    last = done.stdout.splitlines()[-1]
    assert last.startswith("Problem: data/nlu/waste.yml:2: this is not YAML")


def test_what_was_held_out_is_read_from_the_models_archive(tmp_path: Path) -> None:
    phrase = {"text": "my bin", "intent": "report_missed_bin", "guess": "greet", "confidence": 0.4}
    kept = tmp_path / "folds.json"
    kept.write_text(json.dumps([phrase]))
    model = tmp_path / "frontdoor-1.tar.gz"
    with tarfile.open(model, "w:gz") as archive:
        archive.add(kept, "components/train_bot.language.classifier.EnquiryClassifier1/folds.json")
    assert TrainedModels().held_out(model) == [phrase]


@pytest.mark.parametrize("wrong", [b"", b"not an archive"])
def test_a_model_of_an_older_version_has_nothing_held_out(tmp_path: Path, wrong: bytes) -> None:
    model = tmp_path / "frontdoor-1.tar.gz"
    model.write_bytes(wrong)
    assert TrainedModels().held_out(model) is None


def test_answers_that_were_not_written_whole_are_asked_for_again(tmp_path: Path) -> None:
    models, model = TrainedModels(), tmp_path / "frontdoor-1.tar.gz"
    models.remember(model, {"hello": {"intent": "greet"}})
    assert models.known(model) == {"hello": {"intent": "greet"}}
    training.answers_of(model).write_text('{"hello": ')
    assert models.known(model) == {}


def test_a_rehearsal_knows_nothing_of_the_live_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDOOR_DATABASE_URL", "postgresql+psycopg://live")
    monkeypatch.setenv("FRONTDOOR_TWILIO_AUTH_TOKEN", "the live one")
    monkeypatch.setenv("FRONTDOOR_WEB_HOST", "0.0.0.0")  # noqa: S104
    chosen = settings_for(tmp_path / "content", tmp_path)
    assert chosen.database_url == f"sqlite:///{tmp_path}/frontdoor.db"
    assert chosen.twilio_auth_token != "the live one"
    assert (chosen.web_host, chosen.plays_network) == ("127.0.0.1", True)


def test_an_edit_made_during_a_training_does_not_reach_it(tmp_path: Path, content: Path) -> None:
    commit = git(content, "rev-parse", "HEAD").strip()
    snapshots = Snapshots(content, tmp_path / "snapshots")
    folder = snapshots.of(commit)
    before = (folder / "data" / "nlu" / "waste.yml").read_bytes()
    (content / "data" / "nlu" / "waste.yml").write_text("changed")
    git(content, "commit", "--quiet", "--all", "--message=Changed")
    assert (snapshots.of(commit) / "data" / "nlu" / "waste.yml").read_bytes() == before
    assert training.fingerprint(folder) != training.fingerprint(content)


def test_a_commit_without_content_is_refused_in_words(tmp_path: Path, content: Path) -> None:
    git(content, "rm", "--quiet", "config.yml")
    git(content, "commit", "--quiet", "--message=Nothing to train")
    commit = git(content, "rev-parse", "HEAD").strip()
    with pytest.raises(CannotRead, match="nothing to train"):
        Snapshots(content, tmp_path / "snapshots").of(commit)
    assert os.listdir(tmp_path / "snapshots") == []


def test_snapshots_that_nobody_needs_are_forgotten(tmp_path: Path, content: Path) -> None:
    snapshots = Snapshots(content, tmp_path / "snapshots")
    for number in range(6):
        (content / "council" / "hours.yml").write_text(f"# {number}\n")
        git(content, "commit", "--quiet", "--all", "--message=Hours")
        newest = snapshots.of(git(content, "rev-parse", "HEAD").strip())
        time.sleep(0.01)  # the file system's clock
    assert newest.is_dir()
    assert len(list((tmp_path / "snapshots").iterdir())) == 4
