"""What a caller who waits is told: the place, and a time only where it is known."""

from __future__ import annotations

from contacts.waiting.places import Place
from contacts.waiting.waiting_time import whole_minutes
from council.words import Words

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def position(number: int) -> str:
    """second, or number 14."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"number {number}"


def while_waiting(place: Place, team: str, words: Words, *, asked: bool = False) -> list[str]:
    """The sentences of one round, without the offer to ring back. `team` is how the team is called aloud; `asked`: they
    want to know how long it will be, and hear so where nobody can tell."""
    if place.person:
        return [words.say("queue_ringing_person", spoken=True, person=place.person)]
    if place.ahead:
        where = words.say("queue_position", spoken=True, position=position(place.ahead + 1), team=team)
    else:
        where = words.say("queue_next", spoken=True, team=team)
    if place.usual is None:
        return [where, words.say("queue_wait_unknown", spoken=True)] if asked else [where]
    minutes = whole_minutes(place.usual)
    wait = "about 1 minute" if minutes == 1 else f"about {minutes} minutes"
    if place.lately:
        usual = words.say("queue_wait_lately", spoken=True, wait=wait)
    else:
        usual = words.say("queue_usual_wait", spoken=True, wait=wait)
    if place.waited > place.usual:
        longer = words.say("queue_longer", spoken=True)
        return [where, usual, longer] if asked else [where, longer]
    return [where, usual]
