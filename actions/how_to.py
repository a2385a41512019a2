""" "How do I apply then": asked about what was told just before, and answered from that article."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from kb.lines import how_to

LONGEST = 12  # words
_LEAD_IN = (
    r"(?:(?:and|so|but|oh|ah|ok|okay|right|well|yes|yeah|yep|no|please|sorry|er+m?|um+|great|good|lovely|fine|thanks"
    r"|thank you|then|actually|just|(?:can|could) you tell me|tell me|do you know"
    r"|i(?:'d like| want| need)? to know)\W+)*"
)
_WHO = r"(?:i|we|you|one|someone|she|he|they|my \w+|people)"
_DO = (
    r"(?:(?:actually|even|have to|need to|get to|want to|go about|try to|go and|go to) ?)*"
    r"(?:apply(?:ing)?|get(?:ting)?|do(?:ing)?|book(?:ing)?|order(?:ing)?|join(?:ing)?|renew(?:ing)?|claim(?:ing)?"
    r"|register(?:ing)?|find out|finding out|check(?:ing)?|see|ask|sign up|signing up|start|begin|go|contact|arrange"
    r"|arranging|request|set|sort|put|change|cancel|have)?"
)
_WHAT = (
    r"(?: (?:for|about|to|up|out|in|on|that|this|it|one|them|mine|myself|doing|a|the|form|application|any|some"
    r"|with))*"
)
_HOW = (
    rf"(?:how|where)(?:'s| is| do| does| can| could| would| should| shall| am| to| did)?(?: {_WHO})?"
    rf"(?: (?:supposed|meant) to)? ?{_DO}{_WHAT}"
)
_STEPS = (
    rf"what (?:do|should|must|shall|would|can) {_WHO} (?:have to |need to )?do{_WHAT}"
    rf"(?: (?:get|apply|have|book|join|claim){_WHAT})?"
    r"|what(?:'s| is) the (?:next step|process|procedure)|what(?:'s| do i do)? next"
    rf"|who (?:do|should|can|shall) {_WHO} (?:ask|ring|contact|speak to|call|see){_WHAT}"
    r"|(?:is there|where(?:'s| is)|have you got|do you have) (?:a|the|an) (?:\w+ )?(?:form|application|link|page)"
)
_WISH = (
    r"(?:i(?:'d| would) like|i want|i need|i'm looking|can i|could i|may i|let me|can you|could you)"
    rf" (?:to )?{_DO}{_WHAT}(?: for me)?"
)
_AT_THE_END = (
    r"(?: (?:then|please|now|online|today|here|by phone|over the phone|on the phone|love|thanks|thank you|mate|though"
    r"|next|on the internet|with you|through you|from you|for me|for her|for him|for them|for us))*"
)
# The whole of what is said: with a thing in it that was not told of, it is another question.
_FOLLOW_UP = re.compile(rf"(?i)\W*{_LEAD_IN}(?:{_HOW}|{_STEPS}|{_WISH}){_AT_THE_END}\W*")
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


def told_how(turn: Turn) -> Events | None:
    """How to go about what was told last; None where that is not asked, or the article does not say. The second time
    it is what they have heard, and somebody is offered in its place."""
    article = turn.wired.articles.get(turn.told_article)
    if article is None or turn.heard.value is not None or not asks_how(turn.heard.words):
        return None
    how = how_to(article)
    told = f"{article.name}#how"
    if not how or turn.told == told:
        return None
    turn.say("utter_aside", note="answered", answer=how.replace("GOV.UK", "GOV UK") if turn.spoken else how)
    turn.told = told
    turn.ask_if_anything_else()
    return [offering(None)]
