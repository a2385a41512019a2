"""Several things in one message: where it may be cut, and which parts are enquiries of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_WORDS = 3  # "and soon" is no enquiry
MOST_CHARACTERS = 1_000  # of a message that is looked at for parts
MOST_PARTS = 6  # each is read on its own, which takes time; a longer story is one thing more often than seven
MOST_KEPT = 2  # beside the main one: more than three things are for a person
# How sure the reading of a part by itself must be. Where only an "and" or a full stop cuts, it may be a sentence
# of a story, which alone may look like anything: then the whole message must hint at the enquiry too, and the part ask.
SURE, SURER, HINTED = 0.7, 0.9, 0.01

# Where one request surely ends and another begins.
_CUTS = re.compile(
    r"""(?ix)\s*[,.;]?\s*\b(?:
        (?:and|but|oh|plus)?\s*\b(?:also|another\ thing|one\ more\ thing|the\ other\ thing|on\ top\ of\ that|secondly
          |separately|while\ (?:i'?m|i\ am|you'?re|you\ are)\ (?:on|here|there|at\ it)|as\ well\ as\ that)\b
      | (?:and|then|plus)\ (?=(?:can|could|do|does|did|how|when|where|what|who|why|please|there'?s|there\ is|i'?d\ like
          |i\ (?:need|want|would|also))\b)
      | plus\b
    )\s*,?\s*"""
)
# Where it may.
_MAY_CUT = re.compile(r"(?i)(?<=[.!?;])\s+|\n+|\s*,?\s+and\s+")
_ASKS = re.compile(
    r"(?i)\?|^(please|can|could|do|does|is|are|how|when|where|what|who|why|i'?d like|i (want|need|would)|get|report|pay"
    r"|renew|book|order|apply|change|a|an|the)\b|\b(blocked|broken|missed|dumped|out|not working)\b"
)
# "And do you have to pay for that" is about what was said before.
_POINTS_BACK = re.compile(
    r"(?i)\b(it|its|that|this|those|these|they|them|do you have to pay|how do i apply)\b"
)


@dataclass(frozen=True)
class Cut:
    """A part of a message; `sure` when the words beside it say that another thing begins or ends."""

    words: str
    sure: bool


@dataclass(frozen=True)
class Part:
    """A part of a message that is an enquiry of its own. `probability` is the part's."""

    intent: str
    words: str
    probability: float


def split(message: str) -> list[Cut]:
    """The parts a message may fall into, in order; empty when nothing suggests more than one."""
    pieces = _CUTS.split(message[:MOST_CHARACTERS])
    cuts = []
    for piece in pieces:
        parts = [part.strip(" ,") for part in _MAY_CUT.split(piece)]
        long_enough = [words for words in parts if len(words.split()) >= FEWEST_WORDS]
        alone = len(pieces) > 1 and len(long_enough) == 1
        cuts += [Cut(words, alone and not _POINTS_BACK.search(words)) for words in long_enough]
    return cuts if 1 < len(cuts) <= MOST_PARTS else []


def enquiries(
    cuts: Sequence[Cut], best: Sequence[tuple[str, float]], whole: dict[str, float], skip: frozenset[str]
) -> list[Part]:
    """The parts that are each about something else, in the order they were said.

    Args:
        best: each part's likeliest intent with its probability.
        whole: what the message as a whole may be about, with probabilities.
        skip: intents that are no enquiry of their own (greetings, thanks).
    """
    found: dict[str, Part] = {}
    main = max(whole, key=lambda intent: whole[intent])
    for cut, (intent, probability) in zip(cuts, best, strict=True):
        hinted = whole.get(intent, 0.0) >= HINTED and _ASKS.search(cut.words)
        if intent in skip or (probability < (SURE if cut.sure else SURER) and intent != main):
            continue
        if not (cut.sure or hinted or intent == main):
            continue
        if intent not in found or found[intent].probability < probability:
            found[intent] = Part(intent, cut.words, probability)
    return list(found.values())


def others(found: Sequence[Part], main: str) -> list[Part]:
    """Those to come back to after the main one; none when the main one is not among the parts."""
    if main not in {part.intent for part in found}:
        return []
    return [part for part in found if part.intent != main][:MOST_KEPT]
