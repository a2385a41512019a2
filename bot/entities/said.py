"""A message in one plain form that the rules read, and the way from there back to its tokens."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime

from spacy.tokens import Doc

from bot import clock
from bot.clock import LONDON
from bot.entities.numbers import in_digits
from bot.entities.tokens import UNSEEN

# In Doc.user_data: the plain form once made, and the moment a message was said where that is not now.
KEPT, NOW = "said", "now"

_UNSEEN = re.compile(f"[{UNSEEN}]")


@dataclass(frozen=True)
class Word:
    """A word of the plain form. `mark` is the punctuation before it, "" when only space is."""

    text: str
    start: int  # tokens of the message, the end not included
    end: int
    mark: str
    said: bool  # a number in words


class Said:
    """`text` is lower case, without accents, numbers in digits, single spaces; `words` are its words in order.

    `written` are the message's tokens as they stand in it.
    """

    def __init__(self, doc: Doc) -> None:
        tokens = [token.text for token in doc]
        self.written = tokens  # by their place in the message
        kept = [place for place, token in enumerate(tokens) if not token.isspace()]
        pieces = in_digits([plain(tokens[place]) for place in kept])
        parts: list[str] = []
        self.words: list[Word] = []
        self._starts: list[int] = []  # of each piece in the text
        self._tokens: list[tuple[int, int]] = []
        length, mark, after = 0, "", -1
        for piece in pieces:
            start, end = kept[piece.start], kept[piece.end - 1] + 1
            # What stood between: a space after the last token, or a token of white space.
            if parts and (start > after or doc[after - 1].whitespace_):
                line_ends = any("\n" in tokens[place] for place in range(after, start))
                parts.append(" ")
                length += 1
                mark += "\n" if line_ends else ""
            self._starts.append(length)
            self._tokens.append((start, end))
            parts.append(piece.plain)
            length += len(piece.plain)
            after = end
            if piece.plain and (piece.plain[0].isalnum() or piece.plain[0] == "_"):
                self.words.append(Word(piece.plain, start, end, mark, piece.said))
                mark = ""
            else:
                mark += piece.plain
        self.text = "".join(parts)
        self.now: datetime = (doc.user_data.get(NOW) or clock.now()).astimezone(LONDON)

    @classmethod
    def of(cls, doc: Doc) -> Said:
        """The plain form of a message, made once for all rules."""
        if KEPT not in doc.user_data:
            doc.user_data[KEPT] = cls(doc)
        said: Said = doc.user_data[KEPT]
        return said

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens, the end not included, that the characters [start, end) of the text stand for."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        return self._tokens[max(first, 0)][0], self._tokens[max(last, 0)][1]

    def before(self, word: Word, characters: int) -> str:
        """So much of the text before a word, without the space between."""
        start = self._starts[bisect_left(self._tokens, (word.start, word.start))]
        return self.text[max(start - characters, 0) : start].rstrip(" ")

    def after(self, word: Word, characters: int) -> str:
        """So much of the text after a word."""
        place = bisect_left(self._tokens, (word.start, word.start))
        end = self._starts[place] + len(word.text)
        return self.text[end : end + characters]

    def of_match(self, match: re.Match[str], group: int | str = 0) -> tuple[int, int]:
        """The tokens a match in the text covers."""
        return self.tokens(*match.span(group))


def plain(token: str) -> str:
    """A token in lower case, with straight apostrophes and European digits, without accents and marks nobody sees."""
    if token.isascii():
        return token.lower()
    token = unicodedata.normalize("NFKD", _UNSEEN.sub("", token)).lower().replace("’", "'")
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in token
        if not unicodedata.combining(character)
    )


def plain_words(words: str) -> list[str]:
    """A phrase of the council's data in the same form: "St. Anne's Close" is st, annes, close."""
    tokens = re.findall(r"\w+(?:['’]\w+)*|-", words)
    return [
        squashed(piece.plain) for piece in in_digits([plain(token) for token in tokens]) if piece.plain != "-"
    ]


def squashed(word: str) -> str:
    """Without its apostrophes: Queen's, Queen’s and Queens are one street."""
    return word.replace("'", "")
