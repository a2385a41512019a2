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
]
TELL = """
from bot.language.tongues import language_of
from bot.language.vocabulary import Vocabulary
vocabulary = Vocabulary.of(["my bin was not emptied", "pay my council tax"], ["council tax"])
answer([language_of(text, vocabulary) for text in given])
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
