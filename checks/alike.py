"""Phrases that stand twice, under two intents, or among the held-out messages, exactly or nearly."""

from __future__ import annotations

from collections.abc import Iterator

from checks.findings import Finding, Kind
from checks.likeness import alike, alike_in_another_order
from checks.phrases import Phrase
from council.catalogue import Catalogue

# Of hello, yes and no there are not enough ways to hold some out: so short, they may be in both.
ANYBODYS_WORDS = 2


def check_alike(phrases: list[Phrase], held: list[Phrase], catalogue: Catalogue | None) -> Iterator[Finding]:
    yield from _repeated(phrases)
    yield from _leaked(phrases, held, catalogue)
    yield from _nearly(phrases, held)


def _repeated(phrases: list[Phrase]) -> Iterator[Finding]:
    """Capitals and punctuation aside, the same. Compared with the first that stands so."""
    first: dict[str, Phrase] = {}
    for phrase in phrases:
        earlier = first.setdefault(phrase.plain, phrase)
        if earlier is phrase:
            continue
        if earlier.intent == phrase.intent:
            problem = f"{phrase.text!r} is also on {earlier.where}"
            yield Finding.at(Kind.ALIKE, phrase.path, phrase.line, problem, "Take one out")
        else:
            problem = f"{phrase.text!r} of {phrase.intent} is also {earlier.intent}, on {earlier.where}"
            remedy = "Keep the one that is right"
            yield Finding.at(Kind.TWO_INTENTS, phrase.path, phrase.line, problem, remedy)


def _leaked(phrases: list[Phrase], held: list[Phrase], catalogue: Catalogue | None) -> Iterator[Finding]:
    messages = {message.plain: message for message in held}
    for phrase in phrases:
        message = messages.get(phrase.plain)
        small_talk = phrase.intent not in (catalogue or ())
        if message and not (small_talk and len(phrase.plain.split()) <= ANYBODYS_WORDS):
            problem = f"{phrase.text!r} is held out for measuring, on {message.where}"
            remedy = "Take it out here: what a model was taught cannot measure it"
            yield Finding.at(Kind.LEAK, phrase.path, phrase.line, problem, remedy)


def _nearly(phrases: list[Phrase], held: list[Phrase]) -> Iterator[Finding]:
    """What is exactly the same has been said above."""
    distinct: dict[str, Phrase] = {}
    for phrase in (*phrases, *held):
        distinct.setdefault(phrase.plain, phrase)
    everything, trained = list(distinct.values()), set(phrases)
    for one, other in _pairs(everything):
        # The training phrases come first, so the earlier of a pair is one unless both are held out.
        if one not in trained:
            continue
        if other not in trained:
            problem = f"{one.text!r} is nearly the held-out {other.text!r}, on {other.where}"
            remedy = "Say it another way"
            yield Finding.at(Kind.ALIKE_HELD_OUT, one.path, one.line, problem, remedy)
            continue
        problem = f"{other.text!r} is nearly {one.text!r}"
        if one.intent == other.intent:
            kind, where, remedy = Kind.ALIKE, f"on {one.where}", "Say one of them another way"
        else:
            kind, where = Kind.ALIKE_TWO_INTENTS, f"of {one.intent}, on {one.where}"
            remedy = f"Make sure that {other.intent} is right"
        yield Finding.at(kind, other.path, other.line, f"{problem} {where}", remedy)


def _pairs(everything: list[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Across all intents; with the words in another order, within one."""
    pairs = set(alike([phrase.plain for phrase in everything]))
    places: dict[str, list[int]] = {}
    for place, phrase in enumerate(everything):
        places.setdefault(phrase.intent, []).append(place)
    for those in places.values():
        texts = [everything[place].plain for place in those]
        pairs |= {(those[one], those[other]) for one, other in alike_in_another_order(texts)}
    return ((everything[one], everything[other]) for one, other in sorted(pairs))
