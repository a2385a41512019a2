"""Trained models as releasing asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from server import training
from server.settings import ROOT


class ReleaseModels:
    """Implements studio.releasing.models_there.Models.

    Args:
        content: the checkout that is live.
        models: the folder of trained models, which other checkouts may share.
    """

    def __init__(self, content: Path, models: Path = ROOT / "models") -> None:
        self._content, self._models = content, models

    def model_for(self, content: Path) -> Path | None:
        name = f"frontdoor-{training.fingerprint(content)[: training.NAME_LENGTH]}.tar.gz"
        model = self._models / name
        return model if model.is_file() else None

    def keep(self, names: Iterable[str]) -> None:
        training.keep_models(names, self._content, self._models)
