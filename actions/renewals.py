"""What came of a renewal, told in plain words: until when, or why not."""

from __future__ import annotations

from actions.base import Turn
from cases.library.client import RefusalReason, Renewal
from forms.replies import spoken_date

_REFUSED = {  # of one book, and of several
    RefusalReason.RESERVED: ("utter_loan_reserved", "utter_loans_reserved"),
    RefusalReason.RENEWED_TOO_OFTEN: ("utter_loan_renewed_too_often", "utter_loans_renewed_too_often"),
    RefusalReason.FINES_TOO_HIGH: ("utter_loan_fines_too_high", "utter_loans_fines_too_high"),
    RefusalReason.OTHER: ("utter_loan_not_renewed", "utter_loans_not_renewed"),
}


def tell_renewal(turn: Turn, renewal: Renewal) -> None:
    for loan in renewal.renewed:
        if loan.due:
            turn.say("utter_loan_renewed", note="answered", title=loan.title, due=spoken_date(loan.due))
        else:
            turn.say("utter_loan_renewed_no_date", note="answered", title=loan.title)
    for reason in dict.fromkeys(refused.reason for refused in renewal.refused):
        _tell_refused(turn, renewal, reason)


def _tell_refused(turn: Turn, renewal: Renewal, reason: RefusalReason) -> None:
    """One reason, once, for all the books that it holds for."""
    titles = [refused.title for refused in renewal.refused if refused.reason is reason]
    one, several = _REFUSED[reason]
    if len(titles) == 1:
        turn.say(one, note="answered", title=titles[0])
        return
    all_of_them = not renewal.renewed and len(titles) == len(renewal.refused)
    books = f"Your {len(titles)} books" if all_of_them else f"{', '.join(titles[:-1])} and {titles[-1]}"
    turn.say(several, note="answered", books=books)
