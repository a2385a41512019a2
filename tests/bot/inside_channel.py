"""Which messages are answered for what was heard besides the enquiry, and which get the enquiry's answer."""

from __future__ import annotations

import unittest

from bot import contact_channel
from bot.contact_channel import SURE


def parsed(safety: str, confidence: float, intent: str = "report_missed_bin") -> dict:
    return {"safety": safety, "safety_confidence": confidence, "intent": {"name": intent}}


def _comes_before_the_enquiry(heard: dict) -> bool:
    return contact_channel._comes_before_the_enquiry(heard, "report_safeguarding_concern")


class BeforeTheEnquiry(unittest.TestCase):
    def test_what_is_sure_is_answered_alone(self) -> None:
        for safety in ("emergency", "distress", "abuse", "safeguarding"):
            with self.subTest(safety):
                assert _comes_before_the_enquiry(parsed(safety, SURE))

    def test_what_only_may_be_leaves_the_enquiry_its_answer(self) -> None:
        for safety in ("emergency", "distress", "abuse"):
            with self.subTest(safety):
                assert not _comes_before_the_enquiry(parsed(safety, SURE - 0.01))

    def test_a_guess_about_harm_is_followed(self) -> None:
        assert _comes_before_the_enquiry(parsed("safeguarding", 0.5))

    def test_a_report_of_harm_has_an_enquiry_of_its_own(self) -> None:
        assert not _comes_before_the_enquiry(parsed("safeguarding", 1.0, "report_safeguarding_concern"))

    def test_without_such_an_enquiry_whoever_helps_answers_every_report_of_harm(self) -> None:
        heard = parsed("safeguarding", 1.0, "report_safeguarding_concern")
        assert contact_channel._comes_before_the_enquiry(heard, None)

    def test_whether_it_is_a_report_of_harm_is_not_asked(self) -> None:
        unsure = {**parsed("safeguarding", 1.0, "report_safeguarding_concern"), "outcome": "ask"}
        assert _comes_before_the_enquiry(unsure)
        assert not _comes_before_the_enquiry({**unsure, "outcome": "answer"})

    def test_danger_that_the_enquiry_is_about_too_is_not_asked_about(self) -> None:
        for intent in ("report_emergency", "report_safeguarding_concern"):
            with self.subTest(intent):
                assert _comes_before_the_enquiry(parsed("emergency", 0.5, intent))

    def test_nothing_heard_changes_nothing(self) -> None:
        assert not _comes_before_the_enquiry(parsed("none", 0.0))
        assert not _comes_before_the_enquiry({"intent": {"name": "report_missed_bin"}})
