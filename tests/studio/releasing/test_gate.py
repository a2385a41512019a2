"""Each rule of the gate, passed and not, with what is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from council.release import ReleaseRules
from studio.releasing.gate import Facts, Gate, judge
from studio.releasing.scores import Scores, Share, lines_of, scores_of
from studio.workshop.comparison import SPOKEN, TYPED, Comparison, Conversation, Danger, Part
from studio.workshop.scores import Score

FINE = Scores(
    model="new",
    against="live",
    overall=[Share("Typed test messages", 0.8, 0.82)],
    services=[Share("Waste", 0.8, 0.82)],
    conversations=3,
)
FACTS = Facts(
    commit="c",
    empty=False,
    behind=False,
    changed_by_hand=(),
    model="new",
    live_model="live",
    scores=FINE,
    mistakes=(),
    approved_by=("Olive",),
)


def gate(rules: ReleaseRules = ReleaseRules(), **facts: object) -> Gate:  # noqa: B008 it is frozen
    return judge(rules, replace(FACTS, **facts))  # type: ignore[arg-type]


def scored(rules: ReleaseRules = ReleaseRules(), **scores: object) -> Gate:  # noqa: B008
    return gate(rules, scores=replace(FINE, **scores))  # type: ignore[arg-type]


def not_passed(found: Gate) -> list[str]:
    return [rule.name for rule in found.rules if not rule.passed]


def test_a_draft_that_is_fine_passes_every_rule() -> None:
    assert gate().passed
    assert gate().approvable


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"empty": True}, "Something to release"),
        ({"behind": True}, "Up to date with live"),
        ({"changed_by_hand": ["data/nlu/waste.yml"]}, "No unsaved work in the live files"),
        ({"model": None}, "Trained"),
        ({"scores": None}, "Compared with live"),
        ({"live_model": "another"}, "Compared with live"),
        ({"mistakes": ["domain/waste.yml:3: broken"]}, "No mistakes in the files"),
        ({"approved_by": ()}, "Approved"),
    ],
)
def test_each_fact_has_its_rule(facts: dict[str, object], name: str) -> None:
    found = gate(**facts)
    assert not_passed(found) == [name]
    assert found.approvable == (name == "Approved")


def test_a_message_of_danger_that_is_heard_today_must_be_heard() -> None:
    found = scored(danger_unheard=["i smell gas"], danger_missed=4)
    assert not_passed(found) == ["Danger and harm are heard"]
    # What live misses as well is said, and does not hold up what may be better.
    found = scored(danger_missed=3)
    assert found.passed
    assert "3 of the list are missed by both" in next(
        rule.sentence for rule in found.rules if rule.name == "Danger and harm are heard"
    )


def test_a_service_may_lose_as_much_as_the_rules_say_and_no_more() -> None:
    down = [Share("Waste, typed test messages", 0.9, 0.85, worse=True)]
    assert not_passed(scored(services=down)) == ["No service gets worse"]
    assert scored(ReleaseRules(service_may_lose=6), services=down).passed


def test_a_loss_that_may_be_chance_is_not_held_against_a_draft() -> None:
    assert scored(services=[Share("Waste", 0.9, 0.7, worse=False)]).passed


@pytest.mark.parametrize(
    ("messages", "after", "passed"),
    [(4, 0.25, False), (4, 0.5, True), (24, 0.8, False), (24, 0.92, True), (40, 0.9, True)],
)
def test_of_a_handful_of_messages_a_service_may_lose_two_however_chance_explains_it(
    messages: int, after: float, passed: bool
) -> None:
    found = scored(services=[Share("Leisure, typed test messages", 1.0, after, messages=messages)])
    assert found.passed is passed


def test_a_service_with_too_few_messages_to_tell_is_named() -> None:
    found = scored(services=[Share("Leisure", 1.0, 1.0, messages=4), Share("Waste", 1.0, 1.0, messages=90)])
    assert found.passed
    assert "too few test messages to be sure of Leisure." in str(found.rules)


def test_overall_it_may_not_be_worse() -> None:
    down = [Share("Typed test messages", 0.82, 0.8, worse=True)]
    found = scored(overall=down)
    assert not_passed(found) == ["Overall not worse"]
    assert "Typed test messages: 80.0%, today 82.0%" in str(found.rules)
    assert scored(ReleaseRules(overall_may_lose=5), overall=down).passed


def test_without_any_test_messages_nobody_can_say_that_it_is_not_worse() -> None:
    assert not_passed(scored(overall=[])) == ["Overall not worse"]


def test_every_conversation_goes_as_written_and_there_are_some() -> None:
    assert not_passed(scored(conversations_failed=["missed_bin"])) == ["Conversations go as written"]
    assert not_passed(scored(conversations=0)) == ["Conversations go as written"]
    assert scored(ReleaseRules(conversation_tests=False), conversations=0).passed


def test_a_conversation_that_does_not_go_as_written_in_live_either_stops_no_release_and_is_named() -> None:
    found = scored(conversations_astray=["Get care or help for an adult"])
    assert found.passed
    assert "This does not go as written in live either: Get care or help for an adult." in str(found.rules)
    found = scored(conversations_failed=["missed_bin"], conversations_astray=["too_late"])
    assert "These do not: missed_bin." in str(found.rules)


def test_a_rule_that_is_switched_off_is_not_on_the_list() -> None:
    names = {
        rule.name for rule in gate(ReleaseRules(people=0, conversation_tests=False), mistakes=None).rules
    }
    assert names.isdisjoint({"Approved", "Conversations go as written", "No mistakes in the files"})


def test_a_long_list_is_cut_and_counted() -> None:
    found = gate(mistakes=[f"m{number}" for number in range(8)])
    assert any("m0, m1, m2, m3, m4 and 3 more" in rule.sentence for rule in found.rules)


def test_a_comparison_of_the_workshop_is_read_as_scores() -> None:
    waste = Score.of([True] * 40, [False] * 20 + [True] * 20)
    found = scores_of(
        Comparison(
            draft_id=1,
            commit="c",
            model="new",
            live_model="live",
            made_at=datetime(2026, 11, 24, tzinfo=UTC),
            parts={
                TYPED: Part(Score.of([True, False], [True, True]), {"Waste": waste}, {}),
                SPOKEN: Part(Score.of([True], [True]), {}, {}),
            },
            changed=(),
            missed_danger=(Danger("i smell gas", "emergency", True), Danger("help", "distress", False)),
            conversations=(Conversation("one", None), Conversation("two", "said nothing")),
            confusion=(),
            services={},
        )
    )
    assert (found.model, found.against) == ("new", "live")
    assert [share.title for share in found.overall] == ["Typed test messages", "Spoken test messages"]
    assert found.services == [Share("Waste, typed test messages", 1.0, 0.5, worse=True, messages=40)]
    assert (found.danger_unheard, found.danger_missed) == (["i smell gas"], 2)
    assert found.conversations_failed == ["two"]
    assert lines_of(found.as_json()) == [
        "Typed test messages: 100.0%, today 50.0%",
        "Spoken test messages: 100.0%, today 100.0%",
        "Conversations as written: 1 of 2",
        "Messages about danger or harm no longer heard: 1",
    ]
