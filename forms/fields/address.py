"""The address: a postcode and a house, matched in the gazetteer and confirmed. "14 Mill Lane" does as well."""

from __future__ import annotations

import re
from dataclasses import replace

from cases import heard_postcodes
from cases.gazetteer import Address
from cases.spoken_numbers import digits_in_words, only_digits
from council.choosing import negated, place_chosen
from forms.fields import address_parts, by_name, heard_postcode, near_postcode, two_streets, unknown_street
from forms.fields.base import REMARK, Refused, Values, said_no, said_unsure, said_yes, says_it_again
from forms.heard import Around, Heard
from forms.replies import YES_NO, Option, Question, Reply
from forms.sayings.declined import declines_to_give
from forms.sayings.told_already import has_told

MOST_NOES = 2  # "Is that Mill Lane?" "No", before it counts as not understood
MOST_CHOICES = 8  # more than this is not a choice; the house is asked again
UPRN = "uprn:"
_UNKNOWN = "unknown"  # a postcode that is none of ours; "postcodes" are those it sounds like
_BY_STREET = "by_street"  # in what is known of the address: they have no postcode to give

_NUMBERED = re.compile(r"(?i)\b(?:number|no\.?|flat)\s+(\d{1,4}[a-z]?)\b")
_NUMBER = re.compile(r"(?i)\b(\d{1,4}(?:[a-z]|\s[a-hj-z])?)\b")  # not the I of "14 I think"
_ONLY_A_NUMBER = re.compile(r"(?i)^\W*(?:(?:no|sorry|actually|it'?s|i meant?|wait)\W+)*(\d{1,4}[a-z]?)\W*$")
# "Not that one, it's 41" has one number.
_PRONOUN = re.compile(r"(?i)\b(that|this|the|which|wrong|right|other|another|same)\s+one\b")
_LEAD_IN = re.compile(
    r"(?i)^\W*((no|sorry|actually|it'?s|it is|that'?s|i'?m at|we'?re at|i live at|number|the)\b\W*)+"
)


class AddressField:
    name = "address"
    title = "Address"
    free_text = False

    def question(self, values: Values, around: Around) -> Question | None:
        address = values.get(self.name) or {}
        if address.get("confirmed"):
            return None
        if candidates := address.get("candidates"):
            found = [a for uprn in candidates if (a := around.gazetteer.get(uprn))]
            options = tuple(Option(a.line, f"{UPRN}{a.uprn}") for a in found)
            return Question(Reply("utter_ask_which_address"), "choice", options)
        if uprn := address.get("uprn"):
            line = _line(uprn, around)
            return Question(Reply("utter_ask_address_right", {"address": line}), "yes_no", YES_NO)
        if postcodes := address.get("postcodes"):
            unknown = address.get(_UNKNOWN)
            asked_near = unknown and near_postcode.question(unknown, postcodes, around)
            return asked_near or heard_postcode.which(postcodes, around)
        if address.get("postcode"):
            if address.get("heard"):
                which = two_streets.asked(address["postcode"], around)
                return which or heard_postcode.asked_back(address["postcode"], around)
            return Question(Reply("utter_ask_house_number", {"postcode": address["postcode"]}))
        if missing := address_parts.question(address):
            return missing
        if address.get(_BY_STREET):
            return Question(Reply("utter_ask_street"))
        return heard_postcode.by_keys(values, around) or Question(Reply("utter_ask_postcode"), "postcode")

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        address = dict(values.get(self.name) or {})
        if heard.value and heard.value.startswith(UPRN):
            return self._chosen(heard.value, address, around)
        if address.get("candidates"):
            picked = self._picked(heard.words, address, around)
            if picked:
                return picked
        said, heard = heard, replace(heard, words=_as_written(heard))
        answer = self._about_postcode(said, heard, values, around)
        answer = answer or self._plain_mention(heard.words, address, around)
        if self._told_again(said, heard, answer, address):
            return {self.name: {**address, "confirmed": True}}
        if answer is None and not address.get("uprn") and _without_postcode(said.words):
            if address.get(_BY_STREET):
                return Refused(Reply("utter_help_street"), firm=True)
            kept = {part: address[part] for part in ("house", "street") if address.get(part)}
            return {self.name: {**kept, _BY_STREET: True}, REMARK: Reply("utter_postcode_not_needed")}
        if answer is not None or address.get("postcodes"):
            return answer
        if address.get("uprn") and not address.get("candidates"):
            confirmed = self._confirmed(said, heard, address, around)
            if confirmed is not None:
                return confirmed
        if address.get("candidates") or said_unsure(heard):
            return None  # "not sure" is no house
        if address.get("postcode"):
            return self._house_there(heard.words, address, around)
        return self._otherwise(said, heard, address, around)

    def _otherwise(
        self, said: Heard, heard: Heard, address: Values, around: Around
    ) -> Values | Refused | None:
        """By the name of the house, as one that is none of ours, or in part."""
        named = by_name.found(heard.words, address, around) if address_parts.wanted(address) else []
        if 0 < len(named) <= MOST_CHOICES:
            return self._settled(named)
        if none := by_name.without_address(said, around):
            return Refused(none, firm=True)
        lost = unknown_street.no_such_house(heard, around) or unknown_street.refused(heard, around)
        return lost or self._in_parts(said, address, around, asked=True)

    def _house_there(self, words: str, address: Values, around: Around) -> Values | Refused | None:
        """The house at a postcode, or that there is no such; None where they name none: "is that blue or brown"."""
        found = self._at(address["postcode"], words, around)
        if found:
            return self._in_street(found, address.get("street") or "", around)
        house = _house(words) or _LEAD_IN.sub("", words).strip()
        if not address_parts.may_be_house(house, asked_for=not address.get("uprn")):
            return None
        return Refused(Reply("utter_house_not_found", {"house": house[:40], "postcode": address["postcode"]}))

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        address = dict(values.get(self.name) or {})
        words = _as_written(heard)
        mentioned = self._plain_mention(words, address, around)
        if mentioned is None and not address:
            mentioned = unknown_street.no_such_house(replace(heard, words=words), around)
        if isinstance(mentioned, Refused):
            return mentioned
        if mentioned is None:
            numbered = _NUMBERED.search(words) or _ONLY_A_NUMBER.match(words)
            if not numbered or not address.get("postcode"):
                return self._in_parts(heard, address, around)
            mentioned = self._matched(address["postcode"], numbered[1], around)
        return None if mentioned is None or _the_same(mentioned[self.name], address) else mentioned

    def shown(self, values: Values, around: Around) -> str:
        return _line(values[self.name]["uprn"], around)

    def _plain_mention(self, words: str, address: Values, around: Around) -> Values | Refused | None:
        """A postcode or a street name in the words settles more than the question asked."""
        postcode, sure = heard_postcode.found(words, around) or (None, False)
        if postcode:
            alike = near_postcode.near(postcode, around)
            if not around.gazetteer.at_postcode(postcode) and not alike:
                return Refused(Reply("utter_postcode_outside_area", {"postcode": postcode}))
            rest = re.sub(re.escape(postcode).replace(r"\ ", r"\s*"), " ", words, flags=re.IGNORECASE)
            if rest == words:  # spelled out: its own digits are no house number
                numbered = _NUMBERED.search(words)
                house = numbered[1] if numbered else ""
            else:
                house = _house(rest)
            house = house or address.get("house") or self._house_of_all(address, around)
            if not around.gazetteer.at_postcode(postcode):
                told = {"house": house} if house else {}
                return {self.name: {**_noes(address), **told, "postcodes": alike, _UNKNOWN: postcode}}
            settled = sure or (postcode == address.get("postcode") and not address.get("heard"))
            only = (
                {"postcode": postcode} if settled else {**_noes(address), "postcode": postcode, "heard": True}
            )
            return self._matched(postcode, house, around) or {self.name: only}
        found = around.gazetteer.mentioned(words)
        said = words.lower()
        found = [a for a in found if a.locality.lower() in said] or found
        known = around.gazetteer.get(address.get("uprn") or 0)
        if known is not None:  # another house is in the same village, unless another is named
            found = [a for a in found if a.locality == known.locality] or found
        if not found or len(found) > MOST_CHOICES:
            return None
        return self._settled(found)

    def _told_again(
        self, said: Heard, heard: Heard, mentioned: Values | Refused | None, address: Values
    ) -> bool:
        """ "12 Castle Street" to "Is it 12 Castle Street?": most people's yes; so is "I've told you that"."""
        if not address.get("uprn") or address.get("candidates") or not says_it_again(heard):
            return False
        again = isinstance(mentioned, dict) and mentioned[self.name].get("uprn") == address["uprn"]
        return again or (mentioned is None and has_told(said.words))

    def _confirmed(
        self, said: Heard, heard: Heard, address: Values, around: Around
    ) -> Values | Refused | None:
        """The answer to "Is it 12 Mill Lane?"; None where it is neither a yes nor a no."""
        if elsewhere := in_other_village(said.words, address["uprn"], around):
            return self._settled(elsewhere)
        if said_yes(heard):
            return {self.name: {**address, "confirmed": True}}
        if said_no(heard):
            at = self._at(address["postcode"], heard.words, around)
            return at or _in_other_street(said, address, around) or self._start_over(address)
        return None

    def _in_parts(
        self, heard: Heard, address: Values, around: Around, *, asked: bool = False
    ) -> Values | Refused | None:
        """A house or a street by itself, kept until the other is told; both together are an address."""
        if not address_parts.wanted(address):
            return None
        parts = address_parts.told(heard, address, around, asked=asked)
        if parts is None:
            return None
        found = address_parts.together(parts, heard.words, around)
        if found and len(found) <= MOST_CHOICES:
            return self._settled(found)
        if parts.get("house") and parts.get("street"):
            if not asked:
                return None
            lost = f"{parts['house'].upper()} {parts['street']}"
            return Refused(Reply("utter_address_not_found", {"address": lost}))
        return {self.name: parts}

    def _house_of_all(self, address: Values, around: Around) -> str:
        """The house that was said where two villages have the street; empty where they are several houses."""
        found = (around.gazetteer.get(uprn) for uprn in address.get("candidates", []))
        houses = {one.house for one in found if one}
        return houses.pop() if len(houses) == 1 else ""

    def _about_postcode(
        self, said: Heard, heard: Heard, values: Values, around: Around
    ) -> Values | Refused | None:
        """The answer to what is asked to be sure of a postcode: which of several, its keys, or its street."""
        address = dict(values.get(self.name) or {})
        if address.get("postcodes") and address.get(_UNKNOWN):
            return self._near_one(said, address, around)
        if postcodes := address.get("postcodes"):
            picked = heard_postcode.chosen(said, postcodes)
            return {self.name: {"postcode": picked}} if picked else None
        if address.get("heard"):
            return self._about_street(said, heard, address, around)
        keys = only_digits(said.words)
        if keys and values.get(heard_postcode.BY_KEYS) and not address.get("postcode"):
            return self._keyed(keys, address, around)
        return None

    def _near_one(self, said: Heard, address: Values, around: Around) -> Values | None:
        """Which of the streets whose postcodes sound like the one that is none of ours; or it is not ours after all."""
        kept = {"house": address["house"]} if address.get("house") else {}
        picked = near_postcode.answered(said, address["postcodes"], around)
        if picked is None:
            return None
        if not picked:
            outside = Reply("utter_postcode_outside_area", {"postcode": address[_UNKNOWN]})
            return {self.name: {**_noes(address), **kept}, REMARK: outside}
        house = _house(said.words) or address.get("house") or ""
        return self._matched(picked, house, around) or {self.name: {"postcode": picked}}

    def _about_street(
        self, said: Heard, heard: Heard, address: Values, around: Around
    ) -> Values | Refused | None:
        """The answer to "Is that Mill Lane?": a yes, a no, or the house there. None when it is none of these."""
        if street := two_streets.chosen(said, address["postcode"], around):
            told = {"postcode": address["postcode"], "street": street}
            by_place = not around.gazetteer.streets_in(heard.words)  # "the second one" is no house
            found = None if by_place else self._at(address["postcode"], heard.words, around)
            return self._in_street(found, street, around) if found else {self.name: told}
        if two_streets.says_neither(said, address["postcode"], around):
            return Refused(Reply("utter_help_which_postcode"))
        number = _NUMBER.search(heard.words) and not said_no(heard)
        if number and (found := self._at(address["postcode"], heard.words, around)):
            return found
        postcode = heard_postcode.answered(address["postcode"], said, around)
        if postcode is None:
            return None
        if postcode:
            return self._at(postcode, heard.words, around) or {self.name: {"postcode": postcode}}
        if around.gazetteer.mentioned(heard.words):
            return None  # "no, 14 Mile Lane" is read as an address
        noes = address.get("noes", 0) + 1
        if noes > MOST_NOES:
            return Refused(Reply("utter_help_postcode"))
        return {self.name: {"noes": noes}, heard_postcode.BY_KEYS: noes == MOST_NOES}

    def _keyed(self, keys: str, address: Values, around: Around) -> Values | Refused:
        spelled = sorted(heard_postcodes.keyed(keys, around.gazetteer.postcodes))
        if not 0 < len(spelled) <= heard_postcode.MOST_CHOICES:
            return Refused(Reply("utter_postcode_keys_not_found"), firm=True)
        if len(spelled) > 1:
            return {self.name: {**_noes(address), "postcodes": spelled}}
        return {self.name: {**_noes(address), "postcode": spelled[0], "heard": True}}

    def _at(self, postcode: str, words: str, around: Around) -> Values | None:
        """The address some words mean within a postcode: "flat 2, 12" as a whole, or only the number in them."""
        whole = _LEAD_IN.sub("", words).strip()
        return self._matched(postcode, whole, around) or self._matched(postcode, _house(words), around)

    def _matched(self, postcode: str, house: str, around: Around) -> Values | None:
        found = around.gazetteer.match(postcode, house)
        if not found or len(found) > MOST_CHOICES:
            return None
        return self._settled(found)

    def _in_street(self, found: Values, street: str, around: Around) -> Values:
        """Of two streets with one postcode, the home in the one they told."""
        there = two_streets.narrowed(found[self.name], street, around)
        homes = [home for uprn in there if (home := around.gazetteer.get(uprn))]
        return self._settled(homes) if homes else found

    def _settled(self, found: list[Address]) -> Values:
        first = found[0]
        if len(found) == 1:
            return {self.name: {"postcode": first.postcode, "house": first.house, "uprn": first.uprn}}
        return {self.name: {"postcode": first.postcode, "candidates": [a.uprn for a in found]}}

    def _chosen(self, value: str, address: Values, around: Around) -> Values | None:
        uprn = value.removeprefix(UPRN)
        chosen = around.gazetteer.get(int(uprn)) if uprn.isdigit() else None
        if chosen is None or chosen.uprn not in address.get("candidates", []):
            return None
        settled: Values = self._settled([chosen])
        # Picked from a list by its full line: asking "is that right?" again would only annoy.
        return {self.name: {**settled[self.name], "confirmed": True}}

    def _picked(self, words: str, address: Values, around: Around) -> Values | None:
        """Narrow the candidates by a place ("the one in Nether Marl"), a flat or "the second one"; "not the Nether
        Marl one" leaves the others."""
        candidates = [a for uprn in address["candidates"] if (a := around.gazetteer.get(uprn))]
        if (unwanted := negated(words)) is not None:
            without = _fitting(unwanted, candidates)
            fitting = [a for a in candidates if a not in without] if without else []
        else:
            fitting = _fitting(words, candidates)
        if len(fitting) != 1:
            return None
        settled: Values = self._settled(fitting)
        return {self.name: {**settled[self.name], "confirmed": True}}

    def _start_over(self, address: Values) -> Values:
        return {self.name: {"postcode": address["postcode"]}}


def in_other_village(words: str, uprn: int, around: Around) -> list[Address]:
    """The same house in the same street of another village, where some words name that village."""
    home = around.gazetteer.get(uprn)
    if home is None:
        return []
    others = [one for one in around.gazetteer.localities_of(home.street) if one != home.locality]
    named = around.gazetteer.localities_in(words, others)
    found = around.gazetteer.mentioned(f"{home.house} {home.street} {named[0]}") if len(named) == 1 else []
    return [one for one in found if one.locality in named]


def _in_other_street(said: Heard, address: Values, around: Around) -> Values | Refused | None:
    """ "No, Castle Mews": the street alone, so that the house is asked for there; or one that is none of ours."""
    streets = around.gazetteer.streets_in(said.spelled_out("street"))
    home = around.gazetteer.get(address["uprn"])
    if len(streets) == 1 and home and streets[0] != home.street:
        return {AddressField.name: {"street": streets[0]}}
    return None if streets else unknown_street.refused(said, around)


def _fitting(words: str, candidates: list[Address]) -> list[Address]:
    """Those that some words name: by locality, street, house, or else their place among those read out."""
    said, house = words.lower(), _house(words).lower()
    ways = (
        [a for a in candidates if a.locality.lower() in said],
        [a for a in candidates if a.street.lower() in said],
        [a for a in candidates if house and a.house.lower() == house],
    )
    if one := next((fitting for fitting in ways if len(fitting) == 1), None):
        return one
    place = place_chosen(words, len(candidates))
    return [] if place is None else [candidates[place]]


def _noes(address: Values) -> Values:
    """How often a street was not the right one, which is kept whatever is heard next."""
    return {"noes": address["noes"]} if address.get("noes") else {}


def _as_written(heard: Heard) -> str:
    """The words with addresses as in the gazetteer and numbers in digits; a house told apart joins its street."""
    words = digits_in_words(_PRONOUN.sub(r"\1", heard.spelled_out("address", "street", "postcode")))
    streets, houses = heard.named("street"), heard.named("house_number")
    if len(streets) == len(houses) == 1 and not heard.named("address"):
        return f"{houses[0].value} {streets[0].value}. {words}"
    return words


def _without_postcode(words: str) -> bool:
    return heard_postcode.not_known(words) or declines_to_give("post ?code", words)


def _the_same(mentioned: Values, address: Values) -> bool:
    """Whether what was mentioned is, or may be, the address already given."""
    given = address.get("uprn")
    return given is not None and given in (mentioned.get("uprn"), *mentioned.get("candidates", []))


def _house(words: str) -> str:
    """The house number in some words; empty when there is none."""
    found = _NUMBERED.search(words) or _NUMBER.search(words)
    return found[1].replace(" ", "") if found else ""


def _line(uprn: int, around: Around) -> str:
    address = around.gazetteer.get(uprn)
    return f"{address.line}, {address.postcode}" if address else ""
