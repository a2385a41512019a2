"""The service's own words in the right form for a contact's channel."""

from __future__ import annotations

from datetime import datetime

from contacts.acts import NO, YES, Act, Ask, AskKind, Choice, Say
from contacts.models import Channel, Contact
from council.hours import LONDON
from council.words import Words


class Speaking:
    def __init__(self, words: Words, contact: Contact, *, anybody_here: bool = True) -> None:
        """`anybody_here`: there is a person to bring just now, so that one may be spoken of."""
        self.anybody_here = anybody_here
        self._words, self._spoken = words, contact.channel == Channel.PHONE
        self._texted = contact.channel == Channel.TEXT

    @property
    def spoken(self) -> bool:
        return self._spoken

    @property
    def by_text(self) -> bool:
        return self._texted

    def text(self, name: str, **blanks: str) -> str:
        if self._texted:
            return self._words.text(name, **blanks)
        return self._words.say(name, spoken=self._spoken, **blanks)

    def texted(self, name: str, **blanks: str) -> str:
        """The words as a text message, whatever the contact's channel."""
        return self._words.text(name, **blanks)

    def say(self, name: str, **blanks: str) -> Act:
        return Say(text=self.text(name, **blanks))

    def ask(self, name: str, kind: AskKind = AskKind.OPEN, **blanks: str) -> Act:
        choices = (YES, NO) if kind is AskKind.YES_NO else ()
        return Ask(
            kind=kind, text=self.text(name, **blanks), choices=choices, anything_else=name == "anything_else"
        )

    def choose(self, name: str, choices: tuple[Choice, ...]) -> Act:
        return Ask(kind=AskKind.CHOICE, text=self.text(name), choices=choices)


def moment(at: datetime, today: datetime) -> str:
    """today at 5.15pm, tomorrow at 8.45am, on Monday 23 November at 8.45am: London time."""
    local, now = at.astimezone(LONDON), today.astimezone(LONDON)
    days = (local.date() - now.date()).days
    day = {0: "today", 1: "tomorrow"}.get(days, f"on {local:%A} {local.day} {local:%B}")
    return f"{day} at {clock(at)}"


def clock(at: datetime) -> str:
    """5.15pm, 9am: London time."""
    local = at.astimezone(LONDON)
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    return f"{hour}.{local.minute:02}{half}" if local.minute else f"{hour}{half}"
