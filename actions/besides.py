"""What else was asked: a second question in one breath, or a further one about what was told already."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from actions.days_of_a_place import told_of_a_day_there
from actions.opening import told_of_another_day, told_of_another_place
from forms.asides import aside
from forms.heard import Heard
from forms.replies import YES_NO, Question, Reply
from kb.articles import Article
from kb.lines import is_left_open, line_about, second_question

LONGEST_FURTHER = 8  # words that go on from an answer; in more there is an enquiry
_FURTHER = re.compile(
    r"(?i)^\W*(?:(?:ok|okay|right|thanks|oh|so)\W+)*(?:and|but|what about|how about|also|what if)\b"
)
_YES_OR_NO = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|and|so|please|um+|er+m?|just)\W+)*(?:do|does|can|could|is|are|may|must|should|will)\b"
)
LONGEST_MARK = 60  # characters that tell one line of an article from another


def told_besides(turn: Turn, article: Article) -> Events | None:
    """The answer to the second question of a message, after that to the first.

    Where the article has none, a person is offered to whoever listens, who has nothing to read. None where the open
    question comes next, as after any answer.
    """
    second = second_question(turn.heard.words)
    if not second:
        _say_the_line(turn, article)
    if not second or turn.also:  # another enquiry is come back to by itself
        return None
    around = turn.wired.around(spoken=turn.spoken)
    if turn.enquiry and (answer := aside(turn.enquiry, Heard(second), around)):
        turn.say("utter_aside", answer=answer)
    elif line := line_about(article, second):
        turn.say("utter_line_of_article", heading=line.heading, line=line.text)
    elif turn.spoken and is_left_open(article, second):
        turn.ask(Question(Reply("utter_offer_person_for_second"), "yes_no", YES_NO))
        return [offering("hand_off")]
    return None


def _say_the_line(turn: Turn, article: Article) -> None:
    """ "Do you take asbestos at the tip": what the article says of it, which its two sentences do not."""
    asks = turn.heard.value is None and _YES_OR_NO.match(turn.heard.words)
    if asks and (line := line_about(article, turn.heard.words)):
        turn.say("utter_line_of_article", heading=line.heading, line=line.text)


def told_before(turn: Turn) -> Events:
    """Nobody hears the same answer twice running: it did not help. What else the article has on it may, also once."""
    article, words = turn.wired.articles.get(turn.told_article), turn.heard.words
    line = line_about(article, words) if article else None
    ours = turn.enquiry is not None and turn.enquiry.article == turn.told_article
    answer = (
        aside(turn.enquiry, turn.heard, turn.wired.around(spoken=turn.spoken))
        if ours and turn.enquiry
        else None
    )
    more = answer or (line.text if line else "")
    told = f"{turn.told_article}#{more[:LONGEST_MARK]}"
    if not more or told == turn.told:
        turn.ask(Question(Reply("utter_told_before"), "yes_no", YES_NO))
        return [offering("hand_off")]
    if answer:
        turn.say("utter_aside", note="answered", answer=answer)
    elif line:
        turn.say("utter_line_of_article", note="answered", heading=line.heading, line=line.text)
    turn.told = told
    turn.ask_if_anything_else()
    return [offering(None)]


def further_line(turn: Turn) -> Events | None:
    """ "And what about a van", after an answer: the line of its article that has it, where nothing else fits."""
    article, words = turn.wired.articles.get(turn.told_article), turn.heard.words
    if article is None or turn.heard.value is not None or len(words.split()) > LONGEST_FURTHER:
        return None
    line = line_about(article, words) if _FURTHER.match(words) else None
    if line is None:
        return None
    turn.say("utter_line_of_article", note="answered", heading=line.heading, line=line.text)
    turn.told = f"{turn.told_article}#{line.text[:LONGEST_MARK]}"
    return _and_then(turn)


def another_day(turn: Turn) -> Events | None:
    """ "And on Sunday", after opening hours."""
    return _and_then(turn) if told_of_another_day(turn) else a_day_there(turn) or another_place(turn)


def a_day_there(turn: Turn) -> Events | None:
    """ "Is it open on Christmas Day", after an answer about a place."""
    return _and_then(turn) if told_of_a_day_there(turn) else None


def another_place(turn: Turn) -> Events | None:
    """ "What about the library", after the tip's."""
    return _and_then(turn) if told_of_another_place(turn) else None


def _and_then(turn: Turn) -> Events:
    turn.ask_if_anything_else()
    return [offering(None)]
