"""All our spaCy components in their order. Importing this registers them; a pipeline on disk only names them."""

# No postponed annotations here: spaCy reads those of a factory to check its settings.

from collections.abc import Callable

from spacy.language import Language

from bot.entities.days import dates, times
from bot.entities.figures import codes, digits, emails, money
from bot.entities.found import Find, Rule, settle
from bot.entities.names import residents
from bot.entities.names.bins import Bins
from bot.entities.names.people import People
from bot.entities.places.addresses import Addresses

ADDRESSES, BINS, PEOPLE = "frontdoor_addresses", "frontdoor_bins", "frontdoor_people"
SETTLE = "frontdoor_settle"
_RULES: dict[str, Find] = {
    "frontdoor_codes": codes.codes,
    "frontdoor_digits": digits.digits,
    "frontdoor_emails": emails.emails,
    "frontdoor_money": money.money,
    "frontdoor_dates": dates.dates,
    "frontdoor_times": times.times,
    "frontdoor_residents": residents.residents,
}
ORDER = (*_RULES, ADDRESSES, BINS, PEOPLE, SETTLE)


def _factory(find: Find) -> Callable[[Language, str], Rule]:
    def create(nlp: Language, name: str) -> Rule:
        return Rule(name, find)

    return create


for _name, _find in _RULES.items():
    Language.factory(_name, func=_factory(_find))


@Language.factory(ADDRESSES)
def create_addresses(nlp: Language, name: str) -> Addresses:
    return Addresses(name)


@Language.factory(BINS)
def create_bins(nlp: Language, name: str) -> Bins:
    return Bins(name)


@Language.factory(PEOPLE)
def create_people(nlp: Language, name: str) -> People:
    return People(name)


Language.component(SETTLE, func=settle)
