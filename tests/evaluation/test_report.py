"""Services, intents, styles, danger and the page that shows them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from council.hours import LONDON
from evaluation import page
from evaluation.judged import Judged
from evaluation.report import Report, report
from tests.evaluation.conftest import SERVICES, judged

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=LONDON)
BIN, NEW_BIN, POTHOLE = "report_missed_bin", "request_bin_service", "report_pothole"
MESSAGES = [
    judged(BIN, BIN, style="chat"),
    judged(BIN, NEW_BIN, BIN, style="chat"),
    judged(BIN, NEW_BIN, style="voice_like"),
    judged(BIN, POTHOLE, style="voice_like", outcome="unknown"),
    judged(f"{BIN}+{POTHOLE}", POTHOLE),
    judged(POTHOLE, POTHOLE),
    judged("signpost_nhs", None, confidence=0.0, outcome="unknown"),
]


@pytest.fixture(scope="module")
def found() -> Report:
    return report(MESSAGES, SERVICES)


def shown(found: Report, file: str = "rows.csv") -> ElementTree.Element:
    """The page as a tree, which it is only when it is well-formed."""
    return ElementTree.fromstring(page.of_report(found, Path(file), NOW))  # noqa: S314


def texts(tree: ElementTree.Element, tag: str) -> list[str]:
    return ["".join(element.itertext()) for element in tree.iter(tag)]


def test_an_intent_tells_what_it_is_confused_with_and_how_often(found: Report) -> None:
    bins = found.intents[BIN]
    assert (bins.messages, bins.exact, bins.acceptable, bins.top_3, bins.unknown) == (5, 0.2, 0.4, 0.6, 0.2)
    assert bins.confused_with == ((NEW_BIN, 2), (POTHOLE, 1))
    assert found.intents["out_of_scope"].confused_with == (("nothing", 1),)


def test_services_come_in_order_and_what_is_nobodys_last(found: Report) -> None:
    assert list(found.services) == ["streets", "waste", "out_of_scope"]
    assert list(found.intents) == [POTHOLE, BIN, "out_of_scope"]
    assert found.services["waste"].confused_with == (("waste", 2), ("streets", 1))


def test_styles_are_told_apart_when_the_file_names_them(found: Report) -> None:
    assert {style: group.acceptable for style, group in found.styles.items()} == {
        "chat": 0.5,
        "voice_like": 0,
    }
    assert report([judged(BIN, BIN)], SERVICES).styles == {}


def test_everything_can_be_told_as_json(found: Report) -> None:
    told = json.loads(json.dumps(found.as_dict()))
    assert (told["messages"], told["acceptable"]) == (7, 0.4286)
    assert told["intervals"]["acceptable"][0] <= 0.4286 <= told["intervals"]["acceptable"][1]
    assert told["intents"][BIN]["confused_with"] == {NEW_BIN: 2, POTHOLE: 1}
    assert {"label": BIN, "understood": NEW_BIN, "messages": 2} in told["confusion"]
    assert sum(cell["messages"] for cell in told["confusion"]) == 7


def test_the_picture_and_the_table_below_hold_the_same_numbers(found: Report) -> None:
    tree = shown(found)
    (picture,) = tree.iter("svg")
    told = [cell.findtext("title") for cell in picture.iter("g")]
    assert f"{BIN} understood as {NEW_BIN}: 2 (40%)" in told
    assert f"{BIN} understood: 2 (40%)" in told, "another label of the same message counts as right"
    rows = list(list(tree.iter("table"))[-1].iter("tr"))[1:]
    assert len(rows) == len(told)
    numbers = [["".join(cell.itertext()) for cell in row] for row in rows]
    assert ["Waste", BIN, NEW_BIN, "2", "40.0%"] in numbers
    assert sum(int(row[3]) for row in numbers) == sum(
        int(cell.findtext("text") or 0) for cell in picture.iter("g")
    )


def test_the_picture_has_only_intents_that_occur_each_service_named_once(found: Report) -> None:
    (picture,) = shown(found).iter("svg")
    words = texts(picture, "text")
    assert words.count(POTHOLE) == words.count(NEW_BIN) == words.count("nothing") == 2  # a row and a column
    assert "greet" not in words
    assert words.count("Waste") == 1


def test_the_page_says_the_main_figures_and_needs_no_script(found: Report) -> None:
    tree = shown(found)
    assert tree.attrib["lang"] == "en-GB"
    assert texts(tree, "h1") == ["Evaluation of rows.csv"]
    assert "42.9%" in texts(tree, "td")
    assert not list(tree.iter("script"))
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"src", "href"}


def test_markup_in_a_label_a_style_or_a_file_name_is_only_text() -> None:
    nasty = "<script>alert('x')</script>&amp;"
    found = report([judged(nasty, nasty, style=nasty), judged(BIN, nasty)], {**SERVICES, nasty: nasty})
    html = page.of_report(found, Path(f"{nasty.replace('/', '')}.csv"), NOW)
    assert "<script" not in html
    tree = ElementTree.fromstring(html)  # noqa: S314
    assert nasty in texts(tree, "th")
    assert nasty in texts(tree, "text")
    assert any(nasty in words for words in texts(tree, "title")[1:])


def test_a_page_is_kept_under_a_safe_name(tmp_path: Path) -> None:
    where = page.write("<p>Zoë</p>", tmp_path, "../my rows")
    assert where == tmp_path / "var" / "evaluation" / "..-my-rows.html"
    assert where.read_text(encoding="utf-8") == "<p>Zoë</p>"


def danger(label: str, heard: str, intent: str = "") -> Judged:
    return judged(intent, BIN, danger=label, safety=heard)


def test_danger_has_recall_and_false_alarms_for_each_kind() -> None:
    found = report(
        [
            danger("emergency", "emergency"),
            danger("emergency", "distress"),
            danger("emergency", "none"),
            danger("distress", "distress"),
            danger("none", "none"),
            danger("none", "emergency"),
            danger("none", "none"),
            danger("none", "none"),
        ],
        SERVICES,
    )
    assert list(found.safety) == ["emergency", "distress", "any"]
    emergency, distress, of_any = found.safety.values()
    assert (emergency.messages, emergency.recall, emergency.noticed) == (
        3,
        pytest.approx(1 / 3),
        pytest.approx(2 / 3),
    )
    assert (emergency.others, emergency.false_alarms, emergency.false_alarm_share) == (5, 1, 0.2)
    assert (distress.recall, distress.false_alarms) == (1, 1)
    assert (of_any.messages, of_any.recall) == (4, 0.75)
    assert (of_any.others, of_any.false_alarm_share) == (4, 0.25)
    assert (found.figures, found.intents) == ({}, {})
    assert "Danger" in texts(shown(found), "h2")


def test_without_labels_of_danger_nothing_is_said_of_it(found: Report) -> None:
    assert found.safety == {}
    assert "Danger" not in texts(shown(found), "h2")
    assert report([danger("none", "none")], SERVICES).safety["any"].recall is None
