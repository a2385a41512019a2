"""What people say, by label: council/safety/<label>.yml, which editors write."""

from __future__ import annotations

from pathlib import Path

from council.yaml_files import read_mapping

EMERGENCY, SAFEGUARDING, DISTRESS, ABUSE, NONE = "emergency", "safeguarding", "distress", "abuse", "none"
RAISED = (EMERGENCY, SAFEGUARDING, DISTRESS, ABUSE)  # the first that fits wins
LABELS = (*RAISED, NONE)
DANGER = RAISED.index(EMERGENCY)
# Emergencies of one kind that is answered with another number than 999 alone; lines of their own file.
SUICIDE = "suicide"

ORDINARY = "ordinary"  # the file of phrases of ordinary enquiries, all of them NONE


def lines(folder: Path) -> list[tuple[str, str]]:
    """(message, label), in the order of the files.

    Raises:
        council.yaml_files.CouncilDataError: a file is missing or not readable as YAML.
        ValueError: a file has no messages.
    """
    found = []
    for name, label in (
        (EMERGENCY, EMERGENCY),
        (SUICIDE, EMERGENCY),
        *((label, label) for label in LABELS[1:]),
    ):
        found += [(message, label) for message in _of_file(folder / f"{name}.yml")]
    return found


def of_suicide(folder: Path) -> set[str]:
    """The emergencies in which somebody means to end a life, their own or one they tell us of."""
    return set(_of_file(folder / f"{SUICIDE}.yml"))


def _of_file(path: Path) -> list[str]:
    return _block(path, "messages")


def _block(path: Path, name: str) -> list[str]:
    messages = _listed(str(read_mapping(path).get(name) or ""))
    if not messages:
        raise ValueError(f"{path} has no {name}")
    return messages


def ordinary(folder: Path) -> tuple[list[str], list[str]]:
    """Phrases of ordinary enquiries: a sample of all, and others that sound like danger.

    They are kept with the lines, not read from the enquiries: whoever edits those moves no decision about danger.
    """
    path = folder / f"{ORDINARY}.yml"
    return _block(path, "sample"), _block(path, "near")


def _listed(block: str) -> list[str]:
    return [line.strip().removeprefix("-").strip() for line in block.splitlines() if line.strip(" -\t")]
