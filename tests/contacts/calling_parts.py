"""Call-backs that are booked and rung for: a telephone that only remembers what it was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from cases.models import OutboxMessage
from contacts.models import AttemptOutcome, CallBackRequest, CallBackStatus
from contacts.ringing_back.calling_back import CallingBack, Try
from contacts.telephone import TelephoneError
from tests.contacts.parts import Centre, councils_own

MINUTE = timedelta(minutes=1)
MOBILE_SPOKEN, LANDLINE_SPOKEN = "07700 900123", "0161 496 0123"


@dataclass(frozen=True)
class Rung:
    call_sid: str
    number: str
    url: str
    status_url: str
    detect_machine: bool


@dataclass
class FakeTelephone:
    """contacts.telephone.Telephone. `refuses` names the numbers it cannot ring; `moved` and `ended` are by CallSid."""

    rung: list[Rung] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    cannot_move: bool = False

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        if number in self.refuses:
            raise TelephoneError("The call could not be placed: told to be.")
        call_sid = f"CA{len(self.rung) + 1:032d}"
        self.rung.append(Rung(call_sid, number, url, status_url, detect_machine))
        return call_sid

    def move(self, call_sid: str, url: str) -> None:
        if self.cannot_move:
            raise TelephoneError("The call could not be moved: it is not in progress.")
        self.moved.append((call_sid, url))

    def hang_up(self, call_sid: str) -> None:
        self.ended.append(call_sid)

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        raise TelephoneError("Texts go through the outbox.")


def calling_back(centre: Centre) -> CallingBack:
    """One process that makes call-backs, sharing nothing with another but the database and the clock."""
    own = councils_own()
    return CallingBack(centre.database, own.council, own.words, centre.events, centre.clock)


def book(centre: Centre, number: str = MOBILE_SPOKEN, name: str = "Sam Ward") -> int:
    """A call-back for the waste team about a missed bin, booked now."""
    centre.resident("my bin was missed", "ring me", number, "yes", name)
    return centre.call_backs()[-1].id


def request(centre: Centre, call_back: int) -> CallBackRequest:
    with centre.database.reading() as session:
        return session.get_one(CallBackRequest, call_back)


def status(centre: Centre, call_back: int) -> CallBackStatus:
    return CallBackStatus(request(centre, call_back).status)


def texts_sent(centre: Centre) -> list[tuple[str, str]]:
    with centre.database.reading() as session:
        rows = session.query(OutboxMessage).filter_by(kind="sms").order_by(OutboxMessage.id)
        return [(row.to, row.body) for row in rows]


def begun(calling: CallingBack, call_back: int) -> Try:
    attempt = calling.claim(call_back)
    assert attempt, "it is not due, or somebody else rings"
    return attempt


def ends(calling: CallingBack, call_back: int, outcome: AttemptOutcome) -> None:
    """One try, from claim to end."""
    assert calling.end(begun(calling, call_back).id, outcome)
