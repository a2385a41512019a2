from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.settings import settings
from tests.ivr.network.conftest import phones, street
from tests.ivr.network.parts import COUNCIL, Phones
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE
from tests.migrated import migrated_at

__all__ = ["phones", "street"]


@pytest.fixture
def council(phones: Phones, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Phones]:
    """A council in the environment whose Twilio is ours and whose public address is BASE."""
    url = migrated_at(tmp_path / "phone.db")
    chosen = {
        "TWILIO_API_URL": phones.address,
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_NUMBER": COUNCIL,
        "PUBLIC_URL": BASE,
        "DATABASE_URL": url,
    }
    for name, value in chosen.items():
        monkeypatch.setenv(f"FRONTDOOR_{name}", value)
    settings.cache_clear()
    yield phones
    settings.cache_clear()
