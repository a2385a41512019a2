"""One turn of the form: what was said, what it changes, what to say and ask next.

The order in which words are tried is the heart of it. First the ways out (a person, "never mind"), then the answer to
what was asked, then corrections of earlier answers, a question in the middle, another enquiry; only then a miss.
Fields that take any words ("tell us what happened") are tried last, or every question would be taken for an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from cases.checks.missed_bin import check_missed_bin
from cases.long_past import is_past_accident
from council.catalogue import Enquiry
from forms.asides import GO_ON, aside, plainly_asks, wants_to_go_on, whether_to_go_on
from forms.correcting import mentioned, put_right
from forms.elsewhere import STORY, goes_on, more_of_the_story, swapped
from forms.fields import FIELDS
from forms.fields.base import REMARK, Field, Refused, Values, said_no, said_unsure, said_yes
from forms.fields.bins import missed_on, round_of
from forms.fields.heard_postcode import BY_KEYS
from forms.fields.numbers import is_only_digits
from forms.heard import Around, Heard
from forms.leaving import instead, meant, never_mind
from forms.own_words import in_own_words
from forms.refusals import REFUSALS, refusal
from forms.replies import YES_NO, Option, Question, Reply
from forms.state import FormState
from forms.yes_but import settled

MOST_MISSES = 2  # then a person: reprompts add help once, never twice
ASIDE_CONFIDENCE = 0.6  # below this a digression is more likely a strange answer
SWITCH_CONFIDENCE = 0.75  # leaving a form half filled needs more
BRIEF = 7  # words
REVIEW, CHANGE = "review", "change"
FIELD = "field:"
INSTEAD = "instead"  # in the form's values: what was asked for in its place

# Where any words could be the answer, only these begin a correction or a question.
_CORRECTING = re.compile(r"(?i)^\W*(no|sorry|actually|wait|i mean|i meant|correction|oops)\b")
_QUESTION = re.compile(
    r"(?i)\?\W*$|^\W*((and|but|so|ok|okay)\W+)?"
    r"(how|what|when|why|who|is|are|do|does|did|will|would|can|could|should|shall|am)\b"
)
_PERHAPS_A_PLACE = re.compile(
    r"(?i)\d|\b(?:road|rd|street|st|lane|close|avenue|drive|way|court|place|crescent|terrace|gardens?|grove|row|mews|hill"
    r"|square|park|cottages?|house|farm|flat|the green|estate)\b"
)
_BUT = re.compile(r"(?i)\b(but|except|wrong|change|not)\b")
# What residents call a field besides its title.
_ALSO_CALLED = {
    "collection_date": ("day", "date"),
    "location": ("place", "location"),
    "description": ("description", "what happened"),
}


class Exit(StrEnum):
    """Why a form ended."""

    DONE = "done"  # everything given and confirmed
    ABANDONED = "abandoned"
    REFUSED = "refused"  # the council's rule says no; the reply has said why
    HAND_OFF = "hand_off"  # asked for a person
    STUCK = "stuck"  # the assistant could not take an answer
    CALL_BACK = "call_back"


@dataclass
class FormTurn:
    """What the turn leads to. Without a question the form is over, and `form.ended` says how."""

    form: FormState
    replies: list[Reply]
    question: Question | None
    left: FormState | None = None  # put aside for this one, with what was told in it


def open_form(
    enquiry: Enquiry, heard: Heard, turn: int, around: Around, known: Values | None = None
) -> FormTurn:
    """Begin the form, filled with what is known and all the first message already says."""
    form = FormState(enquiry=enquiry.name, turn=turn, values=dict(known or {}))
    replies = [Reply(f"utter_begin_{enquiry.name}")]
    for field in _fields(enquiry):
        gleaned = field.glean(heard, form.values, around)
        if isinstance(gleaned, Refused):
            replies.append(gleaned.reply)
        elif gleaned:
            form.values.update(gleaned)
    return _ask_next(form, replies, around)


def take(form: FormState, heard: Heard, around: Around) -> FormTurn:
    """Continue the form with what was said."""
    enquiry = around.council.catalogue[form.enquiry]
    if wished := instead(heard):
        return _left_for(form, enquiry, heard, wished, around)
    way_out = _way_out(form, heard, around)
    if way_out:
        return _over(form, way_out)
    if another := _another_meant(form, enquiry, heard, around):
        return another
    if form.asking == GO_ON:
        question = _ask_next(form, [], around)
        if (goes := wants_to_go_on(heard)) is not None:
            return question if goes else _over(form, Exit.ABANDONED)
    return _answer(form, enquiry, heard, around)


def _answer(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    """To the question that is open; else what else the words may be."""
    if form.asking == REVIEW:
        return _reviewed(form, enquiry, heard, around)
    if form.asking == CHANGE:
        return _change_chosen(form, enquiry, heard, around)
    asked = FIELDS[form.asking] if form.asking else None
    if asked is not None and not asked.free_text:
        heard = _without_but(form, enquiry, heard, around, asked)
        read = asked.read(heard, form.values, around)
        if isinstance(read, dict):
            return _filled(form, read, around)
        if (read is None or not read.firm) and (early := _said_early(form, enquiry, heard, around, asked)):
            return early
        if isinstance(read, Refused) and (read.firm or not _digression(form, enquiry, heard, around)):
            corrected = None if read.firm else _corrected(form, enquiry, heard, around, asked)
            more = None if read.firm else _told_more(form, heard, around)
            return corrected or more or _missed(form, [read.reply], around)
    turn = _corrected(form, enquiry, heard, around, asked)
    if turn is None and goes_on(heard):
        turn = _told_more(form, heard, around)
    turn = turn or _aside_or_switch(form, enquiry, heard, around)
    if turn is None and asked is not None and asked.free_text:
        turn = _in_free_text(form, enquiry, heard, around, asked)
    return turn or _told_more(form, heard, around) or _missed(form, [_help(form, around)], around)


def summary(form: FormState, around: Around) -> dict[str, str]:
    """What was collected, by title, in words a resident and an adviser can check."""
    return {
        field.title: field.shown(form.values, around)
        for field in _fields(around.council.catalogue[form.enquiry])
        if form.values.get(field.name) and (field.free_text or field.question(form.values, around) is None)
    }


def _left_for(form: FormState, enquiry: Enquiry, heard: Heard, wished: str, around: Around) -> FormTurn:
    """Into another form, or out of this one, with what they want kept for whoever finishes it."""
    other = around.council.catalogue.get(heard.intent)
    if other and other.fields and other.name != enquiry.name and heard.confidence >= ASIDE_CONFIDENCE:
        turn = open_form(other, heard, form.turn, around)
        turn.replies.insert(0, Reply("utter_put_aside", {"enquiry": enquiry.title.lower()}))
        return turn
    form.values[INSTEAD] = wished
    return _over(form, Exit.ABANDONED)


def _another_meant(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """ "No sorry, I mean a streetlight": another enquiry than was understood, even where any words could be the answer.
    Where it is and who they are holds for that one too; what happened was told of the wrong thing."""
    other = around.council.catalogue.get(heard.intent)
    said = meant(heard)
    if said is None or other is None or not other.fields or other.name == enquiry.name:
        return None
    asked = FIELDS.get(form.asking or "")
    answers = asked is not None and not asked.free_text and _answered(asked, form, heard, around)
    if answers or heard.confidence < SWITCH_CONFIDENCE:
        return None
    theirs = {name for name in enquiry.fields if name != "description"}
    shared = {name: value for name, value in form.values.items() if name in theirs & set(other.fields)}
    turn = open_form(other, said, form.turn, around, shared)
    turn.replies.insert(0, Reply("utter_changed"))
    return turn


def _way_out(form: FormState, heard: Heard, around: Around) -> Exit | None:
    ways = {
        "ask_for_human": Exit.HAND_OFF,
        "request_callback": Exit.CALL_BACK,
    }
    # In a longer message the same words are part of what is being told.
    brief = len(heard.words.split()) <= BRIEF
    if heard.value is None and brief and never_mind(heard.words):
        return Exit.ABANDONED
    asked = FIELDS.get(form.asking or "")
    if asked and not asked.free_text and _answered(asked, form, heard, around):
        if is_only_digits(heard.words):
            return None
        ways.pop("request_callback")  # "the number I'm calling from"
    free_text = asked is not None and asked.free_text
    sure = heard.confidence >= (SWITCH_CONFIDENCE if free_text else ASIDE_CONFIDENCE)
    return ways.get(heard.intent or "") if sure and (brief or not free_text) else None


def _answered(asked: Field, form: FormState, heard: Heard, around: Around) -> bool:
    """Whether the words can be taken for an answer to the question, right or wrong."""
    read = asked.read(heard, form.values, around)
    return isinstance(read, dict) or (isinstance(read, Refused) and read.firm)


def _filled(form: FormState, values: Values, around: Around) -> FormTurn:
    remark = values.pop(REMARK, None)
    form.values.update(values)
    form.misses = 0
    return _ask_next(form, [remark] if remark else [], around)


def _ask_next(form: FormState, replies: list[Reply], around: Around) -> FormTurn:
    enquiry = around.council.catalogue[form.enquiry]
    for field in _fields(enquiry):
        question = field.question(form.values, around)
        if question:
            form.asking = field.name
            return FormTurn(form, replies, in_own_words(question, enquiry))
    refused = _refused_by_rule(form, enquiry, around)
    if refused:
        form.ended = Exit.REFUSED
        return FormTurn(form, [*replies, refused], None)
    if enquiry.case is None:
        form.ended = Exit.DONE  # nothing is sent or changed that would need a last look
        return FormTurn(form, replies, None)
    form.asking = REVIEW
    return FormTurn(form, replies, _review(form, around))


def _refused_by_rule(form: FormState, enquiry: Enquiry, around: Around) -> Reply | None:
    if enquiry.case is None or enquiry.case.check != "missed_bin":
        return None
    try:
        check_missed_bin(
            round_of(form.values, around),
            form.values["bin_type"],
            missed_on(form.values),
            around.at,
            around.council.bins,
        )
    except REFUSALS as refused:
        return refusal(refused)
    return None


def _review(form: FormState, around: Around) -> Question:
    lines = [f"{title}: {shown}" for title, shown in summary(form, around).items()]
    joined = ". ".join(lines) if around.spoken else "\n".join(lines)
    return Question(Reply("utter_ask_review", {"summary": joined}), "yes_no", YES_NO)


def _reviewed(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    turn = None if heard.value else _corrected(form, enquiry, heard, around, None)
    if turn is None and said_yes(heard) and not _BUT.search(heard.words):
        return _over(form, Exit.DONE)  # "yes, the address is right"
    turn = turn or _named_to_change(form, enquiry, heard, around)
    if turn:
        return turn
    if said_no(heard):
        form.asking, form.misses = CHANGE, 0
        options = tuple(Option(field.title, f"{FIELD}{field.name}") for field in _fields(enquiry))
        return FormTurn(form, [], Question(Reply("utter_ask_change"), "choice", options))
    return _aside_or_switch(form, enquiry, heard, around) or _missed(form, [_help(form, around)], around)


def _change_chosen(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn:
    return (
        _named_to_change(form, enquiry, heard, around)
        or _corrected(form, enquiry, heard, around, None)
        or _missed(form, [_help(form, around)], around)
    )


def _named_to_change(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """ "The address": the field to ask again, picked or named in a few words."""
    for field in _fields(enquiry):
        nouns = (field.title.lower().removeprefix("your "), *_ALSO_CALLED.get(field.name, ()))
        brief = heard.value is None and len(heard.words.split()) <= BRIEF
        named = brief and any(re.search(rf"\b{noun}\b", heard.words.lower()) for noun in nouns)
        if named or heard.value == f"{FIELD}{field.name}":
            form.values.pop(field.name, None)
            form.misses = 0
            return _ask_next(form, [], around)
    return None


def _corrected(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field | None
) -> FormTurn | None:
    """ "No, number 14": a plain mention of something already given replaces it."""
    if asked is not None and asked.free_text and not _CORRECTING.search(heard.words):
        return None  # a street may well be named in what happened
    others = [field for field in _fields(enquiry) if field is not asked]
    changed = put_right(heard, others, form.values, around) or mentioned(heard, others, form.values, around)
    if isinstance(changed, Refused):
        return _again(form, [changed.reply], around)
    if changed is None:
        return None
    form.values.update(changed)
    form.misses = 0
    return _ask_next(form, [Reply("utter_changed")], around)


def _said_early(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field
) -> FormTurn | None:
    """ "General waste", said at the question for the postcode: kept for the question that is still to come."""
    words = heard.words
    if heard.value is not None or len(words.split()) > BRIEF or _QUESTION.search(words):
        return None
    if _PERHAPS_A_PLACE.search(words):  # "Brown Street" is no bin, though we have no such street
        return None
    kept: Values = {}
    for field in _fields(enquiry):
        if field is asked or field.free_text or form.values.get(field.name):
            continue
        gleaned = field.glean(heard, form.values, around)
        if isinstance(gleaned, dict) and gleaned.get(field.name):
            kept |= gleaned
    return _kept(form, kept, around) if kept else None


def _without_but(form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field) -> Heard:
    """The answer to a yes or no without its "but", which may put another answer right."""
    question = asked.question(form.values, around)
    if question is None or question.kind != "yes_no":
        return heard
    others = [field for field in _fields(enquiry) if field is not asked]
    answer, changed = settled(asked, heard, others, form.values, around)
    form.values.update(changed)
    return answer


def _in_free_text(
    form: FormState, enquiry: Enquiry, heard: Heard, around: Around, asked: Field
) -> FormTurn | None:
    if told := swapped(asked, heard, enquiry.fields, form.values, around):
        return _kept(form, told, around)
    read = asked.read(heard, form.values, around)
    return _filled(form, read, around) if isinstance(read, dict) else None


def _told_more(form: FormState, heard: Heard, around: Around) -> FormTurn | None:
    """More of the story, in the place of a name or a number: kept, and the question put again."""
    asked = FIELDS.get(form.asking or "")
    more = more_of_the_story(heard, form.values) if asked and asked.name not in STORY else None
    return _kept(form, more, around) if more else None


def _kept(form: FormState, told: Values, around: Around) -> FormTurn:
    form.values.update(told)
    form.misses = 0
    return _ask_next(form, [Reply("utter_kept_for_later")], around)


def _digression(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> bool:
    other = around.council.catalogue.get(heard.intent)
    elsewhere = other is not None and other.name != form.enquiry and heard.confidence >= SWITCH_CONFIDENCE
    return elsewhere or aside(enquiry, heard, around) is not None


def _aside_or_switch(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    if heard.value is not None:
        return None
    other = around.council.catalogue.get(heard.intent)
    elsewhere = other is not None and other.name != enquiry.name and heard.confidence >= SWITCH_CONFIDENCE
    in_free_text = form.asking in FIELDS and FIELDS[form.asking].free_text
    question = bool(_QUESTION.search(heard.words)) or not in_free_text
    answer = aside(other if elsewhere and other else enquiry, heard, around) if question else None
    if answer:
        answered = [Reply("utter_aside", {"answer": answer})]
        return _and_then(form, answered, enquiry) if elsewhere else _again(form, answered, around)
    if other is None or other.name == enquiry.name:
        return None
    if other.action == "emergency":
        # Only a guess: plain danger words never reach the form. "By the school" must not cost the report.
        sure = heard.confidence >= SWITCH_CONFIDENCE and form.asking not in FIELDS
        sure = sure and not is_past_accident(heard.words)
        return _again(form, [Reply("utter_in_danger_form")], around) if sure else None
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


def _and_then(form: FormState, told: list[Reply], enquiry: Enquiry) -> FormTurn:
    """After what was asked about something else. What the form was asking is worked out anew."""
    form.asking = GO_ON
    return FormTurn(form, told, whether_to_go_on(enquiry))


def _missed(form: FormState, replies: list[Reply], around: Around) -> FormTurn:
    form.misses += 1
    if form.misses > MOST_MISSES:
        return _over(form, Exit.STUCK)
    if form.misses == MOST_MISSES and form.asking in ("address", "postcode"):
        form.values[BY_KEYS] = True  # by voice it has failed twice; read only on the phone
    return _again(form, replies, around)


def _help(form: FormState, around: Around) -> Reply:
    """Words that add something to the question asked: for utter_ask_postcode that is utter_help_postcode."""
    question = _again(form, [], around).question
    if question is None:
        return Reply("utter_help_review")
    general = question.reply.name.removesuffix(f"_{form.enquiry}")
    return Reply(general.replace("utter_ask_", "utter_help_"))


def _again(form: FormState, replies: list[Reply], around: Around) -> FormTurn:
    """Say something, then put the same question again."""
    if form.asking == CHANGE:
        enquiry = around.council.catalogue[form.enquiry]
        options = tuple(Option(field.title, f"{FIELD}{field.name}") for field in _fields(enquiry))
        return FormTurn(form, replies, Question(Reply("utter_ask_change"), "choice", options))
    return _ask_next(form, replies, around)


def _over(form: FormState, how: Exit) -> FormTurn:
    form.ended = how
    return FormTurn(form, [], None)


def _fields(enquiry: Enquiry) -> list[Field]:
    return [FIELDS[name] for name in enquiry.fields]
