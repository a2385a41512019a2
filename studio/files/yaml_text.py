"""YAML edited as text: the parser says where each value stands, and only those characters are written anew.

A file put together again by a YAML library loses some hand formatting: line breaks, spaces before comments, quotation
marks. Here everything that is not touched stays as it was, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from studio.files.scalars import Value, folded, quoted, written

Step = str | int  # a name in a mapping, or a place in a list, from 0


@lru_cache(maxsize=256)
def _composed(text: str) -> Node | None:
    """The tree of a text, which nobody changes: a change makes another text. A preview is made anew to be saved."""
    return YAML(typ="safe").compose(text)


class YamlText:
    """One file. Every change makes a new `text`.

    Raises:
        ruamel.yaml.error.YAMLError: the text is not YAML.
        KeyError: there is nothing at the place a change names, or it is written in a way that cannot be changed.
    """

    def __init__(self, text: str) -> None:
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""  # some editors begin a file with it
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._read(text.removeprefix("\ufeff"))

    def _read(self, text: str) -> None:
        self._text, self._root = text, _composed(text)

    @property
    def text(self) -> str:
        return self._mark + self._text

    # Looking

    def has(self, *path: Step) -> bool:
        try:
            self.node(*path)
        except KeyError:
            return False
        return True

    def node(self, *path: Step) -> Node:
        node = self._root
        for step in path:
            node = _child(node, step)[1]
        if node is None:
            raise KeyError(path)
        return node

    def value(self, *path: Step) -> Any:
        """With text for every scalar: "3" and "true", not 3 and True."""
        return _value(self.node(*path))

    def names(self, *path: Step) -> list[str]:
        """What a mapping names, in order; none where there is no mapping."""
        node = self.node(*path) if self.has(*path) else None
        return [str(key.value) for key, _ in node.value] if isinstance(node, MappingNode) else []

    def items(self, *path: Step) -> list[Any]:
        """The values of a list; none where there is no list."""
        node = self.node(*path) if self.has(*path) else None
        return [_value(item) for item in node.value] if isinstance(node, SequenceNode) else []

    def comment_above(self, *path: Step) -> str:
        """The lines of comment right above a name; empty where there are none."""
        key = _child(self.node(*path[:-1]), path[-1])[0]
        if key is None:
            return ""
        line = self._line(key.start_mark.index)
        return self._text[self._comment_above(line) : line]

    # Changing

    def set(self, *path: Step, value: Value) -> None:
        """Write a value where one stands, or add its name at the end of its mapping. The same again changes nothing."""
        *above, last = path
        if not self.has(*path):
            self.add(*above, name=str(last), value=value)
            return
        node = self.node(*path)
        if isinstance(node, ScalarNode) and isinstance(value, str) and node.value == value:
            return
        if isinstance(node, SequenceNode) and _is_list(value):
            self._set_list(path, [str(item) for item in value])  # type: ignore[union-attr]
        elif isinstance(node, ScalarNode) and node.style in (">", "|") and isinstance(value, str):
            self._set_block(node, value)
        elif _is_block(node) or isinstance(value, Mapping):
            self._set_pair(path, value)
        else:
            like = node.style if isinstance(node, ScalarNode) else None
            new = written(value, like=like, flow=self._in_flow(path))
            if node.start_mark.index == node.end_mark.index:  # nothing stands there yet
                self._set_pair(path, value)
            else:
                self._splice(node.start_mark.index, node.end_mark.index, new)

    def add(self, *path: Step, name: str, value: Value, after: str | None = None) -> None:
        """Add a name and its value to a mapping: after another name, or at the end."""
        if not path and (self._root is None or not (after or _in_brackets(self._root))):
            self._insert(len(self._text), entry(name, value, ""))
            return
        node = self.node(*path)
        if _is_empty(node):
            self._fill(path, entry(name, value, "  "))
        elif not isinstance(node, MappingNode):
            raise KeyError(path)
        elif node.flow_style:
            new = f"{name}: {written(value, flow=True)}"
            if node.value:
                end = self._end(*_pair(node, after))
                self._splice(end, end, f", {new}")
            elif self._in_flow(path):
                self._splice(node.start_mark.index, node.end_mark.index, f"{{{new}}}")
            else:  # {} becomes lines
                self._fill(path, entry(name, value, "  "))
        else:
            indent = " " * node.value[0][0].start_mark.column
            end = self._end(*_pair(node, after))
            self._insert(self._next_line(end), entry(name, value, indent))

    def append(self, *path: Step, value: Value) -> None:
        """Add to the end of a list."""
        node = self.node(*path)
        if isinstance(node, SequenceNode) and node.flow_style:
            if not node.value and isinstance(value, Mapping):  # [] becomes a list of lines
                self._fill(path, item(value, "  "))
                return
            end = self._end(None, node.value[-1]) if node.value else node.end_mark.index - 1
            self._splice(end, end, (", " if node.value else "") + written(value, flow=True))
        elif isinstance(node, SequenceNode):
            indent, before = " " * node.start_mark.column, node.value[-1]
            flow = isinstance(before, MappingNode) and before.flow_style
            lines = [f"{indent}- {written(value)}"] if flow else item(value, indent)
            self._insert(self._next_line(self._end(None, before)), lines)
        elif _is_empty(node):
            self._fill(path, item(value, "  "))
        else:
            raise KeyError(path)

    def remove(self, *path: Step, comment_above: bool = False, or_else: str | None = None) -> None:
        """Take away a name with its value, or an item of a list.

        Args:
            comment_above: the lines of comment right above it go too, since they tell of nothing else.
            or_else: what is written where nothing is left, such as []; without it the name above goes as well.
        """
        *above, last = path
        parent = self.node(*above)
        key, node = _child(parent, last)
        if not isinstance(parent, CollectionNode):
            raise KeyError(path)
        if len(parent.value) == 1:
            if or_else is None:
                self.remove(*above, comment_above=comment_above)
            else:
                self._fill(above, [], or_else)
        elif parent.flow_style:
            self._remove_from_flow(parent, key or node)
        else:
            first = self._line(self._start(parent, key, node))
            if comment_above:
                first = self._comment_above(first)
            self._splice(first, self._next_line(self._end(key, node)), "")

    def rename(self, *path: Step, new: str) -> None:
        """Give what stands at a name another name."""
        *above, last = path
        key, _ = _child(self.node(*above), last)
        if key is None:
            raise KeyError(path)
        self._splice(key.start_mark.index, key.end_mark.index, written(new, like=getattr(key, "style", None)))

    # How

    def _splice(self, start: int, end: int, new: str) -> None:
        self._read(self._text[:start] + new + self._text[end:])

    def _insert(self, at: int, lines: list[str]) -> None:
        """Lines of their own at the beginning of a line, or at the end of a file that ends without a new line."""
        new = self._newline.join(lines)
        unended = at > 0 and self._text[at - 1] != "\n"
        self._splice(at, at, self._newline + new if unended else new + self._newline)

    def _set_list(self, path: tuple[Step, ...], values: list[str]) -> None:
        """Items that stay keep their place, their quotation marks and their comments where the order allows it."""
        before = self.items(*path)
        kept = [value for value in before if value in values]
        if not values or kept != values[: len(kept)] or len(set(before)) < len(before):
            self._set_pair(path, values)
            return
        for value in values[len(kept) :]:
            self.append(*path, value=value)
        for place in reversed(range(len(before))):
            if before[place] not in values:
                self.remove(*path, place)

    def _set_block(self, node: ScalarNode, value: str) -> None:
        first, end = self._next_line(node.start_mark.index), self._end(None, node)
        before = self._text[first:end].split("\n")
        indent = re.match(" *", next((line for line in before if line.strip()), "  "))[0]  # type: ignore[index]
        if node.style == "|":
            lines = [indent + line if line else "" for line in value.rstrip("\n").split("\n")]
        elif "\n" in value:
            self._splice(node.start_mark.index, end, quoted(value))
            return
        else:
            lines = folded(value, indent, [line.rstrip("\r") for line in before])
        self._splice(first, end, self._newline.join(lines))

    def _set_pair(self, path: tuple[Step, ...], value: Value) -> None:
        """Write a name and its value anew."""
        *above, last = path
        key, node = _child(self.node(*above), last)
        if key is None:
            raise KeyError(path)
        lines = entry(str(last), value, " " * key.start_mark.column)
        self._splice(key.start_mark.index, self._end(key, node), self._newline.join(lines).lstrip())

    def _fill(self, path: Sequence[Step], lines: list[str], on_the_line: str = "") -> None:
        """Write something else in place of a whole value: on the line of its name, or on the lines below."""
        *above, last = path
        key, node = _child(self.node(*above), last)
        if key is None:
            raise KeyError(path)
        after_name = self._text.index(":", key.end_mark.index) + 1
        end = self._end(key, node)
        if not on_the_line and self._text[after_name:end].strip() in ("", "[]", "{}", "null", "~"):
            rest = self._text[end : self._next_line(end)].rstrip()  # a comment stays on its line
            following = self._newline.join(["", *(f"{line}" for line in lines)])
            self._splice(after_name, end + len(rest), rest + following)
        else:
            self._splice(
                after_name, end, f" {on_the_line}" + self._newline.join(["", *lines] if lines else [])
            )

    def _remove_from_flow(self, parent: CollectionNode, first: Node) -> None:
        parts = [part if isinstance(part, tuple) else (None, part) for part in parent.value]
        starts = [(key or node).start_mark.index for key, node in parts]
        place = starts.index(first.start_mark.index)
        if place:
            self._splice(self._end(*parts[place - 1]), self._end(*parts[place]), "")
        else:
            self._splice(starts[0], starts[1], "")

    # Where

    def _end(self, key: Node | None, node: Node) -> int:
        """Where a value ends, without what follows it: comments, empty lines, the next name."""
        if isinstance(node, ScalarNode):
            if _is_empty(node) and node.start_mark.index == node.end_mark.index and key is not None:
                return self._text.index(":", key.end_mark.index) + 1
            text = self._text[node.start_mark.index : node.end_mark.index]
            return int(node.start_mark.index) + len(text.rstrip() if node.style in (">", "|") else text)
        if _in_brackets(node) or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self._end(*last) if isinstance(last, tuple) else self._end(None, last)

    def _start(self, parent: Node, key: Node | None, node: Node) -> int:
        start = int((key or node).start_mark.index)
        if key is None and not re.fullmatch(r"\s*-\s+", self._text[self._line(start) : start]):
            raise KeyError(f"an item of the list on line {parent.start_mark.line + 1} is not beside its dash")
        return start

    def _line(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        return self._text.find("\n", at) + 1 or len(self._text)

    def _comment_above(self, line: int) -> int:
        column = re.match(r"\s*", self._text[line : line + 99])[0]  # type: ignore[index]
        while line and self._text.startswith(f"{column}#", self._line(line - 1)):
            line = self._line(line - 1)
        return line

    def _in_flow(self, path: Sequence[Step]) -> bool:
        return any(_in_brackets(self.node(*path[:depth])) for depth in range(len(path)))


def entry(name: str, value: Value, indent: str) -> list[str]:
    """The lines of a name and its value. Lists of mappings, and mappings, go below the name; other lists beside it."""
    if isinstance(value, Mapping):
        below = [line for key, each in value.items() for line in entry(key, each, f"{indent}  ")]
    elif _is_list(value) and value and isinstance(value[0], Mapping):  # type: ignore[index]
        below = [line for each in value for line in item(each, f"{indent}  ")]  # type: ignore[union-attr]
    else:
        return [f"{indent}{name}: {written(value)}"]
    return [f"{indent}{name}:", *below]


def item(value: Value, indent: str) -> list[str]:
    """The lines of an item of a list."""
    if not isinstance(value, Mapping):
        return [f"{indent}- {written(value)}"]
    lines = [line for key, each in value.items() for line in entry(key, each, f"{indent}  ")]
    return [f"{indent}- {lines[0].strip()}", *lines[1:]]


def _child(node: Node | None, step: Step) -> tuple[Node | None, Node]:
    """The name, if it has one, and what stands there."""
    if isinstance(node, MappingNode) and isinstance(step, str):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    raise KeyError(step)


def _pair(node: MappingNode, name: str | None) -> tuple[Node, Node]:
    """What stands at a name; the last where there is no such name."""
    found = [pair for pair in node.value if pair[0].value == name]
    pair: tuple[Node, Node] = (found or node.value)[-1]
    return pair


def _value(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_value(each) for each in node.value]
    return node.value


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style is None and node.value in ("", "~", "null")


def _is_block(node: Node) -> bool:
    return isinstance(node, CollectionNode) and not node.flow_style


def _in_brackets(node: Node) -> bool:
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
