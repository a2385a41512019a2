"""The council's addresses: found by postcode and house, as residents write and say them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz import fuzz

from cases.postcodes import read_postcode
from council.collections import Round
from council.hours import DAYS

NAME_LIKENESS = 85  # of 100: "rose cotage" is Rose Cottage, "rise lodge" is not
COLUMNS = ("uprn", "house", "street", "locality", "postcode", "ward", "round_day", "round_week")
# After a street's name these mean something else: "the green bin" is not in The Green.
_NOT_A_STREET = r"(?!(?:bins?|ones?|box|bags?|sacks?|caddy|lid|recycling|rubbish|waste)\b)"


class GazetteerError(ValueError):
    """The address file cannot be used; the message names the line."""


@dataclass(frozen=True)
class Address:
    """One home. `uprn` is its unique property reference number."""

    uprn: int
    house: str
    street: str
    locality: str
    postcode: str
    ward: str
    round: Round

    @property
    def line(self) -> str:
        """14 Mill Lane, Marlbury."""
        joiner = ", " if not self.house[-1].isdigit() and not re.search(r"\d[a-zA-Z]?$", self.house) else " "
        return f"{self.house}{joiner}{self.street}, {self.locality}"


class Gazetteer:
    def __init__(self, addresses: list[Address]) -> None:
        self._by_uprn = {address.uprn: address for address in addresses}
        self._by_postcode: dict[str, list[Address]] = {}
        self._by_street: dict[str, list[Address]] = {}
        for address in addresses:
            self._by_postcode.setdefault(address.postcode, []).append(address)
            self._by_street.setdefault(address.street, []).append(address)

    def __iter__(self) -> Iterator[Address]:
        return iter(self._by_uprn.values())

    def __len__(self) -> int:
        return len(self._by_uprn)

    @property
    def postcodes(self) -> set[str]:
        return set(self._by_postcode)

    @property
    def streets(self) -> list[str]:
        """Each street once, in file order."""
        return list(self._by_street)

    def get(self, uprn: int) -> Address | None:
        return self._by_uprn.get(uprn)

    def at_postcode(self, postcode: str) -> list[Address]:
        """The addresses of a postcode written as MB1 4QP; empty when it is not one of ours."""
        return self._by_postcode.get(postcode, [])

    def streets_at(self, postcode: str) -> list[str]:
        """The streets of a postcode, each once; most have one."""
        return list(dict.fromkeys(address.street for address in self.at_postcode(postcode)))

    @cached_property
    def localities(self) -> list[str]:
        return sorted({address.locality for address in self})

    def localities_of(self, street: str) -> list[str]:
        """The towns and villages that have a street of this name, each once."""
        return list(dict.fromkeys(address.locality for address in self._by_street.get(street, [])))

    def match(self, postcode: str, house: str) -> list[Address]:
        """The addresses a house number or name may mean within a postcode, the exact ones alone if any."""
        here = self.at_postcode(postcode)
        wanted = _key(house)
        if not wanted:
            return []
        exact = [address for address in here if _key(address.house) == wanted]
        if exact:
            return exact
        number = re.fullmatch(r"\d+", wanted)
        if number:
            # "14" where only 14A and 14B, or flats at 14, are known: offer those.
            pattern = re.compile(rf"(^|[a-z ]){wanted}[a-z]?$")
            return [address for address in here if pattern.search(_key(address.house))]
        parts = wanted.split()
        within = [address for address in here if set(parts) <= set(_key(address.house).split())]
        if within:
            return within
        likeness = {address.uprn: _likeness(house, address.house) for address in here}
        close = [address for address in here if likeness[address.uprn] >= NAME_LIKENESS]
        return sorted(close, key=lambda address: -likeness[address.uprn])

    def mentioned(self, words: str) -> list[Address]:
        """The addresses a sentence names by house and street, the village deciding if it is said too.

        "At 14 Mill Lane" are two, "at 14 Mill Lane, Nether Marl" is one; empty when it names none.
        """
        said = f" {_plain(words)} "
        found = [
            address
            for street in self.streets_in(words)
            for address in self._by_street[street]
            if f" {_plain(address.house).removeprefix('the ')} {_plain(street)} " in said
        ]
        return [address for address in found if f" {_plain(address.locality)} " in said] or found

    def localities_in(self, words: str, among: Iterable[str]) -> list[str]:
        """Those of some towns and villages that a sentence names."""
        said = f" {_plain(words)} "
        return [locality for locality in among if f" {_plain(locality)} " in said]

    def streets_in(self, words: str) -> list[str]:
        """The council's streets a sentence names."""
        said = f" {_plain(words)} "
        return [
            street
            for street in self.streets
            if (name := f" {_plain(street)} ") in said
            and re.search(f"{re.escape(name)}{_NOT_A_STREET}", said)
        ]

    @classmethod
    def load(cls, path: Path) -> Gazetteer:
        """Read the CSV (columns as COLUMNS).

        Raises:
            GazetteerError: a column or a value is wrong; the message names file and line.
        """
        addresses: list[Address] = []
        seen: dict[int, int] = {}
        with path.open(encoding="utf-8-sig", newline="") as file:  # Excel puts a mark before UTF-8
            reader = csv.DictReader(file)
            try:
                if missing := [column for column in COLUMNS if column not in (reader.fieldnames or [])]:
                    raise GazetteerError(f"{path}:1: the column {missing[0]!r} is missing")
                for row in reader:
                    try:
                        address = _address(row)
                    except ValueError as error:
                        raise GazetteerError(f"{path}:{reader.line_num}: {error}") from None
                    if address.uprn in seen:
                        problem = f"UPRN {address.uprn} is already on line {seen[address.uprn]}"
                        raise GazetteerError(f"{path}:{reader.line_num}: {problem}")
                    seen[address.uprn] = reader.line_num
                    addresses.append(address)
            except UnicodeDecodeError as error:
                raise GazetteerError(f"{path}:1: {error.reason}; save the file as UTF-8") from None
        return cls(addresses)


def _address(row: dict[str, str]) -> Address:
    """One line of the file. Raises ValueError, which says what is wrong with it."""
    kept = {name: (row[name] or "").strip() for name in COLUMNS}
    if empty := [name for name, value in kept.items() if not value]:
        raise ValueError(f"{empty[0]!r} is empty")
    day, week, uprn, postcode = (kept.pop(name) for name in ("round_day", "round_week", "uprn", "postcode"))
    if day.lower() not in DAYS:
        raise ValueError(f"round_day is {day!r}; write one of {', '.join(DAYS)}")
    if week not in ("A", "B"):
        raise ValueError(f"round_week is {week!r}; write A or B")
    if not uprn.isdecimal():
        raise ValueError(f"the UPRN {uprn!r} is not a number")
    if read_postcode(postcode) != postcode:
        raise ValueError(f"the postcode {postcode!r} is not written as MB1 4QP")
    return Address(uprn=int(uprn), postcode=postcode, round=Round(DAYS.index(day.lower()), week), **kept)


def _plain(words: str) -> str:
    """Small letters, digits and single spaces, so that Queen's, Queen’s and queens are one."""
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", re.sub("['’]", "", words.lower())).split())


def _key(house: str) -> str:
    words = _plain(house).split()
    return " ".join(word for word in words if word not in ("no", "number", "house", "the") or len(words) == 1)


def _likeness(said: str, house: str) -> float:
    """Of 100; "the old skool house" is like The Old School House, whether "the" and "house" count or not."""
    return max(fuzz.ratio(_key(said), _key(house)), fuzz.ratio(_plain(said), _plain(house)))
