"""A remark at a question: answered, and the question put again. It is no answer, and none that failed."""

from __future__ import annotations

import re

from council.catalogue import Enquiry
from forms.asides import aside
from forms.conversation.asking import ask_again, is_an_answer
from forms.conversation.form_turn import FormTurn
from forms.conversation.read_back import ADD, CHANGE, REVIEW, note
from forms.conversation.telling_more import is_danger
from forms.fields import FIELDS, fields_of
from forms.fields.heard_postcode import BY_KEYS
from forms.heard import Around, Heard
from forms.replies import Reply
from forms.sayings.remarks import Remark, remark_in
from forms.state import FormState

OF_THE_RESIDENT = ("name", "phone", "postcode")
_NO_STORY = (Remark.AWAY, Remark.SAID_BEFORE)  # where a story is asked for they may be part of one
_THEIR_PLACE = ("house", "flat", "address", "home", "bin", "bins", "one")  # "it's my mum's house" says where
_NOT_THEIRS = re.compile(r"(?i)\bnot (?:mine|my)\b")
_IN_WRITING = re.compile(r"(?i)\b(?:e-?mail|letter|writing|by post|text|address)\b")  # not "can I send it"
# More is wanted than this line: whatever else is in the words, that comes first.
_FIRST = ("hand_off", "emergency")  # a call back is heard in any "I'm calling for"
SURE = 0.75
_REPLIES = {
    Remark.HEAR_ME: "utter_can_hear",
    Remark.RECORDED: "utter_what_is_recorded",
    Remark.WAIT: "utter_take_your_time",
    Remark.AWAY: "utter_take_your_time",
    Remark.ADD: "utter_add_at_the_end",
    Remark.SAID_BEFORE: "utter_did_not_get_it",
}


def remarked(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """What comes of words that are said to the line; None where they are or may be an answer."""
    remark = remark_in(heard.words) if heard.value is None else None
    if remark is None or is_danger(heard, around) or not _is_one(remark, form, heard, around):
        return None
    match remark:
        case Remark.QUESTION:
            return _repeated(form, around)
        case Remark.ADD if _is_story(form) or enquiry.case is None:  # they say it here, or nothing is sent
            return _repeated(form, around)
        case Remark.BACK:
            return _back(form, enquiry, around)
        case Remark.FOR_SOMEBODY:
            note(form, heard.words)
            return ask_again(form, [Reply("utter_for_somebody")], around)
        case Remark.KEYS:
            return _by_keys(form, around)
        case Remark.IN_WRITING:
            identity = around.council.identity
            blanks = {"email": identity.email, "address": ", ".join(identity.address)}
            return ask_again(form, [Reply("utter_in_writing", blanks)], around)
        case Remark.WHO:
            who = {"council": around.council.identity.short_name}
            return ask_again(form, [Reply("utter_who_it_is", who)], around)
        case Remark.WHY:
            return ask_again(form, [_why(form, enquiry, heard, around)], around)
    return ask_again(form, [Reply(_REPLIES[remark])], around)


def _is_one(remark: Remark, form: FormState, heard: Heard, around: Around) -> bool:
    asked = FIELDS.get(form.asking or "")
    if remark is Remark.FOR_SOMEBODY and not _is_for_somebody(form, heard, around):
        return False
    if asked is None:
        return not _is_of_the_report(remark, form, heard)
    if asked.free_text:
        place = asked.name != "name" and heard.words.lower().rstrip(" .?!").endswith(_THEIR_PLACE)
        if remark is Remark.FOR_SOMEBODY and place:
            return False
        return asked.name == "name" or remark not in _NO_STORY
    return remark is Remark.QUESTION or not is_an_answer(asked, form, heard, around)


def _is_of_the_report(remark: Remark, form: FormState, heard: Heard) -> bool:
    """Whether it is about what was read back: "yes you've got it", "can I send it"."""
    if form.asking not in (REVIEW, CHANGE, ADD):
        return False
    if remark is Remark.IN_WRITING:
        return not _IN_WRITING.search(heard.words)
    if remark is Remark.AWAY:
        return form.asking == ADD
    return remark in (Remark.SAID_BEFORE, Remark.FOR_SOMEBODY, Remark.ADD)


def _repeated(form: FormState, around: Around) -> FormTurn:
    turn = ask_again(form, [], around)
    turn.repeated = True
    return turn


def _is_story(form: FormState) -> bool:
    asked = FIELDS.get(form.asking or "")
    return asked is not None and asked.free_text


def _is_for_somebody(form: FormState, heard: Heard, around: Around) -> bool:
    """Not where it says more by what is asked: "it's not mine", of a car; "it's not my address", to a yes or no."""
    other = around.council.catalogue.get(heard.intent)
    if other is not None and other.action in _FIRST and heard.confidence >= SURE:
        return False
    asked = FIELDS.get(form.asking or "")
    question = asked.question(form.values, around) if asked else None
    if asked is None or question is None or not _NOT_THEIRS.search(heard.words):
        return True
    return not asked.free_text and question.kind != "yes_no"


def _back(form: FormState, enquiry: Enquiry, around: Around) -> FormTurn:
    """Which answer is wrong, once there are any."""
    given = [
        field
        for field in fields_of(enquiry)
        if form.values.get(field.name) and field.question(form.values, around) is None
    ]
    if given and form.asking != CHANGE:
        form.asking, form.misses = CHANGE, 0
        return ask_again(form, [], around)
    if form.asking in (CHANGE, REVIEW):
        return ask_again(form, [], around)
    for name in (form.asking, "address"):  # a postcode or a house that was told before the rest of an address
        if name and form.values.get(name):
            form.values.pop(name)
    return ask_again(form, [Reply("utter_start_that_again")], around)


def _by_keys(form: FormState, around: Around) -> FormTurn:
    """A number is keyed in whenever they like; a postcode once its question says how."""
    if form.asking in ("address", "postcode") and around.spoken:
        form.values[BY_KEYS] = True
        return ask_again(form, [], around)
    asked = FIELDS.get(form.asking or "")
    question = asked.question(form.values, around) if asked else None
    keyed = question is not None and question.kind in ("digits", "choice", "yes_no")
    return ask_again(form, [Reply("utter_keys_welcome" if keyed else "utter_no_keys")], around)


def _why(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> Reply:
    """The article's own reason for an address; of what is asked of the resident, that they may leave it out."""
    article = around.articles.get(enquiry.article)
    own = aside(enquiry, heard, around)
    if own is None and form.asking == "address" and article:
        own = article.asides.get("why")
    if own:
        return Reply("utter_aside", {"answer": own})
    optional = form.asking in OF_THE_RESIDENT and "case_reference" not in enquiry.fields
    return Reply("utter_why_of_you" if optional else "utter_why_asked")
