"""The nearest training phrase of each enquiry, by the cosine of their vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

AT_ONCE = 512  # messages compared in one product: bounds the memory of evaluation, not of a turn


@dataclass(frozen=True)
class Neighbours:
    """Training vectors in the order of their labels; label k begins at row `starts[k]`. Every label has a phrase."""

    vectors: np.ndarray
    starts: np.ndarray

    def __getstate__(self) -> dict[str, np.ndarray]:
        """Stored in half the room: three digits decide which is nearest."""
        return {"vectors": self.vectors.astype(np.float16), "starts": self.starts}

    def __setstate__(self, state: dict[str, np.ndarray]) -> None:
        object.__setattr__(self, "vectors", state["vectors"].astype(np.float32))
        object.__setattr__(self, "starts", state["starts"])

    @classmethod
    def of(cls, vectors: np.ndarray, labels: np.ndarray) -> Neighbours:
        """`labels` are 0 to K - 1, each at least once."""
        order = np.argsort(labels, kind="stable")
        starts = np.searchsorted(labels[order], np.arange(labels.max() + 1))
        return cls(np.ascontiguousarray(vectors[order], dtype=np.float32), starts)

    def scores(self, view: np.ndarray) -> np.ndarray:
        """Shape (messages, K): the cosine with each label's nearest phrase."""
        return np.vstack(
            [
                np.maximum.reduceat(view[at : at + AT_ONCE] @ self.vectors.T, self.starts, axis=1)
                for at in range(0, len(view), AT_ONCE)
            ]
        )
