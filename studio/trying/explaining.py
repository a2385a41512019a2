"""Why a side answered a turn as it did, from what it tells and from its files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from contacts.care import heard_in
from contacts.models import Channel
from council.danger import DangerWords
from council.yaml_files import read_mapping
from studio.files.content import Content
from studio.known import usable
from studio.trying.nearest import Near, Nearest
from studio.trying.rules import Rule, rule_of, taken_by_form
from studio.trying.told import Reasons, ToldTurn

OUTCOMES = "bot.language.outcomes.Outcomes"  # the component of config.yml that has the thresholds
RUNNERS_UP = 3
RUNS_UP_FROM = 0.01  # confidence; less is no rival


class Because(StrEnum):
    """What decided between answering, asking and saying so."""

    CHOSEN = "chosen"  # a button or a key: taken at its word
    NOT_ASKED = (
        "not_asked"  # a person has the conversation, or it was answered before the assistant was asked
    )
    DANGER_WORD = "danger_word"  # by a plain phrase of danger alone
    FORM = "form"  # the open form took it, whatever it is by itself
    SURE = "sure"
    UNSURE = "unsure"
    UNSURE_BY_EAR = "unsure_by_ear"
    MISHEARD = "misheard"  # sure of the words, but the recogniser was not
    STRANGE = "strange"  # too unlike every phrase
    TOO_UNSURE = "too_unsure"


@dataclass(frozen=True)
class Thresholds:
    """See bot/language/outcomes.py. What config.yml does not say is as the component has it."""

    answer_from: float = 0.5
    answer_from_spoken: float = 0.71
    ask_from: float = 0.2
    familiar_from: float = -1.5

    @classmethod
    def of(cls, root: Path) -> Thresholds:
        read = usable(root / "config.yml", read_mapping)
        listed = read.get("pipeline") if read else None
        for part in listed if isinstance(listed, list) else ():
            if isinstance(part, dict) and part.get("name") == OUTCOMES:
                return cls(**{name: float(part[name]) for name in vars(cls()) if name in part})
        return cls()


@dataclass(frozen=True)
class Guess:
    intent: str
    title: str
    confidence: float


@dataclass(frozen=True)
class Safety:
    """Danger, harm, distress or abuse. `rules` are those of council/safety/rules.yml that the words meet; `phrase` is a
    plain one of council/danger.yml; `alone`: it was answered instead of the enquiry."""

    label: str
    about: str | None
    confidence: float | None
    rules: tuple[str, ...]
    phrase: str | None
    alone: bool


@dataclass(frozen=True)
class Why:
    """`guesses`: the likeliest first. `surety` is what counts on the phone; none in a chat."""

    because: Because
    outcome: str  # answer, ask, unknown; empty where the assistant was not asked
    guesses: tuple[Guess, ...]
    familiarity: float
    surety: float | None
    thresholds: Thresholds
    entities: tuple[tuple[str, str], ...]
    safety: Safety | None
    rule: Rule | None
    reasons: Reasons
    near: tuple[Near, ...]

    @property
    def intent(self) -> str | None:
        return self.guesses[0].intent if self.guesses else None

    @property
    def by_form(self) -> bool:
        return taken_by_form(self.reasons)

    @property
    def asks(self) -> str:
        """The field that the form asks for next; Rasa's slot has the enquiry before it."""
        return (self.reasons.asks or "").rpartition(": ")[2]


def explain(root: Path, turn: ToldTurn, channel: Channel, nearest: Nearest) -> Why:
    """`root` is the folder with the side's content."""
    content, reasons = Content(root), turn.reasons or Reasons(number=turn.number)
    told, thresholds = turn.understanding or {}, Thresholds.of(root)
    heard = reasons.heard
    surety = heard.surety if heard and channel is Channel.PHONE else None
    guesses = _guesses(content, told)
    return Why(
        because=Because.FORM
        if taken_by_form(reasons) and not turn.choice
        else _because(turn, thresholds, surety),
        outcome=str(told.get("outcome") or ""),
        guesses=guesses,
        familiarity=float(told.get("familiarity") or 0.0),
        surety=surety,
        thresholds=thresholds,
        entities=tuple((str(one.get("entity")), str(one.get("value"))) for one in told.get("entities") or ()),
        safety=_safety(root, turn, reasons),
        rule=rule_of(content, reasons),
        reasons=reasons,
        near=() if turn.choice else tuple(nearest.to(root, turn.words)),
    )


def _guesses(content: Content, told: dict[str, Any]) -> tuple[Guess, ...]:
    """The ranking; where there is none, the one intent that was taken."""
    ranked = told.get("ranking") or (
        [{"intent": told["intent"], "confidence": told.get("confidence") or 0.0}]
        if told.get("intent")
        else []
    )
    first, *others = [one for one in ranked if one.get("intent")] or [None]
    if first is None:
        return ()
    rivals = [one for one in others if float(one["confidence"]) >= RUNS_UP_FROM][:RUNNERS_UP]
    return tuple(
        Guess(one["intent"], content.shown(one["intent"]), float(one["confidence"]))
        for one in (first, *rivals)
    )


def _because(turn: ToldTurn, thresholds: Thresholds, surety: float | None) -> Because:
    told = turn.understanding
    if told is None:
        return Because.NOT_ASKED
    if turn.choice:
        return Because.CHOSEN
    if "outcome" not in told:
        return Because.DANGER_WORD
    if told["outcome"] == "unknown":
        strange = float(told.get("familiarity") or 0.0) < thresholds.familiar_from
        return Because.STRANGE if strange else Because.TOO_UNSURE
    if told["outcome"] == "answer":
        return Because.SURE
    if float(told.get("confidence") or 0.0) < thresholds.answer_from or surety is None:
        return Because.UNSURE
    return Because.UNSURE_BY_EAR if surety < thresholds.answer_from_spoken else Because.MISHEARD


def _safety(root: Path, turn: ToldTurn, reasons: Reasons) -> Safety | None:
    """What was heard besides the enquiry, or would have been but for the rest of the words."""
    told, heard = turn.understanding or {}, reasons.heard
    label = heard_in(told)
    phrase = None if turn.choice else _plain_phrase(root, turn.words)
    if label is None and phrase is None and not (heard and heard.safety_rules):
        return None
    return Safety(
        label.value if label else "none",
        told.get("safety_about"),
        heard.safety_confidence if heard and label else None,
        tuple(heard.safety_rules) if heard else (),
        phrase,
        alone=label is not None and not reasons.actions,
    )


def _plain_phrase(root: Path, words: str) -> str | None:
    danger = usable(root / "council" / "danger.yml", DangerWords.load)
    return danger.phrase_in(words) if danger else None
