"""Phone numbers: read as British, kept in one form, said in the usual groups."""

from __future__ import annotations

import pytest

from cases.phones import read_phone, shown_phone, spoken_phone

SAM = "+447700900123"


@pytest.mark.parametrize(
    "words",
    [
        "07700 900123",
        "07700900123",
        "07700 900 123",
        "07700-900-123",
        "(07700) 900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "7700900123",
        "0 7 7 0 0 9 0 0 1 2 3",
        "my number is 07700 900123 thanks",
        "ring me on 07700 900123 after 5",
        "it's 07700 900123, but not before 9.30am",
    ],
)
def test_a_mobile_is_read_however_it_is_written(words: str) -> None:
    assert read_phone(words) == SAM


@pytest.mark.parametrize("words", ["01632 960001", "(01632) 960 001", "phone 01632960001 please"])
def test_a_landline_is_read_with_its_area_code(words: str) -> None:
    assert read_phone(words) == "+441632960001"


def test_the_few_british_numbers_of_nine_digits_are_read() -> None:
    assert read_phone("016977 2345") == "+44169772345"
    assert read_phone("0800 111 111") == "+44800111111"


def test_a_number_abroad_is_kept_with_its_country() -> None:
    assert read_phone("+33 1 42 68 53 00") == "+33142685300"


def test_the_first_of_two_numbers_is_taken() -> None:
    assert read_phone("07700 900123 or 01632 960001") == SAM


@pytest.mark.parametrize(
    "words",
    [
        "07700 900",
        "960001",
        "999",
        "077009001234",
        "0770090012",
        "+44 7700 90012",
        "0163296000",
        "",
        "no",
        "I have no phone",
        "📱",
        "4821 9936",
        "21900000010017",
        "12/03/2026",
        "14:30 on 12 March 2026",
        "MB1 4QP",
        "7" * 2_000,
    ],
)
def test_what_is_too_short_too_long_or_something_else_is_no_number(words: str) -> None:
    assert read_phone(words) is None


def test_a_british_number_is_shown_and_said_in_its_groups() -> None:
    assert shown_phone(SAM) == "07700 900123"
    assert spoken_phone(SAM) == "0 7 7 0 0, 9 0 0 1 2 3"


def test_a_number_abroad_is_shown_with_its_country_code() -> None:
    assert shown_phone("+33142685300") == "+33 1 42 68 53 00"
