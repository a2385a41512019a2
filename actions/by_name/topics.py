"""What somebody wants a person for, in the classifier's view, where that is ours to talk about."""

from __future__ import annotations

from actions.base import Turn
from actions.by_name.answers import ASKS, SOMEBODY
from council.catalogue import Enquiry

LIKELY = 0.3  # of an enquiry that somebody wants a person about
NO_TOPICS = (SOMEBODY, "request_interpreter", "report_emergency")
OTHERS_DO = "signposts"  # what other organisations do: nobody of ours can talk about it


def understood(turn: Turn) -> Enquiry | None:
    """What they want a person for, in the classifier's view, where that is ours to talk about."""
    if turn.outcome == "unknown":
        return None
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    names = [turn.heard.intent, *(rank["name"] for rank in ranking if rank.get("confidence", 0) >= LIKELY)]
    known = (turn.wired.council.catalogue.get(name) for name in names)
    return next((one for one in known if one and _is_topic(one) and one.service != OTHERS_DO), None)


def likeliest(turn: Turn) -> list[str]:
    return [
        rank["name"] for rank in turn.tracker.latest_message.get("intent_ranking") or [] if rank.get("name")
    ]


def _is_topic(enquiry: Enquiry) -> bool:
    """Not a way to a person, which nobody wants to talk about."""
    return enquiry.name not in NO_TOPICS and ASKS not in enquiry.keys and enquiry.action != "call_back"
