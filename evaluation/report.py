"""Everything one evaluation found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from evaluation.confusion import Confusion
from evaluation.figures import Figure, with_intervals
from evaluation.groups import Group, Order, by_intent, by_service, by_style
from evaluation.judged import Judged
from evaluation.safety import Heard, safety


@dataclass(frozen=True)
class Report:
    """Figures, groups and confusion are empty for a file that is about danger alone."""

    messages: int
    figures: Mapping[str, Figure]
    milliseconds_p50: float
    milliseconds_p95: float
    services: Mapping[str, Group]
    intents: Mapping[str, Group]
    styles: Mapping[str, Group]
    safety: Mapping[str, Heard]
    confusion: Confusion

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it: main figures at the top, their intervals as [low, high], groups by name."""
        return {
            "messages": self.messages,
            **{name: _rounded(figure.value) for name, figure in self.figures.items()},
            "milliseconds_p50": self.milliseconds_p50,
            "milliseconds_p95": self.milliseconds_p95,
            "intervals": {
                name: [_rounded(figure.low), _rounded(figure.high)] for name, figure in self.figures.items()
            },
            "services": {name: _as_dict(group) for name, group in self.services.items()},
            "intents": {name: _as_dict(group) for name, group in self.intents.items()},
            "styles": {name: _as_dict(group) for name, group in self.styles.items()},
            "safety": {name: _as_dict(heard) for name, heard in self.safety.items()},
            "confusion": [
                {"label": cell.label, "understood": cell.understood, "messages": cell.messages}
                for cell in self.confusion.cells
            ],
        }


def report(judged: Sequence[Judged], services: Mapping[str, str]) -> Report:
    """Score messages, of which there must be one at least. `services` maps each intent to its service."""
    order = Order(services)
    labelled = [j for j in judged if j.row.labels]
    times = [j.milliseconds for j in judged]
    return Report(
        len(judged),
        with_intervals(labelled) if labelled else {},
        round(median(times), 2),
        round(quantiles(times, n=20)[-1] if len(times) > 1 else times[0], 2),
        by_service(labelled, order),
        by_intent(labelled, order),
        by_style(labelled),
        safety(judged),
        Confusion.of(labelled, order),
    )


def _as_dict(group: Group | Heard) -> dict[str, Any]:
    found = {name: _rounded(value) for name, value in asdict(group).items()}
    if isinstance(group, Group):
        found["confused_with"] = dict(group.confused_with)
    return found


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value
