"""Messages that are alike fall into one group; others do not."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from cases.gazetteer import Gazetteer
from encoder.encoder import WIDTH, Encoder
from server.settings import ROOT
from studio.inbox.grouping import Grouping, leaning, most_typical
from studio.inbox.vectors import ByMeaning, ByWords, rarity_in


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


class SaysNothing:
    """An encoder to which every two sentences are as far apart as two picked at random."""

    checksum = "none"

    def encode(self, texts: list[str]) -> np.ndarray:
        made = np.random.default_rng(len(texts)).standard_normal((len(texts), WIDTH)).astype(np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def groups_of(vectors: ByMeaning | ByWords, messages: list[str]) -> list[int]:
    """How large the groups are that messages of which the model made nothing fall into."""
    grouping = Grouping([])
    for made in vectors.of(messages):
        grouping.place(made, {})
    return [group.size for group in grouping.groups]


def test_what_shares_a_word_that_few_phrases_have_is_one_group_and_what_shares_a_common_one_is_not(
    tmp_path: Path,
) -> None:
    lines = ["my bin was missed", "a bin for the garden", "empty the bin", "which bin", "bin lid broken"]
    (tmp_path / "waste.yml").write_text("".join(f"    - {line}\n" for line in lines * 20))
    vectors = ByMeaning(SaysNothing(), rarity_in(tmp_path))  # type: ignore[arg-type]  # encodes all the same
    assert groups_of(vectors, ["an allotment please", "who has allotments"]) == [2]
    assert groups_of(vectors, ["is the bin sticky with jam", "the plumber saw our bin"]) == [1, 1]


def test_a_mark_in_the_place_of_a_name_is_no_word_that_messages_share() -> None:
    assert groups_of(ByWords(), ["[name] wants a maypole", "[name] lost his gloves"]) == [1, 1]


def test_what_the_demos_residents_ask_about_allotments_is_one_group() -> None:
    encoder = Encoder.load(ROOT / ".cache" / "encoder")
    if encoder is None:
        pytest.skip("no encoder was built")
    with (ROOT / "council" / "demo_messages.csv").open(encoding="utf-8", newline="") as file:
        said = [row["words"] for row in csv.DictReader(file)]
    villages = {address.locality for address in Gazetteer.load(ROOT / "council" / "gazetteer.csv")}
    made = ByMeaning(encoder, rarity_in(ROOT / "data" / "nlu", villages)).of(said)
    grouping = Grouping([])
    placed = [grouping.place(one, {}) for one in made]
    of_allotments = [group for words, group in zip(said, placed, strict=True) if "allotment" in words]
    assert len({id(group) for group in of_allotments}) == 1
    assert of_allotments[0].size == len(of_allotments) > 2
