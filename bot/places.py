"""Where things are: code and what is built once, in this checkout; what the council sets, in the current folder.

Rasa runs in the folder of a content (the live one, or a draft's) and reads council/, data/ and domain/ there.
"""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def built(path: str | Path) -> Path:
    """A path below .cache, which is the same whatever the current folder; an absolute path is left as it is."""
    return PROJECT / path
