"""Promises between the code and the words: what `rasa data validate` lets through."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from council.case_types import OWN_WORDS
from council.catalogue import load_catalogue
from council.words import Words
from council.yaml_files import read_mapping
from forms.fields import FIELDS
from server.settings import ROOT

BLANK = re.compile(r"{(\w+)}")
SAYING_ROOMS = ("actions", "forms")
# A reply whose name is put together at run time: forms/conversation/asking.py, actions/tasks.py.
HELP_OF = "utter_help_"


def responses() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted((ROOT / "domain").glob("*.yml")):
        found |= read_mapping(path)["responses"]
    return found


def source() -> str:
    return "\n".join(path.read_text() for room in SAYING_ROOMS for path in (ROOT / room).rglob("*.py"))


def literal_names() -> set[str]:
    return set(re.findall(r'"(utter_\w+)"', source())) - {"utter_ask_", HELP_OF}


def test_every_reply_an_action_names_has_been_written() -> None:
    assert literal_names() - set(responses()) == set()


def test_every_question_a_field_asks_has_words_that_help() -> None:
    asked = {name for name in literal_names() if name.startswith("utter_ask_")}
    in_forms = "\n".join(path.read_text() for path in (ROOT / "forms").rglob("*.py"))
    helps = {name.replace("utter_ask_", HELP_OF) for name in asked if f'"{name}"' in in_forms}
    assert helps - set(responses()) == set()


def of_forms() -> set[str]:
    """What the forms say in words of their own: how they begin, and some of what they ask."""
    return {name for enquiry in load_catalogue(ROOT / "council") for name in enquiry.replies}


def test_every_reply_of_a_form_in_its_own_words_is_written_and_no_other_is() -> None:
    begins = tuple(f"utter_ask_{name}_" for name in OWN_WORDS)
    written = {name for name in responses() if name.startswith(begins)}
    assert written == {name for name in of_forms() if name.startswith(begins)}
    assert of_forms() - set(responses()) == set()


def test_every_status_of_a_case_has_words() -> None:
    from cases.models import CaseStatus

    assert {f"utter_case_{status}" for status in (*CaseStatus, "late")} - set(responses()) == set()


def test_no_reply_is_written_in_two_files() -> None:
    names = Counter(
        name for path in (ROOT / "domain").glob("*.yml") for name in read_mapping(path)["responses"]
    )
    assert [name for name, files in names.items() if files > 1] == []


def test_every_reply_is_used() -> None:
    text = source()
    built = ("utter_begin_", "utter_case_", HELP_OF, *of_forms())
    unused = [name for name in responses() if f'"{name}"' not in text and not name.startswith(built)]
    assert unused == []


@pytest.mark.parametrize("name", sorted(responses()))
def test_every_blank_of_a_reply_is_filled_by_the_code(name: str) -> None:
    # `blank=` or `"blank":` stands somewhere in the rooms that say replies; the conversation tests see the rest.
    text = source()
    blanks = {blank for variant in responses()[name] for blank in BLANK.findall(variant["text"])}
    missing = [blank for blank in blanks if f"{blank}=" not in text and f'"{blank}":' not in text]
    assert missing == []


def of_the_service() -> str:
    """The code that says the sentences of words.yml; the simulator plays Twilio, and says nothing of its own."""
    paths = [path for room in ("contacts", "ivr") for path in (ROOT / room).rglob("*.py")]
    return "\n".join(path.read_text() for path in paths if "simulator" not in path.parts)


def test_every_sentence_of_the_service_itself_is_written_and_its_blanks_are_filled() -> None:
    words = Words.load(ROOT / "council" / "words.yml")
    text = of_the_service()
    saying = r"(?:speaking\.\w+|_say|_tell|_words\.say|\.text)"
    said = set(re.findall(rf'{saying}\(\s*(?:session, [\w.]+, )?"(\w+)"', text))
    assert said, "the pattern above finds the sentences"
    assert [name for name in said if name not in words] == []
    missing = {
        name: blanks for name in said if (blanks := {b for b in words.blanks_of(name) if f"{b}=" not in text})
    }
    assert missing == {}


def test_every_sentence_of_the_service_itself_is_said_somewhere() -> None:
    text = of_the_service()
    assert [name for name in read_mapping(ROOT / "council" / "words.yml") if f'"{name}"' not in text] == []


def test_every_field_of_the_catalogue_has_a_module() -> None:
    from council.case_types import FIELDS as NAMED

    assert set(NAMED) == set(FIELDS)


def test_phrases_hold_no_markup_and_no_personal_data() -> None:
    personal = re.compile(r"[\[\](){}]|\b[\w.]+@[\w.]+\b|\b0\d{9,10}\b")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(Path(ROOT / "data" / "nlu").glob("*.yml"))
        for line in path.read_text().splitlines()
        if line.strip().startswith("- ") and "intent:" not in line and personal.search(line)
    ]
    assert found == []
