"""How to reach us: the address, the numbers, the e-mail and what is answered when we are shut. Told at any step, from
what the council has set (council/identity.yml, teams.yml, hours.yml), and the open question stays open.

No classifier is asked: the words of such a question are few, and must be all that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy.orm import Session

from cases.phones import shown_phone
from contacts import care
from contacts.acts import Act
from contacts.lookups import last_ask
from contacts.models import Contact, Status
from contacts.speaking import Speaking
from council.council import Council
from council.directory.by_service import team_for

BY = "reaching_us"  # who answered such a turn
ANY_TEAM = "any_team"  # whose hours are answered by the enquiry that such a turn counts as
MOST_WORDS = 22


class What(Enum):
    ADDRESS = auto()
    EMAIL = auto()
    PHONE = auto()
    TEAM_PHONE = auto()
    WEBSITE = auto()
    FAX = auto()
    OUT_OF_HOURS = auto()


@dataclass(frozen=True)
class Asked:
    what: What
    team: str | None = None


def _whole(pattern: str) -> re.Pattern[str]:
    """Words that are all of what is said, but for how they begin and end."""
    return re.compile(rf"(?i)^\W*(?:{_BEFORE}\W+)*(?:{pattern})(?:\W+{_AFTER})*\W*$")


_BEFORE = (
    r"(?:hi|hello|hiya|um+|er+m?|oh|ok|okay|right|well|so|and|but|no|yes|sorry|please|excuse me|thanks|thank you|just"
    r"|actually|i don'?t suppose|do you know|can you tell me|could you tell me|tell me|i (?:want|need) to know"
    r"|i'?d (?:like|rather) to know|i was wondering|i'?d rather (?:write|put it in writing)|i mean|never mind that)"
)
_AFTER = (
    r"(?:please|then|thanks|thank you|love|for you|for me|exactly|now|at all|again|anyway|of yours|there|by the way"
    r"|for the council|of the council|at the council|to the council)"
)
# "What's", "can I have": how a thing of ours is asked for.
_WHAT_IS = (
    r"(?:what(?:'s| is| was)|whats|which is|have you got|do you have|is there|(?:can|could|may) i (?:have|get)"
    r"|(?:can|could) you give me|give me|i(?:'d like| want| need|'m after| am after|'m looking for)|where(?:'s|"
    r" is)|got)"
)
_OUR = r"(?:your|the|an?|any|the council'?s|marlbury council'?s|council'?s)"
_NUMBER = (
    r"(?:(?:tele)?phone number|contact number|number|phone line|telephone line|line|telephone|phone|helpline"
    r"|hotline)"
)
_SEND = r"(?:send|write|post|address|return)"
_A_LETTER = (
    r"(?:a letter|letters|my letter|the letter|this letter|it|them|this|that|things|post|my post|forms?|my forms?"
    r"|the form"
    r"|a form|paperwork|my paperwork|documents|my documents|it back|a complaint)"
)
_ADDRESS = _whole(
    rf"{_WHAT_IS} {_OUR} (?:postal |full |office |street |council )?address(?:es)?(?: for (?:letters|post|writing))?"
    r"|(?:council|town hall|office|postal) address"
    r"|where(?:'s| is| are) (?:you|the town hall|(?:your|the)(?: council| main)? (?:offices?|building|reception"
    r"|place|hq)"
    r"|the council|marlbury council)(?: (?:based|located|at|exactly|situated))?"
    r"|(?:where|how) (?:do|can|would) i (?:find|get to|come and see|come to see|visit) (?:you|the town hall"
    r"|(?:your|the)(?: council)? offices?)"
    r"|(?:where|what address|which address|who) (?:do|should|can|shall|would|must|am i (?:meant|supposed) to) ?i?"
    rf" ?{_SEND}"
    rf"(?: {_A_LETTER})?(?: to)?(?: you| the council)?"
    r"|(?:can|could|may) i (?:write (?:to you|you a letter|in|a letter)|send (?:you )?a letter|come (?:in"
    r" )?(?:and see you|to see"
    r" (?:you|someone)))(?: in person)?"
)
_EMAIL = _whole(
    rf"{_WHAT_IS} {_OUR} e[ -]?mail(?: address)?|(?:can|could|may) i e[ -]?mail(?: you| it| this| in)?(?: in)?"
    r"|(?:what|which|where) (?:e[ -]?mail )?(?:address )?(?:do|should|can|shall) i e[ -]?mail(?: you| it|"
    r" this)?(?: to)?"
    r"|how (?:do|can) i e[ -]?mail you|are you on e[ -]?mail|(?:the |your )?e[ -]?mail address"
)
_WEBSITE = _whole(
    rf"{_WHAT_IS} {_OUR} (?:web ?site|web ?page|web address|website address|internet address)(?: called| address)?"
    r"|are you (?:on the internet|online|on the web)|(?:the |your )?web ?site address"
)
_FAX = _whole(
    rf"{_WHAT_IS} {_OUR} fax(?: number| machine)?|(?:can|could) i fax(?: you| it| this)?(?: to you)?|fax number"
)
_PHONE = _whole(
    rf"{_WHAT_IS} {_OUR} (?:main |switchboard |council |direct |local )?(?:(?:tele)?phone number|contact number|phone"
    r"|contact details|contacts|switchboard)|what(?:'s| is|s) (?:your|the council'?s|the council) number"
    r"|what number (?:is this|are you(?: on)?|have i (?:rung|dialled|called)|do i (?:ring|call)(?: you on)?)"
    r"|(?:your|the council'?s) (?:phone )?number|(?:your )?contact details"
)
_TEAM_PHONE = re.compile(
    rf"(?i)^\W*(?:{_BEFORE}\W+)*(?:{_WHAT_IS} (?:the |a |your )?(?:direct |contact |tele)?{_NUMBER} (?:for|of|to"
    r" ring about)"
    rf"|what number (?:do|should|can) i (?:ring|call|phone) (?:for|about)|{_NUMBER} for) "
    r"(?P<whose>[a-z][a-z' ]{2,40}?)"
    rf"(?:\W+{_AFTER})*\W*$"
)
_SHUT = (
    r"(?:out[ -]?of[ -]?hours|after[ -]?hours|outside (?:of )?(?:office |normal |working |opening )?hours|at"
    r" night(?:s|time)?"
    r"|in the night|through the night|overnight|night ?time|tonight|(?:at|on|over|for) (?:the )?weekends?|on (?:a"
    r" )?(?:saturday"
    r"|sunday)s?|on (?:a )?bank holidays?|over christmas|(?:for )?when (?:you|you'?re|you are|it'?s|they'?re|the"
    r" (?:office|council)"
    r"(?:'s| is)|everyone'?s|everything'?s|nobody'?s|no ?one'?s)(?: all)? ?(?:shut|closed|not (?:open|there|in)"
    r"|gone home"
    r"|there|in))"
)
_KIND = rf"(?:emergency|urgent|{_SHUT}|night|24[ -]?hours?|twenty[ -]?four[ -]?hours?)"
_SOMETHING = (
    r"(?:(?:if|when|in case) (?:something|anything|there'?s (?:a |an )?(?:problem|emergency|something|anything)|it'?s"
    r" (?:urgent|an emergency|serious)|i (?:need|want) (?:you|help|someone|somebody|anyone)|we (?:need|want)"
    r" (?:you|help|someone))"
    r"(?: (?:happens|goes wrong|urgent|wrong|breaks|comes up|is wrong|with the (?:house|flat)|urgently))*"
    r"|in an emergency|for (?:an emergency|emergencies|urgent things|anything urgent))"
)
_RING = r"(?:ring|call|phone|contact|speak to|get hold of|get through to|turn to|dial)"
_WHO = (
    r"(?:who|what number|which number|where|who else) (?:do|can|should|would|could|am) (?:i|we|you)(?: meant to)?"
    rf" {_RING}"
)
_OUT_OF_HOURS = (
    _whole(
        rf"(?:{_WHAT_IS} )?(?:{_OUR} )?(?:council )?{_KIND} (?:{_KIND} )?(?:{_NUMBER}|contact)"
        rf"(?: (?:for|to ring|i can ring|to call))?(?: {_SHUT}| {_SOMETHING}| (?:the )?council| repairs"
        r"| council (?:houses|flats|tenants))?"
    ),
    _whole(
        rf"{_WHAT_IS} (?:{_OUR} )?{_NUMBER}(?: (?:for|to|i can|we can"
        r"|that i can)"
        rf"(?: {_RING})?)?(?: {_SHUT})(?: {_SOMETHING})?"
    ),
    _whole(rf"{_WHO}(?: {_SHUT})(?: {_SOMETHING})?|{_WHO} {_SOMETHING} {_SHUT}"),
)
# "The urgent one" may answer what is asked just then; with a no before it the number just told is put right.
_NO_THE_ONE = re.compile(r"(?i)^\W*no\W+the (?:emergency|out[ -]?of[ -]?hours|night) one(?:\W+please)?\W*$")
# A wish for people rather than a number, who are there when nobody else is: in hours others are.
_ON_DUTY = _whole(
    rf"(?:{_WHAT_IS} |(?:put me through|can i (?:speak|talk)|i (?:want|need) to (?:speak|talk)|get me|speak"
    r"|talk)(?: to)? )?"
    rf"(?:{_OUR} )?(?:{_KIND} (?:duty |housing |social (?:work|care|services) |repairs? |on[ -]?call )?(?:team"
    r"|service|worker"
    r"|person|people|desk|social worker)|duty (?:team|social worker|officer))"
)


def intent(council: Council) -> str:
    """What it counts as: the enquiry about reaching us, whatever it is called."""
    return next((each.name for each in council.catalogue if each.hours == ANY_TEAM), BY)


def asked(words: str, council: Council, *, shut: bool) -> Asked | None:
    """None where something else is said, or with it. `shut`: nobody is here now."""
    plain = " ".join(words.replace("’", "'").split())
    if not 0 < len(plain.split()) <= MOST_WORDS:
        return None
    if any(sign.match(plain) for sign in (*_OUT_OF_HOURS, _NO_THE_ONE)) or (shut and _ON_DUTY.match(plain)):
        return Asked(What.OUT_OF_HOURS)
    for sign, what in (
        (_ADDRESS, What.ADDRESS),
        (_EMAIL, What.EMAIL),
        (_WEBSITE, What.WEBSITE),
        (_FAX, What.FAX),
    ):
        if sign.match(plain):
            return Asked(what)
    if _PHONE.match(plain):
        return Asked(What.PHONE)
    if found := _TEAM_PHONE.match(plain):
        return _of_whom(found["whose"], council)
    return None


# Whoever asks for such a number may need another one first: the assistant listens.
_GRAVE = re.compile(
    r"(?i)abus|safeguard|violen|danger|\bdead|death|\bdied|bod(?:y|ies)\b|suicid|kill|hurt|harm|\bhit|rape|\bfire\b|gas\b"
    r"|emergenc|attack|threat|neglect|beat"
)


def _of_whom(whose: str, council: Council) -> Asked | None:
    """Nothing of somebody who is none of our teams: a person, or another organisation."""
    if _GRAVE.search(whose):
        return None
    if re.fullmatch(
        r"(?i)(?:the |marlbury )*council|you|the town hall|the contact centre|the switchboard", whose
    ):
        return Asked(What.PHONE)
    found = team_for(council, f"about {whose}")
    return Asked(What.TEAM_PHONE, found.team) if found and found.exact else None


def answered(
    session: Session, contact: Contact, wanted: Asked, council: Council, speaking: Speaking
) -> list[Act]:
    """What was asked for, and then what was asked of them."""
    told = _told(wanted, council, speaking)
    waiting = last_ask(session, contact) if contact.status == Status.ASSISTANT else None
    if waiting is None or not (waiting.of_form or waiting.choices or contact.taking):
        return [told, speaking.ask("anything_else")]
    return [told, *care.asked_again(waiting)]


def _told(wanted: Asked, council: Council, speaking: Speaking) -> Act:
    identity = council.identity
    address, email = ", ".join(identity.address), _said_email(identity.email, speaking)
    match wanted.what:
        case What.ADDRESS:
            return speaking.say("our_address", address=address)
        case What.EMAIL:
            return speaking.say("our_email", email=email)
        case What.FAX:
            return speaking.say("no_fax", email=email, address=address)
        case What.WEBSITE:
            return speaking.say("our_website", website=identity.website)
        case What.PHONE:
            return speaking.say("our_phone", phone=identity.phone_display)
        case What.TEAM_PHONE:
            team = council.team(wanted.team or "")
            return speaking.say("team_phone", team=team.spoken, phone=shown_phone(team.phone))
        case What.OUT_OF_HOURS:
            return speaking.say("out_of_hours_number", phone=shown_phone(council.emergency_phone))


def _said_email(email: str, speaking: Speaking) -> str:
    """A voice would say "at" for the sign, but not every voice, and would run the dots together."""
    return email.replace("@", " at ").replace(".", " dot ") if speaking.spoken else email
