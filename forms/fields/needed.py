"""What a team cannot do without and a story may lack: the day, a number plate, where from and where to.

Each is asked for once; whoever does not know is not asked again.
"""

from __future__ import annotations

import re

from forms.heard import Heard

# By enquiry: labels of bot/entities, and "addresses", which are two.
NEEDED: dict[str, tuple[str, ...]] = {
    "claim_compensation": ("date",),
    "report_benefit_change": ("date",),
    "report_change_of_address": ("date", "addresses"),
    "report_problem_vehicle": ("vehicle_registration",),
}
# Of these every answer is looked at, not the first message alone: who they are and when is all there is to tell.
ALL_THERE_IS = ("report_change_of_address",)
_OLD_AND_NEW = 2
_ADDRESS = re.compile(
    r"(?i)\b\d+[a-z]?\W+(?:[a-z']+\W+){1,3}?(?:road|rd|street|st|lane|close|avenue|drive|way|court|place|crescent"
    r"|terrace|gardens?|grove|row|mews|hill|square|park)\b|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b"
)
_DAY = re.compile(
    r"(?i)\b(?:today|yesterday|tomorrow|(?:last|next|this) (?:week|month|weekend)|january|february|march"
    r"|april|june|july|august|september|october|november|december)\b"
)


def lacking(enquiry: str, heard: Heard) -> list[str]:
    """What is needed and not in these words."""
    return [what for what in NEEDED.get(enquiry, ()) if not has(what, heard)]


def has(what: str, heard: Heard) -> bool:
    if what == "addresses":
        return max(len(heard.named("address", "street")), len(_ADDRESS.findall(heard.words))) >= _OLD_AND_NEW
    return bool(heard.named(what)) or (what == "date" and bool(_DAY.search(heard.words)))


def tells_of_it(enquiry: str, heard: Heard) -> bool:
    """ "I've moved to 12 Mill Lane" tells something, though it names no more than a place."""
    some = bool(heard.named("address", "street")) or len(lacking(enquiry, heard)) < len(
        NEEDED.get(enquiry, ())
    )
    return enquiry in ALL_THERE_IS and some
