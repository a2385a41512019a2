"""The order in which words are tried, which is the heart of the form.

First the ways out (a person, "never mind"), then the answer to
what was asked, then corrections of earlier answers, a question in the middle, another enquiry; only then a miss.
Fields that take any words ("tell us what happened") are tried last, or every question would be taken for an answer.
"""

from __future__ import annotations

import re

from council.catalogue import Enquiry
from forms.asides import GO_ON, wants_to_go_on
from forms.conversation.and_asked import answered_and_asked
from forms.conversation.asking import ask_next, fill, is_an_answer, miss, miss_with_help
from forms.conversation.besides import (
    correction,
    in_free_text,
    right_in_no,
    said_early,
    the_bin_early,
    told_more,
    without_but,
)
from forms.conversation.form_turn import Exit, FormTurn, over
from forms.conversation.read_back import ADD, CHANGE, REVIEW
from forms.conversation.remarking import remarked
from forms.conversation.review import change_chosen, more_than_a_yes, reviewed
from forms.conversation.standing_still import no_further, stood
from forms.conversation.switching import (
    ASIDE_CONFIDENCE,
    SWITCH_CONFIDENCE,
    another_meant,
    answered_apart,
    aside_or_switch,
    is_digression,
    left_for,
)
from forms.conversation.telling_more import added, answered_elsewhere, comes_first, told_besides
from forms.elsewhere import goes_on
from forms.fields import FIELDS
from forms.fields.base import Refused
from forms.fields.numbers import is_only_digits
from forms.fields.words import tells_name
from forms.heard import Around, Heard
from forms.leaving import goes_content, instead, never_mind, perhaps_instead, says_goodbye
from forms.sayings.said_over import settled
from forms.state import FormState

_FOR_A_PERSON = re.compile(
    r"(?i)\b(?:(?:speak|talk)(?:ing)? (?:to|with)|have) (?:an? |the |your )?(?:real |actual )?"
    r"(?:some ?(?:one|body)|any ?(?:one|body)|person|human(?: being)?|manager|supervisor|advis[eo]r|operator)"
    r"(?: instead| please| now)*\W*$"
)


def take(form: FormState, heard: Heard, around: Around) -> FormTurn:
    """Continue the form with what was said."""
    before = stood(form)
    return no_further(before, _take(form, heard, around), form, around)


def _take(form: FormState, heard: Heard, around: Around) -> FormTurn:
    enquiry = around.council.catalogue[form.enquiry]
    if form.asking != "description":  # a story is kept as it is told
        heard = settled(heard)
    if remark := remarked(form, enquiry, heard, around):
        return remark
    wished = instead(heard)
    elsewhere = heard.intent in around.council.catalogue and heard.intent != enquiry.name
    if wished is None and elsewhere and heard.confidence >= ASIDE_CONFIDENCE:
        wished = perhaps_instead(heard)
    if wished and (person := _to_a_person(heard, wished, around)):
        return over(form, person)
    if wished:
        return left_for(form, enquiry, heard, wished, around)
    if way_out := _way_out(form, heard, around):
        return over(form, way_out)
    if early := the_bin_early(form, enquiry, heard, around):
        return early
    if another := another_meant(form, enquiry, heard, around):
        return another
    at_review = form.asking == REVIEW and more_than_a_yes(heard)
    if not at_review and (both := answered_and_asked(form, enquiry, heard, around, take)):
        return both
    if form.asking == GO_ON:
        question = ask_next(form, [], around)
        if (goes := wants_to_go_on(heard)) is not None:
            return question if goes else over(form, Exit.ABANDONED)
    return _answer(form, enquiry, heard, around)


def _answer(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    """To the question that is open; else what else the words may be."""
    if form.asking in (REVIEW, ADD, CHANGE):
        return _of_the_whole(form, enquiry, heard, around)
    asked = FIELDS[form.asking] if form.asking else None
    if asked is not None and not asked.free_text:
        heard = without_but(form, enquiry, heard, around, asked)
        if another := right_in_no(form, enquiry, heard, around, asked):
            return another
        read = asked.read(heard, form.values, around)
        if isinstance(read, dict):
            return fill(form, read, around)
        if (read is None or not read.firm) and (early := said_early(form, enquiry, heard, around, asked)):
            return early
        if isinstance(read, Refused) and (read.firm or not is_digression(form, enquiry, heard, around)):
            corrected = None if read.firm else correction(form, enquiry, heard, around, asked)
            more = None if read.firm else told_more(form, heard, around)
            return corrected or more or miss(form, [read.reply], around)
        if comes_first(heard, around) and (first := aside_or_switch(form, enquiry, heard, around)):
            return first
    turn = correction(form, enquiry, heard, around, asked)
    apart = turn is None and answered_elsewhere(enquiry, heard, around)
    if apart and asked is not None:
        turn = answered_apart(form, enquiry, heard, around, asked)
    if turn is None and not apart and goes_on(heard, around):
        turn = told_more(form, heard, around)
    turn = turn or told_besides(form, enquiry, heard, around)
    turn = turn or aside_or_switch(form, enquiry, heard, around)
    if turn is None and asked is not None and asked.free_text:
        turn = in_free_text(form, enquiry, heard, around, asked)
    return turn or told_more(form, heard, around) or miss_with_help(form, around, heard)


def _of_the_whole(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    """To the last look and what follows from it."""
    if comes_first(heard, around) and (first := aside_or_switch(form, enquiry, heard, around)):
        return first
    if form.asking == REVIEW:
        return reviewed(form, enquiry, heard, around)
    return added(form, heard, around) if form.asking == ADD else change_chosen(form, enquiry, heard, around)


def _to_a_person(heard: Heard, wished: str, around: Around) -> Exit | None:
    """ "I don't want to complain, I just want to speak to somebody": with what was told so far."""
    if re.search(r"(?i)\b(?:don'?t|do not|not|never|without)\b", wished.replace("’", "'")):
        return None
    other = around.council.catalogue.get(heard.intent)
    sure = other is not None and heard.confidence >= ASIDE_CONFIDENCE
    if sure and other and other.action == "call_back":
        return Exit.CALL_BACK
    asked = _FOR_A_PERSON.search(wished.replace("’", "'"))
    return Exit.HAND_OFF if asked or (sure and heard.intent == "ask_for_human") else None


def _goes(form: FormState, heard: Heard) -> bool:
    if form.asking == REVIEW and goes_content(heard.words):
        return False
    return says_goodbye(heard.words, to_name=form.asking == "name")


def _way_out(form: FormState, heard: Heard, around: Around) -> Exit | None:
    wished = around.council.catalogue.get(heard.intent)
    by_call = wished is not None and wished.action == "call_back"
    way = Exit.CALL_BACK if by_call else Exit.HAND_OFF if heard.intent == "ask_for_human" else None
    asked = FIELDS.get(form.asking or "")
    # In a longer message the same words are part of what is being told.
    if heard.value is None and heard.brief and (never_mind(heard.words) or _goes(form, heard)):
        return Exit.ABANDONED
    answers = asked is not None and not asked.free_text and is_an_answer(asked, form, heard, around)
    if answers and (by_call or is_only_digits(heard.words)):  # "the number I'm calling from"
        return None
    if by_call and asked and asked.name == "name" and tells_name(heard.words):  # "call me Trish"
        return None
    free_text = asked is not None and asked.free_text
    sure = heard.confidence >= (SWITCH_CONFIDENCE if free_text else ASIDE_CONFIDENCE)
    return way if sure and (heard.brief or not free_text) else None
