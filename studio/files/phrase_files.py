"""Files of training phrases, line by line: read at 9,000 phrases in a blink, and edited one line at a time.

A file written as the rest are is read by its lines. Any other is YAML all the same, and is read by the parser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from council.yaml_files import CouncilDataError, Mistake, parse_mapping, read_text
from studio.files.cache import Cached
from studio.files.yaml_text import YamlText
from studio.versions.phrase_nodes import begins_at

HEAD = 'version: "3.1"\nnlu:\n'
_VERSION = re.compile(r'version: ["\']?[\d.]+["\']?$')
_INTENT = re.compile(r"- intent: ([A-Za-z][\w+-]*)$")
_EXAMPLES = "  examples: |"
_PHRASE = "    - "
# What YAML forbids or takes for the end of a line.
_UNUSUAL = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class Block:
    """The phrases of one intent that stand together. Lines count from 0."""

    intent: str
    head: int  # the line that names the intent
    phrases: tuple[tuple[int, str], ...]  # each with its line
    dash: str = _PHRASE  # what each phrase's line begins with
    plain: bool = True  # one phrase to a line; otherwise it can be read but not changed line by line
    begins: int | None = None  # the line with its dash, where that is not `head`
    ends: int | None = None  # the line after its own last one, where that is not `end`

    @property
    def end(self) -> int:
        """The line after the last phrase."""
        return self.phrases[-1][0] + 1 if self.phrases else self.head + 2


@dataclass(frozen=True)
class PhraseFile:
    path: Path
    text: str
    blocks: tuple[Block, ...]
    mistakes: tuple[Mistake, ...] = field(default=())

    def of(self, intent: str) -> list[Block]:
        return [block for block in self.blocks if block.intent == intent]

    def rewritten(
        self,
        *,
        drop: Collection[int] = (),
        replace: Mapping[int, str] | None = None,
        add: Mapping[str, Iterable[str]] | None = None,
        rename: Mapping[str, str] | None = None,
    ) -> str:
        """The text with some lines changed and all others as they were.

        Args:
            drop: lines of phrases to take away. A block whose phrases all go, goes with its head.
            replace: lines of phrases and what they shall say.
            add: phrases to put after those of an intent; an intent that is not here gets a block at the end.
            rename: intents and their new names.
        """
        lines: list[str | None] = list(self.text.split("\n"))
        ending = "\r" if "\r\n" in self.text else ""
        dashes = {line: block.dash for block in self.blocks for line, _ in block.phrases}
        for line, phrase in (replace or {}).items():
            lines[line] = f"{dashes[line]}{phrase}{ending}"
        after: dict[int, list[str]] = {}
        new_blocks: list[str] = []
        for intent, phrases in (add or {}).items():
            own = self.of(intent)
            if own:
                after[own[-1].end] = [f"{own[-1].dash}{phrase}{ending}" for phrase in phrases]
            else:
                new_blocks += [f"{line}{ending}" for line in self._new_block(intent, phrases)]
        for block in self.blocks:
            if block.phrases and all(line in drop for line, _ in block.phrases) and block.end not in after:
                begins = block.head if block.begins is None else block.begins
                ends = block.end if block.ends is None else block.ends
                lines[begins:ends] = [None] * (ends - begins)
            if rename and block.intent in rename:
                lines[block.head] = _renamed(lines[block.head], block.intent, rename[block.intent])
        for line in drop:
            lines[line] = None
        for line in sorted(after, reverse=True):
            lines[line:line] = after[line]
        kept = [line for line in lines if line is not None]
        if new_blocks:
            while kept and not kept[-1].strip():
                kept.pop()
            kept += [*new_blocks, ""]
        return "\n".join(kept)

    def _new_block(self, intent: str, phrases: Iterable[str]) -> list[str]:
        """As deep in the file as the entry before it: deeper or less deep it would be none of the list."""
        indent = ""
        if self.blocks:
            last = self.blocks[-1]
            line = self.text.split("\n")[last.head if last.begins is None else last.begins].lstrip("\ufeff")
            indent = line[: len(line) - len(line.lstrip(" "))]
        rows = (f"{indent}{_PHRASE}{phrase}" for phrase in phrases)
        return [f"{indent}- intent: {intent}", f"{indent}{_EXAMPLES}", *rows]


def _renamed(line: str | None, old: str, new: str) -> str | None:
    return line and re.sub(rf"\b{re.escape(old)}\b", new, line, count=1)


def read_phrase_file(path: Path) -> PhraseFile:
    """What is in a file; where it cannot be read, its mistakes by line. Raises FileNotFoundError."""
    try:
        text = _decoded(path)
    except CouncilDataError as error:
        return PhraseFile(path, "", (), tuple(error.mistakes))
    return parse_phrases(text, path)


def _decoded(path: Path) -> str:
    """As it stands: line ends are not made alike."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return read_text(path)  # says which byte


def parse_phrases(text: str, path: Path) -> PhraseFile:
    blocks = _by_lines(text)
    if blocks is not None:
        return PhraseFile(path, text, tuple(blocks))
    try:
        parse_mapping(text.removeprefix("\ufeff"), path)
    except CouncilDataError as error:
        return PhraseFile(path, text, (), tuple(error.mistakes))
    mistakes: list[Mistake] = []
    return PhraseFile(path, text, tuple(_by_parser(text, path, mistakes)), tuple(mistakes))


def _by_lines(text: str) -> list[Block] | None:
    """None when a line is not one of those a file usually has."""
    if _UNUSUAL.search(text):
        return None
    lines = text.split("\n")
    heads = [(number, found[1]) for number, line in enumerate(lines) if (found := _INTENT.match(line))]
    opening = [line for line in lines[: heads[0][0]] if _counts(line)] if heads else []
    if not opening or opening[-1] != "nlu:" or not all(map(_VERSION.match, opening[:-1])) or len(opening) > 2:
        return None
    blocks = []
    for (head, intent), (end, _) in zip(heads, [*heads[1:], (len(lines), "")], strict=True):
        phrases = _phrases_of(lines, head, end)
        if not phrases:
            return None
        blocks.append(Block(intent, head, phrases))
    return blocks


def _phrases_of(lines: list[str], head: int, end: int) -> tuple[tuple[int, str], ...]:
    """Empty when they are not all as usual: right below their intent, and after them comments at most."""
    if lines[head + 1 : head + 2] != [_EXAMPLES]:
        return ()
    found = []
    commented = False
    for number in range(head + 2, end):
        line = lines[number]
        if line.startswith("#"):
            commented = True
        elif line.strip():
            phrase = line.removeprefix(_PHRASE).strip()
            if commented or not phrase or not line.startswith(_PHRASE):
                return ()
            found.append((number, phrase))
    return tuple(found)


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _by_parser(text: str, path: Path, mistakes: list[Mistake]) -> Iterator[Block]:
    yaml = YamlText(text)
    listed = yaml.node("nlu") if yaml.has("nlu") else None
    if not isinstance(listed, SequenceNode):
        if listed is not None and getattr(listed, "value", None):
            line = listed.start_mark.line + 1
            mistakes.append(Mistake(path, line, "'nlu' must be a list", "Put - before each intent"))
        return
    lines = text.removeprefix("\ufeff").split("\n")
    for node in listed.value:
        if not isinstance(node, MappingNode):
            line = node.start_mark.line + 1
            mistakes.append(Mistake(path, line, "this is no intent", "Write `- intent: its_name`"))
            continue
        parts = {key.value: (key, value) for key, value in node.value}
        if "intent" not in parts:
            continue  # a lookup table or synonym, which the studio leaves alone
        key, named = parts["intent"]
        head, intent = key.start_mark.line, str(named.value)
        examples = parts.get("examples", (None, None))[1]
        if not isinstance(examples, ScalarNode):
            remedy = "Write `examples: |`, then one phrase to a line, each after a dash"
            mistakes.append(Mistake(path, head + 1, f"the phrases of {intent!r} are not text", remedy))
        elif examples.style == "|":
            yield _literal(node, intent, head, examples, lines, path, mistakes)
        else:
            line = examples.start_mark.line
            rows = [row[2:].strip() for row in str(examples.value).split("\n") if row.startswith("- ")]
            yield Block(intent, head, tuple((line, row) for row in rows), plain=False)


def _literal(
    entry: MappingNode,
    intent: str,
    head: int,
    node: ScalarNode,
    lines: list[str],
    path: Path,
    mistakes: list[Mistake],
) -> Block:
    first = node.start_mark.line + 1
    found, dash = [], _PHRASE
    for number in range(first, first + str(node.value).rstrip("\n").count("\n") + 1):
        row = lines[number].rstrip("\r")
        if match := re.match(r"( *- +)(\S.*)", row):
            found.append((number, match[2].strip()))
            dash = match[1]
        elif row.strip():
            problem = f"{row.strip()!r} is not a phrase"
            remedy = "Begin the line with a dash and a space"
            mistakes.append(Mistake(path, number + 1, problem, remedy))
    begins, last = begins_at(entry, lines), entry.value[-1][1]
    ends = None if last is node else last.end_mark.line + 1
    # Taken out whole it goes with all its lines, and what spreads over several after the phrases has no plain end.
    plain = begins is not None and intent in lines[head] and (last is node or _is_one_line(last))
    return Block(intent, head, tuple(found), dash, plain, begins, ends)


def _is_one_line(node: Node) -> bool:
    return bool(isinstance(node, ScalarNode) and node.start_mark.line == node.end_mark.line)


phrase_file = Cached(read_phrase_file)
