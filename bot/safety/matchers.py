"""Rules for what is said plainly: spaCy patterns over words and their kinds, from council/safety/rules.yml.

A rule is words in order: small letters stand for themselves, CAPITALS for any sign of that kind (signs.yml), `a|b` for
either, `..` for up to four words of the same sentence, `word?` for a word that may be missing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from bot.safety.lines import RAISED
from bot.safety.signs import Piece
from bot.safety.text import END
from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

FILE = "rules.yml"
GAP, WIDEST = "..", 4  # words
_ITEM = re.compile(r"\.\.|[A-Z_a-z0-9]+(\|[A-Z_a-z0-9]+)*\??")
Pattern = list[dict[str, Any]]


@dataclass(frozen=True)
class Rules:
    """Rules of each label, and the kinds that make a sentence calm: a rule met in such a sentence is not enough."""

    of_label: Mapping[str, tuple[str, ...]]
    calm: frozenset[str]


@dataclass(frozen=True)
class Met:
    """A rule that a message meets. `calm`: beside words that make little of it (last year, all fine now)."""

    label: str
    rule: str
    calm: bool


def read_rules(path: Path, kinds: Mapping[str, Any]) -> Rules:
    """Raises CouncilDataError: a rule cannot be read, or names a kind that signs.yml lacks."""
    mistakes: list[Mistake] = []
    section = Section(path, read_mapping(path), mistakes, FILE)
    section.known_names((*RAISED, "calm"))
    of_label = {label: section.texts(label) for label in RAISED}
    calm = section.texts("calm")
    for name, rules in (*of_label.items(), ("calm", calm)):
        for rule in rules:
            if not all(_ITEM.fullmatch(item) for item in rule.split()):
                section.wrong(name, f"{rule!r} cannot be read", "Write words, KINDS, a|b, .. and word?")
            for kind in re.findall(r"\b[A-Z_]+\b", rule):
                if kind not in kinds:
                    section.wrong(
                        name, f"{rule!r}: there is no kind {kind}", f"Add it to {path.with_name('signs.yml')}"
                    )
    if mistakes:
        raise CouncilDataError(mistakes)
    return Rules(of_label, frozenset(calm))


class SafetyMatcher:
    """Compiled rules, each a spaCy Matcher of its own: most have a word that a message lacks, and cost nothing."""

    def __init__(self, rules: Rules) -> None:
        self._calm = rules.calm
        self._vocab = spacy.blank("en").vocab
        self._with_word: dict[str, list[_Compiled]] = {}
        for label, own in rules.of_label.items():
            for rule in own:
                compiled = _Compiled(label, rule, _needs(rule), _matcher(rule, self._vocab))
                for word in min(compiled.needs, key=_commonness):
                    self._with_word.setdefault(word, []).append(compiled)

    def met_by(self, pieces: Sequence[Piece]) -> list[Met]:
        """The rules a message meets, one entry each; `calm` only when every place it is met in is calm."""
        has = {word for piece in pieces for word in piece.words} | {piece.kind or END for piece in pieces}
        near = {rule.rule: rule for word in has for rule in self._with_word.get(word, ())}
        possible = [rule for rule in near.values() if not any(map(has.isdisjoint, rule.needs))]
        if not possible:
            return []
        doc, calm_at = _document(pieces, self._vocab), _calm_at(pieces, self._calm)
        found = []
        for rule in possible:
            places = [start for _, start, _ in rule.matcher(doc)]
            if places:
                found.append(Met(rule.label, rule.rule, all(calm_at[place] for place in places)))
        return found


@dataclass(frozen=True)
class _Compiled:
    label: str
    rule: str
    needs: tuple[frozenset[str], ...]  # of each of these a message must have one
    matcher: Matcher


def _needs(rule: str) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(item.split("|")) for item in rule.split() if item != GAP and not item.endswith("?")
    )


def _commonness(options: frozenset[str]) -> tuple[bool, int]:
    """Words are rarer than kinds, and few words rarer than many."""
    return any(option.isupper() for option in options), len(options)


def _matcher(rule: str, vocab: spacy.Vocab) -> Matcher:
    matcher = Matcher(vocab)
    matcher.add(rule, patterns(rule))
    return matcher


def patterns(rule: str) -> list[Pattern]:
    """One spaCy pattern for each reading of a rule: an item's words are one reading, each of its kinds another."""
    readings = [_readings(item) for item in rule.split()]
    return [list(itertools.chain.from_iterable(choice)) for choice in itertools.product(*readings)]


def _readings(item: str) -> list[Pattern]:
    if item == GAP:
        return [[{"ORTH": {"NOT_IN": [END]}, "OP": f"{{0,{WIDEST}}}"}]]
    options = item.removesuffix("?").split("|")
    words = [option for option in options if not option.isupper()]
    optional = {"OP": "?"} if item.endswith("?") else {}
    found: list[Pattern] = [[{"ORTH": {"IN": words}, **optional}]] if words else []
    repeated = "*" if optional else "+"  # a sign may be several words
    return found + [[{"ENT_TYPE": kind, "OP": repeated}] for kind in options if kind.isupper()]


def _document(pieces: Sequence[Piece], vocab: spacy.Vocab) -> Doc:
    """The pieces as spaCy's words, signs as its entities."""
    words, entities = [], []
    for piece in pieces:
        words += piece.words
        begin, inside = (f"B-{piece.kind}", f"I-{piece.kind}") if piece.kind else ("O", "O")
        entities += [begin] + [inside] * (len(piece.words) - 1)
    return Doc(vocab, words=words, ents=entities)


def _calm_at(pieces: Sequence[Piece], calm: frozenset[str]) -> list[bool]:
    """For each word, whether its sentence has a sign of calm."""
    found: list[bool] = []
    length, is_calm = 0, False
    for piece in pieces:
        length += len(piece.words)
        is_calm = is_calm or piece.kind in calm
        if piece.words == (END,):
            found += [is_calm] * length
            length, is_calm = 0, False
    return found
