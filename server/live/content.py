"""The content one process serves, and the thread that changes it when a release says that there is new content."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Generic, Self, TypeVar

import structlog

from council.yaml_files import CouncilDataError
from server.wiring import Wiring
from studio.drafts.errors import Busy, DraftsUnavailable
from studio.releasing import marker
from studio.releasing.checkout import Checkout
from studio.releasing.shown import Shown

LOOK_EVERY_SECONDS = (
    0.25  # an alert must be live in less than five, and most of that goes on checking and reading
)

log = structlog.get_logger()
Made = TypeVar("Made")


class LiveContent(Generic[Made]):
    """What a process has made of the files (an application, the actions' collaborators), replaced as a whole; alerts,
    which must be live within seconds, are put into what is there.

    `current` is read without a lock: whoever has begun with the old one ends with it. With files that cannot be read
    the old one stays, and why is logged and kept for the Releases page.

    Args:
        name: of the process, such as "web".
        make: from the parts; takes as long as it likes, for nobody waits.
        use: called with each new one, in the thread.
    """

    def __init__(
        self,
        name: str,
        wiring: Wiring,
        make: Callable[[Wiring], Made],
        use: Callable[[Made], None] = lambda made: None,
    ) -> None:
        self.name, self.wiring = name, wiring
        self._make, self._use = make, use
        self._shown = Shown(wiring.database)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="live-content", daemon=True)
        self._state = wiring.settings.state_folder
        self._checkout = Checkout(wiring.settings.content_folder, self._state)
        with self._still():  # which first completes a release that was cut short: nothing is ever half live
            self._seen = marker.read(self._state)
            self._shows = self._seen.stamp
            self.current = make(wiring)

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stop.set()

    def look(self) -> bool:
        """One look at the marker. True when there was new content and it is shown now."""
        live = marker.read(self._state)
        if live == self._seen:
            return False
        self._seen = live
        began = time.monotonic()
        try:
            with self._still():
                # What was changed by hand and is not released waits for a release, whatever alert goes live before it.
                if self._shows in live.after:
                    self._shows = live.stamp  # whatever the alerts are: of the rest nothing was released
                    self.wiring.read_alerts()
                    wiring, made = self.wiring, self.current
                else:
                    wiring = self.wiring.renewed()
                    made = self._make(wiring)
        except CouncilDataError as error:
            self._refused(live, str(error))
            return False
        except Exception as error:
            # Whatever somebody wrote into a file, what was good goes on being served.
            log.exception("new_content_refused", process=self.name)
            self._refused(live, f"{type(error).__name__}: {error}")
            return False
        self._shows = live.stamp
        if made is not self.current:
            self.wiring, self.current = wiring, made
            self._use(made)
        self._shown.note(self.name, live)
        log.info(
            "new_content", process=self.name, commit=live.commit, seconds=round(time.monotonic() - began, 2)
        )
        return True

    @contextmanager
    def _still(self) -> Iterator[None]:
        """While the files are read no release changes them."""
        with ExitStack() as held:
            try:
                held.enter_context(self._checkout.still())
            except (DraftsUnavailable, Busy) as problem:
                log.warning("files_may_change_while_read", process=self.name, problem=str(problem))
            yield

    def _refused(self, live: marker.Live, problem: str) -> None:
        log.error("new_content_refused", process=self.name, commit=live.commit, problem=problem)
        self._shown.note(self.name, live, problem)

    def _watch(self) -> None:
        look: Callable[[], object] = self._first_note
        while True:
            try:
                look()
            except Exception:
                log.exception(
                    "looking_for_new_content_failed", process=self.name
                )  # the next look tries again
            if self._stop.wait(LOOK_EVERY_SECONDS):
                return
            look = self.look

    def _first_note(self) -> None:
        self._shown.note(self.name, self._seen)
