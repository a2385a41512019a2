"""The resident's own postcode. With the reference it proves that a case is theirs."""

from __future__ import annotations

import re

from cases import heard_postcodes
from cases.spoken_numbers import only_digits
from forms.fields import heard_postcode, near_postcode
from forms.fields.base import Refused, Values, said_yes, says_it_again
from forms.heard import Around, Heard
from forms.replies import Question, Reply
from forms.sayings.declined import declines, declines_to_give, says_only_no

NOT_GIVEN = "not given"
MOST_NOES = 2  # "no, that is not it", after which it is left out

_HEARD = "postcode_heard"  # in the form's values: {"postcodes": [...], "noes": 1}, until one is confirmed
_UNKNOWN = "unknown"  # beside them: what was heard, where it is none of ours
_NONE_TO_GIVE = re.compile(
    r"(?i)^\W*(i )?(really )?(don'?t|do not|can'?t|cannot) (know|remember|have)\b"
    r"|\b(no idea|not sure|no postcode|forgotten it)\b"
)
_NONE_WAS_GIVEN = re.compile(
    r"(?i)^\W*(?:(?:no|sorry|well|oh|um+|i think|but)\W+)*(?:none|nothing|not given|without(?: one)?"
    r"|(?:i|we|they|she|he)\b.{0,15}?\b(?:didn'?t|did not|never|haven'?t|wasn'?t|gave none|left none)(?:\W+\w+)?\W+"
    r"(?:give|gave|given|leave|left|say|said|tell|told|put|asked|have)\b(?!.{0,20}\b(?:remember|know)\b).{0,25}"
    r"|(?:i|we) gave none)\W*$"
)
_POSTCODE = "post ?code|address"


class PostcodeField:
    """Any British postcode: people report things far from home. One of ours that was typed counts at once, any other
    is asked back."""

    name = "postcode"
    title = "Your postcode"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        heard = _heard(values)
        if len(heard) > 1:
            unknown = values[_HEARD].get(_UNKNOWN)
            asked_near = unknown and near_postcode.question(unknown, heard, around)
            return asked_near or heard_postcode.which(heard, around)
        if heard:
            return heard_postcode.asked_back(heard[0], around)
        return heard_postcode.by_keys(values, around) or Question(
            Reply("utter_ask_your_postcode"), "postcode"
        )

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        waiting = _heard(values)
        if postcode := self._found(heard, around):
            again = waiting == [postcode[0]] and says_it_again(heard)
            return self._taken(postcode[0], again or postcode[1], values, around)
        if len(waiting) > 1 and (unknown := values[_HEARD].get(_UNKNOWN)):
            meant = near_postcode.answered(heard, waiting, around)
            return None if meant is None else {self.name: meant or unknown, _HEARD: None}
        if len(waiting) > 1:
            picked = heard_postcode.chosen(heard, waiting)
            return {self.name: picked, _HEARD: None} if picked else None
        if waiting:
            answer = heard_postcode.answered(waiting[0], heard, around)
            if answer:
                return {self.name: answer, _HEARD: None}
            return None if answer is None else self._not_it(values, around)
        if (keys := only_digits(heard.words)) and values.get(heard_postcode.BY_KEYS):
            spelled = heard_postcodes.keyed(keys, around.gazetteer.postcodes)
            if not 0 < len(spelled) <= heard_postcode.MOST_CHOICES:
                return Refused(Reply("utter_postcode_keys_not_found"), firm=True)
            return {_HEARD: {**(values.get(_HEARD) or {}), "postcodes": sorted(spelled)}}
        if values.get("case_reference") and _none_was_given(heard.words):
            return {self.name: NOT_GIVEN}
        if _keeps_it(heard.words) and not said_yes(heard):
            if values.get("case_reference"):
                return Refused(Reply("utter_help_your_postcode"), firm=True)
            return {self.name: NOT_GIVEN}
        firm = bool(only_digits(heard.words))
        return Refused(Reply("utter_postcode_not_valid"), firm) if re.search(r"\d", heard.words) else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        postcode = self._found(heard, around)
        # Said before it is asked for. A report can do without one; a proof, which tells nothing, cannot.
        if postcode is None and values.get("description") and not values.get(self.name):
            keeps_it = heard_postcode.not_known(heard.words) or declines_to_give(_POSTCODE, heard.words)
            return {self.name: NOT_GIVEN} if keeps_it else None
        if postcode is None or postcode[0] in (values.get(self.name), *_heard(values)):
            return None
        return self._taken(*postcode, values, around)

    def shown(self, values: Values, around: Around) -> str:
        postcode = str(values[self.name])
        return heard_postcodes.read_out(postcode) if around.spoken and postcode != NOT_GIVEN else postcode

    def _found(self, heard: Heard, around: Around) -> tuple[str, bool] | None:
        named = [str(entity.value) for entity in heard.named("postcode")]
        return heard_postcode.found(heard.words, around) or (
            heard_postcode.found(named[0], around) if named else None
        )

    def _taken(self, postcode: str, sure: bool, values: Values, around: Around) -> Values:
        if sure:
            return {self.name: postcode, _HEARD: None}
        alike = near_postcode.near(postcode, around) if around.spoken else []
        if alike and not around.gazetteer.at_postcode(postcode):
            before = values.get(_HEARD) or {}
            return {self.name: None, _HEARD: {**before, "postcodes": alike, _UNKNOWN: postcode}}
        return {
            self.name: None,
            _HEARD: {**(values.get(_HEARD) or {}), "postcodes": [postcode], _UNKNOWN: None},
        }

    def _not_it(self, values: Values, around: Around) -> Values:
        noes = (values.get(_HEARD) or {}).get("noes", 0) + 1
        if noes > MOST_NOES and not values.get("case_reference"):
            return {self.name: NOT_GIVEN}
        return {_HEARD: {"noes": noes}, heard_postcode.BY_KEYS: noes >= MOST_NOES}


def _keeps_it(words: str) -> bool:
    """They have none to give, or would rather not. A plain "no" is that too: nothing was asked that it denies."""
    not_known = _NONE_TO_GIVE.search(words) or heard_postcode.not_known(words)
    return bool(not_known) or declines(words) or says_only_no(words)


def _none_was_given(words: str) -> bool:
    """Of a report made before: one without a postcode is found by its reference alone."""
    return says_only_no(words) or bool(_NONE_WAS_GIVEN.match(words.replace("’", "'")))


def _heard(values: Values) -> list[str]:
    return list((values.get(_HEARD) or {}).get("postcodes", ()))
