"""The command line: frontdoor run, train, check, phone, studio, understand, find-person and more; --help lists them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import structlog
import typer
from rich.console import Console
from rich.progress import track

from council.hours import LONDON
from council.yaml_files import CouncilDataError
from server import phone_setup, studio_commands, training
from server.settings import ROOT, Settings, SettingsError, settings

if TYPE_CHECKING:
    from evaluation.judged import Judged

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Frontdoor: a council's chat and phone line."
)
app.add_typer(phone_setup.app, name="phone")
app.add_typer(studio_commands.app, name="studio")
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
            model = training.train(content=_settings().content_folder)
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
def check(
    notes: Annotated[bool, typer.Option("--notes", help="List what is worth reading, file by file")] = False,
    phrases: Annotated[
        Path | None, typer.Option(help="Another folder of training phrases", exists=True, file_okay=False)
    ] = None,
) -> None:
    """Look for mistakes in the council's files, articles, replies and training phrases."""
    import checks  # noqa: PLC0415
    from checks import tables  # noqa: PLC0415

    places = checks.Places.of(_settings().content_folder)
    if phrases:
        places = replace(places, phrases=phrases)
    with errors.status("Checking"):
        report = checks.check(places, datetime.now(LONDON).date())
    for finding in report.mistakes:
        out.print(str(finding), style="red", soft_wrap=True, highlight=False, markup=False)
    if notes:
        for finding in report.notes:
            out.print(str(finding), soft_wrap=True, highlight=False, markup=False)
        out.print(tables.of_intents(report))
    if report.findings:
        out.print(tables.of_findings(report))
    whole = report.overall
    out.print(
        f"{whole.phrases:,} phrases for {len(report.intents)} intents; "
        f"{whole.share:.0%} of their runs of three words are different.",
        highlight=False,
    )
    if report.notes and not notes:
        out.print("`frontdoor check --notes` lists the notes.")
    if report.mistakes:
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


Messages = Annotated[
    Path, typer.Option(help="A CSV with the columns text and intent; optionally style, safety")
]


@app.command()
def evaluate(
    file: Messages,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON")] = False,
    trained_only: Annotated[
        bool, typer.Option(help="Leave out messages whose intent the model does not know")
    ] = False,
    wrong: Annotated[bool, typer.Option(help="List the messages it got wrong")] = False,
) -> None:
    """Score the assistant on labelled messages. A label a+b: the first is exact, any is acceptable."""
    from evaluation import page, report, tables  # noqa: PLC0415

    judged, services = _judged(file, known_only=trained_only, show=not as_json)
    found = report.report(judged, services)
    where = page.write(page.of_report(found, file, datetime.now(LONDON)), ROOT, file.stem)
    if as_json:
        print(json.dumps({**found.as_dict(), "page": str(where)}, ensure_ascii=False))
    else:
        for table in tables.of_report(found):
            out.print(table)
        out.print(f"The whole of it, with a picture: {where}", soft_wrap=True, highlight=False, markup=False)
    if wrong:
        for line in tables.mistakes(judged):
            errors.print(line, soft_wrap=True, highlight=False, markup=False)


@app.command()
def thresholds(
    file: Messages,
    refuse: Annotated[
        float, typer.Option(help="Share of real enquiries that may go unanswered", min=0, max=1)
    ] = 0.05,
    precision: Annotated[
        float, typer.Option(help="Share of the answers given outright that must be right", min=0, max=1)
    ] = 0.95,
    write: Annotated[bool, typer.Option("--write", help="Put the choice into config.yml")] = False,
) -> None:
    """Choose from labelled messages when the assistant answers, asks, or says that it did not understand."""
    from evaluation import page  # noqa: PLC0415
    from server import thresholds as choosing  # noqa: PLC0415
    from server.thresholds import tables  # noqa: PLC0415

    judged, _ = _judged(file, show=True)
    try:
        found = choosing.find([j for j in judged if j.row.labels], choosing.Aims(refuse, precision))
    except choosing.CannotChoose as error:
        errors.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(1) from None
    for table in tables.of_finding(found):
        out.print(table)
    where = page.write(choosing.page(found, file, datetime.now(LONDON)), ROOT, f"{file.stem}-thresholds")
    out.print(f"The curves: {where}", soft_wrap=True, highlight=False, markup=False)
    if not write:
        out.print("To put the choice into config.yml: the same command with --write")
        return
    try:
        changes = choosing.written(ROOT / "config.yml", found.thresholds)
    except choosing.CannotWrite as error:
        errors.print(f"[red]{error}[/red]", highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    for change in changes:
        out.print(f"config.yml: {change}", highlight=False)
    out.print(
        "`frontdoor train` puts them to use, without training the classifier again."
        if changes
        else "config.yml has these numbers already."
    )


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What a resident might ask")],
    most: Annotated[int, typer.Option(help="How many articles", min=1)] = 3,
) -> None:
    """Say which articles a message finds, the best first: one JSON object a line."""
    from server.wiring import Wiring  # noqa: PLC0415

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # answers alone on the other
    for found in Wiring(_settings()).whole_search().find(text, most):
        answer = {"article": found.article.name, "title": found.article.title, "score": round(found.score, 3)}
        print(json.dumps({**answer, "weak": found.weak, "hopeless": found.hopeless}, ensure_ascii=False))


@app.command("find-person")
def find_person(
    said: Annotated[str | None, typer.Argument(help="What a resident said")] = None,
    file: Annotated[Path | None, typer.Option(help="A CSV of what residents said instead")] = None,
    column: Annotated[str, typer.Option(help="The CSV's column of what they said")] = "said",
    directory: Annotated[
        Path | None, typer.Option(help="Another directory: a CSV with name, role, team, extension")
    ] = None,
) -> None:
    """Say who is meant when somebody asks for a person: one JSON object a line."""
    from council.directory.csv_file import BadDirectory, read_directory  # noqa: PLC0415
    from council.directory.directory import directory_of  # noqa: PLC0415
    from server.wiring import Wiring  # noqa: PLC0415

    if (said is None) == (file is None):
        errors.print(
            'Give what was said, or --file rows.csv, as in: frontdoor find-person "is Siobhan there"'
        )
        raise typer.Exit(2)
    texts = [said] if said is not None else [row[column] for row in _rows(file or Path(), (column,))]
    try:
        if directory:
            read = read_directory(directory)
            for line in read.passed_over:
                errors.print(line, style="yellow", soft_wrap=True, highlight=False, markup=False)
            people = read.directory
        else:
            people = directory_of(Wiring(_settings()).council)
    except (BadDirectory, CouncilDataError) as error:
        errors.print(str(error), style="red", soft_wrap=True, highlight=False, markup=False)
        raise typer.Exit(2) from None
    for text in texts:
        print(json.dumps(people.find(text).as_dict(text), ensure_ascii=False))


def _rows(file: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    from evaluation.labelled import BadFile, read_rows  # noqa: PLC0415

    try:
        return read_rows(file, columns)
    except BadFile as error:
        errors.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(2) from None


def _judged(file: Path, *, known_only: bool = False, show: bool) -> tuple[list[Judged], dict[str, str]]:
    """A file's messages beside what the assistant makes of them, and the service of each intent."""
    from evaluation.judged import judge  # noqa: PLC0415
    from evaluation.labelled import BadFile, read_labelled, services_of  # noqa: PLC0415

    try:
        services = services_of(ROOT / "data" / "nlu")
        rows = read_labelled(file, services, known_only)
    except (BadFile, CouncilDataError) as error:
        errors.print(str(error), style="red", soft_wrap=True, highlight=False, markup=False)
        raise typer.Exit(2) from None
    return judge(rows, _understood([row.text for row in rows], show=show)), services


def _understood(texts: list[str], *, show: bool = False) -> Any:
    from server.understanding import CannotUnderstand, understand  # noqa: PLC0415

    try:
        with errors.status("Loading the model"):
            model = training.train(content=_settings().content_folder)
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
