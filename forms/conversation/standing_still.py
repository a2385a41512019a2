"""A form that is no further on than before: whatever was made of the words, it ends in a person and never in a loop."""

from __future__ import annotations

import json
from dataclasses import dataclass
from zlib import crc32

from forms.conversation.asking import miss_with_help
from forms.conversation.form_turn import Exit, FormTurn, over
from forms.heard import Around
from forms.state import FormState

MOST_STILL = 5  # questions and remarks at one step, each with its answer; who has more of them needs a person


@dataclass(frozen=True)
class Stood:
    """Where the form stood before a turn, and what it had counted."""

    at: int
    misses: int
    missed: int


def stood(form: FormState) -> Stood:
    return Stood(_at(form), form.misses, form.missed)


def no_further(before: Stood, turn: FormTurn, form: FormState, around: Around) -> FormTurn:
    """The turn as it is, where it leads on; else counted. An answer that changes nothing ("no", where only a day can
    help) is a miss like any other, and says what helps; two answers that undo each other lead nowhere either."""
    if turn.form is not form or turn.question is None:
        return turn
    form.seen = form.seen or [before.at]
    now = _at(form)
    if now not in form.seen:
        form.still, form.seen = 0, [*form.seen, now]
        return turn
    if form.missed > before.missed:
        return turn
    if now == before.at:
        form.misses = before.misses
        if not turn.replies and not turn.repeated:
            return miss_with_help(form, around)
    form.still += 1
    return over(form, Exit.STUCK) if form.still > MOST_STILL else turn


def _at(form: FormState) -> int:
    """A short stand-in for what it asks and knows, which is kept with every turn."""
    return crc32(json.dumps([form.asking, form.values], sort_keys=True, default=str).encode())
