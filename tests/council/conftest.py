"""A copy of the council's own folder, to be damaged."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from council.catalogue import load_catalogue
from council.council import Council, load_council
from council.yaml_files import CouncilDataError, Mistake
from server.settings import ROOT

ARTICLES = ROOT / "kb" / "articles"
KEPT_SERVICES = ("waste.yml", "streets.yml")


class Copy:
    """`change` a line, then hear what is wrong. Less of each file than the council has: reading it all is slow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "services").mkdir(parents=True)
        for path in (ROOT / "council").glob("*.yml"):
            shutil.copy(path, folder)
        for name in KEPT_SERVICES:
            shutil.copy(ROOT / "council" / "services" / name, folder / "services")
        self._forget_other_services()
        self._keep_only("teams.yml", "waste", "streets", "libraries", "contact_centre")
        services = "".join((folder / "services" / name).read_text() for name in KEPT_SERVICES)
        promised = re.findall(r"promise: (\w+)", services)
        self._keep_only(
            "promises.yml", *promised, "phone_answer", "complaint_acknowledge", "complaint_answer"
        )

    def _forget_other_services(self) -> None:
        """An enquiry of a service left out is related to nothing here."""
        paths = [self.folder / "services" / name for name in KEPT_SERVICES]
        kept = re.findall(r"(?m)^  (\w+):", "".join(path.read_text() for path in paths))
        for path in paths:
            path.write_text(
                re.sub(
                    r"related: \[(.*)\]",
                    lambda found: f"related: [{', '.join(n for n in found[1].split(', ') if n in kept)}]",
                    path.read_text(),
                )
            )

    def _keep_only(self, name: str, *keys: str) -> None:
        path = self.folder / name
        entry = re.compile(r"(?m)^  (\w+):.*\n(?:(?:    .*)?\n)*")
        text = re.sub(r"(?m)^\s*#.*\n|(?s:^people:.*)", "", path.read_text())
        path.write_text(entry.sub(lambda found: found[0] if found[1] in keys else "", text))

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text()
        assert old in text, f"{name} has no {old!r} any more: mend the test"
        path.write_text(text.replace(old, new, 1))

    def add(self, name: str, text: str) -> None:
        with (self.folder / name).open("a") as file:
            file.write(text)

    def line_of(self, name: str, text: str) -> int:
        """The first line that has the text."""
        lines = (self.folder / name).read_text().splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def load(self) -> Council:
        return load_council(self.folder, ARTICLES)

    def mistakes(self) -> list[Mistake]:
        with pytest.raises(CouncilDataError) as wrong:
            self.load()
        return wrong.value.mistakes

    def mistakes_of_services(self) -> list[Mistake]:
        """The same where only the services are looked at."""
        with pytest.raises(CouncilDataError) as wrong:
            load_catalogue(self.folder, ARTICLES)
        return wrong.value.mistakes


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "council")


@pytest.fixture(scope="session")
def council() -> Council:
    return load_council(ROOT / "council", ARTICLES)
