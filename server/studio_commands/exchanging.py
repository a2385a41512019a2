"""frontdoor studio import and export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from server.studio_commands.common import (
    WRONG_USAGE,
    Acting,
    AsJson,
    DraftId,
    acting,
    fail,
    refusals,
    show,
    wired,
)
from server.wiring import Wiring
from studio.exchange.export_page import phrases_csv
from studio.exchange.project import as_zip
from studio.exchange.sorting import Sort, sort_rows
from studio.exchange.tables import read_bytes
from studio.files.content import Content
from studio.files.edits.imports import ImportPhrases
from studio.files.unreadable import of_phrases, that_are_exported

PHRASES = ".csv"
PROJECT = ".zip"


def add_to(app: typer.Typer) -> None:
    @app.command("import")
    def import_phrases(
        draft_id: DraftId,
        file: Annotated[Path, typer.Argument(help="A CSV of phrases", exists=True, dir_okay=False)],
        who: Acting,
        near: Annotated[
            bool, typer.Option("--near", help="Also add what is nearly the same as another")
        ] = False,
        perhaps: Annotated[
            bool, typer.Option("--perhaps-personal", help="Also add what may hold personal data")
        ] = False,
        mapped: Annotated[
            list[str] | None, typer.Option("--map", help="A name of the file's and our intent: name=intent")
        ] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is in it")] = False,
        as_json: AsJson = False,
    ) -> None:
        """Add the new phrases of a CSV to a draft, in one step. Says what was left out, and why."""
        wiring = wired()
        chosen = _mapping(mapped or [])
        with refusals():
            person = acting(wiring, who)
            content = wiring.drafts.content(draft_id)
            known = [name for view in content.intents() for name in (view.name, view.title) if name]
            table = read_bytes(file.read_bytes(), known)
            found = sort_rows(content, table.rows, chosen)
            counts = {sort.value: found.counts[sort] for sort in Sort}
            by_intent = found.by_intent(Sort.NEW, *[Sort.NEAR] * near, *[Sort.PERHAPS] * perhaps)
            commit = None
            if by_intent and not dry_run:
                edit = ImportPhrases(tuple((name, tuple(those)) for name, those in by_intent.items()))
                commit = wiring.drafts.edit(draft_id, edit, person).commit
        lines = [f"read as {table.encoding}"]
        lines += [f"{name}: {number:,}" for name, number in counts.items() if number]
        unknown = found.unknown
        lines += [f"  unknown: {name or 'none named'} ({number:,})" for name, number in unknown.items()]
        told = {"draft": draft_id, "commit": commit, "encoding": table.encoding}
        show({**told, "counts": counts, "unknown": unknown}, as_json, *lines)

    @app.command()
    def export(
        to: Annotated[Path, typer.Argument(help="Where to: .zip is a plain Rasa project, .csv the phrases")],
        draft: Annotated[
            int | None, typer.Option(help="Of a draft; without it, of what is live", min=1)
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Write everything as a plain Rasa project, or the phrases as CSV."""
        if to.suffix not in (PHRASES, PROJECT):
            fail("Write a name that ends in .zip, for a Rasa project, or .csv, for the phrases", WRONG_USAGE)
        wiring = wired()
        with refusals():
            content = _content(wiring, draft)
            broken = that_are_exported(content) if to.suffix == PROJECT else of_phrases(content)
            if broken:
                fail("\n".join(["This would be missing:", *(place.sentence() for place in broken)]))
            data = as_zip(content) if to.suffix == PROJECT else phrases_csv(content)
        try:
            to.write_bytes(data)
        except OSError as error:
            fail(f"{to} cannot be written: {error.strerror}")
        show({"file": to, "bytes": len(data)}, as_json, f"{to}: {len(data):,} bytes")


def _content(wiring: Wiring, draft: int | None) -> Content:
    return wiring.drafts.content(draft) if draft else Content(wiring.settings.content_folder)


def _mapping(given: list[str]) -> dict[str, str]:
    found = {}
    for each in given:
        name, equals, intent = each.rpartition("=")
        if not equals:
            fail(f"Write --map as name=intent, not {each}", WRONG_USAGE)
        found[name] = intent
    return found
