"""Which of their loans somebody wants to renew, where it is not all of them.

What they said first is kept in their own words, {"said": words, "some": ...}: only the library knows the titles. Where
those are known, the words name none of them and they plainly want only some, they are asked to choose; {"items":
[number, ...]} is what they chose.
"""

from __future__ import annotations

import re

from cases.library.titles import ALL_BUT, meant
from forms.fields.base import Refused, Values, said_no, said_yes
from forms.heard import Around, Heard
from forms.replies import YES_NO, Option, Question, Reply

LOANS = "loans_known"  # in the form's values: {number: title} of all they have, from the library
ITEM, ALL = "loan:", "loan:all"
MOST_READ_OUT = 5  # titles; of more, whoever listens says one

RENEWING = "renew_loans"  # what the form of the enquiry about it does
_THING = r"(?:library )?(?:book|item|loan|title|novel|dvd|cd|audio ?book)"
_SOME = re.compile(
    rf"(?i)\b(?:just|only)\b.{{0,20}}\b(?:one|two|1|2|{_THING}s?|called)\b"
    rf"|\b(?:one|two|1|2|a single|some)(?: of (?:them|my|the|those)| {_THING}s?)\b"
    r"|\b(?:called|entitled|titled|by the name of)\b"
    rf"|\b(?:my|the|this|that|a) {_THING}\b(?! (?:renewal|card|loans?|account|books))"
)
_EVERYTHING = re.compile(r"(?i)\b(?:all|both|everything|the lot|every one|each of)\b")
_NONE = re.compile(
    r"(?i)^\W*(?:none|nothing|neither)\b(?: of (?:them|those|these))?(?: (?:please|thanks|thank you))?\W*$"
)
_RENEW = re.compile(r"(?i)\b(?:renew\w*|extend\w*|keep|hold on to|longer)\b")
# What people say around it; any other word may be of a title.
_AROUND = frozenset(
    """a about again all an and another any are be been before book books borrow borrowed borrowing but by call calling
    can cant card could date day days do doing dont due dvd dvds extend extended extension extra few fine fines
    finished for from get give go got have havent hello help hi how i id if im in is it item items its ive just
    keep late later let library like little loan loaned loans long longer love me month months more my need now
    number of off ok okay on one online only or out over overdue owe past phone please possible put read reading
    renew renewal renewals renewed renewing return ring ringing say since so some soon still take taken than
    thank thanks that the them there these they thing things think this those three time till to today tomorrow
    too trying two until up us want wanted was week weeks well were what when which will with would yes yet you
    your monday tuesday wednesday thursday friday saturday sunday where able account bring bringing back couple
    hoping quite we our son sons daughter daughters kids kid childrens children husband wife mum mums dad dads
    his her their possibly wont cannot sort""".split()
)


class LibraryLoanField:
    name = "library_loan"
    title = "Which loans"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        known = values.get(LOANS)
        if not known or values.get(self.name):
            return None
        if len(known) == 1:
            only = next(iter(known.values()))
            return Question(Reply("utter_ask_only_loan", {"title": only}), "yes_no", YES_NO)
        if around.spoken and len(known) > MOST_READ_OUT:
            return Question(Reply("utter_ask_loan_title"))
        options = [Option(title, f"{ITEM}{item}") for item, title in known.items()]
        return Question(Reply("utter_ask_which_loan"), "choice", (*options, Option("All of them", ALL)))

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        known = values.get(LOANS) or {}
        if heard.value and heard.value.startswith(ITEM):
            chosen = [heard.value.removeprefix(ITEM)] if heard.value != ALL else list(known)
            return {self.name: {"items": chosen}} if set(chosen) <= set(known) else None
        if _NONE.search(heard.words) or said_no(heard):
            return {self.name: {"items": []}}
        if len(known) == 1 and said_yes(heard):
            return {self.name: {"items": list(known)}}
        if items := meant(known, heard.words):
            return {self.name: {"items": items}}
        return {self.name: {"items": list(known)}} if _EVERYTHING.search(heard.words) else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        """That they want only some, and their words for which."""
        asked = around.council.catalogue.get(heard.intent)
        if heard.value is not None or values.get(self.name) or asked is None or RENEWING not in asked.keys:
            return None
        words = heard.without("date", "time")
        some = _plainly_some(words)
        return {self.name: {"said": words, "some": some}} if some or perhaps_a_title(words) else None

    def shown(self, values: Values, around: Around) -> str:
        chosen, known = values[self.name], values.get(LOANS) or {}
        return chosen.get("said") or ", ".join(known.get(item, item) for item in chosen["items"])


def _plainly_some(words: str) -> bool:
    if _EVERYTHING.search(words):
        return bool(ALL_BUT.search(words))
    return bool(_SOME.search(words))


def perhaps_a_title(words: str) -> bool:
    """ "Renew Middlemarch": there is a word that nobody needs to say this."""
    said = re.findall(r"[^\W\d_]+", re.sub("['’]", "", words.lower()))
    return bool(_RENEW.search(words)) and any(word not in _AROUND for word in said)
