"""A long conversation is kept in short sessions (bot/sessions.py); whoever takes part cannot tell."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bench.long_conversation import STEPS, Conversation, Times, add_side_by_side, ratio
from contacts.models import Contact
from database.engine import Database
from server.dialogues import Caller, ChatResident, Resident
from server.launcher.stack import Stack

pytestmark = pytest.mark.stack

QUESTION = "what time do you open"
HOUSES = ("10", "12", "35", "37", "39")  # a bin that was reported once is not reported again
MISSED_BIN = (
    ("my bin was missed", "What is the postcode"),
    ("MB1 4QP", "What is the house number or name"),
    ("{house}", "Is it {house} Mill Lane"),
    ("yes", "Which bin was it?"),
    ("the blue one", "last due on Tuesday 17 November"),
    ("yes", "Is that right?"),
    ("yes", "Your reference is"),
)


@pytest.fixture(scope="module", autouse=True)
def _awake(stack: Stack) -> None:
    """The first question of all may take longer than a turn is given."""
    rasa_takes(stack, "awake", 1)


def rasa_takes(stack: Stack, contact: str, number: int, *, again: bool = False) -> Any:
    """One of STEPS, straight to Rasa's contact channel; returns its answer."""
    words, _ = STEPS[(number - 1) % len(STEPS)]
    body = {"contact": contact, "turn": number, "channel": "webchat", "words": words, "again": again}
    url = f"{stack.settings.rasa_url}/webhooks/contact/turn"
    headers = {"Authorization": f"Bearer {stack.settings.rasa_token}"}
    return httpx.post(url, json=body, headers=headers, timeout=60).raise_for_status().json()


def sessions(stack: Stack, contact: str) -> list[list[int]]:
    """The turns of each session as Rasa's store has them, the earliest first."""
    with sqlite3.connect(stack.settings.rasa_tracker_database) as store:
        rows = store.execute(
            "SELECT type_name, data FROM events WHERE sender_id = ? AND type_name IN ('session_started', 'user')"
            " ORDER BY id",
            [contact],
        ).fetchall()
    found: list[list[int]] = []
    for kind, data in rows:
        if kind == "session_started":
            found.append([])
        else:
            found[-1].append(json.loads(data)["metadata"]["turn"])
    return found


def in_one(sessions: list[list[int]]) -> list[int]:
    return [turn for turns in sessions for turn in turns]


def contact_id(stack: Stack, key: str) -> str:
    database = Database.at(stack.settings.database_url)
    with database.reading() as session:
        found = session.scalar(select(Contact.id).where(Contact.key == key))
    database.close()
    return str(found)


def test_a_form_goes_on_at_whichever_step_a_session_ends(stack: Stack) -> None:
    first_in_a_session = set()
    for questions, house in enumerate(HOUSES):
        resident = ChatResident(stack.settings)
        resident.begins()
        for _ in range(questions):
            resident.says(QUESTION)
        for words, expected in ((part.format(house=house) for part in step) for step in MISSED_BIN):
            assert expected in resident.says(words), f"{words!r} after {questions} questions"
        _, *later = sessions(stack, contact_id(stack, resident.key))
        first_in_a_session |= {turns[0] - questions for turns in later}
    assert first_in_a_session >= set(range(2, len(MISSED_BIN) + 1))


@pytest.mark.parametrize("channel", [ChatResident, Caller])
def test_not_understood_in_one_session_and_in_the_next_is_twice_in_a_row(
    stack: Stack, channel: type[ChatResident] | type[Caller]
) -> None:
    resident: Resident = channel(stack.settings)
    resident.begins()
    for _ in range(4):
        resident.says(QUESTION)
    assert "Tell me in a few words" in resident.says("flurble wurble")
    # Twice in a row: in chat a person is offered, on the phone the keys.
    assert re.search("still do not understand|Let us try with keys", resident.says("wurble flurble"))


def test_every_turn_can_be_repeated_at_once_also_the_first_of_a_session(stack: Stack) -> None:
    for number in range(1, 14):
        first = rasa_takes(stack, "long-1", number)
        assert first["messages"]
        assert rasa_takes(stack, "long-1", number, again=True) == first
    assert [turns[0] for turns in sessions(stack, "long-1")] == [1, 6, 11]
    assert in_one(sessions(stack, "long-1")) == list(range(1, 14))


def test_rasa_may_die_as_a_session_begins_in_the_middle_of_a_form(stack: Stack) -> None:
    resident = ChatResident(stack.settings)
    resident.begins()
    for _ in range(4):
        resident.says(QUESTION)
    assert "What is the postcode" in resident.says("my bin was missed")
    stack.kill("rasa")
    assert "slow at our end" in resident.says("MB1 4QP")
    stack.wait_ready("rasa")
    assert "What is the house number or name" in resident.chooses("Try again")
    assert "Is it 14 Mill Lane" in resident.says("14")


def test_a_hundred_turns_are_answered_and_all_of_them_kept(stack: Stack) -> None:
    with httpx.Client(base_url=f"{stack.settings.web_url}/chat/api", timeout=30) as http:
        old, times = Conversation(http), Times(young=[], old=[])
        for _ in range(100 - len(STEPS)):
            old.step()  # each checks what it hears
        add_side_by_side(times, Conversation(http), old)
    print(f"turn 95 over turn 5: {ratio(times):.2f}")
    kept = sessions(stack, contact_id(stack, old.key))
    assert in_one(kept) == list(range(1, 101))
    assert max(map(len, kept)) <= 5
