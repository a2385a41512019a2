"""What the safety component learns from, and what it does not."""

from __future__ import annotations

import pickle
import shutil
import tempfile
import unittest
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.places import built
from bot.safety import judge, learning, model
from bot.safety.component import MODEL_FILE, Safety
from bot.safety.lines import LABELS, ORDINARY, RAISED, SUICIDE, lines, ordinary
from bot.safety.reading import Reader
from bot.safety.text import read_slips, sentences
from council.danger import DangerWords
from council.yaml_files import CouncilDataError
from encoder.encoder import Encoder

LINES = Path("council/safety")
FEW = 60  # lines of each file: enough for every fold, soon trained
RULES = "emergency:\n  - PERSON is DOWN\nsafeguarding: []\ndistress: []\nabuse: []\ncalm: [PAST]\n"
ALLOTMENTS = ["how do i get an allotment", "my plot is overgrown", "can i keep hens on my plot"]


def decides_as(one: model.SafetyModel, other: model.SafetyModel) -> bool:
    """Whether they have the same features with the same weights, and the same thresholds."""
    return (
        [bag.places for bag in one.bags] == [bag.places for bag in other.bags]
        and all(map(np.array_equal, one.machine.weights, other.machine.weights))
        and np.array_equal(one.thresholds, other.thresholds)
        and np.array_equal(one.thresholds_of_parts, other.thresholds_of_parts)
    )


class SafetyLearns(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.kept_for_the_test(tempfile.TemporaryDirectory()))
        for name in ("signs", "slips", "foreign"):
            shutil.copy(LINES / f"{name}.yml", self.folder)
        (self.folder / "rules.yml").write_text(RULES)
        for name in (*LABELS, SUICIDE):
            kept = (LINES / f"{name}.yml").read_text().splitlines()
            start = kept.index("messages: |")
            (self.folder / f"{name}.yml").write_text("\n".join(kept[start : start + 1 + FEW]) + "\n")
        sample, near = ("".join(f"  - {phrase}\n" for phrase in part[:FEW]) for part in ordinary(LINES))
        (self.folder / f"{ORDINARY}.yml").write_text(f"sample: |\n{sample}near: |\n{near}")

    def kept_for_the_test(self, context: tempfile.TemporaryDirectory[str]) -> str:
        self.addCleanup(context.cleanup)
        return context.name

    def trained(self, phrases: Iterable[str] = ()) -> model.SafetyModel:
        with tempfile.TemporaryDirectory() as stored:
            storage, resource = LocalModelStorage(Path(stored)), Resource("safety")
            config = {**Safety.get_default_config(), "lines": str(self.folder)}
            safety = Safety(config, storage, resource)
            safety.train(
                TrainingData([Message.build(phrase, intent="apply_allotment") for phrase in phrases])
            )
            with storage.read_from(resource) as folder:
                found: model.SafetyModel = pickle.loads((folder / MODEL_FILE).read_bytes())  # noqa: S301 just made
        return found

    def test_new_phrases_of_an_enquiry_move_no_decision_about_danger_and_new_lines_do(self) -> None:
        before = self.trained()
        assert decides_as(self.trained(ALLOTMENTS), before)
        with (self.folder / "none.yml").open("a") as file:
            file.write("  - is the fire station doing tours this summer\n")
        assert not decides_as(self.trained(), before)

    def test_what_is_written_by_ear_is_put_right(self) -> None:
        reader = Reader.load(self.folder, DangerWords.load(Path("council/danger.yml")))
        assert (
            reader.read("the flats on fyre an he carnt breeve").words
            == "the flats on fire an he cant breathe"
        )
        for right in ("hart street and fyfe lane", "he couldnt breathe and she shouldnt be out"):
            assert reader.read(right).words == right

    def test_a_postcode_is_not_listened_to_however_it_is_said(self) -> None:
        for said in (
            "ten castle street M B one four Q R",
            "ten castle street, mb1 4qr",
            "ten castle street MB99 9ZZ",
        ):
            assert sentences(said) == ["ten castle street"]
        assert sentences("nine nine nine, i need a an ambulance") == ["nine nine nine i need a an ambulance"]
        assert sentences("call 999") == sentences("call 9-9-9!") == ["call nines"]
        assert sentences("permit ref PK/999/99, 999B Ferry Road") == [
            "permit ref pk number 99 numberb ferry road"
        ]

    def test_a_slip_that_is_a_word_is_refused(self) -> None:
        (self.folder / "slips.yml").write_text("slips:\n  pane: pain\n")
        with self.assertRaisesRegex(CouncilDataError, "pane"):  # noqa: PT027 the bot's Python has no pytest
            read_slips(self.folder / "slips.yml")

    def test_one_more_line_leaves_every_other_in_its_fold(self) -> None:
        said = [SimpleNamespace(words=words) for words, _ in lines(self.folder)]
        assert list(learning.folds_of(said[1:])) == list(learning.folds_of(said)[1:])
        assert set(learning.folds_of(said)) == set(range(learning.FOLDS))

    def test_a_part_is_read_by_itself_only_where_it_may_be_danger_as_it_stands(self) -> None:
        reader = Reader.load(self.folder, DangerWords.load(Path("council/danger.yml")))
        encoder = Counting(Encoder.load(built(".cache/encoder")))
        fitted = judge.fit(self.folder, reader, encoder, self.folder / "vectors.npz")  # type: ignore[arg-type]
        story = "smoke is coming under the door. the green bin was not emptied on tuesday"
        never, always = np.full(len(RAISED), np.inf), np.full(len(RAISED), -np.inf)
        for thresholds, read in ((never, 1), (always, 3)):
            encoder.asked = 0
            heard = judge.Judge(reader, replace(fitted, thresholds_of_parts=thresholds), encoder)  # type: ignore[arg-type]
            heard.hear(story)
            assert encoder.asked == read

    def test_a_part_that_is_not_found_in_the_message_is_read_by_itself(self) -> None:
        reader = Reader.load(self.folder, DangerWords.load(Path("council/danger.yml")))
        fitted = judge.fit(self.folder, reader, Encoder.load(built(".cache/encoder")))
        assert fitted.may_be_raised(np.full(len(RAISED), -9.0), None)
        assert not fitted.may_be_raised(np.full(len(RAISED), -9.0), np.zeros(768))


class Counting:
    """An encoder that counts what is asked of it."""

    def __init__(self, encoder: Encoder | None) -> None:
        assert encoder, "it is built at set-up"
        self.checksum, self._encoder, self.asked = encoder.checksum, encoder, 0

    def in_full(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += len(texts)
        return self._encoder.in_full(texts)

    def in_context(self, text: str, start: int, end: int) -> np.ndarray | None:
        return self._encoder.in_context(text, start, end)


class PlainDanger(unittest.TestCase):
    def setUp(self) -> None:
        self.reader = Reader.load(LINES, DangerWords.load(Path("council/danger.yml")))

    def test_what_is_denied_in_the_same_breath_is_no_plain_danger(self) -> None:
        for words in (
            "it isn't on fire, it's steam",
            "there was no gas explosion",
            "don't send the fire brigade",
            "no one's been electrocuted",
        ):
            with self.subTest(words):
                read = self.reader.read(words)
                assert (read.plain, read.denied) == (False, True)

    def test_a_no_before_it_denies_nothing_and_another_danger_stands(self) -> None:
        for words in (
            "no it's on fire",
            "No. Gas leak!",
            "it's not on fire yet but there's a gas leak",
            "he's not breathing",
        ):
            with self.subTest(words):
                assert self.reader.read(words).plain
