"""Answers and the talk around them: what is said, and what a plain yes would mean next."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions.base import CouncilAction
from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from actions.conversation.small_talk import ActionGoodbye, ActionGreet, ActionThanks
from actions.conversation.yes_and_no import ActionAffirm, ActionDeny
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.people import ActionCallBack, ActionEmergency, ActionHandOff
from council.hours import LONDON
from forms.state import FormState
from tests.fakes import WEDNESDAY, collaborators, run, the_articles

MISSED_BIN = FormState("report_missed_bin", 1, {"bin_type": "blue"}, asking="address").as_slot()


def choices(answer: object) -> list[str]:
    asked = answer.custom("ask")  # type: ignore[attr-defined]
    return [choice["label"] for choice in asked["choices"]]


# Answers.


def test_an_enquiry_is_answered_from_its_article_with_source_and_review_date() -> None:
    answer = run(ActionAnswer, "how do I get a blue badge", "apply_blue_badge")
    article = the_articles().get("parking/blue-badges")
    assert article
    assert answer.replies == ["article", "utter_anything_else"]
    assert answer.words.startswith(article.summary)
    assert answer.custom("source") == {
        "article": "parking/blue-badges",
        "title": article.title,
        "source": article.source,
        "review_by": article.review_by.isoformat(),
    }
    assert answer.notes == {"answered"}


def test_on_the_phone_the_spoken_words_of_the_article_are_said() -> None:
    answer = run(ActionAnswer, "how do i get a blue badge", "apply_blue_badge", spoken=True)
    article = the_articles().get("parking/blue-badges")
    assert article
    assert answer.words.startswith(article.spoken)


def test_an_intent_without_an_article_is_not_understood() -> None:
    assert run(ActionAnswer, "flurble", "nlu_fallback").replies == [
        "utter_not_understood",
        "utter_ask_in_other_words",
    ]


# Not understood.


def test_between_several_likely_enquiries_the_resident_chooses() -> None:
    ranking = {
        "report_missed_bin": 0.4,
        "query_bin_collection_day": 0.3,
        "report_fly_tipping": 0.2,
        "apply_blue_badge": 0.18,
    }
    answer = run(ActionNotUnderstood, "bins", "nlu_fallback", ranking=ranking)
    assert answer.replies == ["utter_not_sure", "utter_ask_which_enquiry"]
    assert choices(answer) == [
        "Report a missed bin",
        "Find out your bin day",
        "Report rubbish dumped in the street",
        "Something else",
    ]
    assert answer.custom("ask")["choices"][0]["value"] == "intent:report_missed_bin"
    assert answer.notes == {"not_understood"}


def test_on_the_phone_only_two_are_read_out_in_words_that_can_be_said() -> None:
    ranking = {"report_missed_bin": 0.4, "query_bin_collection_day": 0.3, "report_fly_tipping": 0.2}
    answer = run(ActionNotUnderstood, "bins", "nlu_fallback", ranking=ranking, spoken=True)
    assert choices(answer) == ["A missed bin collection", "When your bins are collected", "Something else"]


def test_unlikely_enquiries_are_not_offered() -> None:
    ranking = {"report_missed_bin": 0.09, "apply_blue_badge": 0.05, "greet": 0.7}
    answer = run(ActionNotUnderstood, "flurble", "nlu_fallback", ranking=ranking)
    assert answer.replies == ["utter_not_understood", "utter_ask_in_other_words"]


def test_something_else_asks_for_other_words() -> None:
    answer = run(ActionNotUnderstood, "Something else", value="something_else")
    assert answer.replies == ["utter_ask_in_other_words"]


def test_what_the_search_finds_is_shown_and_asked_whether_it_helped() -> None:
    answer = run(ActionNotUnderstood, "there's a wasps nest in the roof", "nlu_fallback")
    assert answer.replies == ["utter_this_may_help", "article", "utter_ask_if_that_helped"]
    assert answer.words.startswith("This may help: Rats, mice, wasps and other pests.")
    assert answer.slots == {"offer": "helped", "misses": 1, "told": "environment/pests"}


def test_the_second_time_a_person_is_offered() -> None:
    first = run(ActionNotUnderstood, "flurble", "nlu_fallback")
    answer = run(ActionNotUnderstood, "flurble", "nlu_fallback", slots=first.slots)
    assert answer.replies == ["utter_not_understood_again", "utter_offer_person"]
    assert answer.slots == {"offer": "hand_off", "misses": 2}


@pytest.mark.parametrize("action", [ActionAnswer, ActionGreet, ActionThanks, ActionAffirm, ActionHandOff])
def test_anything_else_in_between_makes_it_the_first_time_again(action: type[CouncilAction]) -> None:
    missed = run(ActionNotUnderstood, "flurble", "nlu_fallback")
    between = run(action, "how do I get a blue badge", "apply_blue_badge", slots=missed.slots)
    assert between.slots["misses"] == 0
    answer = run(ActionNotUnderstood, "flurble", "nlu_fallback", slots=between.slots)
    assert answer.replies == ["utter_not_understood", "utter_ask_in_other_words"]


def test_a_form_in_between_makes_it_the_first_time_again() -> None:
    opened = run(ValidateEnquiryForm, "my bin was missed", "report_missed_bin", slots={"misses": 2})
    assert opened.slots["misses"] == 0


@pytest.mark.parametrize("words", ["", "🙂", "a" * 2_000, "{title} {0}", "one two three " * 100])
def test_strange_words_are_only_not_understood(words: str) -> None:
    answer = run(ActionNotUnderstood, words, "nlu_fallback")
    assert answer.replies[-1] in ("utter_ask_in_other_words", "utter_ask_if_one_of_these")


# Not for the council.


def test_what_is_not_for_the_council_is_told_who_does_it() -> None:
    answer = run(ActionOutOfScope, "who won the football", "out_of_scope")
    assert answer.replies == ["utter_out_of_scope", "article", "utter_ask_in_other_words"]
    assert answer.custom("source")["article"] == "contact/other-organisations"


def test_what_an_article_covers_is_answered_though_no_enquiry_does() -> None:
    answer = run(ActionOutOfScope, "my neighbour's dog never stops barking", "out_of_scope")
    assert answer.custom("source")["article"] == "environment/noise"
    assert answer.slots == {"offer": "helped", "misses": 1, "told": "environment/noise"}


def test_twice_in_a_row_nothing_fitting_offers_a_person() -> None:
    first = run(ActionOutOfScope, "who won the football", "out_of_scope")
    answer = run(ActionOutOfScope, "who won the football", "out_of_scope", slots=first.slots)
    assert answer.replies == ["utter_not_understood_again", "utter_offer_person"]
    assert answer.slots == {"offer": "hand_off", "misses": 2}


# Yes, no, hello, goodbye.


def test_yes_to_a_person_brings_one() -> None:
    answer = run(ActionAffirm, "yes", "affirm", slots={"offer": "hand_off"})
    assert answer.custom("hand_off") == {
        "reason": "Asked to speak to a person",
        "team": "contact_centre",
        "priority": "normal",
    }
    assert answer.slots == {"offer": None}


def test_yes_to_danger_brings_one_at_once() -> None:
    answer = run(ActionAffirm, "yes", "affirm", slots={"offer": "emergency"})
    assert answer.custom("hand_off")["priority"] == "urgent"


def test_yes_that_helped_is_glad_and_asks_what_else() -> None:
    answer = run(ActionAffirm, "yes", "affirm", slots={"offer": "helped"})
    assert answer.replies == ["utter_glad_it_helped", "utter_ask_what_else"]


def test_yes_to_anything_else_asks_what() -> None:
    assert run(ActionAffirm, "yes", "affirm", turn=2).replies == ["utter_ask_what_else"]


def test_no_that_did_not_help_offers_a_person() -> None:
    answer = run(ActionDeny, "no", "deny", slots={"offer": "helped"})
    assert (answer.replies, answer.slots) == (["utter_offer_person"], {"offer": "hand_off"})
    assert choices(answer) == ["Yes", "No"]


@pytest.mark.parametrize("offer", ["hand_off", "emergency"])
def test_no_to_a_person_asks_for_other_words(offer: str) -> None:
    answer = run(ActionDeny, "no", "deny", slots={"offer": offer})
    assert (answer.replies, answer.slots) == (["utter_ask_in_other_words"], {"offer": None})
    assert answer.custom("end") is None


@pytest.mark.parametrize("words", ["no", "no thanks", "nope that's all", "no, nothing else"])
def test_no_to_anything_else_says_goodbye_and_ends(words: str) -> None:
    answer = run(ActionDeny, words, "deny")
    assert (answer.replies, answer.custom("end")) == (["utter_goodbye"], True)


@pytest.mark.parametrize("words", ["bye", "thanks, goodbye", "cheers"])
def test_goodbye_ends(words: str) -> None:
    answer = run(ActionGoodbye, words, "goodbye", spoken=True)
    assert (answer.words, answer.custom("end")) == ("Thank you for calling. Goodbye.", True)


@pytest.mark.parametrize("action", [ActionDeny, ActionGoodbye])
def test_a_wrong_guess_does_not_end_the_conversation(action: type[ActionGoodbye]) -> None:
    answer = run(action, "flurble wurble", "goodbye")
    assert answer.custom("end") is None
    assert answer.replies == ["utter_not_understood", "utter_ask_in_other_words"]


def test_hello_and_thanks_ask_what_is_wanted() -> None:
    assert run(ActionGreet, "hello", "greet").replies == ["utter_greet"]
    assert run(ActionThanks, "thanks", "thanks").replies == ["utter_thanks"]


# A person.


def test_asking_for_a_person_brings_one_from_the_contact_centre() -> None:
    answer = run(ActionHandOff, "a person please", "ask_for_human")
    assert (answer.replies, answer.custom("hand_off")["team"]) == ([], "contact_centre")


def test_an_enquiry_that_needs_a_person_gives_its_article_and_goes_to_its_own_team() -> None:
    answer = run(ActionHandOff, "I have nowhere to sleep tonight", "seek_homelessness_help")
    article = the_articles().get("housing/homelessness")
    assert article
    assert answer.words.startswith(article.summary)
    handed = answer.custom("hand_off")
    assert (handed["team"], handed["about"]) == (
        "housing",
        "Get help if you are homeless or may lose your home",
    )


def test_asked_in_the_middle_of_a_form_it_is_the_team_of_that_enquiry() -> None:
    answer = run(ActionHandOff, "a person please", "ask_for_human", slots={"form": MISSED_BIN})
    handed = answer.custom("hand_off")
    assert (handed["team"], handed["about"], handed["collected"]) == (
        "waste",
        "Report a missed bin",
        {"Bin": "blue recycling bin"},
    )


def test_asking_to_be_rung_books_a_call() -> None:
    answer = run(ActionCallBack, "ring me", "request_callback")
    assert answer.custom("call_back") == {"reason": "Asked to be phoned", "team": "contact_centre"}


def test_a_guess_at_danger_gives_999_advice_and_asks_before_a_person_is_rung() -> None:
    answer = run(ActionEmergency, "help", "report_emergency", spoken=True)
    assert answer.replies == ["utter_emergency", "utter_ask_if_danger"]
    assert "dial 9 9 9 now" in answer.words
    assert answer.slots == {"offer": "emergency"}
    assert answer.custom("hand_off") is None


def test_of_an_accident_long_past_it_is_only_asked_whether_anyone_is_in_danger() -> None:
    answer = run(ActionEmergency, "my dad fell there in March", "report_emergency", spoken=True)
    assert (answer.replies, answer.slots["offer"]) == (["utter_ask_if_danger"], "emergency")


# Between answering and not understanding.


def test_with_one_likely_enquiry_it_is_asked_about_and_yes_begins_it_with_the_words_said() -> None:
    ranking = {"report_missed_bin": 0.4, "greet": 0.2}
    answer = run(ActionNotUnderstood, "the green one, tuesday", "nlu_fallback", ranking=ranking)
    assert answer.replies == ["utter_ask_if_about"]
    assert answer.slots["offer"] == {
        "intents": ["report_missed_bin"],
        "words": "the green one, tuesday",
        "asked": True,
    }


def test_whichever_is_chosen_the_words_said_go_on_counting() -> None:
    ranking = {"report_missed_bin": 0.4, "request_bin_service": 0.3}
    answer = run(ActionNotUnderstood, "my bin at 14 mill lane", "nlu_fallback", ranking=ranking)
    assert answer.slots["offer"] == {
        "intents": ["report_missed_bin", "request_bin_service"],
        "words": "my bin at 14 mill lane",
        "asked": True,
    }


@pytest.mark.parametrize("spoken", [True, False])
def test_a_plain_yes_to_which_of_two_is_asked_again_shortly_and_nothing_is_lost(spoken: bool) -> None:
    ranking = {"report_missed_bin": 0.4, "request_bin_service": 0.3}
    asked = run(ActionNotUnderstood, "my bin", "nlu_fallback", ranking=ranking, spoken=spoken)
    again = run(ActionAffirm, "yes", "affirm", slots=asked.slots, spoken=spoken)
    assert again.replies == ["utter_ask_which_enquiry_again"]
    assert choices(again) == choices(asked)
    assert again.slots["offer"] == {**asked.slots["offer"], "again": True}
    at_last = run(ActionAffirm, "yes", "affirm", slots=again.slots, spoken=spoken)
    assert at_last.replies == ["utter_offer_person"]


@pytest.mark.parametrize(
    "likely", [{"report_missed_bin": 0.4}, {"report_missed_bin": 0.4, "apply_blue_badge": 0.3}]
)
def test_no_to_what_was_guessed_is_asked_for_in_other_words(likely: dict[str, float]) -> None:
    asked = run(ActionNotUnderstood, "my bin", "nlu_fallback", ranking=likely, spoken=True)
    assert run(ActionDeny, "no", "deny", slots=asked.slots, spoken=True).replies == [
        "utter_ask_in_other_words"
    ]


def test_both_are_taken_one_after_the_other() -> None:
    """As bot/heard.py tells it: the first is the enquiry, and the words are about the other too."""
    also = [{"intent": "report_missed_bin", "words": "my bin"}]
    first = run(ActionAnswer, "my bin", "apply_blue_badge", also=also, spoken=True)
    assert first.replies[0] == "utter_one_at_a_time"
    assert first.replies[-1] == "utter_also_mentioned"
    assert first.slots["offer"]["intents"] == ["report_missed_bin"]


def test_on_the_phone_two_are_asked_about_and_no_more() -> None:
    ranking = {"report_missed_bin": 0.3, "request_bin_service": 0.25, "query_bin_collection_day": 0.2}
    answer = run(ActionNotUnderstood, "my bin", "nlu_fallback", ranking=ranking, spoken=True)
    assert choices(answer) == [
        "A missed bin collection",
        "A new bin, or help with your bins",
        "Something else",
    ]


def test_a_strange_message_is_guessed_at_in_chat_only_beside_a_person_and_something_else() -> None:
    ranking = {"report_missed_bin": 0.9}
    answer = run(ActionNotUnderstood, "flurble", "nlu_fallback", ranking=ranking, outcome="unknown")
    assert answer.replies == ["utter_not_understood", "utter_ask_if_one_of_these"]
    labels = [choice["label"] for choice in answer.custom("ask")["choices"]]
    assert labels == ["Report a missed bin", "Speak to a person", "Something else"]


def test_where_nothing_can_be_guessed_a_person_is_one_press_away() -> None:
    answer = run(ActionNotUnderstood, "flurble", "nlu_fallback", ranking={}, outcome="unknown")
    assert answer.replies == ["utter_not_understood", "utter_ask_in_other_words"]
    assert [choice["label"] for choice in answer.custom("ask")["choices"]] == ["Speak to a person"]


# Several things in one message.

POTHOLE = {"intents": ["report_pothole"], "words": "there is a hole in the road"}


def test_the_other_thing_is_announced_kept_and_offered_when_the_first_is_done() -> None:
    mentioned = [{"intent": "report_pothole", "words": "there is a hole in the road", "confidence": 0.9}]
    answer = run(ActionAnswer, "a blue badge, and there is a hole", "apply_blue_badge", also=mentioned)
    assert answer.replies == ["utter_one_at_a_time", "article", "utter_also_mentioned"]
    assert answer.slots["offer"] == POTHOLE
    assert "also" not in answer.slots


def test_of_two_things_the_form_of_the_first_takes_the_words_about_it_and_not_those_of_the_other() -> None:
    words = "there is a deep hole with sharp edges, and can I renew my book at 14 Mill Lane, on 07700 900123"
    where = [
        {"entity": "address", "value": "14 Mill Lane", "start": 66, "end": 78},
        {"entity": "phone", "value": "+447700900123", "start": 83, "end": 95},
    ]
    answer = run(
        ValidateEnquiryForm,
        words,
        "report_pothole",
        about="there is a deep hole with sharp edges",
        also=[{"intent": "renew_library_book", "words": "can I renew my book", "confidence": 0.9}],
        entities=where,
    )
    assert answer.replies[0] == "utter_one_at_a_time"
    assert answer.slots["form"]["values"] == {"description": "there is a deep hole with sharp edges"}


def test_what_was_kept_is_offered_after_a_form_too() -> None:
    form = FormState("report_missed_bin", 1, {}, ended="abandoned").as_slot()
    slots = {"form": form, "also": {"turn": 1, "offers": [POTHOLE]}}
    answer = run(ActionFinishEnquiry, "never mind", "deny", slots=slots, turn=4)
    assert answer.replies == ["utter_abandoned", "utter_also_mentioned"]
    assert answer.slots["offer"] == POTHOLE


def test_no_to_the_other_thing_leaves_it() -> None:
    answer = run(
        ActionDeny, "no", "deny", slots={"offer": POTHOLE, "also": {"turn": 1, "offers": []}}, turn=3
    )
    assert answer.replies == ["utter_anything_else"]


def test_words_in_a_form_are_an_answer_and_no_second_enquiry() -> None:
    mentioned = [{"intent": "report_pothole", "words": "a hole in the road", "confidence": 0.9}]
    answer = run(ActionHandOff, "a person", "ask_for_human", slots={"form": MISSED_BIN}, also=mentioned)
    assert "also" not in answer.slots


def test_the_adviser_reads_what_else_was_asked() -> None:
    slots = {"also": {"turn": 1, "offers": [POTHOLE]}}
    answer = run(ActionHandOff, "a person please", "ask_for_human", slots=slots, turn=2)
    assert answer.custom("hand_off")["collected"] == {"Also asked about": "Report a pothole"}


# Other languages.


def test_a_message_in_polish_is_answered_in_polish_and_an_interpreter_is_brought() -> None:
    answer = run(ActionHandOff, "nie odebrano moich śmieci", "request_interpreter", language="pl")
    assert "tłumacz" in answer.words
    assert answer.custom("hand_off")["collected"] == {"Language": "Polish"}


def test_a_language_without_a_sentence_gets_the_article_and_an_interpreter() -> None:
    answer = run(ActionHandOff, "xyz", "request_interpreter", language="qu")
    article = the_articles().get("contact/interpreters")
    assert article
    assert answer.words.startswith(article.summary)
    assert answer.custom("hand_off")["about"] == "Get an interpreter or another format"


# Opening hours of a day, and of this moment. It is Wednesday 18 November 2026, 10am.


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        (
            "what time does the library open on saturday",
            "query_library_service",
            "Libraries: open on Saturday 21 November from 9.30am to 4pm.",
        ),
        ("is the library open on sunday", "query_library_service", "Libraries: closed on Sunday 22 November."),
        ("is the library open now", "query_library_service", "Yes. Libraries: open until 1pm today."),
        ("are you open now", "query_contact_details", "Yes. Contact centre: open until 5.15pm today."),
        (
            "are you open tomorrow",
            "query_contact_details",
            "Contact centre: open on Thursday 19 November from 9.45am to 5.15pm.",
        ),
        (
            "when are you open at christmas",
            "query_contact_details",
            "Contact centre: closed on Friday 25 December, Monday 28 December and Friday 1 January. Open at the usual",
        ),
        (
            "are you open on boxing day",
            "query_contact_details",
            "Contact centre: closed on Saturday 26 December.",
        ),
        ("is the library open on boxing day", "query_library_service", "Libraries: closed on Saturday 26 December."),
        (
            "what are your hours on christmas eve",
            "query_contact_details",
            "Contact centre: open on Thursday 24 December from 9.45am to 5.15pm.",
        ),
        (
            "are you open on bank holidays",
            "query_contact_details",
            "Contact centre: closed on Friday 25 December, Monday 28 December and Friday 1 January.",
        ),
        ("are you open on good friday", "query_contact_details", "Contact centre: closed on Friday 26 March."),
        (
            "are you open over easter",
            "query_contact_details",
            "Contact centre: closed on Friday 26 March and Monday 29 March.",
        ),
        (
            "is the office open on the august bank holiday",
            "query_contact_details",
            "Contact centre: closed on Monday 30 August.",
        ),
    ],
)  # fmt: skip
def test_hours_of_a_day_are_answered_with_that_day(words: str, intent: str, answer: str) -> None:
    said = run(ActionAnswer, words, intent)
    assert said.words.startswith(answer)
    assert said.notes == {"answered"}


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        (
            "when is the library open",
            "query_library_service",
            "Libraries: open Monday and Tuesday 9.30am to 5.30pm, Wednesday 9.30am to 1pm, Thursday 9.30am to 7pm,"
            " Friday 9.30am to 5.30pm, Saturday 9.30am to 4pm. Closed on other days and on bank holidays."
            " It is open now, until 1pm today.",
        ),
        (
            "what are the opening hours of the housing office",
            "query_contact_details",
            "Housing: open Monday to Wednesday 8.45am to 5.15pm, Thursday 9.45am to 5.15pm, Friday 8.45am to 4.45pm.",
        ),
        (
            "opening times for council tax please",
            "query_contact_details",
            "Council tax: open Monday to Friday 8.45am to 4.45pm.",
        ),
        ("is environmental health open now", "query_contact_details", "Yes. Environmental health: open until"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("spoken", [True, False])
def test_hours_of_a_team_that_is_named_are_its_week(
    words: str, intent: str, answer: str, spoken: bool
) -> None:
    said = run(ActionAnswer, words, intent, spoken=spoken)
    assert said.words.replace("\n", " ").startswith(answer)
    assert said.notes == {"answered"}


def test_when_nobody_is_there_the_week_is_told_and_not_today() -> None:
    night = collaborators(WEDNESDAY.replace(hour=22))
    said = run(ActionAnswer, "when is the library open", "query_library_service", wired=night)
    assert "utter_open_today" not in said.replies
    assert "utter_open_week" in said.replies


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("what are your opening hours", "query_contact_details"),  # of no team
        ("can I open an account for the baby", "query_library_service"),
        ("they closed my card, can I have another", "query_library_service"),
    ],
)
def test_other_words_about_opening_have_the_article(words: str, intent: str) -> None:
    assert "article" in run(ActionAnswer, words, intent).replies


def test_when_nobody_is_there_the_next_opening_is_named() -> None:
    night = collaborators(WEDNESDAY.replace(hour=22))
    said = run(ActionAnswer, "when do you open next", "query_contact_details", wired=night)
    assert said.words.startswith(
        "No. Contact centre: closed now, and open again on Thursday 19 November at 9.45am."
    )


def test_other_questions_about_a_library_have_the_article() -> None:
    assert "article" in run(ActionAnswer, "how do I join the library", "query_library_service").replies


# Neither yes nor no.


@pytest.mark.parametrize("action", [ActionAffirm, ActionDeny, ActionNotUnderstood])
@pytest.mark.parametrize("words", ["not sure", "maybe", "i dont know"])
@pytest.mark.parametrize("spoken", [True, False])
def test_whoever_is_not_sure_that_nobody_is_in_danger_is_told_999_and_gets_a_person(
    action: type[CouncilAction], words: str, spoken: bool
) -> None:
    said = run(action, words, "deny", slots={"offer": "emergency"}, spoken=spoken)
    assert said.replies == ["utter_unsure_emergency"]
    assert ("9 9 9" if spoken else "999") in said.words
    assert said.custom("hand_off")["priority"] == "urgent"


def test_whoever_is_not_sure_they_want_a_person_gets_one() -> None:
    said = run(ActionDeny, "not sure", "deny", slots={"offer": "hand_off"})
    assert said.replies == ["utter_unsure_person"]
    assert said.custom("hand_off")


def test_whoever_is_not_sure_it_helped_is_offered_a_person() -> None:
    said = run(ActionDeny, "maybe", "deny", slots={"offer": "helped"})
    assert said.replies == ["utter_unsure_helped", "utter_offer_person"]
    assert said.slots["offer"] == "hand_off"


@pytest.mark.parametrize("action", [ActionAffirm, ActionDeny])
def test_whoever_is_not_sure_which_enquiry_it_is_says_it_in_other_words(action: type[CouncilAction]) -> None:
    offer = {"intents": ["report_missed_bin"], "words": "it was left"}
    said = run(action, "not sure", "affirm", slots={"offer": offer})
    assert said.replies == ["utter_unsure_enquiry", "utter_ask_in_other_words"]


def test_not_sure_where_nothing_was_asked_is_not_understood() -> None:
    assert "utter_not_understood" in run(ActionDeny, "not sure", "deny").replies


# A death.


def test_a_death_is_answered_with_what_is_different_then() -> None:
    said = run(
        ActionAnswer, "mum has died, stop her council tax", "apply_council_tax_discount", bereaved=True
    )
    assert said.words.startswith("When someone has died, their council tax stops")
    assert "Tell Us Once" in said.words
    assert said.custom("source")["article"] == "council_tax/discounts"


def test_a_stillbirth_is_answered_as_one() -> None:
    said = run(ActionAnswer, "my baby was stillborn, how do i register", "register_birth", bereaved=True)
    assert said.words.startswith("A stillborn baby is registered within 42 days")


def test_a_death_that_fits_no_enquiry_has_what_to_do_when_somebody_dies_and_a_person() -> None:
    said = run(ActionNotUnderstood, "dad has died", "nlu_fallback", outcome="unknown", bereaved=True)
    assert said.custom("source")["article"] == "registrars/deaths"
    assert said.replies[-1] == "utter_offer_person"


@pytest.mark.parametrize(
    ("action", "words", "intent", "asks"),
    [
        (ActionAnswer, "how do I get a blue badge", "apply_blue_badge", True),
        (ActionThanks, "thank you", "thanks", True),
        (ActionGreet, "hello", "greet", False),
        (ActionAffirm, "yes", "affirm", False),
    ],
)
def test_whether_that_was_all_is_told_from_other_open_questions(
    action: type[CouncilAction], words: str, intent: str, asks: bool
) -> None:
    assert run(action, words, intent).custom("ask").get("anything_else", False) is asks


def test_whoever_chases_a_complaint_is_not_asked_whether_it_is_a_new_one() -> None:
    words = "I made a complaint three weeks ago and nobody has replied"
    ranking = {"check_case_status": 0.69, "make_complaint": 0.31}
    answer = run(ActionNotUnderstood, words, "nlu_fallback", ranking=ranking, spoken=True)
    assert answer.replies == ["utter_ask_if_about"]
    assert answer.slots["offer"]["intents"] == ["check_case_status"]


@pytest.mark.parametrize("spoken", [True, False])
def test_nobody_hears_the_same_answer_twice_running(spoken: bool) -> None:
    first = run(ActionAnswer, "how much is a blue badge", "apply_blue_badge", spoken=spoken)
    assert first.slots["told"] == "parking/blue-badges"
    again = run(ActionAnswer, "blue badge please", "apply_blue_badge", slots=first.slots, spoken=spoken)
    assert (again.replies, again.slots["offer"]) == (["utter_told_before"], "hand_off")


def test_nor_are_they_asked_whether_it_is_about_what_they_were_just_told() -> None:
    slots, ranking = {"told": "parking/blue-badges"}, {"apply_blue_badge": 0.6}
    answer = run(ActionNotUnderstood, "my old one", "nlu_fallback", slots=slots, ranking=ranking, spoken=True)
    assert answer.replies == ["utter_told_before"]


def test_another_answer_in_between_makes_it_an_answer_again() -> None:
    slots = {"told": "council_tax/bands"}
    answer = run(ActionAnswer, "how much is a blue badge", "apply_blue_badge", slots=slots)
    assert answer.custom("source")["article"] == "parking/blue-badges"


def test_the_hours_are_told_as_often_as_they_are_asked_for() -> None:
    slots = {"told": "libraries/using-the-library"}
    answer = run(ActionAnswer, "when is the library open", "query_library_service", slots=slots)
    assert "utter_open_week" in answer.replies


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize(
    "words", ["tax", "Tax please", "it's about my tax", "I want to pay tax", "tax?", "taxes", "tax question"]
)
def test_tax_alone_is_ours_sooner_than_another_organisations(words: str, spoken: bool) -> None:
    ranking = {"signpost_hmrc": 0.5, "signpost_dvla": 0.3}
    for action in (ActionAnswer, ActionNotUnderstood):  # sure of it or not
        answer = run(action, words, "signpost_hmrc", ranking=ranking, spoken=spoken)
        choices = [choice["value"] for choice in answer.custom("ask")["choices"]]
        ours = "make_payment" if "pay" in words else "query_council_tax_bill"
        assert choices[:2] == [f"intent:{ours}", "intent:signpost_hmrc"]
        assert answer.custom("source") is None


@pytest.mark.parametrize("words", ["income tax", "my tax code is wrong", "tax return", "child benefit"])
def test_what_can_only_be_theirs_is_told_at_once(words: str) -> None:
    answer = run(ActionAnswer, words, "signpost_hmrc")
    assert answer.custom("source")["article"] == "signposts/hmrc"


@pytest.mark.parametrize("value", ["intent:signpost_hmrc", None])
def test_whoever_chose_the_other_organisation_is_not_asked_again(value: str | None) -> None:
    asked = run(ActionAnswer, "tax", "signpost_hmrc", spoken=True)
    answer = run(ActionAnswer, "tax", "signpost_hmrc", value=value, slots=asked.slots, spoken=True)
    assert answer.custom("source")["article"] == "signposts/hmrc"


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize("words", ["asdf", "flibber the wotsit", "press 1", "blah blah blah"])
def test_nonsense_is_not_understood_in_few_words(words: str, spoken: bool) -> None:
    answer = run(ActionOutOfScope, words, "out_of_scope", spoken=spoken)
    assert answer.replies == ["utter_not_understood", "utter_ask_in_other_words"]
    assert len(answer.words.split()) < 30


def test_on_the_phone_what_is_not_ours_is_said_in_few_words_too() -> None:
    answer = run(ActionOutOfScope, "why is the sky blue", "out_of_scope", spoken=True)
    assert answer.replies == ["utter_out_of_scope", "utter_ask_in_other_words"]
    assert len(answer.words.split()) < 35


@pytest.mark.parametrize("spoken", [True, False])
def test_whoever_is_not_listened_to_hears_that_we_are_sorry(spoken: bool) -> None:
    answer = run(ActionOutOfScope, "you're not listening to me", "out_of_scope", spoken=spoken)
    assert answer.replies == ["utter_answer_was_wrong", "utter_ask_what_it_is_about"]


def test_yes_to_our_hello_is_not_asked_what_else() -> None:
    assert run(ActionAffirm, "yeah", "affirm", spoken=True).replies == ["utter_greet"]
    assert run(ActionAffirm, "yeah", "affirm", spoken=True, turn=2).replies == ["utter_ask_what_else"]


NIGHT = datetime(2026, 11, 18, 21, 30, tzinfo=LONDON)


@pytest.mark.parametrize("spoken", [True, False])
def test_by_night_homelessness_is_answered_shortly_and_with_no_second_number(spoken: bool) -> None:
    words, intent = "I'm being made homeless tonight", "seek_homelessness_help"
    answer = run(ActionHandOff, words, intent, wired=collaborators(NIGHT), spoken=spoken)
    assert (answer.replies, answer.custom("hand_off")["team"]) == (["utter_aside"], "housing")
    assert answer.words == "If you have nowhere safe to sleep tonight, we must help you now."


def test_in_hours_the_whole_answer_comes_before_the_person() -> None:
    answer = run(ActionHandOff, "I'm being made homeless tonight", "seek_homelessness_help")
    assert (answer.replies, answer.custom("hand_off")["team"]) == (["article"], "housing")


def test_what_was_asked_with_a_yes_to_a_person_goes_along() -> None:
    mentioned = [{"intent": "report_pothole", "words": "can I report a hole in the road", "confidence": 0.9}]
    answer = run(
        ActionAffirm, "yes and can I report a hole", "affirm", slots={"offer": "hand_off"}, also=mentioned
    )
    assert answer.custom("hand_off")["collected"] == {"Also asked about": "Report a pothole"}


PRIVATE, FINE = "signpost_private_parking", "query_parking_fine"


@pytest.mark.parametrize(
    "words",
    [
        "my parking fine",
        "parking fine",
        "i've got a parking ticket",
        "I want to appeal my parking fine please",
    ],
)
def test_a_parking_fine_may_be_ours_and_is_asked_about_with_ours_first(words: str) -> None:
    answer = run(ActionAnswer, words, PRIVATE, spoken=True)
    assert answer.replies == ["utter_not_sure", "utter_ask_which_enquiry"]
    offered = answer.slots["offer"]
    assert offered["intents"] == [FINE, PRIVATE]
    chosen = run(ActionAnswer, words, PRIVATE, slots={"offer": offered}, value=f"intent:{PRIVATE}")
    assert chosen.replies[0] == "article"


@pytest.mark.parametrize(
    "words",
    [
        "a parking fine from a supermarket",
        "private parking ticket",
        "I have a parking charge notice",
        "parking fine at the hospital",
        "clamped in a car park",
    ],
)
def test_what_says_that_it_is_anothers_is_not_asked_about(words: str) -> None:
    assert run(ActionAnswer, words, PRIVATE, spoken=True).replies[0] == "article"


@pytest.mark.parametrize("words", ["I need one of your lot", "one of your people"])
def test_who_likeliest_wants_a_person_is_not_asked_about_a_complaint(words: str) -> None:
    ranking = {"ask_for_human": 0.5, "make_complaint": 0.12}
    answer = run(ActionNotUnderstood, words, ranking=ranking, outcome="ask", spoken=True)
    assert answer.custom("hand_off")["reason"] == "Asked to speak to a person"
