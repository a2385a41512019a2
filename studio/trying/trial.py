"""What the pages of "Try it" work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from studio.trying.nearest import Nearest
from studio.trying.tryings import Tryings

NO_VECTORS = Path("vectors.npz")  # never written without an encoder


@dataclass(frozen=True)
class Trial:
    """`model_of`: the model for a content as it is, none when there is none."""

    tryings: Tryings
    nearest: Nearest = field(default_factory=lambda: Nearest(None, NO_VECTORS))
    model_of: Callable[[Path], Path | None] = lambda content: None
