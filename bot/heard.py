"""What a turn means before any rule sees it: words read, a choice taken at its word, an offer accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.core.agent import Agent

from bot.known_as import name_of
from bot.language.classifier import A_PERSON, DANGER, SMALL_TALK
from bot.language.outcomes import outcome_spoken, surety
from bot.second_reading import (
    MISSED_BIN,
    NEW_BIN,
    RENEW_A_LOAN,
    meant_instead,
    names_a_title,
    plainly_a_title,
    says_not_taken,
    written_out,
)
from council.choosing import says_both
from council.corrections import corrects

# The intent of a choice that answers a question rather than naming an enquiry. Yes and no are what they always are.
CHOOSE = "choose"
PLAIN_ANSWERS = {"yes": "affirm", "no": "deny"}
FALLBACK = "nlu_fallback"
MOST_ALTERNATIVES = 3  # hypotheses of one spoken turn that are looked at
CORRECTED_WITHIN = 2  # turns after a form was answered; later the words are about something else
SURE = 0.75  # confidence from which the words are of another enquiry, whatever they correct
# Small talk says nothing of what is wanted. Danger is in that set of the classifier's, as is a person, but whoever
# speaks of these wants nothing more than them.
SAYS_NOTHING = SMALL_TALK - {DANGER, A_PERSON}
# A goodbye is one however it begins; a "no" is how most corrections begin, and the values tell (forms/ has them).
CLOSES = frozenset({"goodbye", "thanks"})
USUAL = 0.5  # the confidence of a hypothesis whose recogniser gives none

Turn = dict[str, Any]  # the body of contact_channel.py's POST
Parsed = dict[str, Any]  # Rasa's parse data, with what bot/language adds


async def heard(agent: Agent, turn: Turn) -> tuple[str, Parsed]:
    """The words that count, and what they mean."""
    value, picked = turn.get("value"), turn.get("intent")
    if (
        not (value or picked)
        and says_both(turn["words"])
        and (both := await _accepted_both(agent, turn["contact"]))
    ):
        return both
    chosen = picked or (PLAIN_ANSWERS.get(value, CHOOSE) if value else None)
    parsed = _taken_at_its_word(turn["words"], chosen) if chosen else await _read(agent, turn)
    if not chosen and (corrected := await _corrects_the_last(agent, turn, parsed)):
        return turn["words"], corrected
    if not chosen and (again := await _read_again(agent, turn, parsed)):
        return again
    if picked or parsed["intent"]["name"] == "affirm":
        return await _accepted_offer(agent, turn["contact"], picked) or (turn["words"], parsed)
    return turn["words"], _as_spoken(parsed, turn) if turn["channel"] == "phone" and not chosen else parsed


def _as_spoken(parsed: Parsed, turn: Turn) -> Parsed:
    """The outcome as bot/language/outcomes.py decides it for the ear. What is no enquiry (yes, thanks, a person please)
    is taken as it is."""
    if parsed["intent"]["name"] in SMALL_TALK or "answer_from_spoken" not in parsed:
        return parsed
    first, second = (*confidences(parsed), 0.0, 0.0)[:2]
    recognised = turn.get("recognised")
    outcome = outcome_spoken(
        parsed["outcome"],
        surety(first, second),
        None if recognised is None else float(recognised),
        parsed["answer_from_spoken"],
    )
    return {**parsed, "outcome": outcome}


async def parse(agent: Agent, words: str) -> Parsed:
    # Residents may type what looks like Rasa's own commands ("/restart"); to us a slash is only a slash.
    return dict(await agent.parse_message(words.lstrip("/ ") or "?"))


def for_dialogue(parsed: Parsed) -> Parsed:
    """What the rules see: where the assistant must ask, no enquiry begins yet."""
    if parsed.get("outcome") != "ask":
        return parsed
    return {**parsed, "intent": {"name": FALLBACK, "confidence": parsed["intent"]["confidence"]}}


async def _read(agent: Agent, turn: Turn) -> Parsed:
    """The hypothesis that makes most sense: a recogniser's slip seldom leads to a confident enquiry."""
    hypotheses = [(await parse(agent, turn["words"]), 1.0)]
    # Where danger or distress was heard the words stay as they were said.
    if hypotheses[0][0].get("safety", "none") == "none" and (out := written_out(turn["words"])):
        hypotheses.append((await parse(agent, out), 1.0))
    for other in (turn.get("alternatives") or [])[:MOST_ALTERNATIVES]:
        sure = other.get("confidence")
        hypotheses.append((await parse(agent, other["words"]), USUAL if sure is None else float(sure)))
    return max(hypotheses, key=lambda hypothesis: _sense(hypothesis[0]) * hypothesis[1])[0]


async def _read_again(agent: Agent, turn: Turn, parsed: Parsed) -> tuple[str, Parsed] | None:
    """What the words mean where they take something back or name a book; None where one reading is enough, and where
    danger or a person comes first."""
    words = turn["words"]
    if _comes_first(parsed):
        return None
    plain = _loan(agent, parsed, words) or _missed_bin(agent, parsed, words)
    if plain and not await _in_form(agent, turn["contact"]):
        return words, {**parsed, **_answered(plain)}
    instead = meant_instead(words)
    if instead is None or await _in_form(agent, turn["contact"]):
        return None
    meant, all_of_it = instead
    other = await parse(agent, meant)
    if other.get("outcome") == "unknown" or other["intent"]["name"] in (
        parsed["intent"]["name"],
        *SAYS_NOTHING,
    ):
        return None
    if not all_of_it and _sense(other) < SURE:
        return None  # "no sorry, the blue one" is no enquiry of its own
    kept = {name: other[name] for name in ("intent", "intent_ranking", "outcome", "also") if name in other}
    entities = other if all_of_it else parsed
    read = {**parsed, **kept, "text": entities["text"], "entities": entities.get("entities", [])}
    words = meant if all_of_it else words
    return words, _as_spoken(read, turn) if turn["channel"] == "phone" else read


async def _corrects_the_last(agent: Agent, turn: Turn, parsed: Parsed) -> Parsed | None:
    """ "Actually no, it was the green one", after a form was answered: its enquiry once more, see
    forms/conversation/redoing.py. None where nothing was, or the words are plainly about something else."""
    if _comes_first(parsed) or corrects(turn["words"]) is None:
        return None
    tracker = await agent.tracker_store.retrieve(turn["contact"])
    last = tracker.get_slot("last_form") if tracker else None
    if not isinstance(last, dict) or tracker.get_slot("form"):
        return None
    if not 0 < turn["turn"] - last["answered_at"] <= CORRECTED_WITHIN:
        return None
    elsewhere = parsed["intent"]["name"] not in (last["enquiry"], FALLBACK, *(SAYS_NOTHING - CLOSES))
    if elsewhere and _sense(parsed) >= SURE:
        return None
    # The first reading is kept for actions/first_reading.py: only the form knows whether anything can be put right.
    first = {**parsed["intent"], "outcome": parsed.get("outcome")}
    return {**parsed, **_answered(last["enquiry"]), "read_first": first}


def _comes_first(parsed: Parsed) -> bool:
    """Whether danger, distress or the wish for a person is heard, which nothing else that was said puts off. Danger may
    be a guess, as to ask about it costs little."""
    intent, outcome = parsed["intent"]["name"], parsed.get("outcome")
    guessed = intent == DANGER and outcome != "unknown"
    return parsed.get("safety", "none") != "none" or guessed or (intent == A_PERSON and outcome == "answer")


def _missed_bin(agent: Agent, parsed: Parsed, words: str) -> str | None:
    """The enquiry about one, where few words say that a bin was not taken and the classifier is not sure of anything
    but a new bin. None where the council has none."""
    new_bin = name_of(agent.domain, NEW_BIN)
    meant = says_not_taken(words) and not _surely_other(parsed, new_bin)
    return name_of(agent.domain, MISSED_BIN) if meant else None


def _loan(agent: Agent, parsed: Parsed, words: str) -> str | None:
    """The same, where a book is renewed by its title; where that is not plain, the classifier is sure of nothing
    else."""
    loan = name_of(agent.domain, RENEW_A_LOAN)
    named = plainly_a_title(words) or (names_a_title(words) and not _surely_other(parsed, loan))
    return loan if named else None


def _surely_other(parsed: Parsed, than: str | None) -> bool:
    sure = parsed.get("outcome") == "answer" and _sense(parsed) >= SURE
    return sure and parsed["intent"]["name"] != than


def _answered(enquiry: str) -> Parsed:
    return {"intent": {"name": enquiry, "confidence": 1.0}, "outcome": "answer", "also": []}


async def _in_form(agent: Agent, contact: str) -> bool:
    tracker = await agent.tracker_store.retrieve(contact)
    return bool(tracker and tracker.get_slot("form"))


def _sense(parsed: Parsed) -> float:
    return max(confidences(parsed), default=0.0)


def confidences(parsed: Parsed) -> list[float]:
    """Of the enquiries it may be, the likeliest first."""
    ranking = parsed.get("intent_ranking", [])
    return sorted((float(rank["confidence"]) for rank in ranking if rank.get("name")), reverse=True)


def _taken_at_its_word(words: str, intent: str, entities: Sequence[Any] = ()) -> Parsed:
    chosen = {"name": intent, "confidence": 1.0}
    return {
        "text": words,
        "intent": chosen,
        "intent_ranking": [chosen],
        "entities": list(entities),
        "outcome": "answer",
    }


async def _accepted_offer(agent: Agent, contact: str, picked: str | None) -> tuple[str, Parsed] | None:
    """Yes to "You also mentioned a pothole", or one of "a missed bin, or a new bin?": the words said then count, so
    that nothing in them is asked again. None when nothing of the kind was offered."""
    offer = await _offer(agent, contact)
    if offer is None:
        return None
    intents = offer["intents"]
    accepted = picked if picked in intents else intents[0] if picked is None and len(intents) == 1 else None
    if accepted is None:
        return None
    words = offer["words"]
    return words, _taken_at_its_word(words, accepted, (await parse(agent, words)).get("entities", ()))


async def _accepted_both(agent: Agent, contact: str) -> tuple[str, Parsed] | None:
    """Both of two enquiries asked between: the first now, and the other is come back to. None where none were."""
    offer = await _offer(agent, contact)
    if offer is None or len(offer["intents"]) < 2:
        return None
    words, (first, *others) = offer["words"], offer["intents"]
    parsed = _taken_at_its_word(words, first, (await parse(agent, words)).get("entities", ()))
    return words, {**parsed, "also": [{"intent": other, "words": words} for other in others]}


async def _offer(agent: Agent, contact: str) -> dict[str, Any] | None:
    """The enquiries that were offered last, as actions/base.py keeps them."""
    tracker = await agent.tracker_store.retrieve(contact)
    offer = tracker.get_slot("offer") if tracker else None
    return offer if isinstance(offer, dict) else None
