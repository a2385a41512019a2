"""Understands messages with the trained model, off the running assistant."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from server import training
from server.settings import ROOT


class CannotUnderstand(RuntimeError):
    """The model could not be loaded or its process stopped."""


def understand(texts: Iterable[str], model: Path, content: Path = ROOT) -> Iterator[dict[str, Any]]:
    """Each text's intent, confidence, ranking, entities and milliseconds, in order.

    Args:
        content: the folder whose council/ goes with the model.
    Raises:
        CannotUnderstand
    """
    command = [str(ROOT / training.BOT_PYTHON), str(ROOT / "bot" / "understand.py"), str(model.resolve())]
    with subprocess.Popen(
        command,
        cwd=content,
        env=training.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        questions, answers = process.stdin, process.stdout
        if questions is None or answers is None:
            raise CannotUnderstand("the language process has no pipes")
        try:
            _read(answers.readline())  # {"ready": true}
            for text in texts:
                questions.write(json.dumps(text) + "\n")
                questions.flush()
                yield _read(answers.readline())
        finally:
            questions.close()
            process.terminate()


def _read(line: str) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        raise CannotUnderstand("the language process stopped; run `frontdoor train` and try again") from None
    return dict(answer)
