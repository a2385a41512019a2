""" "No, what time does the tip close", "yes, and can you tell me when my bin is": an answer to a yes or no, and what is
asked in the same breath. Read wherever the line asks for a yes or a no."""

from __future__ import annotations

import re
from dataclasses import dataclass

FEWEST, LONGEST = 3, 24  # words of what is asked: "no, what now" asks nothing, and in more there is a story

# Each is taken off the front of the words, one at a time: no run of them can be read in two ways. "OK, what time" may
# be a yes and may be none: it is asked again.
_LEAD = re.compile(r"(?i)(?:um+|er+m?|oh|ah|well|right|hi|ok|okay)\b\W*")
_YES = re.compile(r"(?i)(?:yes|yeah|yep|yup|aye|sure|correct|go on|that'?s (?:it|right))\b\W*")
_NO = re.compile(r"(?i)(?:no|nope|nah|not (?:now|today|really))\b\W*")
_BESIDE = re.compile(
    r"(?i)(?:thanks|thank you|ta|cheers|please|love|mate|dear|duck|don'?t worry|and|but|also|so|then|oh|actually|just"
    r"|sorry|(?:it'?s|that'?s|i'?m) (?:fine|ok|okay|all right|alright|all)|while i'?m on|while i'?ve got you"
    r"|one (?:more|other) thing|another thing|i'?ve another question)\b\W*"
)
# A question or a wish; what else follows a yes or a no is more of the answer: "no, it was the blue one".
_ASKS = re.compile(
    r"(?i)^(?:(?:what|when|where|which|who|why|how)\b(?:'?s|'?re)?|(?:is|are|was|do|does|did|has|have|can|could|will"
    r"|would|should|am|may) (?:i|you|u|we|they|it|he|she|there|this|that|the|your|my|any|some|someone|somebody)\b"
    r"|(?:please )?tell me\b|(?:i|we)(?:'?d| would)? (?:just )?(?:want(?:ed)?|need(?:ed)?|like)"
    r" (?:to|an?|some|my|another|the)\b|(?:i|we)(?:'?ve| have) (?:also )?(?:got )?an? (?:question|query|problem)\b"
    r"|(?:i'?m|i am) (?:ringing|calling|phoning) (?:about|to)\b)"
)


@dataclass(frozen=True)
class Asked:
    """`answer` is yes, no, or "" where only something is asked."""

    answer: str
    words: str


def asked_with(words: str) -> Asked | None:
    """What is asked besides a yes or a no, or in the place of one; None where nothing plainly is. Whether it is an
    enquiry is for the assistant to tell: "no, what number is that" is about the question itself."""
    rest = _without(_LEAD, " ".join(words.replace("’", "'").split()).lstrip(" ,.;!?-"))
    answer = "yes" if _YES.match(rest) else "no" if _NO.match(rest) else ""
    rest = _without(_BESIDE, _without(_YES if answer == "yes" else _NO, rest))
    few = FEWEST <= len(rest.split()) <= LONGEST
    return Asked(answer, rest) if few and _ASKS.match(rest) else None


def _without(what: re.Pattern[str], words: str) -> str:
    """The words less what they begin with."""
    at = 0
    while found := what.match(words, at):
        at = found.end()
    return words[at:]
