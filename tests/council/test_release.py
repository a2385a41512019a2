"""The rules for going live, as a council writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from council.release import ReleaseRules
from council.yaml_files import CouncilDataError
from server.settings import ROOT

FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
CHRISTMAS_EVE = datetime(2026, 12, 24, 16, 0, tzinfo=UTC)


def rules_of(folder: Path, text: str) -> ReleaseRules:
    (folder / "release.yml").write_text(text)
    (folder / "hours.yml").write_text("nation: england-and-wales\n")
    return ReleaseRules.load(folder)


def test_the_councils_own_rules_can_be_read() -> None:
    rules = ReleaseRules.load(ROOT / "council")
    assert (rules.safety_misses, rules.people, rules.own_edits) == (0, 1, False)
    assert rules.checks
    assert rules.conversation_tests
    assert rules.window is not None


def test_without_the_file_the_strict_rules_count(tmp_path: Path) -> None:
    rules = ReleaseRules.load(tmp_path)
    assert (rules.safety_misses, rules.people, rules.own_edits, rules.alerts) == (0, 1, False, "editor")
    assert rules.may_go_live(FRIDAY)


def test_what_is_left_out_is_as_without_the_file(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "approval:\n  people: 2\n") == ReleaseRules(people=2)


def test_after_the_window_of_a_friday_comes_that_of_monday(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, 'window:\n  monday: "10:00-16:00"\n  friday: "10:00-15:00"\n')
    assert not rules.may_go_live(FRIDAY)
    assert rules.next_window(FRIDAY) == datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


def test_nothing_goes_live_on_a_bank_holiday(tmp_path: Path) -> None:
    days = "".join(f'  {day}: "10:00-16:00"\n' for day in ("monday", "tuesday", "thursday", "friday"))
    rules = rules_of(tmp_path, f"window:\n{days}")
    # Friday is Christmas Day and Monday 28 December the substitute for Boxing Day.
    assert rules.next_window(CHRISTMAS_EVE) == datetime(2026, 12, 29, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gate:\n  saftey_misses: 0\n", "release.yml:2: the gate has no setting called 'saftey_misses'"),
        ("gate:\n  safety_misses: -1\n", "release.yml:2: -1 is not a whole number"),
        ("gate:\n  safety_misses: yes please\n", "release.yml:2: 'yes please' is not a whole number"),
        ("gate:\n  service_may_lose: 101\n", "release.yml:2: 101 is not a number from 0 to 100"),
        ("gate:\n  checks: maybe\n", "release.yml:2: 'maybe' is neither yes nor no"),
        ("approval:\n\n  people: none\n", "release.yml:3: 'none' is not a whole number"),
        ("alerts: anybody\n", "release.yml:1: 'anybody' is not a alerts we know"),
        ('window:\n  monday: "16:00-10:00"\n', "release.yml:2: '16:00-10:00' is not a time of day"),
        ("window:\n  mondays: 1\n", "release.yml:2: the window has no setting called 'mondays'"),
        ("gate: 5\n", "release.yml:1: the gate must hold"),
        ("gate: [\n", "release.yml:"),
    ],
)
def test_mistakes_are_named_by_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CouncilDataError) as error:
        rules_of(tmp_path, text)
    assert said in str(error.value)
