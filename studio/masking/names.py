"""Names of people: after words that announce one, after a relation or a title, and common first names anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from council.names import FIRST_NAMES, NO_NAME
from studio.masking.find import Find

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLE = re.compile(r"\b(?:mr|mrs|miss|ms|mx|dr|sir|rev|reverend)\b\.? ?", re.IGNORECASE)
# Words after which a name comes. After the first nothing else does; after the others a name has to look like one.
_SURELY = re.compile(
    r"\b(?:my (?:full |first |last |sur)?name(?:'s| is|s)|name ?[:=]|i'?m called|i am called"
    r"|speaking (?:to|with)|call me|known as|signed|tenant is|owner is)[ :]*",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:ask for|councillor|cllr|this is|it'?s|i'?m|i am|he'?s|she'?s|his name is|her name is|regards"
    r"|sincerely|thanks|thank you|cheers|wishes)[ ,.:\n]+",
    re.IGNORECASE,
)
_OF_KIN = re.compile(
    r"\b(?:mum|mother|mam|dad|father|son|daughter|wife|husband|partner|brother|sister|nan|gran|grandma|grandad|uncle"
    r"|aunt|auntie|neighbour|friend|carer|landlord|tenant|baby|child|niece|nephew)"
    r"(?:'s name is| is called| called| named|,)? ",
    re.IGNORECASE,
)
# First names that are words of the council's own, or of anybody's: a name only with a capital and a surname.
_WORDS_TOO = frozenset(
    "june jan dean dawn grant glen hazel heather jade jay ray jean lee eve gene pat frank nick mark".split()
)
_MOST_OF_A_NAME = 3


def names(words: str) -> Iterator[Find]:
    tokens = list(_WORD.finditer(words))
    starts = {token.start(): place for place, token in enumerate(tokens)}
    for pattern, sure in ((_TITLE, True), (_SURELY, True), (_OF_KIN, False), (_PERHAPS, False)):
        for cue in pattern.finditer(words):
            place = starts.get(cue.end())
            if place is not None and (end := _name_from(words, tokens, place, sure=sure)):
                yield Find(tokens[place].start(), tokens[end - 1].end(), "name")
    for place, token in enumerate(tokens):
        name = token[0].lower().removesuffix("'s").removesuffix("’s")
        if name not in FIRST_NAMES:
            continue
        surname = place + 1 < len(tokens) and _is_surname(words, tokens, place + 1)
        if name in _WORDS_TOO and not (
            token[0][0].isupper() and surname and tokens[place + 1][0][0].isupper()
        ):
            continue
        yield Find(token.start(), tokens[place + surname].end(), "name")


def _name_from(words: str, tokens: Sequence[re.Match[str]], place: int, *, sure: bool) -> int:
    """The place after a name that begins with a word; 0 when none does."""
    first = tokens[place][0]
    known = first.lower() in FIRST_NAMES - _WORDS_TOO
    if _plain(first) in NO_NAME or not (sure or known or first[0].isupper()):
        return 0
    end = place + 1
    while end < len(tokens) and end - place < _MOST_OF_A_NAME and _is_surname(words, tokens, end):
        end += 1
    if not sure and not known and end - place < 2:
        return 0  # "It's Monday", "Thanks Marlbury": one unknown word is not enough
    return end


def _is_surname(words: str, tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Whether a word goes on with the name before it."""
    between, word = words[tokens[place - 1].end() : tokens[place].start()], tokens[place][0]
    if between not in (" ", "  ", ". ") or (between == ". " and len(tokens[place - 1][0]) > 1):
        return False
    return _plain(word) not in NO_NAME | _EVERYDAY


def _plain(word: str) -> str:
    return re.sub("['’]", "", word.lower())


# What may follow a first name and is no surname; NO_NAME has the rest.
_EVERYDAY = frozenset(
    """lives lived live left leaves died dies needs wants wanted came come comes went goes moved moves keeps keep kept
    works worked helped helps rang phoned called rings told asked takes took makes made gets pays paid owns who that
    which if then there than while where when as or nor yet so because although though however how just also only
    please want need pay get make take put find report apply renew cancel change check book order claim complain use
    used using may might must would could shall will won't aged age old years ltd limited house street road lane bin
    bins council tax home school park town centre library team office department service services letter parking
    permit garden rubbish collection next last this these more most some any every each both half down up out over
    away here ill sick pregnant abroad today yesterday tomorrow morning afternoon evening""".split()
)
