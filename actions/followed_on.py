""" "How do I cancel", "is it open at Christmas", "how much is it": a further question about what was told just before.
It names nothing that the article told from does not know, so it is no enquiry of its own, whatever it sounds like."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from council.catalogue import Enquiry
from forms.asides import aside
from forms.heard import Heard
from forms.replies import Reply
from kb.articles import Article
from kb.lines import asked_about, line_about, section_about, words_of, words_that_tell

LONGEST = 9  # words; in more there is an enquiry
JUST_NOW = 2  # turns
LONGEST_MARK = 60  # characters that tell one answer from another
_ASKS = re.compile(
    r"(?i)^\W*(?:(?:and|but|so|oh|ok|okay|right|thanks|thank you|well|er+m?|um+|yes|no|please)\W+)*"
    r"(?:(?:how|what|when|where|who|which|why)(?:'?s)?|is|are|do|does|did|can|could|will|would|should|am|must"
    r"|i (?:want|need|would like)(?: to)?|i'd like to)\b"
)
_POINTS_BACK = re.compile(r"(?i)\b(?:it|that|this|they|them|one|there|its)\b")
# About us, or about what is told in other ways: who answers, and how to reach somebody.
_OF_ANYTHING = re.compile(
    r"(?i)\b(?:speak|talk|someone|somebody|person|number|phone|ring|call|email|address|else"
    r"|(?:are|do) you (?:\w+ )?(?:open|shut|close|closed))\b"
)


def more_of_it(turn: Turn) -> Reply | None:
    """The reply to a further question; None where it is none, or the article does not say."""
    article, words = turn.wired.articles.get(turn.told_article), turn.heard.words.replace("’", "'")
    if article is None or turn.heard.value is not None or not turn.told_within(JUST_NOW):
        return None
    if len(words.split()) > LONGEST or not _ASKS.match(words) or _OF_ANYTHING.search(words):
        return None
    if turn.enquiry is not None and turn.enquiry.article == article.name:
        return None  # which is answered as such
    telling = words_that_tell(words)
    if not telling <= asked_about(article) or _is_of_its_own(turn, telling, words):
        return None
    return _answer(turn, article, words, telling)


def told_more(turn: Turn) -> Events | None:
    reply = more_of_it(turn)
    if reply is None:
        return None
    mark = next((str(reply.blanks[name]) for name in ("answer", "line") if name in reply.blanks), "")
    told = f"{turn.told_article}#{mark[:LONGEST_MARK]}"
    if turn.told == told:
        return None
    turn.say(reply.name, note="answered", **reply.blanks)
    turn.told = told
    turn.ask_if_anything_else()
    return [offering(None)]


def _is_of_its_own(turn: Turn, telling: set[str], words: str) -> bool:
    """Whether what is named is the other enquiry's own, and nothing points back: "what about my council tax"."""
    enquiry = turn.enquiry
    if enquiry is None or _POINTS_BACK.search(words):
        return False
    return bool(telling & words_of(f"{enquiry.title} {enquiry.spoken}"))


def _answer(turn: Turn, article: Article, words: str, telling: set[str]) -> Reply | None:
    enquiry = _of_article(turn, article)
    around = turn.wired.around(spoken=turn.spoken)
    if not telling and enquiry:
        told = aside(enquiry, Heard(words), around)
        return Reply("utter_aside", {"answer": told}) if told else None
    found = section_about(article, words) or line_about(article, words)
    return Reply("utter_line_of_article", {"heading": found.heading, "line": found.text}) if found else None


def _of_article(turn: Turn, article: Article) -> Enquiry | None:
    return next((one for one in turn.wired.council.catalogue if one.article == article.name), None)
