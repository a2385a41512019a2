"""What there is to look at in each intent's phrases: `checks` over all of them, counted and remembered."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from checks.alike import check_alike
from checks.findings import Finding, Kind
from checks.personal import check_personal
from checks.phrases import Phrase, read_held_out
from checks.variety import check_variety
from studio import known
from studio.files.content import Content
from studio.stamps import Stamps, stamps

MOST_KEPT = 8  # checkouts
_FILES = ("data/nlu/*.yml", "tests/nlu/*.csv", "council/busiest.yml", "council/services/*.yml")

_State = tuple[Path, Stamps]


class Counting:
    """Comparing 9,000 phrases with each other takes a second, so a page shows what is known and asks for more."""

    def __init__(self) -> None:
        self._known: OrderedDict[_State, Counter[str]] = OrderedDict()
        self._lock = Lock()

    def counted(self, content: Content) -> Counter[str] | None:
        """By intent; none when these files have not been looked through yet."""
        return self._known.get((content.root, stamps(content.root, *_FILES)))

    def count(self, content: Content) -> Counter[str]:
        state = content.root, stamps(content.root, *_FILES)
        with self._lock:
            if state not in self._known:
                self._known[state] = Counter(finding.what.path.name for finding in findings(content))
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
            return self._known[state]


def findings(content: Content) -> Iterator[Finding]:
    """Everything `checks` says of the phrases. The path of each is the name of its intent, the line its place there."""
    phrases = [
        Phrase(text, intent, Path(intent), line)
        for intent, texts in content.all_phrases().items()
        for line, text in enumerate(texts, 1)
    ]
    held, _ = read_held_out(content.root / "tests" / "nlu")
    yield from check_alike(phrases, held, content.catalogue())
    yield from check_variety(phrases)
    yield from check_personal(phrases, set(known.areas(content.root)))
    yield from _too_few(content)


def _too_few(content: Content) -> Iterator[Finding]:
    busiest = known.busiest(content.root)
    for intent in content.intents():
        least = busiest.least_of(intent.name) if busiest and intent.enquiry else 0
        if intent.phrases < least:
            problem = f"{intent.name} has {intent.phrases} of the {least} phrases it needs"
            yield Finding.at(
                Kind.FEW_PHRASES, Path(intent.name), 1, problem, f"Write {least - intent.phrases} more"
            )
