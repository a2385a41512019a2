"""What of an earlier training is used again, and what is learned anew."""

from __future__ import annotations

import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Any

from rasa.engine.training import fingerprinting
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import quicker_training
from bot.language.classifier import EnquiryClassifier
from bot.safety.component import Safety

LINES, PLAIN = Path("council/safety"), Path("council/danger.yml")


def phrases(*texts: str) -> TrainingData:
    return TrainingData([Message.build(text, intent="report_missed_bin") for text in texts])


BEFORE, AFTER = phrases("my bin was missed"), phrases("my bin was missed", "the lorry drove past")


class TrainingAnew(unittest.TestCase):
    def setUp(self) -> None:
        theirs = fingerprinting.calculate_fingerprint_key
        self.addCleanup(setattr, fingerprinting, "calculate_fingerprint_key", theirs)
        quicker_training.install()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.lines = shutil.copytree(LINES, Path(folder.name, "safety"))
        self.plain = Path(shutil.copy(PLAIN, folder.name))

    def key(self, component: type[Any], learns_from: TrainingData, **more: Any) -> str:
        """By which Rasa finds what a component has learned before."""
        own = {"lines": str(self.lines), "danger": str(self.plain)} if component is Safety else {}
        config = {**component.get_default_config(), **own}
        inputs = {"training_data": learns_from, **more}
        return str(fingerprinting.calculate_fingerprint_key(component, config, inputs))

    def test_another_phrase_is_no_reason_to_learn_anew_what_danger_is(self) -> None:
        assert self.key(Safety, BEFORE) == self.key(Safety, AFTER)

    def test_another_line_of_danger_is_one(self) -> None:
        before = self.key(Safety, BEFORE)
        file = self.lines / "emergency.yml"
        file.write_text(f"{file.read_text()}  - my boat is sinking\n")
        with_a_line = self.key(Safety, BEFORE)
        self.plain.write_text(f"{self.plain.read_text()}# and a word\n")
        assert len({before, with_a_line, self.key(Safety, BEFORE)}) == 3

    def test_so_is_other_code(self) -> None:
        before = self.key(Safety, BEFORE)
        code = quicker_training._code
        self.addCleanup(setattr, quicker_training, "_code", code)
        quicker_training._code = lambda: "another"
        assert self.key(Safety, BEFORE) != before

    def test_the_enquiries_are_learned_anew_for_each_phrase(self) -> None:
        assert self.key(EnquiryClassifier, BEFORE) != self.key(EnquiryClassifier, AFTER)

    def test_what_only_reads_the_phrases_reads_the_new_ones(self) -> None:
        assert self.key(Safety, BEFORE, resource="same") != self.key(Safety, AFTER, resource="same")
