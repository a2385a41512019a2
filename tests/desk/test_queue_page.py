"""The queue as advisers see it, and taking a contact from it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from contacts.models import Channel
from contacts.waiting import presence
from tests.desk.parts import FETCH, Adviser, Office, plain


def test_an_empty_queue_says_so(aisha: Adviser):
    page = plain(aisha.see("/desk"))
    assert "Nobody is waiting. A new contact appears here by itself." in page
    assert "You have no open contacts." in page
    assert "No call-backs are due." in page


def test_a_contact_is_listed_with_channel_subject_team_reason_and_wait(office: Office, aisha: Adviser):
    office.resident("I want a person")
    office.clock.pass_(timedelta(minutes=4, seconds=30))
    page = plain(aisha.see("/desk"))
    for part in (
        "Waiting: 1",
        "Report a missed bin",
        "Web chat",
        "Bins and recycling",
        "Asked for a person",
        "4 minutes",
    ):
        assert part in page


def test_urgent_first_then_whoever_waits_longest(office: Office, aisha: Adviser):
    first = office.resident("a person please").entry
    office.clock.pass_(timedelta(minutes=1))
    second = office.resident("a person please").entry
    office.clock.pass_(timedelta(minutes=1))
    urgent = office.resident("help, a person please").entry
    page = aisha.see("/desk").text
    order = [page.index(f'data-entry="{entry.id}"') for entry in (urgent, first, second)]
    assert order == sorted(order)
    assert page.count(">Urgent<") == 1


def test_the_lists_alone_can_be_fetched_and_are_not_kept(office: Office, aisha: Adviser):
    entry = office.resident("a person please").entry
    part = aisha.browser.get("/desk/waiting", headers=FETCH)
    assert f'data-entry="{entry.id}"' in part.text
    assert "<html" not in part.text
    assert part.headers["cache-control"] == "no-store"


def test_accepting_opens_the_contact_and_tells_the_resident(office: Office, aisha: Adviser):
    resident = office.resident("a person please")
    entry = resident.entry
    answer = aisha.accept(entry)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/entries/{entry.id}")
    assert resident.heard()[-1] == ("assistant", "Aisha Rahman has joined the chat.")
    page = plain(aisha.see("/desk"))
    assert "Waiting: 0" in page
    assert "You have no open contacts." not in page


def test_of_two_advisers_the_second_is_told_who_was_first(office: Office, aisha: Adviser, tom: Adviser):
    entry = office.resident("a person please").entry
    assert aisha.accept(entry).headers["location"] == f"/desk/entries/{entry.id}"
    second = tom.accept(entry)
    page = plain(tom.see(second.headers["location"]))
    assert "Aisha Rahman was first and has the contact about “Report a missed bin”." in page
    assert office.queue.entry(entry.id).adviser == "Aisha Rahman"


def test_when_two_click_at_the_same_moment_one_of_them_has_it(office: Office, aisha: Adviser, tom: Adviser):
    for _ in range(3):
        entry = office.resident("a person please").entry
        with ThreadPoolExecutor(2) as clicks:
            answers = clicks.map(lambda adviser, entry=entry: adviser.accept(entry), (aisha, tom))
            where = sorted(answer.headers["location"] for answer in answers)
        assert where == [f"/desk/entries/{entry.id}", f"/desk?taken={entry.id}"]


def test_accepting_twice_is_accepting_once(office: Office, aisha: Adviser):
    resident = office.resident("a person please")
    entry = resident.entry
    assert [aisha.accept(entry).headers["location"] for _ in range(2)] == [f"/desk/entries/{entry.id}"] * 2
    assert [words for _, words in resident.heard()].count("Aisha Rahman has joined the chat.") == 1


def test_a_resident_who_left_is_not_waiting_any_more(office: Office, aisha: Adviser):
    resident = office.resident("a person please")
    entry = resident.entry
    resident.leaves()
    answer = aisha.accept(entry)
    assert "Nobody needs to take the contact" in plain(aisha.see(answer.headers["location"]))


def test_a_reply_that_is_needed_is_marked(office: Office, aisha: Adviser):
    resident = office.resident("a person please")
    entry = resident.entry
    aisha.accept(entry)
    assert "Reply needed" not in aisha.see("/desk").text
    resident.says("are you there?")
    assert "Reply needed" in aisha.see("/desk").text
    aisha.reply(entry, "Yes, hello.")
    assert "Reply needed" not in aisha.see("/desk").text


def test_call_backs_due_are_on_the_queue_page(office: Office, aisha: Adviser):
    office.resident("ring me", "0161 496 0123", "yes", "Nadia")
    assert "Nadia" in plain(aisha.see("/desk"))


def test_what_a_resident_says_is_never_markup(office: Office, aisha: Adviser):
    resident = office.resident("<script>alert(1)</script>", "a person <b>please</b>")
    entry = resident.entry
    aisha.accept(entry)
    for address in ("/desk", f"/desk/entries/{entry.id}", f"/desk/entries/{entry.id}/messages"):
        page = aisha.see(address).text
        assert "<script>alert" not in page
        assert "<b>please" not in page


@pytest.mark.parametrize("address", ["/desk", "/desk/entries/1", "/desk/call-backs", "/desk/outbox"])
def test_nobody_sees_the_desk_without_signing_in(office: Office, address: str):
    stranger = TestClient(office.app, headers={"Accept": "text/html"}, follow_redirects=False)
    answer = stranger.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/staff/sign-in?next={address}")


@pytest.mark.parametrize(
    "address", ["/desk/waiting", "/desk/events", "/desk/entries/1/messages", "/desk/entries/1/events"]
)
def test_a_script_without_a_session_gets_401(office: Office, address: str):
    assert TestClient(office.app).get(address, headers=FETCH).status_code == 401


def test_an_editor_may_not_read_chats(office: Office):
    editor = office.adviser("ed")
    entry = office.resident("a person please").entry
    assert editor.see("/desk").status_code == 403
    assert editor.see(f"/desk/entries/{entry.id}").status_code == 403
    assert editor.accept(entry).status_code == 403
    assert office.queue.entry(entry.id).adviser is None


def test_another_site_cannot_accept_for_an_adviser(office: Office, aisha: Adviser):
    entry = office.resident("a person please").entry
    assert aisha.browser.post(f"/desk/entries/{entry.id}/accept").status_code == 403
    assert office.queue.entry(entry.id).adviser is None


def test_a_contact_that_is_not_there_is_a_page_that_says_so(aisha: Adviser):
    assert aisha.see("/desk/entries/999").status_code == 404
    assert aisha.send("/desk/entries/999/accept").status_code == 404
    assert "Contact not found" in aisha.see("/desk/entries/999").text
    assert aisha.see("/desk?taken=999&finished=999").status_code == 200


def test_no_page_has_an_inline_script_or_style(office: Office, aisha: Adviser):
    entry = office.resident("a person please", channel=Channel.WEBCHAT).entry
    aisha.accept(entry)
    for address in ("/desk", f"/desk/entries/{entry.id}", "/desk/call-backs", "/desk/outbox"):
        page = aisha.see(address)
        assert "<script>" not in page.text
        assert " style=" not in page.text
        assert " onclick=" not in page.text
        assert page.headers["cache-control"] == "no-store"


def test_whoever_has_the_desk_open_is_known_to_be_here_and_after_a_while_to_have_gone(
    office: Office, aisha: Adviser
):
    aisha.see("/desk")
    with office.database.reading() as session:
        at, name = office.clock(), "Aisha Rahman"
        assert presence.is_here(session, name, at) is True
        assert presence.is_here(session, name, at + presence.HERE) is False
        assert presence.is_here(session, "Nobody Else", at) is None
