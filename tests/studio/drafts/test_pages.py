"""The pages of drafts."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from tests.studio.drafts.browser import Editor, application, plain
from tests.studio.drafts.parts import ED, EMMA, NLU, REPLIES, Office, SetReply, Swap, phrase


@pytest.fixture
def app(office: Office) -> FastAPI:
    return application(office)


@pytest.fixture
def emma(app: FastAPI) -> Editor:
    return Editor(app)


def test_an_editor_starts_a_draft_and_works_on_it(office: Office, emma: Editor):
    assert "There are no open drafts." in plain(emma.see("/studio/drafts"))
    page = plain(emma.does("/studio/drafts", title="Christmas <bins>"))
    assert "The draft is started." in page
    assert "Working on Christmas &lt;bins&gt;" in page
    assert "Nothing yet." in page
    row = plain(emma.see("/studio/drafts"))
    assert "Christmas &lt;bins&gt; You are here Emma Whitlock Nothing yet" in row
    assert "Up to date" in row


def test_a_title_is_asked_for(emma: Editor):
    for title, words in (("", "Enter a title"), ("x" * 81, "The title must be 80 characters or fewer")):
        page = emma.send("/studio/drafts", title=title)
        assert page.status_code == 422
        assert f'<a href="#title">{words}</a>' in page.text


def test_after_starting_a_draft_the_editor_is_back_where_they_were(emma: Editor):
    answer = emma.send("/studio/drafts", title="Bins", back="/studio/drafts/changes")
    assert answer.headers["location"] == "/studio/drafts/changes"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example", "//elsewhere.example", "/studio//x", "/studio/\\x", "/desk"]
)
def test_no_form_leads_out_of_the_studio(emma: Editor, back: str):
    answer = emma.send("/studio/drafts", title="Bins", back=back)
    assert answer.headers["location"] == "/studio/drafts/1?news=started"


def test_the_draft_page_tells_what_changes_in_words(office: Office, emma: Editor):
    draft = office.drafts.open("Bins", EMMA)
    line = "    - when do you come\n"
    day = "    - when is bin day\n"
    office.drafts.edit(draft.id, Swap(NLU, line, "", "Taken out"), EMMA)
    office.drafts.edit(draft.id, Swap(NLU, day, f"{day}{line}", "Put in"), ED)
    office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Which <one>?"), EMMA)
    page = emma.see(f"/studio/drafts/{draft.id}")
    words = plain(page)
    assert "1 phrase moved from Report a missed bin to Find out your bin day" in words
    assert "Reply changed: Ask bin type (chat)" in words
    assert "<del>Which bin was it?</del>" in page.text
    assert "<ins>Which &lt;one&gt;?</ins>" in page.text
    assert "Put in Ed Editor, 24 November 2026" in words
    assert "1 phrase, 1 reply" in plain(emma.see("/studio/drafts"))


def test_a_step_is_undone_and_put_back_from_the_page(office: Office, emma: Editor):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("first"), EMMA)
    page = emma.see(f"/studio/drafts/{draft.id}")
    (step,) = re.findall(r'name="step" value="(\w+)"', page.text)
    words = plain(emma.does(f"/studio/drafts/{draft.id}/undo", step=step))
    assert "Undone: 1 phrase added to Report a missed bin" in words
    assert "Put back : Undone: 1 phrase" in words
    assert emma.send(f"/studio/drafts/{draft.id}/undo", step=step).status_code == 409
    assert "first" not in office.text(draft.id, NLU)


def test_a_draft_behind_live_says_what_came_and_is_brought_up_to_date(office: Office, emma: Editor):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("first"), EMMA)
    office.programmer_commits(REPLIES, "Which bin was it?", "Which one?")
    assert "Behind live" in plain(emma.see("/studio/drafts"))
    words = plain(emma.see(f"/studio/drafts/{draft.id}"))
    assert "Live has moved on" in words
    assert "Reply changed: Ask bin type (chat)" in words
    done = plain(emma.does(f"/studio/drafts/{draft.id}/update"))
    assert "The draft has everything that is live." in done
    assert "Live has moved on" not in done


def test_conflicts_are_settled_on_a_page_without_knowing_git(office: Office, emma: Editor):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Emma's words"), EMMA)
    office.programmer_commits(REPLIES, "Which bin was it?", "A programmer's words")
    address = f"/studio/drafts/{draft.id}/conflicts"
    page = emma.does(f"/studio/drafts/{draft.id}/update")
    words = plain(page).replace("&#39;", "'")
    assert "1. The reply “ask bin type”" in words
    assert "Emma's words" in words
    assert "A programmer's words" in words
    assert "&lt;&lt;&lt;&lt;" not in page.text
    (choice,) = set(re.findall(r'name="(choice-\w+)"', page.text))
    unchosen = emma.send(address)
    assert unchosen.status_code == 422
    assert "Select which to keep: the reply “ask bin type”" in plain(unchosen)
    assert emma.send(address, **{choice: "neither"}).status_code == 422
    done = plain(emma.does(address, **{choice: "both"}))
    assert "The draft has everything that is live." in done
    assert "Emma's words" in office.text(draft.id, REPLIES)
    assert "A programmer's words" in office.text(draft.id, REPLIES)
    assert emma.browser.get(address).headers["location"] == f"/studio/drafts/{draft.id}"


def test_discarding_asks_first_and_is_for_the_owner_or_an_approver(
    office: Office, app: FastAPI, emma: Editor
):
    theirs, mine = office.drafts.open("Theirs", ED), office.drafts.open("Mine", EMMA)
    assert "Discard this draft" not in plain(emma.see(f"/studio/drafts/{theirs.id}"))
    emma.send(f"/studio/drafts/{theirs.id}/discard")
    assert office.drafts.get(theirs.id).open
    assert "Discard “Mine”?" in plain(emma.see(f"/studio/drafts/{mine.id}/discard"))
    assert office.drafts.get(mine.id).open
    assert "The draft is discarded." in plain(emma.does(f"/studio/drafts/{mine.id}/discard"))
    assert "It was discarded" in plain(emma.see(f"/studio/drafts/{mine.id}"))
    Editor(app, "ravi").does(f"/studio/drafts/{theirs.id}/discard")
    assert office.drafts.all() == []


def test_an_editor_switches_drafts_from_the_bar(office: Office, emma: Editor):
    one, other = office.drafts.open("One", EMMA), office.drafts.open("Other", ED)
    page = emma.see("/studio/drafts")
    assert "You are not working on a draft." in plain(page)
    assert "Other (Ed Editor)" in plain(page)
    page = emma.does("/studio/drafts/choose", draft_id=str(other.id), back=f"/studio/drafts/{one.id}")
    assert "Working on Other" in plain(page)
    assert "Work on this draft" in plain(page)
    assert emma.send("/studio/drafts/choose", draft_id="99").status_code == 404
    assert emma.send("/studio/drafts/choose", draft_id="x").status_code == 422
    assert "You are not working on a draft." in plain(emma.does("/studio/drafts/choose", draft_id="0"))


def test_on_a_page_of_another_draft_the_bar_says_whose_is_trained(office: Office, emma: Editor):
    bins = office.drafts.open("Bins", EMMA)
    snow = office.drafts.open("Snow", EMMA)
    emma.does("/studio/drafts/choose", draft_id=str(bins.id), back="/studio/drafts")
    other = plain(emma.see(f"/studio/drafts/{snow.id}"))
    assert "This page is of another draft, Snow" in other
    assert "Train and compare Bins" in other
    own = plain(emma.see(f"/studio/drafts/{bins.id}"))
    assert "another draft" not in own
    assert "Train and compare Bins" not in own


def test_the_record_is_for_approvers_and_administrators(office: Office, app: FastAPI, emma: Editor):
    assert emma.see("/studio/drafts/changes").status_code == 403
    draft = office.drafts.open("Bins", EMMA)
    for number in range(60):
        office.drafts.edit(
            draft.id, phrase(f"phrase {number}", said=f"Step {number}."), EMMA if number else ED
        )
    for name in ("ravi", "morgan"):
        page = Editor(app, name).see("/studio/drafts/changes")
        words = plain(page)
        assert "Step 59." in words
        assert "Step 9." not in words
        older = re.search(r'href="(/studio/drafts/changes\?[^"]+)"', page.text)
        assert older
        words = plain(Editor(app, name).see(older[1].replace("&amp;", "&")))
        assert "Step 9." in words
        assert "Started the draft “Bins”" in words
        only = plain(Editor(app, name).see("/studio/drafts/changes?who=Ed+Editor"))
        assert "Step 0." in only
        assert "Step 1." not in only


def test_advisers_have_no_drafts(app: FastAPI):
    assert Editor(app, "aisha").see("/studio/drafts").status_code == 403


@pytest.mark.parametrize(
    "address", ["/studio/drafts/99", "/studio/drafts/99/conflicts", "/studio/drafts/99/discard"]
)
def test_a_draft_that_is_not_there(emma: Editor, address: str):
    page = emma.see(address)
    assert page.status_code == 404
    assert "There is no draft 99." in plain(page)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999"])
def test_an_address_that_makes_no_sense(emma: Editor, number: str):
    assert emma.see(f"/studio/drafts/{number}").status_code == 422


def test_without_git_every_page_says_so_in_words(
    office: Office, emma: Editor, monkeypatch: pytest.MonkeyPatch
):
    office.drafts.open("Bins", EMMA)
    monkeypatch.setenv("PATH", "/nowhere")
    for page in (
        emma.see("/studio/drafts"),
        emma.see("/studio/drafts/1"),
        emma.send("/studio/drafts", title="More"),
        emma.send("/studio/drafts/1/undo"),
        emma.send("/studio/drafts/1/update"),
    ):
        assert page.status_code == 503
        assert "there is no git on this machine" in plain(page)
        assert "The live assistant is not affected." in plain(page)


def test_a_form_without_the_token_changes_nothing(office: Office, emma: Editor):
    draft = office.drafts.open("Bins", EMMA)
    assert emma.browser.post(f"/studio/drafts/{draft.id}/discard").status_code == 403
    assert office.drafts.get(draft.id).open
