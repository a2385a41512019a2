"""Names made from titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.enquiries.names import LONGEST, name_of, slug_of
from studio.files.content import Content
from studio.files.edits.names import check_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Report a missed bin", "report_missed_bin"),
        ("Ask for help with your bins!", "ask_help_bins"),
        ("Don’t know what’s wrong", "dont_know_whats_wrong"),
        ("Café licence", "cafe_licence"),
        ("20mph zones", "about_20mph_zones"),
        ("To and for", "to_and_for"),
        ("???", ""),
        ("", ""),
    ],
)
def test_a_name_is_made_from_the_words_that_tell(title: str, name: str) -> None:
    assert name_of(title, ()) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert (
        name_of("Report a missed bin", {"report_missed_bin", "report_missed_bin_2"}) == "report_missed_bin_3"
    )
    assert slug_of("Missed bins", {"missed-bins"}) == "missed-bins-2"


def test_a_long_title_makes_a_short_name_that_may_be_used(content: Path) -> None:
    name = name_of("Report " + "something very particular " * 20, ())
    assert len(name) <= LONGEST
    check_name(Content(content), name, "name")
