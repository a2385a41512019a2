"""Hours in the ways that editors write them; what leaves open which half of the day is meant is refused."""

from __future__ import annotations

import pytest

from studio.files.hours_written import span_written


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("08:45-17:15", "08:45-17:15"),
        ("9am-12pm", "09:00-12:00"),
        ("9.30 am to 5 pm", "09:30-17:00"),
        (" 10:30 – 16:45 ", "10:30-16:45"),
        ("9am till noon", "09:00-12:00"),
        ("from 12.00 to 5.30p.m.", "12:00-17:30"),
        ("12am-1am", "00:00-01:00"),
        ("9-5", "09:00-17:00"),
        ("2.30-4.30pm", "14:30-16:30"),
        ("1:30-4:30", "13:30-16:30"),
        ("9.30-12.30", "09:30-12:30"),
        ("10-2", "10:00-14:00"),
        ("22:00-23:30", "22:00-23:30"),
    ],
)
def test_they_are_read(text: str, hours: str) -> None:
    span = span_written(text)
    assert f"{span.opens:%H:%M}-{span.closes:%H:%M}" == hours


@pytest.mark.parametrize(
    "text", ["8-9", "7.30-9.30pm", "5pm-9am", "13pm-2pm", "25:00-26:00", "all day", "", "9am", "09:00-09:00"]
)
def test_what_may_mean_two_things_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        span_written(text)
