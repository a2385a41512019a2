"""The service's own sentences (council/words.yml), and the first words residents meet (council/identity.yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from council.sentences import SENTENCES
from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import one_line, words
from studio.files.edits.people import phone_number
from studio.files.edits.replies import check_blanks
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted

FILE = "council/words.yml"
IDENTITY = "council/identity.yml"
WAYS = ("text", "spoken", "texted")  # for chat, for the phone, for text messages
# What of identity.yml an editor may set; the rest, such as the nation, needs whoever runs the software.
ABOUT_US = {
    "name": "the council's name",
    "short_name": "the short name",
    "greeting": "the first words in chat",
    "spoken_greeting": "the first words on the phone",
    "website": "the address of the website",
    "payment_page": "the address of the payment page",
    "email": "the e-mail address",
    "phone_display": "the main number",  # `phone`, for dialling, follows it
}
LONGEST_GREETING = 400  # characters
_ADDRESS = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s]*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


@dataclass(frozen=True)
class ChangeWords:
    """A sentence of the service. None leaves a way of saying it as it is; empty takes it away, and `text` is used."""

    name: str
    text: str | None = None
    spoken: str | None = None
    texted: str | None = None

    def describe(self, content: Content | None = None) -> str:
        return f"What residents hear: {self.name.replace('_', ' ')} changed"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            if not yaml.has(self.name):
                raise EditRefused(f"There is no sentence called {self.name}", "name")
            for way in WAYS:
                given = getattr(self, way)
                if given is None:
                    continue
                said = one_line(given)
                if said:
                    check_blanks(said, set(SENTENCES.get(self.name, ())), way)
                    yaml.set(self.name, way, value=Quoted(said) if not yaml.has(self.name, way) else said)
                elif way == "text":
                    raise EditRefused("Write what residents are told", way)
                elif yaml.has(self.name, way):
                    yaml.remove(self.name, way)
        return files.change()


@dataclass(frozen=True)
class ChangeIdentity:
    """One of ABOUT_US."""

    name: str
    value: str

    def describe(self, content: Content | None = None) -> str:
        what = ABOUT_US.get(self.name, self.name)
        return f"{what[:1].upper()}{what[1:]} changed"

    def apply(self, content: Content) -> Change:
        return ChangeAboutUs(((self.name, self.value),)).apply(content)


@dataclass(frozen=True)
class ChangeAboutUs:
    """Several of ABOUT_US at once, each with its new value. Those that are as before change nothing."""

    values: tuple[tuple[str, str], ...]

    def describe(self, content: Content | None = None) -> str:
        before = content.council_file("identity").values if content else {}
        changed = [ABOUT_US.get(name, name) for name, value in self.values if value != before.get(name)]
        what = ", ".join(changed) or "nothing"
        return f"About the council: {what} changed"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(IDENTITY) as yaml:
            for name, value in self.values:
                if name not in ABOUT_US:
                    raise EditRefused(f"{name} cannot be changed here", name)
                said = _checked(name, value)
                if not yaml.has(name) or yaml.value(name) != said:
                    yaml.set(name, value=Quoted(said) if name == "phone_display" else said)
                    if name == "phone_display":
                        yaml.set("phone", value=Quoted(phone_number(said, name)))
        return files.change()


def _checked(name: str, value: str) -> str:
    """Raises EditRefused."""
    said = words(value, name, ABOUT_US[name], most=LONGEST_GREETING)
    if name in ("website", "payment_page"):
        said = re.sub(r"^https?://", "", said, flags=re.IGNORECASE)
        if not _ADDRESS.fullmatch(said):
            raise EditRefused("Write an address such as www.marlbury.example, without https://", name)
    if name == "email" and not _EMAIL.fullmatch(said):
        raise EditRefused("Write an e-mail address such as hello@marlbury.example", name)
    if name == "phone_display":
        phone_number(said, name)
    if re.search(r"[{}]", said):
        raise EditRefused("Take out the braces { and }", name)
    return said
