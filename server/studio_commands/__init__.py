"""frontdoor studio: what the studio's pages do, for a pipeline.

Exit codes: 0 done; 1 refused, or something is wrong with the content, and the words say what; 2 the command was not
written right; 3 nothing came of it in time, because no worker runs or the assistant is away. With --json, what is
printed on standard output is one JSON value; words for people go to standard error.
"""

from __future__ import annotations

import typer

from server.studio_commands import drafting, exchanging, releasing, teaching

app = typer.Typer(
    no_args_is_help=True,
    help="The studio for a pipeline: drafts, check, train, compare, gate, release, import and export. Exit codes: "
    "0 done, 1 refused or mistakes found, 2 wrong usage, 3 nobody did it in time.",
)
app.add_typer(drafting.app, name="draft")
for part in (drafting.checks, teaching.add_to, releasing.add_to, exchanging.add_to):
    part(app)
