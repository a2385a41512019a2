"""frontdoor studio draft ..., and check: drafts opened, listed, looked at, checked, brought up to date, discarded."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

import checks as content_checks
from council.hours import LONDON
from server.studio_commands.common import Acting, AsJson, DraftId, acting, fail, refusals, show, wired
from studio.drafts.views import Conflicts, DraftView
from studio.enquiries.personal import perhaps_added
from studio.files.edits.base import count, spot

app = typer.Typer(no_args_is_help=True, help="Drafts: open, list, show, update, discard.")


@app.command("open")
def open_draft(
    title: Annotated[str, typer.Argument(help="What it is for, in a few words")],
    who: Acting,
    as_json: AsJson = False,
) -> None:
    """Start a draft; prints its number."""
    wiring = wired()
    with refusals():
        draft = wiring.drafts.open(title, acting(wiring, who))
    show(_row(draft), as_json, str(draft.id))


@app.command("list")
def list_drafts(as_json: AsJson = False) -> None:
    """The open drafts."""
    with refusals():
        drafts = wired().drafts.all()
    show([_row(draft) for draft in drafts], as_json, *map(_line, drafts))


@app.command("show")
def show_draft(draft_id: DraftId, as_json: AsJson = False) -> None:
    """What a draft changes, in sentences, and who did it."""
    wiring = wired()
    with refusals():
        draft, steps = wiring.drafts.get(draft_id), wiring.drafts.history(draft_id)
        changes = wiring.drafts.diff(draft_id).sentences()
    history = [
        {"at": step.at, "who": step.who, "what": step.sentence, "commit": step.commit} for step in steps
    ]
    lines = [_line(draft), *(f"  {sentence}" for sentence in changes or ["nothing changed"])]
    show({**_row(draft), "changes": changes, "history": history}, as_json, *lines)


@app.command()
def update(draft_id: DraftId, who: Acting, as_json: AsJson = False) -> None:
    """Bring what is live into a draft. Ends with 1 when a person must choose between two versions."""
    wiring = wired()
    with refusals():
        found = wiring.drafts.bring_up_to_date(draft_id, acting(wiring, who))
    if isinstance(found, Conflicts):
        parts = [f"{conflict.path}: {conflict.part}" for conflict in found.conflicts]
        show({"draft": draft_id, "conflicts": parts}, as_json)
        fail("Choose in the studio between the versions of:\n" + "\n".join(f"  {part}" for part in parts))
    show(
        {"draft": draft_id, "commit": found.commit},
        as_json,
        f"It has everything that is live: {found.commit}",
    )


@app.command()
def discard(draft_id: DraftId, who: Acting, as_json: AsJson = False) -> None:
    """Throw a draft away. The record keeps who did."""
    wiring = wired()
    with refusals():
        wiring.drafts.discard(draft_id, acting(wiring, who))
    show({"draft": draft_id, "status": "discarded"}, as_json, f"Draft {draft_id} is discarded.")


def checks(app: typer.Typer) -> None:
    @app.command()
    def check(draft_id: DraftId, as_json: AsJson = False) -> None:
        """Look for mistakes in a draft's files. Ends with 1 when there are any."""
        wiring = wired()
        with refusals():
            root = wiring.drafts.get(draft_id).root
            perhaps = [
                f"{spot(one.phrase)}: {one.sentence}" for one in perhaps_added(wiring.drafts.diff(draft_id))
            ]
            report = content_checks.check(content_checks.Places.of(root), datetime.now(LONDON).date())
        mistakes = [str(finding).replace(f"{root}/", "") for finding in report.mistakes]
        notes = [str(finding).replace(f"{root}/", "") for finding in report.notes]
        found = {"draft": draft_id, "mistakes": mistakes, "notes": notes, "perhaps_personal": perhaps}
        lines = [*mistakes, *(f"Perhaps somebody's, to be read by a person: {one}" for one in perhaps)]
        counted = f"{count(len(mistakes), 'mistake')}, {count(len(notes), 'note')}"
        show(found, as_json, *lines, f"{counted}, {count(len(perhaps), 'line')} perhaps with personal data.")
        if mistakes:
            raise typer.Exit(1)


def _row(draft: DraftView) -> dict[str, Any]:
    return {
        "id": draft.id,
        "title": draft.title,
        "owner": draft.owner,
        "status": draft.status,
        "commit": draft.head,
        "behind": draft.behind,
        "empty": draft.empty,
        "changed_at": draft.changed_at,
        "folder": draft.root,
    }


def _line(draft: DraftView) -> str:
    behind = ", behind live" if draft.behind else ""
    return f"{draft.id}  {draft.title} ({draft.owner}, {draft.head[:10]}{behind})"
