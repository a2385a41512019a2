"""Things in a resident's own words: where, what, who; and a postcode that only proves who is asking."""

from __future__ import annotations

import re

from cases.postcodes import read_postcode
from forms.fields.base import Refused, Values, said_no, said_yes
from forms.heard import Around, Entity, Heard
from forms.replies import Question, Reply

LONGEST = 1_000  # characters kept of what a resident tells
TELLING = 12  # words that make a first message a description and not only a title

# Not an answer but a plea for help with the question.
_UNSURE = re.compile(
    r"(?i)^\W*((i )?(really )?(don'?t|do not) know|not sure|no idea|no clue|what do you mean|what\W*$|pardon|sorry\W*$"
    r"|(can you )?(say|repeat) (that|it)|say again|i (don'?t|do not) understand)"
)
_RATHER_NOT = re.compile(r"(?i)\b(rather not|prefer not|don'?t want to (say|give)|anonymous|no name|skip)\b")
NOT_GIVEN = "not given"
_NAME_LEAD_IN = re.compile(r"(?i)^\W*(my name is|my name'?s|name'?s|it'?s|it is|this is|i am|i'?m|called)\s+")


_NEAR = (
    r"(?:(?:outside|opposite|near|by|behind|next to|at|on|in front of|between|along"
    r"|(?:on |at )?the (?:corner|junction|end|top|bottom) of)\s+)?"
)


def _where(words: str, places: list[Entity]) -> str | None:
    """One place, or two joined by a word, with the word of place before them; None when several are spoken of."""
    first, last = places[0], places[-1]
    between = words[first.end : last.start] if first is not last else " and "
    if len(places) > 2 or not re.fullmatch(r"(?i)\W*(?:and|with|where it meets|meets)?\W*", between):
        return None
    near = re.search(rf"(?i)\b{_NEAR}$", words[: first.start])
    named = str(first.value) if first is last else f"{first.value} and {last.value}"
    return f"{near[0] if near else ''}{named}"


def _told(heard: Heard) -> str | None:
    """What was told, in its own words; None for a bare yes or no, which answers something else."""
    words = heard.words.strip()
    bare = len(words.split()) <= 2 and (said_yes(heard) or said_no(heard))
    if not re.search(r"\w{2}", words) or bare or _UNSURE.search(words):
        return None
    return words[:LONGEST]


class LocationField:
    name = "location"
    title = "Where"
    free_text = True

    def question(self, values: Values, around: Around) -> Question | None:
        return None if values.get(self.name) else Question(Reply("utter_ask_location"))

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        return {self.name: told} if (told := _told(heard)) else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        """A street of ours in the words, with what stands before it ("outside 14 Mill Lane"), or a corner of two."""
        places = heard.named("address", "street")
        if places:
            return {self.name: where} if (where := _where(heard.words, places)) else None
        streets = around.gazetteer.streets_in(heard.words)
        if len(streets) != 1:
            return None
        found = re.search(
            rf"(?i)\b{_NEAR}(?:number\s+)?(?:\d+[a-z]?\s+)?{re.escape(streets[0])}", heard.words
        )
        return {self.name: found[0].strip() if found else streets[0]}

    def shown(self, values: Values, around: Around) -> str:
        return str(values[self.name])


class DescriptionField:
    name = "description"
    title = "What you told us"
    free_text = True

    def question(self, values: Values, around: Around) -> Question | None:
        return None if values.get(self.name) else Question(Reply("utter_ask_description"))

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        return {self.name: told} if (told := _told(heard)) else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        words = heard.words.strip()
        told = not values.get(self.name) and len(words.split()) >= TELLING
        return {self.name: words[:LONGEST]} if told else None

    def shown(self, values: Values, around: Around) -> str:
        return str(values[self.name])


class NameField:
    name = "name"
    title = "Name"
    free_text = True

    def question(self, values: Values, around: Around) -> Question | None:
        return None if values.get(self.name) else Question(Reply("utter_ask_name"), "name")

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        if _RATHER_NOT.search(heard.words):
            return {self.name: NOT_GIVEN}
        name = _NAME_LEAD_IN.sub("", heard.words).strip(" .,!")
        fit = re.search(r"[^\W\d]{2}", name) and not re.search(r"\d", name) and len(name.split()) <= 5
        return {self.name: name[:100]} if fit and not _UNSURE.search(name) else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        found = re.search(r"(?i)\bmy name(?: is|'s) ([^\W\d][\w'-]+(?: [^\W\d][\w'-]+)?)", heard.words)
        return {self.name: found[1]} if found else None

    def shown(self, values: Values, around: Around) -> str:
        return str(values[self.name])


class PostcodeField:
    """Any British postcode: people report things far from home. With the reference it proves a case is theirs."""

    name = "postcode"
    title = "Your postcode"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        return None if values.get(self.name) else Question(Reply("utter_ask_your_postcode"), "postcode")

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        if postcode := read_postcode(heard.words):
            return {self.name: postcode}
        return Refused(Reply("utter_postcode_not_valid")) if re.search(r"\d", heard.words) else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        named = [str(entity.value) for entity in heard.named("postcode")]
        postcode = named[0] if named else read_postcode(heard.words)
        return {self.name: postcode} if postcode else None

    def shown(self, values: Values, around: Around) -> str:
        return str(values[self.name])
