""" "Yes, and what time does the tip close", where a form asks for a yes or a no: the answer is taken and what was asked
is answered before the next question."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

from council.catalogue import Enquiry
from council.yes_and import Asked, asked_with
from forms.asides import GO_ON, aside
from forms.conversation.asking import ask_again
from forms.conversation.besides import correction
from forms.conversation.form_turn import Exit, FormTurn
from forms.conversation.switching import INSTEAD, SWITCH_CONFIDENCE
from forms.fields import FIELDS
from forms.heard import Around, Heard
from forms.replies import Reply
from forms.state import FormState

Take = Callable[[FormState, Heard, Around], FormTurn]


def answered_and_asked(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, take: Take
) -> FormTurn | None:
    """None where nothing is asked besides, or the words say more of the answer: "no, can you make it number 14"."""
    asked = asked_with(heard.words) if heard.value is None else None
    if asked is None or not asked.answer or not _is_yes_or_no(form, around):
        return None
    other = around.council.catalogue.get(heard.intent)
    elsewhere = other is not None and other.name != enquiry.name and heard.confidence >= SWITCH_CONFIDENCE
    if elsewhere and other and form.asking == GO_ON and asked.answer == "no":
        form.values[INSTEAD] = asked.words
        form.ended = Exit.ABANDONED
        return FormTurn(form, [], None)
    told = _answer(other if elsewhere and other else enquiry, asked, around, elsewhere=elsewhere)
    offered = other if elsewhere and other and not told and other.action is None else None
    if (told is None and offered is None) or _says_more(form, enquiry, heard, asked, around):
        return None
    turn = take(form, replace(heard, words=asked.answer, entities=()), around)
    if offered:
        return replace(turn, besides=(offered.name, asked.words))
    return replace(turn, replies=[Reply("utter_aside", {"answer": told or ""}), *turn.replies])


def _is_yes_or_no(form: FormState, around: Around) -> bool:
    if form.asking == GO_ON:
        return True
    question = ask_again(replace(form, values=dict(form.values)), [], around).question
    return question is not None and question.kind == "yes_no"


def _answer(enquiry: Enquiry, asked: Asked, around: Around, *, elsewhere: bool) -> str | None:
    """What its article says of just that; of another enquiry that asks for nothing, all that it says."""
    if told := aside(enquiry, Heard(asked.words), around):
        return told
    article = around.articles.get(enquiry.article) if elsewhere and not enquiry.fields else None
    if article is None or enquiry.action is not None:
        return None
    return article.spoken if around.spoken else article.summary


def _says_more(form: FormState, enquiry: Enquiry, heard: Heard, asked: Asked, around: Around) -> bool:
    """Whether the question that is open makes something else of the whole than of the yes or the no, or it puts another
    answer right: "no, can you change it to the blue bin"."""
    field = FIELDS.get(form.asking or "")
    tried = replace(form, values=copy.deepcopy(form.values))
    if correction(tried, enquiry, heard, around, field) is not None:
        return True
    if field is None:
        return False
    alone = replace(heard, words=asked.answer, entities=())
    values = form.values
    return field.read(heard, dict(values), around) != field.read(alone, dict(values), around)
