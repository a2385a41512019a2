"""Files as other programs write them: encodings, separators, and which column is which."""

from __future__ import annotations

import pytest

from studio.exchange.letters import looks_misread, mended
from studio.exchange.tables import MOST_ROWS, TWICE, Unreadable, decoded, read_bytes, read_text

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
        ("mac_roman", "Mac Roman"),
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


SAID = (
    "the café bin’s not been emptied – £5 wasted",
    "naïve résumé of the bins",
    "he said “no way” and left…",
    "Zoë’s kids’ bus pass",
    "it was 20° and ½ price — again",
    "is the pool £4.50–£5",
    "the bin lorry 😡 again",
    "Llŷn Größe, où está",
    "how much £ is a permit",
    "façade repairs £ cost",
    "do you take £s or €?",
)


@pytest.mark.parametrize("text", SAID)
def test_what_people_write_is_neither_mended_nor_taken_for_misread(text: str) -> None:
    assert (mended(text), looks_misread(text)) == (None, False)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_whether_windows_or_a_mac_wrote_it_is_told_by_which_makes_english(encoding: str) -> None:
    rows = "text\n" + "\n".join(SAID[:4]) + "\nwhen is bin day\n"
    table = read_bytes(rows.encode(encoding), INTENTS)
    assert [text for text, _ in table.rows][:4] == list(SAID[:4])


@pytest.mark.parametrize("taken_for", ["cp1252", "mac_roman", "latin-1"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf_8_that_was_read_as_something_else_is_put_right(taken_for: str, times: int) -> None:
    text = SAID[0].replace("’", "'").replace("–", "-")
    for _ in range(times):
        text = text.encode().decode(taken_for)
    table = read_bytes(f"text\n{text}\nwhen is bin day\n".encode(), INTENTS)
    assert table.encoding == TWICE
    assert [text for text, _ in table.rows] == [
        "the café bin's not been emptied - £5 wasted",
        "when is bin day",
    ]


@pytest.mark.parametrize(
    "text",
    ["the cafŽ binÕs not been emptied Ð £5", "na•ve rŽsumŽ", "the caf\ufffd bin", "£6 for Â£5", "binÕs full"],
)
def test_letters_that_were_read_wrongly_for_good_are_noticed(text: str) -> None:
    assert looks_misread(text)


def test_an_accent_in_windows_1252_is_not_lost() -> None:
    assert decoded("the café was £5".encode("cp1252")) == ("the café was £5", "Windows-1252")
