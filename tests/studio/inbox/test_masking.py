"""What is personal goes before anybody sees it, and what is not stays, in many ways of saying it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases.gazetteer import Gazetteer
from checks.personal import check_personal
from checks.phrases import Phrase, read_phrases
from server.settings import ROOT
from studio.masking.dictionary import Words, read
from studio.masking.marks import KINDS, bare, parts, phrase, shown
from studio.masking.masking import mask, personal
from studio.masking.vocabulary import DICTIONARY, Vocabulary

STREETS = tuple(Gazetteer.load(ROOT / "council" / "gazetteer.csv").streets)
SAID_OF_SOMEBODY = [
    line
    for line in (Path(__file__).parent / "personal_messages.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]

MASKED = [
    # Names.
    ("my name is Sandra O'Leary and my bin was missed", "my name is [name] and my bin was missed"),
    ("hi this is dave smith calling about my rent", "hi this is [name] calling about my rent"),
    ("I'm Dorothy, my bin wasn't collected", "I'm [name], my bin wasn't collected"),
    (
        "worried about my neighbour Margaret who lives alone",
        "worried about my neighbour [name] who lives alone",
    ),
    ("my mum dorothy needs a blue badge", "my mum [name] needs a blue badge"),
    ("my son jack is 5 and needs a school place", "my son [name] is 5 and needs a school place"),
    ("a grant from the council for Grant Shaw", "a grant from the council for [name]"),
    ("Mr Patel at number 14 has rats", "Mr [name] at [house] has rats"),
    ("thanks, John Barker", "thanks, [name]"),
    ("my wife's name is Anne-Marie Clarke", "my wife's name is [name]"),
    ("i want to speak to trevor haddock", "i want to speak to [name]"),
    ("David's bin was not emptied", "[name] bin was not emptied"),
    # Places.
    ("14 Mill Lane bin not emptied", "[address] bin not emptied"),
    ("bin at 14 mill lane, Marlbury MB1 4QP", "bin at [address], Marlbury [postcode]"),
    ("14 mill lane MB1 4QP was missed", "[address] was missed"),
    ("I live at 33 acacia avenue", "I live at [address]"),
    ("number fourteen mill lane was missed", "[address] was missed"),
    ("flat 3, 22 High Street has damp", "[address] has damp"),
    ("pothole on Acacia Avenue near the school", "pothole on [street] near the school"),
    ("a pothole on acacia avenue", "a pothole on [street]"),
    ("St Anne's Close has no lights", "[street] has no lights"),
    ("bin at number 19 park avenue", "bin at [address]"),
    ("bin outside 33 not taken", "bin outside [house] not taken"),
    ("we moved to 5 the maltings", "we moved to [address]"),
    ("flat three is noisy", "[house] is noisy"),
    ("my postcode is mb14qp", "my postcode is [postcode]"),
    ("it is m b one four queue pea", "it is [postcode]"),
    # Numbers.
    ("ring me on 07700 900123 after 5pm", "ring me on [phone] after 5pm"),
    ("my number is 01632 960 123", "my number is [phone]"),
    ("call +44 7700 900123 please", "call [phone] please"),
    ("it's oh seven seven double oh nine hundred one two three", "it's [phone]"),
    ("email me at sam.ward@example.com please", "email me at [email] please"),
    ("write to sam dot ward at gmail dot com", "write to [email]"),
    ("council tax account 12345678", "council tax account [number]"),
    ("my reference is FD-12345", "my reference is [number]"),
    ("ref 2026/0451 is still open", "ref [number] is still open"),
    ("card number 4929 1234 5678 9012", "card number [number]"),
    ("my pin is 1234", "my pin is [number]"),
    ("uprn 100012345678", "uprn [number]"),
    ("NI number AB123456C", "NI number [insurance]"),
    ("my ni is ab 12 34 56 c", "my ni is [insurance]"),
    ("AB12 CDE parked across my drive", "[registration] parked across my drive"),
    ("ab12cde has no tax", "[registration] has no tax"),
    # Dates of birth.
    ("I was born 12/03/1956", "I was born [birth]"),
    ("dob 3 March 1956", "dob [birth]"),
    ("my date of birth is the third of march nineteen fifty six", "my date of birth is the [birth]"),
    ("his birthday is 4th july", "his birthday is [birth]"),
    # Several, and brackets that were typed.
    ("[name] I am Sam Ward", "(name) I am [name]"),
    ("Sam Ward, 07700 900123, sam@example.org", "[name], [phone], [email]"),
]

LEFT = [
    "my bin was not emptied",
    "can I get a grant for insulation",
    "there are 3 potholes in our road",
    "2 cars parked on the street",
    "pothole on the main road",
    "20 mph on our street",
    "bill of £1,215.82 for 2025-2026",
    "they charged me 12500 pounds",
    "my council tax is £45.50 a month",
    "two bins at 10am on monday",
    "the green bin was not emptied",
    "collection on 12 November 2026 was missed",
    "bus number 9 does not stop",
    "off the A12 3rd exit",
    "garden waste subscription 2026/27",
    "open from 9 to 5 on saturday",
    "report a dead fox in the park",
    "may I renew my library book",
    "I looked at marlbury.gov.uk",
    "one two or three bags",
    "how do I pay a fine of £70",
    "why no direct debit in june",
    "no one ever answers",
    "how do i ask for ehcp myself",
    "my nan lives 2 hrs away and he lives 400 yards off",
    "my hours fell from 24 to 16 on 11 March",
    "I want my name taken off the list",
    "they closed the high street",
    "sixty odd pounds court costs",
    # Words that are misspelt, or that no dictionary has.
    "how do i get an alotment",
    "neighbours keep puttin their rubbish in my bin",
    "is it neccessary to recyle cardbord",
    "wheres the nearest skatepark",
    "my leccy is off and the crem is shut",
    "i got a pcn, do i need an ehcp",
    # Names of things, and words that are names elsewhere.
    "a bench for my dad in the rose garden",
    "i hope the brown bin will come in june",
    "we are a family of seven on the third floor",
    "a 10 minute walk up the hill",
    "are you having fireworks on the rec this year",
    "do not be so naïve about the café",
    "put it onn the path",
]


@pytest.mark.parametrize(("said", "masked"), MASKED)
def test_what_is_personal_goes(said: str, masked: str) -> None:
    assert mask(said, streets=STREETS) == masked


@pytest.mark.parametrize("said", LEFT)
def test_what_is_nobodys_stays(said: str) -> None:
    assert mask(said, streets=STREETS) == said


@pytest.mark.parametrize("said", [said for said, _ in MASKED])
def test_masking_twice_is_masking_once_but_for_brackets(said: str) -> None:
    once = mask(said, streets=STREETS)
    assert mask(shown(once), streets=STREETS) == shown(once)


@pytest.mark.parametrize("said", [said for said, _ in MASKED])
def test_as_a_phrase_it_reads_like_one_and_passes_the_checks(said: str) -> None:
    made = phrase(mask(said, streets=STREETS), "MB")
    assert not set("[]{}<>") & set(made)
    if "[" not in said:  # what was typed in brackets stays in round ones, which an editor takes out
        assert list(check_personal([Phrase(made, "report_missed_bin", Path("waste.yml"), 1)], {"MB"})) == []


def test_the_same_message_always_gives_the_same_phrase_and_others_differ() -> None:
    first = phrase("a bin at [address] was missed", "MB")
    assert first == phrase("a bin at [address] was missed", "MB")
    many = {phrase(f"bin {number} at [address]", "MB").partition(" at ")[2] for number in range(40)}
    assert many == set(KINDS["address"][1])


def test_the_page_says_what_stood_there() -> None:
    assert [(part.words, part.masked) for part in parts("bin at [address] today")] == [
        ("bin at ", False),
        ("an address", True),
        (" today", False),
    ]
    assert shown("I am [name]") == "I am (a name)"
    assert bare("[address], [postcode]!") == ""


def test_what_the_assistant_found_is_masked_and_places_that_do_not_fit_are_passed_over() -> None:
    found = [
        {"entity": "resident_name", "value": "Xq", "start": 5, "end": 7},
        {"entity": "bin_type", "value": "green", "start": 0, "end": 4},
        {"entity": "phone", "value": "0", "start": 90, "end": 99},
        {"entity": "phone", "value": "0", "start": None, "end": 3},
        {"entity": "date", "value": "2026-11-24", "start": 8, "end": 14},
    ]
    assert mask("this xq monday", found) == "this [name] monday"


@pytest.mark.parametrize("line", SAID_OF_SOMEBODY)
def test_nothing_stands_that_is_somebodys_however_it_is_said(line: str) -> None:
    """With no help of the assistant's, and of the council's streets."""
    seen = _words(re.sub(r"\[[a-z]+\]", " ", mask(re.sub("[{}]", "", line))))
    personal = _words(" ".join(re.findall(r"\{(.*?)\}", line)))
    assert personal & seen <= _words(re.sub(r"\{.*?\}", " ", line)) | {"the", "of", "at", "and", "dot"}


def test_the_enquiry_is_left_when_what_is_personal_is_gone() -> None:
    told = lost = 0
    for line in SAID_OF_SOMEBODY:
        left = _words(mask(re.sub("[{}]", "", line)))
        about = _words(re.sub(r"\{.*?\}", " ", line))
        told, lost = told + len(about), lost + len(about - left)
    assert len(SAID_OF_SOMEBODY) > 200
    assert lost < 0.04 * told


def test_of_the_councils_own_phrases_few_words_are_taken_for_somebodys() -> None:
    """Many of those that are do name an invented street, or somebody by an invented name."""
    phrases = {one.text for one in read_phrases(ROOT / "data" / "nlu")[0]}
    told = masked = 0
    for phrase_of_theirs in phrases:
        words = re.findall(r"\w+", phrase_of_theirs)
        left = re.findall(r"\w+", re.sub(r"\[[a-z]+\]", " ", mask(phrase_of_theirs, streets=STREETS)))
        told, masked = told + len(words), masked + len(words) - len(left)
    assert len(phrases) > 1500
    assert masked < 0.008 * told


def test_a_word_of_no_dictionary_is_a_name_unless_it_is_nearly_one_that_residents_use() -> None:
    words = Vocabulary({"allotment", "puttin"}, Words({"maypole", "it's"}, {"patel"}))
    assert [words.knows(word) for word in ("Maypole", "its", "Kowalczyk", "Patel")] == [
        True,
        True,
        False,
        False,
    ]
    assert [words.is_slip(word) for word in ("alotment", "mayploe", "kowalczyk", "patel")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_dictionary_has_words_with_their_endings_apart_from_names() -> None:
    words = read(DICTIONARY)
    assert {"allotments", "unpaid", "colour", "i'm"} <= words.small
    assert {"sandra", "patel"} <= words.names - words.small


def test_without_the_dictionary_more_is_masked_and_nothing_fails() -> None:
    words = Vocabulary({"bin", "my"}, Words(set(), set()))
    assert words.knows("bin")
    assert not words.knows("maypole")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def test_numbers_of_which_none_can_be_a_month_are_no_date_of_birth() -> None:
    assert [what for what, _ in personal("it said 20-30-40")] == ["a number"]
    assert [what for what, _ in personal("it said 31-12-45")] == ["a date of birth"]
