"""The choice of thresholds: by the bot's own rule, and never better by hand."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import datetime
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest

from council.hours import LONDON
from evaluation.figures import Columns, figures
from evaluation.judged import ANSWER, UNKNOWN, Judged
from server import training
from server.settings import ROOT
from server.thresholds import Aims, CannotChoose, Thresholds, choose, find, outcome, page
from server.thresholds.choice import between
from server.thresholds.rule import applied
from tests.evaluation.conftest import judged

BIN, POTHOLE = "report_missed_bin", "report_pothole"
BOTS_RULE = """
import json, sys, warnings
warnings.simplefilter("ignore")
from rasa.shared.nlu.training_data.message import Message
from bot.language.outcomes import Outcomes

found = []
for case in json.load(sys.stdin):
    intent = {"name": case["intent"], "confidence": case["confidence"]}
    message = Message({"intent": intent, "familiarity": case["familiarity"]})
    Outcomes(case["config"]).process([message])
    found.append([message.get("outcome"), message.get("intent")["name"]])
print(json.dumps(found))
"""


def test_the_rule_is_the_one_the_bot_applies() -> None:
    thresholds = Thresholds(answer_from=0.6, ask_from=0.3, familiar_from=-1.5)
    cases = [
        {"intent": name, "confidence": confidence, "familiarity": familiarity, "config": vars(thresholds)}
        for name, confidence, familiarity in product(
            (BIN, None), (0.0, 0.29, 0.3, 0.59, 0.6, 1.0), (-9.0, -1.51, -1.5, 0.0)
        )
    ]
    answer = subprocess.run(
        [str(ROOT / training.BOT_PYTHON), "-c", BOTS_RULE],
        cwd=ROOT,
        env=training.environment(),
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    ours = [
        applied(
            [judged(BIN, case["intent"], confidence=case["confidence"], familiarity=case["familiarity"])],
            thresholds,
        )[0]
        for case in cases
    ]
    theirs = json.loads(answer.stdout)
    assert [j.outcome for j in ours] == [found for found, _ in theirs]
    assert [j.unknown for j in ours] == [intent == "nlu_fallback" for _, intent in theirs]
    assert outcome(0.6, 0.0, thresholds) == ANSWER


def crowd(seed: int, size: int = 60) -> list[Judged]:
    """Messages whose confidence and familiarity say something, though not all."""
    chance = random.Random(seed)  # noqa: S311
    found = []
    for _ in range(size):
        outside, sure = chance.random() < 0.3, chance.random()
        label = "out_of_scope" if outside else BIN
        right = chance.random() < sure
        guess = (
            label if right else chance.choice([POTHOLE, "out_of_scope"] if not outside else [BIN, POTHOLE])
        )
        familiarity = round(chance.gauss(-1.5 if outside else 0, 1), 1)
        confidence = round(sure * (0.6 if outside else 1), 2)
        nothing = chance.random() < 0.02
        found.append(
            judged(
                label,
                None if nothing else guess,
                confidence=0.0 if nothing else confidence,
                familiarity=0.0 if nothing else familiarity,
            )
        )
    return found


def what(messages: list[Judged], thresholds: Thresholds) -> dict[str, float]:
    return figures(Columns.of(applied(messages, thresholds)))


@pytest.mark.parametrize("seed", range(12))
def test_no_other_pair_finds_more_for_so_few_refusals(seed: int) -> None:
    messages, aims = crowd(seed), Aims(refused=0.1, precision=0.6)
    chosen = choose(messages, aims)
    real = sum(not j.row.outside for j in messages)

    def worth(ask_from: float, familiar_from: float) -> tuple[int, int]:
        """Messages out of scope that are found, and real ones kept; nothing when too many are refused."""
        trial = Thresholds(2.0, ask_from, familiar_from)
        unknown = [
            j.guess is None or outcome(j.confidence, j.familiarity, trial) == UNKNOWN for j in messages
        ]
        refused = sum(lost and not j.row.outside for lost, j in zip(unknown, messages, strict=True))
        found = sum(
            (lost or j.guess == "out_of_scope") and j.row.outside
            for lost, j in zip(unknown, messages, strict=True)
        )
        return (found, -refused) if refused <= aims.refused * real else (-1, 0)

    asks = {0.0, *(j.confidence for j in messages), 2.0}
    floors = {-99.0, *(j.familiarity for j in messages), 99.0}
    best = max(worth(ask_from, familiar_from) for ask_from, familiar_from in product(asks, floors))
    assert best[0] >= 0
    assert worth(chosen.ask_from, chosen.familiar_from) == best


@pytest.mark.parametrize("seed", range(12))
def test_answers_are_given_from_the_lowest_confidence_that_is_precise_enough(seed: int) -> None:
    messages, aims = crowd(seed), Aims(refused=0.1, precision=0.6)
    chosen = choose(messages, aims)
    found = what(messages, chosen)
    assert found["answered_precision"] >= aims.precision
    assert chosen.answer_from >= chosen.ask_from
    for lower in {j.confidence for j in messages if chosen.ask_from <= j.confidence < chosen.answer_from}:
        other = Thresholds(lower, chosen.ask_from, chosen.familiar_from)
        assert what(messages, other)["answered_precision"] < aims.precision


def test_an_acceptable_answer_counts_as_right() -> None:
    messages = [judged(f"{BIN}+{POTHOLE}", POTHOLE, confidence=0.4), judged("out_of_scope", "signpost_nhs")]
    chosen = choose(messages, Aims(precision=1))
    assert what(messages, chosen)["answered"] == 1


def test_a_number_parts_two_messages_with_few_decimals() -> None:
    assert between(0.4312, 0.4398) in (0.435, 0.436)
    assert between(0.2, 0.5) in (0.3, 0.4)
    assert between(-2.03, -0.6) == -1.3
    assert between(0.1, 0.2) == 0.2, "the lower one stays below it"
    assert between(0.30001, 0.30002) == 0.30002
    assert between(1 / 3, 1 / 3 + 1e-9) == 1 / 3 + 1e-9
    for _ in range(200):
        low, high = sorted(random.Random(_).uniform(-3, 3) for _ in (_, _ + 1000))  # noqa: S311
        assert low < between(low, high) <= high


def test_messages_that_cannot_decide_it_are_refused_with_the_reason() -> None:
    real, outside = judged(BIN, POTHOLE), judged("out_of_scope", BIN)
    with pytest.raises(CannotChoose, match="No message is out of scope"):
        choose([real], Aims())
    with pytest.raises(CannotChoose, match="No message is a real enquiry"):
        choose([outside], Aims())
    with pytest.raises(CannotChoose, match="No message is a real enquiry"):
        choose([], Aims())
    with pytest.raises(
        CannotChoose, match=r"From no confidence on are 95.0% of the answers right; at best 0.0% are"
    ):
        choose([real, outside], Aims())
    nothing = judged(BIN, None, confidence=0.0)
    with pytest.raises(CannotChoose, match=r"with nothing to read: 1, which is already more than 5.0%"):
        choose([nothing, real, outside], Aims())


def test_what_is_strange_is_refused_before_what_is_unsure_when_that_finds_more() -> None:
    messages = [judged(BIN, BIN, confidence=0.3 + place / 100) for place in range(40)]
    messages += [judged("out_of_scope", BIN, confidence=0.8, familiarity=-3.0)] * 4
    chosen = choose(messages, Aims())
    assert (chosen.ask_from, chosen.familiar_from) == (0.0, -1.5)
    assert what(messages, chosen)["refused"] == 0
    assert what(messages, chosen)["out_of_scope_recall"] == 1


def test_the_page_has_the_curves_and_the_same_figures_in_tables() -> None:
    found = find(crowd(1), Aims(0.1, 0.6))
    tree = ElementTree.fromstring(  # noqa: S314
        page(found, Path("<b>rows</b>.csv"), datetime(2026, 11, 22, 9, 30, tzinfo=LONDON))
    )
    assert "".join(next(tree.iter("h1")).itertext()) == "Thresholds from b>.csv"
    pictures, tables = list(tree.iter("svg")), list(tree.iter("table"))
    assert not list(tree.iter("script"))
    for picture, table, points in zip(pictures, tables[-2:], (found.answers, found.refusals), strict=True):
        (curve,) = picture.iter("polyline")
        rows = list(table.iter("tr"))[1:]
        assert len(curve.attrib["points"].split()) == len(rows) == len(points)
        chosen = [row for row in rows if "chosen" in "".join(row.itertext())]
        assert len(chosen) == 1
    settings = {row[0].text: row[1].text for row in tables[0].iter("tr")}
    assert settings == {name: str(value) for name, value in vars(found.thresholds).items()}


def test_the_curves_pass_through_what_the_choice_does() -> None:
    messages = crowd(2)
    found = find(messages, Aims(0.1, 0.6))
    then = what(messages, found.thresholds)
    (answer,) = [point for point in found.answers if point.chosen]
    (refusal,) = [point for point in found.refusals if point.chosen]
    assert (answer.across, answer.up) == pytest.approx((then["answered"], then["answered_precision"]))
    assert (refusal.across, refusal.up) == pytest.approx((then["refused"], then["out_of_scope_recall"]))
    assert [point.across for point in found.answers] == sorted(
        (p.across for p in found.answers), reverse=True
    )
