"""Whether a turn late in a long conversation takes longer than an early one.

`python -m bench.long_conversation --turns 100`, on the stack that is running or else on one of its own. A young and an
old conversation take the same steps by turns, so that whatever else the machine does slows both. Rasa is also measured
alone, as we run it and as it comes. The ratios are what counts; the milliseconds are this machine's.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from server import training
from server.launcher.stack import Stack
from server.settings import ROOT, Settings, settings
from tests.stack import settings_in

# Small questions and the steps of a form, and a piece of each answer. It begins anew after the last one.
STEPS = (
    ("what time do you open", "anything else"),
    ("there is a pothole", "Where is it?"),
    ("outside the library on Priory Road", "in your own words"),
    ("how long will that take?", "in your own words"),
    ("it is deep and getting worse", "your own postcode"),
    ("MB1 4QP", "Is that right?"),
    ("never mind", "Nothing has been sent"),
    ("how do I get a blue badge", "Blue Badge"),
    ("my bin was missed", "What is the postcode"),
    ("never mind", "Nothing has been sent"),
)
MEASURED = slice(2, 7)  # of these: the third to the seventh turn, and those around turn 95
TURNS, ROUNDS = 100, 3
Times = dict[str, list[float]]


class Conversation:
    """A chat with the assistant, step by step."""

    def __init__(self, http: httpx.Client) -> None:
        self._http, self.turns = http, 0
        self.key = http.post("/contacts").raise_for_status().json()["contact"]

    def step(self) -> float:
        """Take the next step; returns its milliseconds."""
        words, expected = STEPS[self.turns % len(STEPS)]
        self.turns += 1
        began = perf_counter()
        answer = self._http.post(f"/contacts/{self.key}/turns", json={"number": self.turns, "words": words})
        taken = (perf_counter() - began) * 1000
        heard = " ".join(
            message["act"].get("text", "") for message in answer.raise_for_status().json()["messages"]
        )
        if expected not in heard:
            raise RuntimeError(f"turn {self.turns}, {words!r}: heard {heard!r}")
        return taken


def main(turns: int = TURNS, rounds: int = ROUNDS, rasa_alone: bool = True) -> None:
    """Compare turn 5 with the fifth from the end of conversations of `turns` turns."""
    if turns % len(STEPS):
        raise typer.BadParameter(f"--turns must be a multiple of {len(STEPS)}")
    table = Table("p50, ms", "turn 5", f"turn {turns - 5}", "ratio")
    with _stack() as chosen:
        _add(table, "chat, all the way", by_chat(chosen, turns, rounds))
        if rasa_alone:
            _add(table, "Rasa as we run it, CPU", by_rasa_alone(chosen, turns, rounds))
            _add(table, "Rasa as it comes, CPU", by_rasa_alone(chosen, turns, rounds, stock=True))
    Console().print(table)


def by_chat(chosen: Settings, turns: int = TURNS, rounds: int = ROUNDS) -> Times:
    """The measured steps of young conversations and of old ones, in milliseconds."""
    times: Times = {"young": [], "old": []}
    with httpx.Client(base_url=f"{chosen.web_url}/chat/api", timeout=30) as http:
        for number in range(rounds):
            old = Conversation(http)
            for _ in track(range(turns - len(STEPS)), description=f"Growing old, {number + 1} of {rounds}"):
                old.step()
            add_side_by_side(times, Conversation(http), old)
    return times


def add_side_by_side(times: Times, young: Conversation, old: Conversation) -> None:
    """Both take the same steps, one after the other."""
    taken = [(young.step(), old.step()) for _ in STEPS][MEASURED]
    times["young"] += [one for one, _ in taken]
    times["old"] += [other for _, other in taken]


def by_rasa_alone(chosen: Settings, turns: int, rounds: int, *, stock: bool = False) -> Times:
    """The same within Rasa's process: no web application, but the action server of the stack."""
    plan = {
        "model": str(training.current_model() or training.train()),
        "actions": f"{chosen.actions_url}/webhook",
        "words": [words for words, _ in STEPS],
        "measured": [MEASURED.start, MEASURED.stop],
        "turns": turns,
        "rounds": rounds,
        "stock": stock,
    }
    ran = subprocess.run(
        [str(ROOT / training.BOT_PYTHON), "-m", "bench.rasa_alone"],
        input=json.dumps(plan),
        cwd=ROOT,
        env=training.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    found: Times = json.loads(ran.stdout.splitlines()[-1])
    return found


def ratio(times: Times) -> float:
    return median(times["old"]) / median(times["young"])


def _add(table: Table, name: str, times: Times) -> None:
    young, old = median(times["young"]), median(times["old"])
    table.add_row(name, f"{young:.0f}", f"{old:.0f}", f"{ratio(times):.2f}")


@contextmanager
def _stack() -> Iterator[Settings]:
    chosen = settings()
    try:
        httpx.get(f"{chosen.web_url}/health", timeout=5).raise_for_status()
    except httpx.HTTPError:
        with (
            tempfile.TemporaryDirectory() as folder,
            Console().status("Starting a stack of its own"),
            Stack(settings_in(Path(folder)), logs=Path(folder, "log")) as own,
        ):
            yield own.settings
    else:
        yield chosen


if __name__ == "__main__":
    typer.run(main)
