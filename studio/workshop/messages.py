"""The messages a comparison asks both models about: a content's own held-out ones, as they are typed and as spoken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from council.yaml_files import read_mapping
from evaluation.labelled import BadFile, Labelled, read_labelled, read_rows, services_of
from studio.files.edits.enquiries import MESSAGES

HELD_OUT, DANGER = Path("tests/nlu/held_out.csv"), Path("tests/nlu/safety_held_out.csv")
DANGER_FILES = ("council/safety/*.yml", "council/danger.yml", "config.yml")
SPOKEN_STYLES = frozenset({"spoken", "voice_like"})
# What a recogniser leaves out: all marks but those within a word ("don't", "half-term").
_MARKS = re.compile(r"(?!(?<=\w)['’-](?=\w))[^\w\s]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Messages:
    """Rows of the tests. `services`: the service of each intent; `notes`: what could not be read, for an editor."""

    typed: tuple[Labelled, ...]
    spoken: tuple[Labelled, ...]
    danger: tuple[Labelled, ...]
    services: Mapping[str, str]
    notes: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        """Each text once, in order."""
        return list(dict.fromkeys((*self.of_enquiries, *(row.text for row in self.danger))))

    @property
    def of_enquiries(self) -> list[str]:
        """The texts that are asked for their enquiry, each once; of the others only the danger is asked."""
        return list(dict.fromkeys(row.text for row in (*self.typed, *self.spoken)))


def read(content: Path) -> Messages:
    """The messages of a content. Rows of intents that it no longer has are left out and counted in the notes.

    Raises:
        CouncilDataError: a file of phrases is not YAML.
    """
    services = services_of(content / "data" / "nlu")
    notes: list[str] = []
    rows = _rows(content / HELD_OUT, services, notes)
    typed = tuple(row for row in rows if row.style not in SPOKEN_STYLES)
    spoken = tuple(row for row in rows if row.style in SPOKEN_STYLES)
    heard = tuple(replace(row, text=as_heard(row.text)) for row in typed)
    danger = tuple(row for row in _rows(content / DANGER, services, notes) if row.safety)
    return Messages(typed, (*spoken, *(row for row in heard if row.text)), danger, services, tuple(notes))


def danger_alike(one: Path, other: Path) -> bool:
    """Whether danger is heard alike in two contents: it is learnt from these files alone, and the same files make the
    same model (bot/safety/)."""
    return _danger_files(one) == _danger_files(other)


def _danger_files(content: Path) -> dict[str, bytes]:
    paths = (path for pattern in DANGER_FILES for path in content.glob(pattern))
    return {str(path.relative_to(content)): path.read_bytes() for path in paths}


def of_enquiries(content: Path) -> dict[str, str]:
    """One message for each enquiry, by its name: what tests/conversations/every_enquiry plays.

    Raises:
        CouncilDataError: the file is not YAML.
    """
    path = content / MESSAGES
    return {str(name): str(said) for name, said in read_mapping(path).items()} if path.is_file() else {}


def as_heard(text: str) -> str:
    """A typed message as a recogniser would write it of somebody who says it: small letters, no punctuation."""
    return _SPACES.sub(" ", _MARKS.sub(" ", text.lower().replace("’", "'"))).strip()


def _rows(path: Path, services: Mapping[str, str], notes: list[str]) -> list[Labelled]:
    name = "/".join(path.parts[-3:])
    if not path.is_file():
        notes.append(f"There is no {name}, so nothing in it was compared.")
        return []
    try:
        rows = read_labelled(path, services, known_only=True)
        every = len(read_rows(path, ("text",)))
    except BadFile as error:
        notes.append(f"{name} was left out: {str(error).replace(str(path), name)}")
        return []
    if every > len(rows):
        left = f"{every - len(rows)} of {every} messages"
        notes.append(f"Left out of {name}, since this draft has no such enquiry: {left}.")
    return rows
