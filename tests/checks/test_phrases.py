"""Reading phrases; how many there are, how varied; and what must not stand in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks import Places
from checks.busiest import Busiest
from checks.findings import Finding, Kind
from checks.intents import check_intents
from checks.personal import check_personal
from checks.phrases import Phrase, plain, read_held_out, read_phrases
from checks.variety import check_variety, variety
from council.catalogue import Catalogue
from council.yaml_files import CouncilDataError
from server.settings import ROOT
from tests.checks.conftest import COUNCIL, nlu, said, shown

PLACES = Places.of(ROOT)
BUSIEST = Busiest({"report_missed_bin": 5}, least_if_busy=4, least=2)
SMALL_TALK = {"greet", "deny", "out_of_scope"}


# Reading.


def test_each_phrase_knows_its_file_and_line(tmp_path: Path) -> None:
    path = nlu(
        tmp_path, "waste", report_missed_bin=["you missed us", "bin's full"], query_recycling_items=["foil?"]
    )
    phrases, mistakes = read_phrases(tmp_path)
    assert [(p.text, p.intent, p.line) for p in phrases] == [
        ("you missed us", "report_missed_bin", 4),
        ("bin's full", "report_missed_bin", 5),
        ("foil?", "query_recycling_items", 8),
    ]
    lines = path.read_text().splitlines()
    assert all(phrase.text in lines[phrase.line - 1] for phrase in phrases)
    assert mistakes == []


def test_the_lines_are_right_in_the_projects_own_files() -> None:
    phrases, mistakes = read_phrases(ROOT / "data" / "nlu")
    rows = {path: path.read_text().splitlines() for path in {phrase.path for phrase in phrases}}
    assert len(phrases) > 1500
    assert [p for p in phrases if rows[p.path][p.line - 1].strip() != f"- {p.text}"] == []
    assert mistakes == []


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (
            "nlu:\n- intent: greet\n  examples: |\n    - hi\n    hello there\n",
            5,
            "'hello there' is not a phrase",
        ),
        ("nlu:\n- intent: greet\n  examples: |\n    -hi\n", 4, "'-hi' is not a phrase"),
        ("nlu:\n- intent: greet\n  examples:\n  - hi\n", 3, "the phrases of 'greet' are not text"),
        ("nlu:\n- intent: greet\n", 2, "the phrases of 'greet' are not text"),
        ("nlu:\n- examples: |\n    - hi\n", 2, "has no 'intent'"),
        ("nlu:\n- intent: greet\n  example: |\n    - hi\n", 3, "no setting called 'example'"),
        ("nlu: greet\n", 1, "'nlu' must be a list"),
        ("nlu:\n- intent: 'greet\n", 2, "this is not YAML"),
    ],
)
def test_a_file_that_is_no_list_of_phrases_is_named_by_line(
    tmp_path: Path, text: str, line: int, problem: str
) -> None:
    (tmp_path / "waste.yml").write_text(text)
    _, mistakes = read_phrases(tmp_path)
    assert any(m.line == line and problem in m.problem for m in mistakes), mistakes


def test_synonyms_and_lookups_are_no_phrases(tmp_path: Path) -> None:
    (tmp_path / "waste.yml").write_text("nlu:\n- synonym: green\n  examples: |\n    - emerald\n")
    assert read_phrases(tmp_path) == ([], [])


def test_held_out_messages_are_read_from_every_file_whatever_else_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'text,intent\n"one, two",report_missed_bin\n"three\nlines",greet\nfour,a+b\n'
    )
    (tmp_path / "b.csv").write_text("\ufefftext,safety\nmy flat is on fire,emergency\n")
    (tmp_path / "c.csv").write_text("question,article\nwhen is the tip open,waste/tip\n")
    held, mistakes = read_held_out(tmp_path)
    assert [(p.text, p.intent, p.path.name) for p in held] == [
        ("one, two", "report_missed_bin", "a.csv"),
        ("three\nlines", "greet", "a.csv"),
        ("four", "a+b", "a.csv"),
        ("my flat is on fire", "", "b.csv"),
    ]
    assert mistakes == []


@pytest.mark.parametrize(
    ("text", "as_compared"),
    [("Can't you come?!", "cant you come"), ("It’s  HERE", "its here"), ("🙃🙃", "🙃🙃"), ("???", "???")],
)
def test_capitals_and_punctuation_make_no_other_phrase(text: str, as_compared: str) -> None:
    assert plain(text) == as_compared


# Intents.


def intents(catalogue: Catalogue, phrases: list[Phrase], held: list[Phrase] | None = None) -> list[Finding]:
    return list(check_intents(PLACES, phrases, held or [], catalogue, BUSIEST, SMALL_TALK))


def test_phrases_of_an_intent_nobody_has_are_a_mistake_said_once(catalogue: Catalogue) -> None:
    findings = intents(catalogue, [*said("report_mised_bin", "one", "two"), *said("greet", "hello")])
    assert shown(findings, Kind.UNKNOWN_INTENT) == ["nobody has the intent 'report_mised_bin'"]
    assert any("Did you mean 'report_missed_bin'?" in str(finding) for finding in findings)


def test_a_held_out_label_nobody_has_is_a_mistake_too(catalogue: Catalogue) -> None:
    held = said("make_complaint+report_pothol", "both", path="tests/nlu/held_out.csv")
    held += said("", "of another kind", path="tests/nlu/safety.csv")
    assert shown(intents(catalogue, [], held), Kind.UNKNOWN_INTENT) == [
        "nobody has the intent 'report_pothol'"
    ]


def test_an_enquiry_without_phrases_is_a_mistake_on_its_line_of_the_catalogue(catalogue: Catalogue) -> None:
    findings = [f for f in intents(catalogue, []) if f.kind is Kind.NO_PHRASES]
    assert len(findings) == len(list(catalogue))
    missed = next(f.what for f in findings if "report_missed_bin" in f.what.problem)
    assert missed.path == COUNCIL / "services" / "waste.yml"
    assert missed.path.read_text().splitlines()[missed.line - 1].strip() == "report_missed_bin:"
    assert missed.remedy == "Write 4 in nlu/waste.yml"


def test_two_enquiries_with_one_title_are_a_mistake(catalogue: Catalogue) -> None:
    first, *others = catalogue.services
    twin = replace(others[0].enquiries[0], title=first.enquiries[0].title.upper())
    alike = Catalogue((first, replace(others[0], enquiries=(twin,))))
    findings = [
        str(f) for f in check_intents(PLACES, [], [], alike, BUSIEST, SMALL_TALK) if f.kind is Kind.FILE
    ]
    assert any(f"{twin.name} has the same title as {first.enquiries[0].name}" in found for found in findings)


def test_too_few_phrases_are_a_note_and_the_busiest_need_more(catalogue: Catalogue) -> None:
    phrases = [
        *said("report_missed_bin", "a", "b", "c"),
        *said("query_recycling_items", "d"),
        *said("manage_garden_waste", "e", "f"),
        *said("deny", "no"),
    ]
    assert shown(intents(catalogue, phrases), Kind.FEW_PHRASES) == [
        "report_missed_bin has 3 of the 4 phrases it needs",
        "query_recycling_items has 1 of the 2 phrases it needs",
    ]


def test_a_busy_enquiry_no_service_has_is_a_mistake(catalogue: Catalogue) -> None:
    busiest = Busiest({"report_mised_bin": 9}, 40, 30)
    findings = list(check_intents(PLACES, [], [], catalogue, busiest, SMALL_TALK))
    (finding,) = [finding for finding in findings if finding.kind is Kind.FILE]
    assert str(finding) == (
        "council/busiest.yml:9: no service has the enquiry 'report_mised_bin'. Did you mean 'report_missed_bin'?"
    )


def test_the_councils_own_list_names_thirty_enquiries(catalogue: Catalogue) -> None:
    busiest = Busiest.load(COUNCIL / "busiest.yml")
    assert len(busiest.names) == 30
    assert [name for name in busiest.names if name not in catalogue] == []
    assert (busiest.least_of("report_missed_bin"), busiest.least_of("signpost_nhs")) == (40, 30)
    rows = (COUNCIL / "busiest.yml").read_text().splitlines()
    assert all(rows[line - 1].strip() == f"- {name}" for name, line in busiest.names.items())


@pytest.mark.parametrize("value", ["many", "0", "-3", "'30'"])
def test_a_number_of_phrases_that_is_none_is_named(tmp_path: Path, value: str) -> None:
    path = tmp_path / "busiest.yml"
    path.write_text(f"phrases: {value}\nphrases_if_busy: 40\nbusiest: [report_missed_bin]\n")
    with pytest.raises(CouncilDataError, match=r"busiest.yml:1: 'phrases' must be a number"):
        Busiest.load(path)


# Variety.


def test_variety_is_the_share_of_different_runs_of_three_words() -> None:
    has = variety(said("greet", "a b c d", "b c d e", "hi"))
    assert (has.phrases, has.runs, has.distinct, has.share) == (3, 4, 3, 0.75)
    assert variety([]).share == 1


def test_templates_with_another_noun_are_noticed() -> None:
    nouns = "bin box bag sack caddy lid cart tub crate pail tin jar pot pan cup mug jug urn vat keg".split()
    templates = said(
        "request_bin_service", *(f"please can I have a new {noun} for my house" for noun in nouns)
    )
    assert [finding.kind for finding in check_variety(templates)] == [Kind.SAMENESS]
    assert not Kind.SAMENESS.mistake


def test_phrases_told_by_different_people_are_varied_enough() -> None:
    phrases, _ = read_phrases(ROOT / "data" / "nlu")
    assert list(check_variety([p for p in phrases if p.intent == "report_missed_bin"])) == []


# Personal data and markup.


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ring me on 07912 345678", "'07912 345678' looks like a phone number"),
        ("ring 020 7946 1234 after five", "looks like a phone number"),
        ("my mobile is +44 7912345678", "looks like a phone number"),
        ("write to jo.bloggs@example.com", "'jo.bloggs@example.com' looks like an e-mail address"),
        ("its jo dot bloggs at gmail dot com", "looks like an e-mail address"),
        ("i live at SW1A 1AA", "'SW1A 1AA' looks like somebody's postcode"),
        ("its ls12ab love", "'ls12ab' looks like somebody's postcode"),
        ("account 123456789 is wrong", "'123456789' looks like an account number"),
        ("card 2000-1234-5678-90", "looks like an account number"),
    ],
)
def test_personal_data_is_a_mistake(text: str, problem: str) -> None:
    (finding,) = check_personal(said("make_payment", text), {"MB"})
    assert finding.kind is Kind.PERSONAL
    assert problem in finding.what.problem


@pytest.mark.parametrize(
    "text",
    [
        "my postcode is MB1 4QP",
        "reference 4821 9936",
        "ring me on 07700 900123",  # kept for drama
        "the office is 01632 960001",
        "off the A12 3rd exit",
        "on the 14th of May 2026 at 7pm",
        "I am 84 and pay £1,450.20 in 10 goes",
        "bins 1 2 and 3",
        "the M1 is shut, look at the site at ten",
        "ring 999 or 0800 111 999",
    ],
)
def test_references_dates_and_made_up_numbers_are_let_pass(text: str) -> None:
    assert list(check_personal(said("make_payment", text), {"MB"})) == []


@pytest.mark.parametrize(
    "text", ["my [green](bin_type) bin", 'the [box]{"entity": "bin"}', "you (again) came <b>late</b>"]
)
def test_brackets_and_entity_syntax_are_a_mistake(text: str) -> None:
    (finding,) = check_personal(said("report_missed_bin", text), {"MB"})
    assert finding.kind is Kind.MARKUP
    assert finding.kind.mistake
