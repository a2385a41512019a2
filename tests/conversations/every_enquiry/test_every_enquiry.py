"""Every enquiry of the catalogue, said once in chat and once by phone, on the running stack, ends where it should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from council.catalogue import Enquiry
from council.yaml_files import read_mapping
from server.dialogues import Caller, ChatResident, Resident
from server.launcher.stack import Stack
from server.settings import ROOT
from tests.fakes import the_articles, the_council

MESSAGES: dict[str, str] = dict(read_mapping(Path(__file__).with_name("messages.yml")))
# Where the catalogue names an action: what is heard when it is done. In office hours, as the stack's clock is set.
ACTIONS = {"hand_off": "put|adviser|person|team", "call_back": "number|ring|call", "emergency": "999"}


def test_every_enquiry_has_a_message() -> None:
    missing = {enquiry.name for enquiry in the_council().catalogue} - MESSAGES.keys() - {"report_emergency"}
    assert missing == set()


def led_to(enquiry: Enquiry, heard: str, *, spoken: bool) -> bool:
    """Whether what was heard is what the catalogue says the enquiry leads to."""
    if enquiry.fields:
        begins = _replies()[f"utter_begin_{enquiry.name}"]
        return any(text.split("{")[0].strip() in heard for text in begins)
    article = the_articles().get(enquiry.article) if enquiry.article else None
    if article and enquiry.action != "call_back":
        return (article.spoken if spoken else article.summary) in " ".join(heard.split())
    return bool(re.search(ACTIONS[enquiry.action or ""], heard))


def confirmed(resident: Resident, heard: str, enquiry: Enquiry) -> str:
    """What is heard once the enquiry is chosen, where it was asked about: on the phone that comes sooner."""
    offered = re.search(rf"For {re.escape(enquiry.spoken)}, press (\d)", heard, re.IGNORECASE)
    if offered and isinstance(resident, Caller):
        return resident.presses(offered[1])
    if re.search(rf"about {re.escape(enquiry.spoken)}\?", heard, re.IGNORECASE):
        return resident.says("yes")
    return heard


def _replies() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in (ROOT / "domain").glob("*.yml"):
        for name, texts in (read_mapping(path).get("responses") or {}).items():
            found[name] = [entry["text"] for entry in texts if entry.get("text")]
    return found


@pytest.mark.stack
@pytest.mark.parametrize("channel", ["chat", "phone"])
@pytest.mark.parametrize("name", MESSAGES)
def test_the_enquiry_ends_where_the_catalogue_says(name: str, channel: str, stack: Stack) -> None:
    enquiry = the_council().catalogue[name]
    resident: Resident = ChatResident(stack.settings) if channel == "chat" else Caller(stack.settings)
    resident.begins()
    heard = confirmed(resident, resident.says(MESSAGES[name]), enquiry)
    assert led_to(enquiry, heard, spoken=channel == "phone"), f"{MESSAGES[name]!r} led to {heard!r}"
