"""Which training phrases mean nearly the same as a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.settings import ROOT
from studio.trying.nearest import SHOWN, Nearest

ENCODER = ROOT / ".cache" / "encoder"
PHRASES = """version: "3.1"
nlu:
- intent: report_missed_bin
  examples: |
    - my bin was not emptied
    - the rubbish is still here
- intent: report_pothole
  examples: |
    - there is a hole in the road
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "content" / "data" / "nlu" / "waste.yml"
    path.parent.mkdir(parents=True)
    path.write_text(PHRASES)
    return tmp_path / "content"


@pytest.fixture
def nearest(tmp_path: Path) -> Nearest:
    if not (ENCODER / "SHA256SUMS").is_file():
        pytest.skip("the sentence encoder is not built: make train")
    return Nearest(ENCODER, tmp_path / "kept" / "vectors.npz")


def test_the_phrase_of_nearly_the_same_meaning_comes_first_with_its_intent(
    small: Path, nearest: Nearest
) -> None:
    found = nearest.to(small, "nobody has emptied our bin")
    assert (found[0].phrase, found[0].intent) == ("my bin was not emptied", "report_missed_bin")
    assert found[-1].intent == "report_pothole"
    assert [near.likeness for near in found] == sorted((near.likeness for near in found), reverse=True)
    assert 0.5 < found[0].likeness <= 1.0


def test_a_phrase_that_was_added_is_found_at_once(small: Path, nearest: Nearest) -> None:
    nearest.to(small, "purple monster")
    path = small / "data" / "nlu" / "waste.yml"
    path.write_text(path.read_text().replace("    - there is", "    - the purple monster\n    - there is"))
    found = nearest.to(small, "purple monster")
    assert (found[0].phrase, found[0].intent) == ("the purple monster", "report_pothole")
    assert len(found) <= SHOWN


def test_vectors_that_a_worker_learnt_are_read_by_another_process(
    small: Path, nearest: Nearest, tmp_path: Path
) -> None:
    nearest.learn(small)
    kept = tmp_path / "kept" / "vectors.npz"
    written = kept.stat().st_mtime_ns
    assert Nearest(ENCODER, kept).to(small, "my bin was not emptied")[0].likeness == pytest.approx(
        1.0, abs=1e-3
    )
    assert kept.stat().st_mtime_ns == written, "nothing was encoded again"


def test_without_the_encoder_nothing_is_near(small: Path, tmp_path: Path) -> None:
    assert Nearest(None, tmp_path / "vectors.npz").to(small, "my bin") == []
    assert Nearest(tmp_path, tmp_path / "vectors.npz").to(small, "my bin") == []


def test_nothing_said_is_near_nothing(small: Path, nearest: Nearest) -> None:
    assert nearest.to(small, "  ") == []
