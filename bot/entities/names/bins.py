"""Which bin a message is about, by the words of council/collections.yml: "green bin", "my recycling wasn't taken"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.entities.found import Found, TaughtRule
from bot.entities.said import Said, Word, plain_words, squashed

_NOUNS = frozenset(
    "bin bins been box boxes caddy caddies sack sacks lid wheelie wheelies wheely collection collections".split()
)
_BETWEEN = frozenset(
    "waste wheelie wheely recycling rubbish coloured lidded topped household plastic".split()
)
_AND = frozenset(["and", "or", "n"])
_BESIDE = frozenset(["", "-", ",", "/", ":", "("])
# "My brown one was left", "our recycling hasn't been": no noun, but in a message about collections it is a bin.
_OWNED = frozenset("my our your the their his her mums dads".split())
_DONE = frozenset(
    """one ones was wasnt were hasnt has havent have didnt did isnt got never not still been again""".split()
)
_OF_COLLECTIONS = ("empt", "collect", "missed", "bins", "lorry", "crew", "caddy", "full")
_ALSO = frozenset("bin taken picked".split())
_PLACES_TOO = frozenset(["garden", "food", "household"])  # "the garden was left full of rubbish"
_ELSEWHERE = frozenset("centre center site bank point plant depot".split())  # the recycling centre is no bin


class Bins(TaughtRule):
    """`bin_type`: green, blue and so on, as council/collections.yml names them."""

    def know(self, knowledge: Mapping[str, Sequence[str]]) -> None:
        """`knowledge`: of each kind of bin, the words residents call it by."""
        self._kinds: dict[tuple[str, ...], str] = {}
        for kind, words in knowledge.items():
            for called in (kind, *words):
                self._kinds.setdefault(tuple(plain_words(called)), kind)
        self._first = {called[0] for called in self._kinds}
        self._longest = max(map(len, self._kinds), default=0)

    def find(self, said: Said) -> Iterator[Found]:
        words, keys = said.words, [squashed(word.text) for word in said.words]
        if self._first.isdisjoint(keys):
            return
        for place, key in enumerate(keys):
            called = self._called(keys, place) if key in self._first else None
            if called:
                kind, end = called
                if noun := self._noun(words, keys, end):
                    yield Found("bin_type", kind, words[place].start, words[noun - 1].end)
                elif _named_before(words, keys, place, end) or _spoken_of(words, keys, place, end):
                    yield Found("bin_type", kind, words[place].start, words[end - 1].end)

    def _called(self, keys: Sequence[str], place: int) -> tuple[str, int] | None:
        """The kind some words call, and the place after the longest of them."""
        for end in range(min(place + self._longest, len(keys)), place, -1):
            if kind := self._kinds.get(tuple(keys[place:end])):
                return kind, end
        return None

    def _noun(self, words: Sequence[Word], keys: Sequence[str], end: int) -> int | None:
        """The place after the noun of "green bin" and "green waste bin"; of "green and blue bins", the first's own end.

        None when no noun follows.
        """
        if keys[end - 1] in _NOUNS:  # "wheelie", or with the bin behind it
            return end + (end < len(keys) and keys[end] in ("bin", "bins") and not words[end].mark)
        several = False
        for place in range(end, min(end + 4, len(keys))):
            if words[place].mark not in _BESIDE:
                return None
            if keys[place] in _NOUNS:
                return end if several else place + 1
            several = several or keys[place] in _AND or keys[place] in self._first
            if not several and keys[place] not in _BETWEEN:
                return None
        return None


def _named_before(words: Sequence[Word], keys: Sequence[str], place: int, end: int) -> bool:
    """ "Bin: green" and "the bin, blue"."""
    last = end == len(keys) or words[end].mark != ""
    return place > 0 and keys[place - 1] in _NOUNS and words[place].mark in _BESIDE and last


def _spoken_of(words: Sequence[Word], keys: Sequence[str], place: int, end: int) -> bool:
    """ "My grey one", "the garden waste": only where collections are the subject."""
    after = keys[end] if end < len(keys) and not words[end].mark else ""
    owned = place > 0 and keys[place - 1] in _OWNED
    thing = (keys[end - 1] == "waste" or (owned and keys[end - 1] == "recycling")) and after not in _ELSEWHERE
    done = owned and after in _DONE and keys[place] not in _PLACES_TOO
    if not (thing or done or after in ("one", "ones")):
        return False
    return any(word in _ALSO or word.startswith(_OF_COLLECTIONS) for word in (*keys[:place], *keys[end:]))
