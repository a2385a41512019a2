"""Whether an answer helped: kept with the turn, once, and only of answers."""

from __future__ import annotations

import pytest

from contacts.acts import Ask, Say
from contacts.assistant import AssistantReply, read_reply
from contacts.errors import NothingToRate, UnknownContact
from contacts.models import Turn
from tests.contacts.parts import SCRIPT, Centre

SCRIPT_ANSWER = AssistantReply(
    [Say(text="Leave it out.", answer=True), Ask(text="Anything else?")],
    {"intent": "report_missed_bin", "confidence": 1.0},
    frozenset({"answered"}),
)


@pytest.fixture
def answered(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> str:
    """The key of a contact whose first turn was answered, and whose second was a question."""
    monkeypatch.setitem(SCRIPT, "bin", SCRIPT_ANSWER)
    return centre.resident("my bin", "report it").key


def ratings(centre: Centre) -> list[tuple[int, bool | None]]:
    with centre.database.reading() as session:
        return [(turn.number, turn.helped) for turn in session.query(Turn).order_by(Turn.number)]


def test_what_a_resident_says_of_an_answer_is_kept_with_its_turn(centre: Centre, answered: str) -> None:
    centre.turns.rate(answered, 1, helped=False)
    assert ratings(centre) == [(1, False), (2, None)]


def test_saying_it_twice_changes_nothing_and_thinking_again_does(centre: Centre, answered: str) -> None:
    for helped in (True, True, False):
        centre.turns.rate(answered, 1, helped=helped)
    assert ratings(centre) == [(1, False), (2, None)]


def test_it_may_be_said_when_the_conversation_is_over(centre: Centre, answered: str) -> None:
    centre.turns.leave(answered)
    centre.turns.rate(answered, 1, helped=True)
    assert ratings(centre)[0] == (1, True)


def test_a_question_is_no_answer_and_neither_is_a_turn_to_come(centre: Centre, answered: str) -> None:
    for number in (2, 3):
        with pytest.raises(NothingToRate):
            centre.turns.rate(answered, number, helped=True)
    with pytest.raises(UnknownContact):
        centre.turns.rate("nobody", 1, helped=True)


def test_whoever_reads_the_conversation_again_sees_what_was_said_of_it(centre: Centre, answered: str) -> None:
    centre.turns.rate(answered, 1, helped=True)
    told = [
        (line.turn, line.helped) for line in centre.turns.read(answered).messages if line.helped is not None
    ]
    assert told == [(1, True)]


@pytest.mark.parametrize(
    ("custom", "answer"),
    [
        ({"note": "answered"}, True),
        ({"note": "case_opened"}, True),
        ({"note": "answered", "guess": True}, False),  # it is followed by the question whether it helped
        ({"note": "not_understood"}, False),
        ({}, False),
    ],
)
def test_what_answers_an_enquiry_is_told_from_the_rest(custom: dict[str, object], answer: bool) -> None:
    reply = read_reply({"messages": [{"text": "So.", "custom": custom}], "understanding": {}})
    assert reply.acts == [Say(text="So.", answer=answer)]
