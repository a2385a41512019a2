"""What lies with Twilio and must go: recordings on their day, queues nobody waits in. By its SDK over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contacts.models import Channel, HandOffStatus, QueueEntry
from database.engine import Database
from ivr.faults import LineFaults
from ivr.models import Recording
from ivr.outgoing.kept_recordings import TRY_AGAIN_AFTER, KeptRecordings
from ivr.outgoing.spent_queues import SpentQueues
from ivr.outgoing.twilio_rest import TwilioRest
from ivr.simulator.network import WaitingQueue
from tests.contacts.parts import Centre
from tests.ivr.network.parts import Phones, no_wait
from tests.ivr.simulator.scripted import ACCOUNT_SID

DAYS = 90
RECORDING = "RE" + "a" * 32


@pytest.fixture
def centre(sqlite_database: Database) -> Centre:
    return Centre(sqlite_database)


@pytest.fixture
def faults(centre: Centre) -> LineFaults:
    return LineFaults(centre.database, centre.clock)


@pytest.fixture
def kept(centre: Centre, phones: Phones, faults: LineFaults) -> KeptRecordings:
    phones.network.recordings.add(RECORDING)
    return KeptRecordings(centre.database, phones.rest, DAYS, faults, centre.clock)


def report(sid: str = RECORDING, **more: str) -> dict[str, str]:
    """As Twilio tells that a recording is ready."""
    return {"RecordingSid": sid, "CallSid": "CA" + "b" * 32, "RecordingStatus": "completed", **more}


def rows(centre: Centre) -> list[Recording]:
    with centre.database.reading() as session:
        return session.query(Recording).order_by(Recording.id).all()


def test_a_recording_is_deleted_on_its_day_and_not_before(
    centre: Centre, phones: Phones, kept: KeptRecordings
):
    kept.made(report())
    centre.clock.pass_(timedelta(days=DAYS, seconds=-1))
    assert (kept.delete_due(), phones.network.recordings) == (0, {RECORDING})
    centre.clock.pass_(timedelta(seconds=1))
    assert (kept.delete_due(), phones.network.recordings) == (1, set())
    assert rows(centre)[0].deleted_at == centre.clock.time
    assert kept.delete_due() == 0


def test_a_recording_that_is_told_twice_or_in_error_is_one_or_none(centre: Centre, kept: KeptRecordings):
    for form in (report(), report(), report("RE2", RecordingStatus="failed"), report(""), report("R" * 65)):
        kept.made(form)
    assert [row.sid for row in rows(centre)] == [RECORDING]


def test_one_that_somebody_has_deleted_already_is_done_with(
    centre: Centre, phones: Phones, kept: KeptRecordings
):
    kept.made(report())
    phones.network.recordings.clear()
    centre.clock.pass_(timedelta(days=DAYS))
    assert (kept.delete_due(), kept.delete_due()) == (1, 0)


def test_while_the_network_refuses_it_is_tried_again_and_shown(
    centre: Centre, phones: Phones, faults: LineFaults
):
    wrong = TwilioRest(ACCOUNT_SID, "another token", phones.address, sleep=no_wait)
    kept = KeptRecordings(centre.database, wrong, DAYS, faults, centre.clock)
    kept.made(report())
    centre.clock.pass_(timedelta(days=DAYS))
    assert (kept.delete_due(), kept.delete_due()) == (0, 0)  # once, and then it waits
    (fault,) = faults.latest(5)
    assert (fault.what, "auth token is wrong" in fault.detail) == ("recording_not_deleted", True)
    centre.clock.pass_(TRY_AGAIN_AFTER)
    phones.network.recordings.add(RECORDING)
    again = KeptRecordings(centre.database, phones.rest, DAYS, faults, centre.clock)
    assert (again.delete_due(), phones.network.recordings) == (1, set())


# Queues


@pytest.fixture
def spent(centre: Centre, phones: Phones, faults: LineFaults) -> SpentQueues:
    return SpentQueues(centre.database, phones.rest, faults, centre.clock)


def waits(centre: Centre, phones: Phones, *, size: int = 0, over: bool = True) -> str:
    """A caller's queue; `over`: they have left it. Returns its SID."""
    resident = centre.resident(
        "a person please", channel=Channel.PHONE, call_sid=f"CA{len(phones.network.queues)}"
    )
    with centre.database.session() as session:
        entry = session.get_one(QueueEntry, resident.entry.id)
        if over:
            entry.status, entry.finished_at = HandOffStatus.FINISHED, centre.clock.time
        queue = WaitingQueue(f"entry-{entry.id}", size)
    phones.network.queues[queue.sid] = queue
    return queue.sid


def test_the_queue_of_a_caller_who_has_left_is_removed_and_no_other(
    centre: Centre, phones: Phones, spent: SpentQueues
):
    left = waits(centre, phones)
    others = [waits(centre, phones, over=False), waits(centre, phones, size=1)]
    for name in ("entry-999999", "entry-x", "sales", "entry-1-old"):  # of nobody we know
        queue = WaitingQueue(name)
        phones.network.queues[queue.sid] = queue
        others.append(queue.sid)
    assert spent.remove() == 0  # for ten minutes they may go back to their place
    centre.clock.pass_(timedelta(minutes=10))
    assert spent.remove() == 1
    assert left not in phones.network.queues
    assert set(phones.network.queues) == set(others)


def test_a_network_that_does_not_answer_is_shown_and_harms_nothing(centre: Centre, faults: LineFaults):
    nowhere = TwilioRest(ACCOUNT_SID, "x", "http://127.0.0.1:9", sleep=no_wait)
    assert SpentQueues(centre.database, nowhere, faults, centre.clock).remove() == 0
    assert faults.latest(1)[0].what == "queue_not_deleted"
