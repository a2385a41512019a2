"""What a draft's model makes of messages: the model of the draft looked at last is kept loaded for some minutes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import structlog

from server import training
from server.understanding import CannotUnderstand, understand
from studio.drafts.drafts import Drafts
from studio.drafts.errors import DraftProblem
from studio.ears import Understood, Waking

IDLE_SECONDS = 300.0  # a loaded model holds some 600 MB
ANSWER_SECONDS = 10.0  # for one message; it takes milliseconds, but training may hold the machine
FIRST = "hello"  # the first message takes longer than those after it

Understand = Callable[[Iterable[str], Path, Path], Iterator[dict[str, Any]]]

log = structlog.get_logger(__name__)


class ModelEars:
    """Implements studio.ears.DraftEars. At most one model is loaded, in a process of its own."""

    def __init__(
        self, drafts: Drafts, understands: Understand = understand, *, idle_seconds: float = IDLE_SECONDS
    ) -> None:
        self._drafts, self._understands, self._idle = drafts, understands, idle_seconds
        self._lock = threading.Lock()
        self._listener: _Listener | None = None

    def understand(self, draft_id: int, texts: Sequence[str]) -> list[Understood] | None:
        """Raises Waking while the model is being loaded."""
        try:
            content = self._drafts.get(draft_id).root
            model = training.current_model(content)
        except (DraftProblem, OSError):
            return None
        if model is None:
            return None
        with self._lock:
            listener = self._listening(model, content)
            if not listener.ready.is_set():
                raise Waking
            answers = listener.ask(texts)
        return None if answers is None else [Understood.of(answer) for answer in answers]

    def close(self) -> None:
        with self._lock:
            if self._listener:
                self._listener.questions.put(None)
                self._listener = None

    def _listening(self, model: Path, content: Path) -> _Listener:
        there = self._listener
        if there and there.model == model and there.is_alive():
            return there
        if there:
            there.questions.put(None)
        self._listener = _Listener(model, content, self._understands, self._idle)
        self._listener.start()
        return self._listener


class _Listener(threading.Thread):
    """Holds one loaded model, and lets it go when nobody asks."""

    def __init__(self, model: Path, content: Path, understands: Understand, idle_seconds: float) -> None:
        super().__init__(name="draft-ears", daemon=True)
        self.model, self._content, self._understands, self._idle = model, content, understands, idle_seconds
        self.questions: Queue[str | None] = Queue()
        self._answers: Queue[dict[str, Any] | None] = Queue()
        self.ready = threading.Event()

    def ask(self, texts: Sequence[str]) -> list[dict[str, Any]] | None:
        """None when it went meanwhile."""
        for text in texts:
            self.questions.put(text)
        try:
            found = [self._answers.get(timeout=ANSWER_SECONDS) for _ in texts]
        except Empty:
            self.questions.put(None)  # what it says later would be taken for the answer to something else
            return None
        return None if None in found else [answer for answer in found if answer is not None]

    def run(self) -> None:
        try:
            answers = self._understands(self._texts(), self.model, self._content)
            next(answers)
            self.ready.set()
            for answer in answers:
                self._answers.put(answer)
        except (CannotUnderstand, OSError) as error:
            log.warning("draft_model_did_not_listen", reason=str(error))
        finally:
            self._answers.put(None)

    def _texts(self) -> Iterator[str]:
        yield FIRST
        while True:
            try:
                text = self.questions.get(timeout=self._idle)
            except Empty:
                return
            if text is None:
                return
            yield text
