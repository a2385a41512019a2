"""Two editors at once: on one draft with pages that have grown old, and in two processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from server.settings import ROOT
from studio.drafts.errors import Busy, Stale
from studio.drafts.locks import locked
from studio.files.refused import EditRefused
from tests.studio.drafts.parts import (
    ARTICLE,
    ED,
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


def test_two_editors_who_add_phrases_both_keep_theirs(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA, seen=draft.head)
    office.drafts.edit(draft.id, phrase("from ed"), ED, seen=draft.head)
    text = office.text(draft.id, NLU)
    assert "from emma" in text
    assert "from ed" in text


def test_whole_files_that_were_changed_in_different_places_are_merged(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, Swap(ARTICLE, "2 working days", "3 working days"), EMMA, seen=draft.head)
    mine = FILES[ARTICLE].replace("We come back.", "We come back on Friday.")
    office.drafts.edit(draft.id, Save(ARTICLE, mine), ED, seen=draft.head)
    text = office.text(draft.id, ARTICLE)
    assert "3 working days" in text
    assert "on Friday" in text


def test_phrases_in_a_whole_file_are_merged_as_a_list(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma", after="when do you come"), EMMA, seen=draft.head)
    mine = FILES[NLU].replace("    - when do you come\n", "    - when do you come\n    - from ed\n")
    office.drafts.edit(draft.id, Save(NLU, mine), ED, seen=draft.head)
    text = office.text(draft.id, NLU)
    assert "from emma" in text
    assert "from ed" in text


def stale(office: Office) -> tuple[int, Stale, SetReply, str]:
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Emma's words"), EMMA, seen=draft.head)
    mine = SetReply("utter_ask_bin_type", "Ed's words")
    with pytest.raises(Stale) as refused:
        office.drafts.edit(draft.id, mine, ED, seen=draft.head)
    return draft.id, refused.value, mine, draft.head


def test_one_reply_changed_by_two_is_never_overwritten_silently(office: Office):
    draft_id, refused, _, _ = stale(office)
    assert "Emma's words" in office.text(draft_id, REPLIES)
    assert refused.by == ("Emma Whitlock",)
    assert refused.sentence.startswith("Emma Whitlock changed this after you opened the page.")
    (conflict,) = refused.conflicts
    assert conflict.part == "the reply “ask bin type”"
    assert ("Emma's words" in conflict.live, "Ed's words" in conflict.draft) == (True, True)
    assert refused.both


@pytest.mark.parametrize(
    ("choice", "words"),
    [("theirs", ["Emma's words"]), ("mine", ["Ed's words"]), ("both", ["Emma's words", "Ed's words"])],
)
def test_the_editor_chooses_theirs_mine_or_both(office: Office, choice: str, words: list[str]):
    draft_id, _, mine, seen = stale(office)
    office.drafts.edit(draft_id, mine, ED, seen=seen, choice=choice)
    text = office.text(draft_id, REPLIES)
    assert [word for word in ("Emma's words", "Ed's words") if word in text] == words


def test_neighbouring_replies_are_no_clash(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, SetReply("utter_begin_report_missed_bin", "Emma's"), EMMA, seen=draft.head)
    office.drafts.edit(draft.id, SetReply("utter_ask_bin_type", "Ed's"), ED, seen=draft.head)
    assert "Emma's" in office.text(draft.id, REPLIES)
    assert "Ed's" in office.text(draft.id, REPLIES)


def test_both_is_not_offered_where_the_file_could_not_be_read_then(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    title = "    title: Report a missed bin\n"
    office.drafts.edit(draft.id, Swap(SERVICE, title, "    title: A\n"), EMMA, seen=draft.head)
    mine = Save(SERVICE, FILES[SERVICE].replace(title, "    title: B\n"))
    with pytest.raises(Stale) as refused:
        office.drafts.edit(draft.id, mine, ED, seen=draft.head)
    assert not refused.value.both
    with pytest.raises(Stale):
        office.drafts.edit(draft.id, mine, ED, seen=draft.head, choice="both")


def test_an_enquiry_renamed_meanwhile_is_a_choice_and_not_a_loss(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    block = FILES[NLU].split("# Chasing")[0].split("nlu:\n")[1]
    moved = block.replace("report_missed_bin", "report_bin_missed")
    office.drafts.edit(draft.id, Swap(NLU, block, moved), EMMA, seen=draft.head)
    mine = Swap(NLU, block, block + "    - from ed\n")
    with pytest.raises(Stale) as refused:
        office.drafts.edit(draft.id, mine, ED, seen=draft.head)
    assert [conflict.part for conflict in refused.value.conflicts] == ["the phrases of “report missed bin”"]
    assert "- from ed" in refused.value.conflicts[0].draft


def test_an_edit_that_never_fitted_is_refused_for_what_it_is(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    with pytest.raises(EditRefused):
        office.drafts.edit(draft.id, Swap(NLU, "not there", "x"), ED, seen=draft.head)


def test_a_page_made_from_a_commit_nobody_knows_counts_as_new(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA, seen="--all; rm -rf /")
    office.drafts.edit(draft.id, phrase("from ed"), ED, seen="f" * 40)
    assert "from ed" in office.text(draft.id, NLU)


SAVER = """
import sys
from pathlib import Path
from database.engine import Database
from studio.drafts.drafts import Drafts
from studio.drafts.people import Person
from tests.studio.drafts.parts import phrase
live, folder, url, draft, name = sys.argv[1:]
drafts = Drafts(Path(live), Path(folder), Database.at(url))
seen = drafts.get(int(draft)).head
for number in range(10):
    drafts.edit(int(draft), phrase(f"{name} {number}", said=f"{name} {number}"), Person(name, ""), seen=seen)
"""


def test_two_processes_that_save_at_once_lose_nothing(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    url = str(office.database.engine.url)
    names = ("emma", "ed")
    savers = [
        subprocess.Popen(
            [sys.executable, "-c", SAVER, str(office.live), str(office.folder), url, str(draft.id), name],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    for saver in savers:
        _, errors = saver.communicate(timeout=240)
        assert saver.returncode == 0, errors.decode()
    wanted = {f"{name} {number}" for name in names for number in range(10)}
    assert {line.strip()[2:] for line in office.text(draft.id, NLU).splitlines()} >= wanted
    assert {step.sentence for step in office.drafts.history(draft.id)} == wanted
    assert git(draft.root, "status", "--porcelain") == ""
    assert git(office.live, "fsck", "--no-dangling") == ""


def test_who_waits_too_long_is_told_and_nothing_is_lost(tmp_path: Path):
    with locked(tmp_path / "1.lock"), pytest.raises(Busy), locked(tmp_path / "1.lock", 0.05):
        pass
