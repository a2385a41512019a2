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

_I_WILL = (
    r"(?:i(?:'?m| am)(?: just| really)? (?:going to|gonna|gunna|coming (?:(?:down|over|round|there) ){0,2}(?:to|and))"
    r"|i(?:'?ll| will)|(?:we|me and my \w+)(?:'?re| are)? (?:going to|gonna|will)"
    r"|i(?:'?d| would) (?:love|like) to|i want to|i(?:'?ve| have) a good mind to|i feel like)"
)
# Between the will and the harm: with any other word the harm may be somebody else's ("I'll ring before they smash it").
_THEN = (
    r"(?:(?:just|really|seriously|personally|bloody|fucking|effing|come|coming|go|get|down|round|over|there|in|back"
    r"|and|to|be|have|start|end|up|swear) ){0,6}"
)
# What the same people do first: "find you and kill you", "get my brother to batter you".
_FIRST = (
    r"(?:(?:find|track|hunt|drive|walk|wait|get|make|take|grab|buy|bring|send)"
    r"(?: (?!before\b|until\b|if\b|in case\b|they\b|he\b|she\b|who\b)\w+){0,4} (?:and|to) )?"
)
# What may follow a place; after "the council" in "the council leaflet" a thing does.
_NO_THING = (
    r"(?=\W*$|\s*[^\w\s]| (?:down|up|in|to|if|unless|until|till|when|before|after|because|cos|cause|since|as|then|so"
    r"|and|or|with|for|like|tonight|tomorrow|today|now|again|next|one|this|that|right|while|at|on|over|around|you|i|we"
    r"|mate|myself|of (?:yours|your|the (?:council|town hall|civic centre|library|office)))\b)"
)
_PLACES = (
    r"(?:(?:your|the|that|those|them|this|council|bloody|fucking|effing|damn|whole|council's) )*"
    r"(?:offices?|town hall|civic centre|council|building|depot|reception|place|headquarters|vans?"
    rf"|bin (?:lorry|lorries|wagons?)|windows|library|(?<=your )front door){_NO_THING}"
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
    r"(?:you(?: lot| all| people|s)?|one of you|all of you"
    rf"|(?:your|the council(?:'s)?|those|them|that|the) (?:\w+ )?{_STAFF}(?!'s| rooms?\b| car park"
    r"| (?:who|that) (?!works?|answers?|sits?))"
    r"|(?:someone|somebody|anyone|whoever (?:\w+ ){0,3}\w+)"
    r" (?:there|at the council|in your offices?|down there|answers))"
)
_HARM_PEOPLE = (
    r"(?:kill|hurt|batter|stab|shoot|punch|hit|hang|slap|knife|attack|beat|smack|strangle|deck|floor)"
    r"(?:ing)?(?: up)?"
)
_WEAPON = r"(?:(?:baseball |cricket |kitchen )?(?:knife|bat|gun|machete|crowbar|axe)|can of petrol)"
_OURS = r"(?:your|the(?: council'?s?)?) (?:offices?|town hall|civic centre|reception|place|council|library)"
# A weapon is brought against somebody where nothing else is done with it: it is not brought back, or to an amnesty.
_NO_ERRAND = (
    r"(?=\W*$|\s*[^\w\s]| (?:and|if|unless|or|then|next|tomorrow|tonight|now|with me|down|over|round|there|so"
    rf"|(?:to|and) {_HARM_PEOPLE})\b)"
)
_US = r"(?:you(?: lot| all| people)?|one of (?:you|your \w+)|(?:someone|somebody) (?:there|down there|at the council))"
_THREAT = re.compile(
    rf"(?i)\b{_I_WILL} {_FIRST}{_THEN}{_HARM_PLACE} (?:up |down )?{_PLACES}"
    rf"|\b{_I_WILL} {_FIRST}{_THEN}{_HARM_PEOPLE} {_PEOPLE}\b"
    rf"|\b(?:someone|somebody)(?:'?s| is)? (?:going to|gonna|will) {_THEN}{_HARM_PEOPLE}"
    rf" (?:you(?: lot| all| people)?|one of you|your (?:\w+ )?{_STAFF})\b"
    r"|\bi(?:'?m| am|'?ll| will) (?:going to |gonna |just )?(?:come|coming|turn up|turning up|be|be back|be there)"
    rf" (?:(?:down|over|round|there|in|back|tomorrow|tonight|to {_OURS}|to you) ){{0,4}}with (?:a|my|the) {_WEAPON}"
    rf"{_NO_ERRAND}"
    rf"|\bi(?:'?m| am|'?ll| will) (?:going to |gonna |just |coming (?:down )?and )?bring(?:ing)? (?:a|my) {_WEAPON}"
    rf"(?: to {_OURS})?{_NO_ERRAND}"
    r"|\bi know where (?:you|your staff)(?: lot| all| people)? (?:live|work)\b"
    r"(?!,? (?:because|cos|as|since|now|from)\b)"
    rf"|\b{_US}(?:'?ll| will|'?s| is|'?re| are) (?:be )?(?:going to |gonna )?(?:get|getting)"
    r" (?:hurt|killed|stabbed|shot) (?:if|unless|when)\b"
    r"(?! you (?:fall|trip|step|slip|touch|walk|cross|drive|go|ride|cycle|use))"
)
# Words that are no harm though they sound like it, and what somebody else said: taken out before we look.
_HARMLESS = re.compile(
    r"(?i)\b(?:hit|slap|smack)(?:ting|ping|ing)? (?:\w+ ){1,3}?with (?!(?:a|an|my|the) (?:\w+ )?"
    rf"(?:{_WEAPON}|hammer|brick|bottle|stick|bar|fist|belt|shovel|spade|car|van)\b)"
    r"|\bhit(?:ting)? you (?:back|up)\b"
    r"|\bshoot(?:ing)? (?:you|them|your \w+) (?:a|an|over|the|some|back|through)\b"
    r"|\b(?:kill|killing) \w+(?: \w+)? with kindness\b|\b(?:kill|hit|beat)\w* \w+(?: \w+)? (?:a favou?r|to it|to the)\b"
    r"|\b(?:trash|wreck|burn|smash|blow|bomb|slap|hit|attack)\w* (?:\w+ ){1,4}?"
    r"(?:online|(?:on|in|all over|over) (?:\w+ ){0,2}?(?:facebook|twitter|google|trustpilot|instagram|tiktok|nextdoor"
    r"|social media|press|papers?|media|news|reviews?|internet|survey))\b"
    r"|\b(?:he|she|they|who|it|man|woman|bloke|guy|lad|boy|girl|husband|wife|partner|ex|boyfriend|girlfriend|dad|father"
    r"|mum|mother|brother|sister|son|daughter|neighbou?rs?|landlord|tenant|lodger|someone|somebody)(?:'s|'ve|'re)?"
    r" (?:(?:keeps?|kept|just|has|have|is|was|are|were|been) ){0,3}"
    r"(?:said|says?|saying|shout(?:ed|ing|s)?|scream(?:ed|ing|s)?|text(?:ed|ing|s)?|wrote|told|tells)"
    r"(?: to| at)?(?: me| us| him| her| them| my \w+)?(?: that)?\W+i\b.*?(?=[.,;!?]| (?:and|so|but|now|because)\b|$)"
    r"|\b(?:(?:not|never|didn'?t|wouldn'?t|aren'?t|ain'?t)) (?:saying|said|say|mean(?:ing)?)(?: that)? i\b.*?"
    r"(?=[.;!?]| (?:and|so|but)\b|$)"
)
_NO_THREAT = re.compile(r"(?i)(?<!not )\b(?:only|just|was|i'?m|am) (?:kidding|joking)\b|\bjust a joke\b")


def of_harm_to_us(words: str) -> bool:
    plain = " ".join(words.replace("’", "'").split())
    return not _NO_THREAT.search(plain) and bool(_THREAT.search(_HARMLESS.sub(" | ", plain)))


def hand_off() -> HandOff:
    return HandOff(reason=REASON, priority=Priority.URGENT, collected={FLAG: REASON})


def flag(contact: Contact, entry: QueueEntry | None) -> bool:
    """On the card of somebody who waits, or on a call-back that is being arranged; whether there was either."""
    if entry:
        collected = {**entry.card.get("collected", {}), FLAG: REASON}
        entry.card = {**entry.card, "collected": collected}
        return True
    taking = contact.taking
    if taking and "act" in taking:
        act = taking["act"]
        collected = {**act.get("collected", {}), FLAG: REASON}
        contact.taking = {**taking, "act": {**act, "collected": collected}}
        return True
    return False
