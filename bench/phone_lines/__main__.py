"""The command: starts both lines, rings them call by call in turn, prints what came of it."""

from __future__ import annotations

import json
import signal
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from bench.phone_lines.caller import Lived, play
from bench.phone_lines.judging import judge
from bench.phone_lines.lines import Line, both_lines
from bench.phone_lines.report import Result, as_json, show
from bench.phone_lines.script import Script, ScriptedCall, read_script
from server import training
from server.launcher.progress import Progress
from server.launcher.supervisor import NotReady


def main(
    as_data: Annotated[
        bool, typer.Option("--json", help="Print JSON, with every word that was heard")
    ] = False,
    model: Annotated[
        Path | None, typer.Option(help="A model to run with; else that of today's data, trained if need be")
    ] = None,
    only: Annotated[
        str, typer.Option(help="Only the calls with this in their name, and their partners")
    ] = "",
) -> None:
    """Play the calls of calls.yml on our line and on Rasa's own, and compare."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # so that both lines are stopped, as with Ctrl-C
    script = read_script()
    progress = Progress(Console(stderr=True, highlight=False))
    try:
        with progress.step("Model") as tell:
            trained = model.resolve() if model else training.train(tell)
        with tempfile.TemporaryDirectory(prefix="phone-lines-") as folder:
            results = compare(script, Path(folder), trained, only, progress)
    except (training.TrainingFailed, NotReady) as error:
        progress.problem(str(error))
        raise typer.Exit(1) from error
    if as_data:
        print(json.dumps(as_json(results), ensure_ascii=False, indent=2))
    else:
        show(results, Console())


def compare(script: Script, folder: Path, model: Path, only: str, progress: Progress) -> dict[str, Result]:
    """Each line's result by its name. The lines take each call one after the other, so that what else the machine does
    slows both."""
    groups = [group for group in script.groups if any(only.lower() in call.name.lower() for call in group)]
    if not groups:
        raise typer.BadParameter(f"no call has {only!r} in its name")
    calls = list(chain.from_iterable(groups))
    with both_lines(folder, model, script.stock, progress) as lines:
        lived: dict[str, list[Lived]] = {line.name: [] for line in lines}
        for group in track(groups, description="Calls", console=progress.console):
            for line in lines:
                lived[line.name] += at_once(group, line)
        return {
            line.name: Result(
                calls,
                lived[line.name],
                [judge(*pair, script.trouble) for pair in zip(calls, lived[line.name], strict=True)],
                line.wire.milliseconds,
            )
            for line in lines
        }


def at_once(group: tuple[ScriptedCall, ...], line: Line) -> list[Lived]:
    """Play the calls of a group, one step of each at a time."""
    lived = [Lived(call.name) for call in group]
    going = [
        (play(call, line.call(call), line.wire, line.blanks, each), each)
        for call, each in zip(group, lived, strict=True)
    ]
    while going:
        going = [(steps, each) for steps, each in going if _goes_on(steps, each, line)]
    return lived


def _goes_on(steps: Iterator[None], lived: Lived, line: Line) -> bool:
    """Take one step of a call and note what it stored. False when it was the last."""
    over = object()
    last = next(steps, over) is over
    line.note(lived)
    return not last


if __name__ == "__main__":
    typer.run(main)
