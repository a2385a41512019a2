"""What somebody wants to be rung about, in their words, and whose work that is.

It may come with the wish itself ("ring me on Thursday about council tax") or in answer to any question on the way.
Where nothing is known when the name has been given, it is asked for, so that nobody is rung "about asked to be phoned".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from contacts.acts import CallBack, HandOff
from contacts.ringing_back.wished_times import is_only_a_wish, without_times
from contacts.topic import NO_TOPICS, NOBODYS, SURE
from council.catalogue import Enquiry
from council.council import Council
from council.directory.by_service import team_for

Asked = TypeVar("Asked", CallBack, HandOff)

LONGEST = 80  # characters, of what is read to an adviser
FEWEST_LETTERS = 3

_ABOUT = re.compile(
    r"(?i)\b(?:about|regarding|concerning|to do with|in connection with|because of)\s+(?P<what>.+)$"
)
_IS_ABOUT = re.compile(
    r"(?i)^\W*(?:(?:oh|and|yes|no|well|sorry|um|er)\W+)*(?:(?:it'?s|it is|it will be|that'?s)\s+)?(?:all )?about\b"
)
_A_WHILE = re.compile(
    r"(?i)(?:now|(?:(?:an?|half an?|one|two|three|four|five|six|ten|a couple of|a few|\d+) )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|noon|midday|(?:\w+ )?o'?clock))(?: (?:please|or so|from now|time))*"
)
_LEAD_IN = re.compile(
    r"(?i)^\W*(?:(?:it'?s|it is|that'?s|i'?m|i am|well|oh|um|er|just|only|yes|please|ringing|calling|phoning"
    r"|i want(?:ed)?|i'?d like|i need|to|ask|talk|speak|someone|somebody|about|regarding|for|my|the|our|a|an)\b\W*)+"
)
_AFTERWARDS = re.compile(
    r"(?i)(?:\b(?:please|thanks|thank you|love|if (?:you|that|i) .*|and (?:can|could) you .*)\W*)+$"
)
_NONE = re.compile(
    r"(?i)^\W*(?:no|nope|nah|skip|nothing|never mind|i'?d rather not.*|rather not.*|prefer not.*|i don'?t want to say.*"
    r"|it'?s (?:private|personal|confidential).*|(?:private|personal|confidential).*"
    r"|none of your business.*|don'?t know)\W*$"
)
_NO_REASON = frozenset("it that this them one you me us the my call number phone time same".split())


def reason_in(words: str) -> str:
    """What follows "about" in some words, without a time to ring; "" where they say nothing of it."""
    found = _ABOUT.search(words.replace("’", "'"))
    return _tidied(found["what"]) if found else ""


def reason_given(words: str) -> str:
    """The answer to what it is about, whatever the words; "" where they would rather not say."""
    if _NONE.match(words.replace("’", "'")):
        return ""
    return reason_in(words) or _tidied(words)


def is_plain_reason(words: str) -> bool:
    """ "It's about my housing application", just after a call was booked: no new enquiry. "About ten" is when."""
    reason = reason_in(words)
    return bool(
        _IS_ABOUT.match(words.replace("’", "'"))
        and reason
        and not is_only_a_wish(words)
        and not _A_WHILE.fullmatch(reason)
    )


def is_known(act: CallBack) -> bool:
    """Whether whoever rings will know what for. Whom or which team the resident asked for does not tell that."""
    return bool(act.about or act.access_needs or act.collected)


def about(act: Asked, reason: str, council: Council, likely: Enquiry | None = None) -> Asked:
    """A call or a person that is to be about this, of the team whose work it is, where nothing else was known.
    `likely`: what the assistant takes the reason for."""
    if not reason or act.about:
        return act
    team = _team(reason, council, likely) if act.team == NOBODYS and not act.person else act.team
    return act.model_copy(update={"about": reason, "team": team})


def likely_enquiry(understood: Mapping[str, Any] | None, council: Council) -> Enquiry | None:
    """What the assistant takes some words for, where it is sure enough, and they are about anything."""
    enquiry = council.catalogue.get(str((understood or {}).get("intent")))
    confidence = (understood or {}).get("confidence")
    sure = isinstance(confidence, int | float) and confidence >= SURE
    return enquiry if enquiry and sure and enquiry.service not in NO_TOPICS else None


def _team(reason: str, council: Council, likely: Enquiry | None) -> str:
    named = team_for(council, f"about {reason}", [likely.name] if likely else [])
    if named and (named.exact or not likely):
        return named.team
    return likely.team if likely else NOBODYS


def _tidied(words: str) -> str:
    in_one_line = " ".join(
        without_times(words).split()
    )  # "." ends at a line's end, and would be tried in every way
    said = _LEAD_IN.sub("", _AFTERWARDS.sub("", in_one_line))
    said = " ".join(said.split()).strip(" .,!?")
    content = [word for word in re.findall(r"[a-z']+", said.lower()) if word not in _NO_REASON]
    if sum(len(word) for word in content) < FEWEST_LETTERS:
        return ""
    said = said[:1].upper() + said[1:]
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0]
