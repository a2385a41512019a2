"""How long the studio's pages take, with as much content as a large council has.

    python -m bench.studio_pages

A copy of the council's files is made, with articles added until there are 300, and each page is asked for through the
whole application but the network. Prints milliseconds: the first time, and the median of the next ones. The last rows
are saves: to the page that shows what was done and what `checks` says of it.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from httpx import Response
from rich.console import Console
from rich.table import Table

from studio.warming import Warming
from tests.studio.council.test_alerts import LiveRoom
from tests.studio.parts import content_repository, git
from tests.studio.workroom import Editor

ARTICLES = 300
TIMES = 5
BIN = "/studio/enquiries/report_missed_bin"
ARTICLE = "/studio/articles/waste/missed-bins"
PAGES = {
    "List of enquiries": "/studio/enquiries",
    "List, warnings counted": "/studio/enquiries?count=yes",
    "List, searched for phrases": "/studio/enquiries?q=my bin was",
    "Page of an enquiry": BIN,
    "Details of an enquiry": f"{BIN}/details",
    "New enquiry": "/studio/enquiries/new",
    "Rename, what will change": "/studio/enquiries/book_bulky_waste/rename?new=collect_large_item",
    "Merge, what will change": "/studio/enquiries/book_bulky_waste/merge?target=query_recycling_centre",
    "List of articles": "/studio/articles",
    "List, searched": "/studio/articles?q=bin",
    "Which article would answer": "/studio/articles?ask=nobody emptied my bin",
    "Editor of an article": ARTICLE,
    "New article": "/studio/articles/new",
    "Move, what will change": f"{ARTICLE}/move?to=waste&name=bins-missed",
    "Today": "/studio",
    "Inbox": "/studio/inbox",
    "Council": "/studio/council",
    "Alerts": "/studio/council/alerts",
    "Promises": "/studio/council/promises",
    "Directory": "/studio/council/directory",
    "Import": "/studio/phrases/import",
    "Try it": "/studio/try",
}
OF_THE_DRAFT = {
    "List of drafts": "/studio/drafts",
    "A draft": "/studio/drafts/1",
    "List of enquiries of it": "/studio/enquiries",
    "Page of an enquiry of it": BIN,
    "List of articles of it": "/studio/articles",
    "Train and compare": "/studio/drafts/1/train",
    "The gate": "/studio/drafts/1/release",
    "Releases": "/studio/releases",
}


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        content = content_repository(Path(folder) / "content")
        _fill(content)
        workroom = LiveRoom(content, Path(folder))
        live = workroom.drafts.live_content()
        begins = time.perf_counter()
        Warming(
            workroom.drafts, workroom.looking, workroom.searches
        ).run()  # as the service does when it starts
        Console().print(f"Warmed in {time.perf_counter() - begins:.1f} s")
        phrases = sum(map(len, live.all_phrases().values()))
        table = Table("", title=f"{phrases:,} phrases, {len(live.articles())} articles", title_justify="left")
        table.add_column("First, ms", justify="right")
        table.add_column("Then, ms", justify="right")
        _measure(table, workroom.editor())
        Console().print(table)
        workroom.database.close()


def _measure(table: Table, emma: Editor) -> None:
    for name, address in PAGES.items():
        _row(table, name, lambda _, address=address: emma.see(address))
    typed = f"{BIN}/phrases/check"
    _row(
        table,
        "Warnings as you type",
        lambda turn: emma.send(typed, phrases=f"nobody emptied bin number {turn}"),
    )
    article = {
        "title": "Missed bins",
        "summary": "Tell us.",
        "spoken": "Tell us.",
        "body": "## When\n\nTell us soon.",
    }
    _row(table, "Preview as you type", lambda _: emma.send("/studio/articles/preview", **article))
    phrase = "the wagon went past bin number {} and never stopped"
    _row(
        table,
        "Save a phrase, to checked",
        lambda turn: emma.does(f"{BIN}/phrases", phrases=phrase.format(turn)),
    )
    for name, address in OF_THE_DRAFT.items():
        _row(table, name, lambda _, address=address: emma.see(address))


def _row(table: Table, name: str, ask: Callable[[int], Response]) -> None:
    taken = []
    for turn in range(TIMES + 1):
        begins = time.perf_counter()
        answer = ask(turn)
        taken.append(1000 * (time.perf_counter() - begins))
        if answer.status_code != 200:
            raise SystemExit(f"{name}: {answer.status_code}")
    table.add_row(name, f"{taken[0]:.0f}", f"{statistics.median(taken[1:]):.0f}")


def _fill(content: Path) -> None:
    """Add articles, each a copy of one that is there under another name."""
    articles = sorted((content / "kb" / "articles").glob("*/*.md"))
    for number in range(ARTICLES - len(articles)):
        one = articles[number % len(articles)]
        one.with_name(f"{one.stem}-{number}.md").write_text(one.read_text())
    git(content, "add", "--all")
    git(content, "commit", "--quiet", "--message=More articles")


if __name__ == "__main__":
    main()
