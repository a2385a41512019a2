"""How long a turn takes at the front door: a chat turn and a voice webhook, on the stack that is running.

`python -m bench.front_door` against `make run`. The ratios say what the phone adds to a chat turn and what a
conversation's length adds to a turn; the milliseconds are this machine's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median, quantiles

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from ivr.simulator import SimulatedCall
from server.settings import Settings, settings

QUESTIONS = (
    "how do I pay my council tax",
    "what time do you open",
    "do I get a discount if I live alone",
    "how do I get a blue badge",
    "can I join the library",
)


def main(turns: int = 100) -> None:
    """Measure `turns` turns of each kind."""
    chosen = settings()
    chat, by_age = _chat(chosen, turns)
    phone = _phone(chosen, turns)
    table = Table("", "p50 ms", "p95 ms")
    for name, times in (("chat turn", chat), ("voice webhook", phone)):
        table.add_row(name, f"{median(times):.0f}", f"{quantiles(times, n=20)[-1]:.0f}")
    console = Console()
    console.print(table)
    console.print(f"voice webhook over chat turn: {median(phone) / median(chat):.2f}")
    console.print(f"turns 16-20 of a conversation over turns 1-5: {by_age:.2f}")


def _chat(chosen: Settings, turns: int) -> tuple[list[float], float]:
    times: list[float] = []
    young: list[float] = []
    old: list[float] = []
    with httpx.Client(base_url=f"{chosen.web_url}/chat/api", timeout=30) as http:
        key = ""
        for place in track(range(turns), description="Chat turns"):
            number = place % 20 + 1
            if number == 1:
                key = http.post("/contacts").json()["contact"]
            body = {"number": number, "words": QUESTIONS[place % len(QUESTIONS)]}
            taken = _timed(lambda at=key, body=body: http.post(f"/contacts/{at}/turns", json=body))
            times.append(taken)
            (young if number <= 5 else old if number > 15 else []).append(taken)
    return times, median(old) / median(young) if old else 1.0


def _phone(chosen: Settings, turns: int) -> list[float]:
    times = []
    with httpx.Client(timeout=30) as http:
        call = _ring(chosen, http)
        for place in track(range(turns), description="Voice webhooks"):
            if place % 10 == 0:
                call = _ring(chosen, http)
            words = QUESTIONS[place % len(QUESTIONS)]
            times.append(_timed(lambda call=call, words=words: call.says(words)))
    return times


def _ring(chosen: Settings, http: httpx.Client) -> SimulatedCall:
    base = f"{chosen.public_base}/ivr"
    return SimulatedCall(
        http,
        f"{base}/voice",
        auth_token=chosen.twilio_auth_token,
        account_sid=chosen.twilio_account_sid,
        called=chosen.twilio_number,
    ).dial()


def _timed(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    typer.run(main)
