"""The last look: what is made of the answer to "is this right?", and of which answer is to be changed."""

from __future__ import annotations

import re
from dataclasses import replace

from council.catalogue import Enquiry
from council.choosing import place_chosen
from forms.conversation.asking import ask_again, ask_next, miss_with_help
from forms.conversation.besides import correction
from forms.conversation.form_turn import Exit, FormTurn, over
from forms.conversation.read_back import CHANGE, FIELD
from forms.conversation.switching import aside_or_switch
from forms.conversation.telling_more import added_at_review, adds_to_a_yes, wants_it_sent
from forms.fields import fields_of
from forms.fields.base import said_no, said_yes
from forms.heard import Around, Heard
from forms.leaving import goes_content
from forms.state import FormState

_BUT = re.compile(r"(?i)\b(but|except|wrong|change|not)\b")
# Said of an answer, it is to be asked for again: "yes except the phone number", "can you take my name off it".
_CHANGES = re.compile(
    r"(?i)\b(?:except|apart from|(?<!n't )(?<!need to )chang(?:e|ed|ing)|differ(?:ent|ently)|(?<!nothing )wrong"
    r"|incorrect|not right|isn'?t right|what about|mis-?spelt|out of date"
    r"|correct (?:the|my)|remove|take\b.{0,25}\boff|leave\b.{0,25}\b(?:out|off))\b"
)
_OF_OTHERS = re.compile(r"(?i)\b(?:he|she|they|him|her|his|their|them|told|said|gave|called)\b")  # a story
# "Yes, number two" and "ok, the phone" say which.
_ONLY_YES = re.compile(
    r"(?i)^\W*(?:(?:yes|yeah|yep|aye|ok|okay|right|sorry|oh|no|actually|thanks?|thank you|please|love"
    r"|(?:it|that|this|all of it|everything)(?:'?s| is)?(?: all)? (?:right|correct|fine|ok|okay|good)"
    r"|nothing(?:'?s| is)?(?: wrong)?|none(?: of (?:it|them))?(?: (?:is|are) wrong)?|(?:yes )?that'?s it)\b\W*)+$"
)
LONGEST_CHANGE = 14  # words
_THEIR_DETAILS = re.compile(
    r"(?i)\b(?:my|the) (?:\w+ )?(?:name|number|phone|address|post ?code|e-?mail|details)\b"
)
# What residents call a field besides its title.
_ALSO_CALLED = {
    "collection_date": ("day", "date"),
    "location": ("place", "location"),
    "description": ("description", "what happened"),
}


def reviewed(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    """To "is this right?": put right, yes, the one to change, no, or something else."""
    turn = None if heard.value else correction(form, enquiry, heard, around, None)
    turn = turn or _to_be_changed(form, enquiry, heard, around)
    says_more = heard.value is None and adds_to_a_yes(heard.words)
    if turn is None and said_yes(heard) and not _BUT.search(heard.words) and not says_more:
        return over(form, Exit.DONE)  # "yes, the address is right"
    if turn is None and heard.value is None and (wants_it_sent(heard.words) or goes_content(heard.words)):
        return over(form, Exit.DONE)
    turn = turn or added_at_review(form, enquiry, heard, around)
    turn = turn or _named_to_change(form, enquiry, heard, around)
    if turn:
        return turn
    if said_no(heard):
        form.asking, form.misses = CHANGE, 0
        return ask_again(form, [], around)
    return aside_or_switch(form, enquiry, heard, around) or miss_with_help(form, around)


def change_chosen(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    """To "which is wrong?": the one to change, by its name or its place, or at once what is right. Or nothing is, and
    all of it is read back once more."""
    if heard.value is None and (_ONLY_YES.match(heard.words) or wants_it_sent(heard.words)):
        form.misses = 0
        return ask_next(form, [], around)
    fields = fields_of(enquiry)
    place = place_chosen(heard.words, len(fields)) if heard.value is None else None
    if place is not None:
        heard = replace(heard, value=f"{FIELD}{fields[place].name}")
    return (
        _named_to_change(form, enquiry, heard, around)
        or correction(form, enquiry, heard, around, None)
        or added_at_review(form, enquiry, heard, around)
        or miss_with_help(form, around)
    )


def more_than_a_yes(heard: Heard) -> bool:
    """Whether a yes that asks something besides may want the report itself changed, before it is sent."""
    return bool(_BUT.search(heard.words) or _THEIR_DETAILS.search(heard.words))


def _to_be_changed(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """ "The phone number has changed": in more words than a name of it, and no more of the story."""
    words = heard.words.replace("’", "'")
    if heard.value is not None or len(words.split()) > LONGEST_CHANGE:
        return None
    if not _CHANGES.search(words) or _OF_OTHERS.search(words):
        return None
    return _named_to_change(form, enquiry, heard, around, in_few_words=False)


def _named_to_change(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, *, in_few_words: bool = True
) -> FormTurn | None:
    """ "The address": the field to ask again, picked or named in a few words."""
    for field in fields_of(enquiry):
        nouns = (field.title.lower().removeprefix("your "), *_ALSO_CALLED.get(field.name, ()))
        brief = heard.value is None and (heard.brief or not in_few_words)
        named = brief and any(re.search(rf"\b{noun}\b", heard.words.lower()) for noun in nouns)
        if named or heard.value == f"{FIELD}{field.name}":
            form.values.pop(field.name, None)
            form.misses = 0
            return ask_next(form, [], around)
    return None
