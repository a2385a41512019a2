"""A model belongs to the data it was trained on, and to nothing else in the checkout."""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from server import training


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name, text in {
        "README.md": "Frontdoor",
        "config.yml": "recipe: default.v1",
        "data/nlu/waste.yml": "my bin was missed",
        "domain/waste.yml": "responses: {}",
        "council/services/waste.yml": "service: waste",
        "council/collections.yml": "green: {}",
        "council/catalogue.py": "",
        "council/hours.yml": "monday: 9-5",
        "bot/importer.py": "",
        "bot/language/normalise.py": "",
        "bot/uv.lock": "version = 1",
        "bot/.venv/lib/rasa.py": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "changed",
    [
        "data/nlu/waste.yml",
        "domain/waste.yml",
        "config.yml",
        "council/services/waste.yml",
        "council/collections.yml",
        "council/catalogue.py",
        "bot/language/normalise.py",
        "bot/uv.lock",
    ],
)
def test_a_changed_phrase_reply_service_or_component_asks_for_a_new_model(checkout, changed):
    before = training.fingerprint(checkout, checkout)
    (checkout / changed).write_text("something else")
    assert training.fingerprint(checkout, checkout) != before


@pytest.mark.parametrize(
    "changed", ["README.md", "council/hours.yml", "bot/.venv/lib/rasa.py", "data/nlu/.waste.yml.swp"]
)
def test_what_does_not_shape_the_model_asks_for_nothing(checkout, changed):
    before = training.fingerprint(checkout, checkout)
    (checkout / changed).write_text("something else")
    assert training.fingerprint(checkout, checkout) == before


def test_a_model_made_without_the_sentence_encoder_is_made_again_with_it(checkout):
    before = training.fingerprint(checkout, checkout)
    encoder = checkout / training.ENCODER
    encoder.parent.mkdir(parents=True)
    encoder.write_text("one")
    first = training.fingerprint(checkout, checkout)
    encoder.write_text("another")
    assert len({before, first, training.fingerprint(checkout, checkout)}) == 3


def test_a_renamed_file_asks_for_a_new_model(checkout):
    before = training.fingerprint(checkout, checkout)
    (checkout / "data/nlu/waste.yml").rename(checkout / "data/nlu/bins.yml")
    assert training.fingerprint(checkout, checkout) != before


def test_only_a_model_for_these_very_data_counts(checkout):
    data = training.fingerprint(checkout, checkout)
    model = checkout / "models" / f"frontdoor-{data[:12]}.tar.gz"
    assert training.model_for(data, checkout) is None
    model.parent.mkdir()
    model.touch()
    assert training.model_for(data, checkout) == model
    assert training.model_for("0" * 64, checkout) is None


@pytest.fixture
def fake_rasa(checkout: Path):
    """Puts a shell script in the place of bot's Python."""

    def install(script: str) -> None:
        python = checkout / training.BOT_PYTHON
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)

    return install


# Called with `-m encoder.build` and `.../bot/train.py FOLDER NAME`.
TRAINS = """
case "$1" in
    -m) ;;
    *)
        echo "$FRONTDOOR_SECRET_KEY" >"$2/$3.tar.gz"
        echo trained ;;
esac
"""


def train(checkout: Path, on_line=lambda line: None, **options) -> Path:
    return training.train(on_line, checkout, root=checkout, **options)


def test_training_leaves_one_whole_model_and_tells_how_far_it_is(checkout, fake_rasa, monkeypatch):
    monkeypatch.setenv("FRONTDOOR_SECRET_KEY", "secret")
    fake_rasa(TRAINS)
    told: list[str] = []
    model = train(checkout, told.append)
    assert model == training.current_model(checkout, checkout)
    assert model.read_text() == "\n", "Rasa sees no secret of ours"
    assert told == ["trained"]
    assert [path.name for path in (checkout / "models").iterdir() if path.name[0] != "."] == [model.name]


def test_offline_the_assistant_is_trained_without_the_sentence_encoder_and_says_so(checkout, fake_rasa):
    fake_rasa('[ "$2" != encoder.build ] || { echo offline; exit 1; }' + TRAINS)
    told: list[str] = []
    assert train(checkout, told.append).is_file()
    assert [words for words in told if training.NO_ENCODER in words] == [told[1]]
    assert told[::2] == ["offline", "trained"]


def test_the_sentence_encoder_built_on_the_way_counts_for_the_model(checkout, fake_rasa):
    builds = "mkdir -p .cache/encoder; echo one >.cache/encoder/SHA256SUMS"
    fake_rasa(f'[ "$2" != encoder.build ] || {{ {builds}; }}' + TRAINS)
    told: list[str] = []
    assert train(checkout, told.append) == training.current_model(checkout, checkout)
    assert told == ["trained"]


def test_a_training_that_fails_says_why_and_leaves_no_model(checkout, fake_rasa):
    fake_rasa("echo 'waste.yml:3: not YAML'; exit 1")
    with pytest.raises(training.TrainingFailed, match=r"train\.log:\nwaste\.yml:3: not YAML") as failed:
        train(checkout)
    assert failed.value.reason == training.UNKNOWN_FAULT
    assert list((checkout / "models").glob("*.tar.gz")) == []


def test_data_changed_while_training_are_trained_again(checkout, fake_rasa):
    edits = "{ touch once; echo 'it was not collected' >>data/nlu/waste.yml; }"
    fake_rasa(f'[ "$1" = -m ] || [ -e once ] || {edits}' + TRAINS)
    told: list[str] = []
    model = train(checkout, told.append)
    assert model == training.model_for(training.fingerprint(checkout, checkout), checkout)
    assert sum("changed" in line for line in told) == 1


def test_the_last_five_models_are_kept(checkout, fake_rasa):
    fake_rasa(TRAINS)
    models = checkout / "models"
    models.mkdir()
    for age in range(1, 8):
        old = models / f"frontdoor-{age:012}.tar.gz"
        old.touch()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    newest = train(checkout)
    kept = {path.name for path in models.glob("*.tar.gz")}
    assert kept == {newest.name, *(f"frontdoor-{age:012}.tar.gz" for age in range(1, 5))}


def test_a_model_that_was_named_is_kept_however_old(checkout, fake_rasa):
    fake_rasa(TRAINS)
    models = checkout / "models"
    models.mkdir()
    for age in range(1, 8):
        old = models / f"frontdoor-{age:012}.tar.gz"
        old.touch()
        training.answers_of(old).touch()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    train(checkout, keep=["frontdoor-000000000007.tar.gz"])
    kept = {path.name.split(".")[0][-1] for path in models.glob("frontdoor-0*.tar.gz")}
    assert kept == {"1", "2", "3", "4", "7"}
    assert {path.name.split(".")[0][-1] for path in models.glob("*.answers.json")} == kept


def test_models_that_releases_can_be_taken_back_to_are_not_forgotten(checkout, tmp_path):
    models, gone = checkout / "models", tmp_path / "gone"
    models.mkdir()
    gone.mkdir()
    training.keep_models({"frontdoor-0.tar.gz"}, checkout, models)
    training.keep_models({"frontdoor-1.tar.gz", "frontdoor-2.tar.gz"}, checkout, models)
    training.keep_models({"frontdoor-9.tar.gz"}, gone, models)
    gone.rmdir()  # a checkout that is not there any more keeps nothing
    assert training.kept(models) == {"frontdoor-1.tar.gz", "frontdoor-2.tar.gz"}
    assert len(list(models.glob(f"{training.KEPT}*"))) == 1


def test_only_content_is_taken_from_a_draft_and_code_from_the_project(checkout, fake_rasa, tmp_path):
    fake_rasa(TRAINS.replace("echo trained", 'pwd; echo "$1"'))
    draft = tmp_path / "draft"
    for name in ("data", "domain", "council", "bot", "config.yml"):
        source = checkout / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, draft_folder(draft) / name)
    live = training.fingerprint(checkout, checkout)
    (draft / "bot" / "importer.py").write_text("raise SystemExit('a draft is not run')")
    assert training.fingerprint(draft, checkout) == live, "the same content makes the same model"
    (draft / "data" / "nlu" / "waste.yml").write_text("nobody emptied it")
    told: list[str] = []
    model = training.train(told.append, draft, root=checkout)
    assert told == [str(draft), str(checkout / training.TRAINER)]
    assert model.parent == checkout / "models"
    assert training.current_model(checkout, checkout) is None, "the live content has no new model"


def draft_folder(draft: Path) -> Path:
    draft.mkdir(exist_ok=True)
    return draft


def test_an_editor_is_told_the_file_and_the_line_that_is_wrong(checkout, fake_rasa):
    wrong = f"{checkout}/data/nlu/waste.yml:3: this is not YAML. Check the quotes on this line"
    fake_rasa(f'[ "$1" = -m ] || {{ echo "Problem: {wrong}"; exit 2; }}')
    with pytest.raises(training.TrainingFailed) as failed:
        train(checkout)
    assert failed.value.reason == "data/nlu/waste.yml:3: this is not YAML. Check the quotes on this line"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("kill -9 $$", training.KILLED),
        ("echo 'OSError: [Errno 28] No space left on device'; exit 1", training.DISK_FULL),
        ("exit 0", training.UNKNOWN_FAULT),
    ],
)
def test_a_training_that_was_killed_or_found_no_room_says_so_and_leaves_the_live_model(
    checkout, fake_rasa, script, reason
):
    live = checkout / "models" / "frontdoor-live.tar.gz"
    live.parent.mkdir()
    live.touch()
    fake_rasa(f'[ "$1" = -m ] || {{ {script}; }}')
    with pytest.raises(training.TrainingFailed) as failed:
        train(checkout)
    assert failed.value.reason == reason
    assert [path.name for path in live.parent.iterdir() if path.name != ".lock"] == [live.name]


def test_a_training_that_is_stopped_takes_all_it_started_with_it(checkout, fake_rasa):
    fake_rasa('[ "$1" = -m ] || { sleep 300 & echo $!; wait; }')
    stop = threading.Event()
    child: list[int] = []

    def on_line(line: str) -> None:
        child.append(int(line))
        stop.set()

    with pytest.raises(training.TrainingStopped):
        train(checkout, on_line, stop=stop)
    deadline = time.monotonic() + 5
    while (Path("/proc") / str(child[0])).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not (Path("/proc") / str(child[0])).exists()
    assert list((checkout / "models").glob("*.tar.gz")) == []


def test_whoever_waits_for_another_training_can_be_stopped_too(checkout, fake_rasa):
    fake_rasa(TRAINS)
    (checkout / "models").mkdir()
    stop = threading.Event()
    with (checkout / "models" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(training.TrainingStopped):
            train(checkout, lambda line: stop.set() if line == training.WAITING else None, stop=stop)
