"""Words on the phone that lead nowhere: a greeting, a bare yes or no, where nothing was asked that they answer.

Each counts as not understood, but for the hello with which a call begins, or a line with nobody at the other end would
be greeted without end; and a "no" that answers nothing is no goodbye. What is heard first may be the room's, not the
caller's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contacts.acts import Act, Ask, AskKind, End
from contacts.assistant import INTENT

DENY, GREET = "deny", "greet"
_BARE_NO = re.compile(r"(?i)^\W*(?:(?:no|nope|nah|neither|none)\b\W*)+$")
# "No thanks", "no, that's all": nothing of a protest ("no, that's not what I asked") in it.
_PLAIN_NO = re.compile(
    r"(?i)^\W*(?:(?:no|nope|nah|nothing(?: else)?|thanks|thank you|ta|cheers|that'?s (?:all|it|everything)|that is all"
    r"|i'?m (?:fine|ok|okay|good|all right|alright)|it'?s (?:fine|ok|okay)|not (?:today|now)|very much|you)\b\W*)+$"
)
# The whole of what is said when all is done, whatever the classifier makes of it; "thank you" alone is none.
_FINE = r"(?:fine|ok|okay|good|great|lovely|all right|alright|done|sorted)"
# Said at the end by who has nothing more: alone they say nothing of what is wanted.
_BLESSING = (
    r"(?:god bless(?: you)?|ta[- ]?ra|cheerio|take care|all the best"
    r"|have a (?:good|nice|lovely|great) (?:day|one|evening|weekend))"
)
_PRAISE = (
    r"(?:you|that|it)(?:'?ve|'?s| have| has| were| was)? (?:been )?(?:(?:very|so|really|most|a great|a big|such a) )?"
    r"(?:helpful|kind|brilliant|help)"
)
_DONE = (
    r"(?:no|nope|nah|(?:nothing|nowt|owt)(?: else| more)?|not (?:really|today|now|right now|at the moment|for now)"
    rf"|not that i can think of|i don'?t think so|{_BLESSING}"
    r"|(?:i|we) (?:don'?t|do not) (?:need|want) (?:anything|nothing)(?: else| more)?"
    r"|that(?:'?s|'?ll| is| will)(?: be)? (?:all|it|everything)(?: (?:i|we) (?:need(?:ed)?|want(?:ed)?))?"
    r"|that'?s (?:me|us)(?: (?:all )?(?:done|finished|sorted))?"
    r"|(?:i'?m|i am|we'?re|all) (?:all )?(?:done|sorted|finished|good))"
)
_KIND = r"(?:(?:very|so|really|ever so) )?(?:helpful|kind|great|lovely|brilliant|a (?:great |big )?help)"
# The longer of two that begin alike comes first: none is tried twice.
_BESIDE = (
    rf"(?:you'?(?: ha)?ve been {_KIND}|(?:that|it|you|i)'?(?:s|re|m) {_FINE}|{_DONE}|{_PRAISE}|thanks?|thank you"
    r"|ta|cheers|bye|goodbye|(?:very|so) much|you|then|really|love|mate|dear|duck|pet|hen|hun|darling|flower|god bless"
    r"|for (?:now|today|that|(?:all )?your help)|at the moment|just now)"
)
# What follows is read once (`*+`): "thank you" is also "thank" and "you", and a long run of either is never done with.
_ALL_DONE = re.compile(
    r"(?i)^\W*(?:(?:ok|okay|oh|well|right|and|but|yeah|er|um|i think|i guess"
    r"|thanks?|thank you(?: very much)?|ta|cheers|lovely|great)\W+)*"
    rf"{_DONE}\b\W*(?:{_BESIDE}\b\W*)*+$"
)

# No word in it can be read in two ways, for the same reason: "i have i have i have".
_WRONG_NUMBER = re.compile(
    r"(?i)^\W*(?:(?:oh|no|nothing|sorry|i'?m|so|very|er|um|my mistake|i think|must"
    r"|i|i'?ve|dial+ed|rung|rang|called|phoned|got|ringing|calling|have|just|well|dear"
    r"|it'?s|this is|the|a)\W+)*wrong number(?:\W+(?:sorry|bye|goodbye|love|mate|thanks|thank you|my mistake))*\W*$"
)


def is_wrong_number(asked: Ask | None, words: str) -> bool:
    """Whether somebody who meant to ring elsewhere says so, and nothing else: there is nothing to put right."""
    open_question = _nothing_asked(asked) or (asked is not None and asked.anything_else)
    return open_question and bool(_WRONG_NUMBER.match(words.replace("’", "'")))


def is_all_done(asked: Ask | None, words: str) -> bool:
    """Whether somebody for whom something was done says that it was all."""
    open_question = _nothing_asked(asked) or (asked is not None and asked.anything_else)
    return open_question and bool(_ALL_DONE.match(words.replace("’", "'")))


def is_plain_no(words: str) -> bool:
    """Whether a "no" may be a goodbye, and is nothing else."""
    return bool(_PLAIN_NO.match(words.replace("’", "'")))


def is_no_goodbye(
    asked: Ask | None, words: str, intent: str | None, acts: Sequence[Act], *, served: bool = False
) -> bool:
    """Whether the assistant would end the call on a "no" that nobody asked for. `served`: something has been done for
    them, so that at "what else can I help you with?" a plain no is a goodbye."""
    ends = any(isinstance(act, End) for act in acts)
    asked_for_it = not (_nothing_asked(asked) or _between_enquiries(asked))
    if served and _nothing_asked(asked) and is_plain_no(words):
        return False
    return ends and not asked_for_it and (intent == DENY or bool(_BARE_NO.match(words)))


def leads_nowhere(asked: Ask | None, intent: str | None, acts: Sequence[Act]) -> bool:
    """Whether all that came of the words is an open question where one was open already. "Yes" and "thank you" are
    answers to "is there anything else?", the first time."""
    if len(acts) != 1 or not isinstance(acts[0], Ask):
        return False
    question = acts[0]
    if question.kind is not AskKind.OPEN or question.choices or question.of_form:
        return False
    if _between_enquiries(asked):
        return intent != DENY  # "no" is none of them, and "yes" is none either
    return _nothing_asked(asked) or (asked is not None and asked.text == question.text)


def is_a_greeting_back(turn: int, intent: str | None) -> bool:
    """Whether a caller only says hello to our hello, as most people do; the second time it leads nowhere."""
    return turn == 1 and intent == GREET


def _nothing_asked(asked: Ask | None) -> bool:
    """Whether the question is only what they need."""
    return asked is None or not (
        asked.kind is not AskKind.OPEN or asked.choices or asked.of_form or asked.anything_else
    )


def _between_enquiries(asked: Ask | None) -> bool:
    return asked is not None and any(choice.value.startswith(INTENT) for choice in asked.choices)
