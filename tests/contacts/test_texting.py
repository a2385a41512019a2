"""On the phone a reference, or where to pay, may be had as a text: once, by a mobile, and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from cases.models import OutboxMessage
from cases.references import shown
from contacts.acts import Ask, AskKind, Say
from contacts.assistant import AssistantReply, AssistantTurn
from contacts.models import Channel
from contacts.texts.consent import Consent
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre, FakeAssistant, Resident, council_with

OFFER = "Shall I text you the reference?"
WHAT_ELSE = "Anything else?"
LANDLINE = "+441632960999"


@dataclass
class Clerk(FakeAssistant):
    """Opens a case for a missed caddy, as the actions do, and knows where to pay."""

    centre: Centre | None = None
    opened: list[str] = field(default_factory=list)
    caller: Resident | None = None
    paying: str = "make_payment"

    def _reply(self, turn: AssistantTurn) -> AssistantReply:
        reply = super()._reply(turn)
        if "caddy" in turn.words and self.centre and self.caller:
            self.opened.append(self.centre.opens_case(self.caller))
        if "pay" in turn.words:
            reply = AssistantReply(
                [Say(text="You can pay on our website."), Ask(text=WHAT_ELSE)],
                {"intent": self.paying, "confidence": 0.9},
                frozenset({"answered"}),
            )
        return reply


@pytest.fixture
def clerk(centre: Centre) -> Clerk:
    centre.assistant = clerk = Clerk(centre=centre)
    centre.turns = centre.another_process(clerk)
    return clerk


def caller(
    centre: Centre, clerk: Clerk, number: str | None = MOBILE, channel: Channel = Channel.PHONE
) -> Resident:
    clerk.caller = centre.resident(channel=channel, caller=number)
    return clerk.caller


def texts_waiting(centre: Centre) -> list[OutboxMessage]:
    with centre.database.reading() as session:
        return session.query(OutboxMessage).filter_by(kind="sms").all()


def test_after_a_reference_a_text_is_offered_instead_of_the_open_question(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    assert resident.says("my caddy was missed") == f"I have told the crew. {OFFER}"
    assert resident.asked.kind is AskKind.YES_NO


@pytest.mark.parametrize(
    "yes",
    [
        "yes",
        "Yes, please.",
        "text it to me",
        "can you do that",
        "OK thank you",
        "could you text me that please",
    ],
)
def test_with_a_yes_it_is_stored_to_be_sent_and_the_question_is_asked(centre: Centre, clerk: Clerk, yes: str):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    heard = resident.says(yes)
    assert heard.startswith("I am sending it to the number you are calling from, the one ending 0 1 2 3.")
    assert heard.endswith(WHAT_ELSE)
    (text,) = texts_waiting(centre)
    assert text.to == MOBILE
    assert f"your reference is {shown(clerk.opened[0])}" in text.body
    assert text.case_id is not None
    assert len(clerk.asked) == 1


def test_the_text_says_nothing_about_the_person_or_the_case(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    resident.says("yes")
    (text,) = texts_waiting(centre)
    assert text.body == (
        f"Marlbury Council: your reference is {shown(clerk.opened[0])}. Text STOP to get no more texts."
    )


@pytest.mark.parametrize(
    "no", ["no", "No, thanks.", "don't bother", "no it's fine", "no, I've written it down"]
)
def test_with_a_no_nothing_is_sent_and_the_question_is_asked(centre: Centre, clerk: Clerk, no: str):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    assert resident.says(no) == WHAT_ELSE
    assert texts_waiting(centre) == []


def test_by_key_as_well(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    resident.chooses("yes")
    assert len(texts_waiting(centre)) == 1


def test_whoever_says_something_else_is_answered_and_gets_no_text(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    assert "Heard: a lamp is out" in resident.says("a lamp is out")
    resident.says("yes")  # to what was asked since
    assert texts_waiting(centre) == []
    assert resident.contact.taking is None


@pytest.mark.parametrize(
    "words",
    [
        "please may I report a lamp",
        "go on to my bin then",
        "text my wife the link",
        "OK my bin was missed",
        "no my bin as well",
        "no that's all",
    ],
)
def test_a_yes_or_a_no_that_begins_something_else_is_neither(centre: Centre, clerk: Clerk, words: str):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    resident.says(words)
    assert (len(clerk.asked), texts_waiting(centre)) == (2, [])


def test_whoever_asks_for_a_person_gets_one(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    resident.asks_for_a_person()
    assert resident.entry.reason == "Asked for a person"


def test_danger_is_heard_instead(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    assert "9 9 9" in resident.says("my house is on fire")
    assert texts_waiting(centre) == []


@pytest.mark.parametrize("number", [LANDLINE, None])
def test_a_landline_or_a_withheld_number_is_offered_none(centre: Centre, clerk: Clerk, number: str | None):
    assert caller(centre, clerk, number).says("my caddy was missed").endswith(WHAT_ELSE)


@pytest.mark.parametrize("channel", [Channel.WEBCHAT, Channel.TEXT])
def test_what_is_written_already_is_not_texted(centre: Centre, clerk: Clerk, channel: Channel):
    assert caller(centre, clerk, MOBILE, channel).says("my caddy was missed").endswith(WHAT_ELSE)


def test_whoever_said_stop_is_offered_none(centre: Centre, clerk: Clerk):
    Consent(centre.database, centre.clock).stop(MOBILE)
    assert caller(centre, clerk).says("my caddy was missed").endswith(WHAT_ELSE)


def test_where_to_pay_can_be_had_as_a_text(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    assert resident.says("how do I pay").endswith(
        "Shall I text you the address of the page where you can pay?"
    )
    resident.says("yes")
    (text,) = texts_waiting(centre)
    assert "www.marlbury.example/pay" in text.body


@pytest.mark.parametrize(
    "yes",
    [
        "text me the link",
        "yeah go on then",
        "Go on then.",
        "send it to my phone",
        "yes go ahead",
        "can you send me the link please",
    ],
)
def test_a_yes_to_the_payment_link_in_callers_own_words_sends_it(centre: Centre, clerk: Clerk, yes: str):
    resident = caller(centre, clerk)
    resident.says("how do I pay")
    resident.says(yes)
    assert [text.to for text in texts_waiting(centre)] == [MOBILE]


def test_a_repeated_yes_sends_one_text(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    resident.says("yes")
    resident.next_turn -= 1
    resident.says("yes")
    assert len(texts_waiting(centre)) == 1


# To pay without a text.

BY_PHONE = "Shall I put you through to someone who can take a payment?"


def test_who_wants_no_text_is_offered_somebody_who_takes_payments(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("I want to pay")
    assert resident.says("no thanks") == BY_PHONE
    resident.says("yes please")
    assert (resident.entry.team, resident.entry.card.about) == ("council_tax", "Pay a council bill")
    assert resident.entry.reason == "Wants to pay on the phone"


def test_it_is_offered_whatever_the_enquiry_is_named(centre: Centre, clerk: Clerk):
    clerk.paying = "settle_a_bill"
    centre.turns = centre.another_process(clerk, council_with("make_payment", name="settle_a_bill"))
    resident = caller(centre, clerk)
    assert resident.says("I want to pay").endswith(
        "Shall I text you the address of the page where you can pay?"
    )
    assert resident.says("no thanks") == BY_PHONE


def test_a_council_that_has_given_the_enquiry_up_offers_nothing_more(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("I want to pay")
    assert resident.says("no thanks") == BY_PHONE
    centre.turns = centre.another_process(clerk, council_with("make_payment", known_as=()))
    assert resident.says("yes please") == WHAT_ELSE
    assert resident.says("I want to pay").endswith(WHAT_ELSE)
    assert "payment page" not in resident.says("text it to me please")


def test_out_of_hours_somebody_who_takes_payments_rings_back(centre: Centre, clerk: Clerk):
    centre.clock.time = TUESDAY_NIGHT
    resident = caller(centre, clerk)
    resident.says("I want to pay")
    assert (
        resident.says("no thanks")
        == "Nobody is here to take a payment just now. Shall I ask someone to phone you?"
    )
    for words in ("yes please", "yes", "Sam"):
        resident.says(words)
    (call_back,) = centre.call_backs()
    assert (call_back.team, call_back.reason) == ("council_tax", "Wants to pay on the phone")


@pytest.mark.parametrize("number", [MOBILE, LANDLINE, None])
def test_where_no_text_may_go_it_is_offered_at_once(centre: Centre, clerk: Clerk, number: str | None):
    Consent(centre.database).stop(MOBILE)
    resident = caller(centre, clerk, number)
    assert resident.says("I want to pay").endswith(BY_PHONE)
    assert resident.says("no") == WHAT_ELSE
    assert texts_waiting(centre) == []


def test_in_a_text_the_address_is_in_the_answer(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk, MOBILE, Channel.TEXT)
    assert "You can pay here: www.marlbury.example/pay" in resident.says("pay council tax")


@pytest.mark.parametrize(
    "words", ["no that's not right", "that isn't what I said", "no, you've got the wrong street"]
)
def test_a_protest_at_a_report_just_sent_brings_a_person_who_can_put_it_right(
    centre: Centre, clerk: Clerk, words: str
):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    heard = resident.says(words)
    assert heard.startswith("I am sorry. It is sent, but a person can put it right.")
    assert resident.entry.reason == "Says that the report just sent is not right"
    assert resident.entry.card.case_references
    assert texts_waiting(centre) == []


@pytest.mark.parametrize(
    "words",
    ["yes but not to this number", "yes please to a different number", "send it to my husband's phone"],
)
def test_to_another_number_nothing_is_texted_and_that_is_said(centre: Centre, clerk: Clerk, words: str):
    resident = caller(centre, clerk)
    resident.says("my caddy was missed")
    heard = resident.says(words)
    assert heard == f"I am sorry, I can only text the number you are calling from. {WHAT_ELSE}"
    assert texts_waiting(centre) == []


def test_a_protest_at_an_answer_with_a_text_on_offer_goes_to_the_assistant(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("how do I pay")
    resident.says("no that's not what I asked")
    assert clerk.asked[-1].words == "no that's not what I asked"
