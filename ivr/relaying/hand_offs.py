"""The note the relay leaves for the Connect action: which step of which call is to be carried out."""

from __future__ import annotations

from itsdangerous import Signer
from pydantic import BaseModel, ConfigDict, ValidationError

FAILED = "failed"  # the step of a call whose turn could not be taken at all


class HandOffNote(BaseModel):
    """Small, and nothing of the resident's in it: Twilio keeps what passes through."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    call: str
    step: str  # such as turn:3
    signature: str = ""


class HandOffs:
    """Signs the note, so that no other hand names the step."""

    def __init__(self, secret_key: str) -> None:
        self._signer = Signer(secret_key, salt="frontdoor.relay")

    def write(self, call_sid: str, step: str) -> str:
        signature = self._signer.get_signature(_signed(call_sid, step)).decode()
        return HandOffNote(call=call_sid, step=step, signature=signature).model_dump_json()

    def read(self, call_sid: str, note: str) -> str | None:
        """The step in a note for this call; None when there is no note, or it is not ours."""
        try:
            read = HandOffNote.model_validate_json(note)
        except ValidationError:
            return None
        right = self._signer.verify_signature(_signed(read.call, read.step), read.signature)
        return read.step if right and read.call == call_sid else None


def _signed(call_sid: str, step: str) -> bytes:
    return f"{call_sid} {step}".encode()
