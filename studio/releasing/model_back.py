"""Which model answers once a release is taken back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from studio.drafts.repository import Repository
from studio.files.content import Content
from studio.releasing.errors import ReleaseRefused
from studio.releasing.models_there import Models

PHRASES = "data/nlu"
NOT_KEPT = "The assistant from before was trained by an earlier version, or is not kept any more."
CHANGED_SINCE = "What the assistant learns from was changed by hand since: the one from before does not fit."
PUT_BACK = " Make a draft that puts the content back, and train it."


class ModelBack:
    def __init__(self, repository: Repository, models: Models) -> None:
        self._repository, self._models = repository, models

    def of(self, before: str, commit: str, changes: Mapping[str, bytes | None] | None = None) -> Path:
        """The model for the content of a commit, which takes a release back that stood on `before`.

        Phrases that were changed by hand since were learnt by no model, so no resident has met them: where they alone
        differ, and all are of the enquiries there were, the model from before answers as it did. They are learnt with
        the next draft. With something wrong live nobody should have to wait for a training.

        Args:
            changes: what the commit does not have yet, by path.
        Raises:
            ReleaseRefused: there is none that fits.
        """
        with tempfile.TemporaryDirectory(prefix="release-") as made, tempfile.TemporaryDirectory() as was:
            content = self._repository.export(commit, Path(made))
            for path, written in (changes or {}).items():
                _put(content / path, written)
            if found := self._models.model_for(content):
                return found
            earlier = self._repository.export(before, Path(was))
            kept = self._models.model_for(earlier) is not None
            if kept and _intents(content) == _intents(earlier):
                shutil.rmtree(content / PHRASES, ignore_errors=True)
                if (earlier / PHRASES).is_dir():
                    shutil.copytree(earlier / PHRASES, content / PHRASES)
                if found := self._models.model_for(content):
                    return found
        raise ReleaseRefused((CHANGED_SINCE if kept else NOT_KEPT) + PUT_BACK)


def _put(path: Path, written: bytes | None) -> None:
    if written is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)


def _intents(root: Path) -> set[str]:
    return set(Content(root).all_phrases())
