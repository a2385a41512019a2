"""What is known of names and council words in general: names.yml, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

NAMES = Path(__file__).parent / "names.yml"
EVERYDAY = Path(__file__).parent / "everyday.txt"


@dataclass(frozen=True)
class Known:
    """`nicknames`: of a name, every other name it may be; `sounds`: of a name, spellings by ear; `services`: of a run
    of words, the first word of its line, which stands for all of them."""

    nicknames: Mapping[str, tuple[str, ...]]
    sounds: Mapping[str, tuple[str, ...]]
    services: Mapping[tuple[str, ...], str]


@cache
def everyday() -> frozenset[str]:
    """Words that are seldom anybody's name; everyday.txt says whence."""
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def known() -> Known:
    """Raises CouncilDataError when names.yml has mistakes."""
    mistakes: list[Mistake] = []
    section = Section(NAMES, read_mapping(NAMES), mistakes, "names.yml")
    section.known_names(("nicknames", "sounds", "services"))
    sounds = section.section("sounds", "the sounds of names")
    spelt: dict[str, dict[str, None]] = {}
    for name in map(str, sounds.values):
        for heard in sounds.texts(name):
            spelt.setdefault(name, {})[heard] = None
            spelt.setdefault(heard, {})[name] = None  # Reid sounds like Reed, and Reed like Reid
    services = {
        tuple(singular(word) for word in said.split()): line[0].replace(" ", "_")
        for line in _lines(section, "services")
        for said in line
    }
    if mistakes:
        raise CouncilDataError(mistakes)
    return Known(
        _one_another(_lines(section, "nicknames")),
        {name: tuple(heard) for name, heard in spelt.items()},
        services,
    )


def singular(word: str) -> str:
    """Bins and bin are one word, libraries and library; "business" and "address" stay."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _lines(section: Section, name: str) -> list[tuple[str, ...]]:
    found = []
    for line in section.entries(name):
        if isinstance(line, list) and line and all(isinstance(word, str) for word in line):
            found.append(tuple(line))
        else:
            section.wrong(name, f"{line!r} is not a list of words", "Write `- [first, second]`")
    return found


def _one_another(lines: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Of each name, the others of every line it is in: Alex is Alexander and Alexandra, who are not each other."""
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        for name in line:
            found.setdefault(name, {}).update(dict.fromkeys(other for other in line if other != name))
    return {name: tuple(others) for name, others in found.items()}
