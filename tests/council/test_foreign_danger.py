"""Danger in the languages residents write in, as they type it, and what is none."""

from __future__ import annotations

import pytest

from council.foreign_danger import FILE, ForeignDanger
from council.languages import Languages
from council.yaml_files import read_mapping
from server.settings import ROOT

TOLD = {
    "pl": ["pomocy pali się dom", "moja mama nie oddycha", "Pożar w kuchni!"],
    "ro": ["ajutor a luat foc bucataria", "Tatăl meu nu respiră"],
    "ur": ["aag lagi hai ghar mein", "mujhe maar raha hai", "میرے گھر میں آگ لگی ہے"],
    "cy": ["mae fy nhŷ ar dân", "dydy o ddim yn anadlu"],
    "es": ["hay fuego en mi cocina", "mi marido no respira"],
    "fr": ["Au secours, ma maison est en feu", "il ne respire pas", "mon mari me frappe"],
    "ar": ["هناك حريق في منزلي", "زوجي يضربني"],
    "bn": ["আমার ঘরে আগুন লেগেছে", "amar ghore agun lagse"],
    "pa": ["ਘਰ ਵਿੱਚ ਅੱਗ ਲੱਗ ਗਈ"],
    "hi": ["घर में आग लग गई"],
    "uk": ["Горить будинок, допоможіть"],
    "ru": ["помогите, муж не дышит"],
    "zh": ["我家着火了", "救命啊"],
    "tr": ["evde yangın var", "kocam nefes almıyor"],
    "it": ["aiuto, mio padre non respira"],
    "pt": ["há fogo na cozinha"],
    "de": ["Hilfe es brennt"],
    "hu": ["Segítség, nem lélegzik"],
}
NOT_TOLD = [
    "my bin was missed", "tan y bryn street light", "no me han recogido la basura", "kiedy odbieracie śmieci",
    "pryd mae'r bin yn cael ei wagio", "comment payer ma taxe", "help with council tax", "", "🙂", "x" * 5_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def foreign() -> ForeignDanger:
    return ForeignDanger.load(ROOT / FILE)


@pytest.mark.parametrize(("code", "message"), [(code, words) for code in TOLD for words in TOLD[code]])
def test_danger_is_heard_in_the_language_it_is_told_in(
    foreign: ForeignDanger, code: str, message: str
) -> None:
    assert foreign.languages_of(message)[:1] == [code]


@pytest.mark.parametrize("message", NOT_TOLD)
def test_ordinary_messages_in_any_language_are_none(foreign: ForeignDanger, message: str) -> None:
    assert foreign.languages_of(message) == []


def test_no_phrase_of_an_ordinary_enquiry_is_danger_in_another_language(foreign: ForeignDanger) -> None:
    phrases = [
        line
        for path in (ROOT / "data" / "nlu").glob("*.yml")
        for entry in read_mapping(path)["nlu"]
        for line in str(entry["examples"]).splitlines()
    ]
    assert len(phrases) > 5_000
    assert [phrase for phrase in phrases if foreign.languages_of(phrase)] == []


def test_every_language_we_answer_in_has_its_words_of_danger(foreign: ForeignDanger) -> None:
    assert foreign.codes == Languages.load(ROOT / "council" / "languages.yml").codes
