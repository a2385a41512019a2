"""What is told besides the answer: an earlier one put right, a later one given early, more of the story."""

from __future__ import annotations

import re
from dataclasses import replace

from council.catalogue import Enquiry
from council.choosing import place_chosen
from forms.conversation.asking import ask_again, ask_next, fill, keep
from forms.conversation.form_turn import FormTurn
from forms.conversation.read_back import note
from forms.correcting import mentioned, put_right
from forms.elsewhere import STORY, more_of_the_story, swapped
from forms.fields import FIELDS, fields_of
from forms.fields.base import REMARK, Field, Refused, Values, said_no
from forms.fields.words import NOT_GIVEN
from forms.heard import Around, Heard
from forms.replies import Reply
from forms.sayings.declined import declines_to_give, declines_to_tell
from forms.sayings.only_when import says_only_when
from forms.sayings.questions import is_question
from forms.state import FormState
from forms.yes_but import settled

# Where any words could be the answer, only these begin a correction.
_CORRECTING = re.compile(r"(?i)^\W*(no|sorry|actually|wait|i mean|i meant|correction|oops)\b")
DETAILS = "name|surname|details|phone|number|post ?code|address"
OF_THE_RESIDENT = ("name", "phone", "postcode")  # which a report may do without
_PERHAPS_A_PLACE = re.compile(
    r"(?i)\d|\b(?:road|rd|street|st|lane|close|avenue|drive|way|court|place|crescent|terrace|gardens?|grove|row|mews|hill"
    r"|square|park|cottages?|house|farm|flat|the green|estate)\b"
)

_THE_ONE = re.compile(
    r"(?i)^\W*(?:(?:um+|er+m?|oh|well|just|yes|yeah|no|sorry|i think|maybe|it'?s|it was|it is|that'?s|was it)\W+)*"
    r"(?:the|my|our|her|his|their)\W+(?:\w+\W+){1,2}?(?:one|'?un|yin|bins?|caddy)\b"
    r"(?:\W+(?:i think|it was|the|or|not|maybe|please|love|again|one|bin)"
    r"|(?:\W+(?:no|wait|sorry|i mean|or|maybe))+(?:\W+(?:it'?s|it was|the))*\W+\w+)*\W*$"
)


def correction(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field | None
) -> FormTurn | None:
    """ "No, number 14": a plain mention of something already given replaces it."""
    if asked is not None and asked.free_text and not _CORRECTING.search(heard.words):
        return None  # a street may well be named in what happened
    others = [field for field in fields_of(enquiry) if field is not asked]
    changed = put_right(heard, others, form.values, around) or mentioned(heard, others, form.values, around)
    if isinstance(changed, Refused):
        return ask_again(form, [changed.reply], around)
    if changed is None:
        return None
    form.values.update(changed)
    form.misses = 0
    return ask_next(form, [Reply("utter_changed")], around)


def said_early(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field
) -> FormTurn | None:
    """ "General waste", said at the question for the postcode: kept for the question that is still to come."""
    words = heard.words
    if heard.value is not None or not heard.brief or is_question(heard):
        return None
    if _PERHAPS_A_PLACE.search(words):  # "Brown Street" is no bin, though we have no such street
        return None
    kept: Values = {}
    for field in fields_of(enquiry):
        if field is asked or field.free_text or form.values.get(field.name):
            continue
        gleaned = field.glean(heard, form.values, around)
        if isinstance(gleaned, dict) and gleaned.get(field.name):
            kept |= gleaned
    return keep(form, kept, around) if kept else None


def the_bin_early(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """ "The green un", "the black one I think, no wait, brown", where it is asked where they live: which bin it was. It
    is no house on The Green, and no wish to hear about bin days."""
    bins = FIELDS["bin_type"]
    if (
        form.asking not in ("address", "postcode")
        or bins.name not in enquiry.fields
        or form.values.get(bins.name)
    ):
        return None
    if heard.value is not None or re.search(r"\d", heard.words) or not _THE_ONE.match(heard.words):
        return None
    if place_chosen(heard.words, len(around.council.bins.bins)) is not None:
        return None  # "the second one", of two streets
    read = bins.read(heard, form.values, around)
    if not isinstance(read, dict):
        return None
    read.pop(REMARK, None)
    return keep(form, read, around)


def without_but(form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field) -> Heard:
    """The answer to a yes or no without its "but", which may put another answer right."""
    question = asked.question(form.values, around)
    if question is None or question.kind != "yes_no":
        return heard
    others = [field for field in fields_of(enquiry) if field is not asked]
    answer, changed = settled(asked, heard, others, form.values, around)
    form.values.update(changed)
    return answer


def right_in_no(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field
) -> FormTurn | None:
    """ "No, it was the blue one", where it is asked whether the green one was due: what is wrong is not what was asked,
    so the no is none to that."""
    question = asked.question(form.values, around)
    if question is None or question.kind != "yes_no" or heard.value is not None or not said_no(heard):
        return None
    plain = replace(heard, words="no", entities=())
    if asked.read(heard, form.values, around) != asked.read(plain, form.values, around):
        return None  # it tells what was asked for
    return correction(form, enquiry, heard, around, asked)


def in_free_text(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field
) -> FormTurn | None:
    """The answer where any words are one, or another field told in its place."""
    if asked.name == "location" and says_only_when(heard.words) and note(form, heard.words):
        return ask_again(form, [Reply("utter_kept_for_later")], around)
    if asked.name in STORY and declines_to_tell(heard.words):
        kept = _not_given(form, enquiry, heard, around)
        if kept or declines_to_give(DETAILS, heard.words):  # where it is not asked for either
            return keep(form, kept, around)
        if heard.brief:
            return None
    if told := swapped(asked, heard, enquiry.fields, form.values, around):
        return keep(form, told, around)
    read = asked.read(heard, form.values, around)
    return fill(form, read, around) if isinstance(read, dict) else None


def _not_given(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> Values:
    """ "I don't want to give my name", where they were asked what has happened: no part of the story."""
    kept: Values = {}
    values = {
        "description": heard.words,
        **form.values,
    }  # with a story still to come a report is one all the same
    for field in fields_of(enquiry):
        gleaned = field.glean(heard, values, around) if field.name in OF_THE_RESIDENT else None
        if isinstance(gleaned, dict) and gleaned.get(field.name) == NOT_GIVEN:
            kept |= gleaned
    return kept


def told_more(form: FormState, heard: Heard, around: Around) -> FormTurn | None:
    """More of the story, in the place of a name or a number: kept, and the question put again."""
    asked = FIELDS.get(form.asking or "")
    more = more_of_the_story(heard, form.values, around) if asked and asked.name not in STORY else None
    return keep(form, more, around) if more else None
