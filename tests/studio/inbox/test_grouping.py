"""Messages that are alike fall into one group; others do not."""

from __future__ import annotations

import numpy as np
import pytest

from studio.inbox.grouping import Grouping, leaning, most_typical


def vector(*numbers: float) -> np.ndarray:
    made = np.array(numbers, dtype=np.float32)
    return made / np.linalg.norm(made)


BIN, TAX = (
    leaning([{"intent": "missed_bin", "confidence": 0.9}]),
    leaning([{"intent": "tax", "confidence": 0.9}]),
)


def test_messages_that_mean_somewhat_the_same_and_were_taken_alike_are_one_group():
    grouping = Grouping([])
    grouping.place(vector(1, 0.3, 0), BIN)
    grouping.place(vector(0.3, 1, 0), BIN)
    assert [group.size for group in grouping.groups] == [2]


def test_what_means_plainly_the_same_is_one_group_whatever_the_model_guessed():
    grouping = Grouping([])
    grouping.place(vector(1, 0.3, 0), BIN)
    grouping.place(vector(1, 0, 0.3), TAX)
    assert [group.size for group in grouping.groups] == [2]


@pytest.mark.parametrize("leans", [BIN, TAX])
def test_what_means_something_else_is_another_group_whatever_the_model_guessed(leans: dict[str, float]):
    grouping = Grouping([])
    grouping.place(vector(1, 0, 0), BIN)
    grouping.place(vector(0, 1, 0), leans)
    assert [group.size for group in grouping.groups] == [1, 1]


def test_a_message_joins_the_group_whose_members_are_nearest_and_not_the_largest():
    grouping = Grouping([])
    for _ in range(5):
        grouping.place(vector(1, 0, 0), BIN)
    grouping.place(vector(0, 1, 0), TAX)
    grouping.place(vector(0.3, 1, 0), TAX)
    assert [group.size for group in grouping.groups] == [5, 2]


def test_the_most_typical_message_is_nearest_to_all_the_others():
    assert most_typical(np.array([vector(1, 0), vector(1, 1), vector(0, 1)])) == 1
