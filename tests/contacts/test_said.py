"""What a resident may say: nothing, too much, or with characters nobody can see."""

from __future__ import annotations

import pytest

from contacts.errors import NothingSaid, TooLong
from contacts.said import LIMIT, Said, clean
from tests.contacts.parts import Centre


@pytest.mark.parametrize(
    "words", ["", "   ", "\n\t ", "\0", "\u200b\u200b", "\ufeff", " \u2066\u2069 ", "\u202e", "\x1b\x07"]
)
def test_nothing_that_can_be_seen_is_nothing_said(centre: Centre, words: str):
    resident = centre.resident()
    with pytest.raises(NothingSaid):
        resident.says(words)
    assert resident.turns == []
    assert resident.says("my bin was missed").startswith("Leave it out")


def test_ten_thousand_characters_are_too_long(centre: Centre):
    resident = centre.resident()
    with pytest.raises(TooLong) as refused:
        resident.says("bin " * 2_500)
    assert refused.value.limit == LIMIT
    assert resident.turns == []


def test_the_longest_message_is_taken_whole(centre_on_each: Centre):
    resident = centre_on_each.resident("bin!" * (LIMIT // 4))
    assert len(resident.turns[0].words) == LIMIT


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("my bin\0 was\x07 missed", "my bin was missed"),
        ("my\u200b bin \u202ewas\u202c missed\ufeff", "my bin was missed"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("  my bin  ", "my bin"),
        ("cafe\u0301", "café"),  # the same letter written in two ways is one
        ("missed 😡 the 👩‍👩‍👧 bin 🇬🇧", "missed 😡 the 👩‍👩‍👧 bin 🇬🇧"),
        ("mae fy min heb ei gasglu – ŵ ŷ", "mae fy min heb ei gasglu – ŵ ŷ"),
        ("<b>bin</b> & 'bin' \"bin\"; DROP TABLE turns", "<b>bin</b> & 'bin' \"bin\"; DROP TABLE turns"),
        ("half a smile \ud83d here", "half a smile  here"),
    ],
)
def test_what_is_kept_is_what_a_person_can_read(centre_on_each: Centre, said: str, kept: str):
    resident = centre_on_each.resident(said)
    assert (
        resident.turns[0].words
        == resident.transcript[0][1]
        == centre_on_each.assistant.asked[0].words
        == kept
    )


def test_the_same_words_with_other_invisible_characters_are_a_repeat(centre: Centre):
    resident = centre.resident("my bin was missed")
    again = centre.turns.take(resident.key, 1, Said("my bin was missed\u200b "))
    assert again.acts == resident.acts


def test_a_choice_needs_no_words():
    assert clean(Said(choice="yes")) == Said("", "yes")
