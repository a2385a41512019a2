"""What a turn means before any rule sees it: words read, a choice taken at its word, an offer accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.core.agent import Agent

from bot.language.classifier import SMALL_TALK
from bot.language.outcomes import outcome_spoken, surety
from council.choosing import says_both

# The intent of a choice that answers a question rather than naming an enquiry. Yes and no are what they always are.
CHOOSE = "choose"
PLAIN_ANSWERS = {"yes": "affirm", "no": "deny"}
FALLBACK = "nlu_fallback"
MOST_ALTERNATIVES = 3  # hypotheses of one spoken turn that are looked at
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
    for other in (turn.get("alternatives") or [])[:MOST_ALTERNATIVES]:
        sure = other.get("confidence")
        hypotheses.append((await parse(agent, other["words"]), USUAL if sure is None else float(sure)))
    return max(hypotheses, key=lambda hypothesis: _sense(hypothesis[0]) * hypothesis[1])[0]


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
