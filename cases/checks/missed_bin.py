"""When a missed bin may still be reported."""

from __future__ import annotations

from datetime import date, datetime

from council.collections import BinCalendar, Round
from council.hours import LONDON

REPORT_WINDOW = 2  # working days after the collection. Source: kb/articles/waste/missed-bins.md


class TooLateToReport(Exception):
    """More than REPORT_WINDOW working days have passed."""

    def __init__(self, last_day: date, next_collection: date) -> None:
        self.last_day, self.next_collection = last_day, next_collection
        super().__init__(f"reports closed on {last_day}")


class NotCollectedYet(Exception):
    """The crew is still out: the bin is due today and the day's work is not over."""

    def __init__(self, finished_by: datetime) -> None:
        self.finished_by = finished_by
        super().__init__(f"crews are out until {finished_by}")


class NotACollectionDay(Exception):
    """No bin of this kind was due at this address on the day named, or the day is still to come."""

    def __init__(self, last_collection: date) -> None:
        self.last_collection = last_collection
        super().__init__(f"last collected on {last_collection}")


def check_missed_bin(
    household: Round, bin_type: str, collection_date: date, at: datetime, bins: BinCalendar
) -> None:
    """Let a report through, or say why not.

    Args:
        at: the present moment, aware.
    Raises:
        NotACollectionDay, NotCollectedYet, TooLateToReport, council.collections.NoSuchBin
    """
    local = at.astimezone(LONDON)
    last = bins.last(household, bin_type, local.date())
    if collection_date > local.date() or collection_date != bins.last(household, bin_type, collection_date):
        raise NotACollectionDay(last)
    if collection_date == local.date() and local.time() < bins.finished_by:
        raise NotCollectedYet(datetime.combine(local.date(), bins.finished_by, LONDON))
    last_day = bins.calendar.add_working_days(collection_date, REPORT_WINDOW)
    if local.date() > last_day:
        raise TooLateToReport(last_day, bins.next(household, bin_type, local.date()))
