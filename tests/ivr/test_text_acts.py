"""What is answered fits into a text, and what is texted back is understood as an answer."""

from __future__ import annotations

import re
from datetime import date

import pytest

from contacts.acts import NO, YES, Act, ArticleSource, Ask, AskKind, CallBack, Choice, End, HandOff, Say
from contacts.said import Said
from contacts.texts import gsm
from ivr.texting.text_acts import Style, read, render
from tests.contacts.parts import councils_own

STYLE = Style(councils_own().words, "https://frontdoor.example.gov.uk/chat/articles")
MISSED = ArticleSource(
    article="waste/missed-bins", title="Missed bins", source="Waste policy", review_by=date(2027, 4, 1)
)
LINK = "More: https://frontdoor.example.gov.uk/chat/articles/waste/missed-bins"
BINS = (Choice(label="Green bin", value="green"), Choice(label="Food caddy", value="food"))
WHICH = Ask(kind=AskKind.CHOICE, text="Which bin?", choices=BINS)
SHALL_I = Ask(kind=AskKind.YES_NO, text="Shall I report it?", choices=(YES, NO))
LONG_ANSWER = "Leave the bin at the edge of your property by 6.30am. " * 12


def test_sentences_and_the_question_are_one_text():
    acts: list[Act] = [Say(text="Thank you.\n\nWe have it."), Ask(text="Anything else?")]
    assert render(acts, STYLE) == "Thank you.\nWe have it.\nAnything else?"


def test_choices_are_numbered():
    assert render([WHICH], STYLE) == "Which bin? Reply 1 for Green bin, 2 for Food caddy."
    assert render([SHALL_I], STYLE) == "Shall I report it? Reply 1 for yes, 2 for no."


def test_bringing_a_person_and_the_end_have_no_words_of_their_own():
    assert render([HandOff(reason="Asked"), CallBack(reason="Asked"), End()], STYLE) == ""


def test_typography_does_not_make_a_text_dearer():
    said = render([Say(text="We’ll “come back” – on Monday…")], STYLE)
    assert said == 'We\'ll "come back" - on Monday...'
    assert gsm.segments(said) == 1


def test_a_long_answer_ends_at_a_sentence_and_says_where_it_goes_on():
    said = render([Say(text=LONG_ANSWER, source=MISSED), Ask(text="Anything else?")], STYLE)
    answer, link, question = said.split("\n")
    assert (link, question) == (LINK, "Anything else?")
    assert answer.endswith("6.30am.")
    assert gsm.segments(said) <= 3
    assert len(answer) > 250  # the room there is has been used


def test_an_answer_that_fits_has_no_link():
    assert "More" not in render([Say(text="Leave it out.", source=MISSED)], STYLE)


def test_two_long_answers_share_the_room():
    both: list[Act] = [Say(text=LONG_ANSWER, source=MISSED), Say(text=LONG_ANSWER, source=MISSED)]
    said = render(both, STYLE)
    assert said.count(LINK) == 2
    assert gsm.segments(said) <= 3


def test_what_no_article_says_is_never_cut():
    opened = "Your reference is 4821 9937. " + "The crew comes back by Friday 27 November. " * 20
    said = render([Say(text=opened), Say(text=LONG_ANSWER, source=MISSED)], STYLE)
    assert said.startswith(opened.strip())
    assert said.endswith(LINK)


def test_no_text_is_longer_than_can_be_sent():
    assert len(render([Say(text="All of this matters. " * 200)], STYLE)) <= gsm.LONGEST_BODY


@pytest.mark.parametrize("words", ["1", " 1 ", "1.", "1)", "Option 1", "number 1", "1️⃣"])
def test_a_number_is_the_choice_it_stands_for(words: str):
    assert read(words, WHICH) == Said(choice="green")


@pytest.mark.parametrize("words", ["3", "9", "12", "0", "1 Mill Lane", "both", "the green one"])
def test_other_words_are_left_to_the_assistant(words: str):
    assert read(words, WHICH) == Said(words)


@pytest.mark.parametrize(
    ("words", "value"),
    [("yes", "yes"), ("Y", "yes"), ("Yes!", "yes"), ("👍🏽", "yes"), ("no", "no"), ("N", "no"), ("2", "no")],
)
def test_yes_and_no_answer_a_question_for_them(words: str, value: str):
    assert read(words, SHALL_I) == Said(choice=value)


def test_where_nothing_is_offered_a_number_is_only_a_number():
    assert read("1", Ask(text="How many?")) == Said("1")
    assert read("yes", None) == Said("yes")


def test_every_choice_that_is_offered_can_be_replied():
    many = tuple(Choice(label=f"Place {place}", value=str(place)) for place in range(1, 10))
    ask = Ask(kind=AskKind.CHOICE, text="Where?", choices=many)
    offered = re.findall(r"(\d) for", render([ask], STYLE))
    assert [read(number, ask).choice for number in offered] == [choice.value for choice in many]
