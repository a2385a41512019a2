"""Files of labelled messages, and every way they can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation.labelled import BadFile, read_labelled, read_rows, services_of
from server.settings import ROOT
from tests.evaluation.conftest import SERVICES

Rows = Callable[..., Path]


def test_a_label_may_name_several_intents_and_signposts_are_out_of_scope(rows: Rows) -> None:
    path = rows("text,intent,style", "a,report_pothole + signpost_water,chat", '"b, c",signpost_nhs,')
    first, second = read_labelled(path, SERVICES)
    assert (first.labels, first.style, first.outside) == (("report_pothole", "out_of_scope"), "chat", False)
    assert (second.text, second.labels, second.written) == ("b, c", ("out_of_scope",), "signpost_nhs")
    assert second.outside


def test_two_signposts_are_one_label(rows: Rows) -> None:
    (row,) = read_labelled(rows("text,intent", "a,signpost_nhs+signpost_police"), SERVICES)
    assert row.labels == ("out_of_scope",)
    assert row.outside


def test_a_file_about_danger_needs_no_intents(rows: Rows) -> None:
    (row,) = read_labelled(rows("text,safety", "help,emergency"), SERVICES)
    assert (row.labels, row.safety) == ((), "emergency")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("words,intent", "a,greet"), "has no column 'text'; its columns are: words, intent"),
        (("text,label", "a,greet"), "has no column 'intent'; its columns are: text, label"),
        (("",), "has no column 'text'; its columns are: none"),
        (("text,intent",), "has no messages"),
        (("text,intent", "a,"), "line 2 has no label"),
        (("text,intent", "a"), "line 2 has no label"),
        (
            ("text,intent", "a,greet", "b,report_potole"),
            "line 3: 'report_potole' is not an intent that we know. Did you mean 'report_pothole'?",
        ),
        (
            ("text,intent", "a,greet+gret"),
            "line 2: 'gret' is not an intent that we know. Did you mean 'greet'?",
        ),
        (
            ("text,safety", "a,emergancy"),
            "line 2: 'emergancy' is not a safety label that we know. Did you mean 'emergency'?",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(rows: Rows, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadFile) as bad:
        read_labelled(rows(*lines), SERVICES)
    assert says in str(bad.value)


def test_many_mistakes_are_not_all_listed(rows: Rows) -> None:
    with pytest.raises(BadFile) as bad:
        read_labelled(rows("text,intent", *["a,gret"] * 14), SERVICES)
    assert len(str(bad.value).splitlines()) == 11
    assert str(bad.value).endswith("and 4 more")


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"nowhere\.csv cannot be read: .*No such file"):
        read_rows(tmp_path / "nowhere.csv", ("text",))
    (tmp_path / "latin.csv").write_bytes(b"text,intent\ncaf\xe9,greet\n")
    with pytest.raises(BadFile, match=r"latin\.csv cannot be read"):
        read_rows(tmp_path / "latin.csv", ("text",))


def test_rows_with_too_much_or_too_little_are_read_by_their_columns(rows: Rows) -> None:
    assert read_rows(rows("\ufefftext,intent", "a", "b,greet,more"), ("text",)) == [
        {"text": "a", "intent": ""},
        {"text": "b", "intent": "greet"},
    ]


def test_trained_only_leaves_out_what_the_model_does_not_know(rows: Rows) -> None:
    path = rows("text,intent", "a,teach_dancing", "b,greet+teach_dancing")
    (row,) = read_labelled(path, SERVICES, known_only=True)
    assert (row.text, row.labels) == ("b", ("greet",))
    with pytest.raises(BadFile, match="no messages with an intent that we know"):
        read_labelled(rows("text,intent", "a,teach_dancing"), SERVICES, known_only=True)


def test_every_intent_has_the_service_of_its_file() -> None:
    services = services_of(ROOT / "data" / "nlu")
    assert services["report_missed_bin"] == "waste"
    assert services["greet"] == "conversation"
    assert services["out_of_scope"] == "out_of_scope"
    assert not [name for name in services if name.startswith("signpost_")]
