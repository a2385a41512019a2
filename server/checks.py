"""`frontdoor check`: everything an editor can get wrong in the council's files, in one go."""

from __future__ import annotations

from pathlib import Path

from cases.gazetteer import Gazetteer, GazetteerError
from council.council import load_council
from council.danger import DangerWords
from council.words import Words
from council.yaml_files import CouncilDataError
from kb.articles import Articles
from server.settings import Settings


def problems(settings: Settings) -> list[str]:
    """Each mistake as one line: file, line, what is wrong, what to write instead."""
    folder = settings.council_folder
    found: list[str] = []
    for read in (
        lambda: load_council(folder, settings.articles_folder),
        lambda: Articles.load(settings.articles_folder),
        lambda: Words.load(folder / "words.yml"),
        lambda: DangerWords.load(folder / "danger.yml"),
        lambda: Gazetteer.load(folder / "gazetteer.csv"),
    ):
        try:
            read()
        except CouncilDataError as error:
            found.extend(_shown(str(mistake)) for mistake in error.mistakes)
        except (GazetteerError, OSError) as error:
            found.append(_shown(str(error)))
    return list(dict.fromkeys(found))


def _shown(line: str) -> str:
    """Paths as they are in the project."""
    return line.replace(f"{Path.cwd()}/", "")
