"""Other languages and scripts are recognised; misspelt and dialect English is left alone."""

from __future__ import annotations

import pytest

from tests.language.in_bot import in_bot

FOREIGN = {
    "dzień dobry nie odebrali moich śmieci": "pl",
    "meu lixo não foi recolhido esta semana": "pt",
    "no me han recogido la basura": "es",
    "je ne peux pas payer ma taxe": "fr",
    "мусор не вывезли": "ru",
    "آپ نے میرا کوڑا نہیں اٹھایا": "ur",
    "垃圾没有被收走": "zh",
    "আমার ময়লা নেওয়া হয়নি": "bn",
    # As recognisers write them and many people type them: in Latin letters, without marks.
    "mera kooda nahi uthaya gaya": "ur",
    "mujhe urdu mein baat karni hai": "ur",
    "mujhe angrezi nahi aati": "ur",
    "nu vorbesc engleza": "ro",
    "am nevoie de un interpret": "ro",
    "nu pot plati chiria": "ro",
    "nie mowie po angielsku": "pl",
    "no hablo ingles": "es",
    "je parle pas anglais": "fr",
}
ENGLISH = [
    "cannae get ma bin emptied pal",
    "i cant pay me council tax innit",
    "my bin wos not emtied agen",
    "asdkjh asd",
    "hello",
    "MB1 4QP",
    "12345678",
    "🙂🙂🙂",
    "",
    "Siobhan Kelleher",
    "hw do i pya my cuoncil txa",
    "please can you ask señor garcía to ring",
    "wot day is d brown 1",
    "i need an interpreter please",
    "12 casa road please",
    "it is pas my house number 4",
    "non urgent repair in my casa",
]
TELL = """
from bot.language.tongues import language_of
from bot.language.vocabulary import Vocabulary
from pathlib import Path
from council.languages import Languages
languages = Languages.load(Path("council/languages.yml"))
vocabulary = Vocabulary.of(["my bin was not emptied", "pay my council tax"], ["council tax"])
answer([language_of(text, vocabulary, languages) for text in given])
"""


@pytest.fixture(scope="module")
def told() -> dict[str, str | None]:
    messages = [*FOREIGN, *ENGLISH]
    return dict(zip(messages, in_bot(TELL, messages), strict=True))


@pytest.mark.parametrize("message", FOREIGN)
def test_another_language_is_recognised(told: dict[str, str | None], message: str) -> None:
    assert told[message] == FOREIGN[message]


@pytest.mark.parametrize("message", ENGLISH)
def test_english_however_written_is_english(told: dict[str, str | None], message: str) -> None:
    assert told[message] is None
