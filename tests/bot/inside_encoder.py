"""The sentence encoder as training and the running bot use it, and the vectors kept between trainings."""

from __future__ import annotations

import shutil
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx

from encoder import fetch, remembered
from encoder.build import OUTPUT, is_built
from encoder.encoder import MANY, MODEL, SUMS, TOKENIZER, BrokenEncoder, Encoder

TEXTS = ["my bin was missed", "", "the library", "my bin was missed"]


class TheEncoder(unittest.TestCase):
    def setUp(self) -> None:
        self.encoder = Encoder.load(OUTPUT)
        assert self.encoder, "training builds it"
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name, "vectors.npz")

    def test_many_at_once_are_the_same_as_one_by_one(self) -> None:
        many = TEXTS * MANY
        one_by_one = np.vstack([self.encoder.encode([text]) for text in TEXTS])
        np.testing.assert_array_equal(self.encoder.encode(many), np.vstack([one_by_one] * MANY))

    def test_nothing_has_no_vectors(self) -> None:
        assert self.encoder.encode([]).shape == (0, 384)
        assert self.encoder.in_full([]).shape == (0, 768)

    def test_in_full_a_sentence_is_told_from_one_that_means_the_same(self) -> None:
        full = self.encoder.in_full(["my bin was missed", "they left my rubbish"])
        meaning, wording = full[:, :384], full[:, 384:]
        np.testing.assert_array_equal(self.encoder.encode(["my bin was missed"])[0], meaning[0])
        np.testing.assert_allclose(np.linalg.norm(wording, axis=1), 1, atol=1e-5)
        assert not np.allclose(wording[0], meaning[0], atol=0.1)

    def test_what_a_stretch_means_where_it_stands_is_near_what_it_means_alone(self) -> None:
        said = "he hits me but i rang about the council tax"
        turn = said.index(" but ")
        pain, tax = self.encoder.in_context(said, 0, turn), self.encoder.in_context(said, turn + 5, len(said))
        assert pain is not None
        assert tax is not None
        for stretch in (pain, tax):
            np.testing.assert_allclose(np.linalg.norm(stretch.reshape(2, 384), axis=1), 1, atol=1e-5)
        alone, other = self.encoder.in_full(["he hits me", "i rang about the council tax"])
        assert pain @ alone > pain @ other
        assert tax @ other > tax @ alone

    def test_a_stretch_without_a_word_or_past_what_is_read_means_nothing(self) -> None:
        long = "the bins were not emptied again " * 40
        assert self.encoder.in_context("my bin", 2, 3) is None
        assert self.encoder.in_context("my bin", 3, 9) is None
        assert self.encoder.in_context("", 0, 0) is None
        assert self.encoder.in_context(long, 0, 12) is not None
        assert self.encoder.in_context(long, len(long) - 20, len(long) - 1) is None

    def test_vectors_of_one_kind_are_not_taken_for_the_other(self) -> None:
        assert remembered.encode(self.encoder, TEXTS, self.file).shape == (4, 384)
        np.testing.assert_array_equal(
            remembered.in_full(self.encoder, TEXTS, self.file), self.encoder.in_full(TEXTS)
        )

    def test_meanings_are_near(self) -> None:
        bin_, refuse, loan = self.encoder.encode(
            ["my bin was missed", "they left my rubbish", "renew a book"]
        )
        assert bin_ @ refuse > bin_ @ loan

    def test_whoever_asks_again_gets_the_one_in_memory(self) -> None:
        assert Encoder.load(OUTPUT) is self.encoder

    def test_one_that_an_earlier_version_built_is_told_and_built_anew(self) -> None:
        folder = self.file.parent / "earlier"
        folder.mkdir()
        model = onnx.load(OUTPUT / MODEL)
        model.graph.output.remove(next(one for one in model.graph.output if one.name == "tokens"))
        onnx.save(model, folder / MODEL)
        shutil.copy(OUTPUT / TOKENIZER, folder)
        sums = [f"{fetch.sha256(folder / name)}  {name}\n" for name in (MODEL, TOKENIZER)]
        (folder / SUMS).write_text("".join(sums))
        with self.assertRaisesRegex(BrokenEncoder, "earlier version. To build"):  # noqa: PT027 no pytest in Rasa's environment
            Encoder.load(folder)
        assert not is_built(folder)
        assert is_built(OUTPUT)

    def test_two_trainings_share_a_file(self) -> None:
        first = remembered.encode(self.encoder, TEXTS, self.file)
        remembered.encode(self.encoder, ["another", "and one more"], self.file)
        before = self.file.stat().st_mtime_ns
        np.testing.assert_array_equal(remembered.encode(self.encoder, TEXTS, self.file), first)
        assert self.file.stat().st_mtime_ns == before  # nothing was new

    def test_what_nobody_uses_any_more_is_let_go(self) -> None:
        remembered.encode(self.encoder, [f"phrase {number}" for number in range(50)], self.file)
        large = self.file.stat().st_size
        remembered.encode(self.encoder, ["one that stayed"], self.file)
        assert self.file.stat().st_size < large

    def test_a_damaged_file_is_as_good_as_empty(self) -> None:
        first = remembered.encode(self.encoder, TEXTS, self.file)
        for damage in (b"", b"not a zip", self.file.read_bytes()[:100]):
            self.file.write_bytes(damage)
            np.testing.assert_array_equal(remembered.encode(self.encoder, TEXTS, self.file), first)
