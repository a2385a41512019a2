"""The main figures on messages few enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.figures import TITLES, Columns, figures, with_intervals
from evaluation.judged import Judged
from tests.evaluation.conftest import judged

BIN, NEW_BIN, POTHOLE = "report_missed_bin", "request_bin_service", "report_pothole"


def count(*messages: Judged) -> dict[str, float]:
    return figures(Columns.of(messages))


def test_the_first_label_is_exact_and_any_is_acceptable() -> None:
    found = count(
        judged(f"{BIN}+{POTHOLE}", BIN),
        judged(f"{BIN}+{POTHOLE}", POTHOLE),
        judged(BIN, NEW_BIN, POTHOLE, BIN),
        judged(BIN, NEW_BIN, POTHOLE, "greet", BIN),
    )
    assert (found["exact"], found["acceptable"], found["top_3"]) == (0.25, 0.5, 0.75)


def test_signposts_count_as_out_of_scope_in_labels_and_guesses() -> None:
    found = count(judged("signpost_nhs", "signpost_police"), judged("out_of_scope", "signpost_dvla"))
    assert found["exact"] == found["out_of_scope_recall"] == found["out_of_scope_precision"] == 1


def test_several_signposts_take_one_place_of_the_three() -> None:
    message = judged(BIN, "signpost_nhs", "signpost_police", POTHOLE, BIN)
    assert message.likeliest == ("out_of_scope", POTHOLE, BIN)
    assert message.within_choices


def test_what_is_not_understood_is_found_out_of_scope_and_a_real_enquiry_refused() -> None:
    found = count(
        judged("out_of_scope", BIN, outcome="unknown"),
        judged("out_of_scope", BIN),
        judged(BIN, BIN, outcome="unknown"),
        judged(BIN, "out_of_scope"),
        judged(BIN, BIN),
        judged(BIN, BIN, outcome="ask"),
    )
    assert found["out_of_scope_recall"] == 0.5
    assert found["out_of_scope_precision"] == pytest.approx(1 / 3)
    assert (found["refused"], found["turned_away"]) == (0.25, 0.5)


def test_the_classifier_is_judged_by_its_best_guess_and_the_whole_by_what_it_prints() -> None:
    found = count(judged("out_of_scope", BIN, outcome="unknown"), judged(BIN, BIN, outcome="unknown"))
    assert (found["exact"], found["exact_as_printed"]) == (0.5, 0.5)
    found = count(judged("out_of_scope", BIN, outcome="unknown"))
    assert (found["acceptable"], found["acceptable_as_printed"]) == (0, 1)


def test_a_message_with_nothing_to_read_has_no_guess() -> None:
    message = judged("out_of_scope", None, confidence=0.0, outcome="unknown")
    assert (message.guess, message.printed, message.unknown) == (None, "out_of_scope", True)
    assert count(message)["out_of_scope_recall"] == 1


def test_a_request_that_is_partly_ours_is_a_real_enquiry() -> None:
    found = count(judged(f"{BIN}+signpost_nhs", "signpost_nhs"))
    assert (found["acceptable"], found["turned_away"], found["out_of_scope_precision"]) == (1, 0, 1)
    assert np.isnan(found["out_of_scope_recall"])


def test_outcomes_are_shared_out_and_answers_judged_apart() -> None:
    found = count(
        judged(BIN, BIN),
        judged(BIN, POTHOLE),
        judged(BIN, NEW_BIN, BIN, outcome="ask"),
        judged(BIN, NEW_BIN, POTHOLE, outcome="ask"),
        judged(BIN, BIN, outcome="unknown"),
    )
    assert (found["answered"], found["asked"], found["unknown"]) == (0.4, 0.4, 0.2)
    assert (found["answered_precision"], found["asked_within_choices"]) == (0.5, 0.5)


def test_macro_f1_is_the_mean_over_the_labels_that_occur() -> None:
    # BIN: 2 right, 3 guessed, 2 labelled: 4/5. POTHOLE: never guessed: 0. A guess outside the labels has no F1.
    found = count(judged(BIN, BIN), judged(BIN, BIN), judged(POTHOLE, BIN), judged(POTHOLE, "greet"))
    assert found["macro_f1"] == pytest.approx((4 / 5 + 0) / 2)


def test_calibration_error_is_the_gap_between_confidence_and_what_is_right() -> None:
    sure = [judged(BIN, BIN, confidence=0.85)] * 3 + [judged(BIN, POTHOLE, confidence=0.85)]
    unsure = [judged(BIN, BIN, confidence=0.4)]
    assert count(*sure)["calibration_error"] == pytest.approx(0.10)
    assert count(*sure, *unsure)["calibration_error"] == pytest.approx((4 * 0.10 + 1 * 0.6) / 5)
    assert count(judged(BIN, BIN, confidence=1.0))["calibration_error"] == 0


def test_intervals_hold_the_value_and_are_the_same_each_time() -> None:
    messages = [judged(BIN, BIN)] * 80 + [judged(BIN, POTHOLE)] * 20 + [judged("out_of_scope", BIN)] * 5
    found = with_intervals(messages)
    assert list(found) == list(TITLES)
    exact = found["exact"]
    assert exact.value == pytest.approx(80 / 105)
    assert 0.65 < (exact.low or 0) < 80 / 105 < (exact.high or 0) < 0.86
    assert with_intervals(messages) == found


def test_a_figure_that_no_message_bears_on_is_none() -> None:
    found = with_intervals([judged(BIN, BIN), judged(BIN, BIN)])
    assert found["out_of_scope_recall"] == (None, None, None)
    assert found["exact"] == (1, 1, 1)
