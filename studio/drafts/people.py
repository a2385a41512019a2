"""Who makes a change, as git and the record name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

_UNFIT_IN_GIT = re.compile(r"[<>\x00-\x1f\x7f]+")  # they end the name or the line of a commit


class Account(Protocol):
    """What an account must have; staff.sessions.SignedIn does."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


@dataclass(frozen=True)
class Person:
    name: str
    email: str

    @classmethod
    def of(cls, account: Account) -> Person:
        return cls(account.name, account.email)

    @property
    def signature(self) -> str:
        """Name and address as a commit has them: `Emma Whitlock <emma@marlbury.example>`."""
        name = " ".join(_UNFIT_IN_GIT.sub(" ", self.name).split()).strip(" .,:;\"'") or "An editor"
        return f"{name} <{_UNFIT_IN_GIT.sub('', self.email).strip()}>"
