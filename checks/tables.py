"""What a check found, in tables."""

from __future__ import annotations

from collections import Counter

from rich.table import Table

from checks import Report
from checks.findings import Kind


def of_findings(report: Report) -> Table:
    """How many there are of each kind."""
    table = Table("", title="What was found", title_justify="left")
    table.add_column("Mistakes", justify="right")
    table.add_column("Notes", justify="right")
    count = Counter(finding.kind for finding in report.findings)
    for kind in Kind:
        if count[kind]:
            number = str(count[kind])
            table.add_row(kind.title, *((f"[red]{number}[/red]", "") if kind.mistake else ("", number)))
    return table


def of_intents(report: Report) -> Table:
    """Each intent's phrases and their variety, the least varied first."""
    table = Table("Intent", title="Training phrases", title_justify="left")
    table.add_column("Phrases", justify="right")
    table.add_column("Runs of three words", justify="right")
    table.add_column("Different", justify="right")
    for intent, has in sorted(report.intents.items(), key=lambda item: item[1].share):
        table.add_row(intent, str(has.phrases), str(has.runs), f"{has.share:.0%}")
    return table
