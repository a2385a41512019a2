"""Public intent datasets, read from a folder outside the project, and the council's own phrases.

The folder has `banking77`, `clinc150`, `hwu64` and `hint3`, each with its licence; nothing of it is kept here. A size
such as `banking77-10` is the ten phrases an intent that the few-shot literature trains on (fewshot_rows.json).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from council.catalogue import load_catalogue
from council.yaml_files import read_mapping

ROOT = Path(__file__).parent.parent
PHRASES, CATALOGUE = ROOT / "data" / "nlu", ROOT / "council"
COUNCIL_TEST = ROOT / "tests" / "nlu" / "held_out.csv"
OUT_OF_SCOPE = "out_of_scope"
SIGNPOST = (
    "signpost_"  # of intents that are somebody else's business, so out of scope when scores are counted
)
NOBODYS = "NO_NODES_DETECTED"  # how HINT3 labels messages that no intent covers

Labelled = tuple[str, str]


class NoSuchDataset(LookupError):
    """A name or a file is not there; the message says which."""


@dataclass(frozen=True)
class Dataset:
    """Phrases to learn and messages to read, each with its intent; `strange` are messages that no intent covers."""

    name: str
    phrases: tuple[Labelled, ...]
    messages: tuple[Labelled, ...]
    strange: tuple[str, ...] = ()
    mostly_strange: bool = False  # as the logs of a real assistant are
    words: tuple[str, ...] = ()  # what the council calls things; only its own phrases have such

    @property
    def intents(self) -> int:
        return len({intent for _, intent in self.phrases})


def load(folder: Path, name: str) -> Dataset:
    """One of NAMES.

    Raises:
        NoSuchDataset: there is no dataset of that name, or a file of it is missing.
    """
    base, _, size = name.partition("-")
    reader = _READERS.get(base)
    if reader is None or name not in NAMES:
        raise NoSuchDataset(f"There is no dataset {name!r}; there are: {', '.join(NAMES)}")
    try:
        return reader(folder / base, name, size)
    except FileNotFoundError as error:
        raise NoSuchDataset(f"{error.filename} is missing: {folder} needs a folder {base}") from None


def council() -> Dataset:
    """The council's phrases and the messages held out of them. Out of scope counts as an intent here."""
    phrases = council_phrases()
    return Dataset(
        "council",
        tuple(phrases),
        tuple(_rows(COUNCIL_TEST, "text", "intent")),
        words=tuple(council_words()),
    )


def council_phrases(folder: Path = PHRASES) -> list[Labelled]:
    return [
        (line[2:].strip(), entry["intent"])
        for path in sorted(folder.glob("*.yml"))
        for entry in read_mapping(path)["nlu"]
        if "intent" in entry
        for line in entry["examples"].splitlines()
        if line.startswith("- ")
    ]


def council_words(folder: Path = CATALOGUE) -> list[str]:
    return [
        words
        for enquiry in load_catalogue(folder)
        for words in (enquiry.title, enquiry.spoken, *enquiry.hints)
    ]


def acceptable(label: str, intent: str) -> bool:
    """Whether an intent is one of a label's; a label may join several with a plus."""
    return _scored(intent) in {_scored(part) for part in label.split("+")}


def _scored(intent: str) -> str:
    return OUT_OF_SCOPE if intent.startswith(SIGNPOST) else intent


def _csv_pair(folder: Path, name: str, size: str) -> Dataset:
    phrases = _rows(folder / "train.csv", "text", "category")
    messages = _rows(folder / "test.csv", "text", "category")
    return Dataset(name, tuple(_few(phrases, folder, size)), tuple(messages))


def _clinc(folder: Path, name: str, size: str) -> Dataset:
    with (folder / "data_full.json").open(encoding="utf-8") as file:
        parts = json.load(file)
    phrases = [(text, intent) for text, intent in parts["train"]]
    messages = tuple((text, intent) for text, intent in parts["test"])
    return Dataset(
        name, tuple(_few(phrases, folder, size)), messages, tuple(text for text, _ in parts["oos_test"])
    )


def _hint3(folder: Path, name: str, bot: str) -> Dataset:
    phrases = _rows(folder / f"{bot}_train.csv", "sentence", "label")
    messages = _rows(folder / f"{bot}_test.csv", "sentence", "label")
    return Dataset(
        name,
        tuple(phrases),
        tuple((text, intent) for text, intent in messages if intent != NOBODYS),
        tuple(text for text, intent in messages if intent == NOBODYS),
        mostly_strange=True,
    )


def _few(phrases: list[Labelled], folder: Path, size: str) -> Iterable[Labelled]:
    if not size:
        return phrases
    with (folder / "fewshot_rows.json").open(encoding="utf-8") as file:
        rows = json.load(file)["splits"][f"{size}_shot"]
    return (phrases[row] for row in rows)


def _rows(path: Path, text: str, label: str) -> list[Labelled]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row[text], row[label]) for row in csv.DictReader(file)]


_READERS: dict[str, Callable[[Path, str, str], Dataset]] = {
    "clinc150": _clinc,
    "banking77": _csv_pair,
    "hwu64": _csv_pair,
    "hint3": _hint3,
}
NAMES = (
    *("clinc150", "clinc150-10", "banking77", "banking77-10", "banking77-5", "hwu64", "hwu64-10", "hwu64-5"),
    *("hint3-curekart", "hint3-powerplay11", "hint3-sofmattress"),
)
