from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.ivr.network.parts import Exchange, Phones, Street
from tests.ivr.simulator.scripted import GATHER, Script


@pytest.fixture(scope="session")
def street() -> Iterator[Street]:
    with Street().open() as street:
        yield street


@pytest.fixture
def phones(street: Street) -> Phones:
    """The scripted line greets, and says goodbye to whatever it hears."""
    script = Script(
        start=GATHER, turn="<Say>Goodbye.</Say><Hangup/>", elsewhere=GATHER, over=httpx.Response(204)
    )
    exchange = Exchange(script)
    street.app = exchange.app
    return Phones(exchange, street.address)
