""" "How do I apply then": asked about what was told just before, and answered from that article."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from actions.narrowing import UNSURE
from kb.lines import how_to

LONGEST = 12  # words
_LEAD_IN = (
    r"(?:(?:and|so|but|oh|ah|ok|okay|right|well|yes|yeah|yep|no|please|sorry|er+m?|um+|great|good|lovely|fine|thanks"
    r"|thank you|then|actually|just|(?:can|could) you tell me|tell me|do you know"
    r"|i(?:'d like| want| need)? to know)\W+)*"
)
_WHO = r"(?:i|we|you|one|someone|she|he|they|my \w+|people)"
_ABOUT_TO = r"(?:(?:actually|even|have to|need to|get to|want to|go about|try to|go and|go to) ?)*"
_GET_IT = (
    r"apply(?:ing)?|get(?:ting)?|do(?:ing)?|book(?:ing)?|order(?:ing)?|join(?:ing)?|renew(?:ing)?|claim(?:ing)?"
    r"|register(?:ing)?|sign up|signing up|arrange|arranging|request|have"
)
# Not to cancel or change what an article says how to get; and who wants to see, to check or to ask has another wish.
_DO = rf"{_ABOUT_TO}(?:{_GET_IT}|find out|finding out|check(?:ing)?|see|ask|start|begin|go|contact|set|sort|put)?"
_DO_WISHED = rf"{_ABOUT_TO}(?:{_GET_IT}|begin|set|sort)?"
_WHAT = (
    r"(?: (?:for|about|to|up|out|in|on|that|this|it|one|them|mine|myself|doing|a|the|form|application|any|some"
    r"|with))*"
)
_HOW = (
    rf"(?:how|where)(?:'s| is| do| does| can| could| would| should| shall| am| to| did)?(?: {_WHO})?"
    rf"(?: (?:supposed|meant) to)? ?{_DO}{_WHAT}"
)
_ASKS_WHOM = rf"who (?:do|should|can|shall) {_WHO} (?:ask|ring|contact|speak to|call|see){_WHAT}"
_STEPS = (
    rf"what (?:do|should|must|shall|would|can) {_WHO} (?:have to |need to )?do{_WHAT}"
    rf"(?: (?:get|apply|have|book|join|claim){_WHAT})?"
    r"|what(?:'s| is) the (?:next step|process|procedure)|what(?:'s| do i do)? next"
    rf"|{_ASKS_WHOM}"
    r"|(?:is there|where(?:'s| is)|have you got|do you have) (?:a|the|an) (?:\w+ )?(?:form|application|link|page)"
)
_WISH = (
    r"(?:i(?:'d| would) like|i want|i need|i'm looking|can i|could i|may i|can you|could you)"
    rf" (?:to )?{_DO_WISHED}{_WHAT}(?: for me)?"
)
_AT_THE_END = (
    r"(?: (?:then|please|now|online|today|here|by phone|over the phone|on the phone|love|thanks|thank you|mate|though"
    r"|next|on the internet|with you|through you|from you|for me|for her|for him|for them|for us))*"
)
# The whole of what is said: with a thing in it that was not told of, it is another question.
_FOLLOW_UP = re.compile(rf"(?i)\W*{_LEAD_IN}(?:{_HOW}|{_STEPS}|{_WISH}){_AT_THE_END}\W*")
_WISHED = re.compile(rf"(?i)\W*{_LEAD_IN}{_WISH}{_AT_THE_END}\W*")
_WHOM = re.compile(rf"(?i)\W*{_LEAD_IN}{_ASKS_WHOM}{_AT_THE_END}\W*")
_NAMES_SOMEBODY = re.compile(
    r"(?i)\b(?:advisers?|teams?|registrars?|register office|ring|ask (?:for|us)|call)\b"
)
# "How do I do that" is about what was told, whatever the classifier makes of it.
_POINTS_BACK = re.compile(r"(?i)\b(?:how|where)\b.*\b(?:do(?:ing)?|go(?:ing)? about) (?:that|this|it)\b")
_TELLS_NOTHING = re.compile(
    rf"(?i)\W*{_LEAD_IN}(?:how|where|(?:i want|i need|can i|could i|can you|could you|i'd like)(?: to)?)"
    r"(?: (?:do|can|is|to|it|that|one|you|for|me|have|see|go))*\W*"
)


def asks_how(words: str) -> bool:
    """Whether this asks how to get or do what was told of, and names nothing else."""
    plain = " ".join(words.replace("’", "'").split())
    if len(plain.split()) > LONGEST or not _FOLLOW_UP.fullmatch(plain):
        return False
    return not _TELLS_NOTHING.fullmatch(plain) or bool(re.search(r"(?i)\b(?:how|where)\b.*\bi\b", plain))


def is_told_how(turn: Turn) -> bool:
    """Whether words that are understood as a form's enquiry ask how to go about what was told instead: where its
    article says how, and they are not for certain about something else, nor wish for what this very form does."""
    if not turn.told_article or turn.heard.value is not None or not asks_how(turn.heard.words):
        return False
    if not _how(turn):
        return False
    if turn.heard.confidence < UNSURE or _POINTS_BACK.search(turn.heard.words):
        return True
    of_it = turn.enquiry is not None and turn.enquiry.article == turn.told_article
    return of_it and not _WISHED.fullmatch(turn.heard.words.replace("’", "'"))


def _how(turn: Turn) -> str:
    """How to go about what was told last; of whom to ask, only where somebody is named."""
    article = turn.wired.articles.get(turn.told_article)
    how = how_to(article) if article else ""
    asks_whom = _WHOM.fullmatch(" ".join(turn.heard.words.replace("’", "'").split()))
    return "" if asks_whom and not _NAMES_SOMEBODY.search(how) else how


def told_how(turn: Turn) -> Events | None:
    """How to go about what was told last; None where that is not asked, or the article does not say. The second time
    it is what they have heard, and somebody is offered in its place."""
    article = turn.wired.articles.get(turn.told_article)
    if article is None or turn.heard.value is not None or not asks_how(turn.heard.words):
        return None
    how = _how(turn)
    told = f"{article.name}#how"
    if not how or turn.told == told:
        return None
    turn.say("utter_aside", note="answered", answer=how.replace("GOV.UK", "GOV UK") if turn.spoken else how)
    turn.told = told
    turn.ask_if_anything_else()
    return [offering(None)]
