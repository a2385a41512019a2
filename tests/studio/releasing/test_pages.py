"""The pages of going live: an approver looks, approves, releases and takes back; an editor looks."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from studio.releasing import marker
from studio.releasing.models import Status
from studio.releasing.shown import Shown
from tests.studio.drafts.browser import Editor, application, plain
from tests.studio.drafts.parts import ARTICLE, ED, NLU, Swap
from tests.studio.releasing.parts import TUESDAY, House


class Room:
    """The pages, with Emma who edits and an approver."""

    def __init__(self, house: House) -> None:
        self.house = house
        app = application(house, house.releases)
        self.editor, self.approver = Editor(app, "emma"), Editor(app, "ravi")


@pytest.fixture
def room(house: House) -> Room:
    return Room(house)


def test_a_draft_goes_from_approval_to_live_and_back_by_pages_alone(room: Room, house: House) -> None:
    draft = house.draft()
    at = f"/studio/drafts/{draft.id}"
    page = room.approver.see(f"{at}/release")
    assert "Only the approval is missing." in plain(page)
    page = room.approver.does(f"{at}/approve", commit=draft.head, note="Read every phrase")
    assert "The draft passes every rule." in plain(page)
    assert "Read every phrase" in plain(page)
    assert "You have approved it." in plain(page)
    assert f'action="{at}/approve"' not in page.text
    page = room.approver.does(f"{at}/release", why="Residents say it so", when="now")
    assert "Waiting" in plain(page)
    (release,) = house.releases.history()
    progress = f"/studio/releases/{release.id}/progress"
    assert "HX-Refresh" not in room.editor.see(progress).headers
    house.releases.carry_out_due()
    assert room.editor.see(progress).headers["HX-Refresh"] == "true"
    page = room.approver.see("/studio/releases")
    assert "Went live" in plain(page)
    assert "Typed test messages: 82.0%, today 80.0%" in plain(page)
    told = plain(room.approver.see(f"/studio/releases/{release.id}"))
    assert "Take this release back" in told
    asked = told.partition("Asked for by")[2]
    assert re.search(r"Approved by Ravi [^:]*: Read every phrase Why Residents say it so", asked)
    assert "Residents meet what was live before it again" in plain(
        room.approver.see(f"/studio/releases/{release.id}/take-back")
    )
    room.approver.does(f"/studio/releases/{release.id}/take-back", why="Complaints")
    house.releases.carry_out_due()
    assert "my bin was missed" in house.phrases()
    assert "What was live before “" in plain(room.editor.see("/studio/releases"))


def test_what_keeps_a_release_from_being_taken_back_is_said_before_anybody_writes_why(
    room: Room, house: House
) -> None:
    released = house.release(house.approved(Swap(ARTICLE, "2 working days", "3 working days")))
    house.programmer_commits(ARTICLE, "3 working days", "4 working days")
    page = room.approver.see(f"/studio/releases/{released.id}/take-back")
    assert (page.status_code, "Changed again by hand since" in plain(page)) == (409, True)
    assert 'name="why"' not in page.text


def test_an_editor_looks_and_neither_approves_nor_releases(room: Room, house: House) -> None:
    draft = house.draft()
    page = room.editor.see(f"/studio/drafts/{draft.id}/release")
    assert "Approvers can approve and release it." in plain(page)
    assert "/approve" not in page.text
    for address in ("approve", "release"):
        assert room.editor.send(f"/studio/drafts/{draft.id}/{address}", commit=draft.head).status_code == 403
    assert house.releases.approvals(draft.head) == []


def test_what_stands_in_the_way_is_said_rule_by_rule(room: Room, house: House) -> None:
    draft = house.draft()
    house.compared.finds(conversations_failed=["missed_bin"])
    page = plain(room.approver.see(f"/studio/drafts/{draft.id}/release"))
    assert "The draft cannot go live yet." in page
    assert "Conversations go as written Not passed These do not: missed_bin." in page
    refused = room.approver.send(f"/studio/drafts/{draft.id}/release", why="Quickly")
    assert refused.status_code == 422
    assert house.releases.history() == []


def test_without_a_reason_the_form_comes_back_with_a_message(room: Room, house: House) -> None:
    draft = house.approved()
    page = room.approver.send(f"/studio/drafts/{draft.id}/release", why=" ")
    assert page.status_code == 422
    assert 'href="#why"' in page.text
    assert "Say why" in plain(page)


def test_outside_the_window_the_next_one_is_offered(room: Room, house: House) -> None:
    draft = house.approved()
    house.time = TUESDAY + timedelta(days=1)
    at = f"/studio/drafts/{draft.id}/release"
    page = room.approver.see(at)
    assert "Release now" not in page.text
    assert "outside the release window" in plain(page)
    room.approver.does(at, why="The strike is over", when="window")
    (asked,) = house.releases.history()
    assert asked.due_at == TUESDAY + timedelta(days=7)
    assert "This draft is to go live" in plain(room.approver.see(at))
    room.approver.does(f"/studio/releases/{asked.id}/cancel")
    assert house.releases.view(asked.id).status == Status.CANCELLED


def test_an_approval_of_a_page_that_is_out_of_date_is_refused(room: Room, house: House) -> None:
    draft = house.draft()
    house.drafts.edit(draft.id, Swap(NLU, "they did not come", "nobody came"), ED)
    page = room.approver.send(f"/studio/drafts/{draft.id}/approve", commit=draft.head)
    assert page.status_code == 422
    assert "changed after you opened the page" in plain(page)


def test_content_a_process_cannot_show_is_on_the_page_of_releases(room: Room, house: House) -> None:
    said = "kb/articles/waste/missed-bins.md:3: this is not YAML"
    Shown(house.database).note("web", marker.Live("1", "2"), said)
    page = plain(room.editor.see("/studio/releases"))
    assert "Chat, phone and staff pages cannot show the newest content" in page
    assert said in page


def test_rules_with_mistakes_are_named_by_file_and_line(room: Room, house: House) -> None:
    draft = house.draft()
    (house.live / "council" / "release.yml").write_text("gate:\n  saftey_misses: 0\n")
    page = room.approver.see(f"/studio/drafts/{draft.id}/release")
    assert page.status_code == 409
    assert "council/release.yml:2: the gate has no setting called 'saftey_misses'." in unescape(plain(page))
    assert str(house.live) not in page.text


def test_files_are_looked_through_once_and_the_page_does_not_wait_for_it(room: Room, house: House) -> None:
    house.programmer_commits("council/release.yml", "  checks: no", "  checks: yes")
    draft = house.draft()
    at = f"/studio/drafts/{draft.id}/release"
    assert "held against every rule" in plain(room.editor.see(at))
    assert "No mistakes in the files Not passed" in plain(room.editor.see(f"{at}/judged"))
    assert "No mistakes in the files Not passed" in plain(room.editor.see(at))


@pytest.mark.parametrize("address", ["releases/99", "releases/99/take-back", "drafts/99/release"])
def test_an_address_of_nothing_is_not_found(room: Room, address: str) -> None:
    assert room.approver.see(f"/studio/{address}").status_code == 404


def test_a_rule_that_is_not_passed_leads_to_the_page_that_mends_it(room: Room, house: House) -> None:
    draft = house.draft()
    house.compared.finds(conversations_failed=["missed_bin"])
    page = room.approver.see(f"/studio/drafts/{draft.id}/release")
    assert "See the comparison : Conversations go as written" in plain(page)
    assert f'href="/studio/drafts/{draft.id}/comparison"' in page.text
    assert "Overall not worse" in plain(page)
    assert " : Overall not worse" not in plain(page), "what is passed needs no mending"
