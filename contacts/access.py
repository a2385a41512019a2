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
# An interpreter signs what the line says to a deaf person in front of a camera, and speaks for them.
_SIGNED = re.compile(
    r"(?i)\b(?:sign ?video|sign ?live|interpreter ?now|convo relay|video relay|sign(?:ing)? (?:language )?relay)\b"
    r"|\bi(?:'?m| am) (?:the|an?|your) (?:(?:bsl|b s l|british sign language|sign language|relay|video)"
    r" )*interpreter\b"
    r"|\b(?:calling|ringing|phoning|call|speaking|interpreting) (?:on behalf of|for) (?:a|my|the) deaf"
    r" (?:person|man|woman|lady|gentleman|customer|client|caller|resident)\b"
)
SIGNED = "A sign language interpreter on the line"


def is_relay_call(words: str) -> bool:
    """Whether a relay assistant, or an interpreter who signs, introduces a call."""
    return bool(_RELAY.search(words)) or is_signed(words)


def is_signed(words: str) -> bool:
    return bool(_SIGNED.search(words.replace("’", "'")))


def relay_call(words: str, *, danger: bool) -> HandOff:
    """A person at once: menus and recorded questions cannot be relayed word for word. Source: Ofcom, NGTS."""
    signed = is_signed(words)
    return HandOff(
        reason=f"{SIGNED}: talk to the caller, not to the interpreter"
        if signed
        else "A call through Relay UK: speak slowly, and say go ahead when you have finished",
        priority=Priority.URGENT,
        need=Need.DANGER if danger else Need.NONE,
        access_needs=(SIGNED if signed else RELAY_UK,),
    )
