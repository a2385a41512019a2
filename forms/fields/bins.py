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
            return self._set(kind, values) if kind in around.council.bins.bins else None
        kinds = _kinds_in(heard.words, around)
        return self._set(kinds[0], values) if len(kinds) == 1 else None

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        kinds = {str(entity.value) for entity in heard.named("bin_type")} & around.council.bins.bins.keys()
        return self._set(kinds.pop(), values) if len(kinds) == 1 else self._glean_word(heard, values, around)

    def _glean_word(self, heard: Heard, values: Values, around: Around) -> Values | None:
        """ "No wait, blue". In more words "garden" may be where the bin stands, so a bin word must come with it."""
        words = heard.without("address", "street")  # 3 The Green has no green bin
        if len(words.split()) > 4 and not _BIN_NOUN.search(words):
            return None
        kinds = _kinds_in(words, around)
        return self._set(kinds[0], values) if len(kinds) == 1 else None

    def shown(self, values: Values, around: Around) -> str:
        return around.council.bins.bins[values[self.name]].title

    def _set(self, kind: str, values: Values) -> Values:
        # Another bin was due on other days: the day confirmed no longer holds. One only said is checked by itself.
        said = (values.get(CollectionDateField.name) or {}).get("said")
        return {self.name: kind, CollectionDateField.name: {"said": said} if said else None}


class CollectionDateField:
    """Proposes the bin's last collection, so that most residents only say yes."""

    name = "collection_date"
    title = "Missed on"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        given = values.get(self.name) or {}
        last = self._last(values, around)
        if last is None or not values["address"].get("confirmed"):
            return None  # asked once the address and the bin are known
        # An address corrected since may be on another round.
        if given.get("date") and self._due(date.fromisoformat(given["date"]), values, around):
            return None
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
        day = self._day(heard, values, around)
        if day is None and said_yes(heard):
            return {self.name: {"date": last.isoformat()}}
        if day is None:
            return {self.name: {"other_day": True}} if said_no(heard) else None
        if not self._due(day, values, around):
            blanks = {
                "bin": self._bin(values, around).title,
                "day": spoken_date(day),
                "last_day": spoken_date(last),
            }
            return Refused(Reply("utter_not_a_collection_day", blanks))
        return {self.name: {"date": day.isoformat()}}

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        day = self._day(heard, values, around)
        given = values.get(self.name) or {}
        if day is None or day > around.today or day.isoformat() in (given.get("date"), given.get("said")):
            return None
        return {self.name: {"said": day.isoformat()}}

    def shown(self, values: Values, around: Around) -> str:
        return spoken_date(missed_on(values))

    def _day(self, heard: Heard, values: Values, around: Around) -> date | None:
        """The day some words name: of several the one the bin was due on, if that is known, else the first gone by."""
        named = [(e.value, e.alternative) for e in heard.named("date")]
        days = [date.fromisoformat(str(day)) for both in named for day in both if day]
        gone = [day for day in days if day <= around.today]
        if not gone:
            return days[0] if days else read_date(heard.words, around.today)
        due = self._last(values, around)
        return due if due in gone else gone[0]

    def _bin(self, values: Values, around: Around) -> Bin:
        return around.council.bins.bins[values["bin_type"]]

    def _due(self, day: date, values: Values, around: Around) -> bool:
        """Whether the bin was due on a day, today or before."""
        last = around.council.bins.last(round_of(values, around), values["bin_type"], day)
        return last == day <= around.today

    def _last(self, values: Values, around: Around) -> date | None:
        """The bin's last collection; None until the bin and the address are known."""
        if not values.get("bin_type") or not (values.get("address") or {}).get("uprn"):
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
    """The kinds of bin some words name; of "my green one with the food in" the green one alone."""
    before, _, after = words.lower().partition(" with ")
    return _kinds_named(before, around) or _kinds_named(after, around)


def _kinds_named(words: str, around: Around) -> list[str]:
    said = f" {' '.join(re.findall(r'[a-z]+', words.lower()))} "
    colours = [kind for kind in around.council.bins.bins if f" {kind} " in said]
    if colours:
        return colours
    return [
        kind
        for kind, bin_ in around.council.bins.bins.items()
        if any(f" {word} " in said for word in bin_.words)
    ]
