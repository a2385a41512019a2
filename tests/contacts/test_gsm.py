"""What a text costs, and what is done to keep it short."""

from __future__ import annotations

import pytest

from contacts.texts.gsm import cut, length, plain, segments


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 459, 3),
        ("a" * 460, 4),
        ("€" * 80, 1),
        ("€" * 81, 2),  # a euro takes two places
        ("a" * 152 + "€" + "a" * 152, 3),  # and is not split: 152, then 2 + 151, then 1
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("ŵ" * 134, 2),
        ("ŵ" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),  # 33 to a segment, for the same reason
        ("a" * 69 + "’", 1),
        ("a" * 70 + "’", 2),
    ],
)
def test_segments_are_counted_as_networks_do(text: str, count: int):
    assert segments(text) == count


def test_what_only_looks_finer_is_written_plainly():
    assert plain("“It’s” – 9am\u00a0to 5pm… • £5 ½") == '"It\'s" - 9am to 5pm... - £5 1/2'


def test_letters_are_never_changed():
    assert plain("Siân Ŵyn, Café Zoë") == "Siân Ŵyn, Café Zoë"


def test_what_cannot_be_seen_is_dropped_and_lines_are_kept():
    assert plain("one\u200b \x00two\r\n\n\n three \ud800") == "one two\nthree"


def test_a_text_is_cut_at_a_sentence():
    text = "The tip opens at 8.30am. See www.marlbury.example for more. Bring proof."
    assert cut(text, 60) == "The tip opens at 8.30am. See www.marlbury.example for more."
    assert cut(text, 58) == "The tip opens at 8.30am."
    assert cut(text, 200) == text


@pytest.mark.parametrize("most", range(10, 80))
def test_a_reference_is_never_split(most: int):
    said = cut("your reference for this is 4821 9937, or ring 01632 960001 about it at any time", most)
    assert length(said) <= most
    for number, beginning in (("4821 9937", "4821"), ("01632 960001", "01632")):
        assert (number in said) == (beginning in said)


def test_a_time_is_never_split():
    assert cut("the tip opens at 6.30am on every working day", 25) == "the tip opens at..."


def test_a_link_is_never_split():
    assert cut("see https://www.marlbury.example/chat/articles/waste/missed-bins now", 40) == "see..."
