"""Our runner of Rasa's graph gives what Rasa's own gives, on graphs of every shape Rasa makes."""

from __future__ import annotations

import unittest
from typing import Any
from unittest.mock import Mock

from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot import quicker_running

ran: list[str] = []


class Adds(GraphComponent):
    """Adds its parents' numbers and its own."""

    def __init__(self, own: int) -> None:
        self._own = own

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Adds:
        return cls(config["own"])

    def add(self, first: int = 0, second: int = 0) -> int:
        ran.append(str(self._own))
        return first + second + self._own

    def fail(self, first: int = 0) -> int:
        raise RuntimeError(f"not with {first}")


def node(own: int, fn: str = "add", is_target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Adds, constructor_name="create", fn=fn, config={"own": own}, is_target=is_target
    )


DIAMOND = GraphSchema(
    {
        "top": node(1, first="message"),
        "left": node(10, first="top"),
        "right": node(100, first="top"),
        "end": node(1000, first="left", second="right", is_target=True),
        "beside": node(5, first="right", is_target=True),
        "broken": node(0, fn="fail", first="top"),
        "lost": node(0, first="nowhere"),
    }
)
Theirs = DaskGraphRunner.run


class Running(unittest.TestCase):
    def setUp(self) -> None:
        self.runner = DaskGraphRunner(DIAMOND, Mock(), ExecutionContext(DIAMOND))
        ran.clear()

    def both(self, inputs: dict[str, Any], targets: list[str] | None = None) -> dict[str, Any]:
        theirs = Theirs(self.runner, inputs, targets)
        run_by_them = sorted(ran)
        ran.clear()
        ours = quicker_running._run(self.runner, inputs, targets)
        assert (ours, sorted(ran)) == (theirs, run_by_them)
        return ours

    def test_every_node_is_run_once_after_those_it_needs(self) -> None:
        assert self.both({"message": 7}) == {"end": 1000 + 8 + 10 + 8 + 100, "beside": 8 + 100 + 5}
        assert len(ran) == len(set(ran)) == 5

    def test_what_no_target_needs_is_not_run(self) -> None:
        assert self.both({"message": 7}, ["left"]) == {"left": 18}
        assert ran == ["1", "10"]

    def test_an_input_stands_in_for_a_node(self) -> None:
        assert self.both({"top": 2}, ["left"]) == {"left": 12}

    def test_an_error_within_is_told_as_theirs_is(self) -> None:
        for inputs, target, error in (
            ({"message": 7}, "broken", GraphComponentException),
            ({"message": 7}, "lost", GraphRunError),
            ({"message": "left"}, "end", GraphRunError),
        ):
            for run in (Theirs, quicker_running._run):
                self.assertRaises(error, run, self.runner, inputs, [target])  # noqa: PT027 no pytest here
