"""What is told at another question's place is kept: the story where the name is asked, the thing where the place is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cases.phones import read_phone
from cases.spelled_names import is_no_name
from forms.fields.base import Field, Values, said_no, said_unsure, said_yes
from forms.fields.numbers import is_only_digits
from forms.heard import Around, Heard
from forms.place_words import counts_things, only_a_place, only_a_thing, only_an_address
from forms.telling import says_how_it_is

STORY = ("location", "description")  # the questions whose answers are parts of one story
FEWEST = 4  # words of a story; fewer are an answer that was not understood
MOST_ADDED = 4  # times that more of the story is told in the place of an answer, before that counts as a miss
LONGEST = 1_000  # characters kept, as of any description
_ADDED, _PLACED = "story_added", "place_added"  # in the form's values: how often, and whether

_QUESTION = re.compile(
    r"(?i)\?\W*$|^\W*(?:(?:and|but|so|ok|okay|sorry)\W+)*(?:how|what|when|why|who|where|which|do|does|did|will|would|can"
    r"|could|should|shall|am|is there|are you|have you)\b"
)
# Said to the line, not told of what happened.
_TO_THE_LINE = re.compile(
    r"(?i)^\W*(?:(?:oh|um+|er+m?|sorry|ok|okay|well|but|no|yes|please)\W+)*"
    r"(?:hang on|hold on|wait|bear with|one (?:moment|second|sec|minute)|just (?:a|one)|let me|give me"
    r"|i'?(?:m| am) (?:just )?(?:looking|trying|getting|finding|not)"
    r"|i (?:can'?t|cannot|couldn'?t|don'?t|do not|won'?t) (?:hear|understand|follow|find|remember|say|tell|think|want"
    r"|know|have|see|like|give|wish|need)|i'?d (?:rather|like|prefer)|i would (?:rather|like|prefer)"
    r"|i (?:want|need|wish)|i(?:'ve| have)? (?:already |just )?(?:said|told you|gave|given)"
    r"|you(?:'ve| have)? (?:already|got|know|have|don'?t need)|it'?s none of|that'?s (?:not|wrong|private)|never ?mind"
    r"|thank|pardon|excuse|hello|my (?:name|number|phone|mobile|post ?code)|the (?:name|number|post ?code))\b"
)
# Begins as the next sentence of what is being told, and no new enquiry.
_GOES_ON = re.compile(
    r"(?i)^\W*(?:(?:and|plus|also|then|because|so|oh|well|but)\W+)*"
    r"(?:(?:they|he|she)\b|(?:it'?s|it has|they'?ve|it'?d) (?:been|got|had|getting|started|happened|become)\b"
    r"|it (?:keeps|started|happened|began|has)\b"
    r"|(?<=and )(?:it|it'?s|nobody|no ?one|now|then|there'?s|when|every|all)\b)"
)
# "Yes it burst me tyre": to a question that is no yes or no.
_YES_AND = re.compile(
    r"(?i)^\W*(?:yes|yeah|aye|ok|okay|right)\W+(?:and|it|they|he|she|there|there'?s|we|somebody|someone)\b"
)
_AT = re.compile(
    r"(?i)^\W*(?:(?:no|sorry|well|oh|um+|er+m?|actually|it'?s|it is|that'?s|i said|i mean|at|the postcode is|postcode)"
    r"\b\W*)+"
)
_WHEN = re.compile(
    r"(?i)^\W*(?:(?:and|but|oh|well)\W+)*(?:it was|it'?s been|it happened|since|on|last|this|every|yesterday)\b"
)
_A_TIME = re.compile(
    r"(?i)\b(?:(?:last|this|every|a|one|two|three|few) (?:\w+ )?(?:week|month|year|night|morning|day)s?|\w{3,6}day)\b"
)
# Few words that plainly belong to what was told: "buzzing as well".
_TOO = re.compile(r"(?i)^\W*(?:and|also|plus)\b|\b(?:as well|too|also|and all)\W*$")
# Without these one word may be an answer: a name, where that is asked.
_IT_IS = re.compile(
    r"(?i)^\W*(?:(?:and|but|oh|well|also|yes|yeah|no)\W+)*(?:it'?s|its|it is|they'?re|they are|that'?s|it was|it looks|"
    r"it keeps|it|really|very|quite|pretty|so|too)\b"
)


def goes_on(heard: Heard, around: Around) -> bool:
    """Whether the words go on with a story: "and they have a dog that barks all day too", "it's really deep"."""
    words = heard.words.replace("’", "'")
    if heard.value is None and only_a_place(heard, around):
        return True  # "all over the path"
    it_is = bool(_IT_IS.search(words)) and says_how_it_is(words)
    return heard.value is None and (it_is or _says_when(heard) or bool(_GOES_ON.search(words)))


def swapped(
    asked: Field, heard: Heard, fields: Sequence[str], values: Values, around: Around
) -> Values | None:
    """ "A fridge and some bags", said where the place is asked for, and "next to the church" where it is asked what
    has happened; None where the words may be the answer."""
    if heard.value is not None or "description" not in fields:
        return None
    if asked.name == "description" and "phone" in fields and is_only_digits(heard.words):
        number = read_phone(heard.words)
        return {"phone": number} if number else None
    if values.get("description"):
        return None
    village = around.gazetteer.localities_in(heard.words, around.gazetteer.localities)
    if asked.name == "location" and not village and only_a_thing(heard, around):
        return {"description": heard.words.strip()[:LONGEST]}
    place = values.get("location")
    if asked.name != "description":
        return None
    if not place:
        return None
    said = _AT.sub("", heard.words).strip(" .,!")
    if only_an_address(heard, around) and said.lower() not in place.lower():
        return {"location": f"{place}, {said}"}
    if not values.get(_PLACED) and only_a_place(heard, around):
        return {"location": f"{place}, {heard.words.strip(' .,!')}", _PLACED: True}
    return None


def more_of_the_story(heard: Heard, values: Values, around: Around) -> Values | None:
    """The description with what is told besides, where that is no answer and nothing said to the line."""
    if heard.value is not None:
        return None
    before, words = str(values.get("description") or ""), heard.words.strip()
    added = int(values.get(_ADDED) or 0)
    part_of_it = says_how_it_is(words) or bool(_TOO.search(words)) or _says_when(heard)
    part_of_it = part_of_it or only_a_place(heard, around) or counts_things(heard, around)
    if not before or added >= MOST_ADDED or (len(words.split()) < FEWEST and not part_of_it):
        return None
    if is_no_name(words) and not part_of_it:
        return None
    if _QUESTION.search(words) or _TO_THE_LINE.search(words.replace("’", "'")):
        return None
    plain_yes = said_yes(heard) and not _YES_AND.match(words)
    if plain_yes or said_no(heard) or said_unsure(heard):
        return None
    return {"description": f"{before}\n{words}"[:LONGEST], _ADDED: added + 1}


def _says_when(heard: Heard) -> bool:
    """ "It was Tuesday", "since last week": of what happened, where no day is asked for."""
    return heard.brief and bool(
        _WHEN.search(heard.words) and (heard.named("date") or _A_TIME.search(heard.words))
    )
