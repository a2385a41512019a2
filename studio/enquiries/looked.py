"""What there is to look at in each intent's phrases, as `checks` judges them, for the list and the intent's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from pathlib import Path

from checks.alike import ANYBODYS_WORDS
from checks.findings import Kind
from checks.likeness import alike_to
from checks.personal import check_personal
from checks.phrases import Phrase, plain
from studio import known
from studio.enquiries.likenesses import Likenesses
from studio.files.content import Content
from studio.files.edits.base import spot
from studio.files.said_index import Said, SaidIndex, said_index
from studio.files.warnings import Warned, about_phrase, about_phrases, about_test_message, nearly
from studio.stamps import Stamps, stamps

MOST_KEPT = 16  # checkouts
MOST_LIKENESSES = 5  # of one phrase that are told: of a pattern's thousands each is like all
_BUSIEST = "council/busiest.yml"


@dataclass(frozen=True)
class Remark:
    """Something to look at. `blocks`: it must be mended before the phrases go live."""

    sentence: str
    blocks: bool


class Looking:
    """Remembers what was compared, for every checkout of this process."""

    def __init__(self) -> None:
        self._likenesses = Likenesses()
        self._counts: dict[Path, tuple[SaidIndex, Counter[str]]] = {}  # of a checkout as it was

    def ready(self, content: Content) -> bool:
        """Whether an answer takes no more than a moment."""
        return self._likenesses.knows(said_index(content).by_plain)

    def remarks(self, content: Content, intent: str) -> list[Remark]:
        index = said_index(content)
        near, small_talk = self._likenesses.near(index.by_plain), intent not in content.catalogue()
        phrases = tuple(content.phrases(intent))
        together = _together(content, intent, phrases, stamps(content.root, _BUSIEST))
        return [*together, *_about(content, index, near, intent, phrases, small_talk)]

    def counts(self, content: Content) -> Counter[str]:
        """How many remarks there are, by intent."""
        index = said_index(content)
        held = self._counts.get(content.root)
        if held and held[0] is index:
            return held[1]
        near, catalogue = self._likenesses.near(index.by_plain), content.catalogue()
        busiest, counts = stamps(content.root, _BUSIEST), Counter[str]()
        for intent, listed in content.all_phrases().items():
            phrases, small_talk = tuple(listed), intent not in catalogue
            counts[intent] = len(_together(content, intent, phrases, busiest))
            counts[intent] += sum(1 for _ in _about(content, index, near, intent, phrases, small_talk))
        if len(self._counts) >= MOST_KEPT:
            self._counts.clear()
        self._counts[content.root] = index, counts
        return counts


@lru_cache(maxsize=2_000)
def _together(content: Content, intent: str, _phrases: tuple[str, ...], _busiest: Stamps) -> list[Remark]:
    """Remembered for as long as the phrases, and how many are needed, are the same."""
    return [Remark(f"{one.sentence}.", one.blocks) for one in about_phrases(content, intent)]


def typed_remarks(content: Content, intent: str, phrases: list[str]) -> list[Remark]:
    """Of phrases that are not saved yet. `intent` is empty for an enquiry that is still to be made."""
    return list(_each(phrases, lambda phrase: about_phrase(content, intent, phrase)))


def remarks_of_tests(content: Content, messages: list[str]) -> list[Remark]:
    """Of messages that are not kept for testing yet."""
    return list(_each(messages, lambda message: about_test_message(content, message)))


def _each(lines: list[str], about: Callable[[str], list[Warned]]) -> Iterator[Remark]:
    seen: dict[str, str] = {}  # each line that was looked at, by its words alone
    for line in lines:
        bare = plain(line)
        if bare in seen:
            yield _remark(line, Warned("alike", "It is there twice"))
            continue
        for place in alike_to(bare, list(seen))[:1]:
            yield _remark(line, nearly(line, list(seen.values())[place], ", which you wrote above"))
        seen[bare] = line
        for warned in about(line):
            yield _remark(line, warned)


def _about(
    content: Content,
    index: SaidIndex,
    near: dict[str, set[str]],
    intent: str,
    phrases: tuple[str, ...],
    small_talk: bool,
) -> Iterator[Remark]:
    areas = known.areas(content.root)
    shown = lru_cache(
        content.shown
    )  # it looks whether a file has changed, and there may be thousands of likenesses
    for phrase in phrases:
        bare = _plain(phrase)
        same = index.by_plain.get(bare)
        if not same:
            continue  # saved this moment, after the index was read: the next look has it
        alike = near.get(bare, ())
        if len(same) == 1 and not alike and not _personal(phrase, areas):
            continue
        same = list(same)
        same.remove(next(one for one in same if one.intent == intent and not one.held_out))  # itself
        anybodys = small_talk and len(bare.split()) <= ANYBODYS_WORDS
        same = [one for one in same if not (one.held_out and anybodys)]
        for one in same:
            yield _remark(phrase, _same(shown, intent, one))
        if not same:
            for other in nsmallest(MOST_LIKENESSES, (text for text in alike if text in index.by_plain)):
                for one in index.by_plain.get(other, ())[:1]:
                    yield _remark(phrase, _near(shown, intent, phrase, one))
        for kind, problem in _personal(phrase, areas):
            yield _remark(phrase, Warned(kind.name.lower(), problem, kind.mistake))


def _same(shown: Callable[[str], str], intent: str, one: Said) -> Warned:
    if one.held_out:
        return Warned("leak", "It is kept for testing, so the assistant may not learn from it", True)
    if one.intent == intent:
        return Warned("alike", "It is there twice")
    return Warned("two_intents", f"It is a phrase of {shown(one.intent)} too", True, one.intent)


def _near(shown: Callable[[str], str], intent: str, phrase: str, one: Said) -> Warned:
    if one.held_out:
        return Warned("alike_held_out", "It is nearly a message kept for testing: say it another way")
    if one.intent == intent:
        return nearly(phrase, one.text, "")
    return Warned(
        "alike_two_intents",
        f"It is nearly {spot(one.text, phrase)} of {shown(one.intent)}",
        False,
        one.intent,
        one.text,
    )


def _remark(phrase: str, warned: Warned) -> Remark:
    sentence = f"{spot(phrase, warned.beside)}: {warned.sentence[:1].lower()}{warned.sentence[1:]}"
    return Remark(sentence if sentence.endswith("?") else f"{sentence}.", warned.blocks)


_plain = lru_cache(maxsize=50_000)(plain)


@lru_cache(maxsize=50_000)
def _personal(phrase: str, areas: frozenset[str]) -> tuple[tuple[Kind, str], ...]:
    found = check_personal([Phrase(phrase, "", Path(), 1)], set(areas))
    return tuple((finding.kind, finding.what.problem) for finding in found)
