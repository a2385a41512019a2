"""Alerts as a list of things with names of their own: one added here and one added there, or ended here and written
there, go together by themselves, although both stand at the same place of the file."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.error import YAMLError

from studio.files.scalars import Quoted, Value
from studio.files.yaml_text import YamlText
from studio.versions.entries import plain_values, without

FILE = "council/alerts.yml"
LIST = "alerts"
_MORE = re.compile(r"(?m)(?:^|\s)#.*$|(?:^|[\s-])[&*]\w+")


def merge_alerts(base: bytes, live: bytes, draft: bytes) -> bytes | None:
    """The live file with what the draft did to other alerts than the live one did. None where both did something else
    to one of them, or where a file is more than a list of alerts with names: then the lines are merged."""
    versions = [_by_name(content) for content in (base, live, draft)]
    was, theirs, ours = versions
    if was is None or theirs is None or ours is None:
        return None
    if not without(base, LIST) == without(live, LIST) == without(draft, LIST):
        return None
    if _says_more_than_alerts(base, draft) or _is_in_another_order(was, ours):
        return None
    changed = [name for name in {**was, **ours} if was.get(name) != ours.get(name)]
    if any(theirs.get(name) not in (was.get(name), ours.get(name)) for name in changed):
        return None
    yaml = YamlText(live.decode())
    try:
        for name in changed:
            _put(yaml, name, ours.get(name))
    except (KeyError, YAMLError):  # written in a way that cannot be changed
        return None
    return yaml.text.encode()


def _by_name(content: bytes) -> dict[str, dict[str, Any]] | None:
    listed = plain_values(content).get(LIST)
    if not isinstance(listed, list) or not all(isinstance(row, dict) and row.get("id") for row in listed):
        return None
    found = {str(row["id"]): row for row in listed}
    return found if len(found) == len(listed) else None


def _says_more_than_alerts(base: bytes, draft: bytes) -> bool:
    """Whether the draft wrote a comment or an anchor, which would be lost where an alert is taken by its values."""
    return bool(set(_MORE.findall(draft.decode())) - set(_MORE.findall(base.decode())))


def _is_in_another_order(was: dict[str, Any], ours: dict[str, Any]) -> bool:
    return [name for name in was if name in ours] != [name for name in ours if name in was]


def _put(yaml: YamlText, name: str, row: dict[str, Any] | None) -> None:
    """One alert as the draft has it."""
    places = (place for place, each in enumerate(yaml.items(LIST)) if str(each.get("id")) == name)
    place = next(places, None)
    if row is None:
        if place is not None:
            yaml.remove(LIST, place, or_else="[]")
    elif place is None:
        yaml.append(LIST, value=_written(row))
    else:
        for field in yaml.items(LIST)[place].keys() - row.keys():
            yaml.remove(LIST, place, field)
        for field, value in _written(row).items():
            yaml.set(LIST, place, field, value=value)


def _written(row: dict[str, Any]) -> dict[str, Value]:
    return {
        field: list(map(str, value))
        if isinstance(value, list)
        else value
        if field == "id"
        else Quoted(str(value))
        for field, value in row.items()
    }
