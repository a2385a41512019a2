"""Which bin, and which collection of it was missed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from council.choosing import place_chosen
from council.collections import Bin, Round
from council.hours import DAYS
from forms.dates import read_date
from forms.fields.base import REMARK, Refused, Values, said_no, said_unsure, said_yes
from forms.heard import Around, Heard
from forms.replies import YES_NO, Option, Question, Reply, spoken_date
from forms.sayings.said_over import WAS_FINE, meant_at_last, said_before

BIN = "bin:"
MORE_BINS = "more_bins"  # in the form's values: others that were missed, each a report of its own
AMONG = "among"  # in the day that was said: it was one of several, and may not be the one meant
SHORT_ANSWER = 5  # words: with a day in them, an answer to "which day?" whatever else they sound like

_SEVERAL = re.compile(
    r"(?i)\b(both|all( \w+)? (them|bins|three|four)|all (three|four|my)|every bin|the lot)\b|^\W*all\W*$"
)
# A bare number is how many; one of those read out is "number two", "two please", "the second".
_COUNTED = re.compile(
    r"(?i)^\W*(?:(?:um+|er+m?|oh|well|just|about|there were|it was|it'?s|yes|yeah)\W+)*(?P<count>one|two|three|four"
    r"|five|six)(?: bins?| of (?:them|those|these|the bins|my bins))?\W*$"
)
_AS_PROPOSED = re.compile(
    r"(?i)^\W*(both( of them)?|every (?:single )?(?:time|week|one)|each (?:time|week)|always|(?:it'?s )?all the time"
    r"|the last one|most recent( one)?|whenever it was( due)?)\b"
)
_THE_ONE_BEFORE = re.compile(
    r"(?i)\b(?:the (?:one|time|collection|week) before(?: (?:that|last|then))?|before (?:that|last)|previous (?:one"
    r"|time|collection|week)|last but one)\b"
)
_WEEKDAY = re.compile(rf"(?i)\b({'|'.join(DAYS)})s?\b")

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
        last = meant_at_last(heard.words)
        if re.search(rf"(?i)\b{WAS_FINE}", last):  # "blue bin, actually green was fine"
            kinds = _kinds_in(said_before(heard.words), around)
        elif len(at_last := _kinds_in(last, around)) == 1:
            kinds = at_last
        if len(kinds) > 1 and re.search(r"(?i)\b(not|no|or)\b", heard.words):
            return None  # "not the green one, the blue"
        counted = _COUNTED.match(heard.words)
        place = None if kinds or counted else place_chosen(heard.words, len(around.council.bins.bins))
        if place is not None:  # "number two", of those just read out
            return self._set(list(around.council.bins.bins)[place], values)
        if not kinds:
            several = _SEVERAL.search(heard.words) or (counted and counted["count"].lower() != "one")
            return Refused(Reply("utter_one_bin_at_a_time"), firm=True) if several else None
        first = around.council.bins.bins[kinds[0]].title
        remark = {REMARK: Reply("utter_first_bin", {"bin": first})} if len(kinds) > 1 else {}
        return {**self._set(kinds[0], values), MORE_BINS: kinds[1:], **remark}

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        named = [str(entity.value) for entity in heard.named("bin_type")]
        kinds = [kind for kind in dict.fromkeys(named) if kind in around.council.bins.bins]
        if len(kinds) > 1 and not values.get(
            self.name
        ):  # "my blue bin and the caddy": the first, then the next
            return {**self._set(kinds[0], values), MORE_BINS: kinds[1:]}
        return self._set(kinds[0], values) if len(kinds) == 1 else self._glean_word(heard, values, around)

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
        given = values.get(CollectionDateField.name) or {}
        said = {name: given[name] for name in ("said", AMONG) if given.get(name)}
        return {self.name: kind, CollectionDateField.name: said or None}


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
        if (said := given.get("said")) and not given.get(AMONG):
            told = {**blanks, "said": spoken_date(date.fromisoformat(said))}
            return Question(Reply("utter_ask_last_collection_not_said", told), "yes_no", YES_NO)
        return Question(Reply("utter_ask_last_collection", blanks), "yes_no", YES_NO)

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        last = self._last(values, around)
        if last is None:
            return None
        if monday := _week_in(heard.words, around):
            return self._in_week(monday, values, around)
        day = self._day(heard, values, around)
        if day is None and _THE_ONE_BEFORE.search(heard.words):
            day = self._before(last, values, around)
        denied = (values.get(self.name) or {}).get("other_day")
        if (
            day is None
            and denied
            and (said_yes(heard) or said_unsure(heard) or _AS_PROPOSED.search(heard.words))
        ):
            return Refused(
                self._last_two(last, values, around), firm=True
            )  # not the day they said it was not
        if day is None and said_unsure(heard):
            # Not taken for a yes: a crew would be sent for a bin that was emptied. They can see it from the bin.
            blanks = {"bin": self._bin(values, around).title, "day": spoken_date(last)}
            return Refused(Reply("utter_unsure_last_collection", blanks), firm=True)
        if day is None and (said_yes(heard) or _AS_PROPOSED.search(heard.words)):
            return {self.name: {"date": last.isoformat()}}  # the last look reads it out
        if day is None:
            return {self.name: {"other_day": True}} if said_no(heard) else None
        if not self._due(day, values, around):
            short = len(heard.words.split()) <= SHORT_ANSWER
            return Refused(self._not_due(day, last, values, around), firm=short)
        return {self.name: {"date": day.isoformat()}}

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | None:
        day = self._day(heard, values, around)
        given = values.get(self.name) or {}
        if day is None or day > around.today or day.isoformat() in (given.get("date"), given.get("said")):
            return None
        among = {AMONG: True} if len(heard.named("date")) > 1 else {}
        return {self.name: {"said": day.isoformat(), **among}}

    def shown(self, values: Values, around: Around) -> str:
        return spoken_date(missed_on(values))

    def _before(self, last: date, values: Values, around: Around) -> date:
        """The collection before the last one."""
        return around.council.bins.last(
            round_of(values, around), values["bin_type"], last - timedelta(days=1)
        )

    def _last_two(self, last: date, values: Values, around: Around) -> Reply:
        days = {"day": spoken_date(last), "before": spoken_date(self._before(last, values, around))}
        return Reply("utter_last_two_collections", {"bin": self._bin(values, around).title, **days})

    def _not_due(self, day: date, last: date, values: Values, around: Around) -> Reply:
        """Why a day cannot be. When the bin was last due is left out where the question that follows says it again."""
        bin_ = self._bin(values, around)
        blanks = {"bin": bin_.title, "day": spoken_date(day)}
        if (values.get(self.name) or {}).get("other_day"):
            return Reply("utter_not_a_collection_day", {**blanks, "last_day": spoken_date(last)})
        household, bins = round_of(values, around), around.council.bins
        theirs = [other.title for kind, other in bins.bins.items() if bins.last(household, kind, day) == day]
        if not theirs or day > around.today:
            return Reply("utter_not_due_that_day", blanks)
        others = " and ".join(filter(None, (", ".join(theirs[:-1]), theirs[-1])))
        return Reply("utter_others_due_that_day", {**blanks, "others": others})

    def _in_week(self, monday: date, values: Values, around: Around) -> Values | Refused:
        """The bin's collection in a week, if it had one."""
        sunday = min(monday + timedelta(days=6), around.today)
        due = around.council.bins.last(round_of(values, around), values["bin_type"], sunday)
        if due >= monday:
            return {self.name: {"date": due.isoformat()}}
        return Refused(Reply("utter_not_due_that_week", {"bin": self._bin(values, around).title}), firm=True)

    def _day(self, heard: Heard, values: Values, around: Around) -> date | None:
        """The day some words name: of several the one the bin was due on, if that is known, else the first gone by.
        "Thursday", asked about Thursday a week ago, is that one."""
        due = self._last(values, around)
        weekday = _WEEKDAY.findall(heard.words)
        plain = not re.search(r"\d", heard.words)
        last = re.search(r"(?i)\blast\s+\w+day\b", heard.words)  # of today's name, a week ago
        if (
            due
            and plain
            and not (last and due == around.today)
            and [day.lower() for day in weekday] == [DAYS[due.weekday()]]
        ):
            return due
        named = [(e.value, e.alternative) for e in heard.named("date")]
        days = [date.fromisoformat(str(day)) for both in named for day in both if day]
        gone = [day for day in days if day <= around.today]
        if not gone:
            return days[0] if days else read_date(heard.words, around.today)
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


def _week_in(words: str, around: Around) -> date | None:
    """The Monday of a week that is named without a day."""
    found = re.search(r"(?i)\b(week before last|last week|this week)\b", words)
    if not found or _WEEKDAY.search(words):
        return None
    back = {"this week": 0, "last week": 1}.get(found[1].lower(), 2)
    return around.today - timedelta(days=around.today.weekday() + 7 * back)


def _kinds_in(words: str, around: Around) -> list[str]:
    """The kinds of bin some words name; of "my green one with the food in" the green one alone."""
    before, _, after = words.lower().partition(" with ")
    found = [kind for part in before.split(" and ") for kind in _kinds_named(part, around)]
    return list(dict.fromkeys(found)) or _kinds_named(after, around)


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
