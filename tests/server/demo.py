"""The web application as the demo starts it, with nobody behind it who understands words: keys are enough to wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from server.app import create_app
from server.migrate import migrate
from server.wiring import Wiring
from tests.ivr.network.parts import Street
from tests.stack import settings_in


@contextmanager
def demo_without_assistant(folder: Path) -> Iterator[str]:
    """Its address."""
    with Street().open() as street:
        port = urlsplit(street.address).port
        wiring = Wiring(settings_in(folder).model_copy(update={"web_port": port, "encoder_folder": None}))
        migrate(wiring.database.engine)
        street.app = create_app(wiring.settings, wiring)
        yield street.address
        wiring.database.close()
