"""Which language somebody asks for in English, and what is no wish for one."""

from __future__ import annotations

import pytest

from council.council import Council
from council.languages import Languages

SPOKEN = """Somali Mandarin Cantonese Tamil Albanian Kurdish Malayalam Telugu Tagalog Nepali Pashto Dari Farsi Swahili
Tigrinya Amharic Yoruba Thai Japanese Korean Sylheti Twi Igbo Shona Panjabi Polish Urdu""".split()


@pytest.fixture
def languages(council: Council) -> Languages:
    return council.languages


@pytest.mark.parametrize("name", SPOKEN)
@pytest.mark.parametrize(
    "words",
    [
        "I speak {}",
        "{} interpreter please",
        "can I talk in {}",
        "{}",
        "do you have anyone who speaks {}",
        "no English, {} only",
        "I need to speak to someone in {} please",
    ],
)
def test_a_language_is_known_by_its_name(languages: Languages, name: str, words: str) -> None:
    wished = languages.wished(words.format(name))
    assert wished is not None
    assert wished.name == name


def test_of_two_names_the_narrower_counts(languages: Languages) -> None:
    wished = languages.wished("a Mandarin Chinese interpreter")
    assert wished is not None
    assert wished.name == "Mandarin"


@pytest.mark.parametrize(
    "words",
    [
        "I want to talk about Japanese knotweed in my garden",
        "can I speak to someone about a Dutch elm",
        "talk to the Thai restaurant about their bins",
        "the Somali community centre left rubbish out",
    ],
)
def test_what_is_only_of_a_kind_is_no_wish(languages: Languages, words: str) -> None:
    assert languages.wished(words) is None


def test_those_without_a_sentence_are_none_that_we_answer_in(languages: Languages) -> None:
    assert "" not in languages.codes
    assert all(language.says for language in languages)
