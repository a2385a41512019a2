"""A question that is open on a call, and what becomes of the keys, words or silence that meet it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from ivr.simulator.documents import Verb

SPEECH = "speech"
DIGITS = "digits"


@dataclass(frozen=True)
class Answer:
    """What goes to the Gather's action. Without fields nothing goes: the next verb is carried out."""

    fields: dict[str, str] | None
    seconds: int = 0


@dataclass(frozen=True)
class OpenGather:
    """The attributes of a Gather that waits for somebody."""

    attributes: dict[str, str]
    kinds: frozenset[str]
    action: str
    method: str
    timeout: int
    num_digits: int | None
    finish_on_key: str
    language: str
    hints: tuple[str, ...]
    action_on_empty_result: bool

    @classmethod
    def of(cls, verb: Verb, document_url: str) -> OpenGather:
        given = verb.text("input", "dtmf").split()
        hints = verb.text("hints")
        return cls(
            attributes=dict(verb.attributes),
            kinds=frozenset(SPEECH if kind == "speech" else DIGITS for kind in given),
            # Without an action the document asks for itself again, with the answer.
            action=urljoin(document_url, verb.text("action")) or document_url,
            method=verb.text("method", "POST"),
            timeout=verb.number("timeout", 5),
            num_digits=verb.number("numDigits", 0) or None,
            finish_on_key=verb.text("finishOnKey", "#"),
            language=verb.text("language", "en-US"),
            hints=tuple(hint.strip() for hint in hints.split(",")) if hints else (),
            action_on_empty_result=verb.flag("actionOnEmptyResult"),
        )

    def pressed(self, keys: str) -> Answer:
        """Keys in a row, then nothing more: the number wanted, the finishing key or time ends them."""
        if DIGITS not in self.kinds:
            return self.silence()
        digits, finished_on, seconds = "", "", 0
        for key in keys:
            if key == self.finish_on_key:
                if not digits:
                    continue  # the finishing key only works once another has been pressed
                finished_on = key
                break
            digits += key
            if len(digits) == self.num_digits:
                break
        else:
            seconds = self.timeout
        if not digits:
            return self.silence()
        return Answer({"Digits": digits, "FinishedOnKey": finished_on, "msg": "Gather End"}, seconds)

    def said(self, words: str, confidence: float | None) -> Answer:
        if SPEECH not in self.kinds or not words.strip():
            return self.silence()
        fields = {"SpeechResult": words, "Language": self.language}
        if confidence is not None:
            fields["Confidence"] = str(confidence)
        return Answer(fields)

    def silence(self) -> Answer:
        if not self.action_on_empty_result:
            return Answer(None, self.timeout)
        # Empty, not absent: they count in the signature, and a form parser may drop them unasked.
        empty = {}
        if DIGITS in self.kinds:
            empty["Digits"] = ""
        if SPEECH in self.kinds:
            empty["SpeechResult"] = ""
        return Answer(empty, self.timeout)
