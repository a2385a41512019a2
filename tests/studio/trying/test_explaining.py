"""Why a message was answered, asked about or not understood, from the files and what the side tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contacts.models import Channel
from studio.trying.explaining import Because, Thresholds, Why, explain
from studio.trying.nearest import Nearest
from studio.trying.told import ToldTurn
from tests.studio.trying.fake import understood


def why(
    content: Path,
    understanding: dict[str, Any] | None,
    *,
    channel: Channel = Channel.WEBCHAT,
    words: str = "my bin was missed",
    choice: str | None = None,
    **reasons: Any,
) -> Why:
    turn = ToldTurn.model_validate(
        {
            "number": 1,
            "words": words,
            "choice": choice,
            "understanding": understanding,
            "reasons": {"number": 1, **reasons},
        }
    )
    return explain(content, turn, channel, Nearest(None, content / "vectors.npz"))


def heard(surety: float) -> dict[str, Any]:
    return {"surety": surety}


def test_the_thresholds_are_those_of_the_sides_own_config(content: Path) -> None:
    path = content / "config.yml"
    path.write_text(path.read_text().replace("answer_from: 0.5 ", "answer_from: 0.95 "))
    assert Thresholds.of(content).answer_from == 0.95
    path.write_text("pipeline: [")
    assert Thresholds.of(content) == Thresholds(), "a spoilt file leaves the component's own"


@pytest.mark.parametrize(
    ("understanding", "because"),
    [
        (understood("report_missed_bin", 0.9), Because.SURE),
        (understood("report_missed_bin", 0.4, "ask"), Because.UNSURE),
        (understood("nlu_fallback", 0.9, "unknown", familiarity=-3.0), Because.STRANGE),
        (understood("nlu_fallback", 0.1, "unknown"), Because.TOO_UNSURE),
        ({"intent": "report_emergency", "confidence": 1.0}, Because.DANGER_WORD),
        (None, Because.NOT_ASKED),
    ],
)
def test_what_decided_in_a_chat(
    content: Path, understanding: dict[str, Any] | None, because: Because
) -> None:
    assert why(content, understanding).because is because


@pytest.mark.parametrize(
    ("confidence", "surety", "because"),
    [(0.4, 0.9, Because.UNSURE), (0.9, 0.6, Because.UNSURE_BY_EAR), (0.9, 0.9, Because.MISHEARD)],
)
def test_what_decided_on_the_phone(content: Path, confidence: float, surety: float, because: Because) -> None:
    told = understood("report_missed_bin", confidence, "ask")
    found = why(content, told, channel=Channel.PHONE, heard=heard(surety))
    assert (found.because, found.surety) == (because, surety)


def test_a_choice_is_taken_at_its_word(content: Path) -> None:
    assert why(content, understood("affirm", 1.0), choice="yes").because is Because.CHOSEN


def test_the_open_form_took_it(content: Path) -> None:
    actions = [{"name": "enquiry_form", "policy": "RulePolicy"}]
    told = understood("nlu_fallback", 0.1, "unknown")
    found = why(content, told, intent="nlu_fallback", form="enquiry_form", actions=actions)
    assert (found.because, found.rule) == (Because.FORM, None)


@pytest.mark.parametrize(
    ("intent", "action", "name", "file"),
    [
        ("report_missed_bin", "enquiry_form", "Report a missed bin", "council/services/waste.yml"),
        ("greet", "action_greet", "Greeting", "data/rules/conversation.yml"),
        ("nlu_fallback", "action_not_understood", "Nothing fits", "data/rules/conversation.yml"),
    ],
)
def test_the_rule_that_fired_is_named_with_its_file(
    content: Path, intent: str, action: str, name: str, file: str
) -> None:
    found = why(content, understood(intent), intent=intent, actions=[{"name": action}]).rule
    assert found is not None
    assert (found.name, found.file) == (name, file)


def test_a_form_that_interrupts_nothing_of_the_files_has_no_rule(content: Path) -> None:
    assert why(content, understood("greet"), intent="greet", actions=[{"name": "action_other"}]).rule is None


def test_rivals_that_are_none_are_left_out(content: Path) -> None:
    told = understood("report_missed_bin", 0.9)
    told["ranking"].append({"intent": "report_fly_tipping", "confidence": 0.0001})
    assert [guess.intent for guess in why(content, told).guesses] == ["report_missed_bin", "report_pothole"]


def test_a_plain_danger_word_is_named_even_where_the_words_together_mean_none(content: Path) -> None:
    safety = why(content, understood("report_missed_bin"), words="there is a gas leak").safety
    assert safety is not None
    assert (safety.label, safety.phrase, safety.alone) == ("none", "gas leak", False)


def test_ordinary_words_have_nothing_of_safety(content: Path) -> None:
    assert why(content, understood("report_missed_bin"), heard=heard(0.9)).safety is None
