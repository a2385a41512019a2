"""What the assistant does for an enquiry besides answering, by what the catalogue says of it, in an editor's words."""

from __future__ import annotations

from dataclasses import dataclass

from council.catalogue import Enquiry
from studio.files.content import Content

# By the keys of council/catalogue.py: known_as, what a form does and the rule that looks at its cases.
BY_KEY = {
    "bereavement": "Whoever asks for it hears first how sorry we are, and is offered a person.",
    "homelessness": "Whoever has nowhere to sleep tonight comes to its team at once, whatever they asked about; at "
    "night they are given its number.",
    "named_person": "Whoever asks for somebody we do not have is told so, and brought to whoever answers for us.",
    "new_bin": "A few words such as “bin men no come” are a missed bin even where they sound like this.",
    "payment": "Callers who ask for it are offered the payment page as a text, or somebody who takes the payment.",
    "safeguarding": "A plain report that somebody is harmed is taken here; a hint of it is answered before anything.",
    "water": "Whoever has water running into their home is given our emergency number as well while we are shut.",
    "bin_days": "Its form looks up when the bins of an address are collected.",
    "case_status": "Its form looks up how a case stands, and “what’s happening with my complaint” leads to it.",
    "renew_loans": "Its form renews library books, and “renew The Moonstone” leads to it.",
    "missed_bin": "Reports that come too soon or too late are refused, and “bin men no come” leads to it.",
}
BY_HOURS = {
    "its_team": "Whoever asks for it with a day or a time is told its team’s hours.",
    "any_team": "Whoever asks for it is told the hours of the team they name.",
}


@dataclass(frozen=True)
class Besides:
    """What ends with an enquiry, and what goes on for the one that takes its place."""

    ends: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()


def besides(content: Content, kind: str, name: str, target: str = "") -> Besides:
    """`kind`: rename, merge or retire."""
    enquiry = content.catalogue().get(name)
    if enquiry is None or kind == "rename":
        return Besides()
    goes_on = tuple(BY_KEY[key] for key in enquiry.known_as) if target in content.catalogue() else ()
    return Besides(tuple(said for said in told_of(enquiry) if said not in goes_on), goes_on)


def told_of(enquiry: Enquiry) -> tuple[str, ...]:
    hours = (BY_HOURS[enquiry.hours],) if enquiry.hours in BY_HOURS else ()
    return (*(BY_KEY[key] for key in enquiry.keys if key in BY_KEY), *hours)
