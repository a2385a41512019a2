"""A service is named and nothing of it: "I've got a question about bins". What people ask most about it is offered.

Plainly said, so nobody is told that they were not understood.
"""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from council.catalogue import Enquiry
from council.choosing import SOMETHING_ELSE
from forms.replies import Option, Question, Reply

MOST_HEARD, MOST_READ = 3, 4  # of one service, which a listener can tell apart
UNSURE = 0.7  # confidence under which an answer would be a guess among those of the service
BY_THEMSELVES = {"rubbish", "recycling"}  # words for a bin that say something without one
LONGEST_SUBJECT = 3  # words; in more there is an enquiry

_BEFORE = (
    r"(?:(?:hi|hiya|hello|hey|good|morning|afternoon|evening|yes|yeah|um+|er+|well|please|oh|so|right|ok|okay)"
    r"\W+)*"
)
_VAGUE = (
    r"(?:(?:i|we)(?:'?ve| have)?(?: just| only)? ?(?:got|have)? ?(?:an?|some|another) (?:quick |little |few )?"
    r"(?:question|query|enquiry|inquiry|problem|issue)s?(?: about| on| with| regarding| to do with)"
    r"|(?:i|we)(?:'?m| am|'?re| are| was| were)? ?(?:just )?(?:ringing|calling|phoning|writing|rung|rang|here) about"
    r"|(?:i|we)(?:'?d| would)? ?(?:just )?(?:want|need|like) (?:to (?:ask|know|find out|talk) |some |help |information "
    r"|something |advice )*(?:about|with|on)"
    r"|(?:can|could) i (?:just )?ask (?:you )?(?:something |a question )?about"
    r"|(?:it'?s|it is|this is)(?: just)? (?:all )?(?:about|to do with|regarding)"
    r"|(?:a )?(?:question|query|enquiry) (?:about|on)|about)"
)
_SUBJECT = re.compile(
    rf"(?i)^\W*{_BEFORE}{_VAGUE} (?:(?:my|the|our|a|an|some|your)\s+)?(?P<subject>.+?)"
    r"(?:\W+(?:please|thanks|thank you))*\W*$"
)
_BARE = re.compile(
    rf"(?i)^\W*{_BEFORE}(?:(?:my|the|our|a|an|some|your)\W+)?"
    rf"(?P<subject>[a-z]{{3,}}(?: tax| bins?| waste bins?| waste| caddy)?)(?:\W+(?:please|thanks|thank you))*\W*$"
)


def subject_of(words: str) -> str | None:
    """What somebody has a question about, where they say no more of it."""
    found = _SUBJECT.match(words.replace("’", "'"))
    subject = found["subject"] if found else None
    return subject if subject and len(subject.split()) <= LONGEST_SUBJECT else None


def bare_subject(turn: Turn, understood: Enquiry | None = None) -> str | None:
    """ "Bin", and nothing more: a service, or a thing that several enquiries of one are about. "Pothole" is one."""
    offer, words = turn.tracker.get_slot("offer"), turn.heard.words
    chosen = isinstance(offer, dict) and offer.get("words") == words  # which of them, after this was asked
    found = _BARE.match(words.replace("’", "'")) if turn.heard.value is None and not chosen else None
    subject = _thing(turn, found["subject"].lower()) if found else ""
    team = turn.wired.council.teams.get(turn.wired.directory.service_in(subject)) if subject else None
    understood = understood or turn.enquiry
    if team is None or turn.also or understood is None:
        return None
    about = re.compile(rf"(?i)\b{re.escape(subject.removesuffix('s'))}s?\b")
    if understood.team != team.key:  # "rubbish" is what is in a bin, and what is dumped
        of_both = subject in BY_THEMSELVES and about.search(f"{understood.title}. {understood.spoken}")
        return subject if of_both else None
    if subject not in words.lower() and not about.search(f"{understood.title}. {understood.spoken}"):
        return None  # "garden waste" is an enquiry of its own
    theirs = [one for one in turn.wired.council.catalogue if one.team == team.key]
    named = [one for one in theirs if about.search(f"{one.title}. {one.spoken}")]
    return subject if len(named) > 1 or (about.search(team.title) and len(theirs) > 1) else None


def _thing(turn: Turn, said: str) -> str:
    """ "Green bin" is a bin, and so is "caddy"."""
    bins = turn.wired.council.bins.bins
    called = {word for kind, bin_ in bins.items() for word in (kind, *bin_.words)} - BY_THEMSELVES
    first, _, noun = said.rpartition(" ")
    return "bin" if said in called or (first in called and noun in ("bin", "bins")) else said


def narrowed(turn: Turn, likely: list[Enquiry]) -> Events | None:
    """ "What about bins and recycling?", with what is asked most; the likely ones first. None where no service is
    named, only one thing is asked of it, or this was asked just now."""
    subject = subject_of(turn.heard.words) if turn.heard.value is None else None
    return _asked_about(turn, subject, likely) if subject else None


def narrowed_bare(turn: Turn, understood: Enquiry | None = None) -> Events | None:
    """The same of a word alone, from which nothing tells which is the likely one."""
    subject = bare_subject(turn, understood)
    return _asked_about(turn, subject, [], understood or turn.enquiry) if subject else None


def _asked_about(
    turn: Turn, subject: str, likely: list[Enquiry], elsewhere: Enquiry | None = None
) -> Events | None:
    """`elsewhere`: what may be meant of another service."""
    key = turn.wired.directory.service_in(subject)
    team = turn.wired.council.teams.get(key)
    if team is None:
        return None
    catalogue = turn.wired.council.catalogue
    others = (enquiry.name for enquiry in catalogue)  # of a service that is seldom asked about
    names = dict.fromkeys([*(enquiry.name for enquiry in likely), *catalogue.busiest, *others])
    first = [elsewhere.name] if elsewhere and elsewhere.team != key else []
    theirs = [*first, *(name for name in names if catalogue[name].team == key)][
        : MOST_HEARD if turn.spoken else MOST_READ
    ]
    before = turn.tracker.get_slot("offer")
    if len(theirs) < 2 or (isinstance(before, dict) and before.get("intents") == theirs):
        return None
    options = [_option(turn, catalogue[name]) for name in theirs]
    what = Reply("utter_ask_what_about", {"what": team.title[:1].lower() + team.title[1:]})
    turn.ask(Question(what, "choice", (*options, Option("Something else", SOMETHING_ELSE))))
    return [offering({"intents": theirs, "words": turn.heard.words, "asked": True})]


def _option(turn: Turn, enquiry: Enquiry) -> Option:
    label = enquiry.spoken.capitalize() if turn.spoken else enquiry.title
    return Option(label, f"intent:{enquiry.name}")
