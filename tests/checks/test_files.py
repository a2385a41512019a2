"""The council's files: slips that the service itself would only meet in the middle of a conversation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.files import read_files
from checks.findings import Kind
from council.sentences import SENTENCES
from council.words import Words
from council.yaml_files import read_mapping
from server.settings import ROOT
from tests.checks.conftest import COUNCIL, EditorsCopy

ALERT = """alerts:
  - id: snow
    text: Snow has stopped our lorries.
    spoken: Snow has stopped our lorries.
    starts: "2026-01-12T06:00:00+00:00"
    ends: "2026-01-13T18:00:00+00:00"
    areas: [{areas}]
    services: []
"""


def problems(copy: EditorsCopy) -> list[str]:
    return [
        f"{f.what.path.name}:{f.what.line}: {f.what.problem}. {f.what.remedy}"
        for f in read_files(copy.places).findings
    ]


def test_a_council_without_slips_is_read_whole(copy: EditorsCopy) -> None:
    files = read_files(copy.places)
    assert files.findings == []
    assert files.council
    assert files.articles
    assert files.gazetteer
    assert files.jargon
    assert files.busiest


def test_a_sentence_somebody_deleted_is_missed_before_a_caller_misses_it(copy: EditorsCopy) -> None:
    copy.change("words.yml", 'connecting:\n  text: "Connecting you now."\n', "")
    (problem,) = problems(copy)
    assert problem.endswith("the sentence 'connecting' is missing. Add it: `connecting:` and its `text:`")


def test_a_sentence_that_was_renamed_is_named_twice_with_what_was_meant(copy: EditorsCopy) -> None:
    copy.change("words.yml", "\nconnecting:", "\nconecting:")
    line = copy.line_of("words.yml", "conecting:")
    assert (
        f"words.yml:{line}: words.yml has no setting called 'conecting'. Did you mean 'connecting'?"
        in problems(copy)
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{adviser} has joined",
            "{advisor} has joined",
            "nobody fills {advisor} in 'adviser_joined'. Did you mean 'adviser'?",
        ),
        (
            "Connecting you now.",
            "Connecting you, {name}.",
            "nobody fills {name} in 'connecting'. Take it out",
        ),
    ],
)
def test_a_blank_nobody_fills_is_named(copy: EditorsCopy, old: str, new: str, said: str) -> None:
    copy.change("words.yml", old, new)
    (problem,) = problems(copy)
    assert said in problem


def test_an_alert_for_a_ward_that_does_not_exist_is_named(copy: EditorsCopy) -> None:
    copy.change("alerts.yml", "\nalerts: []", "\n" + ALERT.format(areas="Nether Marl, Riversde"))
    line = copy.line_of("alerts.yml", "areas: [Nether")
    assert problems(copy) == [
        f"alerts.yml:{line}: 'Riversde' is not a ward in gazetteer.csv. Did you mean 'Riverside'?"
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("jargon.yml", "words: {}\n", "jargon.yml:1: jargon.yml has no setting called 'words'"),
        (
            "busiest.yml",
            "phrases: 30\nphrases_if_busy: 40\nbusiest: all\n",
            "busiest.yml:3: 'busiest' must be a list",
        ),
        ("words.yml", "a: [\n", "words.yml:"),
        (
            "gazetteer.csv",
            "uprn,house\n1,2\n",
            "gazetteer.csv:1: the column 'street' is missing. Mend that line",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_the_rest_is_read(
    copy: EditorsCopy, name: str, text: str, said: str
) -> None:
    (copy.folder / name).write_text(text)
    found = problems(copy)
    assert any(problem.startswith(said) for problem in found), found
    assert read_files(copy.places).council
    assert all(finding.kind is Kind.FILE for finding in read_files(copy.places).findings)


def test_a_missing_address_file_is_named(copy: EditorsCopy) -> None:
    (copy.folder / "gazetteer.csv").unlink()
    assert any("gazetteer.csv" in problem for problem in problems(copy))


def test_a_domain_file_that_is_no_yaml_is_named(copy: EditorsCopy) -> None:
    (copy.places.replies / "waste.yml").write_text("responses: [\n")
    assert any(problem.startswith("waste.yml:") for problem in problems(copy))


# The list of sentences is what the code says and words.yml holds.


def saying_calls() -> Iterator[tuple[str, set[str]]]:
    """Each call in contacts/ and ivr/ with a sentence's name among its arguments, and the blanks it fills."""
    for room in ("contacts", "ivr"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(Path(path).read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") != "url":
                    names = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                    blanks = {keyword.arg for keyword in node.keywords if keyword.arg} - {"spoken"}
                    yield from ((name, blanks) for name in names if name in SENTENCES)


def test_the_sentences_are_those_of_words_yml() -> None:
    assert set(SENTENCES) == set(read_mapping(COUNCIL / "words.yml"))


def test_the_code_gives_each_sentence_the_blanks_it_is_listed_with() -> None:
    calls = list(saying_calls())
    assert len(calls) > 30
    assert [(name, blanks) for name, blanks in calls if set(SENTENCES[name]) != blanks] == []
    assert {name for name, blanks in SENTENCES.items() if blanks} <= {name for name, _ in calls}


def test_the_words_fill_no_other_blanks() -> None:
    words = Words.load(COUNCIL / "words.yml")
    assert {
        name: words.blanks_of(name) for name in SENTENCES if words.blanks_of(name) - set(SENTENCES[name])
    } == {}
