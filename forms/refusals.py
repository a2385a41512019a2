"""The words for each reason the council's rules say no."""

from __future__ import annotations

from cases.checks.missed_bin import NotACollectionDay, NotCollectedYet, TooLateToReport
from forms.replies import Reply, spoken_date, spoken_time

REFUSALS = (TooLateToReport, NotCollectedYet, NotACollectionDay)


def refusal(refused: Exception) -> Reply:
    """The reply for a refusal, its blanks filled with what the resident must hear."""
    match refused:
        case TooLateToReport():
            blanks = {
                "last_day": spoken_date(refused.last_day),
                "next_collection": spoken_date(refused.next_collection),
            }
            return Reply("utter_missed_bin_too_late", blanks)
        case NotCollectedYet():
            return Reply("utter_missed_bin_not_yet", {"finished_by": spoken_time(refused.finished_by)})
        case NotACollectionDay():
            return Reply(
                "utter_missed_bin_not_due", {"last_collection": spoken_date(refused.last_collection)}
            )
    raise TypeError(f"no words for {type(refused).__name__}")
