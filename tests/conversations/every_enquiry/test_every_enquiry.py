"""Every enquiry of the catalogue, said once in chat and once by phone, on the running stack, ends where it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from council.yaml_files import read_mapping
from server.dialogues import Caller, ChatResident, NotAsWritten, Resident
from server.enquiry_messages import EnquiryMessages
from server.launcher.stack import Stack
from server.settings import ROOT
from tests.fakes import the_articles, the_council

MESSAGES: dict[str, str] = dict(read_mapping(Path(__file__).with_name("messages.yml")))
PLAYED = EnquiryMessages(ROOT)


def test_every_enquiry_has_a_message() -> None:
    missing = {enquiry.name for enquiry in the_council().catalogue} - MESSAGES.keys() - {"report_emergency"}
    assert missing == set()


@pytest.mark.stack
@pytest.mark.parametrize("channel", ["chat", "phone"])
@pytest.mark.parametrize("name", MESSAGES)
def test_the_enquiry_ends_where_the_catalogue_says(name: str, channel: str, stack: Stack) -> None:
    resident: Resident = ChatResident(stack.settings) if channel == "chat" else Caller(stack.settings)
    PLAYED.play(name, MESSAGES[name], resident)


class Answered:
    """A resident who hears one thing, whatever was said; and, once asked, another."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.said = list(answers), list[str]()

    def begins(self) -> str:
        return "Hello"

    def says(self, words: str) -> str:
        self.said.append(words)
        return self.answers.pop(0)

    def chooses(self, label: str) -> str:
        return self.says(label)


def test_a_message_that_leads_elsewhere_is_told_with_what_was_heard() -> None:
    with pytest.raises(NotAsWritten, match="did not lead to Find out your bin day") as told:
        PLAYED.play("query_bin_collection_day", "when do you come", Answered("The library opens at nine."))
    assert "The library opens at nine." in str(told.value)


def test_what_is_asked_about_is_said_yes_to() -> None:
    name = "query_recycling_items"
    enquiry = the_council().catalogue[name]
    article = the_articles().get(enquiry.article)
    assert article is not None
    resident = Answered(f"Is it about {enquiry.spoken}?", article.summary)
    PLAYED.play(name, "what goes in it", resident)
    assert resident.said == ["what goes in it", "yes"]


def test_a_message_of_an_enquiry_that_nobody_has_is_not_as_written() -> None:
    with pytest.raises(NotAsWritten, match="no enquiry rent_a_moon"):
        PLAYED.play("rent_a_moon", "a moon please", Answered())
