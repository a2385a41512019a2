"""Languages residents may write in besides English: what each is called, and what we say in it first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

FEWEST_TELLING, SHARE_TELLING = 2, 0.25  # words of a language that tell it, and of how many in all
LONGEST_WISH = 12  # words, of a wish for a language in English; in more it is part of a story
_WISH = re.compile(
    r"(?i)\b(?:interpret(?:er|or)s?|translat(?:or|er|ion)s?|speaks?|talk|in my (?:own )?language"
    r"|(?:no|not|little|bad|understand|good) english)\b"
)
_BESIDE_A_NAME = frozenset(
    "please yes no hello hi i am im my is language only just speak in sorry english not and a an the speaker".split()
)
_SENTENCE = re.compile(r"[^.।۔。]+[.।۔。]")


@dataclass(frozen=True)
class Language:
    """`says` tells the reader, in the language itself, that an interpreter is on the way. `phone` and `voice` are how
    the telephone network speaks it; empty where it cannot."""

    code: str  # ISO 639-1
    name: str
    says: str
    phone: str = ""
    voice: str = ""
    words: frozenset[str] = frozenset()  # that tell it, in Latin letters without marks

    @property
    def says_when_shut(self) -> str:
        """Without the sentence that an interpreter is on the way."""
        first, *others = _SENTENCE.findall(self.says)
        return " ".join((first.strip(), *(one.strip() for one in others[1:])))


class Languages:
    def __init__(self, languages: dict[str, Language]) -> None:
        self._languages = languages

    @classmethod
    def load(cls, path: Path) -> Languages:
        """Raises CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, "languages.yml")
        section.known_names(("languages",))
        listed = section.section("languages", "the list of languages")
        languages = {}
        for code in listed.values:
            entry = listed.section(code, f"the language {code!r}")
            entry.known_names(("name", "says", "words", "phone", "voice"))
            languages[str(code)] = Language(
                str(code),
                entry.text("name"),
                entry.text("says"),
                entry.text("phone") if "phone" in entry.values else "",
                entry.text("voice") if "voice" in entry.values else "",
                frozenset(entry.text("words").split()) if "words" in entry.values else frozenset(),
            )
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(languages)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._languages)

    def __iter__(self) -> Iterator[Language]:
        return iter(self._languages.values())

    def named_in(self, words: str) -> Language | None:
        """The one that is named in English: "a Punjabi interpreter"."""
        said = set(re.findall(r"\w+", words.casefold()))
        return next((language for language in self if language.name.casefold() in said), None)

    def told_by_words(self, message: str) -> Language | None:
        """The language whose common words are in a message, however few: of what is typed or heard without its marks
        and its script, statistics over letters know little."""
        said = _plain(message)
        found = {language: len(language.words & set(said)) for language in self}
        best = max(self, key=lambda language: found[language], default=None)
        if best is None or found[best] < max(FEWEST_TELLING, SHARE_TELLING * len(said)):
            return None
        return best

    def wished(self, message: str) -> Language | None:
        """The language somebody speaks or asks for, in English, in their own or by its name alone, in the middle of
        something else."""
        if told := self.told_by_words(message):
            return told
        said, named = _plain(message), self.named_in(message)
        if named is None or len(said) > LONGEST_WISH:
            return None
        alone = set(said) <= _BESIDE_A_NAME | {named.name.casefold()}
        return named if alone or _WISH.search(message) else None

    def get(self, code: str | None) -> Language | None:
        return self._languages.get(code) if code else None


def _plain(message: str) -> list[str]:
    """The words in small Latin letters without marks: "Mówię" is "mowie"."""
    message = message.casefold().replace("ł", "l").replace("ı", "i").replace("đ", "d")
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", message) if not unicodedata.combining(letter)
    )
    return re.findall(r"[^\W\d_]+", bare)
