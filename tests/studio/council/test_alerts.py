"""Alerts: written in London time, shown as residents are told them, live at once or with the draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from studio.council.alerts import FilledTime, alerts_of
from studio.files.content import Content
from studio.releasing.releases import Releases
from tests.studio.parts import git
from tests.studio.releasing.parts import Assistant, Compared, Models
from tests.studio.workroom import Editor, Workroom, plain

ALERTS = "/studio/council/alerts"
SNOW = {
    "text": "Snow has stopped bin collections today. Please leave your bins out.",
    "spoken": "Snow has stopped bin collections today.",
    "starts-day": "30",
    "starts-month": "11",
    "starts-year": "2026",
    "starts-time": "06:00",
    "ends-day": "1",
    "ends-month": "12",
    "ends-year": "2026",
    "ends-time": "18:00",
    "areas": ["Riverside"],
    "services": ["waste"],
}


class LiveRoom(Workroom):
    """One whose alerts go live."""

    def releases(self, folder: Path) -> Releases:
        models = Models(folder / "models")
        assistant = Assistant(models.train(self.content).name)
        compared = Compared(assistant.answers_with)
        state = folder / "var"
        return Releases(
            self.content, state, self.database, self.drafts, compared, models, assistant, self.clock
        )


@pytest.fixture
def live(content: Path, tmp_path: Path) -> Iterator[LiveRoom]:
    room = LiveRoom(content, tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def anna(live: LiveRoom) -> Editor:
    return live.editor("emma")


def test_an_alert_published_now_is_live_at_once_in_the_editors_name(live: LiveRoom, anna: Editor) -> None:
    page = anna.does(f"{ALERTS}/new", **SNOW, do="now")
    assert "Live now. Alert: ‘Snow has stopped" in plain(page)
    [alert] = alerts_of(Content(live.content))
    assert alert.live(live.clock())
    assert (alert.areas, alert.services) == (("Riverside",), ("waste",))
    assert alert.id == "snow-has-stopped-bin-collections-30-november"
    assert git(live.content, "log", "-1", "--format=%an").strip() == "Emma Whitlock"
    assert live.drafts.all() == []


def test_a_live_alert_is_ended_at_once(live: LiveRoom, anna: Editor) -> None:
    anna.does(f"{ALERTS}/new", **SNOW, do="now")
    [alert] = alerts_of(Content(live.content))
    page = anna.does(f"{ALERTS}/{alert.id}/end", do="now")
    assert "Live now None." in plain(page)
    assert not alerts_of(Content(live.content))[0].live(live.clock())
    again = anna.send(f"{ALERTS}/{alert.id}/end", do="now")
    assert (again.status_code, "It has ended already" in plain(again)) == (422, True)


def test_a_live_alert_is_changed_in_place(live: LiveRoom, anna: Editor) -> None:
    anna.does(f"{ALERTS}/new", **SNOW, do="now")
    [alert] = alerts_of(Content(live.content))
    page = anna.see(f"{ALERTS}/{alert.id}")
    assert 'value="Riverside" checked' in page.text
    assert 'value="06:00"' in page.text
    anna.does(f"{ALERTS}/{alert.id}", **(SNOW | {"text": "Bins are late."}), do="now")
    assert [one.text for one in alerts_of(Content(live.content))] == ["Bins are late."]


def test_an_alert_with_the_draft_is_not_live(live: LiveRoom, anna: Editor) -> None:
    page = anna.does(f"{ALERTS}/new", **SNOW, do="draft")
    assert "In your draft, not live" in plain(page)
    assert alerts_of(Content(live.content)) == []
    assert len(alerts_of(live.draft())) == 1


def test_without_a_way_to_go_live_an_alert_goes_to_the_draft_only(workroom: Workroom, emma: Editor) -> None:
    assert "Publish now" not in plain(emma.see(f"{ALERTS}/new"))
    answer = emma.send(f"{ALERTS}/new", **SNOW, do="now")
    assert answer.status_code == 409
    assert workroom.drafts.all() == []


def test_where_the_rules_say_so_an_editor_adds_alerts_to_the_draft_only(live: LiveRoom, anna: Editor) -> None:
    rules = live.content / "council/release.yml"
    rules.write_text(rules.read_text().replace("alerts: editor", "alerts: approver"))
    assert "Publish now" not in plain(anna.see(f"{ALERTS}/new"))
    answer = anna.send(f"{ALERTS}/new", **SNOW, do="now")
    assert (answer.status_code, "ask an approver" in plain(answer)) == (409, True)
    assert alerts_of(Content(live.content)) == []


def test_what_is_wrong_is_said_by_field_and_nothing_typed_is_lost(live: LiveRoom, anna: Editor) -> None:
    wrong = SNOW | {"text": "x" * 400, "starts-day": "31", "ends-time": "25:00", "do": "now"}
    answer = anna.send(f"{ALERTS}/new", **wrong)
    assert answer.status_code == 422
    for said in ("300 characters or fewer", "Enter a real date", "Enter a time from 00:00 to 23:59"):
        assert said in plain(answer)
    assert "x" * 400 in answer.text
    before = SNOW | {"ends-day": "29", "ends-month": "11"}
    assert "It must end after it starts" in plain(anna.send(f"{ALERTS}/new", **before))
    nowhere = anna.send(f"{ALERTS}/new", **(SNOW | {"areas": ["Atlantis"]}), do="now")
    assert "Atlantis is not a ward" in plain(nowhere)
    assert alerts_of(Content(live.content)) == []


@pytest.mark.parametrize("spoken", ["", "The roads are listed on www.marlbury.example now."])
def test_what_cannot_be_said_aloud_is_not_left_to_the_phone(
    live: LiveRoom, anna: Editor, spoken: str
) -> None:
    written = SNOW | {"text": "Roads are closed. See www.marlbury.example/roads.", "spoken": spoken}
    answer = anna.send(f"{ALERTS}/new", **written, do="now")
    assert answer.status_code == 422
    assert "cannot be said aloud: write how the phone says it" in plain(answer)
    assert alerts_of(Content(live.content)) == []
    anna.does(f"{ALERTS}/new", **(written | {"spoken": "Roads are closed."}), do="now")
    assert [alert.spoken for alert in alerts_of(Content(live.content))] == ["Roads are closed."]


def test_the_preview_names_the_wards_as_residents_are_told_them(anna: Editor) -> None:
    page = anna.send(f"{ALERTS}/preview", **SNOW)
    assert "<html" not in page.text
    assert "Riverside" in plain(page)
    assert "Snow has stopped bin collections today." in plain(page)


def test_times_are_londons_in_summer_and_winter() -> None:
    assert FilledTime("1", "7", "2027", "06:30").read() == datetime(2027, 7, 1, 5, 30, tzinfo=UTC)
    assert FilledTime("1", "1", "2027", "6.30").read() == datetime(2027, 1, 1, 6, 30, tzinfo=UTC)


def test_a_time_the_clocks_skip_is_refused() -> None:
    assert "clocks go forward" in str(FilledTime("28", "3", "2027", "01:30").read())


def test_two_alerts_with_the_same_words_have_names_of_their_own(live: LiveRoom, anna: Editor) -> None:
    anna.does(f"{ALERTS}/new", **SNOW, do="now")
    anna.does(f"{ALERTS}/new", **{**SNOW, "ends-time": "19:00"}, do="now")
    assert len({alert.id for alert in alerts_of(Content(live.content))}) == 2


@pytest.mark.parametrize("do", ["now", "draft"])
def test_an_alert_that_is_sent_twice_is_one(live: LiveRoom, anna: Editor, do: str) -> None:
    for _ in range(2):
        anna.does(f"{ALERTS}/new", **SNOW, do=do)
    assert len(alerts_of(Content(live.content) if do == "now" else live.draft())) == 1
