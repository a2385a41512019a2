"""Danger words: heard before and apart from the classifier, on every channel, at every step of every form."""

from __future__ import annotations

import re
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

_PLAIN = re.compile(r"[a-z0-9]+\*?( [a-z0-9]+\*?)*")


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
        emergency, not_danger = section.texts("emergency"), section.texts("not_danger")
        if not emergency:
            section.wrong("emergency", "there are no danger words", "List them beneath `emergency:`")
        for phrase in (*emergency, *not_danger):
            if not _PLAIN.fullmatch(phrase):
                remedy = "Write it in small letters without punctuation"
                section.wrong("emergency", f"{phrase!r} can never be heard", remedy)
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(emergency, not_danger)

    def heard_in(self, words: str) -> bool:
        return self.phrase_in(words) is not None

    def phrase_in(self, words: str) -> str | None:
        """The phrase of danger that is heard in words, as they have it."""
        said = f" {' '.join(re.sub(r'[^a-z0-9 ]+', ' ', re.sub(chr(39) + '|’', '', words.lower())).split())} "
        found = self._emergency.search(self._not_danger.sub(" ", said))
        return found[0] if found else None


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")  # matches nothing
    patterns = sorted((re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")
