"""Somebody asked for by name, role, team or extension: put through to their team with the name, or asked which."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from actions.asking import (
    A_POST,
    ASKING,
    BEGINS_BY_ASKING,
    IS_THERE,
    LEADS_UP_TO,
    POLITELY,
    WANTS_A_POST,
    asks,
    asks_for_someone,
)
from actions.base import Events, Turn, offering
from actions.councillors import asks_for_councillor, how_to_reach
from council.catalogue import Enquiry
from council.directory.asking import FUNCTION
from council.directory.by_service import TeamFor, team_for
from council.directory.by_team import topic_for_anybody
from council.directory.directory import Directory
from council.directory.found import Found
from council.directory.known import everyday
from council.directory.names import is_a_first_name
from council.directory.said import words_of
from council.people import Person
from forms.replies import YES_NO, Option, Question, Reply

ASKS = "named_person"  # what the enquiry of whoever asks for somebody by name is known as
SOMEBODY = "ask_for_human"
SOMEONE_ELSE = Option("Someone else", f"intent:{SOMEBODY}")
LIKE_A_NAME = 70  # of 100, by letters
LONGEST_IN_FORM = 14  # words
# How near a name must be, of 1, for its owner to be rung unasked; and how sure the recogniser of a caller's words.
NEAR_ENOUGH, HEARD_WELL = 0.9, 0.5
LONGEST_ANSWER = 6  # words, of "which of them?"; in more there may be something else
_SOMEBODY_ELSE = re.compile(
    r"(?i)\b(?:some(?:one|body)|any(?:one|body)) else\b|\bneither\b|\bnone of (?:them|those|these)\b|^\W*none\W*$"
)
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
LIKELY = 0.3  # of an enquiry that somebody wants a person about
NO_TOPICS = (SOMEBODY, "request_interpreter", "report_emergency")
OTHERS_DO = "signposts"  # what other organisations do: nobody of ours can talk about it
ABOUT_IT = "Asked for somebody who deals with it"
MOST_READ, MOST_HEARD = 3, 2  # people in one question: a listener forgets the first of three


def named_person(turn: Turn, in_hand: dict[str, Any], *, not_a_team: bool = False) -> Events | None:
    """Answer a turn that asks for somebody in particular; None when it asks for nobody we can tell.

    `not_a_team`: the words may be an enquiry, so a team's name alone ("bins") asks for nobody.
    `in_hand`: what goes onto the adviser's card besides, such as the form that was being filled.
    """
    directory = turn.wired.directory
    if turn.heard.value and turn.heard.intent == _choosing(turn):
        chosen = directory.with_extension(turn.heard.value)
        return _put_through(turn, chosen, in_hand) if chosen else _nobody(turn, in_hand, "")
    offered = _offered(turn, directory)
    if offered and _SOMEBODY_ELSE.search(turn.heard.words):
        return _to_team(turn, "Asked for somebody else", _team_of(offered), in_hand)
    chosen_of = directory.which(offered, turn.heard.words) if offered else None
    if chosen_of and chosen_of.person:
        return _put_through(turn, chosen_of.person, in_hand)
    found = directory.find(turn.heard.words)
    if _wants_councillor(turn, found):
        return how_to_reach(turn)
    if offered and not found.person and _is_brief(turn):
        return _which_again(turn, offered, in_hand)
    if found.person and (doubt := _doubtful(turn, found)):
        return _asked_whether(turn, found.person, doubt, in_hand)
    if found.person:
        return _put_through(turn, found.person, in_hand)
    if found.several:
        return _ask_which(turn, found.several)
    if found.hidden:
        # Neither name nor extension goes out with the acts, which the resident's own page can read.
        turn.say("utter_not_directly")
        return _to_team(turn, "Asked for somebody who is not put through directly", found.team, in_hand)
    if team := _nobodys_name_in(turn, found):
        return _nobody(turn, in_hand, team)
    words = turn.heard.words
    a_person = asks(words) or asks_for_someone(words) or _only_a_post(turn, found)
    if found.asked_for_team and (a_person or not not_a_team):
        return _to_the_team(turn, found.team, in_hand)
    if found.candidates and found.named:  # "Siobhan in housing", and the only Siobhan works elsewhere
        return _ask_which(turn, tuple(candidate.person for candidate in found.candidates))
    return _unknown(turn, found, in_hand, not_a_team=not_a_team)


def _to_the_team(turn: Turn, team: str, in_hand: dict[str, Any]) -> Events:
    """The team that was asked for; of "someone about council tax arrears" what it is about goes along."""
    known = _understood(turn) if topic_for_anybody(words_of(turn.heard.words)) else None
    if known and known.team == team:
        return _to_team(turn, ABOUT_IT, team, in_hand | {"about": known.title})
    return _to_team(turn, "Asked for the team", team, in_hand)


def _unknown(turn: Turn, found: Found, in_hand: dict[str, Any], *, not_a_team: bool) -> Events | None:
    """Nobody of ours was named: who deals with what was, or that there is nobody."""
    about, someone = (
        team_for(turn.wired.council, turn.heard.words, _likeliest(turn)),
        asks_for_someone(turn.heard.words),
    )
    if about and about.exact and (someone or not not_a_team):
        return _to_team_about(turn, about, in_hand)
    if someone and (enquiry := _understood(turn)):
        return _to_team(turn, ABOUT_IT, enquiry.team, in_hand | {"about": enquiry.title})
    if about and not not_a_team:
        return _to_team_about(turn, about, in_hand)
    if (_perhaps_asks(turn) and found.named) or _of_a_team(turn, found):
        return _nobody(turn, in_hand, found.team)
    return None


def asked_by_name(turn: Turn, in_hand: dict[str, Any]) -> Events | None:
    """The same for words that were understood as something else: whoever plainly asks to be put through to somebody by
    name, to a post or to a team is, whatever the classifier makes of the rest. None for words that only speak of
    people, and where what sounds like a name is the council's word for a service."""
    return named_person(turn, in_hand, not_a_team=True) if plainly_asks_by_name(turn) else None


def plainly_asks_by_name(turn: Turn) -> bool:
    if turn.heard.value is not None:
        return False
    if _offered(turn, turn.wired.directory) and _is_brief(turn) and not _plain_answer(turn):
        return True  # which of them: never an enquiry
    found = turn.wired.directory.find(turn.heard.words)
    if _wants_councillor(turn, found) or _wants_this_post(turn, found):
        return True
    if _nobodys_name_in(turn, found) or _only_an_extension(turn, found) or _only_a_post(turn, found):
        return True
    words = turn.heard.words
    named = found.by_name and (_is_named_in_a_team(words) or _is_named_about(turn, found))
    if named or _wants_someone_about(turn):
        return True
    a_post = bool((found.person or found.several) and not found.by_name and A_POST.search(words))
    if asks(words):
        return found.by_name or found.asked_for_team or a_post
    return bool(a_post and POLITELY.search(words)) or _of_a_team(turn, found)


def _wants_councillor(turn: Turn, found: Found) -> bool:
    return not found.by_name and turn.heard.value is None and asks_for_councillor(turn.heard.words)


def _wants_this_post(turn: Turn, found: Found) -> bool:
    """ "I want the street cleaning supervisor", and nothing of what they did: somebody of ours is just that."""
    a_post = (found.person or found.several or found.hidden) and not found.by_name
    return bool(a_post and WANTS_A_POST.match(turn.heard.words))


def _only_an_extension(turn: Turn, found: Found) -> bool:
    """ "Four zero two one", and nothing else: whose it is cannot be meant otherwise."""
    return found.person is not None and words_of(turn.heard.words) == (found.person.extension,)


def _only_a_post(turn: Turn, found: Found) -> bool:
    """ "The boss of housing", and nothing else, where nobody there is called that: a team was meant, and somebody in
    it."""
    return found.asked_for_team and _is_brief(turn) and bool(A_POST.search(turn.heard.words))


def _wants_someone_about(turn: Turn) -> bool:
    """ "Talk to someone about a parking ticket": a person of its team, not an answer."""
    if not asks_for_someone(turn.heard.words):
        return False
    about = team_for(turn.wired.council, turn.heard.words, _likeliest(turn))
    return bool(about and about.exact) or _understood(turn) is not None


def _likeliest(turn: Turn) -> list[str]:
    return [
        rank["name"] for rank in turn.tracker.latest_message.get("intent_ranking") or [] if rank.get("name")
    ]


def _understood(turn: Turn) -> Enquiry | None:
    """What they want a person for, in the classifier's view, where that is ours to talk about."""
    if turn.outcome == "unknown":
        return None
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    names = [turn.heard.intent, *(rank["name"] for rank in ranking if rank.get("confidence", 0) >= LIKELY)]
    known = (turn.wired.council.catalogue.get(name) for name in names)
    return next((one for one in known if one and _is_topic(one) and one.service != OTHERS_DO), None)


def _is_topic(enquiry: Enquiry) -> bool:
    """Not a way to a person, which nobody wants to talk about."""
    return enquiry.name not in NO_TOPICS and ASKS not in enquiry.keys and enquiry.action != "call_back"


def _choosing(turn: Turn) -> str:
    """The intent of a choice among our people. Where the council has no such enquiry, it is asking for somebody."""
    enquiry = turn.wired.council.catalogue.known_as(ASKS)
    return enquiry.name if enquiry else SOMEBODY


def _perhaps_asks(turn: Turn) -> bool:
    likeliest = turn.wired.council.catalogue.get(turn.likeliest)
    return turn.is_for(ASKS) or (likeliest is not None and ASKS in likeliest.keys)


def _is_named_in_a_team(words: str) -> bool:
    """ "Dora in insurance", which can be nothing but somebody asked for."""
    said = _IN_A_TEAM.match(words)
    return said is not None and bool(LEADS_UP_TO.match(said["before"]))


def _is_named_about(turn: Turn, found: Found) -> bool:
    """ "Agnes about my garden bin", where that is the work of Agnes and all else that is said."""
    said = _ABOUT.match(turn.heard.words)
    if said is None or not found.person:
        return False
    named = turn.wired.directory.find(said["name"])
    about = team_for(turn.wired.council, f"about {said['what']}", _likeliest(turn))
    work = about.team if about else turn.enquiry.team if turn.enquiry else ""
    return named.by_name and named.person == found.person and work == found.team


def _of_a_team(turn: Turn, found: Found) -> bool:
    """ "Give me Dave from bins", where there is no Dave."""
    said = _FROM_A_TEAM.search(turn.heard.words)
    name = said[1].casefold() if said else ""
    return bool(name and found.team and not found.person) and name not in everyday() | FUNCTION


def _nobodys_name_in(turn: Turn, found: Found) -> str:
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


def _is_brief(turn: Turn) -> bool:
    return len(turn.heard.words.split()) <= LONGEST_ANSWER


def is_asked_for_in_form(turn: Turn) -> bool:
    """Whether somebody is asked for by name where a form's question is open. Any words may be the answer to it ("they
    put me through to Trevor last week"), so the wish must come first, and in few words."""
    words = turn.heard.words
    brief = len(words.split()) <= LONGEST_IN_FORM
    if turn.heard.value is not None or not brief or not BEGINS_BY_ASKING.search(words):
        return False
    return _is_somebody(turn) or turn.is_for(ASKS)


def _is_somebody(turn: Turn) -> bool:
    found = turn.wired.directory.find(turn.heard.words)
    a_post = bool(found.person and A_POST.search(turn.heard.words))
    return found.by_name or found.asked_for_team or a_post or _wants_someone_about(turn)


def _offered(turn: Turn, directory: Directory) -> list[Person]:
    """Those of whom it was asked "which of them?"."""
    offer = turn.tracker.get_slot("offer")
    extensions = offer.get("people", []) if isinstance(offer, dict) else []
    return [person for extension in extensions if (person := directory.with_extension(extension))]


def only_one_offered(turn: Turn) -> Person | None:
    """Whom a plain yes means."""
    offered = _offered(turn, turn.wired.directory)
    return offered[0] if len(offered) == 1 else None


def offered_again(turn: Turn, in_hand: dict[str, Any]) -> Events | None:
    """The question which of several people, after a plain yes to it. None where it was not asked."""
    offered = _offered(turn, turn.wired.directory)
    return _which_again(turn, offered, in_hand) if len(offered) > 1 else None


def put_through(turn: Turn, person: Person, in_hand: dict[str, Any]) -> Events:
    return _put_through(turn, person, in_hand)


def _team_of(people: list[Person]) -> str:
    """The team they share, or none."""
    teams = {person.team for person in people}
    return teams.pop() if len(teams) == 1 else ""


def _which_again(turn: Turn, offered: list[Person], in_hand: dict[str, Any]) -> Events:
    """Once more; whoever then is not understood either gets somebody who can look."""
    offer = turn.tracker.get_slot("offer")
    if isinstance(offer, dict) and offer.get("again"):
        return _to_team(turn, "Asked for somebody, and not told apart", _team_of(offered), in_hand)
    _question_which(turn, tuple(offered))
    people = [person.extension for person in offered]
    return [offering({"intents": [], "words": "", "people": people, "again": True})]


def _doubtful(turn: Turn, found: Found) -> str:
    """Why somebody who was found is asked about before they are rung; "" where there is no doubt."""
    if not found.by_name or found.person is None:
        return ""
    if _only_an_extension(turn, found):  # keyed or said
        return ""
    score = next((one.score for one in found.candidates if one.person == found.person), 1.0)
    if score < NEAR_ENOUGH:
        return "another_name"
    if turn.recognised is not None and turn.recognised < HEARD_WELL:
        return "not_heard_well"
    in_full = all(part in turn.heard.words.casefold() for part in found.person.name.casefold().split())
    ways = (ASKING, BEGINS_BY_ASKING, POLITELY, IS_THERE)
    in_their_team = _is_named_in_a_team(
        turn.heard.words
    ) and found.person.team == turn.wired.directory.service_in(turn.heard.words)
    in_their_team = in_their_team or _is_named_about(turn, found)
    plainly = in_full or in_their_team or any(way.search(turn.heard.words) for way in ways)
    return "" if plainly or turn.is_for(ASKS) else "perhaps_no_name"


def _asked_whether(turn: Turn, person: Person, doubt: str, in_hand: dict[str, Any]) -> Events | None:
    if doubt == "another_name" and _is_noise(turn, person):
        return _nobody(turn, in_hand, "") if turn.is_for(ASKS) else None
    return _confirm(turn, person, doubt)


def _is_noise(turn: Turn, person: Person) -> bool:
    """Whether nobody was asked for, and what was heard has no more of a name than some of its sounds: "ug ug nork"."""
    if any(way.search(turn.heard.words) for way in (ASKING, BEGINS_BY_ASKING, POLITELY, IS_THERE)):
        return False
    said = re.findall(r"[^\W\d_]+", turn.heard.words.casefold())
    names = [name.casefold() for name in (*person.name.split(), *person.nicknames)]
    alike = sum(any(fuzz.ratio(word, name) >= LIKE_A_NAME for name in names) for word in said)
    return 2 * alike < len(said)


def _to_team_about(turn: Turn, about: TeamFor, in_hand: dict[str, Any]) -> Events:
    """Who deals with what they named. Where we have nobody who does just that, it is said who comes nearest."""
    if not about.exact:
        turn.say("utter_nearest_team", team=turn.wired.council.team(about.team).spoken)
    return _to_team(turn, ABOUT_IT, about.team, in_hand)


def _confirm(turn: Turn, person: Person, doubt: str) -> Events:
    if doubt == "another_name":
        turn.say("utter_nobody_of_exactly_that_name")
    turn.ask(Question(Reply("utter_ask_if_person", {"person": _told_apart(person)}), "yes_no", YES_NO))
    return [offering({"intents": [], "words": "", "people": [person.extension]})]


def _put_through(turn: Turn, person: Person, in_hand: dict[str, Any]) -> Events:
    turn.say("utter_asking_for_person", person=person.name)
    turn.hand_off("Asked for somebody by name", **{**in_hand, "team": person.team, "person": person.name})
    return [offering(None)]


def _to_team(turn: Turn, reason: str, team: str, in_hand: dict[str, Any]) -> Events:
    turn.hand_off(reason, **(in_hand | ({"team": team} if team else {})))
    return [offering(None)]


def _ask_which(turn: Turn, several: tuple[Person, ...]) -> Events:
    offer = {"intents": [], "words": "", "people": [person.extension for person in several]}
    if len(several) > (MOST_HEARD if turn.spoken else MOST_READ):
        turn.ask(Question(Reply("utter_ask_persons_team")))
        return [offering(offer)]
    if len(several) == 1:
        return _confirm(turn, several[0], "another_team")
    _question_which(turn, several)
    return [offering(offer)]


def _question_which(turn: Turn, several: tuple[Person, ...]) -> None:
    # The intent, then their extension: contacts/assistant.py takes it apart.
    one_of_them = f"intent:{_choosing(turn)}#"
    options = tuple(Option(_told_apart(person), f"{one_of_them}{person.extension}") for person in several)
    turn.ask(Question(Reply("utter_ask_which_person"), "choice", (*options, SOMEONE_ELSE)))


def _told_apart(person: Person) -> str:
    return f"{person.name}, {person.role[:1].lower()}{person.role[1:]}"


def _nobody(turn: Turn, in_hand: dict[str, Any], team: str) -> Events:
    """Said once, with another try; the second time a person who can look."""
    turn.say("utter_nobody_of_that_name")
    if team or turn.tracker.get_slot("offer") == "hand_off":
        return _to_team(turn, "Asked for somebody we could not find", team, in_hand)
    turn.ask(Question(Reply("utter_offer_contact_centre"), "yes_no", YES_NO))
    return [offering("hand_off")]
