"""Several things in one message: where it may be cut, and which parts are enquiries of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_WORDS = 3  # "and soon" is no enquiry
MOST_CHARACTERS = 1_000  # of a message that is looked at for parts
MOST_PARTS = 6  # each is read on its own, which takes time; a longer story is one thing more often than seven
MOST_KEPT = 2  # beside the main one: more than three things are for a person
SURE = 0.6  # of a part by itself
HINTED = (
    0.02  # of the same enquiry in the whole message: a sentence of a story, alone, may look like anything
)

_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
# Where one request ends and the next begins. A plain "and" joins two halves of one thing far more often.
_TURNS = re.compile(
    r"""(?ix)\s*,?\s*\b(?:
        (?:and|but|oh|plus)?\s*(?:also|another\ thing|one\ more\ thing|the\ other\ thing|while\ i'?m\ (?:on|here|at\ it)
          |on\ top\ of\ that|secondly|separately|while\ (?:you'?re|you\ are)\ (?:there|at\ it)|as\ well\ as\ that)\b
      | (?:and|then|plus)\ (?=(?:can|could|do|does|did|is|are|how|when|where|what|who|why|i\ (?:need|want|would|also)|i'?d
          |please|there'?s|there\ is|my|the|our|we|you)\b)
      | plus\b
    )\s*,?\s*"""
)


@dataclass(frozen=True)
class Part:
    """A part of a message that is an enquiry of its own. `probability` is the part's."""

    intent: str
    words: str
    probability: float


def split(message: str) -> list[str]:
    """The parts a message may fall into, in order; one part when nothing suggests more."""
    parts = [part.strip(" ,") for sentence in _ENDS.split(message) for part in _TURNS.split(sentence)]
    whole = [part for part in parts if len(part.split()) >= FEWEST_WORDS]
    return whole if 1 < len(whole) <= MOST_PARTS else [message]


def enquiries(
    parts: Sequence[str], best: Sequence[tuple[str, float]], whole: dict[str, float], skip: frozenset[str]
) -> list[Part]:
    """The parts that are each about something else, in the order they were said.

    Args:
        best: each part's likeliest intent with its probability.
        whole: what the message as a whole may be about, with probabilities.
        skip: intents that are no enquiry of their own (greetings, thanks).
    """
    found: dict[str, Part] = {}
    for words, (intent, probability) in zip(parts, best, strict=True):
        if intent in skip or probability < SURE or whole.get(intent, 0.0) < HINTED:
            continue
        if intent not in found or found[intent].probability < probability:
            found[intent] = Part(intent, words, probability)
    return list(found.values())


def others(found: Sequence[Part], main: str) -> list[Part]:
    """Those to come back to after the main one; none when the main one is all there is, or is not among them."""
    if main not in {part.intent for part in found}:
        return []
    return [part for part in found if part.intent != main][:MOST_KEPT]
