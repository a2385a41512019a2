"""Callers who need the line to behave otherwise, known by how their call begins."""

from __future__ import annotations

import re

from contacts.acts import HandOff, Need, Priority

# A relay assistant types what the line says for somebody who is deaf or speech-impaired, and reads out what they type.
# Relay UK was Text Relay and the Next Generation Text Service, and Typetalk before; assistants still say all of them.
_RELAY = re.compile(
    r"(?i)\b(relay (uk|you kay|u k|assistant|operator|service|call|user)|text ?relay|type ?talk|next generation text"
    r"|n ?g ?t ?s?\b(?= (relay|service|assistant|operator|call)))"
)
RELAY_UK = "Relay UK"


def is_relay_call(words: str) -> bool:
    """Whether a relay assistant introduces a call."""
    return bool(_RELAY.search(words))


def relay_call(*, danger: bool) -> HandOff:
    """A person at once: menus and recorded questions cannot be relayed word for word. Source: Ofcom, NGTS."""
    return HandOff(
        reason="A call through Relay UK: speak slowly, and say go ahead when you have finished",
        priority=Priority.URGENT,
        need=Need.DANGER if danger else Need.NONE,
        access_needs=(RELAY_UK,),
    )
