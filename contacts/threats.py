"""Threats against our people and places: staff are told at once, and whoever takes the call knows before they speak.

Anger at a service is no threat, and harm to anybody else is danger, which is heard elsewhere. Plain patterns: nobody is
refused anything for them, they only bring a person with a flag.
"""

from __future__ import annotations

import re

from contacts.acts import HandOff, Priority
from contacts.models import Contact, QueueEntry

REASON = "Threatens staff or our offices"
FLAG = "Careful"  # on the card

_WILL = (
    r"(?:i(?:'m| am)(?: just)? (?:(?:going to|gonna|gunna)|coming (?:(?:down|over|round|there) ){0,2}(?:to|and))"
    r"|i(?:'ll| will)|(?:we|me and my \w+)(?:'re| are)? (?:going to|gonna|will)"
    r"|(?:someone|somebody)(?:'s| is)? (?:going to|gonna|will)"
    r"|i(?:'d| would) (?:love|like) to|i(?:'ve| have) a good mind to|i feel like)"
)
_PLACES = (
    r"(?:(?:your|the|that|those|them|this|council|bloody|fucking|effing|damn|whole|council's) )*"
    r"(?:offices?|town hall|civic centre|council|building|depot|reception|place|headquarters|vans?"
    r"|bin (?:lorry|lorries|wagons?)|windows|library|front door)"
)
_HARM_PLACE = (
    r"(?:burn(?:ing)?|blow(?:ing)?|bomb(?:ing)?|torch(?:ing)?|smash(?:ing)?|trash(?:ing)?|wreck(?:ing)?"
    r"|shoot(?:ing)? up|petrol ?bomb|firebomb|set(?:ting)? fire to|put(?:ting)? a brick through)"
)
_STAFF = (
    r"(?:staff|people|workers?|adviser|advisors?|officers?|wardens?|inspectors?|bin ?m[ae]n|bailiffs?"
    r"|receptionist|manager|councillors?|lads?|crew|driver)"
)
_PEOPLE = (
    r"(?:you(?! back)(?: lot| all| people|s)?|one of you|all of you"
    rf"|(?:your|the council(?:'s)?|those|them|that|the) (?:\w+ )?{_STAFF}"
    r"|(?:someone|somebody|anyone|whoever (?:\w+ ){0,3}\w+)"
    r" (?:there|at the council|in your offices?|down there|answers))"
)
_HARM_PEOPLE = (
    r"(?:kill|hurt|batter|stab|shoot|punch|hit|hang|slap|knife|attack|beat|smack|strangle|deck|floor)"
    r"(?:ing)?(?: up)?"
)
_WEAPON = r"(?:baseball |cricket |kitchen )?(?:knife|bat|gun|machete|can of petrol|crowbar|axe)"
_THREAT = re.compile(
    rf"(?i)\b{_WILL} (?:\w+ ){{0,4}}?{_HARM_PLACE} (?:up |down )?{_PLACES}\b"
    rf"|\b{_WILL} (?:\w+ ){{0,4}}?{_HARM_PEOPLE} {_PEOPLE}\b(?! a favou?r| with kindness)"
    r"|\b(?:i(?:'m| am)|i(?:'ll| will)) (?:\w+ ){0,3}?(?:com(?:e|ing)|bring(?:ing)?|turn(?:ing)? up|be)"
    rf" (?:\w+ ){{0,6}}?(?:a|my|the) {_WEAPON}\b"
    r"|\bi know where (?:you|your staff)(?: lot| all| people)? (?:live|work)\b"
    r"|\b(?:you|someone|somebody|one of you)(?:'ll| will|'s| is)?(?: be)? (?:going to |gonna )?(?:get|getting)"
    r" (?:hurt|killed|stabbed|shot) (?:if|unless|when)\b"
)
_NO_THREAT = re.compile(r"(?i)\b(?:kidding|joking|not (?:going to|gonna)|wouldn'?t|never)\b")


def of_harm_to_us(words: str) -> bool:
    plain = " ".join(words.replace("’", "'").split())
    return bool(_THREAT.search(plain)) and not _NO_THREAT.search(plain)


def hand_off() -> HandOff:
    return HandOff(reason=REASON, priority=Priority.URGENT, collected={FLAG: REASON})


def on_the_card(entry: QueueEntry) -> None:
    """Somebody who waits already."""
    collected = {**entry.card.get("collected", {}), FLAG: REASON}
    entry.card = {**entry.card, "collected": collected}


def on_the_call_back(contact: Contact) -> None:
    """A call-back that is being arranged."""
    taking = contact.taking
    if taking and "act" in taking:
        act = taking["act"]
        collected = {**act.get("collected", {}), FLAG: REASON}
        contact.taking = {**taking, "act": {**act, "collected": collected}}
