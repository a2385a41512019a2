"""What people say, by label: council/safety/<label>.yml, which editors write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from council.yaml_files import read_mapping

EMERGENCY, SAFEGUARDING, DISTRESS, ABUSE, NONE = "emergency", "safeguarding", "distress", "abuse", "none"
RAISED = (EMERGENCY, SAFEGUARDING, DISTRESS, ABUSE)  # the first that fits wins
LABELS = (*RAISED, NONE)
DANGER = RAISED.index(EMERGENCY)
# Emergencies of one kind that is answered with another number than 999 alone; lines of their own file.
SUICIDE = "suicide"

# Enquiries that are themselves reports of danger or harm: their phrases are no examples of "none".
OF_ENQUIRY = {"report_emergency": EMERGENCY, "report_safeguarding_concern": SAFEGUARDING}


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
    messages = _listed(str(read_mapping(path).get("messages") or ""))
    if not messages:
        raise ValueError(f"{path} has no messages")
    return messages


def of_enquiries(phrases: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(message, label) from (phrase, intent): every ordinary enquiry is none, a report of danger or harm is not."""
    return [(phrase, OF_ENQUIRY.get(intent, NONE)) for phrase, intent in phrases]


def _listed(block: str) -> list[str]:
    return [line.strip().removeprefix("-").strip() for line in block.splitlines() if line.strip(" -\t")]
