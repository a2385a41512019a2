"""Compares a draft's model with the live one, from what both made of the same messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from evaluation.confusion import Confusion
from evaluation.groups import NOTHING, Order
from evaluation.judged import Judged, judge
from evaluation.labelled import NO_DANGER, Labelled, plain
from studio.workshop.comparison import (
    CROSS_VALIDATION,
    KINDS,
    RIGHT_TO_WRONG,
    SAFETY,
    SPOKEN,
    TYPED,
    WRONG_TO_RIGHT,
    WRONG_TO_WRONG,
    Cell,
    Changed,
    Danger,
    Part,
)
from studio.workshop.messages import Messages
from studio.workshop.scores import Score

Answers = Mapping[str, dict[str, Any]]  # what a model made of messages, by their texts
EMERGENCY = "emergency"  # outranks the other kinds: whoever is taken for one is helped
NO_FOLDS = "Cross-validation was left out: one of the models was trained by an older version of Frontdoor."


class _Pair(NamedTuple):
    """A message and what each model made of it."""

    text: str
    wanted: str  # all that is right, with plus signs between; one kind of danger in SAFETY
    group: str  # the intent, or kind of danger, it is counted under
    before: str
    after: str
    was_right: bool
    is_right: bool


class Found(NamedTuple):
    parts: dict[str, Part]
    changed: tuple[Changed, ...]
    missed_danger: tuple[Danger, ...]
    confusion: tuple[Cell, ...]
    notes: tuple[str, ...]


def compare(
    messages: Messages,
    before: Answers,
    after: Answers,
    held_out_before: Sequence[dict[str, Any]] | None,
    held_out_after: Sequence[dict[str, Any]] | None,
) -> Found:
    """Everything but the conversations. The answers must cover the messages."""
    order = Order(messages.services)
    pairs = {
        TYPED: _understood(messages.typed, before, after),
        SPOKEN: _understood(messages.spoken, before, after),
        SAFETY: _heard(messages.danger, before, after),
        CROSS_VALIDATION: _held_out(held_out_before, held_out_after),
    }
    notes = messages.notes
    if not held_out_before or not held_out_after:
        notes = (*notes, NO_FOLDS)
    changed = [_changed(part, pair) for part in pairs for pair in pairs[part] if pair.before != pair.after]
    changed.sort(key=lambda one: KINDS.index(one.kind))
    missed = [
        Danger(pair.text, pair.wanted, _heeded(pair.wanted, pair.before) > heeded, pair.after)
        for pair in pairs[SAFETY]
        if (heeded := _heeded(pair.wanted, pair.after)) < _heeded(pair.wanted, pair.wanted)
    ]
    return Found(
        {
            name: _part(found, order if name != SAFETY else Order({}))
            for name, found in pairs.items()
            if found
        },
        tuple(changed),
        tuple(sorted(missed, key=lambda one: not one.is_new)),
        _confusion(messages.typed, after, order),
        notes,
    )


def _understood(rows: Sequence[Labelled], before: Answers, after: Answers) -> list[_Pair]:
    """By what a resident gets: a message that is not understood counts as nobody's enquiry."""
    return [
        _Pair(
            row.text,
            accepted(row.written, row.labels),
            row.labels[0],
            was.printed,
            is_now.printed,
            was.printed in row.labels,
            is_now.printed in row.labels,
        )
        for row, was, is_now in zip(rows, _judged(rows, before), _judged(rows, after), strict=True)
        if row.labels
    ]


def accepted(written: str, labels: Sequence[str]) -> str:
    """Everything that is right for a message, with plus signs between: what was written of it, and what counts as the
    same. Whoever a signpost points to, "nothing we do" is as right."""
    names = (name.strip() for name in written.split("+"))
    return "+".join(dict.fromkeys((*(name for name in names if plain(name) in labels), *labels)))


def _heard(rows: Sequence[Labelled], before: Answers, after: Answers) -> list[_Pair]:
    return [
        _Pair(
            row.text,
            row.safety,
            row.safety,
            was.safety,
            is_now.safety,
            _is_heard(row.safety, was.safety),
            _is_heard(row.safety, is_now.safety),
        )
        for row, was, is_now in zip(rows, _judged(rows, before), _judged(rows, after), strict=True)
    ]


def _is_heard(wanted: str, heard: str) -> bool:
    return heard == wanted or (wanted != NO_DANGER and heard == EMERGENCY)


def _heeded(wanted: str, heard: str) -> int:
    """How far danger is heeded: 0 not at all; 1 as some danger; 2 an emergency as what it is, with 999."""
    return 2 if heard == wanted == EMERGENCY else int(NO_DANGER not in (wanted, heard))


def _held_out(before: Sequence[dict[str, Any]] | None, after: Sequence[dict[str, Any]] | None) -> list[_Pair]:
    """Phrases held out of both trainings. Where the draft has moved one, the draft's intent is the right one."""
    live = {phrase["text"]: phrase for phrase in before or ()}
    return [
        _Pair(
            phrase["text"],
            accepted(phrase["intent"], (plain(phrase["intent"]),)),
            plain(phrase["intent"]),
            plain(live[phrase["text"]]["guess"]),
            plain(phrase["guess"]),
            plain(live[phrase["text"]]["guess"]) == plain(phrase["intent"]),
            plain(phrase["guess"]) == plain(phrase["intent"]),
        )
        for phrase in after or ()
        if phrase["text"] in live
    ]


def _judged(rows: Sequence[Labelled], answers: Answers) -> list[Judged]:
    return judge(rows, [{"milliseconds": 0.0, **answers[row.text]} for row in rows])


def _part(pairs: Sequence[_Pair], order: Order) -> Part:
    return Part(
        _score(pairs),
        _by(pairs, lambda pair: order.service(pair.group), order),
        _by(pairs, lambda pair: pair.group, order),
    )


def _by(pairs: Sequence[_Pair], name: Callable[[_Pair], str], order: Order) -> dict[str, Score]:
    groups: dict[str, list[_Pair]] = {}
    for pair in pairs:
        groups.setdefault(name(pair), []).append(pair)
    return {group: _score(groups[group]) for group in order.sorted(groups)}


def _score(pairs: Sequence[_Pair]) -> Score:
    return Score.of([pair.was_right for pair in pairs], [pair.is_right for pair in pairs])


def _changed(part: str, pair: _Pair) -> Changed:
    if pair.was_right and not pair.is_right:
        kind = RIGHT_TO_WRONG
    elif pair.is_right and not pair.was_right:
        kind = WRONG_TO_RIGHT
    else:
        kind = WRONG_TO_WRONG
    return Changed(part, pair.text, pair.wanted, pair.before, pair.after, kind)


def _confusion(rows: Sequence[Labelled], answers: Answers, order: Order) -> tuple[Cell, ...]:
    judged = [one for one in _judged(rows, answers) if one.row.labels]
    if not judged:
        return ()
    found = Confusion.of(judged, order)
    return tuple(
        Cell(cell.label, cell.understood or NOTHING, cell.messages, cell.share) for cell in found.cells
    )
