"""What is said in answer to the questions of a call-back: yes, no, stop, a name, or that the number is another."""

from __future__ import annotations

import re

from cases.protests import is_protest
from cases.spelled_names import is_no_name, spelled_name, without_politeness, without_spelling
from contacts.ringing_back.declining import declines

LONGEST_NAME = 5  # words; more is a sentence about something else
_YES = re.compile(
    r"(?i)^\W*(yes|yeah|yep|yup|aye|ok(ay)?|correct|right|sure|please|that'?s (it|right)|it is|1)\b"
)
_STOP = re.compile(r"(?i)never ?mind|forget it|don'?t bother|leave it|cancel")
_NO = re.compile(rf"(?i)^\W*(no|nope|nah|wrong|not|2)\b|{_STOP.pattern.removeprefix('(?i)')}")
_NAME_LEAD_IN = re.compile(
    r"(?i)^\W*(my name is|my name'?s|name'?s|it'?s|it is|this is|i am|i'?m|ask for)\s+"
)
_WITHOUT_NAME = re.compile(
    r"(?i)^\W*(no|nope|nah|rather not|i'?d rather not|prefer not|i'?d prefer not|skip|no name|anyone|anybody)\b"
)
_WHY = re.compile(
    r"(?i)^\W*(?:(?:um+|oh|sorry|but|and)\W+)*(?:(?:my|the|a)\s+)?(?:name\W+)?"
    r"(?:why(?:\W+(?:do|would) you (?:need|want) (?:it|that|(?:to know )?my name))?"
    r"|what for|what do you (?:need|want) (?:it|that|my name) for)(?:\W+(?:please|love))?\W*$"
)
# "Yes but not on this one", "ok but use my mobile": yes to a call, no to the number.
_NOT_ON_THIS = re.compile(
    r"(?i)\b(?:but|except|only|no)\b.*\b(?:not|different|another|other|instead|rather|mobile|landline|work)\b"
    r"|\bnot\b.{0,8}\b(?:this|that)\b.{0,8}\b(?:number|one|phone|line)\b"
)
# Where a name was asked for: "no, the other number"; not "there's no other number", nor "not the other number".
_OTHER_NUMBER = re.compile(
    r"(?i)^(?!.*(?:\bno (?:other|different|new)\b|(?:n't|\bnot|\bwithout)\W+"
    r"(?:(?:have|got|the|my|an|any|a|use|ring|want)\W+)*(?:other|another|different|new)\b))"
    r".*\b(?:other|another|different|wrong|new|not (?:that|this)) (?:phone |mobile )?"
    r"(?:number|phone|mobile|landline)\b"
)
_AGAIN = re.compile(
    r"(?i)^\W*((sorry|please|can|could|would|you|just|i beg your)\W+)*"
    r"(pardon|(say|repeat|ask) (that|it|the question)|say again|repeat|come again|once more"
    r"|what was that|what did you say)\b"
)


def says_yes(words: str) -> bool:
    return bool(_YES.search(words))


def says_no(words: str) -> bool:
    return bool(_NO.search(words))


def is_stop(words: str) -> bool:
    return bool(_STOP.search(words)) or declines(words)


def asks_why(words: str) -> bool:
    """Why a name is needed."""
    return bool(_WHY.match(words.replace("’", "'")))


def asks_again(words: str) -> bool:
    return bool(_AGAIN.search(words))


def name_in(words: str) -> str | None:
    """The name that was given: empty when they would rather give none, None when what was said is no name."""
    if _WITHOUT_NAME.search(words):
        return ""
    name = without_spelling(_NAME_LEAD_IN.sub("", without_politeness(words))).strip(" .,!")
    name = (spelled_name(name) or name)[:100]
    return None if len(name.split()) > LONGEST_NAME or is_no_name(name) else name


def is_of_the_number(step: str, words: str) -> bool:
    """ "Yes but not on this number", and "no, that's not right" after it was read back: a call, only elsewhere."""
    if step == "name":
        return is_protest(words) or bool(_OTHER_NUMBER.search(words.replace("’", "'")))
    elsewhere = bool(_NOT_ON_THIS.search(words.replace("’", "'"))) and not is_stop(words)
    return step in ("caller", "confirm") and elsewhere
