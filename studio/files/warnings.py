"""What an editor is told while typing: about a phrase, an intent's phrases, a reply, an article.

The rules are those of checks/; here they look at one thing at a time, and answer while it is being written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from cases.gazetteer import Gazetteer, GazetteerError
from checks.alike import ANYBODYS_WORDS
from checks.answers import check_article
from checks.busiest import Busiest
from checks.empty import ONLY_SIGNS, about_nothing, is_only_signs
from checks.findings import Kind
from checks.likeness import alike_to
from checks.personal import areas_of, check_personal
from checks.phrases import Phrase, plain
from checks.plain_english import unspeakable, without_blanks
from checks.replies import Told, check_told
from checks.variety import LEAST_RUNS, LEAST_VARIETY, Variety, variety
from council.jargon import Jargon
from council.yaml_files import CouncilDataError
from kb.articles import Article
from studio.files.article_files import Front
from studio.files.cache import Cached
from studio.files.content import Content
from studio.files.edits.articles import article_text
from studio.files.edits.base import count, spot
from studio.files.edits.cleaning import LONGEST_PHRASE, clean_phrase
from studio.files.said_index import SaidIndex, said_index
from studio.masking.masking import personal

MOST_NAMED = 3  # near phrases, misspellings: more would not be read
LONG_TO_HEAR = 45  # words; heard in about a quarter of a minute


@dataclass(frozen=True)
class Warned:
    """`kind`: a name of checks.findings.Kind in small letters, or misspelling, no_voice, somebodys,
    no_word, says_nothing. `blocks`: as it
    stands it cannot go live. `intent`: the other enquiry it is about; `beside`: the other words it names."""

    kind: str
    sentence: str
    blocks: bool = False
    intent: str = ""
    beside: str = ""


def about_phrase(content: Content, intent: str, text: str) -> list[Warned]:
    """What is said of a phrase before it is added to an intent; nothing while it is empty."""
    text = " ".join(text.split())
    bare, index = plain(text), said_index(content)
    if not bare or len(text) > LONGEST_PHRASE:
        too_long = f"It has {len(text)} characters: nobody says so much at once"
        return [Warned("too_long", too_long, blocks=True)] if bare else []
    if is_only_signs(text):
        return [Warned("no_word", ONLY_SIGNS, blocks=True)]
    found = [*_same(content, index, intent, bare)]
    if not found:
        found += _near(content, index, intent, text)
    if intent in content.catalogue() and (nothing := about_nothing(text)):
        found.append(Warned("says_nothing", nothing))
    return [*found, *_whose(content, intent, text), *_misspelt(index, text)]


def about_test_message(content: Content, text: str) -> list[Warned]:
    """What is said of a message before it is kept for testing: one that is a phrase measures nothing, and residents'
    own slips are wanted."""
    text = " ".join(text.split())
    found = [
        Warned("leak", f"It is a phrase of {content.shown(said.intent)}: the assistant learns it", True)
        for said in said_index(content).by_plain.get(plain(text), ())
        if not said.held_out
    ]
    return [*found[:1], *_whose(content, "", text)]


def somebodys(what: str, words: str) -> str:
    """Of what may be a resident's: only the editor knows."""
    return f"{spot(words)} may be {what}: put something in its place that is nobody’s"


def about_phrases(content: Content, intent: str) -> list[Warned]:
    """What is said of an intent's phrases together: too few, or too alike."""
    phrases, found = content.phrases(intent), list[Warned]()
    busiest = _read(_busiest, content.places.council / "busiest.yml")
    if busiest and intent in content.catalogue() and len(phrases) < (least := busiest.least_of(intent)):
        sentence = f"It has {count(len(phrases), 'phrase')} of the {least} it needs"
        found.append(Warned("few_phrases", sentence, blocks=not phrases))
    has = _variety(tuple(phrases))
    if has.runs >= LEAST_RUNS and has.share < LEAST_VARIETY:
        sentence = (
            f"Its phrases repeat each other: only {has.share:.0%} of their runs of three words are different"
        )
        found.append(Warned("sameness", sentence))
    return found


@lru_cache(maxsize=2_000)
def _variety(phrases: tuple[str, ...]) -> Variety:
    return variety([Phrase(text, "", Path(), 1) for text in phrases])


def about_reply(content: Content, name: str, text: str, spoken: str = "") -> list[Warned]:
    """What is said of a reply's words for chat and, where it has its own, for the phone."""
    found: list[Warned] = []
    for words, aloud in ((text, False), (spoken, True)):
        if words.strip():
            found += _told(content, name, words, aloud=aloud)
    if text.strip() and not spoken.strip():
        if cannot := unspeakable(without_blanks(text)):
            found.append(
                Warned("no_voice", f"{cannot} cannot be said aloud: write how the phone says it", True)
            )
        elif len(text.split()) > LONG_TO_HEAR:
            found.append(Warned("no_voice", "It is long to listen to: write a shorter version for the phone"))
    return [*dict.fromkeys(found), *_misspelt(said_index(content), f"{text} {spoken}")]


def about_article(content: Content, key: str, front: Front, body: str, today: date) -> list[Warned]:
    """What is said of an article that is whole: one with a part missing is refused when it is saved."""
    review_by, asides, keywords = front.get("review_by"), front.get("asides"), front.get("keywords")
    jargon = _read(_jargon, content.places.council / "jargon.yml")
    words = {name: str(front.get(name) or "") for name in ("title", "summary", "spoken", "source", "owner")}
    found: list[Warned] = []
    if not words["spoken"].strip():
        found.append(Warned("no_voice", "Write what the phone says", blocks=True))
    if jargon and isinstance(review_by, date) and all(words.values()) and body.strip():
        article = Article(
            name=key,
            **words,
            review_by=review_by,
            body=body.strip(),
            keywords=tuple(keywords) if isinstance(keywords, list) else (),
            asides=asides if isinstance(asides, dict) else {},
        )
        path = content.places.articles / f"{key}.md"
        for finding in check_article(article, article_text(front, body), path, jargon, today):
            sentence = f"{_sentence(finding.what.problem)}. {finding.what.remedy}"
            found.append(Warned(finding.kind.name.lower(), sentence, finding.kind.mistake))
    text = " ".join((words["title"], words["summary"], words["spoken"], body))
    return [*dict.fromkeys(found), *_misspelt(said_index(content), text)]


def _same(content: Content, index: SaidIndex, intent: str, bare: str) -> Iterator[Warned]:
    for said in index.by_plain.get(bare, ()):
        if said.held_out:
            if not (intent not in content.catalogue() and len(bare.split()) <= ANYBODYS_WORDS):
                yield Warned("leak", "It is kept for testing, so the assistant may not learn from it", True)
        elif said.intent == intent:
            yield Warned("alike", "It is there already")
        else:
            sentence = f"It is a phrase of {content.shown(said.intent)} already"
            yield Warned("two_intents", sentence, True, said.intent)


def _whose(content: Content, intent: str, text: str) -> list[Warned]:
    """What may not stand in the files because it is somebody's, or would not stand as it was typed."""
    found = list[Warned]()
    for finding in check_personal([Phrase(text, intent, Path(), 1)], _areas(content)):
        mended = finding.kind is Kind.MARKUP  # taken out when the phrase is saved
        sentence = f"It will be kept as {spot(clean_phrase(text))}" if mended else finding.what.problem
        found.append(Warned(finding.kind.name.lower(), sentence, blocks=not mended))
    if not any(warned.kind == Kind.PERSONAL.name.lower() for warned in found):
        found += (Warned("somebodys", somebodys(what, words)) for what, words in personal(text))
    return found


def nearly(text: str, other: str, where: str) -> Warned:
    """`where`: such as ", which is there already"."""
    return Warned("alike", f"It is nearly {spot(other, text)}{where}", beside=other)


def _near(content: Content, index: SaidIndex, intent: str, text: str) -> Iterator[Warned]:
    for place in alike_to(plain(text), index.plains)[:MOST_NAMED]:
        said = index.said[place]
        if said.held_out:
            yield Warned("alike_held_out", "It is nearly a message kept for testing: say it another way")
        elif said.intent == intent:
            yield nearly(text, said.text, ", which is there already")
        else:
            sentence = f"It is nearly {spot(said.text, text)}, a phrase of {content.shown(said.intent)}"
            yield Warned("alike_two_intents", sentence, intent=said.intent, beside=said.text)


def _told(content: Content, name: str, words: str, *, aloud: bool) -> Iterator[Warned]:
    jargon = _read(_jargon, content.places.council / "jargon.yml")
    for finding in check_told(Told(name, words, Path(), 1, aloud), jargon or Jargon({})):
        problem = finding.what.problem.replace(name, "what the phone says" if aloud else "the reply")
        sentence = f"{_sentence(problem)}. {finding.what.remedy}"
        yield Warned(finding.kind.name.lower(), sentence, finding.kind.mistake)


def _misspelt(index: SaidIndex, text: str) -> list[Warned]:
    slips = list(index.slips(text))[:MOST_NAMED]
    return [Warned("misspelling", f"‘{written}’: did you mean ‘{meant}’?") for written, meant in slips]


def _sentence(problem: str) -> str:
    return problem[:1].upper() + problem[1:]


Read = TypeVar("Read")


def _read(reader: Cached[Read], path: Path) -> Read | None:
    """None where the file is missing or broken: Content.problems says so, and the other warnings go on."""
    try:
        return reader(path)
    except (CouncilDataError, GazetteerError, OSError):
        return None


def _areas(content: Content) -> set[str]:
    return _read(_our_areas, content.places.council / "gazetteer.csv") or set()


_busiest, _jargon = Cached(Busiest.load), Cached(Jargon.load)
_our_areas = Cached(lambda path: areas_of(Gazetteer.load(path).postcodes))
