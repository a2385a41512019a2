"""What is made of a call: did it end in silence or error, reach a person, cross into another, get its enquiry done?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.phone_lines.caller import Lived
from bench.phone_lines.script import ScriptedCall
from ivr.simulator import Ending


@dataclass(frozen=True)
class Verdict:
    """`missing` says in words why the call is not completed; it is empty for one that is."""

    name: str
    failed: str | None  # why it counts as ended silent or in an error
    reached: bool  # a person, or a call-back
    crossed: str | None  # what was met of another caller's conversation
    missing: tuple[str, ...]

    @property
    def completed(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Score:
    """So many of so many."""

    count: int
    of: int

    def __str__(self) -> str:
        return f"{self.count} of {self.of}"


@dataclass(frozen=True)
class Scores:
    """One line's."""

    failed: Score
    reached: Score
    crossed: Score
    completed: Score


def judge(call: ScriptedCall, lived: Lived, trouble: Sequence[str]) -> Verdict:
    """`trouble` are the words by which a line admits that something has gone wrong."""
    return Verdict(
        name=call.name,
        failed=_failed(lived, trouble),
        reached=lived.reached_person or lived.call_backs > 0,
        crossed=_crossed(call, lived),
        missing=tuple(_missing(call, lived)),
    )


def scores(calls: Sequence[ScriptedCall], verdicts: Sequence[Verdict]) -> Scores:
    """Of the same calls in the same order. Each figure counts only the calls it could be true of."""
    both = list(zip(calls, verdicts, strict=True))
    asked = [verdict.reached for call, verdict in both if call.asks_for_person]
    near = [verdict.crossed is not None for call, verdict in both if call.strangers]
    enquiries = [verdict.completed for call, verdict in both if call.is_enquiry]
    failed = [verdict.failed is not None for _, verdict in both]
    return Scores(*(Score(sum(each), len(each)) for each in (failed, asked, near, enquiries)))


def _failed(lived: Lived, trouble: Sequence[str]) -> str | None:
    if lived.faults:
        return lived.faults[0]
    if lived.ending is Ending.APPLICATION_ERROR:
        return "the network apologised for the line"
    alone = (
        lived.heard[:-1] if lived.reached_person else lived.heard
    )  # who is put through may hear only ringing
    if quiet := next((heard for heard in alone if not heard.words.strip()), None):
        return f"silence when the caller {quiet.step}"
    said = lived.words.lower()
    return next((f"heard “{words}”" for words in trouble if words.lower() in said), None)


def _crossed(call: ScriptedCall, lived: Lived) -> str | None:
    said = lived.words.lower()
    for words in call.strangers:
        if words.lower() in said:
            return f"heard “{words}”"
        if any(words.lower() in answers.lower() for _, answers in lived.cases):
            return f"a case was opened with “{words}”"
    return None


def _missing(call: ScriptedCall, lived: Lived) -> list[str]:
    facts, said = call.facts, lived.words.lower()
    missing = [f"did not hear “{words}”" for words in facts.hears if words.lower() not in said]
    opened = [enquiry for enquiry, _ in lived.cases]
    if opened != ([facts.case] if facts.case else []):
        missing.append(f"opened {', '.join(opened) or 'no case'}, not {facts.case or 'none'}")
    if facts.call_back and lived.call_backs != 1:
        missing.append(f"{lived.call_backs} call-backs booked, not 1")
    if facts.person and not (lived.reached_person or lived.call_backs):
        missing.append("no person reached and no call-back booked")
    return missing
