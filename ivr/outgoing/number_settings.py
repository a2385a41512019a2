"""What a Twilio number must be set to so that calls and texts reach us, and how to see and set it by REST."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from contacts.telephone import TelephoneError
from ivr.outgoing.twilio_rest import Repeat, TwilioRest

# Connection overrides, in the fragment of an address: VOICE_FACTS, section 3. A webhook that is repeated gets the
# answer it got before, so a second try does no harm and saves a call from a web server that is being restarted.
TWICE = "#rc=2&rp=ct,5xx"
# The fallback needs nothing and answers at once: three quick tries whatever went wrong. When those fail too, Twilio
# plays an error message and hangs up.
QUICKLY = "#ct=3000&rt=4000&rc=3&rp=all"
# A report that is lost leaves a caller's place in the queue taken; one that comes twice changes nothing.
SURELY = "#rc=3&rp=all"


@dataclass(frozen=True)
class Wanted:
    """One setting of a number: its name in Twilio's API, what Twilio's console calls it, and what it must be."""

    name: str
    title: str
    value: str


class Standing(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    CHANGED = "changed"


@dataclass(frozen=True)
class Found:
    """A setting as it is. `before` is what it was, where it has been changed."""

    wanted: Wanted
    value: str
    standing: Standing
    before: str = ""


def wanted_settings(public_base: str) -> list[Wanted]:
    """All that must be set. An application or a trunk on the number would make Twilio ignore the addresses.

    Args:
        public_base: scheme and host that the world sees, without a final slash.
    """
    ivr = f"{public_base}/ivr"
    return [
        Wanted("voice_url", "A call comes in", f"{ivr}/voice{TWICE}"),
        Wanted("voice_method", "A call comes in, by", "POST"),
        Wanted("voice_fallback_url", "Primary handler fails", f"{ivr}/fallback{QUICKLY}"),
        Wanted("voice_fallback_method", "Primary handler fails, by", "POST"),
        Wanted("status_callback", "Call status changes", f"{ivr}/status{SURELY}"),
        Wanted("status_callback_method", "Call status changes, by", "POST"),
        Wanted("sms_url", "A message comes in", f"{ivr}/sms{TWICE}"),
        Wanted("sms_method", "A message comes in, by", "POST"),
        Wanted("sms_fallback_url", "Primary message handler fails", f"{ivr}/sms{SURELY}"),
        Wanted("sms_fallback_method", "Primary message handler fails, by", "POST"),
        Wanted("voice_application_sid", "TwiML App for calls", ""),
        Wanted("sms_application_sid", "TwiML App for messages", ""),
        Wanted("trunk_sid", "SIP trunk", ""),
    ]


class NumberSettings:
    """The settings of one number of the account."""

    def __init__(self, rest: TwilioRest, number: str) -> None:
        self._rest, self._number = rest, number

    def check(self, wanted: list[Wanted]) -> list[Found]:
        """Each setting as it is. Raises TelephoneError."""
        return _compared(self._read(), wanted)

    def apply(self, wanted: list[Wanted]) -> list[Found]:
        """Set what is wrong, then read everything again: what stands there now is what is reported.

        Raises:
            TelephoneError
        """
        before = {found.wanted.name: found for found in self.check(wanted)}
        wrong = {name: found for name, found in before.items() if found.standing is Standing.WRONG}
        if not wrong:
            return list(before.values())
        sid = self._read().sid
        change = {name: found.wanted.value for name, found in wrong.items()}
        self._rest.ask(
            "The number could not be set",
            lambda client: client.incoming_phone_numbers(sid).update(**change),
            Repeat.ALWAYS,
        )
        return [
            Found(now.wanted, now.value, Standing.CHANGED, wrong[now.wanted.name].value)
            if now.standing is Standing.RIGHT and now.wanted.name in wrong
            else now
            for now in self.check(wanted)
        ]

    def lacks(self) -> list[str]:
        """What the number cannot do and must: voice, sms. Raises TelephoneError."""
        able = self._read().capabilities or {}
        return [name for name in ("voice", "sms") if not able.get(name)]

    def _read(self) -> Any:
        numbers = self._rest.ask(
            "The number could not be read",
            lambda client: client.incoming_phone_numbers.list(phone_number=self._number, limit=20),
            Repeat.ALWAYS,
        )
        for number in numbers:
            if number.phone_number == self._number:
                return number
        raise TelephoneError(
            f"The account has no number {self._number}: set FRONTDOOR_TWILIO_NUMBER to one it has."
        )


def _compared(number: Any, wanted: list[Wanted]) -> list[Found]:
    found = []
    for each in wanted:
        value = getattr(number, each.name) or ""
        found.append(Found(each, value, Standing.RIGHT if value == each.value else Standing.WRONG))
    return found
