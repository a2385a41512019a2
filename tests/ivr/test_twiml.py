"""TwiML is well-formed whatever the text, and within Twilio's limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contacts.acts import NO, YES, Ask, AskKind, Choice
from ivr import twiml
from ivr.simulator import parse
from ivr.turns import HangUp, Hold, Listen, PutThrough
from tests.ivr.line import BASE, LINE

PHONES = {"waste": "+441632960002"}
ODD_TEXTS = [
    "Bins & boxes <b>today</b>",
    "bell \x07 and vertical tab \x0b",
    "half a pair \ud83d of surrogates",
    "thumbs 👍 and bin 🗑️",
    "see https://www.marlbury.example/bins for more",
    "word " * 1_000,
    "]]> <!-- --> <?xml?>",
    "**bold** and `code`",
]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_gives_well_formed_twiml(text: str) -> None:
    ask = Ask(kind=AskKind.CHOICE, text=text, choices=(Choice(label=text[:50], value="x"),))
    for decision in (Listen((text, text), ask), PutThrough((text,), "waste"), Hold((text,)), HangUp((text,))):
        parse(twiml.render(decision, 1, LINE, PHONES))


def test_addresses_and_pictograms_are_not_read_out() -> None:
    said = twiml.spoken("see https://www.marlbury.example/bins 👍 **now**")
    assert said == "see now"


@pytest.mark.parametrize("kind", list(AskKind))
def test_every_kind_of_question_is_asked_in_british_english(kind: AskKind) -> None:
    choices = (YES, NO) if kind in (AskKind.YES_NO, AskKind.CHOICE) else ()
    document = twiml.render(
        Listen(("Well?",), Ask(kind=kind, text="Well?", choices=choices)), 3, LINE, PHONES
    )
    parse(document)
    assert 'language="en-GB"' in document
    assert f"{BASE}/ivr/turn?s=3" in document


def test_hints_stay_within_twilios_limits() -> None:
    line = replace(LINE, hints=tuple(f"hint {n} " + "x" * 200 for n in range(900)))
    hints = twiml.hints_for(Ask(text="Well?"), line).split(",")
    assert len(hints) <= 500
    assert max(map(len, hints)) <= 100


def test_a_secret_is_keyed_and_never_spoken() -> None:
    ask = Ask(kind=AskKind.DIGITS, text="PIN?", secret=True)
    assert 'input="dtmf"' in twiml.render(Listen(("PIN?",), ask), 1, LINE, PHONES)


def test_every_address_is_absolute() -> None:
    document = twiml.render(PutThrough(("Wait.",), "waste"), 2, LINE, PHONES)
    assert f'action="{BASE}/ivr/dialled?s=2"' in document
    assert f'url="{BASE}/ivr/whisper?s=2"' in document
