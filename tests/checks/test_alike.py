"""Phrases that stand twice, exactly or nearly."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from rapidfuzz import fuzz

from checks.alike import check_alike
from checks.findings import Finding, Kind
from checks.likeness import FEW, LEAST_WORDS, LIKE, SHORT, alike, alike_in_another_order
from checks.likeness_of_new import like_an_earlier
from checks.phrases import Phrase, read_phrases
from council.catalogue import Catalogue
from server.settings import ROOT
from tests.checks.conftest import said


def found(catalogue: Catalogue, phrases: list[Phrase], held: Iterable[Phrase] = ()) -> list[Finding]:
    return list(check_alike(phrases, list(held), catalogue))


def test_the_same_phrase_under_two_intents_is_a_mistake(catalogue: Catalogue) -> None:
    phrases = [*said("signpost_power", "Power cut??"), *said("out_of_scope", "power cut")]
    (finding,) = found(catalogue, phrases)
    assert finding.kind is Kind.TWO_INTENTS
    assert finding.kind.mistake
    assert "'power cut' of out_of_scope is also signpost_power, on waste.yml line 1" in str(finding)


def test_the_same_phrase_twice_under_one_intent_is_only_a_note(catalogue: Catalogue) -> None:
    (finding,) = found(catalogue, said("report_missed_bin", "you missed my bin", "You missed my bin!"))
    assert finding.kind is Kind.ALIKE
    assert not finding.kind.mistake
    assert finding.what.line == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("when do I get my state pension", "when do i get me state pension"),
        ("do you still do meals on wheels", "Do u still do meals on wheels?"),
        ("skip on the road, permit?", "permit for a skip on the road"),
        ("is rubble charged for at the tip", "charge for rubble at the tip"),
        (
            "The bin men have not been down our end of the cul de sac since the road works began in March",
            "the bin men have not been down our end of the cul-de-sac since the road works began, can you ring",
        ),
    ],
)
def test_nearly_the_same_phrase_within_an_intent_is_a_note(
    catalogue: Catalogue, one: str, other: str
) -> None:
    findings = found(catalogue, said("report_missed_bin", one, other))
    assert [finding.kind for finding in findings] == [Kind.ALIKE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yes that's right", "yep that's right"),  # too short to be a copy
        ("the brown bin was not emptied", "the street light has gone out"),
        ("how much is a blue badge", "how much is a bulky collection"),
        (
            "you came down our road on Tuesday and took every bin but ours, the one with the green lid",
            "you came down our road on Tuesday and knocked the wing mirror off my son's car, who do I see",
        ),
    ],
)
def test_phrases_that_only_share_some_words_are_left_alone(
    catalogue: Catalogue, one: str, other: str
) -> None:
    assert found(catalogue, said("report_missed_bin", one, other)) == []


def test_nearly_the_same_phrase_under_two_intents_is_a_note_that_names_both(catalogue: Catalogue) -> None:
    phrases = [
        *said("signpost_police", "someone nicked my bike"),
        *said("out_of_scope", "someones nicked me bike"),
    ]
    (finding,) = found(catalogue, phrases)
    assert finding.kind is Kind.ALIKE_TWO_INTENTS
    assert "of signpost_police" in finding.what.problem
    assert "Make sure that out_of_scope is right" in finding.what.remedy


def test_a_phrase_that_is_also_held_out_is_a_mistake(catalogue: Catalogue) -> None:
    held = said("report_missed_bin", "The wagon went by without stopping", path="tests/nlu/held_out.csv")
    (finding,) = found(catalogue, said("report_missed_bin", "the wagon went by, without stopping"), held)
    assert finding.kind is Kind.LEAK
    assert "on held_out.csv line 1" in finding.what.problem


def test_a_phrase_nearly_like_a_held_out_one_is_a_note(catalogue: Catalogue) -> None:
    held = said("signpost_water", "the tap water tastes of bleach", path="tests/nlu/held_out.csv")
    (finding,) = found(catalogue, said("signpost_water", "tap water tastes of bleach"), held)
    assert finding.kind is Kind.ALIKE_HELD_OUT
    assert not finding.kind.mistake


@pytest.mark.parametrize(
    ("intent", "text", "kinds"),
    [
        ("greet", "ey up", []),  # nobody can hold "hello" out
        ("deny", "nah leave it", [Kind.LEAK]),
        ("report_pothole", "big pothole", [Kind.LEAK]),
    ],
)
def test_two_words_of_small_talk_may_be_both_taught_and_held_out(
    catalogue: Catalogue, intent: str, text: str, kinds: list[Kind]
) -> None:
    findings = found(catalogue, said(intent, text), said(intent, text, path="tests/nlu/held_out.csv"))
    assert [finding.kind for finding in findings] == kinds


def test_two_held_out_messages_may_be_alike(catalogue: Catalogue) -> None:
    held = said("report_missed_bin", "you did not empty my bin", "you did not empty the bin")
    assert found(catalogue, [], held) == []


# The search for what is alike.


def slips(texts: list[str], dice: random.Random) -> list[str]:
    """The same with a letter or two changed."""
    changed = []
    for text in texts:
        letters = list(text)
        for _ in range(dice.randint(1, 2)):
            letters[dice.randrange(len(letters))] = dice.choice("aeiou rst")
        changed.append(" ".join("".join(letters).split()))
    return changed


def test_the_quick_search_finds_every_short_pair_that_comparing_all_would_find() -> None:
    phrases, _ = read_phrases(ROOT / "data" / "nlu")
    dice = random.Random(3)  # noqa: S311
    short = sorted({p.plain for p in phrases if len(p.plain) < SHORT and p.plain.count(" ") >= LEAST_WORDS})
    some = dice.sample(short, 200)
    texts = [*some, *(text for text in slips(some, dice) if len(text) <= SHORT)]
    every = {
        (one, other)
        for one in range(len(texts))
        for other in range(one + 1, len(texts))
        if fuzz.ratio(texts[one], texts[other]) >= LIKE
    }
    assert len(every) > 150
    assert set(alike(texts)) == every


@pytest.mark.parametrize(
    "pattern",
    ["my bin {} was left again", "my bin number {} has been left again for the third time this month now"],
)
def test_of_thousands_that_are_all_alike_each_is_paired_with_the_earliest_few(pattern: str) -> None:
    texts = ["where is the tip on a sunday", *(pattern.format(number) for number in range(1000, 3000))]
    pairs = alike(texts)
    assert len(pairs) < 2 * FEW * len(texts), "millions, if each were paired with each"
    assert {other for one, other in pairs if one == 1} >= set(range(2, 1000))
    assert {other for _, other in pairs} == set(range(2, len(texts)))
    assert all(fuzz.ratio(texts[one], texts[other]) >= LIKE for one, other in pairs)


def test_words_in_another_order_are_alike_only_when_asked_for() -> None:
    texts = ["free school dinners how do i", "how do i get free school dinners"]
    assert alike(texts) == []
    assert alike_in_another_order(texts) == [(0, 1)]


def test_what_is_new_is_like_the_first_of_those_that_stay() -> None:
    """As going through all pairs would find it."""
    phrases, _ = read_phrases(ROOT / "data" / "nlu")
    dice = random.Random(5)  # noqa: S311
    some = dice.sample(sorted({phrase.plain for phrase in phrases}), 600)
    once = slips(some, dice)
    old, new = some[:300], [*once, *slips(once, dice)]
    dice.shuffle(new)
    wanted: dict[int, int] = {}
    for one, other in alike([*old, *new]):
        if other >= len(old) and one not in wanted:
            wanted.setdefault(other, one)
    found = {other: one for one, other in like_an_earlier(old, new)}
    assert found == wanted
    assert (
        min(sum(one < len(old) for one in found.values()), sum(one >= len(old) for one in found.values()))
        > 100
    )
