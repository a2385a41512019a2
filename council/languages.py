"""Languages residents may write in besides English: what each is called, and what we say in it first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

FEWEST_TELLING, SHARE_TELLING = 2, 0.25  # words of a language that tell it, and of how many in all
ON_THE_PHONE = ("waits", "rings", "booked")
LONGEST_WISH = 12  # words, of a wish for a language in English; in more it is part of a story
_WISH = re.compile(
    r"(?i)\b(?:interpret(?:er|or)s?|translat(?:or|er|ion)s?|speaks?|talk|in my (?:own )?language"
    r"|(?:no|not|little|bad|understand|good) english)\b"
)
_BESIDE_A_NAME = frozenset(
    "please yes no hello hi i am im my is language only just speak in sorry english not and a an the speaker".split()
)
# What may come after a language that is asked for; after any other word it says whose or what a thing is.
_AFTER_A_NAME = frozenset(
    """interpreter interpreters interpretor translator translators translation speaker speakers speaking language
    please only and or not is in for to on with person adviser advisor someone somebody anyone
    anybody staff if thanks thank now today here there i im my we you at by about because but so as""".split()
)
_SENTENCE = re.compile(r"[^.।۔。]+[.।۔。]")


@dataclass(frozen=True)
class Language:
    """`says` tells the reader, in the language itself, that an interpreter is on the way; empty, as the code is, of one
    that is only known by its name. `phone` and `voice` are how
    the telephone network speaks it; empty where it cannot."""

    code: str  # ISO 639-1
    name: str
    says: str
    phone: str = ""
    voice: str = ""
    words: frozenset[str] = frozenset()  # that tell it, in Latin letters without marks
    # On the telephone, "" where we have no such sentence: the place in the queue and the key that has them rung back,
    # the offer to be rung while nobody is here, and that they will be.
    waits: str = ""
    rings: str = ""
    booked: str = ""

    @property
    def says_when_shut(self) -> str:
        """Without the sentence that an interpreter is on the way."""
        if not self.says:
            return ""
        first, *others = _SENTENCE.findall(self.says)
        return " ".join((first.strip(), *(one.strip() for one in others[1:])))


class Languages:
    def __init__(self, languages: dict[str, Language], by_name: Iterable[str] = ()) -> None:
        """`by_name`: those an interpreter comes for whom we have no sentence for; they are asked for in English."""
        self._languages = languages
        self._by_name = tuple(Language("", name, "") for name in by_name)

    @classmethod
    def load(cls, path: Path) -> Languages:
        """Raises CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, "languages.yml")
        section.known_names(("languages", "by_name"))
        listed = section.section("languages", "the list of languages")
        languages = {}
        for code in listed.values:
            entry = listed.section(code, f"the language {code!r}")
            entry.known_names(("name", "says", "words", "phone", "voice", *ON_THE_PHONE))
            languages[str(code)] = Language(
                str(code),
                entry.text("name"),
                entry.text("says"),
                entry.text("phone") if "phone" in entry.values else "",
                entry.text("voice") if "voice" in entry.values else "",
                frozenset(entry.text("words").split()) if "words" in entry.values else frozenset(),
                **{part: entry.text(part) for part in ON_THE_PHONE if part in entry.values},
            )
        by_name = section.texts("by_name") if "by_name" in section.values else ()
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(languages, by_name)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._languages)

    def __iter__(self) -> Iterator[Language]:
        return iter(self._languages.values())

    def named_in(self, words: str) -> Language | None:
        """The one that is named in English: "a Punjabi interpreter". Of "Mandarin Chinese" it is the narrower."""
        said = set(re.findall(r"\w+", words.casefold()))
        return next((one for one in (*self._by_name, *self) if one.name.casefold() in said), None)

    def called(self, name: str | None) -> Language | None:
        """The one of exactly this name in English, of those we have sentences for."""
        return next((one for one in self if one.name == name), None)

    def told_by_words(self, message: str) -> Language | None:
        """The language whose common words are in a message, however few: of what is typed or heard without its marks
        and its script, statistics over letters know little."""
        said = _plain(message)
        words = set(said)
        found = {language: len(language.words & words) for language in self}
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
        name = named.name.casefold()
        alone = set(said) <= _BESIDE_A_NAME | {name}
        return named if alone or (_WISH.search(message) and not self._is_of_a_thing(name, said)) else None

    def _is_of_a_thing(self, name: str, said: Sequence[str]) -> bool:
        """Whether the name only says what kind a thing is: "I want to talk about Japanese knotweed"."""
        may_follow = _AFTER_A_NAME | {one.name.casefold() for one in (*self._by_name, *self)}
        follows = [after for one, after in pairwise(said) if one == name]
        return bool(follows) and not any(after in may_follow for after in follows)

    def get(self, code: str | None) -> Language | None:
        return self._languages.get(code) if code else None


def _plain(message: str) -> list[str]:
    """The words in small Latin letters without marks: "Mówię" is "mowie"."""
    message = message.casefold().replace("ł", "l").replace("ı", "i").replace("đ", "d")
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", message) if not unicodedata.combining(letter)
    )
    return re.findall(r"[^\W\d_]+", bare)
