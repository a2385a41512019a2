"""What the launcher is doing, shown as it happens: a moving line on a terminal, plain lines in a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress as Bars
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

QUIET_SECONDS = 15.0  # in a log, one line at least this far apart from a slow step
DETAIL_WIDTH = 60


class Progress:
    """Prints steps with the time they took. Its lines may come from any thread."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)

    def line(self, words: str) -> None:
        self.console.print(escape(words), soft_wrap=True)

    def problem(self, words: str) -> None:
        self.console.print(f"[bold red]{escape(words)}[/]", soft_wrap=True)

    @contextmanager
    def step(self, words: str) -> Iterator[Callable[[str], None]]:
        """Show a step while the block runs; what it yields takes a line about how far the step is."""
        began = time.monotonic()
        with self._moving(words) if self.console.is_terminal else self._plain(words) as tell:
            yield tell
        self.console.print(f"  {escape(words)}: {time.monotonic() - began:.1f} s", soft_wrap=True)

    @contextmanager
    def _moving(self, words: str) -> Iterator[Callable[[str], None]]:
        bars = Bars(
            SpinnerColumn(finished_text=" "),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[detail]}[/]"),
            console=self.console,
            transient=True,
        )
        with bars:
            task = bars.add_task(escape(words), total=None, detail="")
            yield lambda detail: bars.update(task, detail=escape(detail[:DETAIL_WIDTH]))

    @contextmanager
    def _plain(self, words: str) -> Iterator[Callable[[str], None]]:
        self.console.print(f"  {escape(words)} ...", soft_wrap=True)
        printed_at = time.monotonic()

        def tell(detail: str) -> None:
            nonlocal printed_at
            if time.monotonic() - printed_at >= QUIET_SECONDS:
                printed_at = time.monotonic()
                self.console.print(f"    {escape(detail)}", soft_wrap=True)

        yield tell


def silent() -> Progress:
    """For tests: shows nothing."""
    return Progress(Console(quiet=True))
