"""The command line: frontdoor run, train, check, migrate, understand, evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from council.yaml_files import CouncilDataError
from server import evaluation, training
from server.settings import ROOT, Settings, SettingsError, settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Frontdoor: a council's chat and phone line."
)
out, errors = Console(), Console(stderr=True)


def _settings() -> Settings:
    try:
        return settings()
    except SettingsError as error:
        errors.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None


@app.command()
def run() -> None:
    """Start everything and watch over it until Ctrl-C."""
    from server.launcher import run as run_everything  # noqa: PLC0415  # the other commands need none of it

    raise typer.Exit(run_everything(_settings()))


@app.command()
def train() -> None:
    """Train the assistant for the current data; does nothing when that has been done."""
    with errors.status("Training"):
        try:
            model = training.train()
        except training.TrainingFailed as error:
            errors.print(f"[red]{error}[/red]", highlight=False)
            raise typer.Exit(1) from None
    out.print(f"Trained: {model.name}")


@app.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from server.migrate import migrate as bring_up  # noqa: PLC0415
    from server.wiring import Wiring  # noqa: PLC0415

    bring_up(Wiring(_settings()).database.engine)
    out.print("The database is up to date.")


@app.command()
def check() -> None:
    """Look for mistakes in the council's files and articles."""
    from server.checks import problems  # noqa: PLC0415

    found = problems(_settings())
    for line in found:
        out.print(line, style="red", soft_wrap=True, highlight=False)
    if found:
        raise typer.Exit(1)
    out.print("No mistakes.")


Text = Annotated[str | None, typer.Argument(help="A message to understand")]
File = Annotated[Path | None, typer.Option(help="A CSV of messages instead")]


@app.command()
def understand(
    text: Text = None,
    file: File = None,
    column: Annotated[str, typer.Option(help="The CSV's column of messages")] = "text",
) -> None:
    """Say what the assistant makes of a message, or of every message in a CSV: one JSON object a line."""
    if text is not None and file is None:
        texts = [text]
    elif file is not None and text is None:
        texts = [row[column] for row in _rows(file, (column,))]
    else:
        errors.print('Give a message, or --file rows.csv, as in: frontdoor understand "my bin was missed"')
        raise typer.Exit(2)
    for answer in _understood(texts):
        answer.pop("milliseconds")
        print(json.dumps(answer, ensure_ascii=False))


@app.command()
def evaluate(
    file: Annotated[Path, typer.Option(help="A CSV with the columns text and intent")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
    trained_only: Annotated[
        bool, typer.Option(help="Leave out messages whose intent the model does not know")
    ] = False,
    wrong: Annotated[bool, typer.Option(help="List the messages it got wrong")] = False,
) -> None:
    """Score the assistant on labelled messages. A label a+b: the first is exact, any is acceptable."""
    rows = _rows(file, ("text", "intent"))
    if trained_only:
        rows = evaluation.only(rows, evaluation.trained_intents(ROOT / "data" / "nlu"))
    answers = list(_understood([row["text"] for row in rows], show=not as_json))
    try:
        result = evaluation.score(rows, answers).as_dict()
    except evaluation.BadFile as error:
        errors.print(f"[red]{error}[/red]")
        raise typer.Exit(2) from None
    if as_json:
        print(json.dumps(result))
    else:
        table = Table(show_header=False)
        for name, value in result.items():
            table.add_row(name.replace("_", " "), str(value))
        out.print(table)
    if wrong:
        for row, answer in zip(rows, answers, strict=True):
            guess = evaluation.best_guess(answer)
            if guess not in row["intent"].split("+"):
                errors.print(f"{row['intent']} -> {guess} {answer['confidence']:.2f}: {row['text']}")


def _rows(file: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        return evaluation.read_rows(file, columns)
    except evaluation.BadFile as error:
        errors.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(2) from None


def _understood(texts: list[str], *, show: bool = False) -> Any:
    from server.understanding import CannotUnderstand, understand  # noqa: PLC0415

    try:
        with errors.status("Loading the model"):
            model = training.train()
        answers = understand(texts, model)
        if not show:
            yield from answers
            return
        yield from track(answers, total=len(texts), description="Understanding", console=errors)
    except (CannotUnderstand, training.TrainingFailed, CouncilDataError) as error:
        errors.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app()
