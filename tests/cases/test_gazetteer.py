"""Addresses as residents write and say them, found in the demo council's own file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cases.gazetteer import COLUMNS, Address, Gazetteer, GazetteerError
from cases.postcodes import read_postcode
from council.collections import Round
from server.settings import ROOT

FILE = ROOT / "council" / "gazetteer.csv"
GAZETTEER = Gazetteer.load(FILE)
LINES = FILE.read_text().splitlines()


def lines(addresses: list[Address]) -> list[str]:
    return [address.line for address in addresses]


# The council's own file.


def test_every_line_of_the_file_is_an_address() -> None:
    assert len(GAZETTEER) == len(LINES) - 1


def test_every_postcode_of_the_file_is_one_a_resident_can_type_or_spell() -> None:
    for postcode in GAZETTEER.postcodes:
        assert read_postcode(postcode) == postcode
        assert read_postcode(" ".join(postcode.lower().replace(" ", ""))) == postcode


def test_every_address_is_found_by_its_own_postcode_and_house() -> None:
    with FILE.open() as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        found = GAZETTEER.match(row["postcode"], row["house"])
        assert int(row["uprn"]) in [address.uprn for address in found], row
        assert {address.house for address in found} == {row["house"]}, row


def test_the_same_number_on_two_streets_of_one_postcode_offers_both() -> None:
    assert lines(GAZETTEER.match("MB1 1HP", "2")) == ["2 Castle Street, Marlbury", "2 Castle Mews, Marlbury"]


def test_every_address_is_found_by_its_own_line_in_a_sentence() -> None:
    for row in csv.DictReader(FILE.open()):
        address = GAZETTEER.get(int(row["uprn"]))
        assert address is not None
        found = GAZETTEER.mentioned(f"it is {address.line}, thank you")
        assert address in found, address.line
        assert {(a.street, a.locality) for a in found} == {(address.street, address.locality)}, address.line


# A house within a postcode.


def test_a_number_is_that_house_alone_even_where_flats_share_it() -> None:
    assert lines(GAZETTEER.match("MB2 1SB", "14")) == ["14 Station Road, Marlbury"]
    assert lines(GAZETTEER.match("MB2 1SB", "14a")) == ["14A Station Road, Marlbury"]
    assert lines(GAZETTEER.match("MB2 1SB", "14 A")) == ["14A Station Road, Marlbury"]


def test_a_number_with_only_lettered_houses_offers_those() -> None:
    assert lines(GAZETTEER.match("MB2 3FD", "14")) == [
        "14A Foundry Street, Marlbury",
        "14B Foundry Street, Marlbury",
    ]


def test_a_number_with_only_flats_offers_those() -> None:
    assert lines(GAZETTEER.match("MB1 1HL", "14")) == [
        "Flat 1, 14 High Street, Marlbury",
        "Flat 2, 14 High Street, Marlbury",
    ]


def test_a_flat_number_is_not_taken_for_a_house_number() -> None:
    assert GAZETTEER.match("MB1 1HL", "1") == []


@pytest.mark.parametrize("house", ["flat 2, 12", "Flat 2 12", "12 flat 2", "number 12, flat 2"])
def test_a_flat_is_found_whichever_way_round_it_is_said(house: str) -> None:
    assert lines(GAZETTEER.match("MB1 1HL", house)) == ["Flat 2, 12 High Street, Marlbury"]


def test_a_flat_without_its_house_offers_every_house_that_has_one() -> None:
    assert lines(GAZETTEER.match("MB1 1HL", "flat 1")) == [
        "Flat 1, 12 High Street, Marlbury",
        "Flat 1, 14 High Street, Marlbury",
    ]


@pytest.mark.parametrize("house", ["the maltings flat 3", "flat 3 maltings", "flat 3"])
def test_a_flat_in_a_named_building_is_found(house: str) -> None:
    assert lines(GAZETTEER.match("MB3 1WH", house)) == ["Flat 3, The Maltings, Wharf Street, Marlbury"]


@pytest.mark.parametrize(
    ("postcode", "house", "line"),
    [
        ("MB4 2LN", "rose cotage", "Rose Cottage, Mill Lane, Nether Marl"),
        ("MB4 2LN", "ROSE COTTAGE", "Rose Cottage, Mill Lane, Nether Marl"),
        ("MB4 2LN", "mill house", "Mill House, Mill Lane, Nether Marl"),
        ("MB4 2RX", "glebe cottge", "Glebe Cottage, Church Lane, Nether Marl"),
        ("MB4 2SG", "yew tree cottage", "Yew Tree Cottage, The Green, Nether Marl"),
        ("MB4 2SG", "you tree cottage", "Yew Tree Cottage, The Green, Nether Marl"),
        ("MB4 2SG", "old forge", "The Old Forge, The Green, Nether Marl"),
        ("MB4 2SG", "the old skool house", "The Old School House, The Green, Nether Marl"),
        ("MB3 4HE", "old rectry", "The Old Rectory, Church Lane, Marlford"),
        ("MB3 2FG", "ferrymans cottage", "Ferryman's Cottage, Ferry Road, Marlbury"),
        ("MB3 2FG", "ferryman’s cottage", "Ferryman's Cottage, Ferry Road, Marlbury"),
        ("MB1 3TU", "hill top", "Hilltop, Windmill Hill, Marlbury"),
    ],
)
def test_a_named_house_is_found_though_misspelt(postcode: str, house: str, line: str) -> None:
    assert lines(GAZETTEER.match(postcode, house)) == [line]


@pytest.mark.parametrize(
    ("postcode", "house"),
    [
        ("MB4 2LN", "rise lodge"),
        ("MB4 2LN", "15"),
        ("MB1 4QP", "114"),
        ("MB1 4QP", "1"),
        ("MB1 4QP", "15"),
        ("MB1 4QP", ""),
        ("MB1 4QP", "the"),
        ("MB1 4QP", "🏠"),
        ("MB1 4QP", "1" * 2_000),
        ("MB1 4QP", "a " * 1_000),
        ("SW1A 1AA", "10"),
    ],
)
def test_a_house_that_is_not_there_is_not_found(postcode: str, house: str) -> None:
    assert GAZETTEER.match(postcode, house) == []


def test_a_postcode_that_is_not_ours_has_no_addresses() -> None:
    assert GAZETTEER.at_postcode("SW1A 1AA") == []
    assert "SW1A 1AA" not in GAZETTEER.postcodes


# An address within a sentence.


def test_the_same_number_on_two_streets_of_one_name_offers_both() -> None:
    assert lines(GAZETTEER.mentioned("my bin at 14 Mill Lane wasn't emptied")) == [
        "14 Mill Lane, Marlbury",
        "14 Mill Lane, Nether Marl",
    ]


def test_the_village_settles_which_of_the_two_is_meant() -> None:
    assert lines(GAZETTEER.mentioned("14 mill lane in nether marl")) == ["14 Mill Lane, Nether Marl"]
    assert lines(GAZETTEER.mentioned("it's 14 Mill Lane, Marlbury")) == ["14 Mill Lane, Marlbury"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("14, Mile Lane please", "14 Mile Lane, Marlbury"),
        ("14a station road", "14A Station Road, Marlbury"),
        ("number 3 queens road", "3 Queen's Road, Marlbury"),
        ("number 3 queen's road", "3 Queen's Road, Marlbury"),
        ("number 3 Queen’s Road", "3 Queen's Road, Marlbury"),
        ("flat 2, 14 high street", "Flat 2, 14 High Street, Marlbury"),
        ("bridge house, bridge street", "Bridge House, Bridge Street, Marlford"),
        ("ferrymans cottage ferry road", "Ferryman's Cottage, Ferry Road, Marlbury"),
        ("the lodge in abbots walk, I mean the lodge, abbots walk", "The Lodge, Abbots Walk, Marlbury"),
        ("lodge, abbots walk", "The Lodge, Abbots Walk, Marlbury"),
    ],
)
def test_an_address_is_found_in_a_sentence(words: str, line: str) -> None:
    assert lines(GAZETTEER.mentioned(words)) == [line]


@pytest.mark.parametrize(
    "words",
    [
        "Mill Lane",
        "214 Mill Lane",
        "14 Milling Lane",
        "14",
        "1 the green bin and 2 blue ones",
        "",
        "🏠" * 100,
        "14 " * 700,
    ],
)
def test_a_sentence_without_house_and_street_names_no_address(words: str) -> None:
    assert GAZETTEER.mentioned(words) == []


def test_the_streets_of_a_sentence_are_found() -> None:
    assert GAZETTEER.streets_in("a pothole where Mill Lane meets station road") == [
        "Mill Lane",
        "Station Road",
    ]
    assert GAZETTEER.streets_in("outside the school on queens road") == ["Queen's Road"]
    assert GAZETTEER.streets_in("on Queen’s Road") == ["Queen's Road"]
    assert GAZETTEER.streets_in("rubbish on the green in nether marl") == ["The Green"]


@pytest.mark.parametrize(
    "words",
    ["a pothole in Windmill Lane", "my road", "next to the green bin", "the green ones were left", ""],
)
def test_part_of_another_name_and_a_green_bin_are_no_streets(words: str) -> None:
    assert GAZETTEER.streets_in(words) == []


def test_a_house_name_stands_before_a_comma_and_a_number_does_not() -> None:
    rose = GAZETTEER.match("MB4 2LN", "rose cottage")[0]
    flat = GAZETTEER.match("MB1 1HL", "flat 1, 12")[0]
    lettered = GAZETTEER.match("MB1 1HL", "20a")[0]
    assert lines([rose, flat, lettered]) == [
        "Rose Cottage, Mill Lane, Nether Marl",
        "Flat 1, 12 High Street, Marlbury",
        "20A High Street, Marlbury",
    ]


def test_an_address_has_its_round() -> None:
    assert GAZETTEER.match("MB1 4QP", "14")[0].round == Round(weekday=1, week="A")


# Mistakes in the file.

GOOD = "100090000001,10,Mill Lane,Marlbury,MB1 4QP,Castle,Tuesday,A"


def damaged(folder: Path, *rows: str, head: str = ",".join(COLUMNS), encoding: str = "utf-8") -> Path:
    path = folder / "gazetteer.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (GOOD.replace("Tuesday", "Tuseday"), "round_day is 'Tuseday'; write one of monday"),
        (GOOD.replace(",A", ",C"), "round_week is 'C'; write A or B"),
        (GOOD.replace(",A", ",a"), "round_week is 'a'; write A or B"),
        (GOOD.replace("100090000001", "ten"), "the UPRN 'ten' is not a number"),
        (GOOD, "UPRN 100090000001 is already on line 2"),
        (GOOD.replace("0001,", "0002,").replace(",10,", ",,"), "'house' is empty"),
        (GOOD.replace("0001,", "0002,").replace("Mill Lane", " "), "'street' is empty"),
        (GOOD.replace("0001,", "0002,").replace(",Tuesday,A", ""), "'round_day' is empty"),
        (GOOD.replace("0001,", "0002,").replace("MB1 4QP", "MB14QP"), "'MB14QP' is not written as MB1 4QP"),
        (GOOD.replace("0001,", "0002,").replace("MB1 4QP", "Castle"), "'Castle' is not written as MB1 4QP"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    path = damaged(tmp_path, GOOD, row)
    with pytest.raises(GazetteerError) as wrong:
        Gazetteer.load(path)
    assert str(wrong.value).startswith(f"{path}:3: ")
    assert problem in str(wrong.value)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = damaged(tmp_path, GOOD, head="uprn,house,street,locality,postcode,ward,day,round_week")
    with pytest.raises(GazetteerError, match=r"gazetteer.csv:1: the column 'round_day' is missing"):
        Gazetteer.load(path)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = damaged(tmp_path, GOOD.replace("Mill Lane", "Café Lane"), encoding="latin-1")
    with pytest.raises(GazetteerError, match="save the file as UTF-8"):
        Gazetteer.load(path)


def test_a_file_saved_by_excel_is_read(tmp_path: Path) -> None:
    assert len(Gazetteer.load(damaged(tmp_path, GOOD, encoding="utf-8-sig"))) == 1


def test_an_empty_file_says_which_column_it_misses(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.csv"
    path.write_text("")
    with pytest.raises(GazetteerError, match=":1: the column 'uprn' is missing"):
        Gazetteer.load(path)
