"""Why a contact refuses a turn. Each is named for the situation and carries what the channel must tell."""

from __future__ import annotations


class ContactError(Exception):
    """A turn or a look was refused; nothing of it was stored."""


class UnknownContact(ContactError):
    """No contact has this key."""


class ContactEnded(ContactError):
    """The contact is over; a new one must be begun."""


class TurnOutOfOrder(ContactError):
    """The turn's number is not the one after the last."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        super().__init__(f"the next turn is number {expected}")


class TurnConflict(ContactError):
    """This number was used before, for other words."""


class StillWorking(ContactError):
    """The same turn is being answered at this moment."""


class ChoiceNotOffered(ContactError):
    """The choice is not among those the last question offered."""


class NothingToRate(ContactError):
    """The turn has no answer of which somebody could say whether it helped."""


class NothingSaid(ContactError):
    """Nothing is left of the words once control characters and spaces are gone."""


class TooLong(ContactError):
    """The message is longer than `limit` characters."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"a message may have {limit} characters")
