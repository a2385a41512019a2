"""Which part of the content a line of a file belongs to, in words."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^#+ +(?P<heading>.+)$")
_WHAT = (
    ("data/nlu/", "the phrases in"),
    ("domain/", "the replies in"),
    ("council/services/", "the enquiries in"),
    ("kb/articles/", "the article"),
    ("tests/", "the tests in"),
)
_TEXT = re.compile(r"^\s*(?:- +)?text: *(?P<quote>[\"']?)(?P<words>.*?)(?P=quote) *$")
_PHRASE = re.compile(r"^\s*- (?!intent:)(?P<words>.*)$")


def words_of(name: str) -> str:
    """`utter_ask_bin_type` -> `ask bin type`."""
    return name.removeprefix("utter_").replace("_", " ").replace("-", " ").strip()


def part_of(path: str, text: str, line: int) -> str:
    """Such as `the reply “missed bin too late”` or `the article missed-bins, under “When to tell us”`.

    Args:
        text: the file, for what stands above the line.
        line: counts from 0.
    """
    above = text.splitlines()[: line + 1]
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if path.startswith("kb/articles/"):
        heading = next((found["heading"] for row in reversed(above) if (found := _HEADING.match(row))), None)
        article = path.removeprefix("kb/articles/").removesuffix(".md")
        return f"the article {article}, under “{heading}”" if heading else f"the article {article}"
    if path.startswith("domain/") and (name := _name_at(above, "  ")):
        return f"the reply “{words_of(name)}”"
    if path.startswith("council/services/") and (name := _name_at(above, "  ")):
        return f"the enquiry “{words_of(name)}”"
    for folder, words in _WHAT:
        if path.startswith(folder):
            return f"{words} {stem}"
    name = _name_at(above, "") if above else None
    return f"{path}, at “{words_of(name)}”" if name else path


def _name_at(above: list[str], indent: str) -> str | None:
    """The name of the nearest entry above that stands at this indentation."""
    for row in reversed(above):
        found = re.match(rf"^{indent}(?P<name>[\w-]+):", row)
        if found:
            return found["name"]
    return None


def without_signs(path: str, text: str) -> str:
    """Some lines of a file as an editor writes them: `    - text: "Which bin?"` is Which bin?"""
    signs = _TEXT if path.startswith("domain/") else _PHRASE if path.startswith("data/nlu/") else None
    if signs is None:
        return text
    found = ((signs.match(line), line) for line in text.splitlines())
    return "\n".join(match["words"] if match else line for match, line in found)
