"""What an editor is told while typing, and how soon."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from server.settings import ROOT
from studio.files.content import Content
from studio.files.edits import AddPhrases
from studio.files.edits.base import spot
from studio.files.refused import EditRefused
from studio.files.saving import write
from studio.files.warnings import (
    about_article,
    about_phrase,
    about_phrases,
    about_reply,
    about_test_message,
)
from studio.masking import marks

MISSED = "report_missed_bin"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def ours() -> Content:
    return Content(ROOT)


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("Dustmen missed us!", "alike", "It is there already"),
        ("i've got a pothole outside my house", "alike_two_intents", "Report a pothole"),
        ("can I put yoghurt pots in the blue bin 07911 123456", "personal", "phone number"),
        ("hi its oluwaseun adeyemi when is bin day", "somebodys", "‘oluwaseun adeyemi’ may be a name"),
        ("AB123456C is my ni number", "somebodys", "a National Insurance number"),
        ("the bin wasnt emptied at 14 Mill Lane", "somebodys", "‘14 Mill Lane’ may be an address"),
        ("the [blue bin](bin_type) is full", "markup", "the blue bin is full"),
        ("nobody emptied us on wedensday", "misspelling", "wednesday"),
        ("x" * 1500, "too_long", "1500 characters"),
        (
            "The wagon went by without stopping and our plastics box still has everything in it",
            "leak",
            "kept for testing",
        ),
    ],
)
def test_a_phrase_is_warned_of(ours: Content, text: str, kind: str, says: str) -> None:
    if kind == "alike_two_intents":
        text = f"um {ours.phrases('report_pothole')[2]}"
    assert [
        warned.sentence
        for warned in about_phrase(ours, MISSED, text)
        if warned.kind == kind and says in warned.sentence
    ]


def test_a_phrase_of_another_enquiry_cannot_go_live(ours: Content) -> None:
    (warned,) = about_phrase(ours, MISSED, ours.phrases("report_pothole")[0])
    assert (warned.kind, warned.blocks, warned.intent) == ("two_intents", True, "report_pothole")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi its oluwaseun adeyemi when is bin day", "somebodys"),
        ("ring me on 07911 123456 about the bin", "personal"),
        ("Dustmen missed us!", "leak"),
    ],
)
def test_a_message_for_testing_is_warned_of(ours: Content, text: str, kind: str) -> None:
    assert [warned.kind for warned in about_test_message(ours, text)] == [kind]


@pytest.mark.parametrize("kind", marks.KINDS)
def test_what_the_inbox_puts_in_the_place_of_somebodys_is_not_warned_of(ours: Content, kind: str) -> None:
    for (
        word
    ) in "bins lamps trees kerbs drains paths signs walls".split():  # each kind has a handful of examples
        phrase = marks.phrase(f"who looks after {word} round here, {marks.mark(kind)}", "MB")
        assert about_phrase(ours, MISSED, phrase) == [], phrase


def test_a_residents_own_slips_are_wanted_in_a_message_for_testing(ours: Content) -> None:
    assert about_test_message(ours, "nobody emptied us on wedensday") == []


@pytest.mark.parametrize("text", ["", "  ", "the crew drove past and left ours brimming over again"])
def test_a_good_phrase_and_an_empty_box_are_not_warned_of(ours: Content, text: str) -> None:
    assert about_phrase(ours, MISSED, text) == []


def test_the_files_own_phrases_are_warned_of_seldom(ours: Content) -> None:
    phrases = ours.phrases(MISSED)
    told = [
        warned for text in phrases for warned in about_phrase(ours, MISSED, text) if warned.kind != "alike"
    ]
    assert len(told) < len(phrases) / 4


def test_too_few_and_too_alike_phrases_are_warned_of(content: Path) -> None:
    assert about_phrases(Content(content), MISSED) == []
    path = content / "data/nlu/leisure.yml"
    path.write_text(
        path.read_text(encoding="utf-8").split("    - ")[0] + "    - pool times\n", encoding="utf-8"
    )
    name = next(each.name for each in Content(content).catalogue() if each.service == "leisure")
    assert [warned.sentence for warned in about_phrases(Content(content), name)] == [
        "It has 1 phrase of the 30 it needs"
    ]
    same = tuple(f"what time is the swimming pool open on day {number} please" for number in range(60))
    write(content, AddPhrases(name, same).apply(Content(content)))
    assert [warned.kind for warned in about_phrases(Content(content), name)] == ["sameness"]


def test_a_reply_is_warned_of_jargon_long_sentences_and_a_missing_voice(ours: Content) -> None:
    kinds = {
        warned.kind
        for warned in about_reply(
            ours, "utter_x", "We will utilise www.marlbury.example and take £30 for a new bin."
        )
    }
    assert kinds == {"jargon", "no_voice"}
    assert [warned.kind for warned in about_reply(ours, "utter_x", "It is £30.", "It is £30.")] == [
        "not_sayable"
    ]
    assert about_reply(ours, "utter_x", "It is £30.", "It is 30 pounds.") == []


def test_an_article_is_warned_of_before_it_is_saved(ours: Content) -> None:
    article = ours.article("waste/missed-bins")
    assert article
    assert about_article(ours, article.key, article.front, article.body, TODAY) == []
    hard = (
        "The municipal administration endeavours to facilitate remediation of uncollected receptacles following "
        "notification, notwithstanding operational considerations, environmental contingencies and contractual "
        "obligations necessitating prioritisation of all the other things that there may be on the day."
    )
    front = {**article.front, "summary": hard, "review_by": date(2026, 1, 1)}
    kinds = {
        warned.kind for warned in about_article(ours, article.key, front, "The bin was not emptyed.", TODAY)
    }
    assert kinds >= {"too_hard", "long_sentence", "review", "misspelling"}


def _large(root: Path) -> None:
    """As many articles as a large council has: 300. The phrases are 9,000 already."""
    sources = sorted((root / "kb/articles").glob("*/*.md"))
    for number in range(300 - len(sources)):
        text = sources[number % len(sources)].read_text(encoding="utf-8")
        (sources[0].parent / f"copy-{number}.md").write_text(text, encoding="utf-8")


def _read_everything(root: Path) -> None:
    now = Content(root)
    assert sum(view.phrases for view in now.intents()) > 8500
    assert (len(now.articles()), now.problems()) == (300, [])


def test_of_a_large_council_what_was_saved_is_known_at_once(content: Path) -> None:
    _large(content)
    now = Content(content)
    _read_everything(content)
    words = "the wagon went past us and never emptied the caddy by the gate"
    assert about_phrase(now, MISSED, words) == []
    write(content, AddPhrases(MISSED, (words,)).apply(now))
    (told,) = about_phrase(now, MISSED, words.capitalize())
    assert told.sentence == "It is there already"
    _read_everything(content)


def test_a_phrase_without_a_word_is_refused_and_one_that_says_nothing_is_warned_of(ours: Content) -> None:

    for signs in ("@#$%^", "???"):
        [warned] = about_phrase(ours, MISSED, signs)
        assert (warned.kind, warned.blocks) == ("no_word", True)
        with pytest.raises(EditRefused, match="There is no word in it, only signs"):
            AddPhrases(MISSED, (signs,)).apply(ours)
    assert "says_nothing" in [warned.kind for warned in about_phrase(ours, MISSED, "yes that one")]
    assert "says_nothing" not in [warned.kind for warned in about_phrase(ours, "affirm", "yes that one")]


def test_of_two_long_phrases_that_begin_alike_the_part_in_which_they_differ_is_shown() -> None:
    start = "I am blind so I only found out when my carer told me the "
    one, other = f"{start}bin had been left full at the kerb", f"{start}box had been left full at the kerb"
    assert spot(one) == spot(other)
    assert "bin had been left" in spot(one, other)
    assert "box had been left" in spot(other, one)
    assert spot("short", other) == "‘short’"
    assert spot(one, one) == spot(one)
    assert "bin" in spot(one, start.strip()), "the one may be the beginning of the other"
    assert "at the kerb" in spot(one, f"{one} again"), "or the other of the one"
