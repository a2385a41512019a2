"""How two changes of one file go together."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from server.settings import ROOT
from studio.versions.merge import Conflict, Side, merge_file, merge_sides
from studio.versions.phrase_lists import read_phrase_file
from studio.versions.text_merge import Agreed, Disputed, merge_lines

NLU = "data/nlu/waste.yml"
HEAD = 'version: "3.1"\nnlu:\n'


def phrases(**lists: str) -> bytes:
    """phrases(a="x y") is a file with the intent a and its phrases x and y."""
    blocks = (
        f"- intent: {name}\n  examples: |\n" + "".join(f"    - {phrase}\n" for phrase in text.split())
        for name, text in lists.items()
    )
    return (HEAD + "".join(blocks)).encode()


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "nlu").glob("*.yml")), ids=lambda path: path.stem)
def test_every_training_file_is_read_as_lists_without_losing_a_byte(path: Path):
    content = path.read_bytes()
    read = read_phrase_file(content)
    assert read is not None
    assert read.text.encode() == content
    assert read.phrases()


@pytest.mark.parametrize(
    "text",
    [
        "nlu:\n- intent: a\n  examples:\n  - x\n",  # examples as a YAML list
        "nlu:\n- intent: a\n  examples: |\n    - x\n- intent: a\n  examples: |\n    - y\n",  # twice
        "nlu:\r\n- intent: a\r\n  examples: |\r\n    - x\r\n",
        "nlu:\n- intent: a\n  examples: |\n    - x",  # no line end
        "nlu:\n- intent: a\n",
        "nlu:\n- examples: |\n    - x\n  intent: a\n- intent: b\n  examples: |\n    - y\n",  # named at its end
        "nlu:\n- intent: b\n  examples: |\n    - y\n- examples: |\n    - x\n  intent: a\n",
    ],
)
def test_a_file_written_in_another_way_is_left_to_the_merge_by_lines(text: str):
    assert read_phrase_file(text.encode()) is None


@pytest.mark.parametrize(
    ("live", "draft", "merged"),
    [
        ({"a": "x y l"}, {"a": "x y d"}, {"a": "x y l d"}),
        ({"a": "x"}, {"a": "x y d"}, {"a": "x d"}),
        ({"a": "x y", "n": "1"}, {"a": "x y", "m": "2"}, {"a": "x y", "n": "1", "m": "2"}),
        ({"a": "l x y"}, {"a": "y"}, {"a": "l y"}),
    ],
)
def test_lists_of_phrases_merge_as_sets(live: dict[str, str], draft: dict[str, str], merged: dict[str, str]):
    content, conflicts = merge_file(NLU, phrases(a="x y"), phrases(**live), phrases(**draft), {})
    assert conflicts == []
    assert content == phrases(**merged)


def test_spaces_that_mean_nothing_in_the_head_of_a_list_are_no_other_list():
    base, draft = phrases(a="x y", b="z"), phrases(a="x d", b="z")
    spaced = "-   intent :   a   # tip, dump\n    examples: |\n      - x\n      - y\n      - l\n"
    live = HEAD.encode() + spaced.encode() + base[base.index(b"- intent: b") :]
    merged, conflicts = merge_file(NLU, base, live, draft, {})
    assert conflicts == []
    assert merged == live.replace(b"      - y\n", b"").replace(b"- l\n", b"- l\n      - d\n")


def test_comments_between_lists_stay_and_a_change_on_both_sides_is_a_choice():
    base = HEAD + "- intent: a\n  examples: |\n    - x\n\n# {}\n- intent: b\n  examples: |\n    - y\n"
    versions = [base.format(words).encode() for words in ("old", "live", "draft")]
    _, (conflict,) = merge_file(NLU, *versions, {})
    assert (conflict.part, conflict.live, conflict.draft) == (
        "the phrases of “b”",
        "\n# live\n",
        "\n# draft\n",
    )
    content, left = merge_file(NLU, *versions, {conflict.key: "live"})
    assert (content, left) == (versions[1], [])


def test_a_list_removed_here_and_added_to_there_may_be_kept():
    versions = (phrases(a="x", b="y"), phrases(b="y"), phrases(a="x new", b="y"))
    _, (conflict,) = merge_file(NLU, *versions, {})
    assert (conflict.live, conflict.both) == ("", True)
    for choice, merged in (("live", phrases(b="y")), ("draft", versions[2]), ("both", versions[2])):
        assert merge_file(NLU, *versions, {conflict.key: choice}) == (merged, [])


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("domain/waste.yml", '    - text: "Which bin: was it?"\n', "Which bin: was it?"),
        (
            "domain/waste.yml",
            "    - text: It's blue\n      channel: voice\n",
            "It's blue\n      channel: voice",
        ),
        (NLU, "    - my bin\n    - our bin\n", "my bin\nour bin"),
        ("kb/articles/a/b.md", "- a\n", "- a\n"),
    ],
)
def test_an_editor_reads_words_and_not_the_signs_of_a_file(path: str, text: str, words: str):
    conflict = Conflict("key", path, "part", text, text, both=False)
    assert (conflict.live_words, conflict.draft_words) == (words, words)


def test_rows_kept_for_testing_by_two_are_all_there():
    path = "tests/nlu/held_out.csv"
    content, conflicts = merge_file(path, b"text\na\n", b"text\na\nl\n", b"text\na\nd\n", {})
    assert (content, conflicts) == (b"text\na\nd\nl\n", [])


def test_lines_changed_apart_agree_and_lines_changed_together_are_disputed():
    assert merge_lines("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n") == [
        Agreed(("A\n",)),
        Agreed(("b\n",)),
        Agreed(("C\n",)),
    ]
    assert merge_lines("a\nb\n", "A\nB\n", "a\nC\n") == [
        Agreed(("A\n",)),
        Disputed(("b\n",), ("B\n",), ("C\n",), 1),
    ]


@pytest.mark.parametrize(
    ("base", "live", "draft"),
    [("", "l\n", "d\n"), ("a\n", "", "d\n"), ("a\nb\n", "a\nl\nb\n", "a\nd\nb\n"), ("a", "l", "d")],
)
def test_a_dispute_taken_from_one_side_gives_that_side(base: str, live: str, draft: str):
    for choice, side in (("live", live), ("draft", draft)):
        versions = [text.encode() for text in (base, live, draft)]
        _, conflicts = merge_file("kb/articles/a/b.md", *versions, {})
        chosen = {conflict.key: choice for conflict in conflicts}
        assert merge_file("kb/articles/a/b.md", *versions, chosen) == (side.encode(), [])


def test_a_file_that_is_not_text_is_chosen_whole():
    _, (conflict,) = merge_file("kb/articles/x.png", b"\0a", b"\0b", b"\0c", {})
    assert not conflict.both
    assert merge_file("kb/articles/x.png", b"\0a", b"\0b", b"\0c", {conflict.key: "both"})[1] == [conflict]
    assert merge_file("kb/articles/x.png", b"\0a", b"\0b", b"\0c", {conflict.key: "live"}) == (b"\0b", [])


def test_only_what_the_draft_lacks_is_taken_over():
    base = {"config.yml": b"1\n", "kb/a.md": b"1\n", "kb/b.md": b"1\n"}
    live = Side({"config.yml": b"2\n", "kb/a.md": None})
    merged = merge_sides(base, live, Side({"kb/b.md": b"2\n", "config.yml": b"2\n"}))
    assert (merged.changes, merged.conflicts) == ({"kb/a.md": None}, [])


SPACED = {
    "wide": "-   intent:   a   # ours\n    examples: |\n      - {}\n      - {}\n      - {}\n",
    "a dash alone": "-\n  intent: a\n  examples: |\n    - {}\n    - {}\n    - {}\n",
    "quoted": '- "intent": a\n  examples: |\n    - {}\n    - {}\n    - {}\n',
    "spaces before colons": "- intent : a\n  examples : |\n    -  {}\n    -  {}\n    -  {}\n",
    "other things first": "- metadata:\n    for: us\n  intent: a\n  examples: |\n    - {}\n    - {}\n    - {}\n",
}


@pytest.mark.parametrize("entry", SPACED.values(), ids=SPACED)
@pytest.mark.parametrize("spaced_in", ["live", "draft"])
def test_an_entry_that_one_side_spaced_anew_merges_with_what_the_other_did(entry: str, spaced_in: str):
    base = phrases(b="1 2", a="x y z", c="3")
    spaced = f"{HEAD}{phrases(b='1 2').decode().removeprefix(HEAD)}\n# of a\n{entry.format('x', 'y', 'new')}"
    spaced += phrases(c="3").decode().removeprefix(HEAD)
    other = phrases(b="1 2 4", a="y z d", c="3")
    live, draft = (spaced.encode(), other) if spaced_in == "live" else (other, spaced.encode())
    content, conflicts = merge_file(NLU, base, live, draft, {})
    assert conflicts == []
    assert content is not None
    read = YAML(typ="safe").load(content.decode())["nlu"]
    assert [one["intent"] for one in read] == ["b", "a", "c"]
    said = {one["intent"]: {line.strip("- ") for line in one["examples"].splitlines()} for one in read}
    assert said == {"b": {"1", "2", "4"}, "a": {"y", "new", "d"}, "c": {"3"}}
    assert b"# of a\n" in content
