"""How well search finds the right article, and how well it knows when it has not: `python -m bench.search`.

Plain questions have a word or two of the article's title or keywords; those in residents' own words have none.
A question that stands in the training phrases word for word is left out. `--curve` shows what each place of the
line between strong and weak would mean, for choosing kb.search.BY_BOTH and BY_KEYWORDS again.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from random import Random
from statistics import median
from string import ascii_lowercase
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from encoder.encoder import Encoder
from kb.keywords import telling_words
from kb.said import Said
from kb.search import ArticleSearch, Scores
from server.parts.council import VECTORS
from server.settings import ROOT, settings
from server.wiring import Wiring

QUESTIONS = ROOT / "tests" / "kb" / "search_questions.csv"
OFF_TOPIC = ROOT / "tests" / "kb" / "search_off_topic.csv"
STYLES = ("plain", "own words")
SHALLOW_RANKS = 10  # the k of reciprocal rank fusion; 60, the usual one, is for lists of thousands
SLIPS = 0.3  # of the words of a message


@dataclass(frozen=True)
class Question:
    style: str
    words: str
    article: str


Way = Callable[[Scores], np.ndarray]  # a score for each article


def _meaning(scores: Scores) -> np.ndarray:
    if scores.meaning is None:
        raise RuntimeError("there is no encoder to measure")
    return scores.meaning


def _reciprocal(scores: np.ndarray) -> np.ndarray:
    places = np.empty(len(scores))
    places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1 / (SHALLOW_RANKS + places)


WAYS: dict[str, Way] = {
    "keywords": lambda scores: scores.keywords,
    "meaning": _meaning,
    "ranks added": lambda scores: _reciprocal(scores.keywords) + _reciprocal(_meaning(scores)),
    "hybrid": lambda scores: scores.mixed,
}


@dataclass(frozen=True)
class Trial:
    """One index with everything it was asked."""

    search: ArticleSearch
    articles: tuple[str, ...]
    questions: tuple[Question, ...]
    off_topic: tuple[str, ...]

    @cached_property
    def asked(self) -> list[Scores | None]:
        return [self.search.scores(question.words) for question in self.questions]

    @cached_property
    def strayed(self) -> list[Scores | None]:
        return [self.search.scores(words) for words in self.off_topic]

    def misspelt(self) -> Trial:
        """The same with a slip in three of ten of the longer words."""
        chance = Random(1)  # noqa: S311
        questions = [
            replace(question, words=with_slips(question.words, chance)) for question in self.questions
        ]
        return replace(self, questions=tuple(questions))

    def places(self, way: Way, style: str | None = None) -> np.ndarray:
        """At which place the right article came, from 1, for each question of a style."""
        return np.array(
            [
                _place(way(scores), self.articles.index(question.article)) if scores else len(self.articles)
                for question, scores in zip(self.questions, self.asked, strict=True)
                if style in (None, question.style)
            ]
        )

    def best(self, way: Way) -> tuple[np.ndarray, np.ndarray]:
        """The first article's score for each question, and for each off-topic message."""
        return _tops(self.asked, way), _tops(self.strayed, way)


def recall(places: np.ndarray, within: int) -> float:
    return float((places <= within).mean())


def with_slips(words: str, chance: Random) -> str:
    """Letters swapped, lost, doubled or wrong, never the first."""
    return " ".join(_slip(word, chance) if chance.random() < SLIPS else word for word in words.split())


def _slip(word: str, chance: Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return chance.choice(
        [
            before + after[0] + letter + after[1:],
            before + after,
            before + letter + letter + after,
            before + chance.choice(ascii_lowercase) + after,
        ]
    )


def every_question() -> tuple[Question, ...]:
    return tuple(Question(row["style"], row["question"], row["article"]) for row in _rows(QUESTIONS))


def questions_besides(said: Said) -> tuple[Question, ...]:
    """Those that no training phrase gives away."""
    known = {_bare(phrase) for phrases in said.values() for phrase in phrases}
    return tuple(question for question in every_question() if _bare(question.words) not in known)


def off_topic() -> tuple[str, ...]:
    return tuple(row["question"] for row in _rows(OFF_TOPIC))


def trial(*, phrases: bool = True, meaning: bool = True) -> Trial:
    """The product's own index, or one that lacks something. The first time it takes some 30 s.

    Raises:
        RuntimeError: there is no encoder.
    """
    wiring = Wiring(settings())
    search = ArticleSearch(wiring.articles, wiring.said if phrases else None)
    if meaning:
        folder, vectors = (
            wiring.settings.encoder_folder,
            VECTORS if phrases else VECTORS.with_name("bench.npz"),
        )
        if not folder or not search.learn_meaning(folder, vectors):
            raise RuntimeError("there is no encoder to measure")
    names = tuple(article.name for article in wiring.articles)
    return Trial(search, names, questions_besides(wiring.said), off_topic())


def main(curve: Annotated[bool, typer.Option(help="Show every place of the line")] = False) -> None:
    """Measure recall, ratios, and the line between strong and weak."""
    console = Console()
    full, bare, by_keywords = trial(), trial(phrases=False), trial(meaning=False)
    console.print(_recalls({"": full, ", misspelt": full.misspelt(), ", no phrases": bare}))
    for name in ("keywords", "meaning"):
        ratio = recall(full.places(WAYS["hybrid"]), 1) / recall(full.places(WAYS[name]), 1)
        console.print(f"recall at 1, hybrid over {name}: {ratio:.2f}")
    for name, tried in (("hybrid", full), ("keywords alone", by_keywords)):
        console.print(_outcomes(name, tried))
        if curve:
            console.print(_curve(name, tried))
    words = [question.words for question in full.questions]
    times, encoding = _milliseconds(full.search.find, words), _milliseconds(_encode(), words)
    console.print(
        f"CPU time of a search over that of encoding its words: {median(times) / median(encoding):.2f}"
    )
    console.print(
        f"a search takes {median(times):.1f} ms of CPU, the slowest of twenty {np.quantile(times, 0.95):.1f}"
    )


def _recalls(trials: dict[str, Trial]) -> Table:
    table = Table("", *(f"{style}: at 1, at 3, MRR" for style in STYLES))
    for note, tried in trials.items():
        for name, way in WAYS.items():
            cells = []
            for style in STYLES:
                places = tried.places(way, style)
                cells.append(f"{recall(places, 1):.3f}  {recall(places, 3):.3f}  {(1 / places).mean():.3f}")
            table.add_row(name + note, *cells)
    counts = [
        sum(question.style == style for question in next(iter(trials.values())).questions) for style in STYLES
    ]
    table.caption = " and ".join(f"{count} {style}" for count, style in zip(counts, STYLES, strict=True))
    return table


def _outcomes(name: str, tried: Trial) -> Table:
    """What share comes back strong, weak or hopeless."""
    table = Table(name, "strong", "weak", "hopeless")
    right = tried.places(WAYS["hybrid"]) == 1
    asked, strayed = tried.best(WAYS["hybrid"])
    lines = next(scores.lines for scores in tried.asked if scores)
    groups = [("right answers", asked[right]), ("wrong answers", asked[~right]), ("off topic", strayed)]
    for style in STYLES:
        of_style = np.array([question.style == style for question in tried.questions])
        groups.insert(1, (f"right, {style}", asked[right & of_style]))
    for group, scores in groups:
        strong, hopeless = (scores >= lines.strong).mean(), (scores < lines.possible).mean()
        table.add_row(group, *(f"{share:.3f}" for share in (strong, 1 - strong - hopeless, hopeless)))
    table.caption = f"strong from {lines.strong}, hopeless below {lines.possible}"
    return table


def _curve(name: str, tried: Trial) -> Table:
    table = Table(f"{name}: line", "off topic above", "right above", "wrong above")
    right = tried.places(WAYS["hybrid"]) == 1
    asked, strayed = tried.best(WAYS["hybrid"])
    for share in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.08, 0.05, 0.03, 0.01):
        line = float(np.quantile(strayed, 1 - share))
        above = [(scores >= line).mean() for scores in (strayed, asked[right], asked[~right])]
        table.add_row(f"{line:.3f}", *(f"{part:.3f}" for part in above))
    return table


def _place(scores: np.ndarray, row: int) -> int:
    """An article that shares its score, as those without any of the words do, comes last of them."""
    return int((scores >= scores[row]).sum())


def _tops(asked: Sequence[Scores | None], way: Way) -> np.ndarray:
    return np.array([way(scores).max() if scores else 0.0 for scores in asked])


def _encode() -> Callable[[str], object]:
    folder = settings().encoder_folder
    encoder = Encoder.load(folder) if folder else None
    if encoder is None:
        raise RuntimeError("there is no encoder to measure")
    return lambda words: encoder.encode([words])


def _milliseconds(do: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """Of this thread's CPU, for each message."""
    times = []
    for words in asked:
        start = time.thread_time()
        do(words)
        times.append(1000 * (time.thread_time() - start))
    return times


def _bare(words: str) -> str:
    return " ".join(telling_words(words)) or words


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    typer.run(main)
