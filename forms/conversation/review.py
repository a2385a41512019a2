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
from forms.conversation.telling_more import added_at_review
from forms.fields import fields_of
from forms.fields.base import said_no, said_yes
from forms.heard import Around, Heard
from forms.state import FormState

_BUT = re.compile(r"(?i)\b(but|except|wrong|change|not)\b")
# What residents call a field besides its title.
_ALSO_CALLED = {
    "collection_date": ("day", "date"),
    "location": ("place", "location"),
    "description": ("description", "what happened"),
}


def reviewed(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    """To "is this right?": put right, yes, the one to change, no, or something else."""
    turn = None if heard.value else correction(form, enquiry, heard, around, None)
    if turn is None and said_yes(heard) and not _BUT.search(heard.words):
        return over(form, Exit.DONE)  # "yes, the address is right"
    turn = turn or added_at_review(form, enquiry, heard, around)
    turn = turn or _named_to_change(form, enquiry, heard, around)
    if turn:
        return turn
    if said_no(heard):
        form.asking, form.misses = CHANGE, 0
        return ask_again(form, [], around)
    return aside_or_switch(form, enquiry, heard, around) or miss_with_help(form, around)


def change_chosen(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    """To "which is wrong?": the one to change, by its name or its place, or at once what is right."""
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


def _named_to_change(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """ "The address": the field to ask again, picked or named in a few words."""
    for field in fields_of(enquiry):
        nouns = (field.title.lower().removeprefix("your "), *_ALSO_CALLED.get(field.name, ()))
        brief = heard.value is None and heard.brief
        named = brief and any(re.search(rf"\b{noun}\b", heard.words.lower()) for noun in nouns)
        if named or heard.value == f"{FIELD}{field.name}":
            form.values.pop(field.name, None)
            form.misses = 0
            return ask_next(form, [], around)
    return None
