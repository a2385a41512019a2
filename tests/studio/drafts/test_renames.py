"""Enquiries renamed, merged and retired while another draft works on them, with the council's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.drafts.errors import CannotUndo, Stale
from studio.drafts.views import Conflicts, Updated
from studio.files.csv_rows import column
from studio.files.edits.base import Edit
from studio.files.edits.enquiries import ChangeEnquiry
from studio.files.edits.intents import MergeIntents, RenameIntent, RetireEnquiry
from studio.files.edits.phrases import AddPhrases, KeepForTesting, MovePhrases, RemovePhrases
from studio.files.edits.replies import ChangeReply
from tests.studio.drafts.parts import ED, EMMA, Office
from tests.studio.files.parts import mistakes
from tests.studio.parts import git

OLD, NEW, OTHER = "report_pothole", "report_hole_in_road", "report_fly_tipping"
PHRASE = "the tarmac has sunk by the war memorial"
ADDS = AddPhrases(OLD, (PHRASE,))
RENAMES = RenameIntent(OLD, NEW)
REPLY = f"utter_begin_{OLD}"


class Council(Office):
    """The council's own content, a draft of Emma's on it, and what Ed makes live."""

    def __init__(self, folder: Path, live: Path) -> None:
        super().__init__(folder, live)
        self.draft = self.drafts.open("Emma's", EMMA)

    def emma(self, *edits: Edit) -> None:
        for edit in edits:
            self.drafts.edit(self.draft.id, edit, EMMA)

    def live_gets(self, *edits: Edit) -> None:
        released = self.drafts.open("Ed's", ED)
        for edit in edits:
            self.drafts.edit(released.id, edit, ED)
        git(self.live, "merge", "--quiet", "--ff-only", released.branch)

    def up_to_date(self) -> None:
        """Nobody had to choose for it."""
        result = self.drafts.bring_up_to_date(self.draft.id, EMMA)
        assert isinstance(result, Updated), [conflict.part for conflict in result.conflicts]
        self.can_be_read()

    def can_be_read(self) -> None:
        view = self.drafts.get(self.draft.id)
        assert not view.behind
        content = self.drafts.content(self.draft.id)
        assert content.problems() == []
        assert not [one.name for one in content.intents() if one.enquiry and not one.phrases]

    def is_in_order(self) -> None:
        """As `frontdoor check` sees it."""
        assert mistakes(self.drafts.get(self.draft.id).root) == []

    def asked(self) -> Conflicts:
        result = self.drafts.bring_up_to_date(self.draft.id, EMMA)
        assert isinstance(result, Conflicts)
        return result

    def chooses(self, asked: Conflicts, choice: str) -> Updated | Conflicts:
        choices = {conflict.key: choice for conflict in asked.conflicts}
        return self.drafts.resolve(self.draft.id, EMMA, choices, live=asked.live, head=asked.head)

    def phrases(self, intent: str) -> list[str]:
        return self.drafts.content(self.draft.id).phrases(intent)

    def changes(self) -> list[str]:
        return self.drafts.diff(self.draft.id).sentences()


@pytest.fixture
def council(tmp_path: Path, content: Path) -> Council:
    return Council(tmp_path, content)


def kept_for_testing(council: Council) -> dict[str, str]:
    path = council.draft.root / "tests/nlu/held_out.csv"
    return dict(zip(column(path, "text"), column(path, "intent"), strict=True))


def test_a_phrase_added_beneath_a_rename_arrives_under_the_new_name_and_can_be_undone(council: Council):
    council.emma(ADDS)
    council.live_gets(RENAMES)
    council.up_to_date()
    assert PHRASE in council.phrases(NEW)
    assert council.drafts.content(council.draft.id).intent(OLD) is None
    assert council.changes() == ["1 phrase added to Report a pothole"]
    council.drafts.undo(council.draft.id, EMMA)
    assert PHRASE not in council.phrases(NEW)
    assert council.changes() == []
    council.can_be_read()


def test_all_that_was_done_with_an_enquiry_beneath_a_rename_arrives_under_the_new_name(council: Council):
    live = council.drafts.live_content()
    moved, removed = live.phrases(OLD)[:2]
    related = (*live.catalogue()["report_noise_nuisance"].related, OLD)
    council.emma(
        MovePhrases((moved,), OLD, OTHER),
        RemovePhrases(OLD, (removed,)),
        ChangeReply(REPLY, None, "I can tell the roads team about a hole in the road."),
        ChangeEnquiry("report_noise_nuisance", related=related),
        KeepForTesting("a crater by the war memorial nearly had my wheel off", OLD),
    )
    gone_from_live = live.phrases(OLD)[5]
    council.live_gets(RemovePhrases(OLD, (gone_from_live,)), RENAMES)
    council.up_to_date()
    content = council.drafts.content(council.draft.id)
    assert moved in content.phrases(OTHER)
    assert not {moved, removed, gone_from_live} & set(content.phrases(NEW))
    reply = content.reply(f"utter_begin_{NEW}")
    assert reply
    assert reply.text() == "I can tell the roads team about a hole in the road."
    assert content.catalogue()["report_noise_nuisance"].related == (*related[:-1], NEW)
    assert kept_for_testing(council)["a crater by the war memorial nearly had my wheel off"] == NEW
    assert OLD not in kept_for_testing(council).values()
    council.is_in_order()
    assert council.changes()[1:3] == [
        "1 phrase moved from Report a pothole to Report rubbish dumped in the street",
        "1 phrase removed from Report a pothole",
    ]


def test_a_phrase_added_beneath_a_merge_arrives_where_the_others_went(council: Council):
    phrase = "pavement outside the chapel has not seen a broom since easter"
    council.emma(AddPhrases("report_street_cleaning", (phrase,)))
    council.live_gets(MergeIntents("report_street_cleaning", OTHER))
    council.up_to_date()
    assert phrase in council.phrases(OTHER)
    assert council.changes() == ["1 phrase added to Report rubbish dumped in the street"]
    council.is_in_order()


def test_a_rename_in_the_draft_takes_along_what_live_added(council: Council):
    council.emma(RENAMES)
    council.live_gets(ADDS)
    council.up_to_date()
    assert PHRASE in council.phrases(NEW)
    assert not any("phrase" in sentence for sentence in council.changes())
    council.drafts.undo(council.draft.id, EMMA)
    assert PHRASE in council.phrases(OLD)
    assert council.changes() == []


def test_a_name_that_live_changed_twice_is_followed_to_its_end(council: Council):
    council.emma(ADDS)
    council.live_gets(RENAMES, RenameIntent(NEW, "report_road_damage"))
    council.up_to_date()
    council.live_gets(RenameIntent("report_road_damage", "report_road_fault"))
    council.up_to_date()
    assert PHRASE in council.phrases("report_road_fault")
    assert council.changes() == ["1 phrase added to Report a pothole"]


@pytest.mark.parametrize(("choice", "name"), [("live", NEW), ("draft", "report_road_damage")])
def test_two_new_names_for_one_enquiry_are_one_choice(council: Council, choice: str, name: str):
    council.emma(ADDS, RenameIntent(OLD, "report_road_damage"))
    council.live_gets(RENAMES)
    asked = council.asked()
    assert [(conflict.part, conflict.live, conflict.draft) for conflict in asked.conflicts] == [
        (
            "what becomes of the enquiry “Report a pothole”",
            f"Its name is {NEW}",
            "Its name is report_road_damage",
        )
    ]
    assert isinstance(council.chooses(asked, choice), Updated)
    council.can_be_read()
    assert PHRASE in council.phrases(name)
    assert "1 phrase added to Report a pothole" in council.changes()


def test_a_phrase_for_an_enquiry_that_was_retired_is_kept_with_it_or_let_go_but_never_in_silence(
    council: Council,
):
    council.emma(ADDS)
    council.live_gets(RetireEnquiry(OLD))
    asked = council.asked()
    [conflict] = asked.conflicts
    assert conflict.live == "It is retired"
    assert conflict.draft == f"It stays, changed:\n1 phrase added:\n- {PHRASE}"
    assert council.drafts.conflicts(council.draft.id) == asked
    assert isinstance(council.chooses(asked, "draft"), Updated)
    council.is_in_order()
    assert PHRASE in council.phrases(OLD)
    assert len(council.phrases(OLD)) > 100
    assert "Enquiry new: Report a pothole" in council.changes()


def test_an_enquiry_that_is_let_go_leaves_nothing_behind(council: Council):
    related = (*council.drafts.live_content().catalogue()["report_noise_nuisance"].related, OLD)
    council.emma(ADDS, ChangeEnquiry("report_noise_nuisance", related=related))
    council.live_gets(RetireEnquiry(OLD))
    assert isinstance(council.chooses(council.asked(), "live"), Updated)
    council.is_in_order()
    assert council.changes() == []


def test_a_new_name_that_the_draft_has_given_away_is_left_to_the_choices_there_are(council: Council):
    council.emma(ADDS, RenameIntent("report_street_cleaning", NEW))
    council.live_gets(RENAMES)
    assert "the phrases of “report pothole”" in {conflict.part for conflict in council.asked().conflicts}


def test_a_page_older_than_a_rename_on_the_same_draft_saves_under_the_new_name(council: Council):
    seen = council.draft.head
    council.drafts.edit(council.draft.id, RENAMES, ED, seen=seen)
    message = "a crater by the war memorial nearly had my wheel off"
    for edit in (ADDS, KeepForTesting(message, OLD)):
        council.drafts.edit(council.draft.id, edit, EMMA, seen=seen)
    assert PHRASE in council.phrases(NEW)
    assert kept_for_testing(council)[message] == NEW
    council.is_in_order()


def test_a_page_older_than_an_enquirys_end_on_the_same_draft_is_a_choice(council: Council):
    seen = council.draft.head
    council.drafts.edit(council.draft.id, RetireEnquiry(OLD), ED, seen=seen)
    with pytest.raises(Stale) as refused:
        council.drafts.edit(council.draft.id, ADDS, EMMA, seen=seen)
    [conflict] = refused.value.conflicts
    assert (PHRASE in conflict.draft, conflict.live) == (True, "It is retired")
    council.drafts.edit(council.draft.id, ADDS, EMMA, seen=seen, choice="mine")
    assert PHRASE in council.phrases(OLD)
    council.can_be_read()


def test_a_rename_is_undone_with_what_was_added_since_and_not_once_it_has_another_name(council: Council):
    council.emma(RENAMES, AddPhrases(NEW, (PHRASE,)))
    [_, rename] = council.drafts.history(council.draft.id)
    council.drafts.undo(council.draft.id, EMMA, rename.commit)
    assert PHRASE in council.phrases(OLD)
    assert council.changes() == ["1 phrase added to Report a pothole"]
    council.emma(RENAMES)
    again = council.drafts.history(council.draft.id)[0].commit
    council.emma(RenameIntent(NEW, "report_road_damage"))
    with pytest.raises(CannotUndo):
        council.drafts.undo(council.draft.id, EMMA, again)


@pytest.mark.parametrize("name", [OLD, OTHER])
def test_a_rename_is_told_as_one_and_not_as_what_follows_from_it(council: Council, name: str) -> None:
    content = council.drafts.content(council.draft.id)
    title = content.shown(name)
    council.emma(RenameIntent(name, f"{name}_anew"))
    (told, *others) = council.drafts.diff(council.draft.id).sentences()
    assert told == f"Enquiry renamed from {name} to {name}_anew: {title}"
    assert [one for one in others if not one.startswith("File changed: ")] == []
    council.emma(
        AddPhrases(f"{name}_anew", ("quite another way of saying it",)),
        KeepForTesting("nobody has said it like this so far", f"{name}_anew"),
    )
    told = council.drafts.diff(council.draft.id).sentences()
    assert f"Enquiry renamed from {name} to {name}_anew: {title}" in told
    assert f"1 phrase added to {title}" in told
    assert "1 message kept for testing" in told
    assert not any("moved" in one or "removed" in one or "Enquiry new" in one for one in told)
