"""YAML edited as text: whatever is written is read as the same words, and every other line stays."""

from __future__ import annotations

import random
from typing import Any

import pytest
from ruamel.yaml import YAML

from studio.files.scalars import Quoted, Value, folded, written
from studio.files.yaml_text import YamlText

HAND_MADE = """\
# The head
a:   one      # beside
list: [ x , 'y',  "z" ]   # in brackets

lines:
  # above
  - first   # with a comment
  - second

people:
- {name: Ann,  extension: "01"}   # sounds like Anne
deep:
    words: >-
      Once upon a time
      there was a bin.

    empty:
    # the end of deep
none: []   # of them
"""
# Each of these means something else, or nothing, to some reader of YAML.
NASTY = [
    *("yes", "No", "null", "~", "1", "1.5", "0x1f", "1e3", "2026-12-24", "12:30", "true", "on", "0", "008"),
    *(
        "a: b",
        "a #b",
        "#a",
        "- a",
        "-a",
        "[a]",
        "{a}",
        "a, b",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a'",
    ),
    *(
        '"a"',
        "a:",
        ":a",
        "?",
        "? a",
        "=",
        "<<",
        "...",
        "---",
        "back\\slash",
        "two\nlines",
        "tab\there",
        " a ",
        "",
    ),
    *("£5 – “quoted”", "no\u00a0break", "\u2028", "\x85", "🙂", "a\u200bb", "+441632960001"),
]


def _value(text: str) -> Any:
    return YAML(typ="safe").load(text)


@pytest.mark.parametrize("text", NASTY)
def test_any_words_are_read_as_they_were_written(text: str) -> None:
    for flow in (False, True):
        for like in (None, '"', "'"):
            value = written(text, like=like, flow=flow)
            assert _value(f"[{value}, b]" if flow else f"a: {value}\nb: c") == (
                [text, "b"] if flow else {"a": text, "b": "c"}
            )


def test_random_words_are_read_as_they_were_written() -> None:
    letters = "ab 0:#-[]{},&*!|>'\"%@`?\\/\t\n£é\u00ad\u2028\u200d🙂"
    places: list[tuple[str | int, ...]] = [
        ("a",),
        ("list", 1),
        ("lines", 0),
        ("people", 0, "name"),
        ("deep", "empty"),
    ]
    chance = random.Random(7)  # noqa: S311
    for _ in range(1500):
        text = "".join(chance.choices(letters, k=chance.randint(1, 8)))
        place = chance.choice(places)
        yaml = YamlText(HAND_MADE)
        yaml.set(*place, value=text)
        read = _value(yaml.text)
        for step in place:
            read = read[step]
        assert read == text


BRACKETS = """list: [ x , 'y',  "z" ]   # in brackets"""


@pytest.mark.parametrize(
    ("path", "value", "gone", "come"),
    [
        (("a",), "two", "a:   one ", "a:   two "),
        (("list", 1), "why", BRACKETS, BRACKETS.replace("'y'", "'why'")),
        (("list",), ["x", "z", "new"], BRACKETS, BRACKETS.replace(""" , 'y',  "z" ]""", """,  "z", new ]""")),
        (("lines", 0), "1st", "  - first ", "  - 1st "),
        (("people", 0, "extension"), Quoted("02"), '"01"', '"02"'),
        (("deep", "words"), "Once upon a time there was a bag.", "was a bin.", "was a bag."),
        (("deep", "empty"), "full", "    empty:", "    empty: full"),
    ],
)
def test_a_value_changes_on_its_own_line(
    path: tuple[str | int, ...], value: Value, gone: str, come: str
) -> None:
    yaml = YamlText(HAND_MADE)
    yaml.set(*path, value=value)
    assert yaml.text == HAND_MADE.replace(gone, come)


def test_lists_and_mappings_grow_and_shrink_in_their_own_way() -> None:
    yaml = YamlText(HAND_MADE)
    yaml.append("lines", value="third")
    yaml.append("people", value={"name": "Bob"})
    yaml.append("none", value={"id": "x", "of": ["a", "b"]})
    yaml.add("deep", name="more", value=3, after="words")
    yaml.remove("lines", 0)
    yaml.remove("list", 0)
    yaml.remove("a")
    assert yaml.text == (
        HAND_MADE.replace("a:   one      # beside\n", "")
        .replace("[ x , 'y'", "[ 'y'")
        .replace("  - first   # with a comment\n  - second\n", "  - second\n  - third\n")
        .replace("# sounds like Anne\n", "# sounds like Anne\n- {name: Bob}\n")
        .replace("a bin.\n", "a bin.\n    more: 3\n")
        .replace("none: []   # of them\n", "none:   # of them\n  - id: x\n    of: [a, b]\n")
    )


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    yaml = YamlText("\ufeff" + HAND_MADE.replace("\n", "\r\n"))
    yaml.add("deep", name="more", value="words")
    yaml.set("deep", "words", value="Once upon a time there was no bin.")
    assert yaml.text.startswith("\ufeff#")
    assert yaml.text.count("\r\n") == yaml.text.count("\n") == HAND_MADE.count("\n") + 1


def test_only_the_words_between_are_wrapped_anew() -> None:
    before = ["  one two", "  three four", "  five six"]
    assert folded("one two three 4 five six", "  ", before) == ["  one two", "  three 4", "  five six"]
    assert folded("zero one two", "  ", before) == ["  zero one two"]
    assert folded("one two", "  ", before) == ["  one two"]
