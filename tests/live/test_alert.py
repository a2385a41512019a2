"""An alert reaches residents on both channels within seconds, and ends as quickly."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from server.dialogues import Caller, ChatResident
from server.launcher.stack import Stack
from studio.files.edits.alerts import EndAlert, SaveAlert
from studio.releasing.releases import Releases
from tests.live.waiting import EMMA
from tests.stack import WEDNESDAY

pytestmark = pytest.mark.stack

SNOW = "Snow has stopped all bin collections today."
PATIENCE_SECONDS = 300.0


def seconds_until(stack: Stack, *, there: bool) -> tuple[float, float]:
    """How long until the alert is the first thing that whoever begins hears: in chat, and on the phone."""
    began = time.monotonic()
    seconds: dict[str, float] = {}
    while len(seconds) < 2 and time.monotonic() - began < PATIENCE_SECONDS:
        for name, kind in (("chat", ChatResident), ("phone", Caller)):
            if name not in seconds and (SNOW in kind(stack.settings).begins()) == there:
                seconds[name] = time.monotonic() - began
        time.sleep(0.1)
    assert seconds.keys() == {"chat", "phone"}, f"only {sorted(seconds)} changed in {PATIENCE_SECONDS:g} s"
    return seconds["chat"], seconds["phone"]


def test_an_alert_is_live_on_chat_and_phone_without_a_restart_and_ends_the_same_way(
    live_stack: Stack, releases: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    alert = SaveAlert("snow", SNOW, SNOW, WEDNESDAY - timedelta(hours=1), WEDNESDAY + timedelta(days=1))
    took = []
    for edit, there in ((alert, True), (EndAlert("snow", WEDNESDAY), False)):
        began = time.monotonic()
        releases.publish_alert(edit, EMMA)
        published = time.monotonic() - began
        took += [published + seconds for seconds in seconds_until(live_stack, there=there)]
    with capsys.disabled():
        print(
            "\nAlert on chat, on phone; ended on chat, on phone: " + ", ".join(f"{one:.2f} s" for one in took)
        )
