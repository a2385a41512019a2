"""A PIN is masked everywhere: the transcript, the turns, and what the assistant sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from contacts.claims import CLAIM_SECONDS, Claims
from contacts.errors import TurnConflict
from contacts.models import Status
from contacts.pins_said import without_pin_begun
from contacts.said import MASK, Said
from contacts.secrets_said import by_an_adviser, kept
from database.base import Base
from tests.contacts.parts import Centre, Resident

PIN = "4711"


def at_the_pin(centre: Centre) -> Resident:
    resident = centre.resident("my pin please")
    assert resident.asked.secret
    return resident


def everything_stored(centre: Centre) -> str:
    with centre.database.reading() as session:
        tables = [table.name for table in Base.metadata.sorted_tables]
        return "\n".join(
            str(row)
            for table in tables
            for row in session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
        )


@pytest.mark.parametrize("words", [PIN, "4 7 1 1", f"it's {PIN}", f"my PIN is {PIN}, thank you"])
def test_a_pin_is_masked_and_reaches_the_assistant_sealed(centre_on_each: Centre, words: str):
    resident = at_the_pin(centre_on_each)
    resident.says(words)
    asked = centre_on_each.assistant.asked[-1]
    assert resident.turns[-1].words == resident.transcript[2][1] == asked.words == MASK
    assert asked.value is not None
    assert asked.value.startswith("held:")
    assert centre_on_each.held_secrets.take(asked.value) == PIN
    assert PIN not in everything_stored(centre_on_each)


@pytest.mark.parametrize("words", ["never mind", "I don't have one", "why do you need it?"])
def test_an_answer_that_is_no_pin_is_not_masked(centre: Centre, words: str):
    resident = at_the_pin(centre)
    resident.says(words)
    asked = centre.assistant.asked[-1]
    assert resident.turns[-1].words == resident.transcript[2][1] == asked.words == words
    assert asked.value is None


@pytest.mark.parametrize("asks", ["my pin please", "renew my books"])
def test_danger_in_the_same_breath_as_a_number_is_heard_and_the_number_masked(
    centre_on_each: Centre, asks: str
):
    resident = centre_on_each.resident(asks)
    assert "999" in resident.says(f"it is {PIN} and my mother is trapped")
    assert resident.turns[-1].words == f"it is {MASK} and my mother is trapped"
    assert PIN not in everything_stored(centre_on_each)


@pytest.mark.parametrize("words", ["i need 999", "dial 999 he has collapsed", "put me through to 999"])
def test_999_is_nobodys_secret(centre: Centre, words: str):
    assert "999" in at_the_pin(centre).says(words)


def test_digits_that_answer_another_question_are_not_masked(centre: Centre):
    resident = centre.resident("my reference please", PIN)
    assert resident.turns[-1].words == PIN


def test_four_digits_cannot_be_worked_out_from_what_is_stored(centre: Centre):
    """The digest tells a repeat from another turn; of a PIN there are but ten thousand to try."""
    resident = at_the_pin(centre)
    resident.says(PIN)
    assert resident.turns[-1].digest != Said(PIN).digest


def test_a_pin_said_again_under_its_number_is_a_repeat_and_words_are_a_conflict(centre_on_each: Centre):
    resident = at_the_pin(centre_on_each)
    resident.says(PIN)
    assert centre_on_each.turns.take(resident.key, 2, Said(PIN)).acts == resident.acts
    assert len(centre_on_each.assistant.asked) == 2
    with pytest.raises(TurnConflict):
        centre_on_each.turns.take(resident.key, 2, Said("never mind"))


def test_a_pin_whose_turn_is_taken_over_is_sealed_again(centre: Centre):
    resident = at_the_pin(centre)
    Claims(centre.database).claim(resident.key, 2, Said(PIN), centre.clock())
    centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS))
    resident.says(PIN)
    asked = centre.assistant.asked[-1]
    assert (asked.words, asked.again) == (MASK, True)
    assert centre.held_secrets.take(str(asked.value)) == PIN


def test_a_pin_the_assistant_missed_is_not_kept_for_trying_again(centre: Centre):
    resident = at_the_pin(centre)
    centre.assistant.fails = 1
    resident.says(PIN)
    resident.tries_again()
    asked = centre.assistant.asked[-1]
    assert (asked.number, asked.words, asked.value, asked.again) == (2, MASK, None, True)
    assert PIN not in everything_stored(centre)


def test_what_is_told_to_a_person_after_the_question_is_not_masked(centre: Centre):
    """The form is over: an adviser who asks for a card number must be able to read it."""
    resident = at_the_pin(centre)
    resident.asks_for_a_person()
    resident.says("my number is 07700 900123")
    assert resident.transcript[-1] == ("resident", "my number is 07700 900123")


@pytest.mark.parametrize(
    ("words", "as_kept"),
    [
        (f"my card is 21900000010017 and my PIN is {PIN}", "my card is ••••••••••0017 and my PIN is ••••"),
        (f"21900000010017 {PIN}", "••••••••••0017 ••••"),
        ("pin's four seven one one", "pin's ••••"),
        ("two one nine double oh oh oh oh oh one double oh one seven", "••••••••••0017"),
        (f"{PIN} is my card", "••••"),
        (PIN, PIN),
        ("240117", "240117"),
        ("my number is 07700 900123", "my number is 07700 900123"),
        ("I live at 1412 Mill Lane", "I live at 1412 Mill Lane"),
    ],
)
def test_a_card_and_a_pin_told_while_waiting_are_masked_everywhere(
    centre_on_each: Centre, words: str, as_kept: str
):
    resident = centre_on_each.resident("a person please")
    number = resident.turns[-1].number + 1
    resident.says(words)
    assert resident.turns[-1].words == as_kept
    assert resident.transcript[-1] == ("resident", as_kept)
    if as_kept != words:
        assert not {"21900000010017", PIN, "seven"} & set(everything_stored(centre_on_each).split("'"))
        assert resident.turns[-1].digest != Said(words).digest
    assert not any(act for act in centre_on_each.turns.take(resident.key, number, Said(words)).acts)


@pytest.mark.parametrize("asks", ["my pin please", "renew please"])
def test_a_number_told_late_to_a_question_for_one_is_masked(centre_on_each: Centre, asks: str):
    resident = centre_on_each.resident(asks)
    resident.asks_for_a_person()
    resident.says(PIN)
    assert resident.turns[-1].words == MASK
    assert f"'{PIN}'" not in everything_stored(centre_on_each)


@pytest.mark.parametrize(
    ("words", "as_kept"),
    [
        ("my pin is now 4711", "my pin is now ••••"),
        ("my pin is still 4711", "my pin is still ••••"),
        ("I set the pin to 4711", "I set the pin to ••••"),
        ("my pin was changed to 4711", "my pin was changed to ••••"),
        ("the pin is, um, 4711", "the pin is, um, ••••"),
        ("pin (4711)", "pin (••••)"),
        ("PIN#4711", "PIN#••••"),
        ("PIN4711", "PIN ••••"),
        ("pin no. 4711", "pin no. ••••"),
        ("My P.I.N. is 4711", "My P.I.N. is ••••"),
        ("the pin you sent me is 4711", "the pin you sent me is ••••"),
        ("4711 - my pin", "•••• - my pin"),
        ("4711 (my pin)", "•••• (my pin)"),
        ("4711 for my pin reset", "•••• for my pin reset"),
        ("4711 that is my pin", "•••• that is my pin"),
        ("use 4711 as my pin please", "use •••• as my pin please"),
        ("my pin was 4711 or 4712", "my pin was •••• or ••••"),
        ("my pin is 4711, no sorry, 4712", "my pin is ••••, no sorry, ••••"),
        ("I changed my pin from 4711 to 4712", "I changed my pin from ••••"),
        ("my pin it's 4711", "my pin it's ••••"),
        ("pin reset, it's 4711", "pin reset, it's ••••"),
        ("My pin. It is 4711.", "My pin. It is ••••."),
        ("My pin. That is 4711", "My pin. That is ••••"),
    ],
)
def test_a_pin_that_is_called_one_is_masked(words: str, as_kept: str):
    assert kept(Said(words), None, Status.ADVISER).said.words == as_kept


@pytest.mark.parametrize(
    "words",
    [
        "ring me on 07700 900123 as the pin is locked",
        "my number is 07700900123 for the PIN letter",
        "I live at 114 as my pin letter went there",
        "my case is 4021 for the pin problem",
        "I lost my card on 12/03/2024 as my pin",
        "I need a pin, 112 High Street",
        "I need a pin, 1412 High Street",
        "I need a new pin, it's 1412 Mill Lane",
        "I lost my pin. 4021 is my case",
        "I have had the PIN from 2019",
        "I paid £250 for the PIN",
        "I paid £2500 for the PIN",
        "call 0300 123 4567 for your pin",
        "about the pin, 07700 900123",
        "the pin for the library my number is 07700 900123",
    ],
)
def test_other_numbers_near_the_word_are_kept(words: str):
    assert kept(Said(words), None, Status.ADVISER).said.words == words
    assert by_an_adviser(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "You can pay by debit card on our site with your council tax account number 60012345, by 31 March 2026",
        "Pay by credit card on +44 1632 960123",
        "Your security code for the garden waste portal is 4821, and the office is at 112 High Street",
        "Your account 60012345, 31/03/2023",
        "library card 21900000010017",
        "",
    ],
)
def test_what_an_adviser_writes_keeps_its_numbers(words: str):
    assert by_an_adviser(words) == words


@pytest.mark.parametrize(
    ("words", "as_kept"),
    [
        ("Pin reset done, it is now 4711", "Pin reset done, it is now ••••"),
        ("paid with 4111 1111 1111 1111 on 31 March", "paid with •••• on 31 March"),
        (
            "4111111111111111 exp 04 29, cvv 123, ring 07700 900123",
            "•••• exp ••••, cvv ••••, ring 07700 900123",
        ),
        ("it was 4111-1111-1111-1111.", "it was ••••."),
        ("amex 3782 822463 10005", "amex ••••"),
        ("four one one one one one one one one one one one one one one one", "••••"),
        ("card 41111111 11111111", "card ••••"),
        ("4111 11111111 1111", "••••"),
        ("card 411111 1111111111", "card ••••"),
    ],
)
def test_what_an_adviser_writes_keeps_no_card_and_no_pin(words: str, as_kept: str):
    assert by_an_adviser(words) == as_kept


def test_an_adviser_reads_a_library_card_and_no_pin():
    told = kept(Said(f"card 21900000010017, pin {PIN}"), None, Status.ADVISER)
    assert told.said.words == "card 21900000010017, pin ••••"


def test_a_pin_told_beside_an_enquiry_is_masked_there_as_well(centre: Centre):
    resident = centre.resident(f"renew my books, card 21900000010017, my pin is {PIN}")
    asked = centre.assistant.asked[-1]
    assert asked.words == resident.turns[-1].words == "renew my books, card ••••••••••0017, my pin is ••••"
    assert centre.held_secrets.take(str(asked.sealed)) == "21900000010017"


def test_a_pin_told_after_the_card_in_one_breath_is_not_shown_as_its_end(centre: Centre):
    resident = centre.resident("renew please", f"21900000010017 {PIN}")
    assert resident.turns[-1].words == "••••••••••0017"
    assert centre.held_secrets.take(str(centre.assistant.asked[-1].value)) == "21900000010017"


def test_the_card_has_no_pin(centre: Centre):
    resident = at_the_pin(centre)
    resident.says(PIN)
    resident.asks_for_a_person()
    assert f"Resident: {MASK}" in resident.entry.card.tried
    assert PIN not in resident.entry.card.model_dump_json()


# A library card's number.

CARD = "21900000010017"
CARD_SAID = "two one nine double oh oh oh oh oh one double oh one seven"


@pytest.mark.parametrize(
    "words", [CARD, CARD_SAID, f"it's {CARD}", "2190 0000 0100 17", "2190000001 um 0017"]
)
def test_a_library_card_is_masked_but_for_its_end_and_reaches_the_assistant_sealed(
    centre_on_each: Centre, words: str
):
    resident = centre_on_each.resident("renew please", words)
    asked = centre_on_each.assistant.asked[-1]
    assert resident.turns[-1].words == asked.words == "••••••••••0017"
    assert ("resident", "••••••••••0017") in resident.transcript
    assert centre_on_each.held_secrets.take(str(asked.value)) == CARD
    assert CARD not in everything_stored(centre_on_each).replace(" ", "")
    assert "seven" not in everything_stored(centre_on_each)


def test_a_library_card_in_a_first_message_is_masked_and_goes_beside_the_words(centre: Centre):
    resident = centre.resident(f"renew my books, the card is {CARD}")
    asked = centre.assistant.asked[-1]
    assert resident.turns[-1].words == asked.words == "renew my books, the card is ••••••••••0017"
    assert asked.value is None
    assert centre.held_secrets.take(str(asked.sealed)) == CARD


@pytest.mark.parametrize("pin", ["4826", "482", "12"])
def test_a_pin_keyed_at_the_card_question_is_masked_whole(centre: Centre, pin: str):
    resident = centre.resident("renew please", pin)
    assert resident.turns[-1].words == "•" * len(pin)
    assert resident.turns[-1].digest != Said(pin).digest
    assert f"'{pin}'" not in everything_stored(centre)


def test_the_same_card_again_under_its_number_is_a_repeat(centre: Centre):
    resident = centre.resident("renew please", CARD)
    assert centre.turns.take(resident.key, 2, Said(CARD)).acts == resident.acts
    assert len(centre.assistant.asked) == 2


def test_the_card_an_adviser_sees_has_only_the_end_of_a_library_card(centre: Centre):
    resident = centre.resident("renew please", CARD)
    resident.asks_for_a_person()
    assert "Resident: ••••••••••0017" in resident.entry.card.tried
    assert CARD not in resident.entry.card.model_dump_json()


# A payment card's number, which is never asked for.

NOT_HERE = "We never ask for them"
PAYMENT = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "it's 4111-1111-1111-1111 thanks",
    "my card number is 5555 4444 3333 2222 expiry 04 29",  # checks or not
    "four one one one one one one one one one one one one one one one",
    "four triple one, um, double one double one and then double one double one double one double one",
    "four five two nine one two three four five six seven eight nine one two three",
    "378282246310005 security code 123",
    "my security code is 123",
    "card number 5555 4443",  # half of it, in one breath
]


@pytest.mark.parametrize("words", PAYMENT)
def test_a_payment_card_is_masked_goes_nowhere_and_the_resident_is_told(centre_on_each: Centre, words: str):
    resident = centre_on_each.resident("report it")
    before = resident.asked
    heard = resident.says(words)
    assert NOT_HERE in heard
    assert resident.asked == before
    assert len(centre_on_each.assistant.asked) == 1
    stored = resident.turns[-1].words
    assert MASK in stored
    assert not any(character.isdigit() for character in stored)
    assert not {"four", "five", "nine", "triple"} & set(stored.split())
    assert resident.turns[-1].digest != Said(words).digest
    assert words not in everything_stored(centre_on_each)


def test_a_payment_card_in_the_first_words_is_answered_without_a_second_greeting(centre: Centre):
    resident = centre.resident("4111 1111 1111 1111")
    assert resident.heard.endswith("What can I help you with?")


@pytest.mark.parametrize(
    "words",
    [
        "my number is 07700 900123 or 07700 900456",
        "the reference is 4821 9936",
        "+44 7700 900123",
        "my account is 12345678 and the sort code 12 34 56",
        "I paid by card on 14 November, 32 pounds",
        "my credit card was charged twice, ring me on 07700 900123",
        "one two three four five six seven eight",
    ],
)
def test_other_numbers_are_kept_as_they_were_given(centre: Centre, words: str):
    resident = centre.resident("report it", words)
    assert resident.turns[-1].words == words
    assert NOT_HERE not in resident.heard


def test_a_payment_card_told_to_an_adviser_is_masked_as_well(centre: Centre):
    resident = centre.resident("a person please")
    assert NOT_HERE in resident.says("it is 4111 1111 1111 1111")
    assert ("resident", f"it is {MASK}") in resident.transcript


def test_a_payment_card_said_where_a_call_back_is_arranged_does_not_lose_it(centre: Centre):
    resident = centre.resident("ring me", "4111 1111 1111 1111")
    assert resident.asked.text == "What number should we ring?"
    assert resident.says("07700 900123") == "Is 07700 900123 right?"


def test_danger_beside_a_card_number_is_heard(centre: Centre):
    resident = centre.resident("report it")
    resident.says("4111 1111 1111 1111 and the house is on fire")
    assert "999" in resident.heard


@pytest.mark.parametrize(
    "words",
    [
        "my pin is. 4711",
        "my PIN. It's 4 7 1 1",
        "the pin is ... 47. 11",
        "my pin is 47? 11",
        "my pin's um. hang on. 4711",
    ],
)
@pytest.mark.parametrize("status", list(Status))
def test_a_pin_across_the_end_of_a_sentence_is_masked(words: str, status: Status):
    left = kept(Said(words=words), None, status).said.words
    assert MASK in left
    assert not any(digit in left for digit in "47")


@pytest.mark.parametrize(
    "words",
    [
        "I forgot my pin. 12 Mill Lane",
        "my pin. 2026 was a bad year",
        "I've lost my pin. 07700 900123",
        "I don't know what my pin is. 123 Castle Street",
        "that's my pin. 48219936 is the reference",
    ],
)
def test_what_a_next_sentence_says_is_left(words: str):
    assert kept(Said(words=words), None, Status.ASSISTANT).said.words == words


def test_a_pin_said_a_breath_after_it_was_named_is_masked(centre: Centre):
    resident = centre.resident("a person please, my pin is", "its 47. 11")
    assert resident.turns[-1].words == f"its {MASK}"
    assert "47" not in everything_stored(centre)
    resident.says("12 Mill Lane")
    assert resident.turns[-1].words == "12 Mill Lane"


@pytest.mark.parametrize(
    "words",
    ["security code is 123", "her CVV's 987 she says", "the 3 digits on the back are 123", "cvc 4321"],
)
def test_an_advisers_security_code_needs_no_card_beside_it(words: str):
    left = by_an_adviser(words)
    assert MASK in left
    assert not any(digit in left for digit in ("123", "987", "4321"))


@pytest.mark.parametrize(
    "words", ["the code is 123 for the gate", "security desk 456", "sort code is 123456"]
)
def test_other_codes_an_adviser_writes_stay(words: str):
    assert by_an_adviser(words) == words


@pytest.mark.parametrize(
    ("before", "words", "as_kept"),
    [
        ("my P.I.N. is", "4711", "••••"),
        ("the pin", "it is 4711", "it is ••••"),
        ("my PIN is ••••", "sorry it was 4712", "sorry it was ••••"),
        ("my pin is hm", "4 7 1 1", "••••"),
        ("my pin is ••••", "4021", "4021"),
        ("the pin", "my case is 4021", "my case is 4021"),
    ],
)
def test_a_pin_after_a_breath_is_masked_and_another_number_is_not(before: str, words: str, as_kept: str):
    assert without_pin_begun(words, before) == as_kept
