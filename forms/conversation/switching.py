"""What is no answer at all: a question in the middle, or another enquiry that the form is put aside or left for."""

from __future__ import annotations

from dataclasses import replace

from cases.long_past import is_past_accident
from council.catalogue import Enquiry
from forms.asides import GO_ON, aside, points_back, whether_to_go_on
from forms.conversation.asking import ask_again, is_an_answer, open_form
from forms.conversation.form_turn import Exit, FormTurn, over
from forms.fields import FIELDS
from forms.fields.base import Field, said_unsure
from forms.heard import Around, Heard
from forms.leaving import meant
from forms.replies import Reply
from forms.sayings.questions import is_question, plainly_asks
from forms.state import FormState

ASIDE_CONFIDENCE = 0.6  # below this a digression is more likely a strange answer
SWITCH_CONFIDENCE = 0.75  # leaving a form half filled needs more
INSTEAD = "instead"  # in the form's values: what was asked for in its place


def left_for(form: FormState, enquiry: Enquiry, heard: Heard, wished: str, around: Around) -> FormTurn:
    """Into another form, or out of this one, with what they want kept for whoever finishes it."""
    other = around.council.catalogue.get(heard.intent)
    if other and other.fields and other.name != enquiry.name and heard.confidence >= ASIDE_CONFIDENCE:
        turn = open_form(other, heard, form.turn, around)
        turn.replies.insert(0, Reply("utter_put_aside", {"enquiry": enquiry.title.lower()}))
        return turn
    form.values[INSTEAD] = wished
    return over(form, Exit.ABANDONED)


def another_meant(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """ "No sorry, I mean a streetlight": another enquiry than was understood, even where any words could be the answer.
    Where it is and who they are holds for that one too; what happened was told of the wrong thing."""
    other = around.council.catalogue.get(heard.intent)
    said = meant(heard)
    if said is None or other is None or not other.fields or other.name == enquiry.name:
        return None
    asked = FIELDS.get(form.asking or "")
    answers = asked is not None and not asked.free_text and is_an_answer(asked, form, heard, around)
    if answers or heard.confidence < SWITCH_CONFIDENCE:
        return None
    theirs = {name for name in enquiry.fields if name != "description"}
    shared = {name: value for name, value in form.values.items() if name in theirs & set(other.fields)}
    turn = open_form(other, said, form.turn, around, shared)
    turn.replies.insert(0, Reply("utter_changed"))
    return turn


def is_digression(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> bool:
    """Whether an answer that cannot stand is more likely about something else."""
    other = around.council.catalogue.get(heard.intent)
    elsewhere = other is not None and other.name != form.enquiry and heard.confidence >= SWITCH_CONFIDENCE
    return elsewhere or aside(enquiry, heard, around) is not None


def aside_or_switch(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """An answer from an article, or the form of another enquiry; None where the words are neither."""
    if heard.value is not None:
        return None
    other = around.council.catalogue.get(heard.intent)
    elsewhere = other is not None and other.name != enquiry.name and heard.confidence >= SWITCH_CONFIDENCE
    in_free_text = form.asking in FIELDS and FIELDS[form.asking].free_text
    question = is_question(heard) or not in_free_text
    own = aside(enquiry, heard, around) if question else None
    if own and (not elsewhere or points_back(heard)):
        return ask_again(form, [Reply("utter_aside", {"answer": own})], around)
    answer = aside(other, heard, around) if question and elsewhere and other else None
    if answer:
        answered = [Reply("utter_aside", {"answer": answer})]
        return _and_then(form, answered, enquiry)
    if other is None or other.name == enquiry.name:
        return None
    if other.action == "emergency":
        # Only a guess: plain danger words never reach the form. "By the school" must not cost the report.
        sure = heard.confidence >= SWITCH_CONFIDENCE and form.asking not in FIELDS
        sure = sure and not is_past_accident(heard.words)
        return ask_again(form, [Reply("utter_in_danger_form")], around) if sure else None
    if other.fields and not in_free_text and heard.confidence >= SWITCH_CONFIDENCE and not said_unsure(heard):
        turn = open_form(other, heard, form.turn, around)
        told = bool(form.values.get("description"))
        kept = "utter_put_aside_and_kept" if told else "utter_put_aside"
        turn.replies.insert(0, Reply(kept, {"enquiry": enquiry.title.lower()}))
        return replace(turn, left=form if told else None)
    article = around.articles.get(other.article)
    asking = heard.words.rstrip().endswith("?") or not in_free_text or (elsewhere and plainly_asks(heard))
    if article and not other.fields and asking and heard.confidence >= ASIDE_CONFIDENCE:
        words = article.spoken if around.spoken else article.summary
        return _and_then(form, [Reply("utter_aside", {"answer": words})], enquiry)
    return None


def answered_apart(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field
) -> FormTurn | None:
    """ "I've got nowhere to sleep tonight", where a name is asked for: no name, and nothing of the report."""
    other = around.council.catalogue.get(heard.intent)
    article = around.articles.get(other.article) if other else None
    if article is None or asked.name != "name" or is_an_answer(asked, form, heard, around):
        return None
    words = article.spoken if around.spoken else article.summary
    return _and_then(form, [Reply("utter_aside", {"answer": words})], enquiry)


def _and_then(form: FormState, told: list[Reply], enquiry: Enquiry) -> FormTurn:
    """After what was asked about something else. What the form was asking is worked out anew."""
    form.asking = GO_ON
    return FormTurn(form, told, whether_to_go_on(enquiry))
