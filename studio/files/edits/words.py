"""The service's own sentences (council/words.yml), and the first words residents meet (council/identity.yml)."""

from __future__ import annotations

from dataclasses import dataclass

from council.sentences import SENTENCES
from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import one_line, words
from studio.files.edits.replies import check_blanks
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted

FILE = "council/words.yml"
IDENTITY = "council/identity.yml"
WAYS = ("text", "spoken", "texted")  # for chat, for the phone, for text messages
# What of identity.yml an editor may set; the rest, such as the nation, needs whoever runs the software.
ABOUT_US = {
    "greeting": "the first words in chat",
    "spoken_greeting": "the first words on the phone",
    "website": "the address of the website",
    "payment_page": "the address of the payment page",
    "email": "the e-mail address",
}


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
        if self.name not in ABOUT_US:
            raise EditRefused(f"{self.name} cannot be changed here", "name")
        files = Rewriting(content)
        with files.yaml(IDENTITY) as yaml:
            yaml.set(self.name, value=words(self.value, self.name, ABOUT_US[self.name]))
        return files.change()
