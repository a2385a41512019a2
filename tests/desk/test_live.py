"""An open page is told to look again, and replies are sent once even when a process dies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contacts.events import QUEUE_TOPIC, LocalEvents
from desk import words
from desk.live import look_again
from desk.once import ABANDONED_AFTER, SentReplies
from tests.desk.parts import TUESDAY, Clock, Office


@pytest.mark.asyncio
async def test_the_stream_rings_at_once_and_at_every_change():
    events = LocalEvents()
    stream = look_again(events, QUEUE_TOPIC).body_iterator
    assert (await anext(stream))["event"] == "look-again"  # type: ignore[arg-type, index]
    events.publish(QUEUE_TOPIC)
    assert (await anext(stream))["event"] == "look-again"  # type: ignore[arg-type, index]
    await stream.aclose()  # type: ignore[attr-defined]


def test_a_reply_whose_process_died_is_sent_by_the_next_click(office: Office):
    clock = Clock()
    sent = SentReplies(office.database, clock)
    said: list[str] = []

    def killed() -> None:
        raise SystemExit  # not an Exception: nothing tidies up

    with pytest.raises(SystemExit):
        sent.send("a-form", killed)
    assert not sent.send("a-form", lambda: said.append("too soon"))
    clock.pass_(ABANDONED_AFTER)
    assert sent.send("a-form", lambda: said.append("Hello"))
    assert not sent.send("a-form", lambda: said.append("again"))
    assert said == ["Hello"]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (0, "less than 1 minute"),
        (60, "1 minute"),
        (150, "2 minutes"),
        (3600, "1 hour"),
        (7500, "2 hours 5 minutes"),
    ],
)
def test_waiting_is_told_in_whole_minutes(since: int, expected: str):
    assert words.waited(TUESDAY, TUESDAY + timedelta(seconds=since)) == expected


def test_times_are_london_s_and_carry_the_day_when_it_is_not_today():
    summer = TUESDAY.replace(month=7, day=14, hour=8, minute=5)
    assert words.day_and_time(summer, summer) == "9.05am"
    assert words.day_and_time(summer, TUESDAY) == "Tuesday 14 July, 9.05am"
    assert words.between(TUESDAY, TUESDAY + timedelta(hours=2), TUESDAY) == "today between 10am and midday"
