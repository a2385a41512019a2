"""The caller: plays one scripted call on a line and writes down what they lived through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bench.phone_lines.script import Does, ScriptedCall, Step
from bench.phone_lines.wire import Wire
from ivr.simulator import DIGITS, Ending, EndlessCall, SimulatedCall, State

MOST_STEPS = 16  # then the caller has had enough
MOST_OF_THE_SAME = 3  # times that the same answer is given in a row
WITH_A_PERSON = frozenset({State.DIALLING, State.WHISPERING, State.BRIDGED})


@dataclass
class Heard:
    """One step of the call and all the words that came of it."""

    step: str
    words: str


@dataclass
class Lived:
    """What came of one call. The rest of what is judged, cases and call-backs, is in the line's database."""

    name: str
    heard: list[Heard] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # documents that failed, in sentences
    ending: Ending | None = None  # none while it goes on, or when the script left it open
    reached_person: bool = False  # put through to one, or waiting for one in a queue
    cases: list[tuple[str, str]] = field(
        default_factory=list
    )  # opened by this call: enquiry, all its answers
    call_backs: int = 0  # booked by this call

    @property
    def words(self) -> str:
        return " ".join(heard.words for heard in self.heard)


def play(
    scripted: ScriptedCall, call: SimulatedCall, wire: Wire, blanks: Mapping[str, str], lived: Lived
) -> Iterator[None]:
    """Take the call step by step; the caller hangs up at the end of it. Between two steps others may go on.

    Args:
        blanks: what {blanks} in the script stand for on this line.
        lived: filled in as the call goes on.
    """
    steps = _steps(scripted, lived)
    try:
        _heard(call.dial(), "rings", lived)
        while not lived.reached_person and call.state is State.LISTENING:
            yield
            step = next(steps, None)
            if step is None or step.does is Does.HANGS_UP:
                break
            wire.loses_next_answer = step.lost
            _heard(_done(step, call, blanks), str(step), lived)
    except EndlessCall as endless:
        lived.faults.append(str(endless))
        lived.heard.append(Heard("waits", call.words))
    if call.state is not State.ENDED:
        call.hangs_up()
    lived.ending = call.ended_because
    lived.faults += [fault.sentence for fault in call.faults if fault.sentence not in lived.faults]


def _steps(scripted: ScriptedCall, lived: Lived) -> Iterator[Step]:
    """First what the script says, then an answer to whatever is asked."""
    yield from scripted.turns
    last, times = None, 0
    for _ in range(MOST_STEPS - len(scripted.turns)):
        step = answer_to(lived.heard[-1].words, scripted.answers)
        times = times + 1 if step == last else 1
        if step is None or times > MOST_OF_THE_SAME:
            return
        last = step
        yield step


def answer_to(words: str, answers: Mapping[str, Step]) -> Step | None:
    """The answer to the question heard last; None when the caller knows none and hangs up."""
    heard = words.lower()
    ends = {phrase: at + len(phrase) for phrase in answers if (at := heard.rfind(phrase.lower())) >= 0}
    # Of two that end alike, "Is that right?" and " right?", the longer says more.
    latest = max(ends, key=lambda phrase: (ends[phrase], len(phrase)), default=None)
    return None if latest is None else answers[latest]


def _done(step: Step, call: SimulatedCall, blanks: Mapping[str, str]) -> SimulatedCall:
    what = re.sub(r"{(\w+)}", lambda blank: blanks[blank[1]], step.what)
    match step.does:
        case Does.SILENT:
            return call.stays_silent()
        case Does.PRESSES:
            return call.presses(what)
        case Does.ENTERS:
            takes_keys = call.gather is not None and DIGITS in call.gather.kinds
            return call.presses(f"{what}#") if takes_keys else call.says(what)
        case Does.CHOOSES:
            key = re.search(rf"For {re.escape(what)}, press (\d)", call.words)
            return call.presses(key[1]) if key else call.says(what)
        case _:
            return call.says(what)


def _heard(call: SimulatedCall, step: str, lived: Lived) -> None:
    lived.heard.append(Heard(step, call.words))
    lived.reached_person = call.state in WITH_A_PERSON or call.in_queue is not None
