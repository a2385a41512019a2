"""Live moves on while a draft is worked on."""

from __future__ import annotations

import pytest

from studio.drafts.errors import LiveUnreadable
from studio.drafts.views import Conflicts, Updated
from tests.studio.drafts.parts import (
    ARTICLE,
    EMMA,
    FILES,
    NLU,
    REPLIES,
    SERVICE,
    Office,
    Save,
    SetReply,
    Swap,
    phrase,
)
from tests.studio.parts import git


def test_a_draft_is_behind_when_a_programmer_commits_on_live_and_not_after_it_was_brought_up(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    live = office.programmer_commits(REPLIES, "Which bin was it?", "Which one?")
    assert office.drafts.get(draft.id).behind
    assert isinstance(office.drafts.bring_up_to_date(draft.id, EMMA), Updated)
    view = office.drafts.get(draft.id)
    assert (view.behind, view.base) == (False, live)
    assert "Which one?" in office.text(draft.id, REPLIES)
    assert office.drafts.diff(draft.id).sentences() == ["1 phrase added to Report a missed bin"]
    again = office.drafts.bring_up_to_date(draft.id, EMMA)
    assert again == Updated(view.head)
    git(office.live, "merge", "--quiet", "--ff-only", view.branch)


def test_phrases_added_on_both_sides_come_together(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    for text in ("from emma", "in both"):
        office.drafts.edit(draft.id, phrase(text, after="when do you come"), EMMA)
    last = "    - when do you come\n"
    office.programmer_commits(NLU, last, f"{last}    - from a programmer\n    - in both\n")
    assert isinstance(office.drafts.bring_up_to_date(draft.id, EMMA), Updated)
    lines = office.text(draft.id, NLU).splitlines()
    assert [lines.count(f"    - {text}") for text in ("from emma", "from a programmer", "in both")] == [
        1,
        1,
        1,
    ]
    assert office.text(draft.id, NLU).startswith(FILES[NLU].split("    - they")[0])


def conflicting(office: Office) -> tuple[int, Conflicts]:
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Emma's words"), EMMA)
    office.drafts.edit(draft.id, Swap(ARTICLE, "2 working days", "5 working days"), EMMA)
    office.programmer_commits(REPLIES, "Which bin was it?", "A programmer's words")
    office.programmer_commits(ARTICLE, "2 working days", "3 working days")
    result = office.drafts.bring_up_to_date(draft.id, EMMA)
    assert isinstance(result, Conflicts)
    return draft.id, result


def test_parts_both_changed_are_named_and_nothing_is_done(office: Office):
    draft_id, result = conflicting(office)
    assert {conflict.part for conflict in result.conflicts} == {
        "the reply “ask bin type”",
        "the article waste/missed-bins, under “When to tell us”",
    }
    assert office.drafts.get(draft_id).head == result.head
    assert "<<<<" not in office.text(draft_id, REPLIES)


def test_each_part_is_settled_by_a_choice(office: Office):
    draft_id, result = conflicting(office)
    chosen = {conflict.key: "live" if conflict.path == REPLIES else "draft" for conflict in result.conflicts}
    first = dict(list(chosen.items())[:1])
    left = office.drafts.resolve(draft_id, EMMA, first, live=result.live, head=result.head)
    assert isinstance(left, Conflicts)
    assert len(left.conflicts) == 1
    done = office.drafts.resolve(draft_id, EMMA, chosen, live=result.live, head=result.head)
    assert isinstance(done, Updated)
    assert "A programmer's words" in office.text(draft_id, REPLIES)
    assert "5 working days" in office.text(draft_id, ARTICLE)
    assert not office.drafts.get(draft_id).behind


def test_a_choice_made_for_other_words_counts_for_nothing(office: Office):
    draft_id, result = conflicting(office)
    chosen = {conflict.key: "draft" for conflict in result.conflicts}
    office.programmer_commits(REPLIES, "A programmer's words", "Words nobody has looked at")
    left = office.drafts.resolve(draft_id, EMMA, chosen, live=result.live, head=result.head)
    assert isinstance(left, Conflicts)
    assert [conflict.path for conflict in left.conflicts] == [REPLIES]


def test_hints_added_on_both_sides_are_one_list(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, Swap(SERVICE, "[missed bin]", "[missed bin, from emma]"), EMMA)
    office.programmer_commits(SERVICE, "[missed bin]", "[missed bin, from live]")
    assert isinstance(office.drafts.bring_up_to_date(draft.id, EMMA), Updated)
    assert "hints: [missed bin, from emma, from live]" in office.text(draft.id, SERVICE)


def test_a_phrase_moved_to_two_places_is_a_choice(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    line = "    - when do you come\n"
    day = "    - when is bin day\n"
    office.drafts.edit(draft.id, Swap(NLU, line, ""), EMMA)
    office.drafts.edit(draft.id, Swap(NLU, day, f"{day}{line}"), EMMA)
    other = "data/nlu/contact.yml"
    (office.live / other).write_text(f"nlu:\n- intent: chase\n  examples: |\n{line}")
    git(office.live, "add", other)
    office.programmer_commits(NLU, line, "")
    result = office.drafts.bring_up_to_date(draft.id, EMMA)
    assert isinstance(result, Conflicts)
    (conflict,) = result.conflicts
    assert (conflict.part, conflict.live, conflict.draft) == (
        "where “when do you come” belongs",
        "chase",
        "query bin collection day",
    )
    chosen = {conflict.key: "live"}
    office.drafts.resolve(draft.id, EMMA, chosen, live=result.live, head=result.head)
    assert "when do you come" not in office.text(draft.id, NLU)
    assert "when do you come" in office.text(draft.id, other)


def test_an_article_moved_in_live_takes_the_drafts_words_along(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, Swap(ARTICLE, "We come back.", "We come back on Friday."), EMMA)
    git(office.live, "mv", ARTICLE, "kb/articles/waste/missed.md")
    git(office.live, "commit", "--quiet", "--message=Moved")
    assert isinstance(office.drafts.bring_up_to_date(draft.id, EMMA), Updated)
    assert "on Friday" in office.text(draft.id, "kb/articles/waste/missed.md")
    assert not (draft.root / ARTICLE).exists()


def test_an_article_live_removed_and_the_draft_changed_is_a_choice(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, Save(ARTICLE, "Quite other words\n"), EMMA)
    git(office.live, "rm", "--quiet", ARTICLE)
    git(office.live, "commit", "--quiet", "--message=Retired")
    result = office.drafts.bring_up_to_date(draft.id, EMMA)
    assert isinstance(result, Conflicts)
    (conflict,) = result.conflicts
    assert (conflict.live, conflict.both) == ("", False)
    done = office.drafts.resolve(draft.id, EMMA, {conflict.key: "live"}, live=result.live, head=result.head)
    assert isinstance(done, Updated)
    assert not (draft.root / ARTICLE).exists()


def test_what_came_from_live_is_not_undone_and_what_came_before_it_can_be(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    office.programmer_commits(REPLIES, "Which bin was it?", "Which one?")
    office.drafts.bring_up_to_date(draft.id, EMMA)
    office.drafts.undo(draft.id, EMMA)
    assert "Which one?" in office.text(draft.id, REPLIES)
    assert office.drafts.diff(draft.id).empty
    assert [step.undoable for step in office.drafts.history(draft.id)] == [True, False, False]


def test_the_live_files_a_programmer_is_changing_are_left_alone(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    (office.live / NLU).write_text(FILES[NLU] + "# not committed\n")
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    office.drafts.bring_up_to_date(draft.id, EMMA)
    assert (office.live / NLU).read_text().endswith("# not committed\n")
    assert "not committed" not in office.text(draft.id, NLU)


def test_what_became_live_and_cannot_be_read_does_not_spoil_the_draft(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    before = office.drafts.get(draft.id).head
    office.programmer_commits(NLU, "  examples: |", " examples: |")
    with pytest.raises(LiveUnreadable) as refused:
        office.drafts.bring_up_to_date(draft.id, EMMA)
    assert NLU in refused.value.sentence
    assert office.drafts.get(draft.id).head == before
    office.programmer_commits(NLU, "\n examples: |", "\n  examples: |")
    office.programmer_commits(REPLIES, "Which bin was it?", "Which one?")
    assert isinstance(office.drafts.bring_up_to_date(draft.id, EMMA), Updated)
    assert "from emma" in office.text(draft.id, NLU)


def test_an_article_whose_head_cannot_be_read_is_named_with_its_line(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.programmer_commits(ARTICLE, "title: Missed bins", 'owner: waste\ntitle: "Missed bins')
    with pytest.raises(LiveUnreadable) as refused:
        office.drafts.bring_up_to_date(draft.id, EMMA)
    assert f"of {ARTICLE}" in refused.value.sentence
