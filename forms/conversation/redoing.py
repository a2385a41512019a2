"""A form that was answered, once more with what was wrong in it: "actually no, it was the green one"."""

from __future__ import annotations

import re
from typing import Any

from council.catalogue import Enquiry
from council.corrections import corrects
from forms.conversation.asking import ask_next, open_form
from forms.conversation.form_turn import Exit, FormTurn, over
from forms.correcting import mentioned, put_right
from forms.fields import fields_of
from forms.fields.bins import MORE_BINS
from forms.heard import Around, Heard
from forms.replies import Reply
from forms.sayings.said_over import settled
from forms.state import FormState

# A library card and its PIN, or the reference of a case, stay nowhere: they are asked for anew.
KEPT = ("address", "bin_type", "collection_date", "location", "description", "name", "phone", "postcode")
ANSWERED_AT = "answered_at"  # the turn
SENT = "sent"  # whether a case came of it, which only a person can change
TO_CHANGE = "to_change"  # in a form's values: what to change in a report that is sent


def may_be_kept(enquiry: Enquiry) -> bool:
    return set(enquiry.fields) <= set(KEPT)


def kept(form: FormState, turn: int, *, sent: bool) -> dict[str, Any]:
    """What to keep of a form, as a slot; see council/corrections.py and bot/heard.py."""
    values = {
        name: value for name, value in form.values.items() if name != MORE_BINS
    }  # which have been offered
    return {"enquiry": form.enquiry, "values": values, ANSWERED_AT: turn, SENT: sent}


def redone(last: Any, enquiry: Enquiry, heard: Heard, turn: int, around: Around) -> FormTurn | None:
    """The form of the last answer with what the words put right; None where there is none, or they put nothing right.

    Args:
        last: the slot, as `kept` made it.
        enquiry: the one the words are taken for.
    """
    right = corrects(heard.words) if heard.value is None else None
    if right is None or not isinstance(last, dict) or last["enquiry"] != enquiry.name:
        return None
    form = FormState(enquiry.name, turn, values=dict(last["values"]))
    said, heard = heard.words, settled(heard)
    fields = [field for field in fields_of(enquiry) if form.values.get(field.name)]
    changed = put_right(heard, fields, form.values, around) or mentioned(heard, fields, form.values, around)
    names = re.search(r"\d", right) or around.gazetteer.streets_in(right)
    if not isinstance(changed, dict) and not names:  # "sorry, my house is flooding"
        return None
    if last[SENT]:  # also what cannot stand, such as the number of no house that we know
        form.values[TO_CHANGE] = said
        return over(form, Exit.HAND_OFF)
    if not isinstance(changed, dict):
        return open_form(enquiry, heard, turn, around)  # which says why it cannot stand
    form.values.update(changed)
    return ask_next(form, [Reply("utter_changed")], around)
