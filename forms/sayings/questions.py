"""Whether some words ask something, and answer nothing."""

from __future__ import annotations

import re

from forms.heard import Heard

LONGEST_PLAIN = 11  # words of a question that a recogniser writes without its mark
# Even where any words could be the answer, these begin a question.
_QUESTION = re.compile(
    r"(?i)\?\W*$|^\W*((and|but|so|ok|okay)\W+)?"
    r"(how|what|when|why|who|is|are|do|does|did|will|would|can|could|should|shall|am)\b"
)
_PLAINLY = re.compile(
    r"(?i)^\W*(?:(?:and|but|so|oh|ok|okay|actually|sorry)\W+)*"
    r"(?:when|what time|what day|how (?:do|much|can|long)|where|which|can i|do you"
    r"|(?:can|could) you tell me|(?:i )?just want(?:ed)? to (?:ask|know)|i(?:'d like| want) to know)\b"
)


def is_question(heard: Heard) -> bool:
    """By its mark or its first word, even where any words could be the answer."""
    return bool(_QUESTION.search(heard.words))


def plainly_asks(heard: Heard) -> bool:
    """ "When is the tip open", heard where any words could be the answer: no recogniser writes the question mark."""
    return len(heard.words.split()) <= LONGEST_PLAIN and bool(_PLAINLY.search(heard.words))
