"""A model belongs to the data it was trained on, and to nothing else in the checkout."""

from __future__ import annotations

import os
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
    before = training.fingerprint(checkout)
    (checkout / changed).write_text("something else")
    assert training.fingerprint(checkout) != before


@pytest.mark.parametrize(
    "changed", ["README.md", "council/hours.yml", "bot/.venv/lib/rasa.py", "data/nlu/.waste.yml.swp"]
)
def test_what_does_not_shape_the_model_asks_for_nothing(checkout, changed):
    before = training.fingerprint(checkout)
    (checkout / changed).write_text("something else")
    assert training.fingerprint(checkout) == before


def test_a_model_made_without_the_sentence_encoder_is_made_again_with_it(checkout):
    before = training.fingerprint(checkout)
    encoder = checkout / training.ENCODER
    encoder.parent.mkdir(parents=True)
    encoder.write_text("one")
    first = training.fingerprint(checkout)
    encoder.write_text("another")
    assert len({before, first, training.fingerprint(checkout)}) == 3


def test_a_renamed_file_asks_for_a_new_model(checkout):
    before = training.fingerprint(checkout)
    (checkout / "data/nlu/waste.yml").rename(checkout / "data/nlu/bins.yml")
    assert training.fingerprint(checkout) != before


def test_only_a_model_for_these_very_data_counts(checkout):
    data = training.fingerprint(checkout)
    model = checkout / "models" / f"frontdoor-{data[:12]}.tar.gz"
    assert training.model_for(data, checkout) is None
    model.parent.mkdir()
    model.touch()
    assert training.model_for(data, checkout) == model
    assert training.model_for("0" * 64, checkout) is None


def test_a_model_without_the_pipeline_it_needs_is_trained_again(checkout):
    model = checkout / "models" / f"frontdoor-{training.fingerprint(checkout)[:12]}.tar.gz"
    model.parent.mkdir()
    model.touch()
    assert training.current_model(checkout) is None
    (checkout / training.SPACY_PIPELINE).mkdir(parents=True)
    assert training.current_model(checkout) == model
    assert training.train(root=checkout) == model


@pytest.fixture
def fake_rasa(checkout: Path):
    """Puts a shell script in the place of bot's Python."""

    def install(script: str) -> None:
        python = checkout / training.BOT_PYTHON
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)

    return install


# Called with `-m encoder.build`, `-m bot.entities.build_spacy`, and
# `-m rasa train ... --out FOLDER --fixed-model-name NAME`.
TRAINS = """
case "$2" in
    rasa)
        shift $(($# - 3))
        echo "$FRONTDOOR_SECRET_KEY" >"$1/$3.tar.gz"
        echo trained ;;
    *) mkdir -p .cache/spacy/frontdoor_en ;;
esac
"""


def test_training_leaves_one_whole_model_and_tells_how_far_it_is(checkout, fake_rasa, monkeypatch):
    monkeypatch.setenv("FRONTDOOR_SECRET_KEY", "secret")
    fake_rasa(TRAINS)
    told: list[str] = []
    model = training.train(told.append, checkout)
    assert model == training.current_model(checkout)
    assert model.read_text() == "\n", "Rasa sees no secret of ours"
    assert told == ["trained"]
    assert [path.name for path in (checkout / "models").iterdir() if path.name[0] != "."] == [model.name]


def test_offline_the_assistant_is_trained_without_the_sentence_encoder_and_says_so(checkout, fake_rasa):
    fake_rasa('[ "$2" != encoder.build ] || { echo offline; exit 1; }' + TRAINS)
    told: list[str] = []
    assert training.train(told.append, checkout).is_file()
    assert [words for words in told if training.NO_ENCODER in words] == [told[1]]
    assert told[::2] == ["offline", "trained"]


def test_the_sentence_encoder_built_on_the_way_counts_for_the_model(checkout, fake_rasa):
    builds = "mkdir -p .cache/encoder; echo one >.cache/encoder/SHA256SUMS"
    fake_rasa(f'[ "$2" != encoder.build ] || {{ {builds}; }}' + TRAINS)
    told: list[str] = []
    assert training.train(told.append, checkout) == training.current_model(checkout)
    assert told == ["trained"]


def test_a_training_that_fails_says_why_and_leaves_no_model(checkout, fake_rasa):
    fake_rasa("echo 'waste.yml:3: not YAML'; exit 1")
    with pytest.raises(training.TrainingFailed, match=r"train\.log:\nwaste\.yml:3: not YAML"):
        training.train(root=checkout)
    assert list((checkout / "models").glob("*.tar.gz")) == []


def test_data_changed_while_training_are_trained_again(checkout, fake_rasa):
    edits = "{ touch once; echo 'it was not collected' >>data/nlu/waste.yml; }"
    fake_rasa(f'[ "$2" != rasa ] || [ -e once ] || {edits}' + TRAINS)
    told: list[str] = []
    model = training.train(told.append, checkout)
    assert model == training.model_for(training.fingerprint(checkout), checkout)
    assert sum("changed" in line for line in told) == 1


def test_the_last_five_models_are_kept(checkout, fake_rasa):
    fake_rasa(TRAINS)
    models = checkout / "models"
    models.mkdir()
    for age in range(1, 8):
        old = models / f"frontdoor-{age:012}.tar.gz"
        old.touch()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    newest = training.train(root=checkout)
    kept = {path.name for path in models.glob("*.tar.gz")}
    assert kept == {newest.name, *(f"frontdoor-{age:012}.tar.gz" for age in range(1, 5))}
