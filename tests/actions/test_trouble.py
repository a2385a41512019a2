"""Whatever goes wrong inside an action, the resident hears an apology and a person takes over."""

from __future__ import annotations

from typing import Any

import pytest

from actions import enquiry_form, people
from actions.base import CouncilAction, Events, Turn
from actions.conversation import answering, not_understood, small_talk, yes_and_no
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.wired import NotWired, _Wiring
from forms.conversation.form_turn import Exit
from forms.state import FormState
from tests.fakes import Answer, FakeCases, collaborators, run

ROOMS = (answering, enquiry_form, not_understood, people, small_talk, yes_and_no)


class Breaks(CouncilAction):
    def name(self) -> str:
        return "action_breaks"

    def act(self, turn: Turn) -> Events:
        turn.say("utter_case_opened", note="case_opened")
        raise RuntimeError("what nobody thought of: my number is 07700 900123")


def is_an_apology_and_a_person(answer: Answer) -> bool:
    return answer.replies == ["utter_service_unavailable"] and answer.custom("hand_off") == {
        "reason": "Something went wrong",
        "team": "contact_centre",
    }


def test_an_unexpected_failure_gives_an_apology_and_a_person_and_takes_back_what_was_half_said() -> None:
    answer = run(Breaks)
    assert is_an_apology_and_a_person(answer)
    assert answer.notes == set()


def test_after_a_failure_the_form_is_closed() -> None:
    answer = run(Breaks, slots={"form": {"enquiry": "report_missed_bin", "turn": 1}})
    assert answer.slots == {"form": None, "requested_slot": None, "misses": 0}


def test_a_failure_is_logged_by_action_and_contact(logs: list[Any]) -> None:
    run(Breaks, "my secret words")
    (entry,) = logs
    assert (entry["event"], entry["action"], entry["contact"]) == ("action_failed", "action_breaks", "7")
    assert "my secret words" not in str({key: value for key, value in entry.items() if key != "exc_info"})


def test_a_database_that_is_down_gives_an_apology_and_a_person() -> None:
    class Down(FakeCases):
        def open(self, new: Any) -> Any:
            raise OSError("connection refused")

    values = {
        "address": {"postcode": "MB1 4QP", "house": "14", "uprn": 100090000003, "confirmed": True},
        "bin_type": "blue",
        "collection_date": {"date": "2026-11-17"},
    }
    form = FormState("report_missed_bin", 3, values, ended=Exit.DONE).as_slot()
    answer = run(ActionFinishEnquiry, slots={"form": form}, wired=collaborators(cases=Down()))
    assert is_an_apology_and_a_person(answer)
    assert answer.slots["form"] is None


def test_an_address_that_has_left_the_gazetteer_gives_an_apology_and_a_person() -> None:
    values = {"address": {"postcode": "MB1 4QP", "uprn": 1, "confirmed": True}}
    form = FormState("query_bin_collection_day", 3, values, ended=Exit.DONE).as_slot()
    assert is_an_apology_and_a_person(run(ActionFinishEnquiry, slots={"form": form}))


def test_a_form_for_no_enquiry_gives_an_apology_and_a_person() -> None:
    assert is_an_apology_and_a_person(run(ValidateEnquiryForm, "hello", "greet"))


def test_a_form_of_an_enquiry_since_removed_is_begun_anew_with_what_was_meant() -> None:
    form = FormState("report_dragons", 1, {}, asking="location").as_slot()
    answer = run(ValidateEnquiryForm, "my bin was missed", "report_missed_bin", slots={"form": form})
    assert answer.replies[0] == "utter_begin_report_missed_bin"


def test_an_action_in_a_process_that_was_never_wired_says_so() -> None:
    with pytest.raises(NotWired, match=r"call actions.wired.collaborators.use\(\) first"):
        _Wiring()()


def test_the_collaborators_are_built_once_on_first_use() -> None:
    built: list[int] = []
    wiring = _Wiring()
    wiring.use(lambda: built.append(1) or collaborators())  # type: ignore[func-returns-value]
    assert built == []
    assert wiring() is wiring()
    assert built == [1]


def test_every_action_has_a_name_of_its_own_that_the_domain_lists() -> None:
    from council.yaml_files import read_mapping
    from server.settings import ROOT

    found = [
        kind().name()
        for room in ROOMS
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, CouncilAction) and kind is not CouncilAction
    ]
    listed = read_mapping(ROOT / "domain" / "_shared.yml")["actions"]
    assert sorted(found) == sorted(listed)
