"""Things in a resident's own words: where, what, who."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cases.spelled_names import (
    is_no_name,
    is_sentence,
    spelled_name,
    without_politeness,
    without_spelling,
)
from forms import which_place, which_street
from forms.fields.base import Refused, Values, said_no, said_yes
from forms.fields.needed import ADDRESSES, has, is_all_there_is, lacking, needed, tells_of_it, tells_where
from forms.fields.numbers import is_only_digits
from forms.heard import Around, Heard
from forms.replies import Question, Reply
from forms.sayings.declined import declines, declines_to_give, says_only_no
from forms.sayings.only_when import says_only_when
from forms.sayings.questions import is_question
from forms.sayings.said_over import meant_at_last, said_before
from forms.sayings.told_already import has_told
from forms.telling import tells
from forms.where import where, with_the_spot

MOST_IN_A_NAME = 4  # words
LONGEST = 1_000  # characters kept of what a resident tells

# Not an answer but a plea for help with the question.
_UNSURE = re.compile(
    r"(?i)^\W*((i )?(really )?(don'?t|do not) know|not sure|no idea|no clue|what do you mean|what\W*$|pardon"
    r"|sorry\W*$"
    r"|(can you )?(say|repeat) (that|it)|say again|i (don'?t|do not) understand)"
)
_NO_NAME = re.compile(r"(?i)\b(?:anonymous(?:ly)?|no name)\b")
_UNNAMED = re.compile(
    r"(?i)\b(?:stay|remain|be|keep (?:it|this|me)|complain|report (?:it|this)) anonymous(?:ly)?\b"
)
_NO_NAME_AT_LAST = re.compile(
    r"(?i)\b(?:an?|the|names?|middle|minutes?|mins?|moments?|mo|seconds?|secs?|ticks?)\b"
)
_PLEASE = re.compile(r"(?i)[\s,.]+(?:please|love|thanks|thank you)[\s,.]*$")
NOT_GIVEN = "not given"
_CALLED = (
    r"(?:you can |they |please |just |everyone |everybody |people )*calls? me(?! (?:back|later|tomorrow|on|at|when|a"
    r"|please|today|again|first|and|to|in|if|tonight|this|next|after|before|any ?time|any|now|instead|asap|as|straight"
    r"|soon|whenever|once|then|between|around|about|for|from|by|up|over|or|right|immediately|every|some ?time|mornings?"
    r"|afternoons?|evenings?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b)"
)
_NAME_LEAD_IN = re.compile(
    r"(?i)^\W*(?:(?:um+|er+m?|oh|yes|yeah|ok|well|sorry)[\s,.]+)*"
    r"(my name is|my name'?s|name'?s|it'?s|it is|this is"
    r"|i am|i'?m"
    rf"|called|i go by|put(?: down)?|{_CALLED})\s+"
)


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
        told = values.get(self.name)
        if not told:
            return Question(Reply("utter_ask_location"))
        among = which_place.possible(told, values, around)
        return (
            which_place.question(told, among, around)
            if among
            else which_street.question(told, values, around)
        )

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        before = values.get(self.name)
        if before and (among := which_place.possible(before, values, around)):
            return which_place.answered(before, among, heard, around)
        if before and which_street.question(before, values, around):
            return which_street.answered(before, heard)
        told = _told(heard)
        if told is None or says_only_when(told):
            return None
        return {self.name: which_place.named_beside(told, heard, values, around)}

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        """A street of ours in the words, with what stands before it ("outside 14 Mill Lane"), or a corner of two."""
        told = self._place_in(heard, around)
        return {self.name: which_place.named_beside(told, heard, values, around)} if told else None

    def _place_in(self, heard: Heard, around: Around) -> str | None:
        places = heard.named("address", "street")
        if places:
            return where(heard, places)
        streets = around.gazetteer.streets_in(heard.words)
        if len(streets) != 1:
            return None
        found = re.search(rf"(?i)\b(?:number\s+)?(?:\d+[a-z]?\s+)?{re.escape(streets[0])}", heard.words)
        if not found:
            return streets[0]
        before, after = heard.words[: found.start()], heard.words[found.end() :]
        return with_the_spot(before, found[0], after).strip()

    def shown(self, values: Values, around: Around) -> str:
        return str(values[self.name])


SAID_FIRST = (
    "said_first"  # in the form's values: the words it began with, where they did not seem to tell enough
)
_LACKS = "description_lacks"  # in the form's values beside the description: what is still to be asked for
_NEEDS = "description_needs"  # the same before anything is told, where every answer is looked at


class DescriptionField:
    name = "description"
    title = "What you told us"
    free_text = True

    def question(self, values: Values, around: Around) -> Question | None:
        if not values.get(self.name):
            return Question(Reply("utter_ask_description"))
        if lacks := values.get(_LACKS):
            return Question(Reply("utter_ask_addresses" if lacks[0] == ADDRESSES else "utter_ask_more"))
        return None

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        told, before = _told(heard), values.get(self.name)
        if told and is_only_digits(told):
            return None  # what was keyed for another question
        if heard.value is None and not before and has_told(heard.words):
            first = values.get(SAID_FIRST)
            return {self.name: first, SAID_FIRST: None} if first else None
        if before and (lacks := values.get(_LACKS)):  # a plain no, or not knowing, is an answer too
            if told and lacks[0] == ADDRESSES and not _tells_of(lacks, lacks, heard):
                return None  # "no, I'm renting"
            answered = told or said_no(heard) or _UNSURE.search(heard.words)
            both = f"{before}\n{told}"[:LONGEST] if told else before
            left = [what for what in lacks[1:] if not has(what, heard)]
            return {self.name: both, _LACKS: left} if answered else None
        needs = values.get(_NEEDS) or ()
        left = [what for what in needs if not has(what, heard)]
        if told and needs and not _tells_of(needs, left, heard):
            return None  # a name, where two addresses are asked for
        return _with(told, left) if told else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        """All of a first message, in its own words, when it tells more than which enquiry it is."""
        if values.get(self.name):
            return None
        enquiry = around.council.catalogue.get(heard.intent)
        if heard.value is not None or not (tells(heard, around) or tells_of_it(enquiry, heard)):
            return {_NEEDS: list(needed(enquiry))} if is_all_there_is(enquiry) else None
        return _with(heard.words.strip()[:LONGEST], lacking(enquiry, heard))

    def shown(self, values: Values, around: Around) -> str:
        return str(values[self.name])


def _tells_of(needs: Sequence[str], left: Sequence[str], heard: Heard) -> bool:
    """Whether a short answer has anything of what a team cannot do without."""
    told = len(heard.words.split()) > MOST_IN_A_NAME and not is_question(heard)
    return len(left) < len(needs) or tells_where(heard) or told


def _with(told: str, lacks: list[str]) -> Values:
    return {DescriptionField.name: told, **({_LACKS: lacks} if lacks else {})}


class NameField:
    name = "name"
    title = "Name"
    free_text = True

    def question(self, values: Values, around: Around) -> Question | None:
        return None if values.get(self.name) else Question(Reply("utter_ask_name"), "name")

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        if _NO_NAME.search(heard.words) or declines(heard.words) or says_only_no(heard.words):
            return {self.name: NOT_GIVEN}
        named = heard.named("resident_name")
        if not named and (plain := without_politeness(heard.words)) != heard.words:
            return self.read(Heard(plain), values, around)
        if at_last := meant_at_last(heard.words):  # "John, no sorry, Jane"
            start = len(heard.words) - len(at_last)
            meant = any(one.end > start for one in named) or _may_be_a_name(at_last, beside_one=bool(named))
            put_right = self.read(Heard(at_last), values, around) if meant else None
            if isinstance(put_right, dict):
                return put_right
        if named:
            return {self.name: str(named[0].value)[:100]}
        if at_last and _NO_NAME_AT_LAST.search(at_last):  # "Jane Smith, hang on a minute"
            return self.read(Heard(_PLEASE.sub("", said_before(heard.words))), values, around)
        name = without_spelling(_NAME_LEAD_IN.sub("", heard.words)).strip(" .,!")
        if spelled := spelled_name(name):
            return {self.name: spelled[:100]}
        fit = re.search(r"[^\W\d]{2}", name) and not re.search(r"\d", name) and len(name.split()) <= 5
        none = is_no_name(name) or is_sentence(name) or _UNSURE.search(name)
        return {self.name: name[:100]} if fit and not none else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        if named := heard.named("resident_name"):
            return {self.name: str(named[0].value)[:100]}
        unnamed = declines_to_give("name|surname|details", heard.words) or _UNNAMED.search(heard.words)
        if not values.get(self.name) and unnamed:
            return {self.name: NOT_GIVEN}
        found = re.search(r"(?i)\bmy name(?: is|'s) ([^\W\d][\w'-]+(?: [^\W\d][\w'-]+)?)", heard.words)
        return {self.name: found[1]} if found else None

    def shown(self, values: Values, around: Around) -> str:
        return str(values[self.name])


def tells_name(words: str) -> bool:
    """ "Call me Trish", which is no wish to be rung."""
    return bool(re.match(rf"(?i)^\W*(?:\w+\W+)?{_CALLED}\s+\w", words))


def _may_be_a_name(at_last: str, *, beside_one: bool) -> bool:
    """Whether what comes after "no", "sorry" or "hang on" may be the name that is meant: where one was found before
    it, only what has no word that is in no name ("sorry about that")."""
    if _NO_NAME_AT_LAST.search(at_last):
        return False
    return not (beside_one and any(is_no_name(word) for word in _NAME_LEAD_IN.sub("", at_last).split()))
