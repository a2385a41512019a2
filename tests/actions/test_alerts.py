"""Alerts for some wards: told in the form as soon as it knows where somebody lives, and only to those they concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.enquiry_form import ValidateEnquiryForm
from council.council import Alert
from forms.state import FormState
from tests.fakes import WEDNESDAY, Answer, collaborators, run, the_council, the_gazetteer

CASTLE = next(iter(the_gazetteer()))  # 10 Mill Lane, MB1 4QP


def answered(*alerts: Alert, known: bool = False, words: str = "mb1 4qp", spoken: bool = True) -> Answer:
    """Where they live is told to the form of a missed bin; `known`: it was before, and the bin is told."""
    address = {"address": {"postcode": CASTLE.postcode, "house": CASTLE.house, "uprn": CASTLE.uprn}}
    form = FormState(
        "report_missed_bin", 1, address if known else {}, asking="bin_type" if known else "address"
    )
    wired = collaborators(council=replace(the_council(), alerts=alerts))
    return run(
        ValidateEnquiryForm, words, "choose", slots={"form": form.as_slot()}, wired=wired, spoken=spoken
    )


def alert(*areas: str, services: tuple[str, ...] = (), hours: int = 1, id: str = "snow") -> Alert:
    ends = WEDNESDAY + timedelta(hours=hours)
    return Alert(id, "Bins wait.", "Bins wait a day.", WEDNESDAY - timedelta(hours=2), ends, services, areas)


def told(answer: Answer) -> list[str]:
    return [message["custom"]["alert"] for message in answer.messages if "alert" in (message["custom"] or {})]


def test_the_ward_of_the_address_decides() -> None:
    assert CASTLE.ward == "Castle"
    answer = answered(alert("Riverside", id="other"), alert("Castle", "Riverside"), alert(id="all"))
    assert told(answer) == ["snow"]


@pytest.mark.parametrize(("spoken", "words"), [(True, "Bins wait a day."), (False, "Bins wait.")])
def test_it_is_said_in_the_councils_words_before_the_next_question(spoken: bool, words: str) -> None:
    answer = answered(alert("Castle"), spoken=spoken)
    texts = [message["text"] for message in answer.messages if message["text"]]
    assert words in texts
    assert "ask" in answer.messages[-1]["custom"]


def test_only_what_is_live_and_about_the_service_is_told() -> None:
    assert told(answered(alert("Castle", services=("libraries",)))) == []
    assert told(answered(alert("Castle", services=("waste",)))) == ["snow"]
    assert told(answered(alert("Castle", hours=0))) == []


def test_it_is_not_told_again_at_the_next_question() -> None:
    assert told(answered(alert("Castle"), known=True, words="the green one")) == []
