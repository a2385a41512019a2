"""What an editor decides becomes steps of their draft, all of it or nothing, once, and can be taken back."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from contacts.models import Channel
from studio.drafts.errors import DraftProblem
from studio.drafts.people import Person
from studio.files.refused import NotSaved
from studio.inbox.deciding import DRAFT_TITLE, AlreadyDecided, DecisionRefused, Wish
from studio.inbox.inbox import GroupView
from studio.inbox.models import Kind
from tests.studio.inbox.parts import DAY, ED, EMMA, MISSED, Council

NLU, SHARED, HELD_OUT = "data/nlu/waste.yml", "data/nlu/_shared.yml", "tests/nlu/held_out.csv"


def three(council: Council) -> GroupView:
    """Three messages alike, in one group."""
    for number in ("", " today", " again today"):
        council.says(f"the hedgehog house at 14 Mill Lane is broken{number}")
    council.gathering.gather()
    (group,), _ = council.inbox.groups()
    assert group.count == 3
    return group


def wish(
    group: GroupView, kind: Kind, intent: str | None = MISSED, first: int = 3, *, rest: bool = False
) -> Wish:
    return Wish(kind, group.id, tuple(message.id for message in group.messages[:first]), intent, rest)


def test_messages_taught_become_phrases_in_one_step_in_the_editors_name(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH))
    added = council.text(made.draft_id, NLU)
    assert [phrase for phrase in made.phrases if f"- {phrase}\n" in added] == made.phrases
    assert len(made.phrases) == 3
    assert made.draft_id is not None
    (step,) = council.drafts.history(made.draft_id)
    assert (step.who, made.who, made.intent, made.messages) == ("Ed Editor", "Ed Editor", MISSED, 3)
    assert council.inbox.groups() == ([], 0)


def test_no_phrase_holds_what_was_masked_and_it_reads_like_a_phrase(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH))
    text = council.text(made.draft_id, NLU)
    assert "Mill Lane" not in text
    assert "[" not in "".join(made.phrases)
    assert all(phrase.startswith("the hedgehog house at ") for phrase in made.phrases)


def test_without_a_draft_one_is_opened_and_worked_on_and_the_next_decision_joins_it(council: Council) -> None:
    group = three(council)
    first = council.deciding.decide(ED, wish(group, Kind.TEACH, first=1))
    current = council.drafts.current(ED)
    assert current is not None
    assert (current.id, current.title) == (first.draft_id, DRAFT_TITLE)
    second = council.deciding.decide(ED, Wish(Kind.TEACH, group.id, (group.messages[1].id,), DAY))
    assert second.draft_id == first.draft_id
    assert len(council.drafts.history(current.id)) == 2


def test_those_not_ticked_stay_open(council: Council) -> None:
    group = three(council)
    council.deciding.decide(ED, wish(group, Kind.TEACH, first=2))
    (left,), _ = council.inbox.groups()
    assert [message.id for message in left.messages] == [group.messages[2].id]


def test_or_are_settled_with_them_without_being_added(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH, first=1, rest=True))
    assert (made.messages, len(made.phrases)) == (3, 1)
    assert council.inbox.groups() == ([], 0)


def test_nothing_we_do_teaches_what_is_out_of_scope(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.OUT_OF_SCOPE, None))
    assert made.phrases[0] in council.text(made.draft_id, SHARED)
    assert made.phrases[0] not in council.text(made.draft_id, NLU)


def test_kept_for_testing_they_never_become_phrases(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TESTING))
    rows = council.text(made.draft_id, HELD_OUT).splitlines()
    assert [f"{phrase},{MISSED},chat" for phrase in made.phrases] == rows[2:]
    assert not any(phrase in council.text(made.draft_id, NLU) for phrase in made.phrases)


def test_what_was_spoken_is_tested_as_spoken(council: Council) -> None:
    council.says("the hedgehog house is broken", channel=Channel.PHONE)
    council.gathering.gather()
    (group,), _ = council.inbox.groups()
    made = council.deciding.decide(ED, wish(group, Kind.TESTING))
    assert council.text(made.draft_id, HELD_OUT).splitlines()[-1].endswith(",voice_like")


def test_dismissing_and_a_new_enquiry_touch_no_draft(council: Council) -> None:
    group = three(council)
    assert council.deciding.decide(ED, wish(group, Kind.DISMISS, None, first=1)).draft_id is None
    ids = tuple(message.id for message in group.messages[1:])
    made = council.deciding.decide(ED, Wish(Kind.NEW_ENQUIRY, group.id, ids))
    assert (made.draft_id, len(made.phrases)) == (None, 2)
    assert council.drafts.all() == []


def test_the_same_words_twice_are_one_phrase_and_what_is_there_already_none(council: Council) -> None:
    for words in ("hedgehog in my bin", "Hedgehog in my bin!", "hedgehog in my bin"):
        council.says(words)
    council.gathering.gather()
    (group,), _ = council.inbox.groups()
    made = council.deciding.decide(ED, wish(group, Kind.TEACH))
    assert (made.messages, len(made.phrases)) == (3, 1)
    council.says("hedgehog in my bin")
    council.gathering.gather()
    (group,), _ = council.inbox.groups()
    again = council.deciding.decide(ED, wish(group, Kind.TEACH))
    assert (again.messages, again.phrases) == (1, [])
    assert len(council.drafts.history(again.draft_id or 0)) == 1


# What goes wrong.


def test_of_two_editors_the_second_is_told_who_was_first(council: Council) -> None:
    group = three(council)
    council.deciding.decide(ED, wish(group, Kind.TEACH, first=2))
    with pytest.raises(AlreadyDecided) as already:
        council.deciding.decide(EMMA, wish(group, Kind.TEACH, DAY))
    assert already.value.by is not None
    assert already.value.by.who == "Ed Editor"
    assert council.drafts.current(EMMA) is None
    (left,), _ = council.inbox.groups()
    assert left.count == 1


def test_of_eight_at_once_one_decides(council: Council) -> None:
    group = three(council)
    council.deciding.decide(
        ED, wish(group, Kind.DISMISS, None, first=1)
    )  # so that all eight share a beginning
    ids = tuple(message.id for message in group.messages[1:])
    outcomes: list[str] = []

    def decide() -> None:
        try:
            council.deciding.decide(ED, Wish(Kind.DISMISS, group.id, ids))
            outcomes.append("decided")
        except AlreadyDecided:
            outcomes.append("told")

    threads = [threading.Thread(target=decide) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided"] + ["told"] * 7


@pytest.mark.parametrize(
    ("kind", "intent", "words"),
    [
        (Kind.TEACH, None, "Choose what the messages are about"),
        (Kind.TEACH, "gone_since", "no enquiry called gone_since"),
        (Kind.TESTING, "gone_since", "no enquiry called gone_since"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_leaves_them_open(
    council: Council, kind: Kind, intent: str | None, words: str
) -> None:
    group = three(council)
    with pytest.raises(DecisionRefused, match=words):
        council.deciding.decide(ED, wish(group, kind, intent))
    assert council.inbox.groups()[1] == 1
    assert council.inbox.decided() == []
    assert council.drafts.all() == []  # a refused decision opens no draft


def test_of_several_to_be_kept_for_testing_none_is_kept_when_one_cannot_be(council: Council) -> None:
    group = three(council)
    council.deciding.decide(ED, wish(group, Kind.TEACH, first=1))
    draft = council.drafts.current(ED)
    assert draft is not None
    council.says(
        group.messages[0].words.replace("[address]", "14 Mill Lane")
    )  # taught already; the rest is not
    council.gathering.gather()
    (now,), _ = council.inbox.groups()
    with pytest.raises(DecisionRefused, match="is a phrase of"):
        council.deciding.decide(ED, wish(now, Kind.TESTING))
    assert len(council.drafts.history(draft.id)) == 1
    assert "hedgehog" not in council.text(draft.id, HELD_OUT)
    assert council.inbox.groups()[0][0].count == 3


@pytest.mark.parametrize("failure", [NotSaved("disk full"), DraftProblem("locked"), RuntimeError("killed")])
def test_whatever_stops_the_draft_gives_the_messages_back(
    council: Council, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    group = three(council)

    def fails(*_: object) -> None:
        raise failure

    monkeypatch.setattr(council.drafts, "edit", fails)
    with pytest.raises(type(failure)):
        council.deciding.decide(ED, wish(group, Kind.TEACH))
    (back,), _ = council.inbox.groups()
    assert back.count == 3
    assert council.inbox.decided() == []


def test_a_decision_left_by_a_process_that_died_is_given_back(council: Council) -> None:
    group = three(council)
    council.deciding._claim(ED, wish(group, Kind.TEACH), MISSED)  # and then the power went
    assert council.inbox.groups() == ([], 0)
    assert council.gathering.give_back() == 0  # it may still be at it
    council.clock.pass_(timedelta(minutes=6))
    assert council.gathering.give_back() == 1
    assert council.inbox.groups()[0][0].count == 3


# Undoing.


def test_undoing_opens_them_again_and_takes_the_phrases_out_of_the_draft(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH))
    undone = council.deciding.undo(EMMA, made.id)
    assert (undone.undone_by, undone.undone_at) == ("Emma Whitlock", council.clock())
    assert "hedgehog" not in council.text(made.draft_id, NLU)
    assert council.inbox.groups()[0][0].count == 3


def test_so_does_undoing_what_was_kept_for_testing_by_three_steps(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TESTING))
    council.deciding.undo(ED, made.id)
    assert "hedgehog" not in council.text(made.draft_id, HELD_OUT)


def test_undoing_leaves_what_was_decided_since(council: Council) -> None:
    group = three(council)
    first = council.deciding.decide(ED, wish(group, Kind.TEACH, first=1))
    second = council.deciding.decide(ED, Wish(Kind.TEACH, group.id, (group.messages[1].id,), DAY))
    council.deciding.undo(ED, first.id)
    text = council.text(first.draft_id, NLU)
    assert f"- {first.phrases[0]}\n" not in text
    assert f"- {second.phrases[0]}\n" in text


def test_undoing_twice_changes_nothing_and_what_is_unknown_is_said(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH))
    first = council.deciding.undo(ED, made.id)
    assert council.deciding.undo(EMMA, made.id) == first
    with pytest.raises(LookupError):
        council.deciding.undo(ED, 999)


def test_a_step_undone_on_the_drafts_own_page_does_not_stand_in_the_way(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH))
    council.drafts.undo(made.draft_id or 0, Person.of(ED))
    council.deciding.undo(ED, made.id)
    assert council.inbox.groups()[0][0].count == 3


def test_of_a_draft_that_was_discarded_only_the_messages_come_back(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH))
    council.drafts.discard(made.draft_id or 0, Person.of(ED))
    council.deciding.undo(ED, made.id)  # its phrases are nowhere any more
    assert council.inbox.groups()[0][0].count == 3


def test_messages_decided_into_a_draft_that_is_discarded_are_open_again(council: Council) -> None:
    made = council.deciding.decide(ED, wish(three(council), Kind.TEACH))
    assert made.draft_id is not None
    assert council.gathering.give_back() == 0
    council.drafts.discard(made.draft_id, Person.of(EMMA))
    assert council.gathering.give_back() == 1
    (group,), _ = council.inbox.groups()
    undone = council.inbox.decision(made.id)
    assert undone is not None
    assert (group.count, undone.undone_by) == (3, "Emma Whitlock")
    assert council.gathering.give_back() == 0
