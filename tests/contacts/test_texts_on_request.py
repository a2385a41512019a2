"""A caller who asks for a text gets what was told last, or a text that they can answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from cases.models import OutboxMessage
from cases.references import shown
from contacts.acts import ArticleSource, Ask, Say
from contacts.assistant import AssistantReply, AssistantTurn
from contacts.models import Channel
from contacts.texts.consent import Consent
from contacts.texts.on_request import wants_a_text
from contacts.turns import Turns
from tests.contacts.parts import MOBILE, Centre, FakeAssistant, Resident, councils_own

WHAT_ELSE = "Anything else?"
PAGES = "https://frontdoor.marlbury.example/chat/articles"
BADGES = ArticleSource(
    article="parking/blue-badges", title="Blue Badges", source="Rules", review_by=date(2027, 1, 1)
)
TO_PAY = ArticleSource(
    article="council_tax/ways-to-pay", title="Ways to pay", source="Rules", review_by=date(2027, 1, 1)
)


@dataclass
class Clerk(FakeAssistant):
    """Answers from articles, as the actions do, and opens a case for a missed caddy."""

    centre: Centre | None = None
    caller: Resident | None = None
    opened: list[str] = field(default_factory=list)

    def _reply(self, turn: AssistantTurn) -> AssistantReply:
        if "caddy" in turn.words and self.centre and self.caller:
            self.opened.append(self.centre.opens_case(self.caller))
        if "badge" in turn.words:
            return _answer("It costs 10 pounds.", BADGES, "apply_blue_badge")
        if "pay" in turn.words:
            return _answer("You can pay on our website.", TO_PAY, "make_payment")
        return super()._reply(turn)


def _answer(text: str, source: ArticleSource, intent: str) -> AssistantReply:
    acts = [Say(text=text, source=source), Ask(text=WHAT_ELSE, anything_else=True)]
    return AssistantReply(acts, {"intent": intent, "confidence": 0.9}, frozenset({"answered"}))


@pytest.fixture
def clerk(centre: Centre) -> Clerk:
    centre.assistant = clerk = Clerk(centre=centre)
    own = councils_own()
    centre.turns = Turns(
        centre.database,
        clerk,
        own.council,
        own.words,
        own.danger,
        own.search,
        centre.held_secrets,
        centre.events,
        clock=centre.clock,
        pages=PAGES,
    )
    return clerk


def caller(
    centre: Centre, clerk: Clerk, number: str | None = MOBILE, channel: Channel = Channel.PHONE
) -> Resident:
    clerk.caller = centre.resident(channel=channel, caller=number)
    return clerk.caller


def texts(centre: Centre) -> list[str]:
    with centre.database.reading() as session:
        return [text.body for text in session.query(OutboxMessage).filter_by(kind="sms")]


@pytest.mark.parametrize(
    "words",
    [
        "text me the link",
        "Can you send that to my phone, please?",
        "could you text it to me",
        "I'd like a text",
    ],
)
def test_after_an_answer_it_is_the_link_to_its_page(centre: Centre, clerk: Clerk, words: str):
    resident = caller(centre, clerk)
    resident.says("how much is a blue badge")
    assert resident.says(words) == (
        f"I am sending it to the number you are calling from, the one ending 0 1 2 3. {WHAT_ELSE}"
    )
    assert texts(centre) == [
        f"Marlbury Council: Blue Badges. {PAGES}/parking/blue-badges Text STOP to get no more texts."
    ]


def test_after_where_to_pay_it_is_that_page_also_when_a_person_was_offered(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("where do I pay")
    resident.says("no")
    assert resident.says("text me the link").endswith(WHAT_ELSE)
    (body,) = texts(centre)
    assert "www.marlbury.example/pay" in body


def test_after_a_report_it_is_the_reference(centre: Centre, clerk: Clerk):
    resident = caller(centre, clerk)
    resident.says("how much is a blue badge")
    resident.says("my caddy was missed")
    resident.says("no")
    resident.says("can you text me the reference")
    (body,) = texts(centre)
    assert f"your reference is {shown(clerk.opened[0])}" in body


@pytest.mark.parametrize(
    "words",
    [
        "can you text me instead",
        "can I text you instead",
        "I'd rather text",
        "I'm deaf can you text me instead",
    ],
)
def test_whoever_would_rather_write_gets_a_text_to_answer(centre: Centre, clerk: Clerk, words: str):
    resident = caller(centre, clerk)
    heard = resident.says(words)
    assert "Answer it and I will help you there. What can I help you with?" in heard
    (body,) = texts(centre)
    assert body.startswith("Marlbury Council: answer this text")


@pytest.mark.parametrize("number", ["+441632960999", None])
def test_a_landline_or_a_hidden_number_is_told_so(centre: Centre, clerk: Clerk, number: str | None):
    resident = caller(centre, clerk, number)
    assert resident.says("text me the link").startswith("I can only text a UK mobile")
    assert texts(centre) == []


def test_whoever_said_stop_is_told_how_to_get_texts_again(centre: Centre, clerk: Clerk):
    Consent(centre.database, centre.clock).stop(MOBILE)
    assert "Text START to us" in caller(centre, clerk).says("text me the link")
    assert texts(centre) == []


def test_in_the_chat_it_is_an_enquiry(centre: Centre, clerk: Clerk):
    assert caller(centre, clerk, channel=Channel.WEBCHAT).says("text me the link").startswith("Heard:")


@pytest.mark.parametrize(
    "words",
    [
        "will I get a text",
        "do I get a text about it",
        "text me when my bin is coming",
        "stop texting me",
        "send me a form",
        "give me the number",
        "no more texts",
        "",
    ],
)
def test_other_wishes_are_enquiries(words: str):
    assert not wants_a_text(words)
