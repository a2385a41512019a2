"""Water and sewage in a home of ours: a repair, and no matter for the water company or the streets team."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from actions.people import in_hand
from cases.phones import shown_phone, spoken_phone
from council.catalogue import Enquiry
from council.who_is_here import open_team

REPAIR = "housing/repairs"  # the article of the report that is meant
OTHERS = ("signposts/water", "streets/drains-and-flooding")  # articles of what such words are taken for
EMERGENCY = "Water or sewage in a council home"
_OURS = re.compile(
    r"(?i)\b(?:council|corporation)(?:'s)? (?:\w+ )?"
    r"(?:flats?|house|home|bungalow|maisonette|tenants?|tenancy)\b"
    r"|\b(?:i|we|she|he|they) (?:rent|lease)s? (?:\w+ ){0,2}(?:from|off|through|of) (?:you|the council|yous|you lot)\b"
    r"|\b(?:your|a council) tenants?\b|\bone of your (?:flats|houses|homes|tenants|properties)\b"
    r"|\b(?:you're|you are|the council is|council's|the council are) (?:my|our|her|his) landlords?\b"
)
# Beside one, or out in the road. A flat "on Mill Lane" is a home all the same.
_BY_IT = re.compile(
    r"(?i)\b(?:next to|outside|opposite|near(?:by)?|across from|behind)\b"
    r"|\b(?:by|on) (?:(?:the|a|some|those) )?(?:council|corporation)\b|\b(?:the|our) (?:road|street)\b"
)


def repair_of_ours(turn: Turn, understood: Enquiry | None) -> Enquiry | None:
    """The repair that is meant, where what was understood is the water company's or the streets team's."""
    words = turn.heard.words.replace("’", "'")
    theirs = understood is not None and understood.article in OTHERS
    if not theirs or not _OURS.search(words) or _BY_IT.search(words):
        return None
    return next((one for one in turn.wired.council.catalogue if one.article == REPAIR), None)


def emergency_repair(turn: Turn, repair: Enquiry) -> Events:
    """Somebody who gets it made safe; while nobody is here, the number of whoever does."""
    council, at = turn.wired.council, turn.wired.clock()
    if open_team(council, repair.team, at):
        turn.say("utter_council_home_emergency", note="answered")
        card = {**in_hand(turn), "team": repair.team, "about": repair.title}
        turn.hand_off(EMERGENCY, urgent=True, **card)
        return [offering(None)]
    phone = council.team(repair.team).urgent_phone or council.emergency_phone
    said = spoken_phone(phone) if turn.spoken else shown_phone(phone)
    turn.say("utter_council_home_emergency_when_shut", note="answered", phone=said)
    turn.ask_if_anything_else()
    return [offering(None)]
