"""What one turn of the form leads to: replies and a question, or how the form ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.replies import Question, Reply
from forms.state import FormState


class Exit(StrEnum):
    """Why a form ended."""

    DONE = "done"  # everything given and confirmed
    ABANDONED = "abandoned"
    REFUSED = "refused"  # the council's rule says no; the reply has said why
    HAND_OFF = "hand_off"  # asked for a person
    STUCK = "stuck"  # the assistant could not take an answer
    CALL_BACK = "call_back"
    VAGUE = "vague"  # never begun: the words name a service and nothing of it


@dataclass
class FormTurn:
    """What the turn leads to. Without a question the form is over, and `form.ended` says how."""

    form: FormState
    replies: list[Reply]
    question: Question | None
    left: FormState | None = None  # put aside for this one, with what was told in it
    besides: tuple[str, str] | None = (
        None  # another enquiry that was spoken of, and the words: for afterwards
    )
    repeated: bool = False  # they asked to hear the question again


def over(form: FormState, how: Exit) -> FormTurn:
    """The form ends here; what is said of it is for the action that finishes it."""
    form.ended = how
    return FormTurn(form, [], None)
