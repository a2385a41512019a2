"""Any enquiry may have any name: what the program does for it, it finds by what the catalogue says of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.conversation.answering import ActionAnswer
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from cases.library.client import Renewal, RenewedLoan
from council.case_types import CHECKS, TASKS
from council.catalogue import HOURS, KNOWN_AS
from council.council import Council, load_council
from forms.conversation.asking import ask_next
from forms.conversation.form_turn import Exit
from forms.state import FormState
from studio.enquiries.besides import BY_HOURS, BY_KEY
from studio.files.content import Content
from studio.files.edits import EditRefused, MergeIntents, RenameIntent, RetireEnquiry
from studio.files.edits.in_code import BOUND, program
from studio.files.saving import write
from tests.actions.test_enquiry_form import VALUES
from tests.fakes import FakeCases, FakeLibrary, FakeSecrets, collaborators, run
from tests.studio.files.parts import made, mistakes

MISSED, RENEW, PAY, HOURS_OF_US = (
    *("report_missed_bin", "renew_library_book", "make_payment"),
    "query_contact_details",
)
NAMES = {MISSED: "bin_left_full", RENEW: "keep_a_book", HOURS_OF_US: "when_are_you_here"}
RENEWED = Renewal([RenewedLoan("1", "Middlemarch", date(2026, 12, 9))], [])


def council_of(content: Path) -> Council:
    return load_council(content / "council", content / "kb" / "articles")


def _still_named(content: Path, names: list[str]) -> set[str]:
    """Of some old names those that stand in a file, alone or at the end of a reply's."""
    named = re.compile(rf"(?<![a-z_])({'|'.join(names)})(?![a-z_])|_({'|'.join(names)})\b")
    files = (path for path in content.rglob("*") if path.is_file() and ".git" not in path.parts)
    texts = (path.read_text(encoding="utf-8") for path in files)
    return {found[0] for text in texts for found in named.finditer(text)}


def test_the_program_names_no_enquiry_but_those_that_editors_are_told_of(content: Path) -> None:
    words = {
        word for path in program() for word in re.findall(r"[A-Za-z_]\w*", path.read_text(encoding="utf-8"))
    }
    catalogue = Content(content).catalogue()
    assert {each.name for each in catalogue if each.name in words} == {
        name for name in BOUND if name in catalogue
    }
    assert {view.name for view in Content(content).intents()} >= set(BOUND)


def test_every_enquiry_that_may_be_is_renamed_and_the_program_knows_all_of_them_again(content: Path) -> None:
    before = council_of(content).catalogue
    new = {each.name: each.name if each.name in BOUND else f"{each.name}_again" for each in before}
    assert sum(name == other for name, other in new.items()) == 3
    for name, other in new.items():
        if name != other:
            write(content, RenameIntent(name, other).apply(Content(content)))
    assert _still_named(content, [name for name, other in new.items() if name != other]) == set()
    after = council_of(content).catalogue
    assert [each.name for each in after] == list(new.values())
    assert after.keys() == {key: new[name] for key, name in before.keys().items()}
    assert after.busiest == tuple(new[name] for name in before.busiest)
    assert [(each.case, each.task, each.hours) for each in after] == [
        (each.case, each.task, each.hours) for each in before
    ]
    assert mistakes(content) == []


@pytest.fixture
def renamed(content: Path) -> Council:
    """As a draft has it in which some enquiries have other names."""
    for name, new in NAMES.items():
        made(content, RenameIntent(name, new))
    return council_of(content)


def test_a_missed_bin_is_reported_under_another_name(renamed: Council) -> None:
    cases = FakeCases()
    wired = collaborators(council=renamed, cases=cases)
    begun = run(ValidateEnquiryForm, "my bin was missed", NAMES[MISSED], wired=wired)
    assert begun.replies[0] == f"utter_begin_{NAMES[MISSED]}"
    assert begun.slots["requested_slot"] == f"{NAMES[MISSED]}: address"
    more: dict[str, Any] = {**VALUES, "more_bins": ["green"]}
    form = FormState(NAMES[MISSED], 3, more, ended=Exit.DONE).as_slot()
    done = run(ActionFinishEnquiry, slots={"form": form}, wired=wired)
    assert [(case.enquiry, case.same_when) for case in cases.opened] == [
        (NAMES[MISSED], ("Bin", "Missed on"))
    ]
    assert done.slots["offer"]["intents"] == [NAMES[MISSED]], "the other bin is come back to"


def test_a_bin_missed_two_weeks_ago_is_refused_under_another_name(renamed: Council) -> None:
    form = FormState(NAMES[MISSED], 3, {**VALUES, "collection_date": {"date": "2026-11-03"}})
    turn = ask_next(form, [], collaborators(council=renamed).around(spoken=False))
    assert turn.form.ended == Exit.REFUSED


def test_a_loan_is_renewed_by_its_title_under_another_name(renamed: Council) -> None:
    library = FakeLibrary(RENEWED, "Middlemarch", "Emma")
    secrets = FakeSecrets(card="21900000010017", pin="4826")
    wired = collaborators(council=renamed, loans=library, held_secrets=secrets)
    begun = run(ValidateEnquiryForm, "renew Middlemarch please", NAMES[RENEW], wired=wired)
    assert begun.replies[0] == f"utter_begin_{NAMES[RENEW]}"
    form = FormState.from_slot(begun.slots["form"])
    assert form
    form.values["library_card"] = {"held": "held:card", "ending": "0017"}
    form.asking = "library_pin"
    slots = {"form": form.as_slot()}
    done = run(ValidateEnquiryForm, "••••", slots=slots, value="held:pin", wired=wired)
    assert library.renewed_only == ["1"]
    assert done.replies[0].startswith("utter_loan_renewed")  # and the other one is asked about


def test_hours_are_told_under_another_name(renamed: Council) -> None:
    wired = collaborators(council=renamed)
    told = run(ActionAnswer, "are you open on sunday", NAMES[HOURS_OF_US], wired=wired)
    assert told.replies[0] == "utter_closed_on_day"


def test_what_others_do_goes_on_being_counted_as_such(content: Path) -> None:
    for old, new in (("signpost_nhs", "ask_the_nhs"), (PAY, "signpost_to_pay")):
        with pytest.raises(EditRefused, match="begin with signpost_"):
            RenameIntent(old, new).apply(Content(content))
    made(content, RenameIntent("signpost_nhs", "signpost_hospital"))


def test_what_the_program_does_for_an_enquiry_goes_on_for_the_one_it_is_merged_into(content: Path) -> None:
    target = "query_council_tax_bill"
    made(content, MergeIntents(PAY, target))
    made(content, MergeIntents("register_death", target))
    merged = council_of(content).catalogue
    assert merged[target].known_as == ("payment", "bereavement")
    assert mistakes(content) == []


def test_every_enquiry_that_the_program_does_something_for_besides_may_be_retired(content: Path) -> None:
    stays = "query_library_service"  # or libraries would have none
    gone = [each.name for each in Content(content).catalogue() if each.keys or each.hours]
    gone.remove(stays)
    assert len(gone) >= 12
    for name in gone:
        write(content, RetireEnquiry(name).apply(Content(content)))
    left = council_of(content).catalogue
    assert left.keys() == {}
    assert not set(gone) & {each.name for each in left}
    assert mistakes(content) == []


def test_of_those_that_may_not_it_is_said_why_and_what_can_be_done(content: Path) -> None:
    for name in BOUND:
        with pytest.raises(EditRefused) as refused:
            RenameIntent(name, "another_name").apply(Content(content))
        assert f"may not be renamed, because {BOUND[name]}." in refused.value.message
        assert (
            "what they see and hear, such as its phrases and replies, can be changed" in refused.value.message
        )


def test_editors_are_told_all_that_the_program_does_besides() -> None:
    assert set(BY_KEY) == {*KNOWN_AS, *TASKS, *CHECKS}
    assert set(BY_HOURS) == set(HOURS)
    assert len({*KNOWN_AS, *TASKS, *CHECKS}) == len((*KNOWN_AS, *TASKS, *CHECKS)), "a key is of one kind"
