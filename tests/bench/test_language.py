"""The language benchmark on a made-up dataset in the published layout, in the bot's own Python."""

from __future__ import annotations

import csv
import json
import math
import subprocess
from pathlib import Path

import pytest

from server import training
from server.settings import ROOT
from tests.language.in_bot import in_bot

PHRASES = {
    "card": ["my card has not come", "where is my card", "card still not here", "waiting for the card",
             "card delivery is late"],
    "pin": ["change my pin", "I forgot my pin", "new pin please", "how do I set a pin", "pin is blocked"],
    "rate": ["what is the exchange rate", "rate for euros", "wrong rate applied", "exchange rate today",
             "how good is your rate"],
}  # fmt: skip
ASKED = [("where has my card got to", "card"), ("I want another pin", "pin"), ("rate of exchange", "rate")]


def table(path: Path, columns: tuple[str, str], rows: list[tuple[str, str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [(text, intent) for intent, texts in PHRASES.items() for text in texts]
    table(tmp_path / "banking77" / "train.csv", ("text", "category"), rows)
    table(tmp_path / "banking77" / "test.csv", ("text", "category"), ASKED)
    few = {"splits": {"5_shot": list(range(10)), "10_shot": list(range(15))}}
    (tmp_path / "banking77" / "fewshot_rows.json").write_text(json.dumps(few))
    table(tmp_path / "hint3" / "curekart_train.csv", ("sentence", "label"), rows)
    strange = [("will it rain on sunday", "NO_NODES_DETECTED"), ("zxcvb", "NO_NODES_DETECTED")]
    table(tmp_path / "hint3" / "curekart_test.csv", ("sentence", "label"), [*ASKED, *strange])
    return tmp_path


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / training.BOT_PYTHON), "-W", "ignore", "-m", "bench.language", *arguments, "--no-encoder"],
        cwd=ROOT,
        env=training.environment() | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_printed_is_what_was_read(data: Path) -> None:
    done = bench(str(data), "--only", "banking77,banking77-10,hint3-curekart", "--json")
    assert done.returncode == 0, done.stderr
    full, ten, curekart = json.loads(done.stdout)
    assert (full["phrases"], full["intents"], full["accuracy"]) == (15, 3, 1.0)
    assert (ten["name"], ten["phrases"]) == ("banking77-10", 15)
    assert full["out_of_scope_recall"] is None  # it has no strange messages
    assert 0 <= curekart["out_of_scope_recall"] <= 1
    assert -1 <= curekart["matthews"] <= 1
    assert full["milliseconds_p95"] >= full["milliseconds_p50"] > 0


def test_few_a_class_are_the_published_rows(data: Path) -> None:
    (result,) = json.loads(bench(str(data), "--only", "banking77-5", "--json").stdout)
    assert (result["phrases"], result["intents"]) == (10, 2)


def test_a_table_for_people_names_what_others_published(data: Path) -> None:
    printed = bench(str(data), "--only", "banking77-10").stdout
    assert "banking77-10" in printed
    assert "MB at most" in printed


@pytest.mark.parametrize(
    ("only", "says"),
    [("banking99", "There is no dataset 'banking99'"), ("clinc150", "needs a folder clinc150")],
)
def test_what_is_not_there_is_named(data: Path, only: str, says: str) -> None:
    done = bench(str(data), "--only", only)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


SCORES = """
import numpy as np
from bench.scores import calibration_error, line_that_refuses, matthews, told_apart
answer({
    "calibrated": calibration_error(np.array([0.75] * 4), np.array([True, True, True, False])),
    "boastful": calibration_error(np.array([1.0] * 4), np.array([True, False, False, False])),
    "line": line_that_refuses(np.arange(101.0)),
    "apart": told_apart(np.array([2.0, 3.0]), np.array([0.0, -np.inf])),
    "mixed": told_apart(np.array([1.0, 3.0]), np.array([2.0, 4.0])),
    "right": matthews(["a", "b", "c"], ["a", "b", "c"]),
    "one answer": matthews(["a", "b", "c"], ["a", "a", "a"]),
})
"""


def test_the_scores_of_cases_worked_out_by_hand() -> None:
    scores = in_bot(SCORES)
    assert math.isclose(scores["calibrated"], 0.0, abs_tol=1e-9)
    assert math.isclose(scores["boastful"], 0.75)
    assert math.isclose(scores["line"], 5.0)
    assert (scores["apart"], scores["mixed"]) == (1.0, 0.25)
    assert (scores["right"], scores["one answer"]) == (1.0, 0.0)
