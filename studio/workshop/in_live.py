"""Plays on the live assistant what a draft does not do as written, so that it is blamed for its own faults only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from council.yaml_files import CouncilDataError
from studio.drafts.repository import ENDINGS
from studio.files.edits.enquiries import MESSAGES
from studio.workshop.comparison import Conversation
from studio.workshop.messages import of_enquiries
from studio.workshop.rehearsals import CannotRehearse, Rehearsal, Rehearsals, Stopped
from studio.workshop.snapshots import CONTENT

SCRIPTS = Path("tests/conversations")
MESSAGES_NAME = Path(MESSAGES).parent.name  # stands for all of them where they cannot be read
NOT_TRIED = "What does not go as written could not be tried with live, so it counts against the draft: {}"


class InLive:
    """What came of conversations with live, played once for the same live: it does not change while drafts do."""

    def __init__(self, rehearsals: Rehearsals) -> None:
        self._rehearsals = rehearsals
        self._live = ""
        self._came: dict[tuple[str, str], str | None] = {}  # of self._live, by name and message

    def tried(
        self,
        conversations: Sequence[Conversation],
        content: Path,
        model: Path,
        told: Callable[[int, int], None],
        stop: Event,
    ) -> tuple[tuple[Conversation, ...], str]:
        """The same conversations, with what comes of them in live where they fail; and why, where that cannot be told.

        What live does not have, such as a new enquiry, is the draft's own and is not played.

        Args:
            content, model: those of the live assistant.
            told: called before each that is played, with how many have been and how many there are.
        Raises:
            Stopped
        """
        self._is_of(content, model)
        try:
            there = of_enquiries(content)
            unreadable = None
        except CouncilDataError as error:
            there, unreadable = {}, str(error)
        ours = {one.name for one in conversations}
        failed = {
            place: as_live_has_it(one, ours, there, content)
            for place, one in enumerate(conversations)
            if not one.passed
        }
        wanted = dict.fromkeys(one for one in failed.values() if one and one not in self._came)
        if unreadable is not None:
            wanted.pop((MESSAGES_NAME, ""), None)
            self._came[MESSAGES_NAME, ""] = unreadable
        try:
            if wanted:
                told(0, len(wanted))
                rehearsal = self._rehearsals.start(content, model)
                rehearsal.use(model)
                for done, (name, message) in enumerate(wanted):
                    if stop.is_set():
                        raise Stopped
                    told(done, len(wanted))
                    self._came[name, message] = _played(rehearsal, name, message, content)
        except CannotRehearse as error:
            return tuple(conversations), NOT_TRIED.format(error)
        found = list(conversations)
        for place, one in failed.items():
            if one:
                found[place] = replace(found[place], in_live=self._came.get(one))
        return tuple(found), ""

    def _is_of(self, content: Path, model: Path) -> None:
        live = f"{model.name} {_digest(content)}"
        if live != self._live:
            self._live, self._came = live, {}


def as_live_has_it(
    one: Conversation, ours: set[str], there: Mapping[str, str], content: Path
) -> tuple[str, str] | None:
    """The name and message of the same conversation in live; none where live has no such.

    Args:
        ours: names of the draft's conversations; an enquiry that was renamed is known by its message.
        there: live's messages of enquiries, by their names.
    """
    if one.message:
        if one.name in there:
            return one.name, there[one.name]
        renamed = (name for name, said in there.items() if said == one.message and name not in ours)
        return next(((name, one.message) for name in renamed), None)
    is_there = one.name == MESSAGES_NAME or (content / SCRIPTS / f"{one.name}.yml").is_file()
    return (one.name, "") if is_there else None


def _played(rehearsal: Rehearsal, name: str, message: str, content: Path) -> str | None:
    if message:
        return rehearsal.ask(name, message)
    script = content / SCRIPTS / f"{name}.yml"
    return rehearsal.play(script) if script.is_file() else None


def _digest(content: Path) -> str:
    found = hashlib.sha256()
    for name in CONTENT:
        place = content / name
        for path in sorted([place] if place.is_file() else place.rglob("*")):
            if path.suffix in ENDINGS and path.is_file():  # not what running it leaves behind
                found.update(f"{path.relative_to(content)}\0{path.stat().st_size}\0".encode())
                found.update(path.read_bytes())
    return found.hexdigest()
