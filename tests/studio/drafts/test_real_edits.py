"""Drafts with the council's own files and the studio's own edits."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.drafts.drafts import Drafts
from studio.drafts.errors import Stale
from studio.files.edits.phrases import AddPhrases, ChangePhrase, MovePhrases, RemovePhrases
from studio.files.edits.replies import ChangeReply
from tests.studio.drafts.parts import ED, EMMA, Office


@pytest.fixture
def council(tmp_path: Path, content: Path) -> Office:
    return Office(tmp_path, content)


def test_what_an_editor_did_is_told_in_words(council: Office):
    drafts: Drafts = council.drafts
    draft = drafts.open("Bins", EMMA)
    phrases = tuple(drafts.live_content().phrases("report_missed_bin")[:3])
    drafts.edit(draft.id, MovePhrases(phrases, "report_missed_bin", "query_bin_collection_day"), EMMA)
    drafts.edit(draft.id, AddPhrases("report_missed_bin", ("nobody came for the caddy again",)), EMMA)
    drafts.edit(draft.id, ChangeReply("utter_ask_bin_type", None, "Which of the bins was it?"), EMMA)
    told = [
        "3 phrases moved from Report a missed bin to Find out your bin day",
        "1 phrase added to Report a missed bin",
    ]
    diff = drafts.diff(draft.id)
    assert diff.sentences() == [*told, "Reply changed: Ask bin type (chat)"]
    assert [step.sentence for step in reversed(drafts.history(draft.id))][:2] == told
    assert diff.numbers() == ["4 phrases", "1 reply"]
    for _ in range(3):
        drafts.undo(draft.id, EMMA)
    assert drafts.diff(draft.id).empty


def test_two_editors_with_old_pages_lose_nothing(council: Office):
    drafts = council.drafts
    draft = drafts.open("Bins", EMMA)
    first, second, third = drafts.live_content().phrases("report_missed_bin")[:3]
    edits = [
        AddPhrases("report_missed_bin", ("nobody came for the caddy again",)),
        RemovePhrases("report_missed_bin", (first,)),
        ChangePhrase("report_missed_bin", second, "I am quite sure this one is new"),
        MovePhrases((third,), "report_missed_bin", "query_bin_collection_day"),
    ]
    for place, edit in enumerate(edits):
        drafts.edit(draft.id, edit, EMMA if place % 2 else ED, seen=draft.head)
    now = drafts.content(draft.id).phrases("report_missed_bin")
    assert {"nobody came for the caddy again", "I am quite sure this one is new"} <= set(now)
    assert not {first, second, third} & set(now)


def test_the_same_phrase_added_by_two_is_there_once(council: Office):
    drafts = council.drafts
    draft = drafts.open("Bins", EMMA)
    edit = AddPhrases("report_missed_bin", ("nobody came for the caddy again",))
    for who in (EMMA, ED):
        drafts.edit(draft.id, edit, who, seen=draft.head)
    now = drafts.content(draft.id).phrases("report_missed_bin")
    assert now.count("nobody came for the caddy again") == 1
    assert len(drafts.history(draft.id)) == 1


def test_one_reply_written_by_two_is_a_choice(council: Office):
    drafts = council.drafts
    draft = drafts.open("Bins", EMMA)
    drafts.edit(draft.id, ChangeReply("utter_ask_bin_type", None, "Which of them?"), EMMA, seen=draft.head)
    with pytest.raises(Stale):
        drafts.edit(draft.id, ChangeReply("utter_ask_bin_type", None, "Which colour?"), ED, seen=draft.head)
