"""Where the entries of a training file stand, as YAML reads it: for files that are spaced in a way of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

KINDS = ("intent", "synonym", "regex", "lookup")
_DASH = re.compile(r" *- *(#.*)?")


@dataclass(frozen=True)
class Entry:
    """Lines count from 0: where it begins, with its dash, where its phrases do, and the first that is not its own."""

    kind: str
    name: str
    begins: int
    phrases: int
    end: int


def entries_of(text: str) -> list[Entry] | None:
    """None where it cannot be told line by line: not YAML, or an entry with its phrases in no block of lines."""
    try:
        listed = dict(_pairs(YAML(typ="safe", pure=True).compose(text))).get("nlu")
        if not isinstance(listed, SequenceNode) or listed.flow_style:
            return None
        lines, found = text.split("\n"), list[Entry]()
        for node in listed.value:
            entry = _entry(node, lines)
            if entry is None or (found and entry.begins < found[-1].end):
                return None
            found.append(entry)
    except (YAMLError, ValueError):
        return None
    return found


def begins_at(node: MappingNode, lines: list[str]) -> int | None:
    """The line with the dash of an item of a list; none where something else stands before it on that line."""
    line = node.start_mark.line
    if _DASH.fullmatch(lines[line][: node.start_mark.column]):
        return int(line)
    above = next((at for at in range(line - 1, -1, -1) if lines[at].strip(" ") not in ("", "\r")), -1)
    return above if above >= 0 and _DASH.fullmatch(lines[above].rstrip("\r")) else None


def _pairs(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)


def _entry(node: Node, lines: list[str]) -> Entry | None:
    """None unless its phrases come last in it: what follows them would belong to nobody."""
    if not isinstance(node, MappingNode) or node.flow_style:
        return None
    parts = list(_pairs(node))
    named = next(((key, value) for key, value in parts if key in KINDS), None)
    begins = begins_at(node, lines)
    if begins is None or named is None or not isinstance(named[1], ScalarNode):
        return None
    key, examples = parts[-1]
    if key != "examples" or not isinstance(examples, ScalarNode) or examples.style != "|":
        return None
    first = examples.start_mark.line + 1
    said = str(examples.value).rstrip("\n")
    end = first + said.count("\n") + 1 if said else first
    return Entry(named[0], str(named[1].value), begins, first, end)
