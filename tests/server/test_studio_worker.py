"""What the studio's worker stands on; tests/browser/test_studio_journey.py has it work with real models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from server import training
from server.rehearsals import StackRehearsals, settings_for
from server.settings import ROOT
from server.studio_models import TrainedModels
from studio.workshop.snapshots import CannotRead, Snapshots
from tests.studio.parts import content_repository, git


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
        timeout=600,
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


NICE = """
import os, subprocess, sys, threading
from server import studio_worker

def own():
    return subprocess.run(["nice"], capture_output=True, text=True).stdout.strip()

told, held = {}, threading.Event()

def hold(place, leaving):
    told["pair"] = own()
    held.set()

def work(place, rehearsals, leaving):
    assert held.wait(30)
    told["job"] = own()

studio_worker.Wiring = studio_worker.host = studio_worker.workshop = lambda *_: None
studio_worker.settings = lambda: None
studio_worker.hold, studio_worker.work = hold, work
studio_worker.main()
print(told["pair"], told["job"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere how nice one is is the same for all threads")
def test_a_pair_that_somebody_waits_for_goes_before_the_job_beside_it_and_both_give_way_to_live() -> None:
    told = subprocess.run(
        [sys.executable, "-c", NICE], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert told.stdout.split()[-2:] == ["12", "19"]


def test_a_rehearsal_that_nobody_uses_is_stopped_within_half_a_minute(tmp_path: Path) -> None:
    class Running:
        used_at, stopped = time.monotonic(), False

        def stop(self) -> None:
            self.stopped = True

    rehearsals, running = StackRehearsals(tmp_path), Running()
    rehearsals._running = running  # type: ignore[assignment]
    rehearsals.stop_idle()
    assert not running.stopped
    running.used_at -= 30
    rehearsals.stop_idle()
    assert running.stopped
