"""Carries out TwiML on one leg of a call until somebody has to do something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ivr.simulator.documents import TwimlError, Verb, parse, restrict
from ivr.simulator.gathering import Answer, OpenGather
from ivr.simulator.happenings import EndlessCall, Fault, Heard, Kind, Who
from ivr.simulator.relaying import Wire
from ivr.simulator.webhook import Page, Webhook, WebhookFailed

# Twilio has no such limit; a document that redirects to itself would keep a caller until they give up.
DOCUMENTS_IN_A_ROW = 60
NOT_A_DOCUMENT = 12300  # Twilio's code for a content type it cannot use
APOLOGY = "We're sorry, an application error has occurred. Goodbye."
# What Twilio reads as TwiML. Text that is not TwiML is read aloud; sound is played.
AS_TWIML = frozenset({"text/xml", "application/xml", "text/html"})


class DocumentFailed(Exception):
    """A document could not be had or not be carried out."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


@dataclass
class Program:
    """A document being carried out."""

    url: str
    verbs: tuple[Verb, ...]
    position: int = 0

    def next(self) -> Verb | None:
        if self.finished:
            return None
        self.position += 1
        return self.verbs[self.position - 1]

    def put_back(self) -> None:
        """Carry the last verb out again next time."""
        self.position -= 1

    @property
    def finished(self) -> bool:
        return self.position >= len(self.verbs)


@dataclass
class Line:
    """What the legs of one call share: the wire, the simulated clock in seconds, and what was heard."""

    webhook: Webhook
    wire: Wire = field(default_factory=Wire)
    clock: float = 0
    heard: list[Heard] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    documents: int = 0  # fetched since anybody last did anything
    quiet_from: int = 0  # place in `heard` where the last step or the last document began

    def fetch(
        self,
        url: str,
        fields: Mapping[str, str],
        method: str,
        *,
        allowed: frozenset[str] | None = None,
        where: str = "",
        allow_empty: bool = False,
    ) -> Program:
        """The document at a URL, checked.

        Raises:
            DocumentFailed: it could not be had, or Twilio could not carry it out. The fault is listed.
            EndlessCall: too many in a row without a caller's word.
        """
        self.documents += 1
        if self.documents > DOCUMENTS_IN_A_ROW:
            raise EndlessCall(
                f"{DOCUMENTS_IN_A_ROW} documents in a row without a word from anybody; last: {url}"
            )
        try:
            page = self.webhook.ask(url, fields, method)
        except WebhookFailed as failed:
            raise self._failed(failed.url, failed.code, str(failed)) from failed
        try:
            verbs = _verbs(page, allow_empty)
            if allowed is not None:
                restrict(verbs, allowed, where)
        except TwimlError as wrong:
            raise self._failed(page.url, wrong.code, str(wrong)) from wrong
        self.quiet_from = len(self.heard)
        return Program(page.url, verbs)

    def _failed(self, url: str, code: int, sentence: str) -> DocumentFailed:
        fault = Fault(url, code, sentence)
        self.faults.append(fault)
        return DocumentFailed(fault)


def _verbs(page: Page, allow_empty: bool) -> tuple[Verb, ...]:
    if page.content_type == "text/plain" and not page.body.lstrip().startswith(b"<"):
        return (Verb("Say", words=" ".join(page.body.decode("utf-8", "replace").split())),)
    if page.content_type.startswith("audio/"):
        return (Verb("Play", words=page.url),)
    if page.content_type not in AS_TWIML | {"text/plain"}:
        shown = page.content_type or "no content type"
        raise TwimlError(f"The answer is {shown}; TwiML is text/xml.", NOT_A_DOCUMENT)
    return parse(page.body, allow_empty=allow_empty)


class Leg:
    """One end of a call. Subclasses add the verbs that only work there, named in their `handlers`."""

    who: ClassVar[Who]

    def __init__(self, line: Line) -> None:
        self.line = line
        self.program = Program("", ())
        self.gather: OpenGather | None = None
        self.waiting = True  # for somebody to do something; or the leg is over

    def carry_out(self) -> None:
        """Go through the document, and the ones it leads to, as far as they go without anybody."""
        self.waiting = False
        while not self.waiting:
            verb = self.program.next()
            if verb is None:
                self.ran_out()
            else:
                self.do(verb)

    def do(self, verb: Verb) -> None:
        if verb.name == "Gather":
            for prompt in verb.children:
                self.play(prompt)
            self.gather = OpenGather.of(verb, self.program.url)
            self.waiting = True
        else:
            self.play(verb)

    def play(self, verb: Verb) -> None:
        if verb.name == "Say":
            self.hear(
                Kind.WORDS,
                verb.words,
                voice=verb.text("voice", "man"),
                language=verb.text("language", "en-US"),
            )
        elif verb.name == "Play":
            self.hear(Kind.SOUND, verb.words or f"keys {verb.text('digits')}")
        elif verb.name == "Pause":
            seconds = verb.number("length", 1)
            self.hear(Kind.PAUSE, seconds=seconds)
            self.line.clock += seconds
        else:
            raise AssertionError(f"{verb.name} is not done on this leg")  # restrict() has refused it

    def hear(
        self, kind: Kind, words: str = "", *, seconds: int = 0, voice: str = "", language: str = ""
    ) -> None:
        self.line.heard.append(Heard(self.who, kind, words, seconds, voice, language))

    def apologise(self) -> None:
        """What Twilio plays when it has nothing else."""
        self.hear(Kind.WORDS, APOLOGY, voice="man", language="en-US")

    def take(self, answer: Answer) -> None:
        """An open question is answered, or the time for it is over."""
        gather = self.gather
        if gather is None:
            raise AssertionError("no Gather is open")
        self.gather = None
        self.line.clock += answer.seconds
        if answer.fields is not None:
            self.go(gather.action, gather.method, answer.fields)
        self.carry_out()

    def go(self, url: str, method: str, extra: Mapping[str, str]) -> None:
        """Make the document at this URL the one being carried out."""
        raise NotImplementedError

    def ran_out(self) -> None:
        """The document is at its end."""
        raise NotImplementedError
