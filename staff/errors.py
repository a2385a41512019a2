"""Why somebody may not come in, each named for the situation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from staff.sessions import SignedIn


class WrongCredentials(Exception):
    """No active account has this e-mail address and password; which of the two is wrong is not told."""


class Locked(Exception):
    """Too many wrong passwords in a row; `until` is when the next try counts."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class UnfitPassword(ValueError):
    """The password has fewer characters than `shortest` or more than `longest`."""

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(f"a password has {shortest} to {longest} characters")
        self.shortest = shortest
        self.longest = longest


class AccountExists(ValueError):
    """The e-mail address or the name is taken."""


class UnknownAccount(LookupError):
    """There is no account with this number."""


class LastAdministrator(ValueError):
    """The only open administrator's account may be neither closed nor given another role."""


class NotDemo(RuntimeError):
    """Demo accounts were asked for outside the demo setting."""


# The three below are HTTP answers, so that a server without our handlers still answers with the right number.


class SignInNeeded(HTTPException):
    """Nobody is signed in: a page goes to sign-in, a fetch hears 401."""


class RoleRefused(HTTPException):
    """Signed in, but this part is for another role. `me` is who, so that the page can offer the way out."""

    def __init__(self, me: SignedIn) -> None:
        super().__init__(403, "Your account cannot open this page.")
        self.me = me


class FormExpired(HTTPException):
    """The form carries no token of this session: it is old, or another site sent it."""

    def __init__(self) -> None:
        super().__init__(403, "This form has expired. Go back, refresh the page and try again.")
