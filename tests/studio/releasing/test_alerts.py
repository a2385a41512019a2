"""The fast lane: an alert is live at once, checked and recorded, and nothing else takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from staff.models import Role
from studio.drafts.record import recorded
from studio.files.edits.alerts import EndAlert, SaveAlert
from studio.files.edits.base import Edit
from studio.releasing.errors import ReleaseRefused
from studio.releasing.models import Kind, Status
from studio.releasing.planning import ALERTS
from tests.studio.drafts.parts import EMMA, NLU, Swap
from tests.studio.parts import content_repository, git
from tests.studio.releasing.parts import OLIVE, TUESDAY, House

SNOW = SaveAlert(
    id="snow",
    text="Snow has stopped bin collections in Riverside today.",
    spoken="Snow has stopped bin collections in Riverside today.",
    starts=TUESDAY - timedelta(hours=1),
    ends=TUESDAY + timedelta(days=1),
    areas=("Riverside",),
    services=("waste",),
)
PHRASE = Swap(NLU, "- rubbish not collected report\n", "- nobody emptied my bin at all\n", "1 phrase changed")


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[House]:
    """With all the council's files, which the checks of an alert read."""
    made = House(tmp_path, content_repository)
    yield made
    made.database.close()


@dataclass(frozen=True)
class Writes:
    """Puts text into the file of alerts, as a programmer might."""

    text: str
    path: str = ALERTS

    def describe(self) -> str:
        return "Written by hand"

    def apply(self, content: object) -> dict[str, bytes | None]:
        return {self.path: self.text.encode()}


def publish(house: House, edit: Edit) -> str:
    return house.releases.publish_alert(edit, EMMA).title


def test_an_alert_is_one_commit_on_live_in_the_editors_name(whole: House) -> None:
    before, model = whole.head, whole.assistant.answers_with
    done = whole.releases.publish_alert(SNOW, EMMA)
    assert (done.kind, done.status) == (Kind.ALERT, Status.LIVE)
    assert git(whole.live, "rev-parse", "HEAD^").strip() == before
    assert git(whole.live, "show", "--name-only", "--format=%an <%ae>").split("\n")[::2] == [
        "Emma Whitlock <emma@marlbury.example>",
        ALERTS,
    ]
    assert whole.marked == whole.head
    assert whole.assistant.answers_with == model
    assert recorded(whole.database)[0].who == "Emma Whitlock"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("alerts: [", "council/alerts.yml:1: this is not YAML"),
        ("alerts:\n  - id: snow\n    text: Snow.\n", "'starts'"),
        (
            'alerts:\n  - {id: a, text: A., spoken: A., starts: "2026-11-24T06:00+00:00", '
            'ends: "2026-11-25T06:00+00:00", areas: [Riversde]}\n',
            "Did you mean 'Riverside'?",
        ),
        (
            'alerts:\n  - {id: a, text: A., spoken: See www.marlbury.example., starts: "2026-11-24T06:00+00:00", '
            'ends: "2026-11-25T06:00+00:00"}\n',
            "cannot be said aloud",
        ),
    ],
)
def test_an_alert_with_a_mistake_is_refused_by_file_and_line(whole: House, written: str, said: str) -> None:
    before = whole.head
    with pytest.raises(ReleaseRefused, match=r"alerts\.yml") as refused:
        publish(whole, Writes(written))
    assert said in refused.value.sentence
    assert whole.head == before


def test_a_mistake_elsewhere_holds_up_an_alert_only_where_it_would_not_be_shown(whole: House) -> None:
    whole.programmer_commits(
        "council/words.yml", "chat_greeting:", "a_sentence_nobody_says: {text: A.}\nchat_greeting:"
    )
    publish(whole, SNOW)
    whole.programmer_commits("council/teams.yml", "teams:", "teems:")
    with pytest.raises(ReleaseRefused, match=r"council/teams\.yml"):
        publish(whole, EndAlert("snow", TUESDAY))


def test_nothing_but_alerts_takes_the_fast_lane(whole: House) -> None:
    with pytest.raises(ReleaseRefused, match="Only alerts go live at once"):
        publish(whole, Writes("language: en\n", "config.yml"))


def test_an_alert_while_somebody_edits_the_alerts_by_hand_names_the_file(whole: House) -> None:
    publish(whole, SNOW)
    file = whole.live / ALERTS
    by_hand = file.read_text() + "# by hand\n"
    file.write_text(by_hand)
    with pytest.raises(ReleaseRefused, match=ALERTS):
        publish(whole, EndAlert("snow", TUESDAY))
    assert file.read_text() == by_hand


def test_alerts_that_come_meanwhile_do_not_hold_up_a_release_and_stay(whole: House) -> None:
    draft = whole.approved(PHRASE)
    ice = SaveAlert("ice", "Ice on the bridge.", "Ice on the bridge.", SNOW.starts, SNOW.ends)
    asked = whole.releases.release(draft.id, OLIVE, "Later", at=TUESDAY + timedelta(hours=1))
    publish(whole, ice)
    assert whole.releases.gate(draft.id).passed
    whole.time = TUESDAY + timedelta(hours=2)
    whole.releases.carry_out_due()
    done = whole.releases.view(asked.id)
    assert (done.status, done.problem) == (Status.LIVE, None)
    assert "nobody emptied my bin at all" in whole.phrases()
    assert "Ice on the bridge." in (whole.live / ALERTS).read_text()
    assert git(whole.live, "status", "--porcelain") == ""
    # Taking the release back leaves the alert too.
    back = whole.releases.take_back(done.id, OLIVE, "No")
    whole.releases.carry_out_due()
    assert whole.releases.view(back.id).status == Status.LIVE
    assert "nobody emptied my bin at all" not in whole.phrases()
    assert "Ice on the bridge." in (whole.live / ALERTS).read_text()


def test_the_rules_say_whether_editors_may_publish_alerts(tmp_path: Path) -> None:
    house = House(tmp_path)
    assert house.releases.may_publish(Role.EDITOR)
    house.programmer_commits("council/release.yml", "window:", "alerts: approver\nwindow:")
    assert [role for role in Role if house.releases.may_publish(role)] == [Role.APPROVER, Role.ADMINISTRATOR]
    house.database.close()
