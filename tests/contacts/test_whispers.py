"""The whisper: who and what, heard in under ten seconds."""

from __future__ import annotations

import pytest

from contacts.acts import Priority
from contacts.models import QueueEntry
from contacts.threats import FLAG, REASON
from contacts.waiting.whispers import whisper_of
from tests.contacts.parts import councils_own

OWN = councils_own()
WORDS_A_SECOND = 2.7  # Polly's Amy at her ordinary pace


def entry(
    about: str, reason: str, name: str = "", priority: Priority = Priority.NORMAL, **more: object
) -> QueueEntry:
    """`more`: fields of the card."""
    collected = {"Name": name} if name else {}
    card: dict[str, object] = {"who": None, "about": about, "case_references": [], "tried": []}
    collected |= more.pop("collected", {})  # type: ignore[operator]
    return QueueEntry(card={**card, "collected": collected, **more}, reason=reason, priority=priority)


LONG = "word " * 60


@pytest.mark.parametrize("priority", list(Priority))
@pytest.mark.parametrize(
    "reasons", [(), ("Danger",), ("In touch 12 times in the last 7 days without a result",)]
)
@pytest.mark.parametrize("about", ["", "Report a missed bin", LONG])
@pytest.mark.parametrize("name", ["", "Sam Ward", LONG])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"person": "Wei Ling Chan"},
        {"person": "Wei Ling Chan", "deputy": "Mohammed Al Hussain"},
        {"access_needs": ["Relay UK"]},
        {"person": "Wei Ling Chan", "deputy": "Mohammed Al Hussain", "collected": {FLAG: REASON}},
        {"access_needs": [LONG], "collected": {FLAG: REASON}},
    ],
)
def test_it_is_never_longer_than_ten_seconds(
    name: str, about: str, reasons: tuple[str, ...], priority: Priority, more: dict[str, object]
):
    whispered = whisper_of(entry(about, LONG, name, priority, **more), reasons).words(
        OWN.words, OWN.council.catalogue
    )
    assert len(whispered.split()) / WORDS_A_SECOND < 10, whispered
    assert whispered.endswith("Press 1 to take it.")


def test_who_and_what_come_first_and_then_what_matters_most():
    whispered = whisper_of(
        entry("Report a missed bin", "Asked for a person", "Sam Ward"), ("A case is past its promised date",)
    )
    assert (whispered.who, whispered.about) == ("Sam Ward", "Report a missed bin")
    assert whispered.why == "A case is past its promised date."


def test_danger_is_said_once():
    said = whisper_of(entry("Emergency", "Danger to life", priority=Priority.URGENT), ("Danger",))
    assert said.why == "Danger."


def test_a_threat_is_told_before_they_speak_beside_danger_too():
    flagged = {FLAG: REASON}
    said = whisper_of(entry("", "Danger to life", priority=Priority.URGENT, collected=flagged), ("Danger",))
    assert said.why == "Danger. Careful, made a threat."
    waited = whisper_of(
        entry("Report a missed bin", "Asked for a person", collected=flagged), ("Has waited",)
    )
    assert waited.why == f"{REASON}."


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"person": "Priya Raman"}, "Careful, made a threat."),
        ({"access_needs": ["Relay UK"]}, "Careful, made a threat. Relay UK."),
        ({"language": "Polish"}, "Careful, made a threat. Needs an interpreter: Polish."),
    ],
)
def test_a_threat_is_told_whoever_they_asked_for_and_whatever_they_need(more: dict[str, object], why: str):
    asked = entry("", "Asked by name", priority=Priority.URGENT, collected={FLAG: REASON}, **more)
    said = whisper_of(asked, ())
    assert (said.why, said.person) == (why, more.get("person"))


def test_it_says_whom_they_asked_for():
    asked = entry("Report a missed bin", "Asked for Priya Raman", "Sam Ward", person="Priya Raman")
    said = whisper_of(asked, ()).words(OWN.words, OWN.council.catalogue)
    assert said == "Sam Ward, about a missed bin collection. They asked for Priya Raman. Press 1 to take it."


def test_it_says_that_a_call_comes_through_relay_uk_also_after_it_was_passed_on():
    reason = "A call through Relay UK: speak slowly, and say go ahead when you have finished"
    first = whisper_of(entry("", reason, access_needs=["Relay UK"], person="Priya Raman"), ())
    assert (first.why, first.person) == ("A call through Relay UK: speak slowly.", None)
    passed_on = entry("", "Passed on by Tom Fielding: Wants a card", access_needs=["Relay UK"])
    assert whisper_of(passed_on, ("Passed on by a colleague",)).why == "Relay UK."


def test_danger_comes_before_whom_they_asked_for():
    danger = entry("", "Words that mean danger", priority=Priority.URGENT, person="Priya Raman")
    assert (whisper_of(danger, ("Danger",)).why, whisper_of(danger, ("Danger",)).person) == ("Danger.", None)


def test_it_says_who_stands_in_for_whom_they_asked_for():
    asked = entry("Bulky waste", "Asked by name", person="Priya Raman", deputy="Daniel Okafor")
    said = whisper_of(asked, ()).words(OWN.words, OWN.council.catalogue)
    assert "They asked for Priya Raman. Daniel Okafor stands in." in said


def test_an_enquiry_is_named_as_people_say_it_and_why_is_said_once():
    said = whisper_of(entry("Report a missed bin", "Asked for a person", "Sam Ward"), ())
    assert said.words(OWN.words, OWN.council.catalogue) == (
        "Sam Ward, about a missed bin collection. Asked for a person. Press 1 to take it."
    )
    unknown = whisper_of(entry("Asked for a person", "Asked for a person"), ())
    assert unknown.words(OWN.words, OWN.council.catalogue) == (
        "A caller. Asked for a person. Press 1 to take it."
    )


def test_who_gave_no_name_is_known_by_where_they_are():
    collected = {"Address": "12 Mile Lane, Castle, MB1 1HL"}
    said = whisper_of(entry("Report a missed bin", "Asked for a person", collected=collected), ())
    assert said.who == "A caller at 12 Mile Lane"


def test_after_a_pass_on_the_colleague_and_the_note_are_named():
    passed = entry("Report a missed bin", "Passed on by Tom Fielding: wants a second bin", "Sam Ward")
    said = whisper_of(passed, ("Passed on by a colleague",)).words(OWN.words, OWN.council.catalogue)
    assert said.startswith(
        "Sam Ward, about a missed bin collection. Passed on by Tom Fielding: wants a second"
    )


def test_an_interpreter_is_asked_for_by_language():
    said = whisper_of(entry("Get an interpreter", "Needs a person", language="Polish"), ())
    assert said.why == "Needs an interpreter: Polish."


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("In touch 3 times in the last 7 days without a result", "In touch 3 times."),
        ("Asked for the environmental health team", "Asked for the environmental health team."),
    ],
)
def test_no_phrase_is_broken_off(reason: str, said: str):
    assert whisper_of(entry("Report a missed bin", "", "Sam Ward"), (reason,)).why == said


@pytest.mark.parametrize(
    ("about", "note", "heard"),
    [
        (
            "",
            "By the council garages, he knows the inspector",
            "By the council garages, he knows the inspector.",
        ),
        (
            "Report a pothole",
            "By the council garages, he knows the inspector there well",
            "By the council garages.",
        ),
        ("Report a pothole", "Wants a second bin for the flat upstairs and a lock for it", None),
    ],
)
def test_a_colleagues_note_is_not_cut_in_the_middle_of_a_clause(about: str, note: str, heard: str | None):
    passed = entry(about, f"Passed on by Aisha Rahman: {note}", "Sam Ward" if about else "")
    said = whisper_of(passed, ("Passed on by a colleague",)).words(OWN.words, OWN.council.catalogue)
    assert len(said.split()) / WORDS_A_SECOND < 10, said
    assert said.endswith(" Press 1 to take it.")
    if heard:
        assert f"Passed on by Aisha Rahman: {heard}" in said
