"""The comparison of phone lines: its script is whole, its caller does what a caller does, its judge is right."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console

from bench.phone_lines.caller import Heard, Lived, answer_to, play
from bench.phone_lines.judging import Score, judge, scores
from bench.phone_lines.lines import OURS, STOCK, instead
from bench.phone_lines.plain_actions import as_a_phone_turn, plain
from bench.phone_lines.report import Result, as_json, show, wrong
from bench.phone_lines.script import (
    WITHHELD,
    Does,
    Facts,
    ScriptedCall,
    ScriptError,
    Step,
    read_script,
)
from bench.phone_lines.wire import Wire
from council.council import load_council
from council.words import Words
from ivr.simulator import Ending, SimulatedCall
from server.launcher.processes import processes
from server.settings import ROOT, Settings

SCRIPT = read_script()
TROUBLE = ("something has gone wrong",)
POTHOLE = ScriptedCall(
    name="A pothole",
    caller="+447700900123",
    turns=(Step(Does.SAYS, "there is a pothole"),),
    answers={"Is that right?": Step(Does.SAYS, "yes"), "anything else": Step(Does.SAYS, "no")},
    facts=Facts(hears=("that is sent",), case="report_pothole"),
)
WENT_WELL = Lived(
    "A pothole",
    heard=[
        Heard("rings", "Hello."),
        Heard("says yes", "Thank you, that is sent."),
        Heard("says no", "Goodbye."),
    ],
    ending=Ending.LINE_HUNG_UP,
    cases=[("report_pothole", "Where: on Mill Lane")],
)

# The script


def test_there_are_fifty_calls_each_with_a_name_of_its_own_and_something_to_expect() -> None:
    assert len(SCRIPT.calls) == 50
    assert len({call.name for call in SCRIPT.calls}) == 50
    assert all(not call.facts.none and call.turns for call in SCRIPT.calls)
    assert sum(len(group) for group in SCRIPT.groups) == 50


def test_the_calls_hold_what_goes_wrong_on_real_lines() -> None:
    does = [step.does for call in SCRIPT.calls for step in call.turns]
    assert {Does.SILENT, Does.PRESSES, Does.HANGS_UP, Does.SAYS} <= set(does)
    withheld = [place for place, call in enumerate(SCRIPT.calls) if call.caller == WITHHELD]
    first, second = withheld
    assert second == first + 1
    pair = next(group for group in SCRIPT.groups if len(group) == 2)
    assert pair[0].caller == pair[1].caller
    assert any(step.lost for call in SCRIPT.calls for step in call.answers.values())
    assert sum(call.asks_for_person for call in SCRIPT.calls) == 10
    assert any(call.night for call in SCRIPT.calls)


def test_nobody_else_rings_from_the_number_of_a_caller_who_should_meet_nobody() -> None:
    shared = {"+447700900190", "+441632960555", WITHHELD}
    own = [call.caller for call in SCRIPT.calls if call.caller not in shared]
    assert len(set(own)) == len(own) == 44


def test_a_case_that_is_expected_is_one_the_council_opens() -> None:
    catalogue = load_council(ROOT / "council").catalogue
    for call in SCRIPT.calls:
        if call.facts.case:
            assert catalogue[call.facts.case].case, call.name


def test_words_of_a_stranger_are_neither_in_the_greeting_nor_the_callers_own() -> None:
    council = load_council(ROOT / "council")
    greeting = Words.load(ROOT / "council" / "words.yml").say(
        "phone_greeting", spoken=True, greeting=council.identity.spoken_greeting
    )
    for call in SCRIPT.calls:
        said = " ".join([greeting, *(step.what for step in call.turns)]).lower()
        assert [words for words in call.strangers if words.lower() in said] == [], call.name


@pytest.mark.parametrize(
    ("calls", "slip"),
    [
        ([{"name": "A", "turns": ["hello"]}], "nothing is expected"),
        ([{"name": "A", "turns": ["hello"], "hears": ["hi"]}] * 2, "two calls have this name"),
        ([{"name": "A", "turns": [{"sings": "hello"}], "hears": ["hi"]}], "cannot do 'sings'"),
        (
            [{"name": "A", "turns": [{"says": "a", "presses": "1"}], "hears": ["hi"]}],
            "one thing a caller does",
        ),
        ([{"name": "A", "turns": ["hello"], "here": ["hi"]}], "here means nothing"),
        ([{"name": "A", "turns": ["hello"], "hears": ["hi"], "at_once_with": "B"}], "there is no call 'B'"),
    ],
)
def test_a_slip_in_the_script_is_named(tmp_path: Path, calls: list[dict[str, Any]], slip: str) -> None:
    path = tmp_path / "calls.yml"
    path.write_text(json.dumps({"habits": {}, "trouble": [], "stock": {}, "calls": calls}))
    with pytest.raises(ScriptError, match=slip):
        read_script(path)


# The caller, on lines of a few words

Answers = Callable[[str, str], str]  # what was said, what was keyed: the TwiML


def ring(
    scripted: ScriptedCall, answers: Answers, content_type: str = "text/xml"
) -> tuple[Lived, list[str], Wire]:
    """Play a call on a line; returns what the line was asked, too."""
    asked: list[str] = []

    def line(request: httpx.Request) -> httpx.Response:
        form = dict(httpx.QueryParams(request.content.decode()))
        said, keyed = form.get("SpeechResult", ""), form.get("Digits", "")
        asked.append(said or keyed)
        return httpx.Response(200, text=answers(said, keyed), headers={"content-type": content_type})

    wire, lived = Wire(httpx.MockTransport(line)), Lived(scripted.name)
    with httpx.Client(transport=wire) as http:
        call = SimulatedCall(http, "https://council.example/voice", auth_token="t", account_sid="AC1")
        for _ in play(scripted, call, wire, {"reference": "12345678"}, lived):
            pass
    return lived, asked, wire


def asks(words: str, kinds: str = "speech") -> str:
    return f'<Response><Gather input="{kinds}" action="/turn"><Say>{words}</Say></Gather></Response>'


def pothole_line(said: str, _keyed: str) -> str:
    return {
        "": asks("Hello."),
        "there is a pothole": asks("A pothole. Is that right?"),
        "yes": asks("Thank you, that is sent. Is there anything else?"),
    }.get(said, "<Response><Say>Goodbye.</Say><Hangup/></Response>")


def test_the_caller_answers_what_is_asked_until_the_line_hangs_up() -> None:
    lived, asked, wire = ring(POTHOLE, pothole_line)
    assert asked == ["", "there is a pothole", "yes", "no"]
    assert lived.words.endswith("Goodbye.")
    assert lived.ending is Ending.LINE_HUNG_UP
    assert lived.faults == []  # although no question had a language
    assert len(wire.milliseconds) == 4


def test_a_caller_who_knows_no_answer_hangs_up() -> None:
    lived, asked, _ = ring(POTHOLE, lambda said, keyed: asks("How many wheels has it?"))
    assert asked == ["", "there is a pothole"]
    assert lived.ending is Ending.CALLER_HUNG_UP


def test_a_caller_who_is_asked_the_same_again_and_again_gives_up() -> None:
    _, asked, _ = ring(POTHOLE, lambda said, keyed: asks("Is that right?"))
    assert asked == ["", "there is a pothole", "yes", "yes", "yes"]


def test_of_two_questions_the_last_is_answered_and_of_two_alike_the_longer() -> None:
    yes, no, other = Step(Does.SAYS, "yes"), Step(Does.SAYS, "no"), Step(Does.SAYS, "it is")
    answers = {"anything else": no, " right?": other, "Is that right?": yes}
    assert answer_to("That is sent. Is there Anything Else? is that right?", answers) == yes
    assert answer_to("Is that right? Is there anything else I can do?", answers) == no
    assert answer_to("Is 0 1 6 3 2 right?", answers) == other
    assert answer_to("Goodbye.", answers) is None


@pytest.mark.parametrize(("kinds", "heard_as"), [("dtmf speech", "12345678"), ("speech", "12345678")])
def test_a_number_is_keyed_in_where_keys_are_taken_and_said_where_not(kinds: str, heard_as: str) -> None:
    keyed_in: list[str] = []

    def line(said: str, keyed: str) -> str:
        keyed_in.append(keyed)
        return asks("What is your reference?", kinds) if not said and not keyed else asks("Thank you.", kinds)

    call = replace(POTHOLE, turns=(Step(Does.ENTERS, "{reference}"),))
    _, asked, _ = ring(call, line)
    assert asked == ["", heard_as]
    assert keyed_in[1] == (heard_as if "dtmf" in kinds else "")


def test_a_choice_is_made_by_the_key_read_out_for_it_or_in_words() -> None:
    call = replace(POTHOLE, turns=(Step(Does.CHOOSES, "Food caddy"),))
    _, by_key, _ = ring(call, lambda said, keyed: asks("For Food caddy, press 4.", "dtmf speech"))
    _, in_words, _ = ring(call, lambda said, keyed: asks("Green bin. Food caddy."))
    assert by_key == ["", "4"]
    assert in_words == ["", "Food caddy"]


def test_an_answer_lost_on_the_way_is_asked_for_twice_and_the_second_is_heard() -> None:
    times = {"yes": 0}

    def line(said: str, keyed: str) -> str:
        times[said] = times.get(said, 0) + 1
        return asks("I did that before.") if times[said] > 1 else pothole_line(said, keyed)

    answers = {"Is that right?": Step(Does.SAYS, "yes", lost=True)}
    lived, asked, _ = ring(replace(POTHOLE, answers=answers), line)
    assert asked == ["", "there is a pothole", "yes", "yes"]
    assert lived.heard[-1].words == "I did that before."


PUT_THROUGH = [
    '<Dial action="/done"><Number>+441632960002</Number></Dial>',
    '<Enqueue action="/left">waste</Enqueue>',
    '<Enqueue action="/left" waitUrl="/wait">waste</Enqueue>',
]


@pytest.mark.parametrize("verb", PUT_THROUGH)
def test_ringing_a_team_and_waiting_in_a_queue_are_both_a_person(verb: str) -> None:
    waits = asks("You are first in the line.", "dtmf")
    seen: list[str] = []

    def line(said: str, keyed: str) -> str:
        seen.append(said)
        if said:
            return f"<Response><Say>I am putting you through.</Say>{verb}</Response>"
        return asks("Hello.") if len(seen) == 1 else waits

    lived, _, _ = ring(POTHOLE, line)
    assert lived.reached_person
    assert lived.ending is Ending.CALLER_HUNG_UP


@pytest.mark.parametrize(
    ("answer", "content_type", "why"),
    [
        ("<Response/>", "text/xml", "empty"),
        ("<Response><Say>\x07</Say></Response>", "text/xml", "not well-formed"),
        ("oh dear", "application/json", "TwiML is text/xml"),
    ],
)
def test_a_line_that_answers_nothing_useful_has_failed_the_call(
    answer: str, content_type: str, why: str
) -> None:
    lived, _, _ = ring(POTHOLE, lambda said, keyed: answer, content_type)
    assert why in str(judge(POTHOLE, lived, TROUBLE).failed)


# The judge


def test_a_call_that_went_well_is_completed_and_nothing_else() -> None:
    verdict = judge(POTHOLE, WENT_WELL, TROUBLE)
    assert verdict.completed
    assert (verdict.failed, verdict.reached, verdict.crossed) == (None, False, None)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"cases": []}, "opened no case, not report_pothole"),
        ({"cases": WENT_WELL.cases * 2}, "opened report_pothole, report_pothole"),
        ({"cases": [("report_fly_tipping", "")]}, "opened report_fly_tipping"),
        ({"heard": WENT_WELL.heard[:1]}, "did not hear “that is sent”"),
    ],
)
def test_a_call_is_not_completed_by_half(change: dict[str, Any], missing: str) -> None:
    verdict = judge(POTHOLE, replace(WENT_WELL, **change), TROUBLE)
    assert not verdict.completed
    assert missing in verdict.missing[0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"heard": [Heard("rings", "Hello."), Heard("says yes", " ")]}, "silence when the caller says yes"),
        (
            {"heard": [Heard("rings", "I am sorry, something has gone wrong.")]},
            "heard “something has gone wrong”",
        ),
        ({"faults": ["The answer has status 500."]}, "status 500"),
        ({"ending": Ending.APPLICATION_ERROR}, "apologised"),
    ],
)
def test_silence_and_errors_are_seen(change: dict[str, Any], why: str) -> None:
    assert why in str(judge(POTHOLE, replace(WENT_WELL, **change), TROUBLE).failed)


def test_ringing_after_being_put_through_is_no_silence() -> None:
    lived = Lived("A", heard=[Heard("rings", "Hello."), Heard("says help", "")], reached_person=True)
    assert judge(POTHOLE, lived, TROUBLE).failed is None


def test_a_person_or_a_call_back_is_what_one_who_asked_for_a_person_needs() -> None:
    asked = replace(POTHOLE, facts=Facts(person=True), asks_for_person=True)
    nothing = Lived("A", heard=[Heard("rings", "Please ring another number.")])
    for lived, reached in (
        (nothing, False),
        (replace(nothing, reached_person=True), True),
        (replace(nothing, call_backs=1), True),
    ):
        verdict = judge(asked, lived, TROUBLE)
        assert (verdict.reached, verdict.completed) == (reached, reached)
    promised = replace(asked, facts=Facts(call_back=True))
    assert not judge(promised, replace(nothing, reached_person=True), TROUBLE).completed


def test_another_callers_words_are_a_crossing_whether_heard_or_sent_in_a_case() -> None:
    next_caller = replace(POTHOLE, strangers=("trailer",))
    assert judge(next_caller, WENT_WELL, TROUBLE).crossed is None
    heard = replace(WENT_WELL, heard=[Heard("rings", "You said: my Trailer. Is that right?")])
    sent = replace(WENT_WELL, cases=[("make_complaint", "What you told us: my trailer")])
    assert judge(next_caller, heard, TROUBLE).crossed == "heard “trailer”"
    assert judge(next_caller, sent, TROUBLE).crossed == "a case was opened with “trailer”"


# The figures


def results() -> dict[str, Result]:
    asked = replace(POTHOLE, name="A person", facts=Facts(person=True), asks_for_person=True)
    stranger = replace(POTHOLE, name="Next", strangers=("Mill Lane",))
    left = replace(POTHOLE, name="Left", turns=(Step(Does.HANGS_UP),))
    calls = [POTHOLE, asked, stranger, left]
    good = [WENT_WELL, Lived("A person", [Heard("rings", "Hello")], reached_person=True)]
    rest = [replace(WENT_WELL, cases=[("report_pothole", "")]), Lived("Left", [Heard("rings", "Hello")])]
    bad = [Lived("A pothole", [Heard("rings", "")]), Lived("A person", [Heard("rings", "No.")])]
    return {
        name: Result(calls, lived, [judge(*pair, TROUBLE) for pair in zip(calls, lived, strict=True)], times)
        for name, lived, times in (
            (OURS, good + rest, [50.0, 50.0, 50.0]),
            (STOCK, [*bad, WENT_WELL, rest[1]], [100.0, 100.0, 100.0]),
        )
    }


def test_each_figure_counts_only_the_calls_it_could_be_true_of() -> None:
    ours, stock = (result.scores for result in results().values())
    assert (ours.failed, ours.reached) == (Score(0, 4), Score(1, 1))
    assert (ours.crossed, ours.completed) == (Score(0, 1), Score(2, 2))
    assert (stock.failed, stock.reached) == (Score(1, 4), Score(0, 1))
    assert (stock.crossed, stock.completed) == (Score(1, 1), Score(1, 2))
    with pytest.raises(ValueError, match="zip"):
        scores(SCRIPT.calls, [])


def test_the_lines_stand_side_by_side_with_their_ratio_and_the_faults_by_name() -> None:
    page = StringIO()
    show(results(), Console(width=200, file=page))
    shown = page.getvalue()
    assert "webhook milliseconds, p50" in shown
    assert "0.50" in shown
    assert "A pothole: ended silent or in an error: silence when the caller rings" in shown
    assert "Next: crossed: a case was opened with “Mill Lane”" in wrong(results()[STOCK])
    data = json.loads(json.dumps(as_json(results())))
    assert data["milliseconds_ours_over_stock"] == {"p50": 0.5, "p95": 0.5}
    assert data[STOCK]["calls"][0]["heard"] == [{"step": "rings", "words": ""}]


# The action server of Rasa's own line

REPLIES = {
    "utter_emergency": [{"text": "Call 999."}, {"text": "Dial 9 9 9.", "channel": "voice"}],
    "utter_which": [{"text": "Is it {what}?"}],
}


def test_the_other_line_gets_the_words_meant_for_the_ear_and_nothing_beside_them() -> None:
    def heard(**message: Any) -> tuple[str, list[str]]:
        answer = plain(message, REPLIES, "I cannot put you through.")
        assert set(answer) == {"text", "buttons"}
        return answer["text"], [button["title"] for button in answer["buttons"]]

    choices = [{"label": "Food caddy", "value": "bin:food"}]
    assert heard(response="utter_emergency", custom={}) == ("Dial 9 9 9.", [])
    assert heard(response="utter_which", what="a bin", custom={"note": "answered"}) == ("Is it a bin?", [])
    assert heard(text="Which?", custom={"ask": {"kind": "choice", "choices": choices}})[1] == ["Food caddy"]
    assert heard(text="Right?", custom={"ask": {"kind": "yes_no", "choices": choices}})[1] == []
    assert heard(custom={"hand_off": {"reason": "Asked"}}) == ("I cannot put you through.", [])
    assert heard(text="Sorry.", custom={"call_back": {}})[0] == "Sorry.\n\nI cannot put you through."


def test_the_other_lines_turns_are_numbered_and_a_pin_is_put_aside() -> None:
    said = {"event": "user", "text": "it's 4826", "timestamp": 12.5, "input_channel": "twilio_voice"}
    latest: dict[str, Any] = {"text": "it's 4826"}
    tracker = {
        "events": [{"event": "session_started"}, said],
        "latest_message": latest,
        "slots": {"form": {"asking": "library_pin"}},
    }
    as_a_phone_turn(tracker, lambda pin: f"held:{pin}")
    assert said["input_channel"] == "voice"
    assert latest["metadata"] == {"turn": 12500, "value": "held:4826"}
    said["text"] = "two one nine double oh 000010017"
    tracker["slots"] = {"form": {"asking": "library_card"}}
    as_a_phone_turn(tracker, lambda pin: f"held:{pin}")
    assert latest["metadata"] == {"turn": 12500, "value": "held:21900000010017"}
    assert latest["text"] == "••••••••••0017"
    tracker["slots"] = {"form": {"asking": "case_reference"}}
    as_a_phone_turn(tracker, lambda pin: f"held:{pin}")
    assert latest["metadata"] == {"turn": 12500}


def test_the_other_line_is_started_with_files_of_its_own(tmp_path: Path) -> None:
    ours = {each.name: each for each in processes(Settings(), lambda: ROOT / "models" / "x.tar.gz")}[
        "rasa"
    ].command()
    own = [tmp_path / "endpoints.yml", tmp_path / "credentials.yml"]
    theirs = instead(ours, *own)
    assert [word for word in theirs if word not in ours] == [str(file) for file in own]
    with pytest.raises(ValueError, match=r"credentials\.yml"):
        instead(["rasa", "run", "--endpoints", "endpoints.yml"], *own)
