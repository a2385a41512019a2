"""What an evaluation found, in tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from evaluation.confusion import in_words
from evaluation.figures import TITLES, Figure
from evaluation.groups import Group
from evaluation.judged import Judged
from evaluation.page import counted, percent
from evaluation.report import Report
from evaluation.safety import Heard


def of_report(report: Report) -> Iterator[Table]:
    """The main figures first; of the intents those with a mistake, as the page has them all."""
    if report.figures:
        yield of_figures(report.figures, f"{report.messages} messages")
    if report.safety:
        yield _of_safety(report.safety)
    if report.services:
        yield _of_groups({in_words(name): group for name, group in report.services.items()}, "Services")
    if report.styles:
        yield _of_groups(report.styles, "Styles")
    mistaken = {name: group for name, group in report.intents.items() if group.confused_with}
    if mistaken:
        yield _of_groups(mistaken, f"Intents with mistakes, {len(mistaken)} of {len(report.intents)}")


def of_figures(figures: Mapping[str, Figure], title: str) -> Table:
    table = _table(title, "", "Value", "95% from", "to")
    for name, figure in figures.items():
        table.add_row(TITLES[name], *(percent(share) for share in figure))
    return table


def mistakes(judged: Sequence[Judged]) -> Iterator[str]:
    """A line for each message that was misunderstood."""
    for j in judged:
        if j.row.labels and not j.acceptable:
            yield f"{j.row.written} -> {j.guess} {j.confidence:.2f}, {j.outcome}: {j.row.text}"
        if j.row.safety not in ("", j.safety):
            yield f"danger: {j.row.safety} -> {j.safety}: {j.row.text}"


def _of_safety(kinds: Mapping[str, Heard]) -> Table:
    table = _table("Danger", "", "Messages", "Recall", "Noticed", "Others", "False alarms", "Share of others")
    for name, heard in kinds.items():
        found = (percent(heard.recall), percent(heard.noticed))
        false = (str(heard.false_alarms), percent(heard.false_alarm_share))
        table.add_row(in_words(name), str(heard.messages), *found, str(heard.others), *false)
    return table


def _of_groups(groups: Mapping[str, Group], title: str) -> Table:
    table = _table(title, "", "Messages", "Exact", "Acceptable", "Top three", "Not understood")
    table.add_column("Confused with")
    for name, group in groups.items():
        shares = (group.exact, group.acceptable, group.top_3, group.unknown)
        confused = escape(counted(group.confused_with))
        table.add_row(escape(name), str(group.messages), *map(percent, shares), confused)
    return table


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(first, title=title, title_justify="left")
    for column in numbers:
        table.add_column(column, justify="right")
    return table
