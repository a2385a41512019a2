"""Takes needless seconds out of the tests: the fields of a web application are made once, not for each test.

Nearly every test of a room makes the whole application, for which FastAPI compiles a validator for each field of each
form, twice: a fifth of all that the studio's tests do. A validator holds nothing and depends on nothing but the field's
description, so equal fields share one here, and validate as before. Loaded by conftest.py.
"""

from __future__ import annotations

from typing import Any

from fastapi._compat.v2 import ModelField, asdict

_make = ModelField.__post_init__
# With each, a field that it was made for: what is described by its place in memory keeps that place.
_made: dict[Any, tuple[Any, ModelField]] = {}


def _described(field: ModelField) -> Any:
    about = asdict(field.field_info)
    return (
        field.mode,
        repr(field.config),
        about["annotation"],
        repr(about["metadata"]),
        repr(about["attributes"]),
    )


def _post_init(self: ModelField) -> None:
    try:
        described = _described(self)
        known = _made.get(described)
    except TypeError:  # of a type that has no hash
        return _make(self)
    if known is None:
        _make(self)
        _made[described] = (self._type_adapter, self)
    else:
        self._type_adapter = known[0]
    return None


ModelField.__post_init__ = _post_init  # type: ignore[method-assign]
