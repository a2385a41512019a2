"""The worker's tidying: each part is done, one that fails holds up no other, and it stops."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from server.housekeeping import tidy_until, tidying
from server.settings import Settings
from server.wiring import Wiring

PATIENCE = 10  # seconds, for a thread on a busy machine


def test_a_part_that_fails_holds_up_no_other_and_is_tried_again() -> None:
    stop, done = threading.Event(), []

    def fails() -> int:
        done.append("fails")
        raise RuntimeError("told to")

    def works() -> int:
        done.append("works")
        if len(done) == 4:
            stop.set()
        return 1

    thread = threading.Thread(target=tidy_until, args=((fails, works), stop, 0.0), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert done == ["fails", "works"] * 2


@pytest.mark.parametrize("plays_network", [True, False])
def test_it_is_done_where_there_is_a_network_that_is_not_our_own(tmp_path: Path, plays_network: bool) -> None:
    url = None if plays_network else "http://127.0.0.1:9"
    wiring = Wiring(Settings(database_url=f"sqlite:///{tmp_path}/x.db", twilio_api_url=url))
    asked, stop = threading.Event(), threading.Event()
    for part, method in ((wiring.recordings, "delete_due"), (wiring.spent_queues, "remove")):
        setattr(part, method, lambda: asked.set() or 0)  # the parts themselves have tests of their own
    with tidying(wiring, stop):
        assert asked.wait(0.3 if plays_network else PATIENCE) is not plays_network
    assert stop.is_set() is not plays_network


def test_the_days_a_recording_is_kept_are_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().recording_days == 90
    monkeypatch.setenv("FRONTDOOR_RECORDING_DAYS", "30")
    assert Settings().recording_days == 30
    monkeypatch.setenv("FRONTDOOR_RECORDING_DAYS", "0")
    with pytest.raises(ValueError, match="recording_days"):
        Settings()
