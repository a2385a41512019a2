"""Which enquiry is the one about library loans, whatever an editor has named it: by the catalogue's keys.

Kept in the model's own domain, as the first value of a slot that nothing ever sets. So a model and the names it goes by
are never of two catalogues, neither while a new one takes over nor when a draft's is tried beside the live one.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain

from council.catalogue import Catalogue

SLOT = "known_as"  # {key: the enquiry's name}


def slots(catalogue: Catalogue) -> dict[str, Any]:
    """For the domain of a model that is trained."""
    kept = {"type": "any", "initial_value": catalogue.keys(), "influence_conversation": False}
    return {SLOT: {**kept, "mappings": [{"type": "custom"}]}}


def name_of(domain: Domain | None, key: str) -> str | None:
    """None where the council has no such enquiry."""
    held = next((slot.initial_value for slot in domain.slots if slot.name == SLOT), None) if domain else None
    return held.get(key) if isinstance(held, dict) else None
