"""The trained model on messages that no writer of its phrases has seen, and on what no model should stumble over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaluation.figures import Columns, figures
from evaluation.judged import judge
from evaluation.labelled import read_labelled, read_rows, services_of
from server.settings import ROOT
from tests.nlu.conftest import Hear

HELD_OUT = Path(__file__).with_name("held_out.csv")
SAFETY = Path(__file__).with_name("safety_held_out.csv")
SHORT = Path(__file__).with_name("short_answers.csv")  # what people answer to a form's questions
ODD = {
    "nothing": "",
    "spaces": "   \n\t ",
    "ten thousand letters": "a" * 10_000,
    "ten thousand characters of words": "my bin was missed " * 555,
    "digits": "48219937",
    "emoji": "🙂🙃🗑️",
    "zero width": "my\u200b bin\u200b was\u200b missed",
    "right to left": "\u202emy bin was missed\u202c",
    "capitals": "MY BIN WAS NOT EMPTIED",
    "no spaces": "mybinwasnotemptied",
    "control characters": "my bin\x00 was\x07 missed",
    "markup": "<script>alert(1)</script>",
    "a command of Rasa's": "/restart",
    "a template": "{{ 7 * 7 }} {intent}",
    "a lone surrogate": "bin \ud83d missed",
}

HEARD = {
    "help the house is on fire": "emergency",
    "hes not brething": "emergency",
    "FIRE": "emergency",
    "is the fire door being repaired": "none",
    "my phone died": "none",
    "these bills are killing me": "none",
    "next door are having a bonfire": "none",
    "my bin was missed": "none",
    "14 Mill Lane": "none",
    "right you are": "none",
    "x x x x x": "none",
    "s m i t h": "none",
    "thanks a bunch": "none",
    "yes": "none",
}


@pytest.fixture(scope="module")
def held_out(hear: Hear) -> dict[str, float]:
    known = services_of(ROOT / "data" / "nlu")
    rows = read_labelled(HELD_OUT, known)
    answers = hear([row.text for row in rows])
    return figures(Columns.of(judge(rows, answers)))


@pytest.fixture(scope="module")
def odd(hear: Hear) -> dict[str, dict[str, Any]]:
    return dict(zip(ODD, hear(ODD.values()), strict=True))


# What it reaches is in the changelog; these are floors, some points below, that only a mistake falls through.


def test_nearly_nine_messages_of_ten_are_understood(held_out: dict[str, float]) -> None:
    assert held_out["acceptable"] > 0.85
    assert held_out["top_3"] > 0.93


def test_most_of_what_is_not_ours_is_known_not_to_be(held_out: dict[str, float]) -> None:
    assert held_out["out_of_scope_recall"] > 0.72
    assert held_out["refused"] < 0.05


def test_confidence_means_what_it_says(held_out: dict[str, float]) -> None:
    assert held_out["calibration_error"] < 0.08
    assert held_out["answered_precision"] > 0.88


@pytest.mark.parametrize("name", ODD)
def test_odd_messages_are_read_without_stumbling(odd: dict[str, dict[str, Any]], name: str) -> None:
    answer = odd[name]
    assert answer["outcome"] in ("answer", "ask", "unknown")
    assert 0.0 <= answer["confidence"] <= 1.0


@pytest.mark.parametrize(
    "name",
    ["zero width", "right to left", "capitals", "control characters", "ten thousand characters of words"],
)
def test_what_hides_the_words_from_nobody_hides_them_from_us_neither(
    odd: dict[str, dict[str, Any]], name: str
) -> None:
    assert odd[name]["ranking"][0]["intent"] == "report_missed_bin"


@pytest.mark.parametrize("name", ["nothing", "spaces", "emoji", "digits"])
def test_where_there_is_nothing_to_read_nothing_is_guessed(odd: dict[str, dict[str, Any]], name: str) -> None:
    assert odd[name]["outcome"] == "unknown"


def test_a_message_in_another_language_asks_for_an_interpreter(hear: Hear) -> None:
    (answer,) = hear(["dzień dobry, w tym tygodniu nie odebrali moich śmieci"])
    assert (answer["intent"], answer["language"]) == ("request_interpreter", "pl")


def test_two_things_in_one_message_are_both_heard(hear: Hear) -> None:
    (answer,) = hear(["my green bin was missed and also there is a pothole outside"])
    assert answer["intent"] == "report_missed_bin"
    assert [other["intent"] for other in answer["also"]] == ["report_pothole"]


# Danger. The floors are what the training reaches today, less a margin; council/safety is where to raise them.


@pytest.fixture(scope="module")
def safety(hear: Hear) -> list[tuple[str, str]]:
    """(label, what was heard) of each held-out message."""
    rows = read_rows(SAFETY, ("text", "safety"))
    answers = hear([row["text"] for row in rows])
    return [(row["safety"], answer["safety"]) for row, answer in zip(rows, answers, strict=True)]


def share(safety: list[tuple[str, str]], label: str, heard: set[str]) -> float:
    mine = [said for truth, said in safety if truth == label]
    return sum(said in heard for said in mine) / len(mine)


def test_danger_nobody_wrote_down_is_heard(safety: list[tuple[str, str]]) -> None:
    assert share(safety, "emergency", {"emergency"}) > 0.9


@pytest.mark.parametrize("label", ["safeguarding", "distress", "abuse"])
def test_harm_distress_and_abuse_are_heard(safety: list[tuple[str, str]], label: str) -> None:
    assert share(safety, label, {"emergency", label}) > 0.85


def test_what_only_sounds_alarming_is_left_alone(safety: list[tuple[str, str]]) -> None:
    assert share(safety, "none", {"none"}) > 0.95


@pytest.fixture(scope="module")
def heard(hear: Hear) -> dict[str, dict[str, Any]]:
    return dict(zip(HEARD, hear(HEARD), strict=True))


@pytest.mark.parametrize("words", HEARD)
def test_each_of_these_is_heard_for_what_it_is(heard: dict[str, dict[str, Any]], words: str) -> None:
    assert heard[words]["safety"] == HEARD[words]


@pytest.mark.parametrize("words", [words for words, safety in HEARD.items() if safety == "none"])
def test_what_only_sounds_alarming_is_not_answered_with_999(
    heard: dict[str, dict[str, Any]], words: str
) -> None:
    assert heard[words]["intent"] != "report_emergency"


def test_a_short_answer_raises_no_alarm(hear: Hear) -> None:
    texts = [row["text"] for row in read_rows(SHORT, ("text", "safety"))]
    heard = zip(texts, hear(texts), strict=True)
    raised = [text for text, answer in heard if answer["safety"] != "none"]
    assert len(raised) <= len(texts) * 0.02, raised
