"""Several things in one message: between which words it may be cut, and where it is, in the order they were said.

At every place where another thing may begin, all before it and all after it are read. Where both are plainly enquiries,
and neither has a trace of the other's, the message is about two things; each side is then looked at in the same way.
Sides are read whole and not sentence by sentence, because a sentence of a story may look like anything alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

FEWEST_WORDS = 3  # on either side: "and soon" is no enquiry
MOST_CHARACTERS = 1_000  # of a message that is looked at for parts
MOST_PLACES = 6  # at which a message is cut for trial; up to three texts are read for each, at 1 to 4 ms
MOST = 3  # enquiries in one message: more are for a person

# What both sides must have. Words such as "also" say that another thing begins; where only an "and" or a full stop
# stands, each side must be all but certain and said much as residents put it (familiarity, in standard deviations).
# Chosen on halves of tests/nlu/held_out.csv put together in pairs, for as few stories torn apart as before.
SURE, SURER = 0.5, 0.95
KNOWN, WELL_KNOWN = -0.6, 0.4
TRACE = 0.05  # probability on one side of what the other is about
# Of a side that begins where another thing only may: what its n-grams alone must give the likeliest enquiry before it
# is read in full, which takes ten times as long. Of sides that are enquiries one in twenty-five has less, of all others
# three in five.
GLANCE = 0.25

# Where another thing surely begins, because it is said.
_ALSO = re.compile(
    r"""(?ix)\s*[,.;?!]?\s*(?:
        \b(?:(?:and|but|oh|plus)[,\s]+)*\b(?:also|another\ thing|one\ more\ thing|the\ other\ thing|on\ top\ of\ that
          |second(?:ly|\ thing)|separately|while\ (?:i'?m|i\ am|you'?re|you\ are)\ (?:on|here|there|at\ it)
          |as\ well\ as\ that)\b(?:\s+is\b)?
      | \b(?:oh,?\s+and|plus)\b(?!\s+(?:also|another|one\ more))
    )\s*[,:]?\s*"""
)
# Where another question or wish does.
_ASKS = re.compile(
    r"""(?ix)\s*[,.;?!]?\s*\b(?:and|then)\s+(?=(?:can|could|do|does|did|how|when|where|what|who|why|please|there'?s
        |there\ is|i'?d\ like|i\ (?:need|want|would))\b)"""
)
# Where whoever writes puts one thing beside another: a plus, a line of its own, an item of a list.
_PLUS = re.compile(r"\s*\++\s*|\s*\n\s*(?:[-*\u2022]|\d{1,2}[.)])?\s*")
# Where perhaps.
_STOP = re.compile(r"(?<=[.!?;])\s+")
_AND = re.compile(r"(?i)\s*,?\s+(?:and|&)\s+")
# What says only how many things there are, or joins them, and is no word of either.
_BEFORE = re.compile(
    r"(?i)^\W*(?:(?:\d{1,2}[.)](?=\s)|(?:(?:just |i have |i'?ve got )?(?:two|three|a couple of|a few|several)"
    r" (?:things|questions|queries)(?: please)?|first(?:ly| of all| thing)?|and|oh)\b)\W*)+"
)
_AFTER = re.compile(r"(?i)(?:\W+(?:and|oh|i|um|er))*\W*$")
# "And do you have to pay for that" is about what was said before.
_POINTS_BACK = re.compile(
    r"(?i)^\W*(?:(?:\w+\W+){0,3}?(?:it|it'?s|its|that|that'?s|this|those|these|they|them)|do you have to pay"
    r"|how do i apply)\b"
)


@dataclass(frozen=True)
class Place:
    """Between characters `end` and `start` of a message one thing may end and another begin.

    `sure` when the words there make it likely ("and can I"), `told` when they say so ("also").
    """

    end: int
    start: int
    sure: bool
    told: bool


@dataclass(frozen=True)
class Reading:
    """What one stretch of words is likeliest about: every intent's probability, and the words' familiarity."""

    probabilities: dict[str, float]
    familiarity: float

    @property
    def intent(self) -> str:
        return max(self.probabilities, key=lambda intent: self.probabilities[intent])

    @property
    def probability(self) -> float:
        return max(self.probabilities.values())


def without(reading: Reading, intent: str) -> Reading:
    """What a reading is when one intent is ruled out."""
    left = {name: share for name, share in reading.probabilities.items() if name != intent}
    total = sum(left.values())
    if not total or len(left) == len(reading.probabilities):
        return reading
    return replace(reading, probabilities={name: share / total for name, share in left.items()})


@dataclass(frozen=True)
class Part:
    """A part of a message that is an enquiry of its own."""

    words: str
    reading: Reading


Read = Callable[[Sequence[str]], Sequence[Reading]]  # none of the texts is empty
Glance = Callable[
    [Sequence[str]], Sequence[float]
]  # the same texts; the share of each one's likeliest intent


def places(message: str) -> list[Place]:
    """Where a message may be cut, in order. Of the kinds of places, the surest first, as many as make no more than
    MOST_PLACES: a story of ten sentences is cut only where it says "also"."""
    found: list[Place] = []
    for mark in (_ALSO, _ASKS, _PLUS, _STOP, _AND):
        more = [
            Place(match.start(), match.end(), mark in (_ALSO, _ASKS, _PLUS), mark is _ALSO)
            for match in mark.finditer(message[:MOST_CHARACTERS])
            if not any(match.start() < other.start and other.end < match.end() for other in found)
        ]
        more = [
            place
            for place in more
            if min(_length(message[: place.end]), _length(message[place.start :])) >= FEWEST_WORDS
            and not any(abs(place.start - other.start) <= 1 for other in found)
        ]
        if len(found) + len(more) > MOST_PLACES:
            break
        found += more
    return sorted(found, key=lambda place: place.start)


def enquiries(message: str, read: Read, glance: Glance, no_enquiry: frozenset[str]) -> list[Part]:
    """The enquiries of a message in the order they were made, at most MOST; empty when there is no second one.

    Args:
        read: reads texts; called with several at once.
        glance: reads them by their n-grams alone.
        no_enquiry: intents that are none by themselves (greetings, thanks).
    """
    cuts = places(message)
    if not cuts:
        return []
    trial = _Trial(message, read, glance, no_enquiry)
    best = trial.best(0, len(message), cuts)
    if best is None:
        return []
    at, *sides = best
    before = [cut for cut in cuts if cut.start < at.start]
    after = [cut for cut in cuts if cut.start > at.start]
    once: dict[str, Part] = {}
    for side, start, end, within in zip(
        sides, (0, at.start), (at.end, len(message)), (before, after), strict=True
    ):
        again = trial.best(start, end, within)
        for part in again[1:] if again else (side,):
            once.setdefault(part.reading.intent, part)
    return list(once.values())[:MOST] if len(once) > 1 else []


class _Trial:
    """One message, cut for trial. What was read is kept: a part may be asked for again."""

    def __init__(self, message: str, read: Read, glance: Glance, no_enquiry: frozenset[str]) -> None:
        self._message, self._no_enquiry = message, no_enquiry
        self._read, self._glance = read, glance
        self._known: dict[str, Reading] = {}

    def best(self, start: int, end: int, cuts: Sequence[Place]) -> tuple[Place, Part, Part] | None:
        """The place between two characters where both sides are plainest enquiries; a sure one before one that is
        not."""
        halves = [
            (cut, _bare(self._message[start : cut.end]), _bare(self._message[cut.start : end]))
            for cut in cuts
        ]
        halves = [half for half in halves if min(_length(half[1]), _length(half[2])) >= FEWEST_WORDS]
        halves = self._promising(halves)
        # The shorter side of each first: it is soon read, seldom an enquiry by itself, and then the other is not asked.
        short = self._parts(min(half[1:], key=len) for half in halves)
        halves = [half for half, side in zip(halves, short, strict=True) if self._is_enquiry(half[0], side)]
        firsts, seconds = (self._parts(half[side] for half in halves) for side in (1, 2))
        apart = [
            (half[0], first, second)
            for half, first, second in zip(halves, firsts, seconds, strict=True)
            if self._two_things(half[0], first, second)
        ]
        return max(apart, key=lambda half: (half[0].sure, _plainness(*half[1:])), default=None)

    def _promising(self, halves: list[tuple[Place, str, str]]) -> list[tuple[Place, str, str]]:
        """Those of which a glance at both sides leaves it open that they are enquiries."""
        doubtful = [words for cut, *sides in halves if not cut.sure for words in sides]
        shares = iter(self._glance(doubtful) if doubtful else ())
        return [half for half in halves if half[0].sure or min(next(shares), next(shares)) >= GLANCE]

    def _parts(self, texts: Iterable[str]) -> list[Part]:
        texts = list(texts)
        unread = list(dict.fromkeys(words for words in texts if words not in self._known))
        if unread:
            self._known.update(zip(unread, self._read(unread), strict=True))
        return [Part(words, self._known[words]) for words in texts]

    def _is_enquiry(self, place: Place, side: Part) -> bool:
        likely, known = (SURE, KNOWN) if place.sure else (SURER, WELL_KNOWN)
        reading = side.reading
        return (
            reading.intent not in self._no_enquiry
            and reading.probability >= likely
            and reading.familiarity >= known
        )

    def _two_things(self, place: Place, first: Part, second: Part) -> bool:
        if not all(self._is_enquiry(place, side) for side in (first, second)):
            return False
        if not place.told and _POINTS_BACK.search(second.words):
            return False
        one, other = first.reading, second.reading
        if one.intent == other.intent:
            return False
        return (
            max(one.probabilities.get(other.intent, 0.0), other.probabilities.get(one.intent, 0.0)) <= TRACE
        )


def _plainness(first: Part, second: Part) -> float:
    return min(part.reading.probability + part.reading.familiarity / 10 for part in (first, second))


def _bare(words: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", words)).strip()


def _length(words: str) -> int:
    return len(words.split())
