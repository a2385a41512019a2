"""The form that ends a contact: how it ended, and whether the resident had to say it all again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contacts.waiting.queue import OUTCOMES

LONGEST_NOTE = 2000  # characters
# Somebody else carries on from these, and the note is all they have.
NOTE_NEEDED = {
    "passed_to_team": "Enter what the team needs to do",
    "call_back_agreed": "Enter what the call-back is about and when it was agreed for",
}


@dataclass(frozen=True)
class Finish:
    """What the adviser filled in; the same again when something is missing."""

    outcome: str = ""
    note: str = ""
    asked_again: str = ""  # yes or no
    was_about: str = ""  # the name of an enquiry, or nothing

    def errors(self, enquiries: Mapping[str, str] | None = None) -> dict[str, str]:
        """A message for each field that needs mending, in the order of the page. `enquiries`: titles by name."""
        errors = {}
        if self.outcome not in OUTCOMES:
            errors["outcome"] = "Select how the contact ended"
        if self.outcome in NOTE_NEEDED and not self.note.strip():
            errors["note"] = NOTE_NEEDED[self.outcome]
        elif len(self.note) > LONGEST_NOTE:
            errors["note"] = f"Your note must be {LONGEST_NOTE:,} characters or fewer"
        if self.asked_again not in ("yes", "no"):
            errors["asked_again"] = "Select yes if the resident had to repeat anything"
        if self.was_about and self.was_about not in (enquiries or {}):
            errors["was_about"] = "Select an enquiry from the list, or leave it empty"
        return errors
