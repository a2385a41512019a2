"""What the first message says is not asked again, typed with slips or as a recogniser writes it.

It is Wednesday 18 November 2026, 10am. On Mill Lane in Marlbury the blue bin and the food caddy were due yesterday.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from council.hours import LONDON
from forms.heard import Entity, Heard
from tests import fakes
from tests.entities.finder import find
from tests.fakes import WEDNESDAY, FormFiller

FILLED = {
    "Address": "14 Mill Lane, Marlbury, MB1 4QP",
    "Bin": "blue recycling bin",
    "Missed on": "Tuesday 17 November",
}


def told(
    first: str, enquiry: str = "report_missed_bin", at: datetime = WEDNESDAY, *, spoken: bool = False
) -> FormFiller:
    """The form after a first message, with the entities it comes with when Rasa has read it."""

    class Resident(FormFiller):
        def says(self, words: str, intent: str | None = None, confidence: float = 0.9) -> Any:
            return self._take(Heard(words, intent=intent, entities=find(words, at)))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fakes, "Heard", lambda words, **rest: Heard(words, entities=find(words, at), **rest))
        return Resident(first, enquiry=enquiry, at=at, spoken=spoken)


@pytest.mark.parametrize(
    "first",
    [
        "my blue bin at 14 Mill Lane, Marlbury wasn't emptied on Tuesday",
        "Blue bin not done yesterday. 14 mil lane, marlbury.",
        "BLUE BIN MISSED TUES 14 MILL LN MARLBURY",
        "hello yes my blue bin at fourteen mill lane marlbury was not emptied on tuesday",
        "um it's the recycling bin number fourteen mill lane in marlbury you missed it yesterday",
        "em bee one four queue pee number fourteen the blue bin was missed on the seventeenth",
        "MB14QP, number 14, recycling box, 17/11",
        "you missed the recycling bin on tuesday just gone and i am at 14 mill lane marlbury",
        "I rang on Monday. My blue bin at 14 Mill Lane, Marlbury was not emptied on Tuesday.",
    ],
)
def test_with_all_of_it_said_only_the_address_is_confirmed(first: str) -> None:
    resident = told(first)
    assert resident.asked == "utter_ask_address_right"
    resident.says("yes")
    assert resident.asked == "utter_ask_review"
    assert resident.summary == FILLED


@pytest.mark.parametrize("spoken", [True, False])
def test_of_two_villages_a_postcode_picks_one_and_the_house_is_not_asked_again(spoken: bool) -> None:
    resident = told("my recycling bin at 12 Mill Lane wasn't collected on Tuesday", spoken=spoken)
    assert resident.asked == "utter_ask_which_address"
    resident.says("MB1 4QP")
    assert resident.asked == "utter_ask_address_right"
    resident.says("yes")
    assert resident.summary == FILLED | {"Address": "12 Mill Lane, Marlbury, MB1 4QP"}


def test_of_two_villages_the_one_is_asked_and_nothing_else() -> None:
    resident = told("my blue bin at 14 Mill Lane wasn't emptied on Tuesday")
    assert resident.asked == "utter_ask_which_address"
    resident.says("the one in Marlbury")
    assert (resident.asked, resident.summary) == ("utter_ask_review", FILLED)


def test_yesterday_said_first_is_used_whatever_bin_it_was() -> None:
    resident = told("my bin was missed yesterday")
    resident.say(["14 mill lane marlbury", "yes", "green"])
    assert (resident.asked, resident.blank("said")) == (
        "utter_ask_last_collection_not_said",
        "Tuesday 17 November",
    )
    resident = told("my bin was missed yesterday")
    resident.say(["14 mill lane marlbury", "yes", "blue"])
    assert resident.summary["Missed on"] == "Tuesday 17 November"


def test_last_tuesday_said_on_a_tuesday_is_a_week_ago() -> None:
    resident = told("my bin was missed", at=datetime(2026, 11, 17, 18, tzinfo=LONDON))
    resident.say(["14 mill lane marlbury", "yes", "food caddy", "last tuesday"])
    assert resident.turn.form.values["collection_date"] == {"date": "2026-11-10"}


def test_a_day_that_was_no_collection_is_the_only_thing_asked() -> None:
    resident = told("my green bin at 14 Mill Lane, Marlbury wasn't emptied on Tuesday")
    resident.says("yes")
    assert (resident.asked, resident.blank("day")) == (
        "utter_ask_last_collection_not_said",
        "Tuesday 10 November",
    )
    assert resident.blank("said") == "Tuesday 17 November"


@pytest.mark.parametrize(
    ("first", "at"),
    [
        ("food caddy at 5 station rd not collected Friday gone", datetime(2026, 11, 16, 9, tzinfo=LONDON)),
        ("food caddy at 5 station road not collected on friday", datetime(2026, 11, 14, 0, 5, tzinfo=LONDON)),
        (
            "food caddy at five station road not collected today",
            datetime(2026, 11, 13, 23, 55, tzinfo=LONDON),
        ),
    ],
)
def test_the_day_said_holds_on_either_side_of_midnight_and_of_the_weekend(first: str, at: datetime) -> None:
    resident = told(first, at=at)
    resident.says("yes")
    assert (resident.asked, resident.summary["Missed on"]) == ("utter_ask_review", "Friday 13 November")


def test_a_street_called_the_green_is_no_green_bin() -> None:
    resident = told("the bin at 3 The Green was not emptied")
    assert resident.blank("address") == "3 The Green, Nether Marl, MB4 2SG"
    resident.says("yes")
    assert resident.asked == "utter_ask_bin_type"


def test_a_house_and_its_street_told_apart_are_one_address() -> None:
    resident = told("its saint annes close um number four and you missed the recycling bin")
    assert resident.blank("address") == "4 St Anne's Close, Marlbury, MB1 3AS"


def test_a_day_to_come_is_not_taken_for_the_day_it_was_missed() -> None:
    resident = told("my blue bin at 14 mill lane marlbury was missed, I am away from Friday to next Tuesday")
    resident.says("yes")
    assert resident.asked == "utter_ask_last_collection"


@pytest.mark.parametrize(
    ("first", "where"),
    [
        ("there's a pothole outside 20 foundrey street", "outside 20 Foundry Street"),
        ("deep hole outside the chip shop on station road", "outside the chip shop on Station Road"),
        ("kerb gone on mill lane by the bus stop since Friday", "on Mill Lane by the bus stop"),
        ("big pothole opposite the pub on saddlers row", "opposite the pub on Saddlers Row"),
        (
            "pothole at the corner of bridge st and church ln",
            "at the corner of Bridge Street and Church Lane",
        ),
        ("pot hole priory rd", "Priory Road"),
        ("i want to report a pothole on the green in nether marl", "on The Green, Nether Marl"),
    ],
)
def test_where_it_is_is_not_asked_again(first: str, where: str) -> None:
    resident = told(first, enquiry="report_pothole")
    assert resident.turn.form.values["location"] == where
    assert resident.asked != "utter_ask_location"


@pytest.mark.parametrize(
    ("first", "where"),
    [
        ("broken street light on high street number 33", "on high street number 33"),
        (
            "pothole on priory road number thirty three by the pub",
            "on priory road number thirty three by the pub",
        ),
        ("pothole on priory road, no. 5 it is deep", "on priory road, no. 5"),
        ("pothole on priory road number plate stuck in it", "on priory road"),
    ],
)
def test_a_house_told_after_its_street_is_part_of_the_place(first: str, where: str) -> None:
    resident = told(first, enquiry="report_pothole")
    assert resident.turn.form.values["location"].lower() == where


def test_of_streets_far_apart_in_a_story_none_is_guessed() -> None:
    resident = told("I drove down Priory Road to Station Road and hit a pothole", enquiry="report_pothole")
    assert resident.asked == "utter_ask_location"


@pytest.mark.parametrize(
    ("enquiry", "first"),
    [
        ("report_fly_tipping", "somebody left an old fridge on Priory Road by the bridge"),
        ("report_street_cleaning", "broken glass all over the path on Station Road"),
        ("report_street_light", "lamp flickering outside 27 Station Road since last Thursday"),
        ("report_tree_problem", "branch hanging down over Mill Lane"),
        ("report_pest_problem", "hornets nest in the loft at 9 Station Road, Helen Marsh, 07700 900456"),
        ("report_problem_vehicle", "theres a red Fiesta CD51 EFG dumped on station rd"),
        ("claim_compensation", "I fell on 3 November on Priory Road. Helen Marsh, helen.marsh@example.com"),
        ("make_complaint", "your driver shouted at my son on Priory Road"),
    ],
)
def test_what_has_happened_is_kept_as_it_was_told_and_not_asked_again(enquiry: str, first: str) -> None:
    resident = told(first, enquiry=enquiry)
    assert resident.turn.form.values["description"] == first
    assert resident.asked not in ("utter_ask_description", "utter_ask_location", None)
    assert not str(resident.asked).startswith(("utter_ask_description_", "utter_ask_more"))


@pytest.mark.parametrize(
    ("enquiry", "first"),
    [
        ("report_pothole", "there's a pothole outside 3 mill lane marlbury its deep"),
        ("report_pothole", "pothole, big one, outside 12 mile lane"),
        ("report_pothole", "there's a massive pothole on station road"),
        ("make_complaint", "I want to make a complaint my road is filthy"),
        ("report_street_cleaning", "the pavement on priory road is disgusting"),
        ("report_street_light", "dim street light outside 9 Station Road"),
    ],
)
def test_how_it_is_in_one_word_is_enough_of_a_story(enquiry: str, first: str) -> None:
    resident = told(first, enquiry=enquiry)
    assert resident.turn.form.values["description"] == first
    assert not str(resident.asked).startswith(("utter_ask_description", "utter_ask_location"))


@pytest.mark.parametrize(
    ("enquiry", "first"),
    [
        ("report_pothole", "there's a pothole on Priory Road"),
        ("report_street_light", "hello I would like to report a street light outside 9 Station Road please"),
        ("report_street_cleaning", "I need to report some litter on Priory Road"),
        ("report_pest_problem", "rats at 9 Station Road since Monday"),
        ("report_noise_nuisance", "noise from 9 Station Road"),
    ],
)
def test_the_bare_enquiry_with_a_place_and_a_day_tells_nothing_yet(enquiry: str, first: str) -> None:
    resident = told(first, enquiry=enquiry)
    assert "description" not in resident.turn.form.values
    assert str(resident.asked).startswith("utter_ask_description")


def test_all_the_first_message_says_of_a_claim_leaves_the_phone_number_to_ask() -> None:
    first = "I tripped over a kerb on 3 November on Priory Road and broke a tooth. Helen Marsh, h.marsh@example.com"
    resident = told(first, enquiry="claim_compensation")
    assert resident.asked == "utter_ask_phone"
    assert resident.summary == {"What you told us": first, "Where": "on Priory Road", "Name": "Helen Marsh"}


@pytest.mark.parametrize(
    ("answer", "kept"),
    [("red, CD51 EFG", "\nred, CD51 EFG"), ("no I can't see it", "\nno I can't see it"), ("no", "")],
)
def test_a_number_plate_not_yet_told_is_asked_for_once_and_added(answer: str, kept: str) -> None:
    first = "a car with flat tyres has stood on Priory Road for weeks"
    resident = told(first, enquiry="report_problem_vehicle")
    assert resident.asked == "utter_ask_more_report_problem_vehicle"
    resident.says(answer)
    assert resident.asked == "utter_ask_your_postcode"
    assert resident.summary["What you told us"] == f"{first}{kept}"


def test_who_does_not_understand_the_question_for_the_plate_is_helped() -> None:
    resident = told("a car with flat tyres has stood on Priory Road", enquiry="report_problem_vehicle")
    resident.says("yes")
    assert (resident.told, resident.asked) == (["utter_help_more"], "utter_ask_more_report_problem_vehicle")


def test_what_was_told_is_shown_and_can_be_told_anew() -> None:
    resident = told("somebody left an old fridge on Priory Road", enquiry="report_fly_tipping")
    resident.says("MB1 4QP")
    assert "What you told us: somebody left an old fridge on Priory Road" in resident.blank("summary")
    resident.says("no")
    resident.chooses("What you told us")
    assert resident.asked == "utter_ask_description"
    resident.says("it is two fridges")
    assert (resident.asked, resident.summary["What you told us"]) == ("utter_ask_review", "it is two fridges")


@pytest.mark.parametrize(
    "first", ["my blue bin at 27 Station Road was missed", "blue bin at twenty seven stashun rd not emptied"]
)
def test_a_house_we_do_not_know_is_said_before_the_address_is_asked(first: str) -> None:
    resident = told(first)
    assert resident.told == ["utter_begin_report_missed_bin", "utter_address_not_found"]
    assert (resident.blank("address"), resident.asked) == ("27 Station Road", "utter_ask_postcode")


def test_a_house_we_do_not_know_is_said_when_the_address_was_asked_too() -> None:
    resident = told("my blue bin was missed")
    resident.says("27 station rd")
    assert (resident.told, resident.asked) == (["utter_address_not_found"], "utter_ask_postcode")
    resident.says("9 station rd")
    assert resident.asked == "utter_ask_address_right"


def test_a_postcode_elsewhere_is_said_at_once() -> None:
    resident = told("my blue bin at SW1A 1AA was missed")
    assert resident.told == ["utter_begin_report_missed_bin", "utter_postcode_outside_area"]


@pytest.mark.parametrize(
    "answer", ["my name is siobhan o'reilly", "it's Siobhan O'Reilly here", "Siobhan O'Reilly"]
)
def test_a_name_is_taken_without_the_words_around_it(answer: str) -> None:
    resident = told("your driver shouted at my son", enquiry="make_complaint")
    resident.says(answer)
    assert (resident.turn.form.values["name"], resident.asked) == ("Siobhan O'Reilly", "utter_ask_phone")


def test_a_reference_and_a_postcode_told_letter_by_letter_ask_nothing() -> None:
    first = "any news on four eight two one nine nine three one my postcode is em bee one four queue pee"
    resident = told(first, enquiry="check_case_status")
    assert (resident.ended, resident.asked) == ("done", None)


def test_a_corrected_street_with_a_slip_moves_the_address() -> None:
    resident = told("my blue bin at 14 mill lane marlbury wasn't emptied yesterday")
    resident.says("no, its 5 stashun road")
    assert resident.blank("address") == "5 Station Road, Marlbury, MB2 1SA"
    resident.says("no, i said 7 statoin rd")
    assert resident.blank("address") == "7 Station Road, Marlbury, MB2 1SA"


def test_words_are_spelled_out_only_where_the_entity_stands() -> None:
    words = "at 14 mil lane"
    there = Entity("address", "14 Mill Lane", 3, 14, "14 mil lane")
    elsewhere = Entity("address", "14 Mill Lane", 0, 11, "14 mil lane")
    assert Heard(words, entities=(there,)).spelled_out("address") == "at 14 Mill Lane"
    assert Heard(words, entities=(there,)).spelled_out("street") == words
    assert Heard(words, entities=(there,)).without("address") == "at "
    assert Heard(words, entities=(elsewhere,)).spelled_out("address") == words


MOVING = "report_change_of_address"


def test_who_moves_is_asked_for_the_date_and_both_addresses() -> None:
    resident = told("I've moved house", enquiry=MOVING)
    assert (resident.told, resident.asked) == (
        ["utter_begin_report_change_of_address"],
        "utter_ask_description_report_change_of_address",
    )


def test_what_the_answer_lacks_is_asked_for_once_each() -> None:
    resident = told("I've moved house", enquiry=MOVING)
    resident.says("12 Mill Lane Marlbury")
    assert resident.asked == "utter_ask_more_report_change_of_address"
    resident.says("the fifteenth of december")
    assert resident.asked == "utter_ask_addresses"
    resident.says("from 3 High Street")
    assert resident.asked == "utter_ask_name"
    story = "12 Mill Lane Marlbury\nthe fifteenth of december\nfrom 3 High Street"
    assert resident.summary == {"What you told us": story}


def test_what_is_told_beside_another_answer_is_not_asked_for_again() -> None:
    resident = told("I'm moving", enquiry=MOVING)
    resident.says("12 Mill Lane")
    resident.says("on 15 December, from 3 High Street to 12 Mill Lane")
    assert resident.asked == "utter_ask_name"


@pytest.mark.parametrize(
    "first",
    [
        "I've moved house from 3 High Street to 12 Mill Lane Marlbury on the fifteenth of december",
        "moving from 9 Station Road Leeds LS1 1AA to 14 Mill Lane on 3 January",
    ],
)
def test_a_move_told_in_one_sentence_leaves_only_who_they_are(first: str) -> None:
    resident = told(first, enquiry=MOVING)
    assert resident.asked == "utter_ask_name"
    assert resident.summary == {"What you told us": first}


def test_one_address_is_kept_and_only_the_rest_asked_for() -> None:
    resident = told("just moved in to 14 Mill Lane", enquiry=MOVING)
    assert resident.asked == "utter_ask_more_report_change_of_address"


def test_what_is_no_address_leaves_nobody_without_the_two_that_are_needed() -> None:
    resident = told("I've moved house", enquiry=MOVING)
    resident.says("on the fifteenth of december")
    assert resident.asked == "utter_ask_addresses"
    resident.says("no i'm renting")
    assert resident.asked == "utter_ask_addresses"
    resident.says("from 4 Mill Lane to 9 Castle Street")
    assert resident.asked == "utter_ask_name"


@pytest.mark.parametrize(
    "where",
    [
        "no fixed address",
        "into a care home",
        "in with my mum",
        "Manor Farm",
        "The Old Rectory",
        "to my sister's",
        "abroad",
        "a flat in Leeds",
    ],
)
def test_where_somebody_moves_to_is_taken_as_they_say_it(where: str) -> None:
    resident = told("I'm moving out of 14 Mill Lane on 3 December", enquiry="report_change_of_address")
    assert resident.asked == "utter_ask_addresses"
    resident.says(where)
    assert resident.asked == "utter_ask_name"
    assert resident.turn.form.values["description"].endswith(where)


@pytest.mark.parametrize("words", ["no, I'm renting", "Dave Smith", "I'm in a rush", "can I pay in the shop"])
def test_what_says_nothing_of_where_leaves_it_asked(words: str) -> None:
    resident = told("I'm moving out of 14 Mill Lane on 3 December", enquiry="report_change_of_address")
    resident.says(words)
    assert resident.asked == "utter_ask_addresses"
