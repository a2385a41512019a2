"""Things made of digits: a phone number, a case reference, a library card and its PIN.

Digits that are not enough, too many or wrong are answered as such. They are an answer to the question that was asked,
whatever enquiry a classifier may see in them.
"""

from __future__ import annotations

import re

from cases.held_secrets import PREFIX
from cases.phones import UK_DIGITS, read_phone, shown_phone, spoken_phone
from cases.references import DIGITS, read_reference, shown
from cases.spoken_numbers import digits_in_words, only_digits
from forms.fields.base import Refused, Values, said_no, said_yes
from forms.heard import Around, Heard
from forms.replies import YES_NO, Question, Reply
from forms.sayings.declined import declines, declines_to_give, says_only_no

CARD_DIGITS = range(8, 21)  # libraries' barcodes differ; the library says whether it knows one
SHORTEST_PIN = 4

NOT_GIVEN = "not given"
_OTHER_PHONE = "other_phone"  # in the form's values: not the one they ring from
_NO_PHONE = re.compile(r"(?i)\b(no phone|(don'?t|do not) (have|own) (a|any)(?! post))\b")
_NUMBER = "phone|phone number|mobile|mobile number|telephone|telephone number|number"
_THIS_PHONE = re.compile(
    r"(?i)\b(this|same|current) (number|one|phone|line)\b|^\W*this\W*$"
    r"|\b(number|one|phone|line)\W+(that )?(i'?m|i am|we'?re|we are)( \w+ing)?( you)? ?(on|from|with)?"
    r"\W*(now|at the moment)?\W*$|\b(number|one|phone) (that )?(i|we) (called|rang|phoned|texted|use)\b"
    r"|\b(number|one) (that )?you (can see|have|see)\b"
)
_NOT_THIS = re.compile(
    r"(?i)\b(?:not|isn'?t|wasn'?t|don'?t|never|other than|instead of)\b.{0,20}\b(?:this|same|current)\b"
)
_MASKED = re.compile(r"\u2022+\d*")  # see contacts/secrets_said.py: as many characters as digits


def digits_of(words: str) -> str:
    return re.sub(r"\D", "", words)


def is_only_digits(words: str) -> bool:
    """Keyed, said or masked: nothing but an answer to a question for digits."""
    return bool(only_digits(words) or _MASKED.fullmatch(words))


def _counted(reply: str, digits: int) -> Refused:
    return Refused(Reply(reply, {"count": str(digits)}), firm=True)


class PhoneField:
    """Whoever rings or texts is asked first whether that number will do."""

    name = "phone"
    title = "Phone"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        if around.caller and not values.get(_OTHER_PHONE):
            ending = (" " if around.spoken else "").join(around.caller[-3:])
            return Question(Reply("utter_ask_caller_phone", {"ending": ending}), "yes_no", YES_NO)
        return Question(Reply("utter_ask_phone"), "digits", max_digits=15)

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        offered = around.caller and not values.get(_OTHER_PHONE)
        if number := read_phone(heard.words):
            return {self.name: number}
        if _THIS_PHONE.search(heard.words) and not _NOT_THIS.search(heard.words):
            if around.caller:
                return {self.name: around.caller}
            return Refused(Reply("utter_phone_not_seen"), firm=True)
        none = _NO_PHONE.search(heard.words) or declines(heard.words)
        if none or (not offered and says_only_no(heard.words)):
            return {self.name: NOT_GIVEN}
        if digits := only_digits(heard.words):
            short = len(digits.lstrip("0")) < UK_DIGITS
            return _counted("utter_phone_too_short" if short else "utter_phone_too_long", len(digits))
        refused = said_no(heard) or bool(_NOT_THIS.search(heard.words))
        if offered and (refused or said_yes(heard)):
            return {_OTHER_PHONE: True} if refused else {self.name: around.caller}
        return Refused(Reply("utter_phone_not_valid")) if len(digits_of(heard.words)) >= 6 else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        named = [str(entity.value) for entity in heard.named("phone")]
        number = named[0] if named else read_phone(heard.words)
        if not number and not values.get(self.name) and declines_to_give(_NUMBER, heard.words):
            return {self.name: NOT_GIVEN}
        return {self.name: number} if number else None

    def shown(self, values: Values, around: Around) -> str:
        number = values[self.name]
        if number == NOT_GIVEN:
            return NOT_GIVEN
        return spoken_phone(number) if around.spoken else shown_phone(number)


class CaseReferenceField:
    name = "case_reference"
    title = "Reference"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        return Question(Reply("utter_ask_case_reference"), "digits", max_digits=DIGITS)

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        if reference := read_reference(digits_in_words(heard.words)):
            return {self.name: reference}
        digits = only_digits(heard.words) or digits_of(digits_in_words(heard.words))
        if len(digits) == DIGITS:  # no reference of ours: the last digit does not check
            return Refused(Reply("utter_case_reference_unknown"), firm=True)
        if len(digits) >= 4 or only_digits(heard.words):
            short = len(digits) < DIGITS
            reply = "utter_case_reference_too_short" if short else "utter_case_reference_too_long"
            return _counted(reply, len(digits))
        return None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        named = [str(entity.value) for entity in heard.named("case_reference")]
        reference = named[0] if named else read_reference(heard.words)
        return {self.name: reference} if reference else None

    def shown(self, values: Values, around: Around) -> str:
        return shown(values[self.name])


class LibraryCardField:
    """Only ever sees the token that stands for the number, and its last digits: {"held": token, "ending": "0017"}."""

    name = "library_card"
    title = "Library card"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        return Question(Reply("utter_ask_library_card"), "digits", private=True, max_digits=max(CARD_DIGITS))

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        masked = _MASKED.search(heard.words)
        if masked is None:
            return None
        if len(masked[0]) not in CARD_DIGITS:
            short = len(masked[0]) < min(CARD_DIGITS)
            reply = "utter_library_card_too_short" if short else "utter_library_card_too_long"
            return _counted(reply, len(masked[0]))
        return self.glean(heard, values, around) or Refused(Reply("utter_help_library_card"), firm=True)

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        masked, token = _MASKED.search(heard.words), _token(heard) or heard.sealed
        if masked is None or token is None or len(masked[0]) not in CARD_DIGITS:
            return None
        return {self.name: {"held": token, "ending": digits_of(masked[0])}}

    def shown(self, values: Values, around: Around) -> str:
        return f"ending {values[self.name]['ending']}"


class LibraryPinField:
    """Only ever sees the token that stands for the PIN; see cases/held_secrets.py."""

    name = "library_pin"
    title = "PIN"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        return Question(Reply("utter_ask_library_pin"), "digits", secret=True, max_digits=12)

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        masked = _MASKED.fullmatch(heard.words)
        if masked and len(masked[0]) < SHORTEST_PIN:
            return Refused(Reply("utter_library_pin_too_short"), firm=True)
        held = _token(heard)
        if held is None and masked:
            return Refused(Reply("utter_help_library_pin"), firm=True)
        return {self.name: held} if held else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        return None

    def shown(self, values: Values, around: Around) -> str:
        return "••••"


def _token(heard: Heard) -> str | None:
    return heard.value if heard.value and heard.value.startswith(PREFIX) else None
