"""Which bin, and which collection of it was missed."""

from __future__ import annotations

import re
from datetime import date

from council.collections import Bin, Round
from forms.dates import read_date
from forms.fields.base import Refused, Values, said_no, said_yes
from forms.heard import Around, Heard
from forms.replies import YES_NO, Option, Question, Reply, spoken_date

BIN = "bin:"

_BIN_NOUN = re.compile(r"(?i)\b(bins?|been|caddy|sack|box|recycling|collection|wheelie|one)\b")


class BinTypeField:
    name = "bin_type"
    title = "Bin"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        if values.get(self.name):
            return None
        options = tuple(
            Option(bin_.title.capitalize(), f"{BIN}{kind}") for kind, bin_ in around.council.bins.bins.items()
        )
        return Question(Reply("utter_ask_bin_type"), "choice", options)

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        if heard.value and heard.value.startswith(BIN):
            kind = heard.value.removeprefix(BIN)
            return self._set(kind) if kind in around.council.bins.bins else None
        kinds = _kinds_in(heard.words, around)
        return self._set(kinds[0]) if len(kinds) == 1 else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        # "Garden" alone may be where the bin stands; elsewhere than in an answer it must come with a bin word.
        brief = len(heard.words.split()) <= 4  # "no wait, blue"
        if not brief and not _BIN_NOUN.search(heard.words):
            return None
        kinds = _kinds_in(heard.words, around)
        return self._set(kinds[0]) if len(kinds) == 1 else None

    def shown(self, values: Values, around: Around) -> str:
        return around.council.bins.bins[values[self.name]].title

    def _set(self, kind: str) -> Values:
        # Another bin was due on other days: what was said of the day no longer holds.
        return {self.name: kind, CollectionDateField.name: None}


class CollectionDateField:
    """Proposes the bin's last collection, so that most residents only say yes."""

    name = "collection_date"
    title = "Missed on"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        given = values.get(self.name) or {}
        if given.get("date"):
            return None
        last = self._last(values, around)
        if last is None:
            return None  # asked once the address and the bin are known
        if given.get("said") == last.isoformat():
            return None
        bin_ = self._bin(values, around)
        blanks = {"bin": bin_.title, "day": spoken_date(last)}
        if given.get("other_day"):
            return Question(Reply("utter_ask_collection_date", blanks))
        return Question(Reply("utter_ask_last_collection", blanks), "yes_no", YES_NO)

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        last = self._last(values, around)
        if last is None:
            return None
        day = read_date(heard.words, around.today)
        if day is None and said_yes(heard):
            return {self.name: {"date": last.isoformat()}}
        if day is None:
            return {self.name: {"other_day": True}} if said_no(heard) else None
        due = around.council.bins.last(round_of(values, around), values["bin_type"], day)
        if due != day:
            blanks = {
                "bin": self._bin(values, around).title,
                "day": spoken_date(day),
                "last_day": spoken_date(last),
            }
            return Refused(Reply("utter_not_a_collection_day", blanks))
        return {self.name: {"date": day.isoformat()}}

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        day = read_date(heard.words, around.today)
        given = values.get(self.name) or {}
        if day is None or day > around.today or day.isoformat() in (given.get("date"), given.get("said")):
            return None
        return {self.name: {"said": day.isoformat()}}

    def shown(self, values: Values, around: Around) -> str:
        return spoken_date(missed_on(values))

    def _bin(self, values: Values, around: Around) -> Bin:
        return around.council.bins.bins[values["bin_type"]]

    def _last(self, values: Values, around: Around) -> date | None:
        if not values.get("bin_type") or not (values.get("address") or {}).get("confirmed"):
            return None
        return around.council.bins.last(round_of(values, around), values["bin_type"], around.today)


def missed_on(values: Values) -> date:
    """The collection the resident means."""
    given = values[CollectionDateField.name]
    return date.fromisoformat(given.get("date") or given["said"])


def round_of(values: Values, around: Around) -> Round:
    """The round of the confirmed address.

    Raises:
        LookupError: the address has left the gazetteer since it was confirmed.
    """
    address = around.gazetteer.get(values["address"]["uprn"])
    if address is None:
        raise LookupError(f"no address with UPRN {values['address']['uprn']}")
    return address.round


def _kinds_in(words: str, around: Around) -> list[str]:
    """The kinds of bin some words name. A colour wins over what goes in: "my green one with the food in"."""
    said = f" {' '.join(re.findall(r'[a-z]+', words.lower()))} "
    colours = [kind for kind in around.council.bins.bins if f" {kind} " in said]
    if colours:
        return colours
    return [
        kind
        for kind, bin_ in around.council.bins.bins.items()
        if any(f" {word} " in said for word in bin_.words)
    ]
