"""A small, real SIP2 server with demo loans, so the library room can be tried without a library system.

    python -m cases.library.demo_server --host 127.0.0.1 --port 6001

Loans are read from council/demo_loans.csv and changed in memory: stopping it puts everything back.
"""

from __future__ import annotations

import argparse
import csv
import logging
import socketserver
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from cases.library import sip2
from cases.library.sip2 import Message, Sip2Error

LONDON = ZoneInfo("Europe/London")
DEMO_LOANS = Path(__file__).parents[2] / "council" / "demo_loans.csv"

# The demo library's rules; a real library keeps its own, and we only hear its answer.
RENEWALS_AT_MOST = 5
FINES_STOP_RENEWING_PENCE = 800  # at this much or more
LOAN_DAYS = 21  # from the day of renewing

IDLE_SECONDS = 60.0
SUPPORTED = (
    "NNNNYNYYYNYNNNYY"  # BX: SC status, login, patron information, end session, item information, renew, all
)

log = logging.getLogger(__name__)

Reply = tuple[dict[str, str], list[tuple[str, str]]]  # fixed fields and variable fields of an answer


@dataclass
class DemoLoan:
    item_id: str
    title: str
    due: date
    renewals: int = 0
    reserved: bool = False


@dataclass
class DemoBorrower:
    card: str
    pin: str = field(repr=False)
    name: str
    fines_pence: int = 0
    loans: dict[str, DemoLoan] = field(default_factory=dict)


class DemoLibrary:
    """Borrowers, loans and the rules for renewing. `today` is the date in Europe/London."""

    def __init__(self, borrowers: dict[str, DemoBorrower], today: Callable[[], date]) -> None:
        self.borrowers = borrowers
        self.today = today
        self._lock = Lock()

    @classmethod
    def from_csv(cls, path: Path, today: Callable[[], date]) -> DemoLibrary:
        """One row is one loan. `due_in_days` counts from today; the fines of a borrower's rows add up."""
        borrowers: dict[str, DemoBorrower] = {}
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                new = DemoBorrower(row["card"], row["pin"], row["name"])
                borrower = borrowers.setdefault(row["card"], new)
                borrower.fines_pence += int(row["fine_pence"])
                due = today() + timedelta(days=int(row["due_in_days"]))
                borrower.loans[row["item_id"]] = DemoLoan(
                    row["item_id"], row["title"], due, int(row["renewals"]), row["reserved"] == "yes"
                )
        return cls(borrowers, today)

    def find_loan(self, item_id: str) -> DemoLoan | None:
        return next((b.loans[item_id] for b in self.borrowers.values() if item_id in b.loans), None)

    def renew(self, borrower: DemoBorrower, item_id: str) -> str:
        """Renew one loan. Returns why not, in words for a kiosk's screen; nothing when it is renewed."""
        with self._lock:
            loan = borrower.loans.get(item_id)
            if loan is None:
                return "This item is not on loan to you"
            if borrower.fines_pence >= FINES_STOP_RENEWING_PENCE:
                return f"You owe fines of £{borrower.fines_pence / 100:.2f}"
            if loan.reserved:
                return "This item is reserved for another borrower"
            if loan.renewals >= RENEWALS_AT_MOST:
                return "This item has reached the maximum number of renewals"
            loan.renewals += 1
            loan.due = self.today() + timedelta(days=LOAN_DAYS)
            return ""


class DemoHandler(socketserver.BaseRequestHandler):
    """One kiosk's connection. It is hung up on if it asks for anything before it has logged in."""

    server: DemoServer
    logged_in = False

    def handle(self) -> None:
        self.request.settimeout(IDLE_SECONDS)
        arrived = bytearray()
        with suppress(OSError, Sip2Error):  # the kiosk hung up, fell silent, or never ends its line
            while data := self.request.recv(4096):
                arrived += data
                while (line := sip2.take_line(arrived)) is not None:
                    answer = self.answer_line(line)
                    if answer is None:
                        return
                    self.request.sendall(sip2.encode(answer))

    def answer_line(self, line: bytes) -> Message | None:
        """The answer to one line; None to hang up."""
        try:
            asked = sip2.decode(line)
        except Sip2Error as malformed:
            log.info("asked the kiosk to send again: %s", malformed)
            return Message("96")
        log.info("asked: %s", asked.code)
        return self.answer(asked)

    def answer(self, asked: Message) -> Message | None:
        if asked.code == "93":
            self.logged_in = (asked.first("CN"), asked.first("CO")) == self.server.login
            return Message("94", {"ok": str(int(self.logged_in))}, (), asked.sequence)
        answers: dict[str, Callable[[Message], Reply]] = {
            "99": self.status,
            "63": self.patron_information,
            "17": self.item_information,
            "29": self.renew,
            "65": self.renew_all,
            "35": lambda asked: ({"end_session": "Y"}, _echo(asked)),
        }
        if not self.logged_in or asked.code not in answers:
            return None
        fixed, fields = answers[asked.code](asked)
        dated = fixed | {"date": sip2.timestamp(datetime.now(LONDON))}
        return Message(sip2.ANSWER_TO[asked.code], dated, tuple(fields), asked.sequence)

    def status(self, asked: Message) -> Reply:
        fixed = dict.fromkeys(("online", "renewal_ok"), "Y")
        fixed |= dict.fromkeys(("checkin_ok", "checkout_ok", "status_update_ok", "offline_ok"), "N")
        fixed |= {"timeout_period": "050", "retries_allowed": "003", "protocol_version": "2.00"}
        return fixed, [("AO", "demo"), ("AM", "Demo library"), ("BX", SUPPORTED)]

    def patron_information(self, asked: Message) -> Reply:
        borrower = self.server.library.borrowers.get(asked.first("AA"))
        proved = self.proved(asked)
        loans = list(proved.loans.values()) if proved else []
        overdue = [loan for loan in loans if loan.due < self.server.library.today()]
        fines = proved.fines_pence if proved else 0
        barred = "Y" if fines >= FINES_STOP_RENEWING_PENCE else " "
        none = dict.fromkeys(("hold_count", "fine_count", "recall_count", "unavailable_hold_count"), "0000")
        fixed = none | {
            "patron_status": f" {barred}        {barred}   ",  # renewing denied; excessive outstanding fines
            "language": "001",
            "overdue_count": f"{len(overdue):04}",
            "charged_count": f"{len(loans):04}",
        }
        fields = [*_echo(asked), ("AE", proved.name if proved else "")]
        fields += [("BL", _yes_no(borrower is not None)), ("CQ", _yes_no(proved is not None))]
        fields += [("BH", "GBP"), ("BV", f"{fines / 100:.2f}")]
        if asked.fixed["summary"][1] == "Y":
            fields += [("AT", loan.item_id) for loan in overdue]
        if asked.fixed["summary"][2] == "Y":
            fields += [("AU", loan.item_id) for loan in loans]
        return fixed, fields

    def item_information(self, asked: Message) -> Reply:
        loan = self.server.library.find_loan(asked.first("AB"))
        status = "04" if loan else "01"  # 04: on loan; 01: other
        fields = [("AB", asked.first("AB")), ("AJ", loan.title if loan else "")]
        fields.append(("AH", _end_of(loan.due) if loan else ""))
        return {"circulation_status": status, "security_marker": "00", "fee_type": "01"}, fields

    def renew(self, asked: Message) -> Reply:
        item_id = asked.first("AB")
        borrower = self.proved(asked)
        why_not = self.server.library.renew(borrower, item_id) if borrower else "Card or PIN not recognised"
        loan = self.server.library.find_loan(item_id)
        fixed = {"magnetic_media": "N", "desensitize": "N"}
        fixed |= {"ok": str(int(not why_not)), "renewal_ok": _yes_no(not why_not)}
        fields = [*_echo(asked), ("AB", item_id), ("AJ", loan.title if loan else "")]
        fields.append(("AH", _end_of(loan.due) if loan and not why_not else ""))
        return fixed, fields + ([("AF", why_not)] if why_not else [])

    def renew_all(self, asked: Message) -> Reply:
        borrower = self.proved(asked)
        if borrower is None:
            return {"ok": "0", "renewed_count": "0000", "unrenewed_count": "0000"}, _echo(asked)
        why_not = {item_id: self.server.library.renew(borrower, item_id) for item_id in borrower.loans}
        renewed = [("BM", item_id) for item_id, reason in why_not.items() if not reason]
        refused = [("BN", item_id) for item_id, reason in why_not.items() if reason]
        counts = {"renewed_count": f"{len(renewed):04}", "unrenewed_count": f"{len(refused):04}"}
        return {"ok": "1"} | counts, [*_echo(asked), *renewed, *refused]

    def proved(self, asked: Message) -> DemoBorrower | None:
        """The borrower whose card and PIN were both sent; nobody else's loans are shown or touched."""
        borrower = self.server.library.borrowers.get(asked.first("AA"))
        return borrower if borrower and borrower.pin == asked.first("AD") else None


class DemoServer(socketserver.ThreadingTCPServer):
    """One thread for each kiosk, one library for all. `login` is the name and password a kiosk must give."""

    allow_reuse_address = True
    daemon_threads = True
    handler: type[DemoHandler] = DemoHandler

    def __init__(self, address: tuple[str, int], library: DemoLibrary, login: tuple[str, str]) -> None:
        super().__init__(address, self.handler)
        self.library = library
        self.login = login


def _echo(asked: Message) -> list[tuple[str, str]]:
    return [("AO", asked.first("AO")), ("AA", asked.first("AA"))]


def _end_of(day: date) -> str:
    return sip2.timestamp(datetime(day.year, day.month, day.day, 23, 59, tzinfo=LONDON))


def _yes_no(yes: bool) -> str:
    return "Y" if yes else "N"


def main() -> None:
    options = argparse.ArgumentParser(description="A demo library that speaks SIP2. Not for real borrowers.")
    options.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    options.add_argument("--port", type=int, default=6001, help="TCP port (%(default)s, usual for SIP2)")
    options.add_argument("--login", default="frontdoor", help="login the kiosk must give (%(default)s)")
    options.add_argument("--password", default="demo", help="password the kiosk must give (%(default)s)")
    options.add_argument("--loans", type=Path, default=DEMO_LOANS, help="CSV of loans (%(default)s)")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    library = DemoLibrary.from_csv(chosen.loans, lambda: datetime.now(LONDON).date())
    with DemoServer((chosen.host, chosen.port), library, (chosen.login, chosen.password)) as server:
        log.info("demo library with %d borrowers on %s:%d", len(library.borrowers), *server.server_address)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()
