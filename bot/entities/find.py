"""Finds entities without Rasa: JSON lines in, JSON lines out. `python -m bot.entities.find` from the project's root.

In: {"words": "...", "at": "2026-11-18T10:00:00+00:00"}; `at` is the moment it was said, now when left out.
Out: {"entities": [{entity, value, start, end, text, alternative?}], "milliseconds": of CPU}.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from typing import Any

from spacy.language import Language

from bot.entities.build_spacy import pipeline
from bot.entities.found import entities
from bot.entities.said import NOW


def find(nlp: Language, words: str, at: datetime | None = None) -> list[dict[str, Any]]:
    """The entities of a message. `at` is aware; none means now."""
    doc = nlp.make_doc(words)
    if at is not None:
        doc.user_data[NOW] = at
    return entities(nlp(doc))


def main() -> None:
    """Serves standard input with the pipeline for the council's present files."""
    nlp = pipeline()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        at = datetime.fromisoformat(asked["at"]) if asked.get("at") else None
        started = time.process_time()
        found = find(nlp, asked["words"], at)
        milliseconds = (time.process_time() - started) * 1000
        print(json.dumps({"entities": found, "milliseconds": round(milliseconds, 3)}), flush=True)


if __name__ == "__main__":
    main()
