"""Folders with an editor's slips in them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from checks import Places
from checks.findings import Finding, Kind
from checks.phrases import Phrase
from council.catalogue import Catalogue, load_catalogue
from council.jargon import Jargon
from server.settings import ROOT
from tests.council.conftest import KEPT_SERVICES, Copy

TODAY = date(2026, 11, 23)
COUNCIL = ROOT / "council"


class EditorsCopy(Copy):
    """A smaller council to damage, with its addresses, and with replies, phrases and held-out messages."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "council")
        shutil.copy(COUNCIL / "gazetteer.csv", self.folder)
        for service in KEPT_SERVICES:
            name = Path(service).stem
            shutil.copytree(ROOT / "kb" / "articles" / name, folder / "articles" / name)
        self.places = Places(
            council=self.folder,
            articles=folder / "articles",
            phrases=folder / "nlu",
            replies=folder / "domain",
            held_out=folder / "held",
        )
        for name in ("nlu", "domain", "held"):
            (folder / name).mkdir()


@pytest.fixture
def copy(tmp_path: Path) -> EditorsCopy:
    return EditorsCopy(tmp_path)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(COUNCIL)


@pytest.fixture(scope="session")
def jargon() -> Jargon:
    return Jargon.load(COUNCIL / "jargon.yml")


def nlu(folder: Path, name: str, **phrases: list[str]) -> Path:
    """A file of training phrases: one entry for each intent, beginning on line 2."""
    rows = ["nlu:"]
    for intent, listed in phrases.items():
        rows += [f"- intent: {intent}", "  examples: |", *(f"    - {phrase}" for phrase in listed)]
    path = folder / f"{name}.yml"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def said(intent: str, *texts: str, path: str = "data/nlu/waste.yml") -> list[Phrase]:
    """Phrases on the lines 1, 2, 3 ..."""
    return [Phrase(text, intent, Path(path), line) for line, text in enumerate(texts, 1)]


def shown(findings: list[Finding], kind: Kind) -> list[str]:
    """The problems of a kind."""
    return [finding.what.problem for finding in findings if finding.kind is kind]
