"""The telephone network by Twilio: what contacts/telephone.py asks for, done with Twilio's REST API."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import PhoneNumberType

from cases.phones import is_costly
from contacts.telephone import TelephoneError
from ivr.outgoing.twilio_rest import NOT_IN_PROGRESS, Repeat, TwilioRefused, TwilioRest

E164 = re.compile(r"\+[1-9]\d{6,14}")
LONGEST_TEXT = 1_600  # characters: VOICE_FACTS, section 11
LONGEST_RING = 600  # seconds: the same
EVENTS = ["initiated", "ringing", "answered", "completed"]
# 09 and 087 cost pounds a minute, and so can 070, which looks like a mobile: Ofcom's telephone numbering plan.
NO_MOBILES = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.VOIP,
    PhoneNumberType.UAN,
    PhoneNumberType.PAGER,
    PhoneNumberType.VOICEMAIL,
}


class Faults(Protocol):
    """Where what went wrong is kept for those who run the line: ivr/faults.py."""

    def note(self, what: str, detail: str, call_sid: str | None = None) -> None: ...


class TwilioTelephone:
    """contacts.telephone.Telephone. `number` is the council's own, which people see when we ring them."""

    def __init__(self, rest: TwilioRest, number: str, faults: Faults | None = None) -> None:
        self._rest, self._number, self._faults = rest, number, faults

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        what = "The call could not be placed"
        try:
            _may_be_rung(number, what)
            _absolute(url, what)
            _absolute(status_url, what)
            call = self._rest.ask(
                what,
                lambda client: client.calls.create(
                    to=number,
                    from_=self._number,
                    url=url,
                    method="POST",
                    status_callback=status_url,
                    status_callback_method="POST",
                    status_callback_event=EVENTS,
                    timeout=min(max(timeout_seconds, 1), LONGEST_RING),
                    # Enable says at once who answered; DetectMessageEnd would keep a person waiting.
                    **({"machine_detection": "Enable"} if detect_machine else {}),
                ),
            )
        except TelephoneError as refused:
            raise self._noted("call_not_placed", refused) from refused
        return str(call.sid)

    def move(self, call_sid: str, url: str) -> None:
        what = "The call could not be moved"
        try:
            _absolute(url, what)
            # A second time could take the caller away from the person they have reached by now.
            self._rest.ask(what, lambda client: client.calls(call_sid).update(url=url, method="POST"))
        except TelephoneError as refused:
            raise self._noted("call_not_moved", refused, call_sid) from refused

    def hang_up(self, call_sid: str) -> None:
        try:
            self._rest.ask(
                "The call could not be ended",
                lambda client: client.calls(call_sid).update(status="completed"),
                Repeat.ALWAYS,
            )
        except TwilioRefused as refused:
            if refused.code != NOT_IN_PROGRESS:  # that call is over, which is what was asked for
                raise self._noted("call_not_ended", refused, call_sid) from refused

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        what = "The text could not be sent"
        try:
            _may_be_texted(number, what)
            if not words.strip() or len(words) > LONGEST_TEXT:
                raise TelephoneError(
                    f"{what}: a text has 1 to {LONGEST_TEXT:,} characters, not {len(words):,}."
                )
            message = self._rest.ask(
                what,
                lambda client: client.messages.create(
                    to=number,
                    from_=self._number,
                    body=words,
                    **({"status_callback": status_url} if status_url else {}),
                ),
            )
        except TelephoneError as refused:
            raise self._noted("text_not_sent", refused) from refused
        return str(message.sid)

    def _noted(self, what: str, refused: TelephoneError, call_sid: str | None = None) -> TelephoneError:
        if self._faults:
            self._faults.note(what, str(refused), call_sid)
        return refused


def _may_be_rung(number: str, what: str) -> phonenumbers.PhoneNumber:
    """Raises TelephoneError, whose message shows no more than the number's end."""
    parsed = None
    if E164.fullmatch(number):
        parsed = phonenumbers.parse(number)
    # Possible without its area code is not enough to be rung.
    reason = phonenumbers.is_possible_number_with_reason(parsed) if parsed else None
    if parsed is None or reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise TelephoneError(f"{what}: {ending(number)} is not a number in full international form (+44...).")
    if is_costly(number):
        raise TelephoneError(f"{what}: {ending(number)} is a number that costs whoever rings it too much.")
    return parsed


def _may_be_texted(number: str, what: str) -> None:
    parsed = _may_be_rung(number, what)
    british = number.startswith("+44")
    if (british and not number.startswith("+447")) or phonenumbers.number_type(parsed) in NO_MOBILES:
        raise TelephoneError(f"{what}: {ending(number)} is not a mobile.")


def _absolute(url: str, what: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise TelephoneError(f"{what}: {url!r} is not a whole address, with https:// and a host.")


def ending(number: str | None) -> str:
    """The end of a number, enough to know it again and not to ring it: a number ending 123."""
    digits = re.sub(r"\D", "", number or "")
    return f"a number ending {digits[-3:]}" if len(digits) > 3 else "what was given"
