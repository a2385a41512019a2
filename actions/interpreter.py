"""Another language: heard at any step, answered in that language, and brought to an interpreter."""

from __future__ import annotations

import re
from typing import Any

from actions.base import Events, Turn, offering
from council.languages import Language
from forms.fields import FIELDS
from forms.state import FormState
from kb.articles import Article

ENQUIRY = "request_interpreter"
SURE = 0.75  # confidence of a wish in English in the middle of a form
# Begins as a wish, and as no story of an interpreter who never came.
_PLAIN_WISH = re.compile(
    r"(?i)^\W*(?:(?:sorry|please|hello|no|but)\W+)*"
    r"(?:i (?:need|want|only speak|speak|don'?t speak|can'?t speak|would like)|i'?d like"
    r"|can i (?:have|get|speak|talk)|could i|do you (?:have|speak)|have you got|is there|get me)\b"
)
# All that is said by who cannot say it otherwise: "no understand", "me no speak English".
_LITTLE_ENGLISH = re.compile(
    r"(?i)^\W*(?:(?:sorry|please|hello|me|i|my|you)\W+)*no+t? (?:understand|understanding|speak|speaking)\b"
    r"(?:\W+(?:you|english|inglish|good|very|well|sorry|please|me|language))*\W*$"
)
FEWEST_WORDS = 4  # of a sentence in another language; fewer may be a name or a street
# Neither is a word of any language; "no it's MB1 1HP" has no Italian in it.
_CODE = re.compile(r"(?i)\b(?:[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}|\w*\d\w*|[a-z])\b(?!')")
_SHORT_WORD = re.compile(r"(?i)(?<!\S)[aeiouwyz](?!\S)")  # one by itself, of Spanish, Italian or Polish
_ENGLISH = re.compile(
    r"(?i)\b(?:(?:it|that|there|he|she|what)'s|i'(?:m|ve|d|ll)|(?:don|can|isn|didn|won)'t)\b"
)


def is_wanted_in_form(turn: Turn, form: FormState) -> bool:
    """Whether an open question was answered in another language, or by asking for one. A name or a street may look like
    one, so what can be the answer is the answer; only the common words of a language are beyond doubt."""
    heard = turn.heard
    if heard.value is not None or not heard.words.strip():
        return False
    languages = turn.wired.council.languages
    if languages.told_by_words(heard.words):
        return True
    asked = FIELDS.get(form.asking or "")
    around = turn.wired.around(spoken=turn.spoken, caller=turn.caller)
    if asked and not asked.free_text and isinstance(asked.read(heard, form.values, around), dict):
        return False
    if turn.language and form.asking != "name":
        return _may_be_foreign(heard.words)
    in_story = asked is not None and asked.free_text
    if heard.intent == ENQUIRY and heard.confidence >= SURE and not in_story:
        return True
    brief = len(heard.words.split()) <= FEWEST_WORDS or bool(_PLAIN_WISH.match(heard.words))
    return languages.wished(heard.words) is not None and (brief or not in_story)


def _may_be_foreign(words: str) -> bool:
    """Whether there are words enough to tell a language by: letters and digits that only spell a postcode, a house or a
    reference are none, whatever statistics over letters see in them."""
    plain = words.replace("’", "'")
    letters = re.findall(r"(?<!\S)\w(?!\S)", plain)
    a_word = len(letters) == 1 and bool(_SHORT_WORD.search(plain))
    told = _CODE.sub(" ", plain).split() + letters * a_word
    return not _ENGLISH.search(plain) and (len(told) >= FEWEST_WORDS or not "".join(told).isascii())


def is_wanted(turn: Turn) -> bool:
    """Whether words that fit no enquiry ask for another language, "can I speak in Urdu", or are all that somebody with
    little English can say."""
    heard = turn.heard
    if heard.value is not None:
        return False
    return (
        bool(_LITTLE_ENGLISH.match(heard.words))
        or turn.wired.council.languages.wished(heard.words) is not None
    )


def brought(turn: Turn, in_hand: dict[str, Any]) -> Events:
    """The same as an answer."""
    bring(turn, in_hand, turn.wired.articles.get(turn.wired.council.catalogue[ENQUIRY].article))
    return [offering(None)]


def bring(turn: Turn, in_hand: dict[str, Any], article: Article | None = None) -> None:
    """The interpreters' queue, with what was in hand on the card. Whoever asks in English hears which language it is
    for. `article` is for a wish that names no language we know of: it says what there is."""
    languages = turn.wired.council.languages
    enquiry = turn.wired.council.catalogue[ENQUIRY]
    named = languages.named_in(turn.heard.words)
    language = languages.get(turn.language) or languages.told_by_words(turn.heard.words)
    if language and named:  # Hindi and Urdu have their common words in common; who says which it is knows
        language = named
    here = turn.wired.council.team(enquiry.team).hours.is_open(turn.wired.clock())
    if language:
        turn.say_plainly(language.says if here else language.says_when_shut)
    elif named:
        turn.say("utter_interpreter_comes" if here else "utter_interpreter_noted", language=named.name)
    elif article:  # which language, the article asks
        turn.answer_from(article)
    wanted = language or named
    collected = {**in_hand.get("collected", {}), **_on_card(wanted)}
    card = {"team": enquiry.team, "about": enquiry.title, **in_hand, "collected": collected}
    turn.hand_off("Needs a person", **{**card, "team": enquiry.team})


def _on_card(language: Language | None) -> dict[str, str]:
    return {"Language": language.name} if language else {}
