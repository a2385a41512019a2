"""SIP2 messages as bytes and back: no sockets, no library rules.

Source: 3M Standard Interchange Protocol, version 2.00, which self-service kiosks speak to a library system.
A line is a two-digit message code, fixed fields by position, then variable fields: a two-letter code, a value
and '|'. It ends with AY (one digit, which the answer repeats), AZ (a checksum) and a carriage return.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

MAX_LINE_BYTES = 64 * 1024  # far above the longest answer we know; anything longer is not SIP2

_DATE = ("date", 18)

# What follows the code of each message, in order: name and width in characters. Source: message formats.
FIXED_FIELDS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "93": (("uid_algorithm", 1), ("pwd_algorithm", 1)),  # login
    "94": (("ok", 1),),
    "99": (("status", 1), ("print_width", 3), ("protocol_version", 4)),  # SC status: are you there?
    "98": (
        ("online", 1),
        ("checkin_ok", 1),
        ("checkout_ok", 1),
        ("renewal_ok", 1),
        ("status_update_ok", 1),
        ("offline_ok", 1),
        ("timeout_period", 3),
        ("retries_allowed", 3),
        _DATE,
        ("protocol_version", 4),
    ),
    "63": (("language", 3), _DATE, ("summary", 10)),  # patron information
    "64": (
        ("patron_status", 14),
        ("language", 3),
        _DATE,
        ("hold_count", 4),
        ("overdue_count", 4),
        ("charged_count", 4),
        ("fine_count", 4),
        ("recall_count", 4),
        ("unavailable_hold_count", 4),
    ),
    "17": (_DATE,),  # item information
    "18": (("circulation_status", 2), ("security_marker", 2), ("fee_type", 2), _DATE),
    "29": (("third_party_allowed", 1), ("no_block", 1), _DATE, ("no_block_due", 18)),  # renew
    "30": (("ok", 1), ("renewal_ok", 1), ("magnetic_media", 1), ("desensitize", 1), _DATE),
    "65": (_DATE,),  # renew all
    "66": (("ok", 1), ("renewed_count", 4), ("unrenewed_count", 4), _DATE),
    "35": (_DATE,),  # end patron session
    "36": (("end_session", 1), _DATE),
    "96": (),  # "please send that again"; it carries a checksum and no sequence number
}

ANSWER_TO = {"93": "94", "99": "98", "63": "64", "17": "18", "29": "30", "65": "66", "35": "36"}

# BX in an SC status answer is a row of Y and N, one for each of these requests. Source: field BX there.
_BX_ORDER = ["23", "11", "09", "01", "99", "97", "93", "63", "35", "37", "17", "19", "25", "15", "29", "65"]

NO_DATE = " " * 18

_ERROR_DETECTION = re.compile(rb"(?:AY([0-9]))?AZ([0-9A-Fa-f]{4})$")
_LINE = re.compile(rb"[\r\n]*([^\r\n]+)[\r\n]")


class Sip2Error(ValueError):
    """A line that is not the SIP2 we expected. The text says what is wrong and never quotes the line."""


@dataclass(frozen=True, repr=False)
class Message:
    """One message. `fields` keeps order and repeats, because AU, BM and BN come once for each loan."""

    code: str
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    fields: tuple[tuple[str, str], ...] = ()
    sequence: int | None = None

    def first(self, name: str) -> str:
        """The first value of a variable field, or an empty string."""
        return next((value for code, value in self.fields if code == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a repeating field, blanks left out."""
        return [value for code, value in self.fields if code == name and value]

    def __repr__(self) -> str:
        """Which fields, never what is in them: AD is the borrower's PIN and CO the council's password."""
        return f"<SIP2 {self.code} {' '.join(code for code, _ in self.fields)}>"


def encode(message: Message) -> bytes:
    """The line to send, checksum and carriage return included.

    Raises:
        Sip2Error: the code is unknown, or a fixed field is missing or not of its width.
    """
    parts = [message.code]
    for name, width in _layout(message.code):
        value = message.fixed.get(name, "")
        if len(value) != width or clean(value) != value:
            raise Sip2Error(f"message {message.code}: {name} must be {width} plain characters")
        parts.append(value)
    parts += [f"{name}{clean(value)}|" for name, value in message.fields]
    if message.sequence is not None:
        parts.append(f"AY{message.sequence % 10}")
    parts.append("AZ")
    body = "".join(parts).encode()
    return body + checksum(body).encode() + b"\r"


def decode(line: bytes) -> Message:
    """The message in one line. The checksum is verified when there is one.

    Raises:
        Sip2Error: an unknown message, a line cut short, a malformed field or a wrong checksum.
    """
    line = line.strip(b"\r\n")
    sequence = None
    if found := _ERROR_DETECTION.search(line):
        if checksum(line[: found.start(2)]) != found[2].decode().upper():
            raise Sip2Error("the checksum is wrong")
        sequence = int(found[1]) if found[1] else None
        line = line[: found.start()]
    text = _text(line)
    code, rest = text[:2], text[2:]
    fixed: dict[str, str] = {}
    for name, width in _layout(code):
        if len(rest) < width:
            raise Sip2Error(f"message {code} stops before {name}")
        fixed[name], rest = rest[:width], rest[width:]
    return Message(code, fixed, tuple(_variable_fields(code, rest)), sequence)


def checksum(body: bytes) -> str:
    """Four hexadecimal digits that bring the sum of the line to zero.

    Args:
        body: every byte from the message code to "AZ" included.
    Source: the specification, "Checksum": the two's complement, in 16 bits, of the sum of the bytes.
    """
    return f"{-sum(body) & 0xFFFF:04X}"


def take_line(buffer: bytearray) -> bytes | None:
    """Take the first whole line off the front of what has arrived; None when there is only part of one.

    Lines end in CR. Many libraries send CRLF, some LF alone: all are taken.

    Raises:
        Sip2Error: MAX_LINE_BYTES have arrived without an end of line.
    """
    found = _LINE.match(buffer)
    if found is None:
        if len(buffer) > MAX_LINE_BYTES:
            raise Sip2Error("the line is too long")
        return None
    line = bytes(found[1])
    del buffer[: found.end()]
    return line


def clean(value: str) -> str:
    """The value without '|' and control characters, so no value can start a field or a message."""
    return "".join(character for character in value if character.isprintable() and character != "|")


def timestamp(when: datetime) -> str:
    """A moment as YYYYMMDDZZZZHHMMSS. Four spaces for ZZZZ mean local time, as the library keeps it."""
    return when.strftime("%Y%m%d    %H%M%S")


def read_date(text: str) -> date | None:
    """The day in a due date, or None when there is none we can read.

    The specification leaves the form of AH to the library. Read: YYYYMMDDZZZZHHMMSS (Koha), ISO 8601
    (Evergreen), and day/month/year in British order.
    """
    if found := re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)", text):
        year, month, day = found.groups()
    elif found := re.match(r"\s*(\d\d?)[/.-](\d\d?)[/.-](\d{4})", text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_pence(text: str) -> int:
    """A fee amount (BV, in pounds: "8.50") in whole pence. Blank is nothing owed; so is an account in credit.

    Raises:
        Sip2Error: there is text but no amount in it.
    """
    if not text.strip():
        return 0
    found = re.search(r"(-?)[^\d.-]*(?=\.?\d)(\d*)(?:\.(\d{1,2}))?", text.replace(",", ""))
    if found is None:
        raise Sip2Error("the fee amount is not a number")
    if found[1]:
        return 0
    return int(found[2] or 0) * 100 + int((found[3] or "").ljust(2, "0"))


def supports(status: Message, code: str) -> bool:
    """Whether an SC status answer (98) says the library takes this request. Silence counts as yes."""
    answers = dict(zip(_BX_ORDER, status.first("BX"), strict=False))
    return answers.get(code, "Y") != "N"


def _layout(code: str) -> tuple[tuple[str, int], ...]:
    if code not in FIXED_FIELDS:
        raise Sip2Error("not a SIP2 message we know")
    return FIXED_FIELDS[code]


def _variable_fields(code: str, rest: str) -> Iterable[tuple[str, str]]:
    for part in rest.split("|"):
        if not part.strip():
            continue
        name = part[:2]
        if len(name) < 2 or not (name.isascii() and name.isalnum()):
            raise Sip2Error(f"message {code} has a malformed field")
        if name in ("AY", "AZ"):
            raise Sip2Error(f"message {code} has a damaged checksum")
        yield name, clean(part[2:])


def _text(line: bytes) -> str:
    """UTF-8 is usual now; the specification's own default is code page 850, which can read any byte."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp850")
