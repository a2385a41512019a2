"""Thousands of rows at once: the editor sees how far it is, and the request does not wait for it."""

from __future__ import annotations

import random
import re
import resource
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from studio.exchange import pending
from studio.exchange.sorting import Sort, Sorted, sort_rows
from studio.files.content import Content
from studio.files.edits import phrases
from studio.files.edits.imports import ImportPhrases
from tests.studio.exchange.test_import import IMPORT
from tests.studio.workroom import Editor, Workroom, plain


def made_up(content: Content, many: int) -> list[tuple[str, str]]:
    chance = random.Random(5)  # noqa: S311 no secret
    there = content.all_phrases()
    words = [word for those in there.values() for text in those for word in text.split() if '"' not in word]
    return [
        (" ".join(chance.choices(words, k=chance.randint(4, 14))), chance.choice(list(there)))
        for _ in range(many)
    ]


@pytest.fixture
def rows(workroom: Workroom) -> list[tuple[str, str]]:
    return made_up(Content(workroom.content), pending.SORTED_AT_ONCE + 50)


def sent(emma: Editor, rows: list[tuple[str, str]]) -> str:
    pasted = "\n".join(["text,intent", *(f'"{text}",{intent}' for text, intent in rows)])
    answer = emma.send(IMPORT, pasted=pasted)
    assert answer.status_code == 303, plain(answer)
    return str(answer.headers["location"])


def looked_at(emma: Editor, address: str) -> str:
    """The page once the phrases are sorted."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page = plain(emma.see(address))
        if "What is in it" in page:
            return page
        time.sleep(0.05)
    raise AssertionError(page)


class Held:
    """Sorting that stops after the first rows until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fault: bool = False) -> None:
        self.go, self.fault = threading.Event(), fault
        monkeypatch.setattr(pending, "sort_rows", self.sort)
        monkeypatch.setattr(pending, "TOLD_EVERY_SECONDS", 0)

    def sort(self, content: Content, rows: Any, mapped: Any, tell: Callable[[int], None]) -> Sorted:
        if self.fault:
            raise RuntimeError("a fault of ours")
        tell(100)
        assert self.go.wait(30)
        return sort_rows(content, rows, mapped, tell)


def test_the_page_shows_how_many_phrases_are_looked_at_and_then_what_is_in_them(
    emma: Editor, rows: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    address = sent(emma, rows)
    page = emma.see(address)
    until = time.monotonic() + 30
    while "100 of 350 phrases looked at" not in plain(page) and time.monotonic() < until:
        page = emma.see(address)
    assert "100 of 350 phrases looked at" in plain(page)
    assert re.search(r'<progress [^>]*max="350" value="100"', page.text)
    part = emma.see(f"{address}/progress")
    assert "HX-Refresh" not in part.headers
    assert "What is in it" not in plain(emma.send(address))
    held.go.set()
    assert "350 rows, read as UTF-8" in looked_at(emma, address)
    assert emma.see(f"{address}/progress").headers["HX-Refresh"] == "true"


def test_sorting_that_fails_or_was_cut_short_is_said_and_begun_anew(
    emma: Editor, rows: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, fault=True)
    address = sent(emma, rows)
    until = time.monotonic() + 30
    while "could not be looked at to the end" not in (page := plain(emma.see(address))):
        assert time.monotonic() < until, page
    assert emma.see(f"{address}/progress").headers["HX-Refresh"] == "true"
    held.fault = False
    held.go.set()
    emma.send(f"{address}/again")
    assert "350 rows, read as UTF-8" in looked_at(emma, address)


def test_ten_thousand_pasted_phrases_fit_the_form(workroom: Workroom, emma: Editor) -> None:
    address = sent(emma, made_up(Content(workroom.content), 10_000))
    assert "of 10,000 phrases looked at" in plain(emma.see(address))
    assert emma.send(f"{address}/forget").status_code == 303


def test_what_is_the_same_for_all_rows_is_found_out_once(
    workroom: Workroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking up the title for each row took a fifth of the time, and the messages kept for testing, which were read
    for each enquiry, half of the adding."""
    content = Content(workroom.content)
    there = [(text, "make_payment") for text in content.phrases("report_missed_bin")[:100]]
    rows = [*made_up(content, 500), *there]
    asked: list[str] = []
    whole, reads = Content._catalogue, phrases.column
    monkeypatch.setattr(Content, "_catalogue", lambda self: asked.append("catalogue") or whole(self))
    monkeypatch.setattr(phrases, "column", lambda *at: asked.append("held out") or reads(*at))
    found = sort_rows(content, rows, {})
    assert found.counts[Sort.ELSEWHERE] >= 100
    assert asked.count("catalogue") < 10
    by_intent = found.by_intent(Sort.NEW)
    assert len(by_intent) > 50
    ImportPhrases(tuple((intent, tuple(those)) for intent, those in by_intent.items())).apply(content)
    assert asked.count("held out") <= len(list(content.places.held_out.glob("*.csv")))


def test_ten_thousand_phrases_of_one_pattern_are_sorted_in_seconds(workroom: Workroom) -> None:
    """What a spreadsheet makes: fifty million pairs are alike, and the web process has no room for a list of them."""
    pattern = "my bin number {} has been left again for the {} time this month"
    rows = [(pattern.format(number, number % 7), "report_missed_bin") for number in range(10_000)]
    told: list[int] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = sort_rows(Content(workroom.content), rows, {}, told.append)
    assert found.counts[Sort.NEW] == 1
    assert found.counts[Sort.NEAR] > 9_000, "some of the numbers may be somebody's"
    assert told.count(len(rows)) > 10, "the page hears that it goes on"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown / 1024 < 700, "megabytes; the pairs alone would take several thousand"


def test_a_sorting_that_nobody_waits_for_is_given_up(
    emma: Editor, rows: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    held, ended = Held(monkeypatch), list[str]()
    monkeypatch.setattr(pending.log, "info", lambda event, **_: ended.append(event))
    address = sent(emma, rows)
    emma.send(f"{address}/again")
    emma.send(f"{address}/forget")
    held.go.set()
    until = time.monotonic() + 30
    while ended.count("import_sorting_given_up") < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert ended.count("import_sorting_given_up") == 2


def test_rows_of_one_pattern_are_nearly_the_first_of_them_however_many_they_are(workroom: Workroom) -> None:
    """As a list from a spreadsheet is; to list each with each took all the memory there was."""
    rows = [
        (f"my bin number {number} has been left again for the third time", "report_missed_bin")
        for number in range(2000)
    ]
    found = sort_rows(Content(workroom.content), rows, {})
    (first,) = found.of(Sort.NEW)
    assert found.counts[Sort.NEAR] > 1000, "longer numbers may be somebody's"
    assert {row.about for row in found.of(Sort.NEAR)} == {f"‘{first.text}’, of this file"}
