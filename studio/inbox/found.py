"""Which of a contact's messages an editor should look at, and why. Reads turns; knows no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contacts.acts import AskKind
from contacts.models import Turn
from contacts.said import MASK
from studio.inbox.models import Reason

INTENT = "intent:"  # a choice that names an enquiry, perhaps with a # and which of several was offered
A_PERSON = "ask_for_human"
SOMETHING_ELSE = "something_else"
YES, NO = "affirm", "deny"
FALLBACK = "nlu_fallback"
# Said in passing: nothing an editor could teach. A question is answered with the last of them.
SMALL_TALK = frozenset(["greet", "goodbye", "thanks", YES, NO, A_PERSON])
MOST_RANKED = 5
# Answers to these are details, whoever asks.
_DETAILS = frozenset([AskKind.DIGITS, AskKind.POSTCODE, AskKind.NAME])


@dataclass
class Found:
    """A message worth a look. `meant`: what it was about, as the resident or an adviser says."""

    turn: Turn
    reasons: list[Reason] = field(default_factory=list)
    meant: str | None = None

    def add(self, reason: Reason, meant: str | None = None) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)
        self.meant = meant or self.meant

    @property
    def understood(self) -> dict[str, Any]:
        """What the inbox keeps of the understanding."""
        told = self.turn.understanding or {}
        return {
            "intent": told.get("intent"),
            "confidence": float(told.get("confidence") or 0.0),
            "outcome": told.get("outcome", "answer"),
            "ranking": ranking(told)[:MOST_RANKED],
        }


def ranking(understanding: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The intents it may have been, the likeliest first: [{intent, confidence}]; at least the one there is."""
    ranked = [
        {"intent": one["intent"], "confidence": float(one["confidence"])}
        for one in understanding.get("ranking") or ()
        if one.get("intent") not in (None, FALLBACK)
    ]
    name = understanding.get("intent")
    if not ranked and name and name != FALLBACK:
        ranked = [{"intent": name, "confidence": float(understanding.get("confidence") or 0.0)}]
    return ranked


def find(turns: Sequence[Turn], corrections: Sequence[str] = ()) -> list[Found]:
    """The messages of one contact that should be looked at, oldest first.

    Args:
        turns: all of the contact's, in order.
        corrections: what advisers said that it was about, oldest first.
    """
    found: dict[int, Found] = {}
    asked: Mapping[str, Any] = {}  # the question that was open when a turn was taken
    message: Turn | None = None  # the last one that was about something
    for place, turn in enumerate(turns):
        if _is_message(turn, asked):
            message = turn
            _look_at(found, turn, turns[place + 1 : place + 2])
        elif message is not None and _asks_for_a_person(turn) and not _dealt_with_by_a_person(message):
            _of(found, message).add(Reason.HANDED_OVER)
        if turn.helped is False and message is not None:
            _of(found, message).add(Reason.THUMBS_DOWN)
        asked = next((act for act in reversed(turn.acts or ()) if act.get("type") == "ask"), asked)
    if corrections and message is not None and corrections[-1] != _top(message):
        _of(found, message).add(Reason.CORRECTED, corrections[-1])
    return [found[number] for number in sorted(found)]


def _of(found: dict[int, Found], turn: Turn) -> Found:
    return found.setdefault(turn.number, Found(turn))


def _is_message(turn: Turn, asked: Mapping[str, Any]) -> bool:
    """Whether a turn says in the resident's own words what they want, and the assistant was asked what it means."""
    told = turn.understanding
    if told is None or turn.acts is None or turn.choice or turn.words == MASK or not turn.words.strip():
        return False
    if asked.get("of_form") or asked.get("secret") or asked.get("kind") in _DETAILS:
        return False
    if told.get("safety", "none") != "none":
        return (
            False  # danger or distress was heard in it: nobody else's to read, and nothing phrases would mend
        )
    if told.get("language"):
        return False  # another language: what the phrases of English intents cannot cover
    return not (told.get("outcome", "answer") == "answer" and told.get("intent") in SMALL_TALK)


def _look_at(found: dict[int, Found], turn: Turn, following: Sequence[Turn]) -> None:
    told = turn.understanding or {}
    outcome = told.get("outcome", "answer")
    if outcome == "answer":
        return
    chosen = following[0] if following else None
    if chosen is not None and (intent := _chosen(turn, chosen)):
        _of(found, turn).add(Reason.CHOSE, intent)
    elif chosen is not None and _refused(turn, chosen):
        _of(found, turn).add(Reason.REJECTED)
    else:
        _of(found, turn).add(Reason.LOW_CONFIDENCE)


def _chosen(turn: Turn, following: Turn) -> str | None:
    """The enquiry that was picked when asked which it is."""
    offered = _offered(turn)
    if following.choice and following.choice.startswith(INTENT):
        intent = following.choice.removeprefix(INTENT).partition("#")[0]
        return intent if intent != A_PERSON else None
    if following.choice == "yes" or (following.understanding or {}).get("intent") == YES:
        # "Is it about a missed bin?" is asked only of the likeliest; "did that help?" has an answer before it.
        return offered if not any(act.get("source") for act in turn.acts or ()) else None
    return None


def _offered(turn: Turn) -> str | None:
    asks = [act for act in turn.acts or () if act.get("type") == "ask" and act.get("kind") == AskKind.YES_NO]
    if not asks or (turn.understanding or {}).get("outcome") != "ask":
        return None
    return next(
        (one["intent"] for one in ranking(turn.understanding or {}) if one["intent"] not in SMALL_TALK), None
    )


def _refused(turn: Turn, following: Turn) -> bool:
    if not any(act.get("type") == "ask" and act.get("choices") for act in turn.acts or ()):
        return False
    if following.choice:
        return following.choice in (SOMETHING_ELSE, "no", f"{INTENT}{A_PERSON}")
    return (following.understanding or {}).get("intent") == NO


def _asks_for_a_person(turn: Turn) -> bool:
    told = turn.understanding or {}
    return told.get("intent") == A_PERSON or any(act.get("type") == "hand_off" for act in turn.acts or ())


def _dealt_with_by_a_person(turn: Turn) -> bool:
    """Whether the message itself led to a person, as some enquiries always do."""
    return any(act.get("type") == "hand_off" for act in turn.acts or ())


def _top(turn: Turn) -> str | None:
    ranked = ranking(turn.understanding or {})
    return ranked[0]["intent"] if ranked else None
