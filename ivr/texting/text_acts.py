"""Writes acts as one text message, and reads the answer to it. Knows nothing of Twilio."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contacts.acts import NO, YES, Act, ArticleSource, Ask, AskKind, Choice, Say
from contacts.said import Said
from contacts.texts import gsm
from council.words import Words

SHORTEST_ANSWER = 120  # places an article's answer keeps however full the text is: a sentence or two

_NUMBER = re.compile(r"(?:(?:option|number|no\.?) *)?([1-9])[\s.)!]*", re.IGNORECASE)
_YES = frozenset(("y", "yes", "yes please", "yep", "yeah", "👍"))
_NO = frozenset(("n", "no", "no thanks", "no thank you", "nope", "👎"))
_LOOKS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u20e3]")  # the skin of a thumb, the frame around a digit


@dataclass(frozen=True)
class Style:
    """The words around the acts, and where articles are: `articles` ends without a slash."""

    words: Words
    articles: str  # such as https://frontdoor.marlbury.example/chat/articles

    def say(self, name: str, **blanks: str) -> str:
        return self.words.text(name, **blanks)


def render(acts: Sequence[Act], style: Style) -> str:
    """The acts as one text; "" when they have no words.

    Three segments where possible. Only answers that come from an article are cut, at a sentence, with a link to the
    rest: a question, a reference or what to do in danger is always whole.
    """
    parts = [part for part in (_part(act, style) for act in acts) if part.text]
    whole = "\n".join(part.text for part in parts)
    if gsm.length(whole) > gsm.LONGEST:
        whole = "\n".join(_shortened(parts))
    return gsm.cut(whole, gsm.LONGEST_BODY)


def read(words: str, asked: Ask | None) -> Said:
    """What a text means as the answer to a question: the number of a choice, yes or no, or its words."""
    if asked is None or not asked.choices:
        return Said(words)
    said = _LOOKS.sub("", words).strip()
    if found := _NUMBER.fullmatch(said):
        place = int(found[1]) - 1
        return Said(choice=asked.choices[place].value) if place < len(asked.choices) else Said(words)
    if asked.kind is AskKind.YES_NO:
        plainly = said.casefold().strip(" .!")
        for choice, names in ((YES, _YES), (NO, _NO)):
            if plainly in names and choice in asked.choices:
                return Said(choice=choice.value)
    return Said(words)


@dataclass(frozen=True)
class _Part:
    """The words of an act; `more` is said instead of what is cut off, and empty where nothing may be."""

    text: str
    more: str = ""


def _part(act: Act, style: Style) -> _Part:
    match act:
        case Say(text=text, source=ArticleSource(article=article)):
            return _Part(gsm.plain(text), style.say("text_more", link=f"{style.articles}/{article}"))
        case Say(text=text):
            return _Part(gsm.plain(text))
        case Ask(text=text, choices=()):
            return _Part(gsm.plain(text))
        case Ask(text=text, choices=choices):
            return _Part(gsm.plain(f"{text} {_offered(choices, style)}"))
    return _Part("")  # a person, a call-back and the end have had their words said


def _offered(choices: Sequence[Choice], style: Style) -> str:
    listed = (
        style.say("text_choice", number=str(place), choice=_label(choice))
        for place, choice in enumerate(choices, start=1)
    )
    return style.say("text_choices", choices=", ".join(listed))


def _label(choice: Choice) -> str:
    return choice.label.lower() if choice in (YES, NO) else choice.label


def _shortened(parts: Sequence[_Part]) -> list[str]:
    """The parts with the answers of articles cut to what the others leave, each to an equal share."""
    long = [part for part in parts if part.more]
    taken = sum(gsm.length(part.more or part.text) + 1 for part in parts) + len(long)
    share = max((gsm.LONGEST - taken) // len(long), SHORTEST_ANSWER) if long else 0
    return [_cut(part, share) for part in parts]


def _cut(part: _Part, most: int) -> str:
    # One that would fit with the place of its link as well needs none.
    if not part.more or gsm.length(part.text) <= most + gsm.length(part.more) + 1:
        return part.text
    return f"{gsm.cut(part.text, most)}\n{part.more}"
