"""Everywhere an enquiry is named besides its phrases, so that a new name or its end reaches all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from studio.files.content import Content
from studio.files.csv_rows import Row, rewritten
from studio.files.edits.base import Rewriting
from studio.files.yaml_text import Step, YamlText

PHRASES, SERVICES, DOMAIN, RULES = "data/nlu", "council/services", "domain", "data/rules"
CONVERSATIONS = "tests/conversations"
BUSIEST = "council/busiest.yml"
CALLS = "bench/phone_lines/calls.yml"  # those that measure the phone line; a council may have none
# Under these names of a hand-written rule or story stand intents and replies.
_INTENT, _ACTION = "intent", "action"


def rename(files: Rewriting, old: str, new: str) -> None:
    """Everywhere but in the phrases."""
    replies = {reply: reply.removesuffix(old) + new for reply in replies_of(files.content, old)}
    for name in _naming(files, old, SERVICES):
        with files.yaml(name) as yaml:
            for step in _related(yaml, old):
                yaml.set(*step, value=new)
            _rename(yaml, {old: new}, "enquiries")
    for name in _naming(files, old, DOMAIN):
        with files.yaml(name) as yaml:
            _rename(yaml, replies, "responses")
            for step in _listed(yaml, old, "intents"):
                yaml.set(*step, value=new)
    for name in (*_naming(files, old, RULES), *_naming(files, old, CONVERSATIONS)):
        with files.yaml(name) as yaml:
            _rename(yaml, {old: new})
            for path in list(_values(yaml, (_INTENT, _ACTION))):
                names = {old: new} if path[-1] == _INTENT else replies
                if (value := str(yaml.value(*path))) in names:
                    yaml.set(*path, value=names[value])
    if files.exists(BUSIEST):
        with files.yaml(BUSIEST) as yaml:
            for step in _listed(yaml, old, "busiest"):
                yaml.set(*step, value=new)
    _in_calls(files, old, new)
    _in_comments(files, old, new)
    relabel(files, lambda intent: new if intent == old else intent)


def _in_comments(files: Rewriting, old: str, new: str) -> None:
    """Comments on lines of their own that name it. A name of one word may be meant as that word."""
    named = re.compile(rf"(?m)^(\s*#.*)(?<![\w/-]){re.escape(old)}(?![\w/-])")
    for folder in (PHRASES, SERVICES, DOMAIN) if "_" in old else ():
        for name in _naming(files, old, folder):
            files.put(name, named.sub(lambda found: found[1] + new, files.text(name)))


def _in_calls(files: Rewriting, old: str, new: str) -> None:
    """The case that a call ends in. One of a retired enquiry can only be written anew."""
    if files.exists(CALLS):
        case = re.compile(rf"(?m)^( +case: ){re.escape(old)}(?= *(?:#.*)?$)")
        files.put(CALLS, case.sub(lambda found: found[1] + new, files.text(CALLS)))


def _rename(yaml: YamlText, names: Mapping[str, str], *path: Step) -> None:
    for old, new in names.items():
        if yaml.has(*path, old):
            yaml.rename(*path, old, new=new)


def remove(files: Rewriting, name: str, instead: str | None = None) -> None:
    """Everywhere but in the phrases.

    Args:
        instead: the enquiry that takes its place, where it is merged into another.
    """
    replies = replies_of(files.content, name)
    for path in _naming(files, name, SERVICES):
        with files.yaml(path) as yaml:
            if yaml.has("enquiries", name):
                yaml.remove("enquiries", name)
            for enquiry in yaml.names("enquiries"):
                _unlist(yaml, name, instead, "enquiries", enquiry, "related", but=enquiry)
    for path in _naming(files, name, DOMAIN):
        with files.yaml(path) as yaml:
            for reply in [each for each in replies if yaml.has("responses", each)]:
                yaml.remove("responses", reply, comment_above=True, or_else="{}")
            _unlist(yaml, name, None, "intents")
    for path in _naming(files, name, CONVERSATIONS):
        with files.yaml(path) as yaml:
            if yaml.has(name) and len(yaml.names()) > 1:
                yaml.remove(name)
    if files.exists(BUSIEST):
        with files.yaml(BUSIEST) as yaml:
            _unlist(yaml, name, instead, "busiest")
    if instead:
        _in_calls(files, name, instead)
        _in_comments(files, name, instead)
    relabel(files, lambda intent: instead if intent == name else intent)


def _unlist(yaml: YamlText, name: str, instead: str | None, *path: Step, but: str = "") -> None:
    """Take a name from a list, or put another in its place; one that is there already, or is `but`, is not put."""
    for step in reversed(_listed(yaml, name, *path)):
        if instead and instead != but and instead not in yaml.items(*path):
            yaml.set(*step, value=instead)
        else:
            yaml.remove(*step)


def rules_naming(content: Content, intent: str) -> list[str]:
    """The hand-written rules and stories that name an intent, or a reply named after it."""
    names = {intent, *replies_of(content, intent)}
    files = Rewriting(content)
    found = []
    for name in _naming(files, intent, RULES):
        with files.yaml(name) as yaml:
            if any(yaml.value(*path) in names for path in _values(yaml, (_INTENT, _ACTION))):
                found.append(name)
    return found


def replies_of(content: Content, intent: str) -> list[str]:
    return [reply.name for reply in content.replies(intent)]


def relabel(files: Rewriting, label: Callable[[str], str | None]) -> None:
    """The held-out messages. Of one with two labels, a+b, each is asked for; without any left, the row goes."""

    def edit(row: Row) -> Row | None:
        labels = [label(each) for each in row.get("intent", "").split("+")]
        kept = list(dict.fromkeys(each for each in labels if each is not None))
        return {**row, "intent": "+".join(kept)} if kept else None

    for path in sorted(files.content.places.held_out.glob("*.csv")):
        name = files.content.relative(path)
        text = files.text(name)
        if "intent" in text.partition("\n")[0]:
            files.put(name, rewritten(text, edit))


def _naming(files: Rewriting, name: str, folder: str) -> list[str]:
    """The YAML files of a folder in which a name may stand: the others need not be read."""
    return [path for path in files.yaml_names(folder) if name in files.text(path)]


def _listed(yaml: YamlText, name: str, *path: Step) -> list[tuple[Step, ...]]:
    return [(*path, place) for place, item in enumerate(yaml.items(*path)) if item == name]


def _related(yaml: YamlText, name: str) -> list[tuple[Step, ...]]:
    return [
        step
        for enquiry in yaml.names("enquiries")
        for step in _listed(yaml, name, "enquiries", enquiry, "related")
    ]


def _values(
    yaml: YamlText, names: tuple[str, ...], path: tuple[Step, ...] = ()
) -> Iterator[tuple[Step, ...]]:
    """The places of the words that stand at some names, however deep."""
    node: Node = yaml.node(*path)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value in names and isinstance(value, ScalarNode):
                yield (*path, key.value)
            else:
                yield from _values(yaml, names, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for place in range(len(node.value)):
            yield from _values(yaml, names, (*path, place))
