"""Whether words ask for somebody in particular: by name, by post, by team or by what it is about."""

from __future__ import annotations

import re

from actions.asking import (
    A_POST,
    ASKING,
    BEGINS_BY_ASKING,
    LEADS_UP_TO,
    POLITELY,
    WANTS_A_POST,
    asks,
    asks_for_someone,
)
from actions.base import Turn
from actions.by_name.answers import ASKS
from actions.by_name.offers import offered_people
from actions.by_name.topics import likeliest, understood
from actions.councillors import asks_for_councillor
from actions.which_of_them import tells_of_them
from council.directory.asking import FUNCTION
from council.directory.by_service import team_for
from council.directory.found import Found
from council.directory.known import everyday
from council.directory.names import is_a_first_name
from council.directory.said import words_of

LONGEST_IN_FORM = 14  # words
LONGEST_ANSWER = 6  # words, of "which of them?"; in more there may be something else
_FROM_A_TEAM = re.compile(r"(?i)\b(?:give|get|pass) me (\w+) (?:from|in|at) ")
_ABOUT = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|is|for|can i have|get me|please)\W+)*(?P<name>[a-z'-]+(?: [a-z'-]+)?)"
    r"(?: there| in| please)?,? (?:it'?s )?(?:about|regarding|re|concerning) (?P<what>.+)$"
)
# "John Smith in planning please", whoever that is.
_IN_A_TEAM = re.compile(
    r"(?i)^(?P<before>.*?)\b(?P<first>[a-z'-]+)(?: [a-z'-]+)? (?:in|from|at|over in|over at) (?:the |your )?"
    r"(?:[a-z'-]+)(?: [a-z'-]+){0,2}?(?: (?:team|department|dept|office|section))?"
    r"(?:\W+(?:please|there|today|thanks))*\W*$"
)


def plainly_asks_by_name(turn: Turn) -> bool:
    if turn.heard.value is not None:
        return False
    brief = is_brief(turn) and not _plain_answer(turn)
    if offered_people(turn, turn.wired.directory) and (brief or tells_of_them(turn)):
        return True  # which of them: never an enquiry
    found = turn.wired.directory.find(turn.heard.words)
    if wants_councillor(turn, found) or _wants_this_post(turn, found):
        return True
    if nobodys_name_in(turn, found) or only_an_extension(turn, found) or only_a_post(turn, found):
        return True
    words = turn.heard.words
    named = found.by_name and (is_named_in_a_team(words) or is_named_about(turn, found))
    if named or _wants_someone_about(turn):
        return True
    a_post = bool((found.person or found.several) and not found.by_name and A_POST.search(words))
    if asks(words):
        return found.by_name or found.asked_for_team or a_post
    return bool(a_post and POLITELY.search(words)) or of_a_team(turn, found)


def is_asked_for_in_form(turn: Turn) -> bool:
    """Whether somebody is asked for by name where a form's question is open. Any words may be the answer to it ("they
    put me through to Trevor last week"), so the wish must come first, and in few words."""
    words = turn.heard.words
    brief = len(words.split()) <= LONGEST_IN_FORM
    if turn.heard.value is not None or not brief or not BEGINS_BY_ASKING.search(words):
        return False
    return _is_somebody(turn) or turn.is_for(ASKS)


def wants_councillor(turn: Turn, found: Found) -> bool:
    return not found.by_name and turn.heard.value is None and asks_for_councillor(turn.heard.words)


def _wants_this_post(turn: Turn, found: Found) -> bool:
    """ "I want the street cleaning supervisor", and nothing of what they did: somebody of ours is just that."""
    a_post = (found.person or found.several or found.hidden) and not found.by_name
    return bool(a_post and WANTS_A_POST.match(turn.heard.words))


def only_an_extension(turn: Turn, found: Found) -> bool:
    """ "Four zero two one", and nothing else: whose it is cannot be meant otherwise."""
    return found.person is not None and words_of(turn.heard.words) == (found.person.extension,)


def only_a_post(turn: Turn, found: Found) -> bool:
    """ "The boss of housing", and nothing else, where nobody there is called that: a team was meant, and somebody in
    it."""
    return found.asked_for_team and is_brief(turn) and bool(A_POST.search(turn.heard.words))


def _wants_someone_about(turn: Turn) -> bool:
    """ "Talk to someone about a parking ticket": a person of its team, not an answer."""
    if not asks_for_someone(turn.heard.words):
        return False
    about = team_for(turn.wired.council, turn.heard.words, likeliest(turn))
    return bool(about and about.exact) or understood(turn) is not None


def perhaps_asks(turn: Turn) -> bool:
    likeliest = turn.wired.council.catalogue.get(turn.likeliest)
    return turn.is_for(ASKS) or (likeliest is not None and ASKS in likeliest.keys)


def is_named_in_a_team(words: str) -> bool:
    """ "Dora in insurance", which can be nothing but somebody asked for."""
    said = _IN_A_TEAM.match(words)
    return said is not None and bool(LEADS_UP_TO.match(said["before"]))


def is_named_about(turn: Turn, found: Found) -> bool:
    """ "Agnes about my garden bin", where that is the work of Agnes and all else that is said."""
    said = _ABOUT.match(turn.heard.words)
    if said is None or not found.person:
        return False
    named = turn.wired.directory.find(said["name"])
    about = team_for(turn.wired.council, f"about {said['what']}", likeliest(turn))
    work = about.team if about else turn.enquiry.team if turn.enquiry else ""
    return named.by_name and named.person == found.person and work == found.team


def of_a_team(turn: Turn, found: Found) -> bool:
    """ "Give me Dave from bins", where there is no Dave."""
    said = _FROM_A_TEAM.search(turn.heard.words)
    name = said[1].casefold() if said else ""
    return bool(name and found.team and not found.person) and name not in everyday() | FUNCTION


def nobodys_name_in(turn: Turn, found: Found) -> str:
    """The team of "John Smith in planning please", where nobody has that name; "" of any other words."""
    said = _IN_A_TEAM.match(turn.heard.words)
    if said is None or found.person or found.several or found.candidates or found.hidden:
        return ""
    first = said["first"].casefold()
    if first in everyday() | FUNCTION or not is_a_first_name(first):
        return ""
    leads_up = LEADS_UP_TO.match(said["before"]) or ASKING.search(said["before"])
    return (found.team or turn.wired.directory.service_in(turn.heard.words)) if leads_up else ""


def _plain_answer(turn: Turn) -> bool:
    return turn.heard.intent in ("affirm", "deny", "goodbye", "thanks")


def is_brief(turn: Turn) -> bool:
    return len(turn.heard.words.split()) <= LONGEST_ANSWER


def _is_somebody(turn: Turn) -> bool:
    found = turn.wired.directory.find(turn.heard.words)
    a_post = bool(found.person and A_POST.search(turn.heard.words))
    return found.by_name or found.asked_for_team or a_post or _wants_someone_about(turn)
