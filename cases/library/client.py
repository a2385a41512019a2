"""What a borrower has on loan, and renewing it, asked of any library system that speaks SIP2.

Renewing is safe to ask again when the line drops. The due dates are noted before asking; if the connection is
lost before the answer comes, the second connection reads them again, and a loan whose date has moved on was
renewed and is not asked for twice. A dropped line uses up no second renewal where a date shows the first.
"""

from __future__ import annotations

import logging
import re
import socket
import time
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from cases.library import sip2
from cases.library.sip2 import Message, Sip2Error

LONDON = ZoneInfo("Europe/London")
GOODBYE_SECONDS = 0.2  # ending the session is a courtesy: a library that does not answer is not waited for

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Loan:
    item_id: str
    title: str  # the item number when the library gives no title
    due: date | None


@dataclass(frozen=True)
class Borrower:
    name: str
    loans: list[Loan]
    fines_pence: int


class RenewedLoan(Loan):
    """`due` is the new date."""


class RefusalReason(Enum):
    RESERVED = "reserved"
    RENEWED_TOO_OFTEN = "renewed_too_often"
    FINES_TOO_HIGH = "fines_too_high"
    OTHER = "other"


@dataclass(frozen=True)
class RefusedLoan:
    item_id: str
    title: str
    reason: RefusalReason


@dataclass(frozen=True)
class Renewal:
    renewed: list[RenewedLoan]
    refused: list[RefusedLoan]

    def as_json(self) -> dict[str, Any]:
        return {
            "renewed": [
                (loan.item_id, loan.title, loan.due and loan.due.isoformat()) for loan in self.renewed
            ],
            "refused": [(loan.item_id, loan.title, loan.reason.value) for loan in self.refused],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Renewal:
        return cls(
            [
                RenewedLoan(item, title, due and date.fromisoformat(due))
                for item, title, due in stored["renewed"]
            ],
            [RefusedLoan(item, title, RefusalReason(reason)) for item, title, reason in stored["refused"]],
        )


class CardNotRecognised(Exception):
    """The library has no borrower with this card."""


class WrongPin(Exception):
    """The card is known and the PIN is not the card's."""


class LibraryUnavailable(Exception):
    """No answer in time, or no sense in it. Some loans may have been renewed: `loans` will show."""


# SIP2 has no reason codes, only words for a kiosk's screen (AF), and each library chooses its own. The order
# matters: "account on hold, fines owed" is about fines. Sources: Koha's C4/SIP/ILS/Transaction/Renew.pm and
# Evergreen's event names.
_REASON_WORDS = {
    RefusalReason.FINES_TOO_HIGH: r"\bfines?\b|\bow(e|es|ed|e?ing)\b|\bunpaid\b|\bdebts?\b",
    RefusalReason.RENEWED_TOO_OFTEN: r"(max\w*|too many|no more|exceed\w*|all) (\w+ ){0,3}renewals?\b"
    r"|renewals? (\w+ )?(limit|exhausted|exceeded)|renewed (too|the max|\d+ times)",
    RefusalReason.RESERVED: r"\breserv|\bholds?\b|\brequested\b",
}


def refusal_reason(screen_message: str) -> RefusalReason:
    """Why a renewal was refused, from what the library would have shown on a kiosk's screen."""
    words = screen_message.lower().replace("_", " ")
    found = (reason for reason, said in _REASON_WORDS.items() if re.search(said, words))
    return next(found, RefusalReason.OTHER)


def masked_card(card: str) -> str:
    """Fit for a log. Anything as short as a PIN is hidden whole: it may be one, typed in the wrong box."""
    return f"the card ending {card[-4:]}" if len(card) >= 8 else "a short card number"


class LibraryLoans:
    """A council's library system.

    `timeout_seconds` is the resident's whole wait for one call below, however many messages it takes. The PIN
    comes with each call, goes to the library, and is kept nowhere. Limiting guesses is the caller's part.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        login: str,
        password: str,
        institution: str,
        timeout_seconds: float = 5.0,
    ) -> None:
        self._address = (host, port)
        self._login = (("CN", login), ("CO", password))
        self._institution = institution
        self._timeout_seconds = timeout_seconds

    def loans(self, card: str, pin: str) -> Borrower:
        """The borrower's name, everything on loan (overdue included) and what they owe.

        Raises: CardNotRecognised, WrongPin, LibraryUnavailable.
        """
        return self._ask_library(card, pin, _Conversation.borrower)

    def renew_all(self, card: str, pin: str) -> Renewal:
        """Renew what can be renewed, and say why the rest cannot. No fee is agreed to for the resident.

        Raises: CardNotRecognised, WrongPin, LibraryUnavailable.
        """
        return self._renew(card, pin, None)

    def renew_only(self, card: str, pin: str, wanted: Collection[str]) -> Renewal:
        """The same of the items with these numbers alone, each asked for by itself (29). One that has been given back
        since is left out.

        Raises: CardNotRecognised, WrongPin, LibraryUnavailable.
        """
        return self._renew(card, pin, wanted)

    def _renew(self, card: str, pin: str, wanted: Collection[str] | None) -> Renewal:
        before: dict[str, Loan] = {}  # what was seen before the first asking; outlives a dropped connection
        done: set[str] = set()

        def renew(library: _Conversation) -> Renewal:
            loans = library.borrower().loans
            if wanted is not None:
                loans = [loan for loan in loans if loan.item_id in wanted]
            if loans and not before:
                before.update({loan.item_id: loan for loan in loans})
                if wanted is None:
                    done.update(library.renew_all())
                    loans = [library.loan(item_id) for item_id in before]
            done.update(loan.item_id for loan in loans if _moved_on(before.get(loan.item_id), loan))
            renewal = Renewal([], [])
            for loan in loans:
                if loan.item_id in done:
                    renewal.renewed.append(RenewedLoan(loan.item_id, loan.title, loan.due))
                else:
                    library.renew(loan, renewal)
            return renewal

        return self._ask_library(card, pin, renew)

    def _ask_library(self, card: str, pin: str, task: Callable[[_Conversation], Answer]) -> Answer:
        """Hold one conversation, and a second if the line drops in the first. One deadline covers both."""
        card = "".join(sip2.clean(card).split())  # people type a card number in groups, as it is printed
        if not card:
            raise CardNotRecognised("the card number is blank")
        if not sip2.clean(pin).strip():  # some library systems take a blank PIN as right, so it is never sent
            raise WrongPin(f"a blank PIN for {masked_card(card)}")
        who = (("AO", self._institution), ("AA", card), ("AD", pin))
        deadline = time.monotonic() + self._timeout_seconds
        try:
            try:
                return self._converse(who, task, deadline)
            except _LineDropped:
                log.info("the library system hung up; asking once more")
                return self._converse(who, task, deadline)
        except (OSError, Sip2Error) as broken:
            late = isinstance(broken, TimeoutError)
            reason = f"no answer within {self._timeout_seconds:g} seconds" if late else str(broken)
            log.warning("the library system is unavailable: %s", reason)
            raise LibraryUnavailable(reason) from broken

    def _converse(self, who: _Fields, task: Callable[[_Conversation], Answer], deadline: float) -> Answer:
        with closing(_Conversation(self._address, who, deadline)) as library:
            library.log_in(self._login)
            answer = task(library)
            library.say_goodbye()
            return answer


_Fields = tuple[tuple[str, str], ...]


class _LineDropped(OSError):
    """The library closed the connection before its answer was whole."""


class _Conversation:
    """One connection about one borrower: a request, its answer, and the next."""

    def __init__(self, address: tuple[str, int], who: _Fields, deadline: float) -> None:
        self._who = who
        self._deadline = deadline
        self._sequence = 0
        self._arrived = bytearray()
        self._socket = socket.create_connection(address, timeout=self._seconds_left())
        self.close = self._socket.close

    def log_in(self, login: _Fields) -> None:
        """Sign the council in, and ask whether the library is open for questions and which ones."""
        plain = {"uid_algorithm": "0", "pwd_algorithm": "0"}  # not encrypted: the network between must be
        if self._ask("93", plain, *login).fixed["ok"] != "1":
            raise Sip2Error("the library does not accept the council's login")
        self._status = self._ask("99", {"status": "0", "print_width": "080", "protocol_version": "2.00"})
        if self._status.fixed["online"] != "Y":
            raise Sip2Error("the library system says it is off line")

    def borrower(self) -> Borrower:
        card = masked_card(dict(self._who)["AA"])
        answer = self._patron_information("  Y       ")
        if answer.first("BL") == "N":
            raise CardNotRecognised(f"the library does not know {card}")
        if answer.first("CQ") == "N":
            raise WrongPin(f"that is not the PIN of {card}")
        if answer.first("CQ") != "Y":
            raise Sip2Error("the library does not say whether the PIN is right")
        items = answer.all("AU")
        if answer.fixed["overdue_count"] != "0000":  # Evergreen lists overdue loans apart from the others
            items += self._patron_information(" Y        ").all("AT")
        loans = [self.loan(item_id) for item_id in dict.fromkeys(items)]
        return Borrower(answer.first("AE"), loans, sip2.read_pence(answer.first("BV")))

    def loan(self, item_id: str) -> Loan:
        if not sip2.supports(self._status, "17"):
            return Loan(item_id, item_id, None)
        answer = self._ask("17", _now(), self._who[0], ("AB", item_id))
        return Loan(item_id, answer.first("AJ") or item_id, sip2.read_date(answer.first("AH")))

    def renew_all(self) -> list[str]:
        """The item numbers the library says it renewed; none when it can only be asked loan by loan."""
        if not (sip2.supports(self._status, "65") and sip2.supports(self._status, "17")):
            return []
        return self._ask("65", _now(), *self._who, ("BO", "N")).all("BM")

    def renew(self, loan: Loan, renewal: Renewal) -> None:
        """Ask for one loan, and add what the library said to `renewal`."""
        fixed = {"third_party_allowed": "N", "no_block": "N", "no_block_due": sip2.NO_DATE} | _now()
        answer = self._ask("29", fixed, *self._who, ("AB", loan.item_id), ("BO", "N"))
        title = answer.first("AJ") or loan.title
        if answer.fixed["ok"] == "1":
            due = sip2.read_date(answer.first("AH"))
            renewal.renewed.append(RenewedLoan(loan.item_id, title, due))
        else:
            reason = refusal_reason(" ".join(answer.all("AF")))
            renewal.refused.append(RefusedLoan(loan.item_id, title, reason))

    def say_goodbye(self) -> None:
        self._deadline = min(self._deadline, time.monotonic() + GOODBYE_SECONDS)
        with suppress(OSError, Sip2Error):
            self._ask("35", _now(), *self._who)

    def _patron_information(self, summary: str) -> Message:
        return self._ask("63", {"language": "001", "summary": summary} | _now(), *self._who)

    def _ask(self, code: str, fixed: dict[str, str], *fields: tuple[str, str]) -> Message:
        """Send one request and wait for its answer."""
        request = Message(code, fixed, fields, self._sequence)
        self._sequence = (self._sequence + 1) % 10
        try:
            self._socket.settimeout(self._seconds_left())
            self._socket.sendall(sip2.encode(request))
            answer = sip2.decode(self._next_line())
        except ConnectionError as dropped:
            raise _LineDropped("the library closed the connection") from dropped
        if answer.code != sip2.ANSWER_TO[code] or answer.sequence not in (request.sequence, None):
            raise Sip2Error(f"message {answer.code} is not the answer to the {code} just sent")
        return answer

    def _next_line(self) -> bytes:
        while (line := sip2.take_line(self._arrived)) is None:
            self._socket.settimeout(self._seconds_left())
            arrived = self._socket.recv(4096)
            if not arrived:
                raise ConnectionResetError
            self._arrived += arrived
        return line

    def _seconds_left(self) -> float:
        if (left := self._deadline - time.monotonic()) <= 0:
            raise TimeoutError
        return left


def _moved_on(before: Loan | None, now: Loan) -> bool:
    return bool(before and before.due and now.due and now.due > before.due)


def _now() -> dict[str, str]:
    return {"date": sip2.timestamp(datetime.now(LONDON))}
