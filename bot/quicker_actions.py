"""Takes one needless cost out of Rasa: checking its own constant schema at every action call.

Rasa 3.6.21 validates each answer of the action server with `jsonschema.validate`, which first checks the schema itself
against the meta-schema: measured, 88% of a turn. The schema never changes, so here it is checked once and kept
compiled; answers are validated exactly as before. Rasa 3.6.21 is the last of its line, so the method will not move.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


@cache
def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    try:
        _validator().validate(result)
    except ValidationError as error:
        error.message += f". The answer of the action server to {self.name()!r} is not in Rasa's format"
        raise
    return True


def install() -> None:
    """Put it in Rasa's place; done once, when the contact channel is loaded."""
    RemoteAction._validate_action_result = _validate_action_result
