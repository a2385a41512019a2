"""Words that are read a second time: corrections of themselves or of the last answer, titles, words drawn together."""

# ruff: noqa: PT009 because the bot's Python has no pytest
from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import IsolatedAsyncioTestCase, TestCase

from rasa.shared.core.domain import Domain

from bot.heard import heard
from bot.importer import CatalogueImporter
from bot.known_as import name_of, slots
from bot.second_reading import meant_instead, names_a_title, says_not_taken, written_out
from council.catalogue import load_catalogue

TITLES = [
    "renew The Moonstone",
    "can you renew North and South for me",
    "I'd like to renew The Secret Garden please",
    "hello I want to renew the thursday murder club",
    "please renew a book called Emma",
    "I've got to renew Wuthering Heights and Silas Marner",
    "renew my copy of North and South",
    "renewal of The Moonstone",
    "renew Three Men in a Boat",
    "renew Now We Are Six",
    "renew The Midnight Library",
]
NO_TITLES = [
    "renew my parking permit",
    "renew it please",
    "renew garden waste",
    "can I renew a blue badge",
    "renew the lease on my mum's grave",
    "I need to renew my library books",
    "renew single person discount",
    "renew tv licence",
    "renew residents parking",
    "renew free school meals",
    "renew taxi plate",
    "can I renew here",
    "I want to renew today",
    "renew please",
    "can I renew over the phone",
    "can I renew here at the library",
    "renew with you",
    "renew two of them",
    "renew gym",
]
REFUSED = {"enquiry": "report_missed_bin", "values": {"bin_type": "blue"}, "answered_at": 4, "sent": False}
KNOWN = {  # what the classifier makes of some words
    "it's about my council tax, no sorry my housing benefit": ("report_benefit_change", 0.9),
    "my council tax no my housing benefit": ("report_benefit_change", 0.8),
    "my housing benefit": ("query_housing_benefit", 0.7),
    "it's about my housing benefit": ("query_housing_benefit", 0.88),
    "a pothole on mill lane no sorry a street light": ("report_pothole", 0.8),
    "a street light": ("report_street_light", 0.99),
    "my green bin no sorry the blue one": ("report_missed_bin", 0.9),
    "the blue one": ("request_bin_service", 0.4),
    "when's my bin": ("query_bin_collection_day", 0.79),
    "when is my bin": ("query_bin_collection_day", 0.97),
    "where do i take old paint no i mean old tyres": ("query_recycling_centre", 0.9),
    "i live in wigan recycling not collected": ("signpost_other_council", 0.9),
    "bin man no come": ("request_bin_service", 0.9),
    "old tyres": ("report_fly_tipping", 0.9),
    "what is the point sorry my bin": ("report_missed_bin", 0.9),
    "renew the moonstone": ("query_cemeteries", 0.47),
    "renew season at the baths": ("query_leisure_centre", 0.9),
    "i'd like to renew the secret garden please": ("manage_garden_waste", 0.98),
    "actually no it was the green one": ("request_bin_service", 0.35),
    "no it was only my bin, see you": ("goodbye", 0.9),
    "wait the bin is on fire": ("report_emergency", 0.6),
    "no the bin men are rude, get me a person": ("ask_for_human", 0.95),
    "no it was 12, what's the point": ("request_bin_service", 0.4),
    "a pothole on fire no sorry a street light": ("report_emergency", 0.5),
    "the point is a pothole no sorry a street light": ("report_pothole", 0.8),
    "it's about my council tax, no sorry can i speak to a person": ("query_council_tax_bill", 0.8),
    "can i speak to a person": ("ask_for_human", 0.98),
    "no it was 12 mill lane i need a school place": ("apply_school_place", 0.95),
}


def domain_of(known_as: dict[str, str]) -> Domain:
    catalogue = SimpleNamespace(keys=lambda: known_as)
    return Domain.from_dict({"slots": slots(catalogue)})


class Assistant:
    """Rasa that makes of words what KNOWN says, in a conversation with some slots."""

    domain = domain_of(load_catalogue(Path("council")).keys())

    def __init__(self, **slots: Any) -> None:
        self.tracker_store = self
        self._slots = slots

    async def retrieve(self, contact: str) -> Any:
        return SimpleNamespace(get_slot=self._slots.get)

    async def parse_message(self, words: str) -> dict[str, Any]:
        name, sure = KNOWN.get(words.lower(), ("nlu_fallback", 0.1))
        intent = {"name": name, "confidence": sure}
        outcome = "unknown" if name == "nlu_fallback" else "answer"
        ranking = [intent]
        return {"text": words, "intent": intent, "intent_ranking": ranking, "entities": [], "outcome": outcome,
                "safety": "distress" if "the point" in words else "none"}  # fmt: skip


class Renamed(Assistant):
    """The same of a council that calls two of its enquiries otherwise, and has no new bins."""

    domain = domain_of({"renew_loans": "keep_a_book", "missed_bin": "bin_left_full"})


async def read(
    words: str, number: int = 5, assistant: type[Assistant] = Assistant, **slots: Any
) -> tuple[str, dict[str, Any]]:
    turn = {"words": words, "contact": "7", "channel": "webchat", "turn": number}
    return await heard(assistant(**slots), turn)


class ReadAgain(IsolatedAsyncioTestCase):
    async def test_the_subject_that_was_meant_in_the_end_is_the_enquiry(self) -> None:
        words, parsed = await read("it's about my council tax, no sorry my housing benefit")
        self.assertEqual(words, "it's about my housing benefit")
        self.assertEqual(parsed["intent"]["name"], "query_housing_benefit")

    async def test_nothing_comes_before_danger_or_distress_or_a_person(self) -> None:
        for words, first in (
            ("wait the bin is on fire", "report_emergency"),
            ("no the bin men are rude, get me a person", "ask_for_human"),
            ("no it was 12, what's the point", "request_bin_service"),
        ):
            _, parsed = await read(words, last_form=REFUSED)
            self.assertEqual(parsed["intent"]["name"], first)
        for words, first in (
            ("a pothole on fire no sorry a street light", "report_emergency"),
            ("the point is a pothole no sorry a street light", "report_pothole"),
        ):
            self.assertEqual((await read(words))[1]["intent"]["name"], first)

    async def test_a_person_may_be_what_was_meant_in_the_end(self) -> None:
        _, parsed = await read("it's about my council tax, no sorry can I speak to a person")
        self.assertEqual(parsed["intent"]["name"], "ask_for_human")

    async def test_another_enquiry_keeps_what_was_said_before_it(self) -> None:
        said = "a pothole on mill lane no sorry a street light"
        words, parsed = await read(said)
        self.assertEqual((words, parsed["intent"]["name"]), (said, "report_street_light"))

    async def test_another_value_is_no_other_enquiry(self) -> None:
        _, parsed = await read("my green bin no sorry the blue one")
        self.assertEqual(parsed["intent"]["name"], "report_missed_bin")

    async def test_of_two_things_by_name_a_plain_no_takes_the_first_back(self) -> None:
        words, parsed = await read("my council tax no my housing benefit")
        self.assertEqual((words, parsed["intent"]["name"]), ("my housing benefit", "query_housing_benefit"))

    async def test_in_a_form_the_words_are_an_answer(self) -> None:
        said = "a pothole on mill lane no sorry a street light"
        _, parsed = await read(said, form={"enquiry": "make_complaint"})
        self.assertEqual(parsed["intent"]["name"], "report_pothole")

    async def test_words_drawn_together_are_read_written_out_as_well(self) -> None:
        _, parsed = await read("when's my bin")
        self.assertEqual(parsed["intent"]["confidence"], 0.97)

    async def test_but_not_where_danger_or_distress_is_heard_in_them(self) -> None:
        words, parsed = await read("what's the point sorry my bin")
        self.assertEqual((parsed["text"], parsed["safety"]), (words, "distress"))

    async def test_a_title_is_renewed(self) -> None:
        words, parsed = await read("renew The Moonstone")
        self.assertEqual((words, parsed["intent"]["name"]), ("renew The Moonstone", "renew_library_book"))

    async def test_but_not_where_it_is_surely_something_else(self) -> None:
        _, parsed = await read("renew season at the baths")
        self.assertEqual(parsed["intent"]["name"], "query_leisure_centre")
        _, parsed = await read("I'd like to renew The Secret Garden please")
        self.assertEqual(parsed["intent"]["name"], "renew_library_book")

    async def test_a_bin_not_taken_in_few_words_is_a_missed_one(self) -> None:
        for words in ("bin man no come", "rubbish men not take my rubbish"):
            self.assertEqual((await read(words))[1]["intent"]["name"], "report_missed_bin")
        _, parsed = await read("I live in Wigan recycling not collected")
        self.assertEqual(parsed["intent"]["name"], "signpost_other_council")
        for words in ("when do bins not come", "my bin is not big enough"):
            self.assertEqual((await read(words))[1]["intent"]["name"], "nlu_fallback")

    async def test_a_title_and_a_bin_not_taken_lead_to_their_enquiries_whatever_these_are_named(self) -> None:
        for words, name in (("renew The Moonstone", "keep_a_book"), ("no one take my bin", "nlu_fallback"),
                            ("rubbish men not take my rubbish", "bin_left_full")):  # fmt: skip
            self.assertEqual((await read(words, assistant=Renamed))[1]["intent"]["name"], name)

    async def test_a_council_without_them_has_nothing_read_into_the_words(self) -> None:
        class Without(Assistant):
            domain = Domain.empty()

        for words in ("renew The Moonstone", "rubbish men not take my rubbish"):
            found = (await read(words, assistant=Without))[1]["intent"]["name"]
            self.assertIn(found, ("query_cemeteries", "nlu_fallback"))

    async def test_the_model_keeps_what_the_program_knows_its_enquiries_by(self) -> None:
        domain = Domain.load("domain").merge(CatalogueImporter().get_domain())
        self.assertEqual(name_of(domain, "renew_loans"), "renew_library_book")
        kept = Domain.from_yaml(domain.as_yaml())
        self.assertEqual(name_of(kept, "safeguarding"), "report_safeguarding_concern")
        self.assertIsNone(name_of(kept, "nothing"))

    async def test_a_part_of_an_enquiry_is_none(self) -> None:
        _, parsed = await read("where do I take old paint no I mean old tyres")
        self.assertEqual(parsed["intent"]["name"], "query_recycling_centre")

    async def test_what_corrects_the_last_answer_is_its_enquiry_again(self) -> None:
        _, parsed = await read("actually no it was the green one", last_form=REFUSED)
        self.assertEqual(parsed["intent"], {"name": "report_missed_bin", "confidence": 1.0})
        first = {"name": "request_bin_service", "confidence": 0.35, "outcome": "answer"}
        self.assertEqual(parsed["read_first"], first)

    async def test_a_sure_goodbye_corrects_nothing(self) -> None:
        _, parsed = await read("no it was only my bin, see you", last_form=REFUSED)
        self.assertEqual(parsed["intent"]["name"], "goodbye")

    async def test_but_not_later_nor_of_something_else_nor_in_another_form(self) -> None:
        words = "actually no it was the green one"
        for number, there in (
            (9, {"last_form": REFUSED}),
            (5, {}),
            (5, {"last_form": REFUSED, "form": {"a": 1}}),
        ):
            _, parsed = await read(words, number, **there)
            self.assertEqual(parsed["intent"]["name"], "request_bin_service")
        _, parsed = await read("no it was 12 mill lane I need a school place", last_form=REFUSED)
        self.assertEqual(parsed["intent"]["name"], "apply_school_place")


class Words(TestCase):
    def test_a_title_is_told_from_what_else_is_renewed(self) -> None:
        self.assertEqual([words for words in TITLES if not names_a_title(words)], [])
        self.assertEqual([words for words in NO_TITLES if names_a_title(words)], [])

    def test_a_bin_of_the_public_or_of_others_is_no_missed_one(self) -> None:
        for words in ("litter bin not emptied", "the dog waste bin is not emptied", "bin in the park not emptied",
                      "the fly tipped rubbish was not taken", "garden waste cancel, do not collect",
                      "neighbour's bin not taken", "street bins not emptied"):  # fmt: skip
            self.assertFalse(says_not_taken(words), words)
        for words in ("bin not collected Castle Street", "bin man no come Park Road"):
            self.assertTrue(says_not_taken(words), words)

    def test_only_what_is_drawn_together_is_written_out(self) -> None:
        self.assertEqual(written_out("what’s my band and where're you"), "what is my band and where are you")
        self.assertIsNone(written_out("my bin's been missed"))

    def test_nothing_is_meant_instead_where_nothing_is_taken_back(self) -> None:
        for words in ("I'm sorry my bin was missed", "no I mean the library", "15 castle street I mean 14",
                      "my bin was missed sorry my neighbours bin"):  # fmt: skip
            self.assertIsNone(meant_instead(words))
