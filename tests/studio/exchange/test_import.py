"""Phrases come in: sent or pasted, sorted, looked at, and added in one step."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import func, select, update

from studio.exchange.models import PendingImport
from studio.exchange.sorting import Sort, sort_rows
from studio.files.content import Content
from studio.files.csv_rows import column
from studio.files.edits.imports import ImportPhrases
from tests.studio.files.parts import mistakes
from tests.studio.parts import no_room_in
from tests.studio.workroom import MONDAY, Editor, Workroom, plain

IMPORT = "/studio/phrases/import"
BIN = "report_missed_bin"
PASTED = """text,intent
the lorry drove straight past our brown bin this morning,report_missed_bin
they have not been for my bin since the snow began,Report a missed bin
they have not been for my bin since the snow began,report-missed-bin
ring me on 07911 123456 about my bin,report_missed_bin
how do I adopt a hedgehog,adopt_hedgehog
may I have a hedgehog,adopt_hedgehog
[],report_missed_bin
"""


def pending(emma: Editor, pasted: str) -> str:
    answer = emma.send(IMPORT, pasted=pasted)
    assert answer.status_code == 303, plain(answer)
    return str(answer.headers["location"])


def test_what_is_in_a_file_is_counted_before_anything_is_added(workroom: Workroom, emma: Editor) -> None:
    content = Content(workroom.content)
    [there, *_] = content.phrases(BIN)
    [elsewhere, *_] = content.phrases("query_recycling_centre")
    kept = column(workroom.content / "tests/nlu/held_out.csv", "text")[0]
    rows = f'{PASTED}{there},{BIN}\n{elsewhere},{BIN}\n"{kept}",{BIN}\n'
    page = plain(emma.see(pending(emma, rows)))
    for words in (
        "10 rows, read as UTF-8",
        "New 2",
        "Of an enquiry we do not have 2",
        "Already there 1",
        "Twice in this file 1",
        "Under another enquiry 1",
        "Kept for testing 1",
        "With personal data 1",
        "Of no use 1",
        "adopt_hedgehog (2 phrases)",
    ):
        assert words in page
    assert workroom.drafts.all() == []


def test_all_that_is_new_becomes_one_step_that_can_be_undone(workroom: Workroom, emma: Editor) -> None:
    before = Content(workroom.content).phrases(BIN)
    address = pending(emma, PASTED)
    page = emma.does(address)
    assert "2 phrases imported to Report a missed bin" in plain(page)
    [draft] = workroom.drafts.all()
    assert len(workroom.drafts.history(draft.id)) == 1
    assert workroom.draft().phrases(BIN) == [
        *before,
        "the lorry drove straight past our brown bin this morning",
        "they have not been for my bin since the snow began",
    ]
    assert mistakes(draft.root) == []
    assert emma.see(address).status_code == 404
    assert emma.send(address).status_code == 404


def test_names_of_the_file_are_mapped_to_enquiries_of_ours(workroom: Workroom, emma: Editor) -> None:
    address = pending(emma, PASTED)
    assert "Select the enquiry of one of them" in plain(emma.send(f"{address}/map"))
    page = plain(emma.does(f"{address}/map", **{"intent-0": "out_of_scope"}))
    assert "New 4" in page
    assert "Of an enquiry we do not have" not in page
    emma.does(address)
    assert "how do I adopt a hedgehog" in workroom.draft().phrases("out_of_scope")


def test_near_duplicates_are_added_only_when_asked_for(workroom: Workroom, emma: Editor) -> None:
    long = next(text for text in Content(workroom.content).phrases(BIN) if 30 < len(text) < 60)
    address = pending(
        emma, f"text,intent\n{long}s,{BIN}\nthe crew skipped our whole close again today,{BIN}\n"
    )
    page = emma.see(address)
    assert "Nearly the same as another 1" in plain(page)
    assert "’, of Report a missed bin" in plain(page)
    emma.does(address, near="yes")
    assert f"{long}s" in workroom.draft().phrases(BIN)


def test_a_file_is_sent_and_its_name_is_shown(emma: Editor) -> None:
    sent = {"file": ("our phrases.csv", PASTED.encode("utf-16"), "text/csv")}
    answer = emma.browser.post(IMPORT, data={"csrf_token": emma.token}, files=sent)
    page = plain(emma.see(answer.headers["location"]))
    assert "our phrases.csv" in page
    assert "read as UTF-16" in page


def test_how_the_letters_were_read_is_shown_by_an_example(emma: Editor) -> None:
    rows = f"text,intent\nwhere’s the lorry gone – £5 wasted on a café bin,{BIN}\nit stands since the snow,{BIN}\n"
    sent = {"file": ("mac.csv", rows.encode("mac_roman"), "text/csv")}
    answer = emma.browser.post(IMPORT, data={"csrf_token": emma.token}, files=sent)
    page = plain(emma.see(answer.headers["location"]))
    assert "read as Mac Roman, such as “where’s the lorry gone – £5 wasted on a café bin”" in page


def test_letters_that_another_program_read_wrongly_are_put_right_or_left_out_and_either_is_said(
    workroom: Workroom, emma: Editor
) -> None:
    rows = (
        f"text,intent\nthe cafÃ© binâ€™s full since snow fell,{BIN}\n"
        f"ourÕs stands there in the snowdrift stillÉ full,{BIN}\nno lorry ever came up our icy lane,{BIN}\n"
    )
    address = pending(emma, rows)
    page = plain(emma.see(address))
    assert "They are put right here: “the café bin’s full since snow fell”" in page
    assert "1 row has letters that look wrong and is left out" in page
    assert "With letters that look wrong 1" in page
    emma.does(address)
    phrases = workroom.draft().phrases(BIN)
    assert "the café bin’s full since snow fell" in phrases
    assert not [phrase for phrase in phrases if "snowdrift" in phrase]


def test_a_spoilt_file_and_no_file_are_refused_beside_the_field(workroom: Workroom, emma: Editor) -> None:
    sent = {"file": ("x.csv", b"\x00\x01\x02", "text/csv")}
    spoilt = emma.browser.post(IMPORT, data={"csrf_token": emma.token}, files=sent)
    assert (spoilt.status_code, "The letters of this file cannot be read" in plain(spoilt)) == (422, True)
    assert 'href="#file"' in spoilt.text
    assert "Select a file, or paste the phrases" in plain(emma.send(IMPORT))


def test_an_import_is_its_editors_own_and_is_forgotten_after_a_day(workroom: Workroom, emma: Editor) -> None:
    address = pending(emma, PASTED)
    assert workroom.editor("ed").see(address).status_code == 404
    with workroom.database.session() as session:
        session.execute(update(PendingImport).values(at=MONDAY - timedelta(days=1, seconds=1)))
    assert emma.see(address).status_code == 404
    pending(emma, PASTED)
    with workroom.database.reading() as session:
        assert session.scalar(select(func.count(PendingImport.id))) == 1


def test_what_may_be_a_residents_is_added_only_when_the_editor_says_that_it_is_nobodys(
    workroom: Workroom, emma: Editor
) -> None:
    said = "hi its oluwaseun adeyemi and the caddy has not been emptied"
    rows = f"text,intent\n{said},report_missed_bin\nthe wagon left ours for the crows,report_missed_bin\n"
    first = pending(emma, rows)
    page = plain(emma.see(first))
    assert "Perhaps with personal data" in page
    assert "‘oluwaseun adeyemi’ may be a name" in page
    emma.does(first)
    assert said not in workroom.draft().phrases("report_missed_bin")
    emma.does(pending(emma, rows), perhaps="yes")
    assert said in workroom.draft().phrases("report_missed_bin")


def test_what_was_added_meanwhile_is_left_out(workroom: Workroom, emma: Editor) -> None:
    first, second = pending(emma, PASTED), pending(emma, PASTED)
    emma.does(first)
    refused = emma.send(second)
    assert (refused.status_code, "Nothing in it is new" in plain(refused)) == (422, True)
    assert "Already there" in plain(emma.does(f"{second}/again"))


def test_ten_thousand_rows_are_sorted_and_added_at_once(workroom: Workroom) -> None:
    content, chance = Content(workroom.content), random.Random(5)  # noqa: S311 no secret
    phrases = content.all_phrases()
    words = [word for those in phrases.values() for text in those for word in text.split()]
    rows = [
        (" ".join(chance.choices(words, k=chance.randint(4, 14))), chance.choice(list(phrases)))
        for _ in range(10_000)
    ]
    found = sort_rows(content, rows, {})
    by_intent = found.by_intent(Sort.NEW)
    edit = ImportPhrases(tuple((intent, tuple(those)) for intent, those in by_intent.items()))
    change = edit.apply(content)
    assert found.counts[Sort.NEW] > 9_000
    assert sum(len(data or b"") for data in change.values()) > 400_000


def test_a_file_that_finds_the_disk_full_is_answered_in_words(workroom: Workroom, emma: Editor) -> None:
    page = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}
    form = {"csrf_token": emma.token, "pasted": PASTED * 400}
    with no_room_in(workroom.database):
        answer = emma.browser.post(IMPORT, data=form, headers=page)
    assert answer.status_code == 503
    assert "The disk is full Nothing was saved" in plain(answer)
    with workroom.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PendingImport)) == 0


def test_rows_that_say_nothing_are_left_out_with_the_reason(workroom: Workroom, emma: Editor) -> None:
    rows = f"text,intent\n@#$%^,{BIN}\nyes,{BIN}\n12345,{BIN}\nthe wagon left ours for the crows,{BIN}\n"
    page = plain(emma.see(pending(emma, rows)))
    assert "Of no use 3" in page
    assert "‘@#$%^’ cannot be a phrase. There is no word in it, only signs" in page
    assert "‘yes’ may be said of anything: it does not say what it is about" in page
    assert "There is no word in it, only digits" in page
