"""Something to try first: a bin of the demo council that can be reported as missed at this very moment."""

from __future__ import annotations

from cases.checks.missed_bin import NotACollectionDay, NotCollectedYet, TooLateToReport, check_missed_bin
from council.hours import LONDON
from server.settings import Settings
from server.wiring import Wiring

FOOD = "food"  # collected every week, so some round is always recent enough


def sentence(settings: Settings) -> str | None:
    """Such as "my food caddy at 10 Mill Lane, MB1 4QP, was not emptied on Tuesday"; None when no bin fits."""
    wiring = Wiring(settings)
    at, bins = wiring.clock(), wiring.council.bins
    if FOOD not in bins.bins:
        return None
    for address in wiring.gazetteer:
        day = bins.last(address.round, FOOD, at.astimezone(LONDON).date())
        try:
            check_missed_bin(address.round, FOOD, day, at, bins)
        except (NotACollectionDay, NotCollectedYet, TooLateToReport):
            continue
        street = f"{address.house} {address.street}, {address.postcode}"
        return f"my {bins.bins[FOOD].title} at {street}, was not emptied on {day:%A}"
    return None
