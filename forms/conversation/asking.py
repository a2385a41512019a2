"""What the form asks next, or why there is nothing more to ask: every other module here ends in one of these."""

from __future__ import annotations

from cases.checks.missed_bin import check_missed_bin
from council.catalogue import Enquiry
from council.who_is_here import open_team
from forms.conversation.form_turn import Exit, FormTurn, over
from forms.conversation.read_back import CHANGE, REVIEW, change_question, review_question
from forms.fields import fields_of
from forms.fields.base import REMARK, Field, Refused, Values
from forms.fields.bins import missed_on, round_of
from forms.fields.heard_postcode import BY_KEYS
from forms.fields.words import LONGEST, SAID_FIRST
from forms.heard import Around, Heard
from forms.own_words import in_own_words
from forms.refusals import REFUSALS, refusal
from forms.replies import Reply
from forms.sayings.declined import declines, says_only_no
from forms.sayings.said_over import settled
from forms.state import FormState

FEWEST_TOLD = 4  # words of a first message that may be all there is to tell
# Articles of the reports that begin with whom to ring, which is another while nobody is here.
OTHERWISE_WHEN_SHUT = ("housing/repairs", "streets/drains-and-flooding", "streets/trees-and-hedges")
MOST_MISSES = 2  # then a person: reprompts add help once, never twice
MOST_IN_A_CALL = 3  # at whichever questions; who writes can read what is asked, and is given longer


def open_form(
    enquiry: Enquiry, heard: Heard, turn: int, around: Around, known: Values | None = None
) -> FormTurn:
    """Begin the form, filled with what is known and all the first message already says."""
    form = FormState(enquiry=enquiry.name, turn=turn, values=dict(known or {}))
    heard = settled(heard)
    replies = [_begins(enquiry, around)]
    for field in fields_of(enquiry):
        gleaned = field.glean(heard, form.values, around)
        if isinstance(gleaned, Refused):
            replies.append(gleaned.reply)
        elif gleaned:
            form.values.update(gleaned)
    told = heard.value is None and len(heard.words.split()) >= FEWEST_TOLD
    if told and "description" in enquiry.fields and not form.values.get("description"):
        form.values[SAID_FIRST] = heard.words.strip()[:LONGEST]
    return ask_next(form, replies, around)


def _begins(enquiry: Enquiry, around: Around) -> Reply:
    """What cannot wait is for a person, and for a number where there is none: nobody is to look which holds now."""
    shut = (
        enquiry.article in OTHERWISE_WHEN_SHUT and open_team(around.council, enquiry.team, around.at) is None
    )
    return Reply(f"utter_begin_{'when_shut_' if shut else ''}{enquiry.name}")


def ask_next(form: FormState, replies: list[Reply], around: Around) -> FormTurn:
    """The first question still open; with none left the last look, or the end."""
    enquiry = around.council.catalogue[form.enquiry]
    for field in fields_of(enquiry):
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
    return FormTurn(form, replies, review_question(form, around))


def ask_again(form: FormState, replies: list[Reply], around: Around) -> FormTurn:
    """Say something, then put the same question again."""
    if form.asking == CHANGE:
        return FormTurn(form, replies, change_question(around.council.catalogue[form.enquiry]))
    return ask_next(form, replies, around)


def fill(form: FormState, values: Values, around: Around) -> FormTurn:
    """What answers the question asked, and may bring a remark of its own."""
    remark = values.pop(REMARK, None)
    form.values.update(values)
    form.misses = 0
    return ask_next(form, [remark] if remark else [], around)


def keep(form: FormState, told: Values, around: Around) -> FormTurn:
    """What was told besides: kept, said so, and the question put again."""
    form.values.update(told)
    form.misses = 0
    return ask_next(form, [Reply("utter_kept_for_later")], around)


def miss(form: FormState, replies: list[Reply], around: Around) -> FormTurn:
    """An answer that did not help: once more, by keys on the phone, then a person."""
    form.misses += 1
    form.missed += 1
    if form.misses > MOST_MISSES or (around.spoken and form.missed > MOST_IN_A_CALL):
        return over(form, Exit.STUCK)
    if form.misses == MOST_MISSES and form.asking in ("address", "postcode"):
        form.values[BY_KEYS] = True  # by voice it has failed twice; read only on the phone
    return ask_again(form, replies, around)


def miss_with_help(form: FormState, around: Around, heard: Heard | None = None) -> FormTurn:
    """Nothing was made of the words: the same question, with what may help to answer it, or why it is asked."""
    why = _why_asked(form, heard, around) if heard else None
    return miss(form, [why or _help_with(form, around)], around)


def _why_asked(form: FormState, heard: Heard, around: Around) -> Reply | None:
    """To whoever would rather not give an address that nothing can be done without."""
    if form.asking != "address" or heard.value is not None:
        return None
    article = around.articles.get(around.council.catalogue[form.enquiry].article)
    refused = declines(heard.words) or (says_only_no(heard.words) and not form.values.get("address"))
    why = article.asides.get("why") if article and refused else None
    return Reply("utter_aside", {"answer": why}) if why else None


def _help_with(form: FormState, around: Around) -> Reply:
    """Words that add something to the question asked: for utter_ask_postcode that is utter_help_postcode."""
    question = ask_again(form, [], around).question
    if question is None:
        return Reply("utter_help_review")
    general = question.reply.name.removesuffix(f"_{form.enquiry}")
    return Reply(general.replace("utter_ask_", "utter_help_"))


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


def is_an_answer(asked: Field, form: FormState, heard: Heard, around: Around) -> bool:
    """Whether the words can be taken for an answer to the question, right or wrong."""
    read = asked.read(heard, form.values, around)
    return isinstance(read, dict) or (isinstance(read, Refused) and read.firm)
