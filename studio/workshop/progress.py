"""How far a job is: its stages, from what the trainer prints, and how long each took the last times."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from studio.workshop.models import Kind

# Stages by what an editor reads, with the seconds they took on two cores with 9,000 phrases, until they are measured.
READING = "Reading the files"
PHRASES = "Reading the phrases"
RULES = "Learning the rules"
ENQUIRIES = "Learning the enquiries from their phrases"
DANGER = "Learning what danger sounds like"
PACKING = "Packing the model"
LOADING = "Loading the model in a rehearsal"
MESSAGES = "Reading the test messages"
CONVERSATIONS = "Playing the conversations"
IN_LIVE = "Trying in live what did not go as written"
COMPARING = "Comparing with the live assistant"
USUAL = {
    READING: 3.0,
    PHRASES: 6.0,
    RULES: 1.0,
    ENQUIRIES: 8.0,
    DANGER: 14.0,
    PACKING: 3.0,
    LOADING: 6.0,
    MESSAGES: 60.0,
    CONVERSATIONS: 20.0,
    IN_LIVE: 40.0,
    COMPARING: 2.0,
}
OF_TRAINING = (READING, PHRASES, RULES, ENQUIRIES, DANGER, PACKING)
OF_COMPARING = (LOADING, MESSAGES, CONVERSATIONS, COMPARING)
NEWEST_COUNTS = 0.5  # what the newest duration counts beside those before it
UNTIL_THEN = 5.0  # seconds as usual, before what is measured counts much
LATE = 2.0  # times as long as usual: nobody knows then how long it will be
COUNTS_AFTER = 3.0  # seconds of a stage, before how quickly it goes says much
ALMOST = 0.95  # of a stage that takes longer than it did: it is not over yet
ENOUGH = 9.0  # seconds as usual elsewhere, before a machine that was never measured has shown how quick it is
GREW, GREW_SECONDS = 1.3, 20.0  # times as long as was said, and by so much: that is told
NOT_KNOWN = "how long it takes here is not known yet"
LONGER = "it takes longer than it did before"
LONGER_THAN_SAID = "this machine is busy, so longer than was said"

_COMPONENTS = {"RulePolicy": RULES, "EnquiryClassifier": ENQUIRIES, "Safety": DANGER}
_STARTS = re.compile(r"Starting to train component '(\w+)'")
_ENDS = re.compile(r"(?:Finished training|Restored) component")


def stage_of(line: str) -> str | None:
    """The stage that begins with a line of the trainer; none where it says nothing of that."""
    if line in ("Reading the files", "Starting Rasa"):
        return READING
    if line == "Reading the phrases":
        return PHRASES
    if starts := _STARTS.search(line):
        return _COMPONENTS.get(starts[1])
    return PACKING if _ENDS.search(line) else None


class Durations:
    """How long stages take, remembered in a file, so that the time left means something."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, float]:
        """Seconds by stage. A file that is missing or damaged is as good as none."""
        try:
            known = json.loads(self._file.read_text())
            return {**USUAL, **{str(stage): float(seconds) for stage, seconds in known.items()}}
        except (OSError, ValueError, AttributeError, TypeError):
            return dict(USUAL)

    @property
    def measured(self) -> bool:
        """Whether any stage was ever timed on this machine: what is usual elsewhere says little."""
        return self._file.is_file()

    def learn(self, took: dict[str, float]) -> None:
        known = self.read()
        known |= {
            stage: known.get(stage, seconds) * (1 - NEWEST_COUNTS) + seconds * NEWEST_COUNTS
            for stage, seconds in took.items()
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps({stage: round(seconds, 2) for stage, seconds in known.items()}))
        draft.replace(self._file)


class Progress:
    """One job's. Stages may be left out (they were trained before); none comes twice except by turns."""

    def __init__(
        self,
        kind: Kind,
        durations: dict[str, float],
        clock: Callable[[], float] = time.monotonic,
        *,
        measured: bool = True,
    ) -> None:
        """`measured`: the durations are of this machine."""
        self._stages: Sequence[str] = OF_TRAINING if kind == Kind.TRAIN else (*OF_TRAINING, *OF_COMPARING)
        self._usual, self._clock, self._measured = durations, clock, measured
        self._said_end: float | None = None  # when it was to be over, as it was first told
        self._stage, self._began = READING, clock()
        self._counts: dict[
            str, tuple[int, int]
        ] = {}  # of this stage: how many of how many, by what counts them
        self._ended = 0  # components that were trained or found trained
        self.took: dict[str, float] = {}

    def line(self, words: str) -> None:
        """A line of the trainer."""
        stage = stage_of(words)
        self._ended += stage == PACKING
        if stage and (stage != PACKING or self._ended == len(_COMPONENTS)):
            self.enter(stage)

    def enter(self, stage: str) -> None:
        if stage == self._stage:
            return
        self.leave()
        if stage not in self._stages and stage in USUAL:  # comes only where it is needed, before the last
            self._stages = (*self._stages[:-1], stage, self._stages[-1])
            self._said_end = None  # the stage itself says why it is more
        self._stage, self._began, self._counts = stage, self._clock(), {}

    def count(self, what: str, done: int, whole: int) -> None:
        """How far the stage is, where that can be counted. Several may count at once, each its own, side by side."""
        self._counts = {**self._counts, what: (done, whole)}

    def leave(self) -> None:
        """The stage is over; its seconds are added to what it took before."""
        self.took[self._stage] = self.took.get(self._stage, 0.0) + self._clock() - self._began
        self._began = self._clock()

    @property
    def stage(self) -> str:
        return self._stage

    @property
    def said(self) -> str:
        """The stage for an editor, with how many of how many it has done, and why it takes longer than was said."""
        done, whole = self._counted()
        stage = f"{self._stage}: {done:,} of {whole:,}" if whole else self._stage
        _, left = self.now()
        if left is None:
            return f"{stage}; {LONGER if self._knows_the_pace() else NOT_KNOWN}"
        end = self._clock() + left
        if self._said_end is None:
            self._said_end = end
        late = end - self._said_end
        was = max(1.0, left - late)  # what would be left now, had it gone as was said
        return f"{stage}; {LONGER_THAN_SAID}" if late > GREW_SECONDS and left > GREW * was else stage

    def now(self) -> tuple[int, int | None]:
        """Percent done, 0 to 99, and whole seconds left: by what is counted of the stage and how quickly it goes; else
        by how long the stages took the last times, and how much slower or quicker than then this one has been. None
        where neither tells, since the stage takes much longer than it ever did: a guess would only grow."""
        place = self._stages.index(self._stage) if self._stage in self._stages else 0
        whole = sum(self._usual.get(stage, 1.0) for stage in self._stages)
        usual = self._usual.get(self._stage, 1.0)
        elapsed = self._clock() - self._began
        counted = self._share()
        within = min(elapsed, usual * ALMOST) if counted is None else usual * counted
        done = sum(self._usual.get(stage, 1.0) for stage in self._stages[:place]) + within
        percent = min(99, int(100 * done / whole))
        here = self._left_here()
        if here is not None:
            after = sum(self._usual.get(stage, 1.0) for stage in self._stages[place + 1 :])
            return percent, max(1, round(here + after * self._pace()))
        if elapsed > LATE * usual + UNTIL_THEN or not self._knows_the_pace():
            return percent, None
        return percent, max(1, round((whole - done) * self._pace()))

    def _counted(self) -> tuple[int, int]:
        counts = self._counts.values()
        return sum(done for done, _ in counts), sum(whole for _, whole in counts)

    def _share(self) -> float | None:
        done, whole = self._counted()
        return done / whole if whole else None

    def _left_here(self) -> float | None:
        """Seconds until the slowest of those that count side by side is through. One that has not begun is taken to be
        as slow as the slowest; none before enough is counted."""
        elapsed, counts = self._clock() - self._began, self._counts.values()
        rates = [elapsed / done for done, _ in counts if done]
        if not rates or elapsed < COUNTS_AFTER:
            return None
        return max((whole - done) * (elapsed / done if done else max(rates)) for done, whole in counts)

    def _pace(self) -> float:
        """How many seconds what usually takes one takes today. A stage that is not over counts once it is late."""
        took, expected = sum(self.took.values()), sum(self._usual.get(stage, 1.0) for stage in self.took)
        elapsed, usual = self._clock() - self._began, self._usual.get(self._stage, 1.0)
        counted = self._share()
        if counted:
            took, expected = took + elapsed, expected + usual * counted
        elif elapsed > usual:
            took, expected = took + elapsed, expected + usual
        if not self._measured and expected:
            return took / expected
        return (took + UNTIL_THEN) / (expected + UNTIL_THEN)

    def _knows_the_pace(self) -> bool:
        """Whether it was measured how quick this machine is: before, or by now."""
        return self._measured or sum(self._usual.get(stage, 1.0) for stage in self.took) >= ENOUGH
