"""Rasa dies in the middle of a conversation and of a call: something sensible is heard, and it goes on."""

from __future__ import annotations

import time
from http.client import HTTPConnection

import pytest

from cases.models import Case
from database.engine import Database
from server.dialogues import Caller, ChatResident
from server.launcher.stack import Stack

pytestmark = pytest.mark.stack


def cases_in(stack: Stack) -> int:
    database = Database.at(stack.settings.database_url)
    with database.reading() as session:
        count = session.query(Case).count()
    database.close()
    return count


def test_a_connection_that_was_idle_while_somebody_talked_takes_the_next_turn(stack: Stack) -> None:
    web = HTTPConnection("127.0.0.1", stack.settings.web_port)
    for pause in (0, 6):
        time.sleep(pause)
        web.request("GET", "/health")
        answer = web.getresponse()
        answer.read()
        assert answer.status == 200
    web.close()


def test_a_chat_goes_on_after_rasa_was_killed_and_opens_one_case(stack: Stack) -> None:
    before = cases_in(stack)
    resident = ChatResident(stack.settings)
    resident.begins()
    resident.says("my food caddy at 37 mill lane mb1 4qp wasn't emptied on tuesday")
    stack.kill("rasa")
    heard = resident.says("yes")
    assert "slow at our end" in heard
    assert "Nothing you have told me is lost" in heard

    stack.wait_ready("rasa")
    heard = resident.chooses("Try again")
    assert "This is what I will send" in heard, heard
    heard = resident.says("yes")
    assert "Your reference is" in heard
    assert cases_in(stack) == before + 1


def test_a_third_failure_brings_a_person(stack: Stack) -> None:
    resident = ChatResident(stack.settings)
    resident.begins()
    stack.kill("rasa")
    assert "slow at our end" in resident.says("I need to tell you about something odd")
    stack.kill("rasa")
    assert "slow at our end" in resident.says("try again")
    stack.kill("rasa")
    assert "I am passing you to" in resident.chooses("Try again")
    stack.wait_ready("rasa")


def test_a_call_goes_on_after_rasa_was_killed(stack: Stack) -> None:
    before = cases_in(stack)
    caller = Caller(stack.settings)
    caller.begins()
    caller.says("my food caddy at 39 mill lane m b one four q p was not emptied on tuesday")
    stack.kill("rasa")
    heard = caller.says("yes")
    # The line holds and tries by itself; back in time, nobody notices, and if Rasa is not, there is a person.
    stack.wait_ready("rasa")
    if "This is what I will send" in heard:
        assert "Your reference is" in caller.says("yes")
        assert cases_in(stack) == before + 1
    else:
        assert "slow at our end" in heard
        assert "in the queue for the bins and recycling team" in heard  # of the form that was open
        assert cases_in(stack) == before


def test_when_the_action_server_dies_the_resident_is_not_left_in_silence(stack: Stack) -> None:
    resident = ChatResident(stack.settings)
    resident.begins()
    stack.kill("actions")
    heard = resident.says("I want to report a pothole")
    assert heard.strip()
    stack.wait_ready("actions")
    assert "Where is it?" in resident.chooses("Try again") if "Shall I try again" in heard else heard
