"""Which enquiry was meant: those the words may be, and the question that tells them apart."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from actions.ours_sooner import ours_sooner
from actions.people import offer_person
from council import choosing
from council.catalogue import Enquiry
from council.directory.asking import FUNCTION
from forms.replies import YES_NO, Option, Question, Reply
from forms.standing import STATUS, asks_how_it_stands

INTENT = "intent:"  # a choice that names an enquiry; contacts/assistant.py sends it to Rasa as that intent
# Not among what is asked about on the phone: 0 is for a person.
TO_A_PERSON = "ask_for_human"
NAMED_PERSON = "named_person"  # what the enquiry of whoever asks for somebody by name is known as
BEREAVEMENT = "bereavement"  # the same of what follows a death
DUMPED = "streets/fly-tipping"  # the article on it
# Nobody reports their own rubbish as dumped: "rubbish men not take my rubbish". What lies by their bin is not theirs.
_OF_THEIR_OWN = re.compile(
    r"(?i)(?<!\bby )(?<!\bnext to )(?<!\bbeside )(?<!\bbehind )(?<!\bnear )(?<!\bround )(?<!\bover )(?<!\bin )"
    r"\b(?:my|our) (?:\w+ )?(?:rubbish|bins?|recycling|waste|cadd(?:y|ies)|refuse|bin ?bags?)\b"
)
# Without one of these nothing is said of what was reported before: "can you tell me when my bin is".
_OF_A_CASE = re.compile(
    r"(?i)\b(?:report\w*|complain\w*|complaint|case|reference|ref|application|claim|request\w*|enquiry|ticket|order\w*"
    r"|appl(?:y|ied)|rang|rung|called|phoned|told|asked|said|contacted|emailed|wrote|sent|logged|still|yet|ago|already"
    r"|again|before|sorted|fixed|done|mended|happen\w*|going on|news|update|progress|chas\w+|waiting|wait|heard|nothing"
    r"|nobody|no ?one|never|been|status|outcome|promised|supposed|back|expect\w*|coming|come)\b|\d{4}"
)
FEWEST_NAMED = 2  # words of a hint; one alone may be said of many things
POSSIBLE = 0.1  # an intent less likely than this is not worth asking about
GUESSED = 0.3  # the same, for a message that is unlike all that was taught
MOST_ASKED_READ, MOST_ASKED_HEARD = 3, 2  # enquiries in one question: a listener forgets the first of three
SOMETHING_ELSE = Option("Something else", choosing.SOMETHING_ELSE)
A_PERSON = Option("Speak to a person", f"{INTENT}{TO_A_PERSON}")


def likely_enquiries(turn: Turn, least: float = POSSIBLE) -> list[Enquiry]:
    """The enquiries the words may mean, the likeliest first."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    catalogue = turn.wired.council.catalogue
    likely = [
        enquiry
        for rank in ranking
        if rank.get("confidence", 0) >= least
        and (enquiry := catalogue.get(rank.get("name")))
        and not (turn.spoken and (enquiry.name == TO_A_PERSON or NAMED_PERSON in enquiry.keys))
    ]
    return likely[: MOST_ASKED_HEARD if turn.spoken else MOST_ASKED_READ]


def meant_perhaps(turn: Turn) -> list[Enquiry]:
    """The enquiries to ask about, less what the words themselves rule out."""
    if named := _named_by_hint(turn):
        return [named]
    likely = likely_enquiries(turn)
    if any(STATUS in enquiry.keys for enquiry in likely) and asks_how_it_stands(turn.heard.words):
        return [enquiry for enquiry in likely if STATUS in enquiry.keys]  # nobody who chases begins anew
    if len(likely) > 1 and not _OF_A_CASE.search(turn.heard.words):
        likely = [enquiry for enquiry in likely if STATUS not in enquiry.keys] or likely
    if len(likely) > 1 and _OF_THEIR_OWN.search(turn.heard.words):
        likely = [enquiry for enquiry in likely if enquiry.article != DUMPED] or likely
    ours = ours_sooner(turn, likely[0]) if likely else None
    return [ours, likely[0]] if ours else likely


def _named_by_hint(turn: Turn) -> Enquiry | None:
    """The one enquiry of which a hint is all that some words say: "I need an assisted collection", whatever that sounds
    like."""
    said = _content(turn.heard.words)
    if turn.heard.value is not None or len(said) < FEWEST_NAMED:
        return None
    named = [one for one in turn.wired.council.catalogue if any(_content(hint) == said for hint in one.hints)]
    return named[0] if len(named) == 1 else None


def _content(words: str) -> frozenset[str]:
    return frozenset(
        word for word in re.findall(r"[a-z]+", words.lower().replace("'", "")) if word not in FUNCTION
    )


def found_perhaps(turn: Turn) -> tuple[Option, ...]:
    """What it may be all the same, to be named as guesses; to read, not to hear: the enquiry that words so strange are
    likest to, and those whose article the search found without being sure."""
    by_article: dict[str | None, Enquiry] = {}
    for enquiry in turn.wired.council.catalogue:
        by_article.setdefault(enquiry.article, enquiry)
    found = [
        by_article[hit.article.name]
        for hit in turn.wired.search.find(turn.heard.words, limit=2)
        if not hit.hopeless and hit.article.name in by_article
    ]
    guesses = dict.fromkeys([*likely_enquiries(turn, GUESSED)[:1], *found])
    options = tuple(Option(enquiry.title, f"{INTENT}{enquiry.name}") for enquiry in guesses)
    return (*options, A_PERSON, SOMETHING_ELSE) if options else ()


def ask_which(turn: Turn, likely: list[Enquiry]) -> Events:
    """ "Is it about a missed bin, or a new bin?" What was said goes on counting whichever it is."""
    likely = _with_what_a_death_brings(turn, likely)
    said = {"intents": [enquiry.name for enquiry in likely], "words": turn.heard.words, "asked": True}
    if len(likely) == 1:
        turn.ask(Question(Reply("utter_ask_if_about", {"what": likely[0].spoken}), "yes_no", YES_NO))
        return [offering(said)]
    turn.say("utter_not_sure", note="not_understood")
    turn.ask(_between(turn, likely, "utter_ask_which_enquiry"))
    return [offering(said)]


def _with_what_a_death_brings(turn: Turn, likely: list[Enquiry]) -> list[Enquiry]:
    """Whoever says that somebody has died is first asked whether it is about that: one call tells all of us."""
    of_it = turn.wired.council.catalogue.known_as(BEREAVEMENT)
    if not turn.tells_of_a_death or of_it is None or of_it in likely:
        return likely
    return [of_it, *likely[: max(1, len(likely) - 1)]]


def which_again(turn: Turn) -> Events | None:
    """A plain yes to "which of these?": once more in few words, then a person. None where nothing of it was asked."""
    offer = turn.tracker.get_slot("offer")
    if not (isinstance(offer, dict) and offer.get("asked") and len(offer["intents"]) > 1):
        return None
    if offer.get("again"):
        return offer_person(turn)
    catalogue = turn.wired.council.catalogue
    likely = [enquiry for name in offer["intents"] if (enquiry := catalogue.get(name))]
    turn.ask(_between(turn, likely, "utter_ask_which_enquiry_again"))
    return [offering({**offer, "again": True})]


def _between(turn: Turn, likely: list[Enquiry], reply: str) -> Question:
    """One question with each of them as a choice, and "something else"."""
    options = [
        Option(enquiry.spoken.capitalize() if turn.spoken else enquiry.title, f"{INTENT}{enquiry.name}")
        for enquiry in likely
    ]
    return Question(Reply(reply), "choice", (*options, SOMETHING_ELSE))
