"""The fast lane: what an alert must be before it goes live within seconds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from checks import Kind, Places
from checks.files import read_files
from checks.replies import check_alerts
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.releasing.errors import ReleaseRefused
from studio.releasing.planning import ALERTS


def changes_of(edit: Edit, content: Path) -> Mapping[str, bytes | None]:
    """What an edit makes of the live alerts, when it changes nothing else and no check minds.

    Raises:
        ReleaseRefused: it may not take the fast lane; the sentence names file and line.
    """
    changes = edit.apply(Content(content))
    if set(changes) != {ALERTS} or changes[ALERTS] is None:
        raise ReleaseRefused(
            "Only alerts go live at once. Make any other change in a draft."
            if changes
            else "Nothing was changed."
        )
    if found := _mistakes(content, changes[ALERTS] or b""):
        raise ReleaseRefused(" ".join(found))
    return changes


def _mistakes(content: Path, written: bytes) -> list[str]:
    """What `frontdoor check` has against these alerts, and against whatever would keep the processes from reading them.

    A mistake elsewhere that residents do not meet today does not hold up an alert.
    """
    with tempfile.TemporaryDirectory() as folder:
        council = Path(folder) / "council"
        shutil.copytree(content / "council", council, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        alerts = council / "alerts.yml"
        alerts.write_bytes(written)
        files = read_files(replace(Places.of(content), council=council))
        is_readable = None not in (files.council, files.articles, files.words, files.gazetteer)
        found = [finding.what for finding in files.findings if finding.kind is Kind.FILE]
        minds = [mistake for mistake in found if mistake.path == alerts or not is_readable]
        if files.jargon:  # a mistake here would hold up every draft that is brought up to date with it
            minds += [finding.what for finding in check_alerts(alerts, files.jargon) if finding.kind.mistake]
        return [str(mistake).replace(f"{folder}/", "").replace(f"{content}/", "") for mistake in minds]
