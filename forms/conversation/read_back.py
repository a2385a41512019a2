"""What was collected, read back: for the resident's last look, and on an adviser's card."""

from __future__ import annotations

from council.catalogue import Enquiry
from forms.fields import fields_of
from forms.heard import Around
from forms.replies import YES_NO, Option, Question, Reply
from forms.state import FormState

REVIEW, CHANGE, ADD = "review", "change", "add"  # what a form is asking, when it is no field
BESIDES = "besides"  # in the form's values: what was said that no question asks for, in its own words
BESIDES_TITLE = "Also said"
MOST_BESIDES = 4
LONGEST = 300  # characters of one of them
FIELD = "field:"  # a choice that names a field to change


def summary(form: FormState, around: Around) -> dict[str, str]:
    """What was collected, by title, in words a resident and an adviser can check."""
    told = {
        field.title: field.shown(form.values, around)
        for field in fields_of(around.council.catalogue[form.enquiry])
        if form.values.get(field.name) and (field.free_text or field.question(form.values, around) is None)
    }
    besides = form.values.get(BESIDES)
    return {**told, BESIDES_TITLE: "; ".join(besides)} if besides else told


def note(form: FormState, words: str) -> bool:
    """Keep what was said besides; whether there was still room for it, so that nobody talks for ever."""
    kept, said = list(form.values.get(BESIDES) or ()), words.strip(" .")[:LONGEST]
    if said not in kept:
        if len(kept) >= MOST_BESIDES:
            return False
        form.values[BESIDES] = [*kept, said]
    return True


def review_question(form: FormState, around: Around) -> Question:
    """Whether all of it is right."""
    lines = [f"{title}: {shown}" for title, shown in summary(form, around).items()]
    # What was added is a line of its own: aloud it would run on.
    joined = ". ".join(line.replace("\n", ". ") for line in lines) if around.spoken else "\n".join(lines)
    return Question(Reply("utter_ask_review", {"summary": joined}), "yes_no", YES_NO, sends=True)


def change_question(enquiry: Enquiry) -> Question:
    """Which of the answers is wrong."""
    options = tuple(Option(field.title, f"{FIELD}{field.name}") for field in fields_of(enquiry))
    return Question(Reply("utter_ask_change"), "choice", options)
