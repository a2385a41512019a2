"""Whoever says STOP gets no more texts, from anywhere, until they say START."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cases.models import OutboxMessage, OutboxStatus
from contacts.acts import Ask
from contacts.assistant import AssistantReply
from contacts.models import Outcome, Status
from tests.contacts.parts import MOBILE, SCRIPT, TUESDAY_NIGHT, Centre
from tests.ivr.text_parts import ADVISER, ANOTHER_MOBILE, TextLine

STOPPED = "You will get no more texts from Marlbury Council."
STARTED = "You will get texts from Marlbury Council again."


@pytest.fixture
def line(centre: Centre) -> Iterator[TextLine]:
    with TextLine(centre) as line:
        yield line


@pytest.mark.parametrize(
    "word",
    [
        "STOP",
        "stop.",
        "StopAll",
        "Unsubscribe",
        "CANCEL",
        "end",
        "QUIT",
        "revoke",
        "OptOut",
        "stop texting me",
        "Stop it",
        "pls stop sending me these",
        "please don't text me any more",
        "I don't want these texts",
        "no more messages please",
        "take me off your list",
    ],
)
def test_each_word_that_means_stop_is_confirmed_once_and_obeyed(line: TextLine, centre: Centre, word: str):
    assert line.text(word).startswith(STOPPED)
    assert line.text(word) == ""
    assert line.text("my bin was missed") == ""
    assert centre.assistant.asked == []


def test_the_confirmation_says_how_to_undo_it_and_whom_to_ring(line: TextLine):
    said = line.text("STOP")
    assert "START" in said
    assert "01632 960001" in said


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
def test_texts_begin_again_when_asked_for(line: TextLine, word: str):
    line.text("STOP")
    assert line.text(word).startswith(STARTED)
    assert line.text("my bin was missed") != ""


def test_stop_counts_again_after_start(line: TextLine):
    for word in ("STOP", "START"):
        line.text(word)
    assert line.text("STOP").startswith(STOPPED)
    assert line.consent.stopped(MOBILE)


def test_in_the_middle_of_a_form_stop_is_stop_and_cancel_is_too(line: TextLine, centre: Centre):
    line.text("which bin is it")
    assert line.text("cancel").startswith(STOPPED)
    assert len(centre.assistant.asked) == 1
    (contact,) = line.contacts()
    assert (contact.status, contact.outcome) == (Status.ENDED, Outcome.GAVE_UP_BEFORE_ANSWER)


@pytest.mark.parametrize(
    "words",
    [
        "cancel that",
        "the bus stop is broken",
        "can you stop my direct debit",
        "stop it leaking",
        "no more bags",
        "yes",
    ],
)
def test_other_words_with_stop_in_them_are_for_the_assistant(line: TextLine, centre: Centre, words: str):
    line.text("report it please")
    line.text(words)
    assert len(centre.assistant.asked) == 2
    assert not line.consent.stopped(MOBILE)


def test_stop_by_one_number_is_no_stop_by_another(line: TextLine):
    line.text("STOP")
    assert line.text("my bin was missed", ANOTHER_MOBILE) != ""


@pytest.mark.parametrize("word", ["HELP", "info", "Help!"])
def test_help_says_who_we_are_and_how_to_reach_a_person(line: TextLine, centre: Centre, word: str):
    said = line.text(word)
    for expected in ("Marlbury Council", "PERSON", "01632 960001", "STOP", "999"):
        assert expected in said
    assert centre.assistant.asked == []


def test_after_stop_even_help_is_not_answered(line: TextLine):
    line.text("STOP")
    assert line.text("HELP") == ""


@pytest.mark.parametrize(("words", "kind"), [("STOP", "STOP"), ("START", "START"), ("HELP", "HELP")])
def test_what_the_network_has_answered_is_not_answered_twice(line: TextLine, words: str, kind: str):
    assert line.text(words, OptOutType=kind) == ""


def test_a_word_of_the_councils_own_that_the_network_takes_for_stop_is_one(line: TextLine):
    assert line.text("NADOLIG", OptOutType="STOP") == ""
    assert line.consent.stopped(MOBILE)


@pytest.mark.parametrize("kind", ["", "MAYBE", "stop"])
def test_an_unknown_kind_is_no_keyword(line: TextLine, kind: str):
    assert line.text("my bin was missed", OptOutType=kind) != ""


def test_a_repeated_stop_webhook_gets_the_same_confirmation(line: TextLine):
    form = line.form("STOP")
    assert line.receives(form) == line.receives(form)


def test_a_place_in_the_queue_is_given_up_with_stop(line: TextLine):
    line.text("I want a person")
    line.text("STOP")
    assert line.queue.waiting() == []


@pytest.mark.parametrize("cry", ["I am trapped", "I cannot cope", "there are bruises on her"])
def test_whoever_cried_for_help_keeps_the_place_in_the_queue(line: TextLine, cry: str):
    line.text(cry)
    assert line.text("stop texting me").startswith(STOPPED)
    (entry,) = line.queue.waiting()
    assert (entry.priority, entry.card.collected) == ("urgent", {"Texts": "No more are wanted: please ring"})
    assert line.contacts()[0].outcome is None


def test_an_adviser_who_has_a_cry_for_help_keeps_it(line: TextLine):
    line.text("I am trapped")
    line.accepted()
    line.text("STOP")
    assert line.contacts()[0].status == Status.ADVISER


def test_a_report_of_harm_that_stop_breaks_off_is_passed_on(line: TextLine, centre: Centre, monkeypatch):
    asked = AssistantReply(
        [Ask(text="Is it about somebody who may not be safe?")],
        {"intent": "report_safeguarding_concern", "confidence": 0.5, "outcome": "ask"},
    )
    monkeypatch.setitem(SCRIPT, "he hits me", asked)
    line.text("he hits me")
    line.text("STOP")
    (entry,) = line.queue.waiting()
    assert (entry.team, entry.priority) == ("care", "urgent")


@pytest.mark.parametrize("cry", ["I am trapped", "I cannot cope"])
def test_by_night_whoever_cried_for_help_is_rung(line: TextLine, centre: Centre, cry: str):
    centre.clock.time = TUESDAY_NIGHT
    line.text(cry)
    line.text("STOP")
    assert [(call.number, call.status) for call in centre.call_backs()] == [(MOBILE, "booked")]
    assert line.contacts()[0].outcome == Outcome.CALL_BACK


def test_danger_after_stop_reaches_a_person_though_nothing_may_go_back(line: TextLine):
    line.text("STOP")
    assert line.text("my house is on fire") == ""
    assert [entry.priority for entry in line.queue.waiting()] == ["urgent"]


# From anywhere


def written(line: TextLine, number: str = MOBILE) -> int:
    """A text in the outbox. Returns its number there."""
    with line.centre.database.session() as session:
        message = OutboxMessage(kind="sms", to=number, subject="Your reference", body="4821 9937")
        session.add(message)
        session.flush()
        return message.id


def test_the_outbox_sends_a_text_and_says_that_it_did(line: TextLine):
    line.outbox.deliver_now(written(line))
    assert line.telephone.texted == [(MOBILE, "4821 9937")]
    assert line.outbox.recent()[0].status == OutboxStatus.SENT


def test_the_outbox_sends_nothing_after_stop_and_does_not_try_again(line: TextLine):
    waiting = written(line)  # before it
    line.text("STOP")
    line.outbox.deliver_now(waiting)
    (message,) = line.outbox.recent()
    assert (message.status, message.attempts) == (OutboxStatus.FAILED, 1)
    assert message.last_error == "the resident has asked for no more texts"
    assert line.telephone.texted == []


def test_an_adviser_cannot_text_after_stop_and_sees_why(line: TextLine):
    line.text("I want a person")
    entry = line.accepted()
    line.consent.stop(MOBILE)
    line_id = line.queue.say(entry.id, ADVISER, "Hello").messages[0].id
    assert line.outbox.not_delivered([line_id])[line_id].status == OutboxStatus.FAILED
    assert line.telephone.texted == []


def test_messages_to_teams_are_no_matter_of_it(line: TextLine):
    with line.centre.database.session() as session:
        session.add(OutboxMessage(kind="team", to="waste", subject="A case", body=""))
    line.outbox.deliver_due()
    assert [message.status for message in line.outbox.recent()] == [OutboxStatus.SENT]
    assert line.telephone.texted == []
