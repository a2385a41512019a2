"""Drafts on real git repositories: opened, changed, undone, closed."""

from __future__ import annotations

import pytest

from staff.models import Role, Staff
from staff.sessions import SignedIn
from studio.drafts.errors import (
    CannotUndo,
    DraftClosed,
    NothingToUndo,
    UndoneAlready,
    UnfitPath,
    UnfitTitle,
    UnknownDraft,
)
from studio.drafts.people import Person
from studio.drafts.record import recorded
from studio.files.refused import EditRefused
from tests.studio.drafts.parts import (
    ARTICLE,
    ED,
    EMMA,
    FILES,
    NLU,
    REPLIES,
    Office,
    Save,
    SetReply,
    Swap,
    phrase,
)
from tests.studio.parts import git


def test_a_draft_is_a_branch_with_a_folder_of_its_own_and_live_is_untouched(office: Office):
    draft = office.drafts.open("  Missed  bins: “phrases” ", EMMA)
    assert (draft.title, draft.owner, draft.branch) == (
        "Missed bins: “phrases”",
        "Emma Whitlock",
        "draft/1-missed-bins-phrases",
    )
    assert draft.root == office.folder / "1"
    assert (draft.head, draft.behind, draft.empty) == (draft.base, False, True)
    office.drafts.edit(draft.id, phrase("the lorry drove past"), EMMA)
    assert "the lorry drove past" in office.text(draft.id, NLU)
    assert (office.live / NLU).read_text() == FILES[NLU]
    assert git(office.live, "status", "--porcelain") == ""


def test_an_edit_is_one_commit_in_the_editors_name_and_a_line_of_the_record(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    edited = office.drafts.edit(draft.id, phrase("the lorry drove past"), ED)
    assert git(office.live, "log", "-1", "--format=%H|%an|%ae|%cn|%s", draft.branch).strip() == (
        f"{edited.commit}|Ed Editor|ed@marlbury.example|Ed Editor|1 phrase added to Report a missed bin"
    )
    newest, first = recorded(office.database)
    assert (newest.who, newest.what, newest.draft, newest.commit) == (
        "Ed Editor",
        "1 phrase added to Report a missed bin",
        "Bins",
        edited.commit,
    )
    assert first.what == "Started the draft “Bins”"
    assert git(office.drafts.get(draft.id).root, "status", "--porcelain") == ""


def test_an_edit_that_changes_nothing_makes_no_commit(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    assert office.drafts.edit(draft.id, Save(NLU, FILES[NLU]), EMMA).commit == draft.head
    assert office.drafts.history(draft.id) == []


def test_an_edit_that_does_not_fit_changes_nothing(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    with pytest.raises(EditRefused):
        office.drafts.edit(draft.id, Swap(NLU, "not there", "x"), EMMA)
    assert office.drafts.get(draft.id).head == draft.head


@pytest.mark.parametrize(
    "path", ["../outside.md", "server/app.py", "kb/../../x", ".git/config", "data/.git/x", "README.md"]
)
def test_only_content_is_ever_changed(office: Office, path: str):
    draft = office.drafts.open("Bins", EMMA)
    with pytest.raises(UnfitPath):
        office.drafts.edit(draft.id, Save(path, "x"), EMMA)
    assert office.drafts.get(draft.id).head == draft.head


def test_a_name_with_signs_git_does_not_take_still_signs(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("a"), Person("Zoë <b>\nO'Neil", "zoe@marlbury.example\n"))
    office.drafts.edit(draft.id, phrase("b"), Person("<>", ""))
    names = git(office.live, "log", "-2", "--format=%an <%ae>", draft.branch).splitlines()
    assert names == ["An editor <>", "Zoë b O'Neil <zoe@marlbury.example>"]


def test_a_file_may_have_any_content_and_any_name(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    path = 'kb/articles/waste/bins "and" boxés.md'
    text = "---\ntitle: x\n---\r\nEOT\ndata 5\n\ndone\nno end"
    office.drafts.edit(draft.id, Save(path, text), EMMA)
    assert (office.drafts.get(draft.id).root / path).read_bytes() == text.encode()
    office.drafts.edit(draft.id, Save(path, None), EMMA)
    assert not (office.drafts.get(draft.id).root / path).exists()


def test_a_title_is_needed_and_has_its_limit(office: Office):
    for title in ("", "  ", "x" * 81):
        with pytest.raises(UnfitTitle):
            office.drafts.open(title, EMMA)
    assert office.drafts.open("—", EMMA).branch == "draft/1-draft"


def test_a_step_that_was_undone_on_another_page_is_said_to_be(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    step = office.drafts.edit(draft.id, phrase("first", said="First"), EMMA).commit
    office.drafts.edit(draft.id, phrase("second", said="Second"), EMMA)
    office.drafts.undo(draft.id, ED, step)
    with pytest.raises(UndoneAlready):
        office.drafts.undo(draft.id, EMMA, step)
    assert "second" in office.text(draft.id, NLU)


def test_undo_steps_back_and_keeps_history(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("first", said="First"), EMMA)
    office.drafts.edit(draft.id, phrase("second", said="Second"), EMMA)
    assert office.drafts.undo(draft.id, ED).sentence == "Undone: Second"
    assert office.drafts.undo(draft.id, ED).sentence == "Undone: First"
    assert office.text(draft.id, NLU) == FILES[NLU]
    with pytest.raises(NothingToUndo):
        office.drafts.undo(draft.id, ED)
    assert [(step.sentence, step.undone) for step in office.drafts.history(draft.id)] == [
        ("Undone: First", False),
        ("Undone: Second", False),
        ("Second", True),
        ("First", True),
    ]
    assert office.drafts.diff(draft.id).empty


def test_an_older_step_is_undone_by_itself_and_put_back(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    first = office.drafts.edit(draft.id, phrase("first", said="First"), EMMA)
    office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Which one?"), EMMA)
    undone = office.drafts.undo(draft.id, EMMA, first.commit)
    assert "first" not in office.text(draft.id, NLU)
    assert "Which one?" in office.text(draft.id, REPLIES)
    assert office.drafts.undo(draft.id, EMMA, undone.commit).sentence == "Put back: First"
    assert "first" in office.text(draft.id, NLU)
    assert [step.undone for step in office.drafts.history(draft.id)] == [False, True, False, False]


def test_a_step_that_later_ones_stand_on_cannot_be_undone_alone(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    first = office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Which one?"), EMMA)
    office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Which bin, please?"), EMMA)
    with pytest.raises(CannotUndo) as refused:
        office.drafts.undo(draft.id, EMMA, first.commit)
    assert "the reply “ask bin type”" in refused.value.sentence
    assert "Which bin, please?" in office.text(draft.id, REPLIES)


def test_a_discarded_draft_is_gone_from_the_list_and_its_work_is_kept(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    edited = office.drafts.edit(draft.id, phrase("first"), EMMA)
    office.drafts.discard(draft.id, ED)
    assert office.drafts.all() == []
    assert not draft.root.exists()
    assert git(office.live, "branch", "--list", "draft/*") == ""
    assert [(view.title, view.status) for view in office.drafts.closed()] == [("Bins", "discarded")]
    assert [step.commit for step in office.drafts.history(draft.id)] == [edited.commit]
    assert office.drafts.diff(draft.id).numbers() == ["1 phrase"]
    for change in (
        lambda: office.drafts.edit(draft.id, phrase("second"), EMMA),
        lambda: office.drafts.undo(draft.id, EMMA),
        lambda: office.drafts.discard(draft.id, EMMA),
        lambda: office.drafts.bring_up_to_date(draft.id, EMMA),
    ):
        with pytest.raises(DraftClosed):
            change()


def test_a_released_draft_takes_no_more_edits(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    edited = office.drafts.edit(draft.id, phrase("first"), EMMA)
    git(office.live, "merge", "--quiet", "--ff-only", draft.branch)
    office.drafts.released(draft.id, ED, edited.commit)
    office.drafts.released(draft.id, ED, edited.commit)
    view = office.drafts.get(draft.id)
    assert (view.status, view.head) == ("released", edited.commit)
    assert [step.sentence for step in office.drafts.history(draft.id)] == [
        "1 phrase added to Report a missed bin"
    ]
    assert [row.what for row in recorded(office.database)].count("Released the draft “Bins”") == 1


def test_a_draft_that_never_was(office: Office):
    for ask in (office.drafts.get, office.drafts.history, office.drafts.diff, office.drafts.content):
        with pytest.raises(UnknownDraft):
            ask(7)
    with pytest.raises(UnknownDraft):
        office.drafts.edit(7, phrase("x"), EMMA)


def test_two_drafts_do_not_see_each_other(office: Office):
    one, other = office.drafts.open("One", EMMA), office.drafts.open("Other", ED)
    office.drafts.edit(one.id, phrase("only in one"), EMMA)
    assert "only in one" not in office.text(other.id, NLU)
    assert [draft.title for draft in office.drafts.all()] == ["One", "Other"]


def account(office: Office, draft_of: str) -> SignedIn:
    with office.database.session() as session:
        row = Staff(
            email=f"{draft_of}@marlbury.example",
            name=draft_of,
            role=Role.EDITOR,
            team="waste",
            password_hash="x",
        )
        session.add(row)
    return SignedIn(row.id, draft_of, row.email, Role.EDITOR, "waste", "token")


def test_the_draft_an_editor_works_on_is_remembered_for_each(office: Office):
    emma, ed = account(office, "emma"), account(office, "ed")
    one, other = office.drafts.open("One", EMMA), office.drafts.open("Other", EMMA)
    assert office.drafts.current(emma) is None
    office.drafts.choose(emma, one.id)
    office.drafts.choose(ed, one.id)
    office.drafts.choose(emma, other.id)
    current = [office.drafts.current(me) for me in (emma, ed)]
    assert [draft.title for draft in current if draft] == ["Other", "One"]
    office.drafts.discard(other.id, EMMA)
    assert office.drafts.current(emma) is None
    with pytest.raises(DraftClosed):
        office.drafts.choose(emma, other.id)
    office.drafts.choose(ed, None)
    assert office.drafts.current(ed) is None


def test_the_content_of_a_draft_is_read_from_its_folder(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    assert office.drafts.content(draft.id).root == draft.root
    assert office.drafts.live_content().root == office.live
    assert (draft.root / ARTICLE).is_file()
