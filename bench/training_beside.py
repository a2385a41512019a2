"""How long a resident waits for an answer while a draft is trained: `python -m bench.training_beside`.

Starts the whole of Frontdoor, holds chats one after another for a while, and again while a model is trained beside it
as the studio's worker does. Prints the times of both and their ratio; 1.00 is no difference.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from server import training
from server.dialogues import ChatResident
from server.launcher.processes import STUDIO
from server.launcher.stack import Stack
from server.settings import Settings
from server.studio_worker import NICE
from tests.stack import settings_in

TURNS = ("my bin was missed", "MB1 4QP", "14", "yes", "what time do you open", "how do I pay my council tax")
WARM_UP = 3  # chats before any is timed
FEWEST = 120  # turns: below that a p95 means little


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--turns", type=int, default=FEWEST, help="turns timed without a training (%(default)s)"
    )
    chosen = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(settings_in(Path(folder)), logs=Path(folder, "log"), without=(STUDIO,)) as stack,
    ):
        for _ in range(WARM_UP):
            _chat(stack.settings)
        alone = _times(stack.settings, chosen.turns)
        beside, seconds = _times_while_training(stack.settings)
    print(f"{'':12}{'turns':>7}{'p50 ms':>9}{'p95 ms':>9}{'longest':>9}")
    for name, times in (("alone", alone), ("training", beside)):
        print(f"{name:12}{len(times):>7}{_p(times, 50):>9.0f}{_p(times, 95):>9.0f}{max(times) * 1000:>9.0f}")
    print(f"ratio       {'':7}{_p(beside, 50) / _p(alone, 50):>9.2f}{_p(beside, 95) / _p(alone, 95):>9.2f}")
    print(f"The training took {seconds:.0f} s on {os.cpu_count()} cores that also answered residents.")


def _chat(settings: Settings) -> list[float]:
    """Seconds that each turn of one chat took."""
    resident = ChatResident(settings)
    resident.begins()
    times = []
    for words in TURNS:
        began = time.perf_counter()
        resident.says(words)
        times.append(time.perf_counter() - began)
    return times


def _times(settings: Settings, fewest: int) -> list[float]:
    times: list[float] = []
    while len(times) < fewest:
        times += _chat(settings)
    return times


def _times_while_training(settings: Settings) -> tuple[list[float], float]:
    """Turns that began while a training ran, and how long that took."""
    train = multiprocessing.get_context("spawn").Process(target=_train)
    over = threading.Event()
    began = time.monotonic()
    train.start()

    def wait() -> None:
        train.join()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    times: list[float] = []
    while not over.is_set():
        times += _chat(settings)
    if train.exitcode:
        raise SystemExit("The training failed; see var/log/train.log")
    return times, time.monotonic() - began


def _train() -> None:
    os.nice(NICE)  # as the studio's worker does
    training.train(force=True)


def _p(times: list[float], percentile: int) -> float:
    """Milliseconds."""
    return statistics.quantiles(times, n=100)[percentile - 1] * 1000


if __name__ == "__main__":
    main()
