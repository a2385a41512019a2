"""How many phrases each enquiry needs, from council/busiest.yml: the busiest are asked in the most ways."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping


@dataclass(frozen=True)
class Busiest:
    """The least number of phrases: of a busy enquiry, and of any other."""

    names: dict[str, int]  # of each busy enquiry, the line it is named on
    least_if_busy: int
    least: int

    @classmethod
    def load(cls, path: Path) -> Busiest:
        """Raises council.yaml_files.CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, "busiest.yml")
        section.known_names(("phrases", "phrases_if_busy", "busiest"))
        numbers = [_number(section, name) for name in ("phrases", "phrases_if_busy")]
        listed = section.texts("busiest")
        lines = [section.values["busiest"].lc.item(place)[0] + 1 for place in range(len(listed))]
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(dict(zip(listed, lines, strict=True)), least_if_busy=numbers[1], least=numbers[0])

    def least_of(self, enquiry: str) -> int:
        return self.least_if_busy if enquiry in self.names else self.least


def _number(section: Section, name: str) -> int:
    value = section.values.get(name)
    if isinstance(value, int) and value > 0:
        return value
    section.wrong(name, f"{name!r} must be a number", f"Write `{name}: 30`")
    return 0
