"""What the council sets: sentences, greetings, alerts, hours, promises, the directory."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from council.council import Council, load_council
from studio.files.content import Content
from studio.files.edits import (
    ChangeHours,
    ChangeIdentity,
    ChangePromise,
    ChangeTeam,
    ChangeWords,
    EditRefused,
    EndAlert,
    RemoveException,
    RemovePerson,
    SaveAlert,
    SaveException,
    SavePerson,
)
from tests.studio.files.parts import made, mistakes

STARTS, ENDS = datetime(2026, 1, 12, 6, tzinfo=UTC), datetime(2026, 7, 13, 18, tzinfo=UTC)
SNOW = SaveAlert(
    "snow-bins", "Snow has stopped collections: leave bins out.", "Snow has stopped collections.", STARTS, ENDS,
    areas=("Nether Marl",), services=("waste",),
)  # fmt: skip


def _council(root: Path) -> Council:
    return load_council(root / "council")


def test_a_sentence_changes_and_its_comment_stays(content: Path) -> None:
    edit = ChangeWords("whisper_queue", text="Council call about {about}. {why} Press 1.")
    (gone, come) = made(content, edit)["council/words.yml"]
    assert (len(gone), come) == (1, ['  text: "Council call about {about}. {why} Press 1."'])


def test_a_spoken_version_is_added_and_taken_away(content: Path) -> None:
    added = made(content, ChangeWords("offer_call_back", spoken="Shall someone ring you?"))
    assert added == {"council/words.yml": ([], ['  spoken: "Shall someone ring you?"'])}
    assert made(content, ChangeWords("offer_call_back", spoken=""))["council/words.yml"][1] == []


def test_a_sentence_with_a_blank_nobody_fills_is_refused(content: Path) -> None:
    with pytest.raises(EditRefused) as refused:
        ChangeWords("goodbye", spoken="Goodbye {name}.").apply(Content(content))
    assert refused.value.field == "spoken"


def test_the_greeting_changes_only_where_its_words_do(content: Path) -> None:
    before = _council(content).identity.greeting
    edit = ChangeIdentity("greeting", before.replace("What can I help you with?", "How can I help?"))
    assert made(content, edit) == {
        "council/identity.yml": (["  What can I help you with?"], ["  How can I help?"])
    }
    made(content, ChangeIdentity("spoken_greeting", "Hello: this is Marlbury Council."))
    assert _council(content).identity.spoken_greeting == "Hello: this is Marlbury Council."


def test_the_first_alert_keeps_the_example_below_it(content: Path) -> None:
    gone, come = made(content, SNOW)["council/alerts.yml"]
    assert gone == ["alerts: []"]
    assert come == [
        "alerts:",
        "  - id: snow-bins",
        '    text: "Snow has stopped collections: leave bins out."',
        '    spoken: "Snow has stopped collections."',
        '    starts: "2026-01-12T06:00:00+00:00"',
        '    ends: "2026-07-13T19:00:00+01:00"',
        "    areas: [Nether Marl]",
        "    services: [waste]",
    ]
    alert = _council(content).alerts[0]
    assert (alert.starts, alert.ends, alert.areas) == (STARTS, ENDS, ("Nether Marl",))
    assert mistakes(content) == []


def test_an_alert_is_changed_ended_and_gone(content: Path) -> None:
    made(content, SNOW)
    later = SaveAlert("snow-bins", SNOW.text, "Snow.", STARTS, ENDS, SNOW.areas, SNOW.services)
    assert made(content, later)["council/alerts.yml"][1] == ['    spoken: "Snow."']
    at = datetime(2026, 1, 13, 9, tzinfo=UTC)
    assert made(content, EndAlert("snow-bins", at))["council/alerts.yml"][1] == [
        '    ends: "2026-01-13T09:00:00+00:00"'
    ]
    assert _council(content).live_alerts(at) == []
    with pytest.raises(EditRefused, match="ended already"):
        EndAlert("snow-bins", at).apply(Content(content))


def test_an_alert_that_has_not_begun_goes_and_the_file_is_as_before(content: Path) -> None:
    before = (content / "council/alerts.yml").read_bytes()
    made(content, SNOW)
    made(content, EndAlert("snow-bins", datetime(2026, 1, 1, tzinfo=UTC)))
    assert (content / "council/alerts.yml").read_bytes() == before


def test_an_alert_for_a_ward_nobody_lives_in_is_refused(content: Path) -> None:
    with pytest.raises(EditRefused, match="not a ward"):
        SaveAlert("a", "b", "c", STARTS, ENDS, areas=("Atlantis",)).apply(Content(content))


def test_a_day_that_differs_is_added_changed_and_taken_away(content: Path) -> None:
    before = (content / "council/hours.yml").read_bytes()
    day = date(2026, 12, 24)
    edit = SaveException(day, "libraries", None, "Christmas Eve")
    assert edit.describe(Content(content)) == "Libraries closed on 24 December 2026"
    assert made(content, edit)["council/hours.yml"][1] == [
        "exceptions:",
        "  - date: 2026-12-24",
        "    key: libraries",
        "    closed: true",
        "    reason: Christmas Eve",
    ]
    assert _council(content).teams["libraries"].hours.on(day) is None
    made(content, SaveException(day, "libraries", "09:30-12:00", "Christmas Eve"))
    span = _council(content).teams["libraries"].hours.on(day)
    assert span
    assert (span.opens.hour, span.closes.hour) == (9, 12)
    made(content, RemoveException(day, "libraries"))
    assert (content / "council/hours.yml").read_bytes() == before


def test_usual_hours_change_in_one_line_beside_their_comment(content: Path) -> None:
    assert made(content, ChangeHours("contact_centre", "thursday", "09:00-17:15")) == {
        "council/hours.yml": (['    thursday: "09:45-17:15"'], ['    thursday: "09:00-17:15"'])
    }
    assert made(content, ChangeHours("contact_centre", "saturday", "09:00-12:00")) == {
        "council/hours.yml": ([], ['    saturday: "09:00-12:00"'])
    }
    with pytest.raises(EditRefused):
        ChangeHours("contact_centre", "monday", "17:00-09:00").apply(Content(content))


def test_a_promise_and_its_words_change_together(content: Path) -> None:
    with pytest.raises(EditRefused, match="The words still say 3"):
        ChangePromise("missed_bin", time=2).apply(Content(content))
    edit = ChangePromise("missed_bin", time=2, says="We will come back for your bin within 2 working days.")
    assert made(content, edit)["council/promises.yml"][1] == [
        "    working_days: 2",
        "    says: We will come back for your bin within 2 working days.",
    ]


def test_somebody_is_listed_changed_and_removed_and_other_lines_keep_their_comments(content: Path) -> None:
    before = (content / "council/teams.yml").read_bytes()
    new = SavePerson("Ada O'Neil", "Bin officer, east", "waste", "4999", nicknames=("Ade",))
    line = (
        '  - {name: Ada O\'Neil, role: "Bin officer, east", team: waste, extension: "4999", nicknames: [Ade]}'
    )
    assert made(content, new) == {"council/teams.yml": ([], [line])}
    changed = made(content, SavePerson("Clare Reid", "Manager", "council_tax", "4042", was="Clare Reid"))
    assert changed["council/teams.yml"][1][0].endswith("# sounds the same as Claire Reed in housing")
    made(content, SavePerson("Clare Reid", "Council tax officer", "council_tax", "4042", was="Clare Reid"))
    made(content, RemovePerson("Ada O'Neil"))
    assert (content / "council/teams.yml").read_bytes() == before


def test_two_people_cannot_have_one_extension(content: Path) -> None:
    with pytest.raises(EditRefused, match="Siobhan Kelleher's"):
        SavePerson("Ada Neil", "Officer", "waste", "4001").apply(Content(content))


def test_a_teams_number_is_written_as_the_file_has_it(content: Path) -> None:
    assert made(content, ChangeTeam("waste", phone="01632 960777"))["council/teams.yml"][1] == [
        '    phone: "+441632960777"'
    ]
    assert mistakes(content) == []
