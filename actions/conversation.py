"""Answers, and the small talk around them."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import interpreter
from actions.base import DEATHS, CouncilAction, Events, Turn, offering
from actions.besides import another_day, told_before, told_besides
from actions.named_person import asked_by_name, named_person, offered_again, only_one_offered, put_through
from actions.narrowing import UNSURE, narrowed
from actions.opening import asks_for_hours, hours_told
from actions.ours_sooner import ours_sooner
from actions.people import in_hand, needs_a_person
from actions.protests import protested
from cases.phones import shown_phone, spoken_phone
from cases.unsure import is_unsure
from council import choosing
from council.catalogue import Enquiry
from forms.replies import YES_NO, Option, Question, Reply
from forms.standing import STATUS, asks_how_it_stands

OTHERS = "contact/other-organisations"  # who to ask when it is not the council
NOON = 12
LONGEST_NAME = 5  # words, with a title, a team and "please"
GUESSED = 0.3  # the same for a message that is unlike all that was taught
POSSIBLE = 0.1  # an intent less likely than this is not worth asking about
MOST_ASKED_READ, MOST_ASKED_HEARD = 3, 2  # enquiries in one question: a listener forgets the first of three
INTENT = "intent:"  # a choice that names an enquiry; contacts/assistant.py sends it to Rasa as that intent
WATER, WHERE_AND_WHEN = "signpost_water", "query_contact_details"
_INTO_A_HOME = re.compile(
    r"(?i)\b(?:into|in|inside|through|under)\b.{0,20}\b(?:house|home|flat|kitchen|cellar|basement|door|bungalow|property)\b"
)
# A question or a wish, whatever it is about.
_SAYS_SOMETHING = re.compile(
    r"(?i)\?|\b(?:who|what|why|when|where|which|how|can|could|do|does|is|are|will|would|should|i|i'?m|we|my|need|want|please)"
    r"\b|\bwh(?:o|at|ere|en)'?s\b"
)
TO_A_PERSON = (
    "ask_for_human",
    "ask_named_person",
)  # not among what is asked about on the phone: 0 is for a person
SOMETHING_ELSE = Option("Something else", choosing.SOMETHING_ELSE)
A_PERSON = Option("Speak to a person", f"{INTENT}ask_for_human")


def if_unsure(turn: Turn) -> Events | None:
    """The answer to "not sure" or "maybe" where a yes or a no was asked for: the cautious side of it. None where
    neither was, or they are sure."""
    offer = turn.tracker.get_slot("offer")
    if not offer or turn.heard.value is not None or not is_unsure(turn.heard.words):
        return None
    if offer == "emergency":  # whoever is not sure that nobody is in danger has a reason
        turn.say("utter_unsure_emergency")
        turn.hand_off("Danger to life, they are not sure", urgent=True, **in_hand(turn))
        return [offering(None)]
    if offer == "hand_off" or (isinstance(offer, dict) and offer.get("people")):
        turn.say("utter_unsure_person")
        turn.hand_off("Not sure whom they need", **in_hand(turn))
        return [offering(None)]
    if offer == "helped":
        turn.say("utter_unsure_helped")
        return _offer_person(turn)
    turn.say("utter_unsure_enquiry")
    turn.ask(Question(Reply("utter_ask_in_other_words"), "open", () if turn.spoken else (A_PERSON,)))
    return [offering(None)]


class ActionGreet(CouncilAction):
    def name(self) -> str:
        return "action_greet"

    def act(self, turn: Turn) -> Events:
        if somebody := asked_by_name(turn, in_hand(turn)):
            return somebody
        turn.ask(Question(Reply("utter_greet")))
        return [offering(None)]


class ActionThanks(CouncilAction):
    def name(self) -> str:
        return "action_thanks"

    def act(self, turn: Turn) -> Events:
        if somebody := asked_by_name(turn, in_hand(turn)):
            return somebody
        turn.ask(Question(Reply("utter_thanks")))
        return [offering(None)]


class ActionAnswer(CouncilAction):
    def name(self) -> str:
        return "action_answer"

    def act(self, turn: Turn) -> Events:
        if somebody := asked_by_name(turn, in_hand(turn) | _about(turn)):
            return somebody
        unsure = turn.heard.confidence < UNSURE
        if unsure and (what_of_it := narrowed(turn, _meant_perhaps(turn))) is not None:
            return what_of_it
        article = turn.wired.articles.get(turn.enquiry.article) if turn.enquiry else None
        if article is None:
            return not_understood(turn)
        if turn.enquiry and (ours := ours_sooner(turn, turn.enquiry)):
            return _ask_which(turn, [ours, turn.enquiry])
        if turn.told_article == article.name and not asks_for_hours(turn):
            return told_before(turn)
        turn.one_at_a_time()
        if not hours_told(turn):
            turn.answer_from(article)
        if turn.heard.intent == WATER and _INTO_A_HOME.search(turn.heard.words):
            _emergency_line(turn)
        if (besides := told_besides(turn, article)) is not None:
            return besides
        turn.ask_if_anything_else()
        return [offering(None)]


class ActionNotUnderstood(CouncilAction):
    """No enquiry fits well: ask between those that might, else show what the search finds, then a person."""

    nothing_fitted = True

    def name(self) -> str:
        return "action_not_understood"

    def act(self, turn: Turn) -> Events:
        protest = protested(turn, begins_with_no=True)
        return not_understood(turn) if protest is None else protest


class ActionOutOfScope(CouncilAction):
    nothing_fitted = True

    def name(self) -> str:
        return "action_out_of_scope"

    def act(self, turn: Turn) -> Events:
        if known := another_day(turn) or if_unsure(turn) or asked_by_name(turn, in_hand(turn)):
            return known
        if somebody := _perhaps_named(turn):
            return somebody
        if turn.misses:
            return _offer_person(turn, "utter_not_understood_again")
        if _search_helped(turn):  # what no enquiry covers may still be ours, and in an article
            return [offering("helped")]
        if (protest := protested(turn)) is not None:
            return protest
        if not _SAYS_SOMETHING.search(turn.heard.words):  # "asdf"
            turn.say("utter_not_understood", note="not_understood")
        else:
            turn.say("utter_out_of_scope")
            article = turn.wired.articles.get(OTHERS)
            if article and not turn.spoken:  # a list of others' numbers, to read and not to hear
                turn.answer_from(article)
        turn.ask(Question(Reply("utter_ask_in_other_words")))
        return [offering(None)]


def _perhaps_named(turn: Turn) -> Events | None:
    """ "Dora, insurance", and nothing more: a name is no enquiry to the classifier."""
    brief = len(turn.heard.words.split()) <= LONGEST_NAME
    return named_person(turn, in_hand(turn), not_a_team=True) if brief and turn.heard.value is None else None


class ActionAffirm(CouncilAction):
    def name(self) -> str:
        return "action_affirm"

    def act(self, turn: Turn) -> Events:
        if somebody := if_unsure(turn) or asked_by_name(turn, in_hand(turn)):
            return somebody
        offer = turn.tracker.get_slot("offer")
        if person := only_one_offered(turn):
            return put_through(turn, person, in_hand(turn))
        if (which := offered_again(turn, in_hand(turn)) or _which_again(turn)) is not None:
            return which
        if offer == "hand_off":
            turn.hand_off("Asked to speak to a person", **in_hand(turn))
            return [offering(None)]
        if offer == "emergency":
            turn.hand_off("Danger to life", urgent=True, **in_hand(turn))
            return [offering(None)]
        if offer == "helped":
            turn.say("utter_glad_it_helped")
        if turn.also:
            turn.ask_if_anything_else()
            return [offering(None)]
        turn.ask(Question(Reply("utter_ask_what_else")))
        return [offering(None)]


class ActionDeny(CouncilAction):
    def name(self) -> str:
        return "action_deny"

    def act(self, turn: Turn) -> Events:
        if somebody := if_unsure(turn) or asked_by_name(turn, in_hand(turn)):
            return somebody
        offer = turn.tracker.get_slot("offer")
        if offer == "helped":
            return _offer_person(turn)
        if offer in ("hand_off", "emergency"):
            turn.ask(Question(Reply("utter_ask_in_other_words")))
            return [offering(None)]
        if isinstance(offer, dict) and offer.get("people"):  # none of those of that name
            return _offer_person(turn)
        if isinstance(offer, dict) and offer.get("asked"):  # none of those that were guessed at
            turn.ask(Question(Reply("utter_ask_in_other_words"), "open", () if turn.spoken else (A_PERSON,)))
            return [offering(None)]
        if isinstance(offer, dict):  # no, not that one
            turn.ask_if_anything_else()
            return [offering(None)]
        return _close(turn)


class ActionGoodbye(CouncilAction):
    def name(self) -> str:
        return "action_goodbye"

    def act(self, turn: Turn) -> Events:
        return _close(turn)


def answer_instead(turn: Turn, words: str) -> Events:
    """What somebody left a form for: the answer, else a question about it."""
    turn.heard = replace(turn.heard, words=words)
    enquiry = turn.enquiry
    article = turn.wired.articles.get(enquiry.article) if enquiry and not enquiry.fields else None
    if enquiry is None or article is None:
        return not_understood(turn)
    if enquiry.action == "hand_off":
        needs_a_person(turn, enquiry, article)
    else:
        turn.answer_from(article)
        turn.ask_if_anything_else()
    return [offering(None)]


def not_understood(turn: Turn) -> Events:
    """Ask between the enquiries it may be; else an article; else other words, and the second time a person."""
    if (known := another_day(turn) or if_unsure(turn)) is not None:
        return known
    if turn.heard.value == SOMETHING_ELSE.value:
        turn.ask(Question(Reply("utter_ask_in_other_words")))
        return [offering(None)]
    if interpreter.is_wanted(turn):
        interpreter.bring(turn, in_hand(turn))
        return [offering(None)]
    if (what_of_it := narrowed(turn, _meant_perhaps(turn))) is not None:
        return what_of_it
    somebody = named_person(turn, in_hand(turn), not_a_team=True)
    if somebody is not None:  # "Trevor Haddock", and nothing more
        return somebody
    if turn.spoken and turn.likeliest == TO_A_PERSON[0] and turn.outcome != "unknown":
        turn.hand_off("Asked to speak to a person", **in_hand(turn))
        return [offering(None)]
    again = turn.misses > 0
    likely = [] if again or turn.outcome == "unknown" else _meant_perhaps(turn)
    if new := [enquiry for enquiry in likely if enquiry.fields or enquiry.article != turn.told_article]:
        return _ask_which(turn, new)
    if likely:  # what they have just been told, and it was not enough
        return told_before(turn)
    if turn.bereaved and (deaths := turn.wired.articles.get(DEATHS)):
        turn.answer_from(deaths)
        return _offer_person(turn)
    if _search_helped(turn):
        return [offering("helped")]
    if again:
        return _offer_person(turn, "utter_not_understood_again")
    if not turn.spoken and (maybe := _found_perhaps(turn)):
        turn.say("utter_not_understood", note="not_understood")
        turn.ask(Question(Reply("utter_ask_if_one_of_these"), "choice", maybe))
        return [offering(None)]
    turn.say("utter_not_understood", note="not_understood")
    # On the phone 0 brings a person, and the greeting's words are enough to hear.
    turn.ask(Question(Reply("utter_ask_in_other_words"), "open", () if turn.spoken else (A_PERSON,)))
    return [offering(None)]


def _meant_perhaps(turn: Turn) -> list[Enquiry]:
    """The enquiries to ask about, less what the words themselves rule out."""
    likely = _likely(turn)
    if any(enquiry.name == STATUS for enquiry in likely) and asks_how_it_stands(turn.heard.words):
        return [enquiry for enquiry in likely if enquiry.name == STATUS]  # nobody who chases begins anew
    ours = ours_sooner(turn, likely[0]) if likely else None
    return [ours, likely[0]] if ours else likely


def _ask_which(turn: Turn, likely: list[Enquiry]) -> Events:
    """ "Is it about a missed bin, or a new bin?" What was said goes on counting whichever it is."""
    said = {"intents": [enquiry.name for enquiry in likely], "words": turn.heard.words, "asked": True}
    if len(likely) == 1:
        turn.ask(Question(Reply("utter_ask_if_about", {"what": likely[0].spoken}), "yes_no", YES_NO))
        return [offering(said)]
    turn.say("utter_not_sure", note="not_understood")
    turn.ask(_between(turn, likely, "utter_ask_which_enquiry"))
    return [offering(said)]


def _between(turn: Turn, likely: list[Enquiry], reply: str) -> Question:
    options = [
        Option(enquiry.spoken.capitalize() if turn.spoken else enquiry.title, f"{INTENT}{enquiry.name}")
        for enquiry in likely
    ]
    return Question(Reply(reply), "choice", (*options, SOMETHING_ELSE))


def _which_again(turn: Turn) -> Events | None:
    """A plain yes to "which of these?": once more in few words, then a person. None where nothing of it was asked."""
    offer = turn.tracker.get_slot("offer")
    if not (isinstance(offer, dict) and offer.get("asked") and len(offer["intents"]) > 1):
        return None
    if offer.get("again"):
        return _offer_person(turn)
    catalogue = turn.wired.council.catalogue
    likely = [enquiry for name in offer["intents"] if (enquiry := catalogue.get(name))]
    turn.ask(_between(turn, likely, "utter_ask_which_enquiry_again"))
    return [offering({**offer, "again": True})]


def _search_helped(turn: Turn) -> bool:
    found = turn.wired.search.find(turn.heard.words, limit=1)
    if not found or found[0].weak or found[0].article.name in (OTHERS, turn.told_article):
        return False
    turn.answer_from(found[0].article, lead_in="utter_this_may_help")
    turn.ask(Question(Reply("utter_ask_if_that_helped"), "yes_no", YES_NO))
    return True


def _found_perhaps(turn: Turn) -> tuple[Option, ...]:
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
    guesses = dict.fromkeys([*_likely(turn, GUESSED)[:1], *found])
    options = tuple(Option(enquiry.title, f"{INTENT}{enquiry.name}") for enquiry in guesses)
    return (*options, A_PERSON, SOMETHING_ELSE) if options else ()


def _offer_person(turn: Turn, first: str | None = None) -> Events:
    if first:
        turn.say(first, note="not_understood")
    turn.ask(Question(Reply("utter_offer_person"), "yes_no", YES_NO))
    return [offering("hand_off")]


def _emergency_line(turn: Turn) -> None:
    """Our own number besides the water company's, while nobody of ours is here."""
    council = turn.wired.council
    if not council.team("streets").hours.is_open(turn.wired.clock()):
        phone = council.emergency_phone
        turn.say("utter_emergency_line", phone=spoken_phone(phone) if turn.spoken else shown_phone(phone))


def _about(turn: Turn) -> dict[str, str]:
    """What the words are about, for the card of whoever was asked for with them."""
    return {"about": turn.enquiry.title, "team": turn.enquiry.team} if turn.enquiry else {}


def _close(turn: Turn) -> Events:
    """Goodbye, but only on words that close a conversation: ending it on a wrong guess cannot be undone."""
    if (protest := protested(turn)) is not None:
        return protest
    if turn.heard.value is None and not _CLOSING.search(turn.heard.words):
        return not_understood(turn)
    turn.end("utter_goodbye")
    return [offering(None)]


_CLOSING = re.compile(
    r"(?i)\b(no|nope|nah|bye|goodbye|good night|cheerio|ta ?ra|toodle|farewell|thanks?|thank you|cheers|ta"
    r"|that'?s (all|it|everything)|that is (all|it)|all (done|good|sorted)|nothing( else)?|i'?m (done|off|good)"
    r"|see (you|ya)|have a (nice|good|lovely)|never ?mind|leave it|not (now|today)|sorted|finished|done)\b"
)


def _likely(turn: Turn, least: float = POSSIBLE) -> list[Enquiry]:
    """The enquiries the words may mean, the likeliest first."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    catalogue = turn.wired.council.catalogue
    likely = [
        enquiry
        for rank in ranking
        if rank.get("confidence", 0) >= least
        and (enquiry := catalogue.get(rank.get("name")))
        and not (turn.spoken and enquiry.name in TO_A_PERSON)
    ]
    return likely[: MOST_ASKED_HEARD if turn.spoken else MOST_ASKED_READ]
