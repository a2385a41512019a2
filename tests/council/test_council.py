"""What the council set: promises, alerts, teams and the catalogue."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from council.council import Alert, Council
from council.words import Words
from server.settings import ROOT
from tests.council.conftest import Copy


@pytest.mark.parametrize(
    ("promise", "due"),
    [
        ("missed_bin", date(2026, 11, 23)),
        ("pothole", date(2026, 11, 25)),
        ("fly_tipping", date(2026, 11, 20)),
        ("callback", date(2026, 11, 19)),
        ("complaint_acknowledge", date(2026, 11, 25)),
        ("complaint_answer", date(2026, 12, 9)),  # 10 working days after the acknowledgement: 15 in all
        ("foi", date(2026, 12, 16)),
    ],
)
def test_a_promise_made_on_wednesday_falls_due(council: Council, promise: str, due: date) -> None:
    assert council.due(promise, date(2026, 11, 18)) == due


def test_a_promise_made_before_christmas_waits_for_the_bank_holidays(council: Council) -> None:
    assert council.due("missed_bin", date(2026, 12, 23)) == date(2026, 12, 30)


def test_every_case_promises_a_day_after_today(council: Council) -> None:
    wednesday = date(2026, 11, 18)
    for enquiry in council.catalogue:
        if enquiry.case:
            assert council.due(enquiry.case.promise, wednesday) > wednesday, enquiry.name


def test_what_residents_are_told_names_the_number_of_working_days(council: Council) -> None:
    for promise in council.promises.values():
        if promise.working_days:
            assert f"{promise.working_days} " in promise.says, promise.key


def test_an_alert_is_live_from_its_start_until_its_end() -> None:
    alert = Alert(
        "snow",
        "Snow.",
        "Snow.",
        datetime(2026, 1, 12, 6, tzinfo=UTC),
        datetime(2026, 1, 13, 18, tzinfo=UTC),
        (),
        (),
    )
    live = [
        alert.live(datetime(2026, 1, day, hour, tzinfo=UTC))
        for day, hour in ((12, 5), (12, 6), (13, 17), (13, 18))
    ]
    assert live == [False, True, True, False]


def test_an_alert_keeps_to_its_own_zone(copy: Copy) -> None:
    copy.change(
        "alerts.yml",
        "\nalerts: []",
        """
alerts:
  - {id: works, text: Works., spoken: Works., starts: "2026-07-01T09:00+01:00", ends: "2026-07-01T17:00+01:00"}""",
    )
    council = copy.load()
    assert council.live_alerts(datetime(2026, 7, 1, 7, 59, tzinfo=UTC)) == []
    assert [alert.id for alert in council.live_alerts(datetime(2026, 7, 1, 8, 0, tzinfo=UTC))] == ["works"]


def test_a_team_nobody_knows_is_the_contact_centre(council: Council) -> None:
    assert council.team("waste").title == "Bins and recycling"
    assert council.team("no such team").key == "contact_centre"


def test_every_team_can_hand_on_until_the_contact_centre_has_it(council: Council) -> None:
    for team in council.teams.values():
        passed, deputy = [team.key], team.deputy_team
        while deputy:
            assert deputy not in passed, f"{team.key} is passed round in a circle"
            passed.append(deputy)
            deputy = council.teams[deputy].deputy_team
        assert passed[-1] == "contact_centre"


def test_every_enquiry_belongs_to_a_team_and_has_words_for_both_channels(council: Council) -> None:
    for enquiry in council.catalogue:
        assert enquiry.team in council.teams
        assert enquiry.title
        assert enquiry.spoken
        assert enquiry.spoken[0].islower(), f"{enquiry.spoken!r} is said within a sentence"


def test_an_enquiry_is_found_by_name(council: Council) -> None:
    assert "report_missed_bin" in council.catalogue
    assert council.catalogue["report_missed_bin"].fields == ("address", "bin_type", "collection_date")
    assert council.catalogue.get("nlu_fallback") is None
    assert council.catalogue.get(None) is None


def test_the_speech_recogniser_gets_each_hint_once(council: Council) -> None:
    hints = council.catalogue.hints()
    assert "missed bin" in hints
    assert len(hints) == len(set(hints))


def test_a_sentence_with_its_blanks_filled_is_said_as_written_or_as_spoken(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text(
        'hello:\n  text: "Hello {name}, it is {day}."\n  spoken: "Hello {name}."\nbye:\n  text: Goodbye.\n'
    )
    words = Words.load(path)
    assert words.say("hello", spoken=False, name="Sam", day="Monday") == "Hello Sam, it is Monday."
    assert words.say("hello", spoken=True, name="Sam", day="Monday") == "Hello Sam."
    assert words.say("bye", spoken=True) == "Goodbye."
    assert words.blanks_of("hello") == {"name", "day"}


def test_what_a_resident_said_is_never_taken_for_a_blank(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text('hello:\n  text: "Hello {name}."\n')
    assert Words.load(path).say("hello", spoken=False, name="{secret} {0}") == "Hello {secret} {0}."


def test_a_blank_nobody_fills_is_an_error_and_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text('hello:\n  text: "Hello {name}."\n')
    with pytest.raises(KeyError):
        Words.load(path).say("hello", spoken=False)


def test_the_greetings_say_that_this_is_a_computer_and_that_a_person_can_be_asked_for(
    council: Council,
) -> None:
    assert "computer" in council.identity.greeting
    assert "person" in council.identity.greeting
    assert council.identity.name in (ROOT / "council" / "identity.yml").read_text()
