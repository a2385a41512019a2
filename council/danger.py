"""Danger words: heard before and apart from the classifier, on every channel, at every step of every form."""

from __future__ import annotations

import re
from pathlib import Path

from council.yaml_files import Mistake, Section, read_mapping


class DangerWords:
    """Plain phrases from council/danger.yml; needs no model, so it also works while Rasa is down."""

    def __init__(self, emergency: tuple[str, ...], not_danger: tuple[str, ...]) -> None:
        self._emergency = _any_of(emergency)
        self._not_danger = _any_of(not_danger)

    @classmethod
    def load(cls, path: Path) -> DangerWords:
        """Raises council.yaml_files.CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, "danger.yml")
        section.known_names(("emergency", "not_danger"))
        return cls(section.texts("emergency"), section.texts("not_danger"))

    def heard_in(self, words: str) -> bool:
        said = f" {' '.join(re.sub(r'[^a-z0-9 ]+', ' ', re.sub(chr(39) + '|’', '', words.lower())).split())} "
        return bool(self._emergency.search(self._not_danger.sub(" ", said)))


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")  # matches nothing
    patterns = sorted((re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")
