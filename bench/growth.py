"""What four times as much costs: phrases to check, people to find somebody among, messages in the inbox.

    python -m bench.growth

Prints milliseconds for the smaller and the larger, the best of three, and their ratio; 4 is in proportion.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.tables import table
from checks.alike import check_alike
from checks.phrases import Phrase
from council.directory.directory import Directory
from council.people import Person
from tests.studio.inbox.filling import fill
from tests.studio.inbox.parts import Council

LESS, MORE = 1, 4
SYLLABLES = ("ba", "co", "du", "fe", "gi", "lo", "ma", "ne", "po", "ru")
HEADINGS = ("What", "less, ms", "more, ms", "ratio", "")


def main() -> None:
    rows = []
    for what, how_much, prepared in SUBJECTS:
        with tempfile.TemporaryDirectory() as folder:
            less, more = (_best(prepared(times, Path(folder) / str(times))) for times in (LESS, MORE))
        rows.append((what, f"{less:.0f}", f"{more:.0f}", f"{more / less:.1f}", how_much))
    print(table(HEADINGS, rows))


def _checking(times: int, folder: Path) -> Callable[[], object]:
    dice = random.Random(5)  # noqa: S311
    texts = [" ".join(_words(dice, dice.randint(4, 30))) for _ in range(2_000 * times)]
    phrases = [Phrase(f"intent_{n % 90}", text, folder / "all.yml", n) for n, text in enumerate(texts)]
    return lambda: list(check_alike(phrases, [], None))


def _finding(times: int, folder: Path) -> Callable[[], object]:
    dice = random.Random(5)  # noqa: S311
    names = [" ".join(word.title() for word in _words(dice, 2)) for _ in range(125 * times)]
    people = [Person(name, "Officer", f"Team {n % 20}", f"{n:04}") for n, name in enumerate(names)]
    directory = Directory(people, {person.team: (person.team,) for person in people})
    asked = [f"can i speak to {name}" for name in names[:100]]
    return lambda: [directory.find(words) for words in asked]


def _inbox(times: int, folder: Path) -> Callable[[], object]:
    council = Council(folder)
    fill(council, groups=300 * times, messages=1_250 * times)
    editor = council.editor()
    return lambda: editor.see("/studio/inbox")


def _words(dice: random.Random, count: int) -> Iterator[str]:
    return ("".join(dice.choices(SYLLABLES, k=3)) for _ in range(count))


def _best(run: Callable[[], object]) -> float:
    """Milliseconds. The first time, which fills caches, is not counted."""
    run()
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - began)
    return min(seconds) * 1000


SUBJECTS = (
    ("Phrases compared for likeness", "2,000 and 8,000 phrases", _checking),
    ("A hundred people asked for by name", "125 and 500 people", _finding),
    ("First page of the inbox", "1,250 and 5,000 open messages", _inbox),
)

if __name__ == "__main__":
    main()
