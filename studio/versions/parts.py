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
