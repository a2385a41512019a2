"""Whoever comes back to an enquiry or a phrase that is another now is told what happened, and led to it."""

from __future__ import annotations

from studio.drafts.people import Person
from tests.studio.parts import git
from tests.studio.workroom import Editor, Workroom, hidden, plain

OLD, NEW, OTHER = "report_pothole", "report_hole_in_road", "report_fly_tipping"
HERE = f"/studio/enquiries/{OLD}"
WORDS = "the tarmac has sunk by the war memorial"


def test_phrases_added_on_a_page_older_than_a_rename_lead_to_the_enquiry_as_it_is_called_now(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    page = emma.does(f"{HERE}/phrases", phrases=WORDS)
    workroom.share("ed")
    ed.does(f"{HERE}/rename", new=NEW)
    told = emma.does(f"{HERE}/phrases", phrases="quite another way of saying it", seen=hidden(page, "seen"))
    assert (told.status_code, told.url.path) == (200, f"/studio/enquiries/{NEW}")
    words = plain(told)
    assert f"{OLD} was renamed to {NEW}. This is its page now." in words
    assert "quite another way of saying it" in words
    assert "Undo this" in words, "what was saved is said"


def test_an_old_page_of_an_enquiry_that_was_renamed_merged_or_retired_says_so(
    workroom: Workroom, emma: Editor
) -> None:
    emma.does(f"{HERE}/rename", new=NEW)
    form = emma.send(f"{HERE}/details", title="Holes")
    assert form.status_code == 404
    assert f"{OLD} was renamed to {NEW}: Report a pothole. Nothing was saved." in plain(form)
    assert f'href="/studio/enquiries/{NEW}"' in form.text
    emma.does(f"/studio/enquiries/{NEW}/merge", target=OTHER)
    merged = emma.see(HERE)
    assert (merged.status_code, merged.url.path) == (200, f"/studio/enquiries/{OTHER}")
    assert f"{OLD} was merged into this enquiry." in plain(merged)
    emma.does(f"/studio/enquiries/{OTHER}/retire")
    gone = emma.see(f"/studio/enquiries/{OTHER}")
    assert (gone.status_code, f"{OTHER} was retired." in plain(gone)) == (404, True)


def test_a_rename_that_has_gone_live_is_followed_without_a_draft(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    ed.does(f"{HERE}/rename", new=NEW)
    [draft] = workroom.drafts.all()
    git(workroom.content, "merge", "--quiet", "--ff-only", draft.branch)
    workroom.drafts.released(draft.id, Person("Ed Editor", "ed@marlbury.example"), draft.head)
    assert emma.see(HERE).url.path == f"/studio/enquiries/{NEW}"


def test_the_page_of_a_phrase_that_was_changed_says_by_whom_and_leads_to_it(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    emma.does(f"{HERE}/phrases", phrases=WORDS)
    workroom.share("ed")
    ed.does(f"{HERE}/phrases/change", phrase=WORDS, new="the tarmac is gone by the war memorial")
    page = emma.see(f"{HERE}/phrases/change?phrase={WORDS}")
    assert page.status_code == 404
    words = plain(page)
    assert "There is no such enquiry" not in words
    assert f"“{WORDS}” is not a phrase of Report a pothole any more." in words
    assert "Ed Editor changed it to “the tarmac is gone by the war memorial” on 30 November 2026" in words
    assert "Change “the tarmac is gone by the war memorial”" in words
    ed.does(
        f"{HERE}/phrases/ticked", phrase="the tarmac is gone by the war memorial", do="move", target=OTHER
    )
    moved = emma.see(f"{HERE}/phrases/change?phrase=the tarmac is gone by the war memorial")
    assert "It belongs to Report rubbish dumped in the street now." in plain(moved)
    assert f"/studio/enquiries/{OTHER}/phrases/change?phrase=" in moved.text


def test_what_nobody_ever_had_is_not_said_to_have_gone_anywhere(emma: Editor) -> None:
    page = emma.see("/studio/enquiries/nobody_has_this")
    assert "There is no such enquiry here The address may be mistyped." in plain(page)
    assert "was renamed" not in plain(emma.see(f"{HERE}?was=nobody_has_this"))
