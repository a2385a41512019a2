"""A form that was answered is gone through once more with what was wrong in it. It is Wednesday 18 November 2026."""

from __future__ import annotations

from typing import Any

import pytest

from forms.conversation.form_turn import FormTurn
from forms.conversation.redoing import kept, may_be_kept, redone
from forms.heard import Heard
from tests.entities.finder import find
from tests.fakes import WEDNESDAY, FormFiller, around, the_council

MISSED = "report_missed_bin"


def refused() -> dict[str, Any]:
    resident = FormFiller("my bin was missed", "MB1 4QP", "14", "yes", "green", "yes")
    assert (resident.told, resident.ended) == (["utter_missed_bin_too_late"], "refused")
    return kept(resident.turn.form, 4, sent=False)


def again(words: str, last: Any, enquiry: str = MISSED) -> FormTurn | None:
    heard = Heard(words, entities=find(words, WEDNESDAY))
    return redone(last, the_council().catalogue[enquiry], heard, 5, around())


@pytest.mark.parametrize(
    "words", ["actually no it was the blue one", "it was the blue one, sorry", "no I meant my blue bin"]
)
def test_the_bin_that_was_meant_is_looked_up(words: str) -> None:
    turn = again(words, refused())
    assert turn is not None
    assert turn.question is not None
    assert [reply.name for reply in turn.replies] == ["utter_changed"]
    assert turn.question.reply.name == "utter_ask_last_collection"
    assert turn.question.reply.blanks["bin"] == "blue recycling bin"


def test_so_is_the_house() -> None:
    turn = again("no sorry number 12", refused())
    assert turn is not None
    assert turn.question is not None
    assert turn.question.reply.blanks["address"] == "12 Mill Lane, Marlbury, MB1 4QP"


def test_a_report_that_is_sent_is_for_a_person_to_change() -> None:
    turn = again("actually no it was the blue one", refused() | {"sent": True})
    assert turn is not None
    assert (turn.form.ended, turn.form.values["to_change"]) == ("hand_off", "actually no it was the blue one")


@pytest.mark.parametrize(
    "words", ["no that was my green bin", "actually it was outside the house", "sorry my house is flooding"]
)
def test_a_report_in_which_nothing_is_put_right_is_left(words: str) -> None:
    assert again(words, refused() | {"sent": True}) is None


def test_what_cannot_stand_is_asked_for_anew() -> None:
    turn = again("no sorry number 99", refused())
    assert turn is not None
    assert turn.form.ended is None
    for words in ("no sorry number 99", "no it was Castle Street"):
        sent = again(words, refused() | {"sent": True})
        assert sent is not None
        assert sent.form.ended == "hand_off"


@pytest.mark.parametrize(
    ("words", "enquiry"),
    [
        ("my blue bin was missed as well", MISSED),
        ("actually no it was the blue one", "query_bin_collection_day"),
    ],
)
def test_a_new_report_or_another_enquiry_begins_anew(words: str, enquiry: str) -> None:
    assert again(words, refused(), enquiry) is None
    assert again(words, None, enquiry) is None


def test_no_card_or_reference_is_kept() -> None:
    catalogue = the_council().catalogue
    assert may_be_kept(catalogue[MISSED])
    assert not any(may_be_kept(catalogue[name]) for name in ("renew_library_book", "check_case_status"))
