"""The figures side by side, and the calls that went wrong with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bench.phone_lines.caller import Lived
from bench.phone_lines.judging import Scores, Verdict, scores
from bench.phone_lines.lines import OURS, STOCK
from bench.phone_lines.script import ScriptedCall


@dataclass(frozen=True)
class Result:
    """Of one line: every call with its verdict, and the milliseconds of every webhook."""

    calls: Sequence[ScriptedCall]
    lived: Sequence[Lived]
    verdicts: Sequence[Verdict]
    milliseconds: Sequence[float]

    @property
    def scores(self) -> Scores:
        return scores(self.calls, self.verdicts)

    @property
    def p50(self) -> float:
        return median(self.milliseconds)

    @property
    def p95(self) -> float:
        return quantiles(self.milliseconds, n=20)[-1]


def show(results: Mapping[str, Result], console: Console) -> None:
    ours, stock = results[OURS], results[STOCK]
    a, b = ours.scores, stock.scores
    table = Table("", "ours", "Rasa's twilio_voice", "ours over stock")
    for what, mine, theirs in (
        ("calls that ended silent or in an error", a.failed, b.failed),
        ("callers who asked for a person and reached one, or a call-back", a.reached, b.reached),
        ("calls that crossed into another caller's conversation", a.crossed, b.crossed),
        ("enquiries completed", a.completed, b.completed),
    ):
        table.add_row(what, str(mine), str(theirs), _ratio(mine.count, theirs.count))
    for what, one, other in (
        ("webhook milliseconds, p50", ours.p50, stock.p50),
        ("webhook milliseconds, p95", ours.p95, stock.p95),
    ):
        table.add_row(what, f"{one:.0f}", f"{other:.0f}", _ratio(one, other))
    console.print(table)
    for name, result in results.items():
        console.print(f"\n[bold]{name}[/]: what went wrong")
        for line in wrong(result):
            console.print(f"  {escape(line)}", soft_wrap=True)


def wrong(result: Result) -> list[str]:
    """A line for each fault of each call."""
    lines = []
    for verdict in result.verdicts:
        faults = [*verdict.missing]
        faults += [f"ended silent or in an error: {verdict.failed}"] if verdict.failed else []
        faults += [f"crossed: {verdict.crossed}"] if verdict.crossed else []
        lines += [f"{verdict.name}: {fault}" for fault in faults]
    return lines


def as_json(results: Mapping[str, Result]) -> dict[str, Any]:
    """Every figure, and every call with all that was heard on it."""
    ours, stock = results[OURS], results[STOCK]
    return {
        **{name: _line_as_json(result) for name, result in results.items()},
        "milliseconds_ours_over_stock": {"p50": ours.p50 / stock.p50, "p95": ours.p95 / stock.p95},
    }


def _line_as_json(result: Result) -> dict[str, Any]:
    calls = [
        {**asdict(verdict), "completed": verdict.completed, **asdict(lived)}
        for verdict, lived in zip(result.verdicts, result.lived, strict=True)
    ]
    milliseconds = {"p50": result.p50, "p95": result.p95, "webhooks": len(result.milliseconds)}
    return {**asdict(result.scores), "milliseconds": milliseconds, "calls": calls}


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else ""
