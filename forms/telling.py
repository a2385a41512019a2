"""Whether a first message tells what has happened, or only says which enquiry it is: then there is more to ask."""

from __future__ import annotations

import re
from itertools import pairwise

from council.catalogue import Enquiry
from forms.heard import Around, Heard

# What the words left must weigh. A word that the enquiry's title or `spoken` does not have weighs one. Hints are other
# words for the same thing ("lamp post") or say a little more ("mattress"): half. To name one of several kinds a title
# lists ("wasps" of rats, mice or wasps) says more than the title: one. "Broken" or "fell" alone says what is wrong.
ENOUGH = 1.5
_OWN, _HINT, _KIND, _WRONG_WITH_IT = 1.0, 0.5, 1.0, 1.5

# What says who and when, not what; these are kept in other fields or in none.
_ELSEWHERE = (
    "address",
    "street",
    "house_number",
    "postcode",
    "date",
    "time",
    "phone",
    "email",
    "resident_name",
)
_EMPTY = frozenset(
    """a about again all also am an and another any anyone are as at be because been but by can cause could d did do
    does doing done dont for from get getting give go going good got had happened happening has have having he hear
    hello help her hey hi him his how i id if ill im in into is it its ive just know let like ll long look make many me
    mine morning afternoon evening more much my name need needed needs next no now number of oh ok okay on one or our
    ours outside over own please problem problems put re really report reporting reported right road said say see she
    sir so some somebody someone something speak street tell thank thanks that thats the their them then there theres
    these they thing things think this those to too told um up us ve very want wanted wants was we well were what when
    where which while who why will wish with would yeah yes yet you your yours issue issues near opposite behind
    here today currently ring ringing call calling phone phoning contact log raise make made council new since
    until""".split()
)
_STATES = frozenset(
    """out off broken down blocked blocking leaking leaks burst flooded flooding flickering smashed collapsed cracked
    overflowing dead missing dangerous loose stuck burnt fallen unsafe faulty dripping dumped fell tripped slipped
    hit crashed injured stolen bitten attacked ruined""".split()
)
# How it is, which with a place is all there is to tell of many a thing: "a massive pothole", "my road is filthy".
_HOW_IT_IS = frozenset(
    """deep deeper big bigger huge massive large enormous giant wide shallow small tiny sharp filthy dirty mucky muddy
    disgusting smelly stinking stinks rotten mouldy noisy loud dim bright rusty bent wobbly wobbling leaning uneven
    sunken slippery icy overgrown spreading growing worse""".split()
)
_HOW_MUCH = frozenset(
    "quite bit pretty too completely totally absolutely keeps keep still always time half".split()
)
_LONG = 6  # letters from which the beginning of a word is enough
_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|ed|ies|es|s|y)$")


def tells(heard: Heard, around: Around) -> bool:
    """Whether the words, less places, days and names, say more than the enquiry they were understood as."""
    words = heard.without(*_ELSEWHERE)
    for street in around.gazetteer.streets_in(words):
        words = re.sub(re.escape(street), " ", words, flags=re.IGNORECASE)
    said = dict.fromkeys(
        word for word in re.findall(r"[^\W\d_]+", re.sub("['’]", "", words.lower())) if word not in _EMPTY
    )
    return _weight(list(said), around.council.catalogue.get(heard.intent)) >= ENOUGH


def says_how_it_is(words: str) -> bool:
    """ "It's deep", "flickering", "it's out": how it is, and nothing besides."""
    said = re.findall(r"[^\W\d_]+", re.sub("['’]", "", words.lower()))
    how = [word in _STATES or word in _HOW_IT_IS for word in said]
    around = _EMPTY | _HOW_MUCH
    asks = bool(said) and said[0] in ("is", "are", "was")
    return any(how) and not asks and all(told or word in around for told, word in zip(how, said, strict=True))


def words_of(words: str, enquiry: Enquiry) -> int:
    """How many of the words are among those the enquiry goes by: of "there's glass everywhere" one, "broken glass"."""
    names = _stems(f"{enquiry.title} {enquiry.spoken} {' '.join(enquiry.hints)}")
    return sum(_among(stem, names) for stem in _stems(words))


def _weight(said: list[str], enquiry: Enquiry | None) -> float:
    if enquiry is None:
        return _OWN * len(said)
    named = _stems(f"{enquiry.title} {enquiry.spoken}")
    hinted = _stems(" ".join(enquiry.hints)) - named
    joined = {word for pair in pairwise(said) if _stem("".join(pair)) in named for word in pair}  # "pot hole"
    weight = 0.0
    for word in said:
        if word in joined or _among(_stem(word), named):
            continue
        if word in _STATES or word in _HOW_IT_IS:
            weight += _WRONG_WITH_IT
        else:
            weight += _HINT if _among(_stem(word), hinted) else _OWN
    kinds = [_stems(kind) for kind in re.split(r", | or ", enquiry.title)]
    stems = {_stem(word) for word in said}
    spoken_of = sum(1 for kind in kinds if kind & stems)
    return weight + (_KIND if len(kinds) > 1 and 0 < spoken_of < len(kinds) else 0.0)


def _among(stem: str, stems: set[str]) -> bool:
    """Whether a word is one of some others; "complain" is "complaint"."""
    return any(
        stem == other
        or (min(len(stem), len(other)) >= _LONG and (stem.startswith(other) or other.startswith(stem)))
        for other in stems
    )


def _stems(words: str) -> set[str]:
    return {_stem(word) for word in re.findall(r"[^\W\d_]+", words.lower()) if word not in _EMPTY}


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word)
