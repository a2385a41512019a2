"""What the worker sees to, round after round."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any, cast

from server.wiring import Wiring
from server.worker import work
from tests.contacts.parts import Centre


def test_callers_who_are_lost_are_given_up_in_every_round(centre: Centre):
    stop, rounds = threading.Event(), []

    def give_up() -> int:
        rounds.append("lost callers")
        if len(rounds) == 2:
            stop.set()
        return 0

    nothing: Any = SimpleNamespace(deliver_due=lambda: 0, forget_old=lambda: 0, give_up=give_up)
    wiring = SimpleNamespace(
        outbox=nothing,
        database=centre.database,
        clock=centre.clock,
        line_faults=nothing,
        arrivals=nothing,
        lost_callers=nothing,
    )
    work(cast(Wiring, wiring), stop)
    assert len(rounds) == 2
