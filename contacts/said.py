"""What a resident said in one turn, cleaned before anything sees it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace

from contacts.errors import NothingSaid, TooLong

LIMIT = 2_000  # characters; a long e-mail is about 1,500
MASK = "••••"

# Control characters break XML and logs; zero-width and direction marks hide words from people and classifier;
# half a surrogate pair fits no database.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Said:
    """One turn's input: words, or the value of a choice (with its label as the words).

    Attributes:
        keyed: the words are keys that a caller pressed, one number and nothing that could mean danger.
        because: why a channel itself asks for a person ("Silence on the line"), as an adviser is to read it.
        at_once: of such a person, that they are needed as soon as somebody in distress needs one.
        recognised: how sure a speech recogniser was of the words, 0 to 1; None when they were typed or it does not say.
    """

    words: str = ""
    choice: str | None = None
    because: str | None = None
    recognised: float | None = None
    keyed: bool = False
    at_once: bool = False

    @property
    def digest(self) -> str:
        """Tells a repeated turn from another one under its number, without keeping a secret's words."""
        return hashlib.sha256(f"{self.choice or ''}\0{self.words}".encode()).hexdigest()


def clean(said: Said) -> Said:
    """The input without what cannot be seen.

    Raises:
        NothingSaid, TooLong
    """
    if len(said.words) > LIMIT:
        raise TooLong(LIMIT)
    words = unicodedata.normalize("NFKC", _INVISIBLE.sub("", said.words)).strip()
    if not words and not said.choice:
        raise NothingSaid
    return replace(said, words=words)


def says_nothing(words: str) -> bool:
    """Whether nothing in them can be seen, so that they are no turn."""
    return not unicodedata.normalize("NFKC", _INVISIBLE.sub("", words)).strip()
