"""What does not fit the council's or the library's records is asked for once more, and then a person looks.

Looked at while the form is still open: only then can one of its answers be asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.base import Turn
from cases.attempts import TooManyAttempts
from cases.held_secrets import SecretGone
from cases.library.client import CardNotRecognised, LibraryUnavailable, Renewal, WrongPin
from cases.library.titles import meant
from cases.references import shown, spoken
from cases.store import CaseNotFound
from council.case_types import CaseType
from forms.fields import FIELDS
from forms.fields.loans import LOANS, LibraryLoanField, perhaps_a_title
from forms.heard import Heard
from forms.replies import Reply
from forms.standing import has_no_reference
from forms.state import FormState

# In the form's values, for whoever ends it.
TRIED_AGAIN = "tried_again"
REFUSED = "refused"  # the second time as well
NOT_ANSWERING = "not_answering"
LOCKED = "locked"  # too many wrong tries at this card
RENEWAL = "renewal"  # what came of it, as cases.library.client.Renewal.as_json
LOST = "lost"  # a library card, its PIN or a case's reference: which of them
LOST_WORDS = {  # what is said then, and why a person is fetched
    "library_card": ("utter_library_card_lost", "Does not have their library card"),
    "library_pin": ("utter_library_pin_lost", "Does not have their library PIN"),
    "case_reference": ("utter_case_reference_lost", "Does not have the reference of their report"),
}

LONGEST_EXCUSE = 12  # words
_LOST = re.compile(
    r"(?i)\b(?:lost|mislaid|misplaced|stolen|nicked|forgot(?:ten)?|(?:can'?t|cannot|can not|couldn'?t) (?:\w+ )?"
    r"(?:find|remember|read|recall)|(?:have ?n'?t|don'?t|do not|not|never) (?:\w+ )?(?:got|had|have|know|remember)"
    r"|no (?:card|pin|reference|ref|idea)|left (?:it|my card|mine|the card))\b"
)
# "I haven't had a reply" is why they ask, and says nothing of the reference.
_NO_REPLY = re.compile(r"(?i)\b(?:repl(?:y|ied)|answer(?:ed)?|response|heard|back|anyone|anybody|nobody)\b")
# At the reference, words about the case are no wish to do something else, unless they say so.
_WISH = re.compile(
    r"(?i)\?\s*$|^\W*(?:(?:no|oh|well|actually|sorry|ok|okay|and|but|can you|could you)\W+)*"
    r"(?:i(?:'d| would| want| need|'m trying)?(?: to| like| want| need)* "
    r"(?:report|renew|pay|book|apply|complain|speak|talk|make|cancel|find out|ask)"
    r"|can i|could i|how|what|when|where|why|which|do|does|is there|are there|instead|actually)\b"
)
_ABOUT_THE_CASE = ("case_reference",)


@dataclass(frozen=True)
class Again:
    """An answer of the form to be given, or given once more, and why."""

    field: str
    reply: Reply | None


def look(turn: Turn, form: FormState, does: str) -> Again | None:
    """At a form that is full: what must be given again before its task is done."""
    looks = _LOOKS.get(does)
    return looks(turn, form) if looks else None


def lost(form: FormState, heard: Heard, case: CaseType | None) -> str | None:
    """Which of the card, the PIN or the reference is not to be had: the one that was asked for, or, in a complaint, the
    reference of one made before, which is no complaint's text."""
    if heard.value is not None:
        return None
    if form.asking == "description" and case and case.about_a_case and has_no_reference(heard.words):
        return "case_reference"
    brief = len(heard.words.split()) <= LONGEST_EXCUSE
    if form.asking == "case_reference" and _NO_REPLY.search(heard.words):
        return None
    asked = form.asking if form.asking in LOST_WORDS else None
    return asked if brief and _LOST.search(heard.words.replace("’", "'")) else None


def as_answer(turn: Turn, form: FormState) -> Heard:
    """What was said at the question for a reference, without the enquiry seen in "it was on the website"."""
    heard = turn.heard
    if form.asking not in _ABOUT_THE_CASE or heard.value is not None or _WISH.search(heard.words):
        return heard
    meant = turn.enquiry
    stays = heard.intent in (None, form.enquiry, "ask_for_human") or (meant and meant.action == "call_back")
    return heard if stays else replace(heard, intent=None, confidence=0.0)


def _case(turn: Turn, form: FormState) -> Again | None:
    reference = form.values["case_reference"]
    try:
        turn.wired.attempts.allow(reference)
        turn.wired.cases.find(reference, form.values["postcode"])
    except TooManyAttempts:
        form.values[REFUSED] = True
    except CaseNotFound:
        turn.wired.attempts.failed(reference)
        told = spoken(reference) if turn.spoken else shown(reference)
        return _once_more(
            form, Again("case_reference", Reply("utter_case_not_found_once", {"reference": told}))
        )
    return None


def _library(turn: Turn, form: FormState) -> Again | None:
    """The renewal itself shows whether card and PIN are right: the library is signed in to once, and the end of the
    form tells what came of it. Which of the two is wrong is not said: it would help whoever tries PINs. The PIN is what
    people mistake."""
    secrets, card_held = turn.wired.held_secrets, form.values["library_card"]["held"]
    try:
        card = secrets.look(card_held)
        turn.wired.attempts.allow(card)
        pin = secrets.take(form.values["library_pin"])  # used once, right or wrong
        wanted = _wanted(turn, form, card, pin)
        if isinstance(wanted, Again):
            form.values["library_pin"] = secrets.hold(pin)
            return wanted
        form.values[RENEWAL] = _renewed(turn, card, pin, wanted).as_json()
        secrets.take(card_held)
    except SecretGone:
        return None  # they must be given again, from the start
    except TooManyAttempts:
        form.values[LOCKED] = True
    except LibraryUnavailable:
        form.values[NOT_ANSWERING] = True
    except (CardNotRecognised, WrongPin):
        turn.wired.attempts.failed(card)
        return _once_more(form, Again("library_pin", Reply("utter_library_pin_once_more")))
    return None


def _renewed(turn: Turn, card: str, pin: str, wanted: list[str] | None) -> Renewal:
    if wanted is None:
        return turn.wired.loans.renew_all(card, pin)
    return turn.wired.loans.renew_only(card, pin, wanted) if wanted else Renewal([], [])


def _wanted(turn: Turn, form: FormState, card: str, pin: str) -> list[str] | Again | None:
    """The numbers of the items to renew; None for all of them; or the question which, where they want only some and
    their words name none."""
    said = form.values.get(LibraryLoanField.name)
    if not said:
        return None
    if "items" in said:
        return list(said["items"])
    loans = turn.wired.loans.loans(card, pin).loans
    titles = {loan.item_id: loan.title for loan in loans}
    if items := meant(titles, said["said"]):
        return items
    if not titles or not said["some"]:
        return None
    form.values |= {LOANS: titles, LibraryLoanField.name: None}
    form.asking, form.ended, form.misses = LibraryLoanField.name, None, 0
    unknown = Reply("utter_help_loan_title") if perhaps_a_title(said["said"]) else None
    return Again(LibraryLoanField.name, unknown)


def _once_more(form: FormState, again: Again) -> Again | None:
    if form.values.get(TRIED_AGAIN):
        form.values[REFUSED] = True
        return None
    form.values[TRIED_AGAIN] = True
    form.values.pop(again.field)
    form.asking, form.ended, form.misses = FIELDS[again.field].name, None, 0
    return again


_LOOKS: dict[str, Callable[[Turn, FormState], Again | None]] = {
    "case_status": _case,
    "renew_loans": _library,
}
