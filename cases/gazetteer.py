"""The council's addresses: found by postcode and house, as residents write and say them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from council.collections import Round
from council.hours import DAYS

NAME_LIKENESS = 85  # of 100: "rose cotage" is Rose Cottage, "rise lodge" is not
COLUMNS = ("uprn", "house", "street", "locality", "postcode", "ward", "round_day", "round_week")


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
        for address in addresses:
            self._by_postcode.setdefault(address.postcode, []).append(address)

    def __len__(self) -> int:
        return len(self._by_uprn)

    @property
    def postcodes(self) -> set[str]:
        return set(self._by_postcode)

    @property
    def streets(self) -> list[str]:
        """Each street once, in file order."""
        return list(dict.fromkeys(address.street for address in self._by_uprn.values()))

    def get(self, uprn: int) -> Address | None:
        return self._by_uprn.get(uprn)

    def at_postcode(self, postcode: str) -> list[Address]:
        """The addresses of a postcode written as MB1 4QP; empty when it is not one of ours."""
        return self._by_postcode.get(postcode, [])

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
        close = process.extract(
            wanted,
            {address.uprn: _key(address.house) for address in here},
            scorer=fuzz.ratio,
            score_cutoff=NAME_LIKENESS,
        )
        return [self._by_uprn[uprn] for _, _, uprn in close]

    def mentioned(self, words: str) -> list[Address]:
        """The addresses a sentence names by house and street: "at 14 Mill Lane"; empty when it names none."""
        said = " ".join(re.sub(r"[^a-z0-9 ]+", " ", words.lower().replace("'", "")).split())
        found = []
        for address in self._by_uprn.values():
            line = f"{_key(address.house)} {address.street.lower().replace(chr(39), '')}"
            if re.search(rf"\b{re.escape(line)}\b", said):
                found.append(address)
        return found

    def streets_in(self, words: str) -> list[str]:
        """The council's streets a sentence names."""
        said = words.lower().replace("'", "")
        return [street for street in self.streets if street.lower().replace("'", "") in said]

    @classmethod
    def load(cls, path: Path) -> Gazetteer:
        """Read the CSV (columns as COLUMNS).

        Raises:
            GazetteerError: a column or a value is wrong; the message names file and line.
        """
        addresses: list[Address] = []
        seen: dict[int, int] = {}
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [column for column in COLUMNS if column not in (reader.fieldnames or [])]:
                raise GazetteerError(f"{path}:1: the column {missing[0]!r} is missing")
            for row in reader:
                line = reader.line_num
                try:
                    household = Round(DAYS.index(row["round_day"].lower()), row["round_week"])
                    uprn = int(row["uprn"])
                except ValueError as error:
                    raise GazetteerError(f"{path}:{line}: {error}") from None
                if household.week not in ("A", "B"):
                    raise GazetteerError(f"{path}:{line}: round_week is {household.week!r}; write A or B")
                if uprn in seen:
                    raise GazetteerError(f"{path}:{line}: UPRN {uprn} is already on line {seen[uprn]}")
                seen[uprn] = line
                kept = {
                    name: row[name].strip() for name in ("house", "street", "locality", "postcode", "ward")
                }
                addresses.append(Address(uprn=uprn, round=household, **kept))
        return cls(addresses)


def _key(house: str) -> str:
    words = re.sub(r"[^a-z0-9 ]+", " ", house.lower()).split()
    return " ".join(word for word in words if word not in ("no", "number", "house", "the") or len(words) == 1)
