"""Files as other programs write them: encodings, separators, and which column is which."""

from __future__ import annotations

import pytest

from studio.exchange.tables import MOST_ROWS, Unreadable, decoded, read_bytes, read_text

INTENTS = ["report_missed_bin", "Report a missed bin", "query_bin_collection_day"]
ROWS = (
    "text,intent\nthe café’s bin wasn’t emptied,report_missed_bin\nwhen's bin day,query_bin_collection_day\n"
)
PAIRS = (
    ("the café’s bin wasn’t emptied", "report_missed_bin"),
    ("when's bin day", "query_bin_collection_day"),
)


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_usual_encoding_is_recognised(encoding: str, called: str) -> None:
    rows = (
        ROWS if encoding[:6] != "utf-16" or encoding == "utf-16" else ROWS.replace("’", "'").replace("é", "e")
    )
    table = read_bytes(rows.encode(encoding), INTENTS)
    assert table.encoding == called
    assert len(table.rows) == 2
    assert table.rows[0][0] in (PAIRS[0][0], "the cafe's bin wasn't emptied")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("мусор не вывезли\n".encode("koi8-r"), "cannot be read"),
        ("ゴミが収集されません\n".encode("shift_jis"), "cannot be read"),
        (b"text\n\x00\x01\x02bin\n", "cannot be read"),
        (b"\xff\xfea", "cannot be read"),
        (b"PK\x03\x04....", "This is a spreadsheet. Save it as CSV"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"", "nothing in it"),
        (b"text,intent\n", "only names of columns"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (b"a,b,c\nd,e,f\n", "Name them in the first row"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(content, INTENTS)
    assert said in refused.value.sentence


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(separator: str) -> None:
    table = read_text(ROWS.replace(",", separator), INTENTS)
    assert (table.separator, table.rows) == (separator, PAIRS)


def test_commas_within_phrases_make_no_columns() -> None:
    table = read_text("hello, my bin was missed\nwhen is bin day\nI moved, so what now, please\n", INTENTS)
    assert [text for text, _ in table.rows] == [
        "hello, my bin was missed",
        "when is bin day",
        "I moved, so what now, please",
    ]


def test_columns_are_told_apart_without_a_head_whichever_comes_first() -> None:
    table = read_text("report_missed_bin,my bin was missed\nother_intent,tip\n", INTENTS)
    assert table.rows == (("my bin was missed", "report_missed_bin"), ("tip", "other_intent"))


def test_columns_are_found_by_their_names_among_others() -> None:
    table = read_text('id;Label;Utterance;score\n1;report_missed_bin;"bin; missed";0.3\n', INTENTS)
    assert table.rows == (("bin; missed", "report_missed_bin"),)


def test_too_many_rows_are_refused_with_their_number() -> None:
    with pytest.raises(Unreadable, match="20,001 rows"):
        read_text("text\n" + "my bin\n" * (MOST_ROWS + 1), INTENTS)


def test_an_accent_in_windows_1252_is_not_lost() -> None:
    assert decoded("the café was £5".encode("cp1252")) == ("the café was £5", "Windows-1252")
