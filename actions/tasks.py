"""What a filled form can finish on the spot, by the name the catalogue uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

from actions.base import Turn
from actions.named_days import days_named
from actions.people import in_hand
from actions.renewals import tell_renewal
from actions.second_tries import LOCKED, NOT_ANSWERING, REFUSED, RENEWAL
from cases.attempts import TooManyAttempts
from cases.library.client import Renewal
from cases.models import UNFINISHED
from cases.references import shown, spoken
from cases.store import CaseNotFound
from council.hours import LONDON
from forms.fields.bins import round_of
from forms.fields.loans import MORE_LOANS
from forms.replies import spoken_date
from forms.state import FormState

SATURDAY = 5
DAYS_ASKED = "days_asked"  # in the form's values: the first and the last day that bins are asked about


def days_asked(turn: Turn) -> list[str]:
    """The holidays that somebody asks their bin days for: "at Christmas", "after the bank holiday"."""
    around = turn.wired.around(spoken=turn.spoken)
    named = days_named(turn.heard.words, (), around.today, around.council.bins.calendar)
    return [named.days[0].isoformat(), named.days[-1].isoformat()] if named and named.days else []


def case_status(turn: Turn, form: FormState) -> None:
    """Progress of a case, against its reference and postcode together."""
    reference = form.values["case_reference"]
    if form.values.get(REFUSED):
        turn.say("utter_case_not_found")
        turn.hand_off("No case has the reference and postcode they gave", **in_hand(turn))
        return
    try:
        turn.wired.attempts.allow(reference)
        case = turn.wired.cases.find(reference, form.values["postcode"])
    except (CaseNotFound, TooManyAttempts) as refused:
        if isinstance(refused, CaseNotFound):
            turn.wired.attempts.failed(reference)
        turn.say("utter_case_not_found")
        turn.ask_if_anything_else()
        return
    unfinished = case.status in UNFINISHED
    late = unfinished and case.due < turn.wired.around(spoken=turn.spoken).today
    situation = "late" if late else case.status
    enquiry = turn.wired.council.catalogue.get(case.enquiry)
    turn.say(
        f"utter_case_{situation}",
        note="answered",
        what=enquiry.spoken if enquiry else case.title.lower(),
        reference=spoken(case.reference) if turn.spoken else shown(case.reference),
        opened=spoken_date(case.opened_at.astimezone(LONDON).date()),
        due=spoken_date(case.due),
    )
    if late:
        turn.hand_off(f"Case {shown(case.reference)} is past its promised date", **in_hand(turn))
        return
    turn.ask_if_anything_else()


def bin_days(turn: Turn, form: FormState) -> None:
    """The next collection of every bin at the address, soonest first."""
    around = turn.wired.around(spoken=turn.spoken)
    bins = around.council.bins
    household = round_of(form.values, around)
    # Until the crews are done, a collection of today is still to come.
    done = around.at.astimezone(LONDON).time() >= bins.finished_by
    after = around.today if done else around.today - timedelta(days=1)
    days = sorted((bins.next(household, kind, after), bin_.title) for kind, bin_ in bins.bins.items())
    if then := _collections_then(turn, form):
        joiner = ". " if turn.spoken else "\n"
        turn.say("utter_bin_days_then", note="answered", days=joiner.join(then), out_by=bins.out_by)
        _news_of_bins(turn, form)
        turn.ask_if_anything_else()
        return
    today = [title for day, title in days if day == around.today]
    if today:  # "have your bins out by half past six" would come too late
        later = [(day, title) for day, title in days if day != around.today] or sorted(
            (bins.next(household, kind, around.today), bin_.title) for kind, bin_ in bins.bins.items()
        )
        turn.say(
            "utter_bin_days_today",
            note="answered",
            today=_joined(today),
            days=_lines(later, turn),
            out_by=bins.out_by,
            finished_by=_clock(bins.finished_by),
        )
    else:
        turn.say("utter_bin_days", note="answered", days=_lines(days, turn), out_by=bins.out_by)
    _news_of_bins(turn, form)
    turn.ask_if_anything_else()


def _news_of_bins(turn: Turn, form: FormState) -> None:
    """The days come from the calendar, which knows no snow: whoever is told of a Thursday hears the news with it. What
    is only for their ward is told as any alert is: once, and the address may have brought it already."""
    wired, address = turn.wired, form.values.get("address") or {}
    home = wired.gazetteer.get(address["uprn"]) if address.get("uprn") else None
    for alert in wired.council.live_alerts(wired.clock()):
        service = wired.council.catalogue[form.enquiry].service
        if home and alert.concerns(home.ward, service):
            turn.say_alert(alert)
        elif not alert.areas and service in alert.services:
            turn.say("utter_bin_days_news", news=alert.spoken if turn.spoken else alert.text)


def _collections_then(turn: Turn, form: FormState) -> list[str]:
    """For each bin every collection in the weeks that were asked about, "at Christmas"; with the week after, where they
    end at a weekend."""
    asked = [date.fromisoformat(day) for day in form.values.get(DAYS_ASKED) or ()]
    if not asked:
        return []
    around = turn.wired.around(spoken=turn.spoken)
    first, last = asked[0] - timedelta(days=asked[0].weekday()), asked[-1]
    last += timedelta(days=6 - last.weekday() + (7 if last.weekday() >= SATURDAY else 0))
    bins, household, found = around.council.bins, round_of(form.values, around), []
    for kind, bin_ in bins.bins.items():
        days = []
        day = bins.next(household, kind, max(first, around.today) - timedelta(days=1))
        while day <= last:
            days.append(day)
            day = bins.next(household, kind, day)
        if days:
            found.append((days, bin_.title))
    return [
        f"{title.capitalize()}: {_joined([spoken_date(day) for day in days])}"
        for days, title in sorted(found)
    ]


def _joined(items: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def _lines(days: list[tuple[date, str]], turn: Turn) -> str:
    joiner = ". " if turn.spoken else "\n"
    return joiner.join(f"{title.capitalize()}: {spoken_date(day)}" for day, title in days)


def _clock(at: time) -> str:
    """5pm, 5.15pm."""
    half = "am" if at.hour < 12 else "pm"
    return f"{at.hour % 12 or 12}.{at.minute:02}{half}" if at.minute else f"{at.hour % 12 or 12}{half}"


def renew_loans(turn: Turn, form: FormState) -> None:
    """Say what was renewed, over SIP2 as soon as the form was full, and plainly what could not be and why."""
    if form.values.get(NOT_ANSWERING):
        _library_down(turn)
        return
    if form.values.get(REFUSED):
        turn.say("utter_library_card_or_pin_wrong")
        turn.hand_off("The library does not know their card and PIN together", **in_hand(turn))
        return
    if RENEWAL not in form.values:  # the library was not asked
        turn.say("utter_library_locked" if form.values.get(LOCKED) else "utter_library_pin_gone")
        turn.ask_if_anything_else()
        return
    if form.values.get(MORE_LOANS) and not form.values["library_loan"].get("items"):
        turn.ask_if_anything_else()  # what was renewed has been told
        return
    renewal = Renewal.from_json(form.values[RENEWAL])
    if not renewal.renewed and not renewal.refused:
        wanted = form.values.get("library_loan")
        turn.say("utter_nothing_renewed" if wanted else "utter_no_loans", note="answered")
    tell_renewal(turn, renewal)
    turn.ask_if_anything_else()


def _library_down(turn: Turn) -> None:
    turn.say("utter_library_unavailable")
    turn.hand_off("The library system did not answer", **in_hand(turn))


TASKS: dict[str, Callable[[Turn, FormState], None]] = {
    "bin_days": bin_days,
    "case_status": case_status,
    "renew_loans": renew_loans,
}
