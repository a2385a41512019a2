"""What people have rung about most, counted in the database."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from contacts.by_keys import KEYS, WEEKS, busiest
from contacts.models import Turn
from tests.contacts.parts import Centre, councils_own

USUALLY = list(councils_own().council.catalogue.busiest[:KEYS])
BUS_PASS = "apply_bus_pass"  # seldom asked about, as the council says


def names(centre: Centre) -> list[str]:
    with centre.database.reading() as session:
        since = centre.clock.time - timedelta(weeks=WEEKS)
        return busiest(session, councils_own().council.catalogue, since)


def was_about(centre: Centre, intent: str, confidence: float = 0.9, *, times: int = 1) -> None:
    """Turns that the assistant has understood so."""
    resident = centre.resident(*["a word"] * times)
    understood = {"intent": intent, "confidence": confidence}
    with centre.database.session() as session:
        mine = Turn.contact_id == resident.contact.id
        session.execute(update(Turn).where(mine).values(understanding=understood))


def test_before_anybody_has_rung_the_council_says_what_is_busiest(centre: Centre):
    assert BUS_PASS not in USUALLY
    assert names(centre) == USUALLY


def test_what_was_asked_about_most_often_comes_first(centre_on_each: Centre):
    was_about(centre_on_each, "report_pothole", times=2)
    was_about(centre_on_each, BUS_PASS, times=3)
    was_about(centre_on_each, "thanks", times=4)  # no enquiry
    expected = [BUS_PASS, "report_pothole", *USUALLY]
    assert names(centre_on_each) == list(dict.fromkeys(expected))[:KEYS]


def test_what_was_not_surely_understood_is_not_counted(centre: Centre):
    was_about(centre, BUS_PASS, 0.4, times=3)
    assert names(centre) == USUALLY


def test_what_was_asked_longer_ago_is_not_counted(centre: Centre):
    was_about(centre, BUS_PASS)
    centre.clock.pass_(timedelta(weeks=WEEKS, days=1))
    assert names(centre) == USUALLY


def test_a_person_and_where_to_find_one_are_no_services(centre: Centre):
    """0 is for a person; a key for "speaking to a person" would be one too many."""
    for name in ("ask_for_human", "ask_named_person", "query_contact_details", "request_callback"):
        was_about(centre, name, times=5)
    assert names(centre) == USUALLY
