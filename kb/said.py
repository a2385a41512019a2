"""What residents say when they mean an article: the phrases its enquiries are trained on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import structlog

from council.catalogue import Catalogue
from council.yaml_files import CouncilDataError, read_mapping

Said = Mapping[str, Sequence[str]]  # by the article's name

log = structlog.get_logger()


def said_of_articles(folder: Path, catalogue: Catalogue) -> Said:
    """The phrases of each article's enquiries, from a folder of Rasa's training files.

    A file that cannot be read, perhaps because an editor is saving it, is left out with a line in the log:
    search does with fewer phrases, and `frontdoor check` names the mistake.
    """
    said: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.yml")):
        try:
            for intent, phrases in _phrases(path):
                enquiry = catalogue.get(intent)
                if enquiry and enquiry.article:
                    said[enquiry.article] += phrases
        except (CouncilDataError, OSError) as error:
            log.warning("phrases_not_read", file=path.name, reason=str(error))
    return dict(said)


def _phrases(path: Path) -> Iterator[tuple[str, list[str]]]:
    for entry in read_mapping(path).get("nlu") or ():
        if "intent" in entry:
            lines = str(entry.get("examples", "")).splitlines()
            yield entry["intent"], [phrase for line in lines if (phrase := line.removeprefix("- ").strip())]
