"""Another language in the middle of something else: the interpreters' queue, and what was in hand goes along."""

from __future__ import annotations

import pytest

from actions.base import CouncilAction
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from actions.conversation.yes_and_no import ActionDeny
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.people import ActionHandOff
from forms.state import FormState
from tests.fakes import Answer, run, the_council

ASKED = ["address", "collection_date", "bin_type", "case_reference", "description", "name"]


def in_form(words: str, asking: str, intent: str | None = None, **understood: str) -> Answer:
    """Said while the form of a missed bin is open; where that ends it, what its end comes to."""
    form = FormState("report_missed_bin", 1, {"bin_type": "blue"}, asking=asking).as_slot()
    answer = run(ValidateEnquiryForm, words, intent, slots={"form": form}, spoken=True, **understood)
    if answer.slots["requested_slot"]:
        return answer
    return run(
        ActionFinishEnquiry, words, intent, slots={"form": answer.slots["form"]}, spoken=True, **understood
    )


@pytest.mark.parametrize("asking", ASKED)
@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("mujhe angrezi nahi aati", "Urdu"),
        ("nu vorbesc engleza", "Romanian"),
        ("polish please", "Polish"),
        ("do you speak punjabi", "Punjabi"),
        ("urdu", "Urdu"),
    ],
)
def test_at_any_question_another_language_brings_an_interpreter(
    words: str, language: str, asking: str
) -> None:
    handed = in_form(words, asking).custom("hand_off")
    assert handed["collected"]["Language"] == language
    assert handed["about"] == "Report a missed bin"
    assert "blue recycling bin" in handed["collected"].values()


@pytest.mark.parametrize("asking", ["address", "collection_date", "description"])
def test_a_sentence_in_another_language_is_answered_in_it(asking: str) -> None:
    answer = in_form("nie odebrano moich pojemników wczoraj", asking, "request_interpreter", language="pl")
    assert the_council().languages.get("pl").says in str(answer.messages)  # type: ignore[union-attr]
    assert answer.custom("hand_off")["collected"]["Language"] == "Polish"


@pytest.mark.parametrize(
    ("words", "language"),
    [("do you speak Polish please", "Polish"), ("I need a Hindi interpreter", "Hindi")],
)
def test_who_asks_in_english_hears_for_which_language_an_interpreter_comes(words: str, language: str) -> None:
    answer = run(ActionHandOff, words, "request_interpreter", spoken=True)
    assert answer.replies == ["utter_interpreter_comes"]
    assert answer.messages[0]["language"] == language
    assert answer.custom("hand_off")["collected"] == {"Language": language}


def test_a_language_asked_for_in_words_that_fit_no_enquiry_brings_an_interpreter() -> None:
    answer = run(ActionNotUnderstood, "Can I speak in Urdu", "nlu_fallback", spoken=True)
    assert answer.replies == ["utter_interpreter_comes"]
    assert answer.custom("hand_off")["collected"] == {"Language": "Urdu"}


def test_a_language_named_in_it_is_which_one_it_is() -> None:
    answer = run(ActionHandOff, "mujhe Hindi mein baat karni hai", "request_interpreter", spoken=True)
    assert answer.custom("hand_off")["collected"] == {"Language": "Hindi"}


def test_an_interpreter_asked_for_in_english_without_naming_a_language_is_brought() -> None:
    handed = in_form("can i have an interpreter please", "address", "request_interpreter").custom("hand_off")
    assert "Language" not in handed["collected"]


@pytest.mark.parametrize(
    ("asking", "words"),
    [
        ("address", "14 Mill Lane"),
        ("name", "Agnieszka Nowak"),
        ("name", "Mihai Popescu"),
        ("name", "Maria del Carmen García López"),
        ("description", "the polish shop next door puts its rubbish in my bin and nobody speaks to them"),
        ("collection_date", "last tuesday"),
        ("bin_type", "the green one"),
    ],
)
def test_names_streets_and_stories_in_english_go_on_as_they_are(asking: str, words: str) -> None:
    understood = {"language": "es"} if "García" in words else {}  # a guess of the recogniser of languages
    answer = in_form(words, asking, **understood)
    assert "hand_off" not in str(answer.messages)


@pytest.mark.parametrize("asking", ["address", "description", "location", "postcode", "review"])
@pytest.mark.parametrize(
    "words",
    [
        "no it's MB1 1HP",
        "no it’s MB1 4QP",
        "no M B 1 1 H P",
        "no it is MB11HP",
        "via MB1 4QR no",
        "reference 4821 9936 no",
        "si 14 b m b 1 4 q p",
        "that's no good, la di da",
    ],
)
def test_a_postcode_is_no_language_whatever_statistics_see_in_it(words: str, asking: str) -> None:
    answer = in_form(words, asking, "request_interpreter", language="it")
    assert "hand_off" not in str(answer.messages)


@pytest.mark.parametrize(
    "words",
    [
        "non capisco niente scusi",
        "abito qui a MB1 4QP vicino al ponte",
        "no entiendo señora",
        "no hablo a ingles",
    ],
)
def test_a_sentence_beside_a_postcode_is_still_a_language(words: str) -> None:
    handed = in_form(words, "description", "request_interpreter", language="it").custom("hand_off")
    assert handed["team"]


@pytest.mark.parametrize("words", ["I speak Somali", "Mandarin interpreter please", "can I talk in Tigrinya"])
def test_a_language_we_have_no_sentence_in_is_named_in_english(words: str) -> None:
    answer = run(ActionHandOff, words, "request_interpreter", spoken=True)
    assert answer.replies == ["utter_interpreter_comes"]
    name = next(name for name in ("Somali", "Mandarin", "Tigrinya") if name in words)
    assert name in answer.words
    assert answer.custom("hand_off")["collected"]["Language"] == name


@pytest.mark.parametrize(
    "words",
    [
        "I need an Albanian interpreter",
        "do you have somebody who speaks Albanian",
        "sorry I only speak Albanian please",
    ],
)
def test_in_a_story_a_plain_wish_is_one(words: str) -> None:
    assert in_form(words, "description").custom("hand_off")["collected"]["Language"] == "Albanian"


def test_a_story_of_an_interpreter_is_none() -> None:
    assert in_form("the Albanian interpreter you sent never came", "description").custom("hand_off") is None


@pytest.mark.parametrize("action", [ActionDeny, ActionOutOfScope, ActionNotUnderstood])
@pytest.mark.parametrize("words", ["no understand", "sorry me no speak english", "I not understand you"])
def test_who_has_little_english_is_brought_an_interpreter(action: type[CouncilAction], words: str) -> None:
    answer = run(action, words, spoken=True)
    assert answer.replies == ["article"]
    assert answer.custom("hand_off")["reason"] == "Needs a person"


@pytest.mark.parametrize("words", ["no", "no good", "I don't understand the letter", "no I understand that"])
def test_who_has_english_is_not(words: str) -> None:
    assert "hand_off" not in str(run(ActionNotUnderstood, words).messages)
