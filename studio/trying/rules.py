"""Which rule led from what was understood to what was done: those written by hand, and those of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from council.yaml_files import read_mapping
from studio.files.content import Content
from studio.known import usable
from studio.trying.told import Reasons

# What an enquiry of the catalogue leads to; bot/importer.py makes the rules.
FORM, ANSWER = "enquiry_form", "action_answer"


@dataclass(frozen=True)
class Rule:
    """`file` is where an editor finds it."""

    name: str
    file: str
    intent: str
    action: str


def rule_of(content: Content, reasons: Reasons) -> Rule | None:
    """The rule that fired in a turn; none where a form went on, or nothing ran."""
    if not reasons.intent or not reasons.actions or taken_by_form(reasons):
        return None
    first = reasons.actions[0].name
    rules = (*_by_hand(content), *_of_catalogue(content, reasons.intent))
    return next((rule for rule in rules if (rule.intent, rule.action) == (reasons.intent, first)), None)


def taken_by_form(reasons: Reasons) -> bool:
    """Whether the open form took the words, as an answer or to ask once more."""
    return bool(reasons.form and reasons.actions and reasons.actions[0].name == reasons.form)


def _of_catalogue(content: Content, intent: str) -> Iterator[Rule]:
    enquiry = content.catalogue().get(intent)
    if enquiry:
        action = f"action_{enquiry.action}" if enquiry.action else FORM if enquiry.fields else ANSWER
        yield Rule(enquiry.title, f"council/services/{enquiry.service}.yml", intent, action)


def _by_hand(content: Content) -> Iterator[Rule]:
    """Those of data/ that begin with an intent. A file that cannot be read is named on the page of drafts."""
    for path in sorted((content.root / "data").rglob("*.yml")):
        if path.parent == content.places.phrases:
            continue
        read = usable(path, read_mapping)
        listed = read.get("rules") if read else None
        for rule in listed if isinstance(listed, list) else ():
            yield from _read(rule, content.relative(path))


def _read(rule: Any, file: str) -> Iterator[Rule]:
    steps = rule.get("steps") if isinstance(rule, Mapping) else None
    rows = [step for step in steps or () if isinstance(step, Mapping)]
    for step, following in pairwise(rows):
        if "intent" in step and "action" in following:
            yield Rule(str(rule.get("rule", "")), file, str(step["intent"]), str(following["action"]))
