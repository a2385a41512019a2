"""The line of an article that a further question is about: "and can I take paint" of the tip's.

An article is told in two sentences and says much more. A line is given as it stands, with the heading it stands under,
and only where one line alone has what was asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from kb.articles import Article

SHORT = 3
SHORTEST = 4  # letters of a word that may tell one line from the others
MOST_STEPS = 2  # sentences of how to do a thing; more is to be read
LONGEST_LINE = 40  # words; more is a story, to be read
# What residents call what an article says in another word.
_ALSO_CALLED = {
    "cancel": ("stop", "end"),
    "appeal": ("challenge",),
    "dispute": ("challenge",),
    "contest": ("challenge",),
    "quit": ("stop", "leave"),
}
_HOW_TO = re.compile(r"(?i)how to \w+|join or renew$|set it up$|book the day$|register$|see the plans$")
# Another question or wish in the same breath.
_AND_ALSO = re.compile(
    r"(?i)\b(?:and|also|plus)\b\W+(?=(?:also\W+)?(?:can|could|do|does|did|is|are|will|would|how|what|when|where|which|if"
    r"|whether|should|may|am)\b)"
)
# What is asked with it, or done with anything.
_BESIDE = frozenset(
    """about again also and another anything because been before being bring bringing can come cost could does doing
    else from get give going have having help here into just know like look make more much need only open over
    please put said same some something take taking tell that their them then there they thing things this time
    today tomorrow want well were what when where which while will with would year your long many still even
    very""".split()
)


_SHORT_BESIDE = frozenset(
    """the and for you can how who why its any are was did has had get got not our out off own she his her him one two
    day days now use way yes all but may too let say see ill ive thats whats hows ask old big lot bit put
    im id us am""".split()
)


@dataclass(frozen=True)
class Line:
    heading: str
    text: str


def second_question(words: str) -> str:
    """What is asked after "and can I", "and is it"; empty where there is one question."""
    parts = _AND_ALSO.split(words)
    return parts[-1] if len(parts) > 1 else ""


def line_about(article: Article, asked: str) -> Line | None:
    """None where no line, or more than one, has what was asked about."""
    lines = _lines(article.body)
    beside = _BESIDE | set(_words(article.title))
    asked_for = {word for word in _words(asked) if len(word) >= SHORTEST and word not in beside}
    told = set(_words(f"{article.title} {article.spoken} {article.summary}"))
    spread = Counter(word for line in lines for word in set(_words(f"{line.text} {line.heading}")))
    telling = {word for word in asked_for if word not in told and spread[word]}
    if 2 * len(telling) <= len(asked_for):  # most of it is in the answer: they ask the same once more
        return None
    weights = [sum(1 / spread[word] for word in telling & set(_words(line.text))) for line in lines]
    best = max(weights)
    fitting = [line for line, weight in zip(lines, weights, strict=True) if weight == best]
    return fitting[0] if best and len(fitting) == 1 else None


def line_naming(article: Article, names: Collection[str]) -> Line | None:
    """The line that has most of these names, such as "christmas day"; None where none has any."""
    lines = _lines(article.body)
    counted = [sum(name in line.text.lower().replace("’", "'") for name in names) for line in lines]
    most = max(counted, default=0)
    return lines[counted.index(most)] if most else None


def section_about(article: Article, asked: str) -> Line | None:
    """The beginning of the one section whose heading names what is asked about: "Stop it" of "how do I cancel"."""
    telling = words_that_tell(asked)
    telling |= {other for word in telling for other in _ALSO_CALLED.get(word, ())}
    lines = _lines(article.body)
    fitting = dict.fromkeys(line.heading for line in lines if telling & set(_words(line.heading)))
    if len(fitting) != 1:
        return None
    (heading,) = fitting
    under = [line.text for line in lines if line.heading == heading and line.text.endswith(".")][:MOST_STEPS]
    return Line(heading, " ".join(under)) if under else None


def words_that_tell(asked: str) -> set[str]:
    """What a question names, less what is asked with anything: also in three letters, as "tip" and "bin" are."""
    return {
        word
        for word in _words(asked)
        if word not in _BESIDE
        and (len(word) >= SHORTEST or (len(word) == SHORT and word not in _SHORT_BESIDE))
    }


def asked_about(article: Article) -> set[str]:
    """All that an article names, also in its keywords."""
    parts = (article.title, article.summary, article.spoken, article.body, *article.keywords)
    return words_of(" ".join((*parts, *article.asides.values())))


def words_of(text: str) -> set[str]:
    return set(_words(text))


def is_left_open(article: Article, asked: str) -> bool:
    """Whether something was asked about of which what is told says nothing."""
    about = {word for word in _words(asked) if len(word) >= SHORTEST and word not in _BESIDE}
    return bool(about) and not about & set(_words(f"{article.title} {article.spoken} {article.summary}"))


def how_to(article: Article) -> str:
    """How to go about what an article is about: in its own sentence, else the first lines under "How to apply". Empty
    where it does not say."""
    if "how" in article.asides:
        return article.asides["how"]
    under = [
        line.text for line in _lines(article.body) if _HOW_TO.match(line.heading) and line.text.endswith(".")
    ]
    return " ".join(under[:MOST_STEPS])


def _lines(body: str) -> list[Line]:
    """Bullets whole, paragraphs sentence by sentence; none with a link or a number to ring, which are to be read."""
    heading, found = "", []
    for line in map(str.strip, body.splitlines()):
        if line.startswith("#"):
            heading = line.strip("# ")
        elif line.startswith(("- ", "* ")):
            found.append(Line(heading, line[2:]))
        elif line:
            found += [Line(heading, sentence) for sentence in re.split(r"(?<=[.!?])\s+", line)]
    readable = re.compile(r"https?:|\]\(|\b0\d{2,4}[ \d]{5,}|^\||\*\*")
    return [one for one in found if not readable.search(one.text) and len(one.text.split()) <= LONGEST_LINE]


def _words(text: str) -> list[str]:
    return [_singular(word) for word in re.findall(r"[a-z]+", text.lower().replace("'", "").replace("’", ""))]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > SHORTEST and word.endswith("s") and not word.endswith("ss") else word
