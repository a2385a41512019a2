"""What a team cannot do without and a story may lack: the day, a number plate, where from and where to.

The catalogue says which of them: the `needs` of an enquiry's case. Each is asked for once; whoever does not know is not
asked again.
"""

from __future__ import annotations

import re

from council.catalogue import Enquiry
from forms.heard import Heard
from forms.sayings.questions import is_question

# What is needed goes by the labels of bot/entities, but for the two addresses of a move.
ADDRESSES = "addresses"
_OLD_AND_NEW = 2
_ADDRESS = re.compile(
    r"(?i)\b\d+[a-z]?\W+(?:[a-z']+\W+){1,3}?(?:road|rd|street|st|lane|close|avenue|drive|way|court|place|crescent"
    r"|terrace|gardens?|grove|row|mews|hill|square|park)\b|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b"
)
_DAY = re.compile(
    r"(?i)\b(?:today|yesterday|tomorrow|(?:last|next|this) (?:week|month|weekend)|january|february|march"
    r"|april|june|july|august|september|october|november|december)\b"
)
# Where somebody goes to, or comes from, without a number or a street: "into a care home", "in with my mum", "the Old
# Rectory". Not "no, I'm renting", which says nothing of where.
_WHEREABOUTS = re.compile(
    r"""(?ix)
    \bno\ fixed\ (?:address|abode)\b | \bhomeless\b | \b(?:abroad|overseas)\b
    | \b(?:farm(?:house)?|rectory|vicarage|manor|barn|lodge|hall|grange|cottages?|villas?|mews|court|hotel|hostel|refuge
        |caravan|boat|marina|b\ ?and\ ?b|(?:care|nursing|residential)\ home|hospice|barracks|flat|bungalow)\b
    | ^\W*the\ old\ \w+
    | ^\W*(?:(?:no|oh|um+|er+m?|well|just|it'?s|that'?s|sorry)\W+)*
      (?:(?:i'?m|we'?re|he'?s|she'?s|they'?re)\ )?(?:(?:moving|going|living|staying|back|over)\ )*
      (?: (?:into|in\ with|with|from)\ (?:a|an|the|my|our|his|her|their)\b
        | (?:in|at|to)\ (?:a|an|the|my|our|his|her|their)\ (?!(?:minute|min|mo|moment|sec|second|bit|rush|while)\b)
        | (?:in|to|near)\ (?!(?:a|an|the|be|fact|general|honest)\b)[a-z'-]+(?:\ [a-z'-]+)?\W*$ )
    """
)


def needed(enquiry: Enquiry | None) -> tuple[str, ...]:
    return enquiry.case.needs if enquiry and enquiry.case else ()


def lacking(enquiry: Enquiry | None, heard: Heard) -> list[str]:
    """What is needed and not in these words."""
    return [what for what in needed(enquiry) if not has(what, heard)]


def has(what: str, heard: Heard) -> bool:
    if what == ADDRESSES:
        return max(len(heard.named("address", "street")), len(_ADDRESS.findall(heard.words))) >= _OLD_AND_NEW
    return bool(heard.named(what)) or (what == "date" and bool(_DAY.search(heard.words)))


def tells_where(heard: Heard) -> bool:
    """Whether a short answer says where somebody lives, as people say it: "12 Mill Lane", "in with my mum"."""
    if heard.named("address", "street", "postcode") or re.search(r"\d", heard.words):
        return True
    return not is_question(heard) and bool(_WHEREABOUTS.search(heard.words.replace("’", "'")))


def is_all_there_is(enquiry: Enquiry | None) -> bool:
    """Whether there is no more to tell. Of a move that is who, when, where from and where to, so every answer is looked
    at for it, and not the first message alone."""
    return ADDRESSES in needed(enquiry)


def tells_of_it(enquiry: Enquiry | None, heard: Heard) -> bool:
    """ "I've moved to 12 Mill Lane" tells something, though it names no more than a place."""
    some = bool(heard.named("address", "street")) or len(lacking(enquiry, heard)) < len(needed(enquiry))
    return is_all_there_is(enquiry) and some
