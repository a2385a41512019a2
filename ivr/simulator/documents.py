"""Reads a TwiML answer as strictly as Twilio could, and says in a sentence what is wrong with one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ivr.simulator.grammar import RULES, SSML, VERBS, Text, phone_number, url
from ivr.simulator.spoken import spoken_words

# Polly's limit without its marks; the tightest of the voices worth having. VOICE_FACTS, section 6.
MAXIMUM_SAY_LENGTH = 3000
MAXIMUM_QUEUE_NAME = 64
MAXIMUM_NUMBERS = 10
# Twilio's own error codes, which it hands to the fallback URL as ErrorCode.
NOT_XML = 12100
NOT_TWIML = 12200


class TwimlError(Exception):
    """Twilio could not carry this document out. The message is a sentence naming the fault."""

    def __init__(self, sentence: str, code: int = NOT_TWIML) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Verb:
    """One checked instruction. For Say the words are as spoken; for Redirect, Play and Number its text."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    children: tuple[Verb, ...] = ()

    def text(self, attribute: str, default: str = "") -> str:
        return self.attributes.get(attribute, default)

    def number(self, attribute: str, default: int) -> int:
        return int(self.attributes.get(attribute, default))

    def flag(self, attribute: str, default: bool = False) -> bool:
        return self.attributes.get(attribute, str(default).lower()) == "true"


def parse(body: str | bytes, *, allow_empty: bool = False) -> tuple[Verb, ...]:
    """The verbs of a document, each checked.

    Args:
        allow_empty: an empty Response is right where it means "nothing to add", as in a whisper; on a
            caller's own leg it would end the call in silence, so there it is a fault.
    Raises:
        TwimlError: the document has a fault; the first found is named.
    """
    root = _root(body)
    if root.tag != "Response":
        raise TwimlError(f"The document's outermost element is {root.tag}, and must be Response.", NOT_XML)
    if root.attrib:
        raise TwimlError("Response takes no attributes.")
    _no_loose_words(root)
    verbs = tuple(_verb(child, VERBS, "Response") for child in root)
    if not verbs and not allow_empty:
        raise TwimlError("The Response is empty: the call would end without a word.")
    _nothing_unreachable(verbs)
    return verbs


def restrict(verbs: tuple[Verb, ...], allowed: frozenset[str], where: str) -> None:
    """Refuse verbs that do not work in this place: a Dial in a whisper, a Record in a queue."""
    for verb in verbs:
        if verb.name not in allowed:
            raise TwimlError(f"{verb.name} does not work {where}.")


def _root(body: str | bytes) -> Element:
    raw = body.encode() if isinstance(body, str) else body
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        # Also keeps entity bombs away from the parser, so the standard library's is safe here.
        raise TwimlError("The document has a DOCTYPE, which TwiML has no use for.", NOT_XML)
    try:
        return ElementTree.fromstring(raw)  # noqa: S314 no document type, so no entities
    except ElementTree.ParseError as broken:
        line, column = broken.position
        sentence = f"The document is not well-formed XML: see line {line}, column {column}."
        raise TwimlError(sentence, NOT_XML) from broken
    except (ValueError, LookupError) as unreadable:
        raise TwimlError(f"The document cannot be read: {unreadable}.", NOT_XML) from unreadable


def _verb(element: Element, allowed: frozenset[str], parent: str) -> Verb:
    name = element.tag
    if name not in allowed:
        known = name in RULES
        raise TwimlError(
            f"{name} may not stand in {parent}." if known else f"There is no {name} to use here."
        )
    rule = RULES[name]
    _check_attributes(element)
    if rule.text is Text.NONE or (element.tag == "Dial" and len(element)):
        _no_loose_words(element)
    if name == "Say":
        for mark in element:
            _check_marks(mark, "Say")
        children: tuple[Verb, ...] = ()
        words = spoken_words(element)
    else:
        children = tuple(_verb(child, rule.children, name) for child in element)
        words = (element.text or "").strip()
    if rule.text is Text.REQUIRED and not words:
        raise TwimlError(f"{name} has nothing in it.")
    verb = Verb(name, dict(element.attrib), words, children)
    if name in FURTHER_CHECKS:
        FURTHER_CHECKS[name](verb, element)
    return verb


def _check_attributes(element: Element) -> None:
    rule = RULES[element.tag]
    for attribute, value in element.attrib.items():
        if attribute not in rule.attributes:
            raise TwimlError(f"{element.tag} has no attribute {attribute}.")
        wanted = rule.attributes[attribute](value)
        if wanted:
            shown = value if len(value) <= 60 else value[:57] + "..."
            raise TwimlError(f'{element.tag} {attribute}="{shown}" must be {wanted}.')
    for attribute in rule.required:
        if attribute not in element.attrib:
            raise TwimlError(f"{element.tag} needs the attribute {attribute}.")


def _check_marks(element: Element, parent: str) -> None:
    """SSML inside a Say, to any depth."""
    if element.tag not in SSML or element.tag not in RULES[parent].children:
        raise TwimlError(f"{element.tag} may not stand in {parent}.")
    _check_attributes(element)
    if RULES[element.tag].text is Text.REQUIRED and not "".join(element.itertext()).strip():
        raise TwimlError(f"{element.tag} has nothing in it.")
    if RULES[element.tag].text is Text.NONE:
        _no_loose_words(element)
    for mark in element:
        _check_marks(mark, element.tag)


def _no_loose_words(element: Element) -> None:
    loose = [element.text, *(child.tail for child in element)]
    if any(words and words.strip() for words in loose):
        raise TwimlError(f"There are words loose in {element.tag}; nobody would hear them.")


def _nothing_unreachable(verbs: tuple[Verb, ...]) -> None:
    for verb, after in pairwise(verbs):
        # A Dial without an action goes on with the next verb when the dialled leg ends.
        final = verb.name in {"Redirect", "Record", "Hangup", "Reject", "Leave"}
        if final or (verb.name in {"Dial", "Connect"} and "action" in verb.attributes):
            raise TwimlError(f"{after.name} stands after {verb.name} and can never be reached.")


def _check_say(verb: Verb, element: Element) -> None:
    length = len("".join(element.itertext()))
    if length > MAXIMUM_SAY_LENGTH:
        raise TwimlError(f"A Say has {length} characters; {MAXIMUM_SAY_LENGTH} is the most.")
    voice, spoken_language = verb.text("voice", "man"), verb.text("language", "en-US")
    if len(element) and "." not in voice:
        raise TwimlError(f"The basic voice {voice} takes no SSML.")
    if voice.startswith("Google.") and not voice.startswith(f"Google.{spoken_language}-"):
        raise TwimlError(f"The voice {voice} does not speak {spoken_language}.")


def _check_gather(verb: Verb, _element: Element) -> None:
    listens = "speech" in verb.text("input", "dtmf").split()
    if listens and "language" not in verb.attributes:
        raise TwimlError("A Gather that listens needs a language: Twilio's default is American English.")
    if verb.text("speechTimeout") == "auto" and "speechModel" in verb.attributes:
        raise TwimlError("A Gather cannot have speechTimeout auto with a chosen speechModel.")
    if verb.flag("enhanced") and verb.text("speechModel") != "phone_call":
        raise TwimlError("enhanced works with the speechModel phone_call only.")


def _check_play(verb: Verb, _element: Element) -> None:
    if not verb.words and "digits" not in verb.attributes:
        raise TwimlError("Play has neither a sound file nor digits.")
    _check_address("Play", verb)


def _check_redirect(verb: Verb, _element: Element) -> None:
    _check_address("Redirect", verb)


def _check_address(name: str, verb: Verb) -> None:
    wanted = url(verb.words) if verb.words else None
    if wanted:
        raise TwimlError(f"{name} goes to {verb.words}, which must be {wanted}.")


def _check_number(verb: Verb, _element: Element) -> None:
    wanted = phone_number(verb.words)
    if wanted:
        raise TwimlError(f"{verb.name} rings {verb.words}, which must be {wanted}.")


def _check_dial(verb: Verb, element: Element) -> None:
    if not verb.children:
        if not verb.words:
            raise TwimlError("Dial has nobody to ring.")
        _check_number(verb, element)
    if len(verb.children) > MAXIMUM_NUMBERS:
        raise TwimlError(f"Dial rings {len(verb.children)} numbers; {MAXIMUM_NUMBERS} is the most.")
    for alone in ("Queue", "Conference"):
        if len(verb.children) > 1 and any(child.name == alone for child in verb.children):
            raise TwimlError(f"Dial takes one {alone} and nothing beside it.")


def _check_connect(verb: Verb, _element: Element) -> None:
    if len(verb.children) != 1:
        raise TwimlError("Connect needs one thing to connect to.")


def _check_queue_name(verb: Verb, _element: Element) -> None:
    if len(verb.words) > MAXIMUM_QUEUE_NAME:
        raise TwimlError(f"A queue's name has at most {MAXIMUM_QUEUE_NAME} characters.")


def _check_enqueue(verb: Verb, element: Element) -> None:
    if not verb.words and "workflowSid" not in verb.attributes:
        raise TwimlError("Enqueue names neither a queue nor a workflow.")
    if verb.children and "workflowSid" not in verb.attributes:
        raise TwimlError("A Task needs a workflowSid on its Enqueue.")
    _check_queue_name(verb, element)


def _check_task(verb: Verb, _element: Element) -> None:
    try:
        right = isinstance(json.loads(verb.words), dict)
    except ValueError:
        right = False
    if not right:
        raise TwimlError("A Task must hold a JSON object.")


FURTHER_CHECKS: Mapping[str, Callable[[Verb, Element], None]] = {
    "Say": _check_say,
    "Gather": _check_gather,
    "Play": _check_play,
    "Redirect": _check_redirect,
    "Number": _check_number,
    "Dial": _check_dial,
    "Connect": _check_connect,
    "Queue": _check_queue_name,
    "Enqueue": _check_enqueue,
    "Task": _check_task,
}
