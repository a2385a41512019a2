"""Things made of digits: a phone number, a case reference, a library card and its PIN."""

from __future__ import annotations

import re

from cases.held_secrets import PREFIX
from cases.phones import read_phone, shown_phone, spoken_phone
from cases.references import DIGITS, read_reference, shown
from cases.spoken_numbers import digits_in_words
from forms.fields.base import Refused, Values
from forms.heard import Around, Heard
from forms.replies import Question, Reply

CARD_DIGITS = range(8, 21)  # libraries' barcodes differ; the library says whether it knows one


NOT_GIVEN = "not given"
_NO_PHONE = re.compile(
    r"(?i)\b(no phone|(don'?t|do not) (have|own) (a|any)|rather not|prefer not|don'?t want to (say|give)|skip)\b"
)


def digits_of(words: str) -> str:
    return re.sub(r"\D", "", words)


class PhoneField:
    name = "phone"
    title = "Phone"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        return Question(Reply("utter_ask_phone"), "digits", max_digits=15)

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        if number := read_phone(heard.words):
            return {self.name: number}
        if _NO_PHONE.search(heard.words):
            return {self.name: NOT_GIVEN}
        return Refused(Reply("utter_phone_not_valid")) if len(digits_of(heard.words)) >= 6 else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        named = [str(entity.value) for entity in heard.named("phone")]
        number = named[0] if named else read_phone(heard.words)
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
        if len(digits_of(heard.words)) >= 4:
            return Refused(Reply("utter_case_reference_not_valid"))
        return None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        named = [str(entity.value) for entity in heard.named("case_reference")]
        reference = named[0] if named else read_reference(heard.words)
        return {self.name: reference} if reference else None

    def shown(self, values: Values, around: Around) -> str:
        return shown(values[self.name])


class LibraryCardField:
    name = "library_card"
    title = "Library card"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        return Question(Reply("utter_ask_library_card"), "digits", max_digits=max(CARD_DIGITS))

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        digits = digits_of(digits_in_words(heard.words))
        if len(digits) in CARD_DIGITS:
            return {self.name: digits}
        return Refused(Reply("utter_library_card_not_valid")) if digits else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        found = re.search(r"\b\d{12,20}\b", heard.words)
        return {self.name: found[0]} if found else None

    def shown(self, values: Values, around: Around) -> str:
        return f"ending {values[self.name][-4:]}"


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
        held = heard.value if heard.value and heard.value.startswith(PREFIX) else None
        return {self.name: held} if held else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        return None

    def shown(self, values: Values, around: Around) -> str:
        return "••••"
