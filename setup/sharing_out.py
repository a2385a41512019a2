"""A pytest plugin: with workers, one of them has every test of the running stack, and the others the rest.

A stack is Rasa and four more processes, so two at once on two cores mostly wait for one another: a training that
takes one minute took ten. The tests of any other file stay together and in their order, as with `--dist loadfile`.
`make test` loads this with `-p setup.sharing_out`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.scheduler.protocol import Scheduling

STACK = "pytest.mark.stack"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs the stack comes first, as it takes longest."""
    items.sort(key=lambda item: not of_the_stack(item.path))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return StackApart(config, log)


@cache
def of_the_stack(file: Path) -> bool:
    """The scheduler is told of names alone, so a file's marks are read in its text."""
    return STACK in file.read_text(encoding="utf-8")


class StackApart(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "the stack" if of_the_stack(self.config.rootpath / file) else file
