"""When somebody would like to be rung: "on Tuesday morning", "tomorrow afternoon", "after four", fitted to the hours in
which people are there to ring."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.spoken_numbers import digits_in_words
from contacts.ringing_back.call_back_rules import Window
from contacts.ringing_back.named_dates import DATE, MARK, date_named, next_of
from council.hours import DAYS, LONDON, SEARCH_DAYS, OpeningHours

SHORTEST = timedelta(minutes=30)  # of a window that was asked for
AROUND = timedelta(hours=1)  # "at ten" is from ten to eleven
END_OF_DAY = timedelta(hours=2)  # what is offered for an evening, or for the crack of dawn
NOON = time(12)
EVENING = time(17)
FIRST_OF_THE_NIGHT = 6  # "six at night" is in the evening, "three at night" before dawn
FIRST_MORNING_HOUR = 8  # "at seven" is in the evening, "at eight" in the morning

# About what has happened, and not about when to ring.
_PAST = re.compile(r"\b(last|yesterday|missed|was|were|since|ago|didn'?t|wasn'?t)\b")
_DAY = re.compile(rf"\b(next )?(today|tonight|this (?:morning|afternoon|evening)|(?:the )?day after tomorrow|tomorrow"
                  rf"|{'|'.join(DAYS)})\b")  # fmt: skip
_WEEKS = re.compile(
    rf"\b(?:(?:on )?(?P<before>{'|'.join(DAYS)}) )?(?:(?P<next>(?:in |the )?(?:next week|week after next))"
    r"|in (?:a|1|the next) (?P<week>week)(?: or so)?|in (?:a |the )?(?P<fortnight>fortnight)"
    r"|a week (?P<today>today|tomorrow|from (?:now|today|tomorrow))"
    r"|in (?:about )?(?P<number>\d{1,2}) (?P<unit>days?|weeks?))"
    rf"(?:'?s?)(?: (?:on )?(?P<after>{'|'.join(DAYS)}))?\b"
)
LONGEST_AHEAD = 28  # days; nobody promises a call further off
_HALF_OF_DAY = (
    r"am|pm|a\.m\.|p\.m\.|(?:o'?clock )?(?:in the (?:early )?(?:morning|afternoon|evening)|at night)"
)
_CLOCK = (
    rf"(half past |half |quarter past |quarter to )?(\d{{1,2}})(?:[.: ](\d\d))?\s*({_HALF_OF_DAY}|o'?clock)?"
)
_NOT_A_CLOCK = (
    r"(?!\s*(?:[a-z]+ (?:lane|road|street|close|avenue|way|hill|row|drive|rise)"
    r"|\d|bins?|books?|years?|days?|weeks?))"
)
_BETWEEN = re.compile(rf"\b(?:between|from)\s+{_CLOCK}\s*(?:and|to|till|until|-)\s*{_CLOCK}")
_AFTER = re.compile(rf"\b(?:after|from|(?<!half )(?<!quarter )past)\s+{_CLOCK}{_NOT_A_CLOCK}")
_BEFORE = re.compile(rf"\b(?:before|by|until)\s+{_CLOCK}{_NOT_A_CLOCK}")
_AT = re.compile(rf"\b(?:at|around|about)\s+{_CLOCK}{_NOT_A_CLOCK}")
# "Call me back 3 in the morning", "tomorrow 3pm". After other words a time may be that of what they ring about.
_BARE = re.compile(
    rf"(?:^|\b(?:back|me|us|tomorrow|today|{'|'.join(DAYS)})[, ]+)"
    rf"(half past |half |quarter past |quarter to )?(\d{{1,2}})(?:[.: ](\d\d))?\s*({_HALF_OF_DAY}|o'?clock)(?!\w)"
)
_PARTS = (
    (re.compile(r"\b(mornings?|first thing)\b"), None, NOON),
    (re.compile(r"\b(afternoons?)\b"), NOON, None),
    (re.compile(r"\b(lunch ?time|lunch|dinner ?time|noon|mid ?day)\b"), NOON, time(14)),
    (re.compile(r"\b(evenings?|tonight|tea ?time|after work)\b"), EVENING, None),
)
# "Not the morning", "the morning is no good", "I can't do mornings".
_HALVES = r"(?:in )?(?:the )?(?P<{0}>morning|afternoon)s?"
_DENIED = re.compile(
    rf"\b(?:not|never) {_HALVES.format('not')}\b"
    rf"|\b{_HALVES.format('bad')}(?:'?s|'?re| is| are)? (?:no (?:good|use)|not (?:good|great|ideal|possible|so good)"
    r"|out|bad|difficult|hopeless)\b"
    rf"|\b(?:can't|cant|cannot|don't|dont|couldn't) (?:do|make|want) {_HALVES.format('cannot')}\b"
)
_ANY_TIME = re.compile(
    r"(?i)^\W*((any ?time|any|either|whenever|don'?t mind|doesn'?t matter|i don'?t mind|no preference|both"
    r"|(it'?s |that'?s |that is )?(fine|ok|okay|good|great|lovely|perfect)|no|nope|not really|yes|yeah|thanks"
    r"|thank you"
    r"|is|will|do|that|you like|you can|please)\W*)+$"
)
_NO_GOOD = re.compile(
    r"(?i)(?:\bno|\bnot|n't)(?: any| much| very)? (?:good|use|suit(?:able)?|convenient|ideal)\b"
    r"|\b(?:can't|cannot) (?:do|make) (?:it|that|then|either)\b"
)
_AROUND_IT = frozenset(
    """call ring phone me back on at in the please can you could would like to be yes i'd i prefer it's make
    and or after before around about by from past next this half quarter o'clock am pm
    for suits best better oh um""".split()
)


@dataclass(frozen=True)
class Wish:
    """`day` as it was said, None for any; local times, None for as early or as late as can be."""

    day: str | None = None
    opens: time | None = None
    closes: time | None = None


def wish_in(words: str) -> Wish | None:
    """What some words wish; None when they name no time to come."""
    said = digits_in_words(words.lower().replace("’", "'"))
    if _PAST.search(said.replace("half past", "").replace("quarter past", "")):
        return None
    day = _weeks_ahead(said) or date_named(said)
    if day is None:
        found = _DAY.search(said)
        day = " ".join(part.strip() for part in found.groups() if part) if found else None
    opens, closes = _times(said)
    if day is None and opens is None and closes is None:
        return None
    return Wish(day, opens, closes)


def _weeks_ahead(said: str) -> str | None:
    """ "Next week", "tuesday next week", "in 3 days": as "+0 week", "+0 week tuesday", "+3"."""
    found = _WEEKS.search(said)
    if found is None:
        return None
    if found["next"]:
        return f"+{int('after' in found['next'])} week {found['before'] or found['after'] or ''}".strip()
    if found["number"]:
        days = int(found["number"]) * (7 if found["unit"].startswith("week") else 1)
    else:
        days = 14 if found["fortnight"] else 7 + int("tomorrow" in (found["today"] or ""))
    return f"+{min(days, LONGEST_AHEAD)}"


def is_only_a_wish(words: str) -> bool:
    """Whether words say nothing but when: no name, and no enquiry."""
    said = without_times(digits_in_words(words.lower().replace("’", "'")))
    left = [word for word in re.findall(r"[a-z']+|\d+", said) if word not in _AROUND_IT]
    return wish_in(words) is not None and not left


def without_times(words: str) -> str:
    """What is left of some words when days and times are taken out."""
    said = words
    if date_named(said.lower().replace("’", "'")):
        said = DATE.sub(" ", said.lower())
    for pattern in (
        _DENIED,
        _BARE,
        _WEEKS,
        _BETWEEN,
        _AFTER,
        _BEFORE,
        _AT,
        _DAY,
        *(part for part, *_ in _PARTS),
    ):
        said = pattern.sub(" ", said)
    return said


def together(wishes: Iterable[str]) -> Wish | None:
    """What was wished bit by bit, as "tomorrow morning" and then "ten o'clock": the later counts for what it names."""
    known: Wish | None = None
    for words in wishes:
        wish = wish_in(words)
        if wish and known:
            timed = wish if wish.opens or wish.closes else known
            known = Wish(wish.day or known.day, timed.opens, timed.closes)
        else:
            known = wish or known
    return known


def is_any_time(words: str) -> bool:
    """ "Any time", "no, that's fine": the time that was named will do."""
    return bool(_ANY_TIME.search(words))


def is_no_good(words: str) -> bool:
    """ "That's no good for me": the time that was named will not do, and they do not say which would."""
    return wish_in(words) is None and bool(_NO_GOOD.search(words.replace("’", "'")))


def fitted(wish: Wish, hours: OpeningHours, at: datetime, usual: Window) -> tuple[Window, bool]:
    """When it will be, and whether that is what was asked for; else it is the nearest.

    Args:
        at: the present moment, aware.
        usual: the window without a wish, on whose day a wish without a day is meant.
    """
    first = _day(wish, at.astimezone(LONDON).date()) or usual.opens.astimezone(LONDON).date()
    if window := _on(first, wish.opens, wish.closes, hours, at):
        return window, True
    if (
        wish.day in DAYS and first == at.astimezone(LONDON).date()
    ):  # "Tuesday", when this one's is nearly over
        first += timedelta(days=7)
        if window := _on(first, wish.opens, wish.closes, hours, at):
            return window, True
    for ahead in range(SEARCH_DAYS):
        day = first + timedelta(days=ahead)
        window = _on(day, wish.opens, wish.closes, hours, at) or _at_an_end(day, wish, hours, at)
        if window:
            return window, False
    return usual, False


def _times(said: str) -> tuple[time | None, time | None]:
    if found := _BETWEEN.search(said):
        groups = found.groups()
        opens, closes = _clock(*groups[:4]), _clock(*groups[4:])
        return opens, closes if opens and closes and opens < closes else None
    if found := _BEFORE.search(said):
        return None, _clock(*found.groups())
    if found := _AFTER.search(said):
        return _clock(*found.groups()), None
    found = _AT.search(said) or _BARE.search(said)
    if found and (begins := _clock(*found.groups())):
        return begins, (datetime.combine(date.min, begins) + AROUND).time()
    if denied := _DENIED.search(said):
        said = _DENIED.sub(" ", said)
    for part, opens, closes in _PARTS:
        if part.search(said):
            return opens, closes
    if denied:
        return (NOON, None) if "morning" in denied[0] else (None, NOON)
    return None, None


def _clock(past: str | None, hour: str, minute: str | None, half: str | None) -> time | None:
    number, named = int(hour), (half or "").removeprefix("o'clock ").removeprefix("oclock ")
    minutes = {"half past ": 30, "half ": 30, "quarter past ": 15, "quarter to ": 45}.get(
        past or "", int(minute or 0)
    )
    number -= past == "quarter to "
    if (named.startswith("a") and named != "at night") or named.endswith("morning"):
        # The small hours, in which nobody is there to ring: that is told, and not made an afternoon.
        number %= 12
    elif named.startswith("p") or named.endswith(("afternoon", "evening")):
        number += 12 if number < 12 else 0
    elif named == "at night":
        number = number % 12 + (12 if number % 12 >= FIRST_OF_THE_NIGHT else 0)
    elif 0 < number < FIRST_MORNING_HOUR:
        number += 12
    return time(number, minutes) if number < 23 and minutes < 60 else None


def _day(wish: Wish, today: date) -> date | None:
    said = wish.day or ""
    if said.startswith(MARK):
        on = next_of(said, today)
        return min(on, today + timedelta(days=LONGEST_AHEAD)) if on else None
    if said.startswith("+"):
        number, _, named = said[1:].partition(" week")
        if " week" not in said:
            return today + timedelta(days=int(number))
        monday = today + timedelta(days=7 - today.weekday() + 7 * int(number))
        return monday + timedelta(days=DAYS.index(named.strip()) if named.strip() else 0)
    if "after tomorrow" in said:
        return today + timedelta(days=2)
    if said == "tomorrow":
        return today + timedelta(days=1)
    named = said.removeprefix("next ")
    if named in DAYS:
        ahead = (DAYS.index(named) - today.weekday()) % 7
        return today + timedelta(days=7 if ahead == 0 and said != named else ahead)
    return today if said else None


def _on(
    day: date, opens: time | None, closes: time | None, hours: OpeningHours, at: datetime
) -> Window | None:
    span = hours.on(day)
    if span is None:
        return None
    begins = max(datetime.combine(day, max(span.opens, opens or span.opens), LONDON), at.astimezone(LONDON))
    ends = datetime.combine(day, min(span.closes, closes or span.closes), LONDON)
    return Window(begins, ends) if ends - begins >= SHORTEST else None


def _at_an_end(day: date, wish: Wish, hours: OpeningHours, at: datetime) -> Window | None:
    """Of an evening or an early morning, the last or the first hours that people are there."""
    span = hours.on(day)
    if span is None:
        return None
    begins, ends = datetime.combine(day, span.opens, LONDON), datetime.combine(day, span.closes, LONDON)
    if wish.opens and wish.opens >= (ends - SHORTEST).time():
        return _on(day, (ends - END_OF_DAY).time(), None, hours, at)
    if wish.closes and wish.closes <= (begins + SHORTEST).time() and at <= begins:
        return _on(day, None, (begins + END_OF_DAY).time(), hours, at)
    return None
