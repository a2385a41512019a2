"""The phone line as managers see it: who is on it, who waits, and what went wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from contacts.acts import Ask, AskKind
from contacts.models import Channel
from ivr.calls import Calls
from ivr.faults import KEPT
from ivr.state import CallState
from ivr.watch import LONGEST_CALL
from tests.desk.parts import FETCH, Adviser, Office, Resident, plain

PAGE = "/desk/phone-line"
CALL_SID = "CA" + "a" * 32


@pytest.fixture
def mina(office: Office) -> Adviser:
    return office.adviser("mina")


def on_the_phone(
    office: Office, *lines: str, caller: str | None = "+447700900123", state: CallState | None = None
) -> Resident:
    resident = office.resident(*lines, channel=Channel.PHONE, caller=caller)
    Calls(office.database).begun(f"CA{resident.key}", resident.key, state or CallState())
    return resident


def test_a_quiet_line_says_so(mina: Adviser):
    page = plain(mina.see(PAGE))
    assert "Live calls: 0 Nobody is on the phone line." in page
    assert "Callers waiting: 0 No caller waits for a person." in page
    assert "Nothing has gone wrong in the last 30 days." in page


def test_a_live_call_shows_the_end_of_its_number_its_state_and_how_long_it_lasts(
    office: Office, mina: Adviser
):
    asked = Ask(kind=AskKind.POSTCODE, text="Is that 12 Mill Lane?").model_dump(mode="json")
    on_the_phone(office, "my bin", state=CallState(ask=asked))
    office.clock.pass_(timedelta(minutes=3))
    page = mina.see(PAGE)
    assert "Live calls: 1" in plain(page)
    assert "10am Ends in 123 With the assistant Giving a postcode 3 minutes" in plain(page)
    assert "900123" not in page.text
    assert "Mill Lane" not in page.text


def test_a_withheld_number_is_withheld(office: Office, mina: Adviser):
    on_the_phone(office, caller=None)
    assert "Withheld" in plain(mina.see(PAGE))


def test_a_caller_who_waits_is_listed_with_the_team_that_is_rung(office: Office, mina: Adviser):
    on_the_phone(office, "a person please", state=CallState(team="waste"))
    office.resident("a person please")  # in the chat: not of the phone line
    page = plain(mina.see(PAGE))
    assert "Waiting for a person Ringing Bins and recycling" in page
    assert "Callers waiting: 1" in page
    assert "Report a missed bin Bins and recycling Asked for a person less than 1 minute" in page


def test_a_call_that_is_over_is_not_live(office: Office, mina: Adviser):
    reported, left = on_the_phone(office), on_the_phone(office)
    Calls(office.database).ended(f"CA{reported.key}")
    left.leaves()
    assert "Live calls: 0" in plain(mina.see(PAGE))


def test_a_call_whose_end_nobody_reported_is_not_live_for_ever(office: Office, mina: Adviser):
    on_the_phone(office)
    office.clock.pass_(LONGEST_CALL)
    assert "Live calls: 0" in plain(mina.see(PAGE))


def test_the_last_faults_are_shown_newest_first_and_in_words(office: Office, mina: Adviser):
    office.faults.note("call_not_placed", "The account may not ring that country (Twilio's error 21215).")
    office.clock.pass_(timedelta(minutes=1))
    office.faults.note("call_failed", "RuntimeError at contacts/turns.py:120", CALL_SID)
    page = plain(mina.see(PAGE))
    failed = "10.01am A step of a call failed. The caller was offered another way to a person."
    assert f"{failed} RuntimeError at contacts/turns.py:120 {CALL_SID}" in page
    assert page.index("10.01am A step") < page.index("10am A call could not be placed.")
    office.clock.pass_(KEPT)
    assert "Nothing has gone wrong in the last 30 days." in plain(mina.see(PAGE))


def test_a_fault_is_never_markup(office: Office, mina: Adviser):
    office.faults.note("<b>new</b>", "<script>alert(1)</script>")
    page = mina.see(PAGE).text
    assert "<script>alert" not in page
    assert "<b>new" not in page.lower()


def test_the_tables_are_fetched_again_by_themselves_and_not_kept(office: Office, mina: Adviser):
    on_the_phone(office)
    assert f'hx-get="{PAGE}/now" hx-trigger="every 5s"' in mina.see(PAGE).text
    part = mina.browser.get(f"{PAGE}/now", headers=FETCH)
    assert "Live calls: 1" in part.text
    assert "<html" not in part.text
    assert part.headers["cache-control"] == "no-store"


def test_without_scripts_there_is_a_link_to_refresh(mina: Adviser):
    page = mina.see(PAGE).text
    assert f'<noscript><p class="govuk-body"><a class="govuk-link" href="{PAGE}">' in page
    assert "<script>" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_managers_and_administrators_find_it_in_the_navigation_and_advisers_do_not(office: Office):
    for name, found in (("mina", True), ("morgan", True), ("aisha", False)):
        assert (f'href="{PAGE}"' in office.adviser(name).see("/desk").text) is found


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/now"])
def test_only_managers_and_administrators_see_it(office: Office, address: str):
    assert office.adviser("morgan").see(address).status_code == 200
    for name in ("aisha", "ed"):
        assert office.adviser(name).see(address).status_code == 403
    assert TestClient(office.app).get(address, headers=FETCH).status_code == 401
