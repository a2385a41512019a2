"""Rasa, seen from here: a real small server on loopback that speaks bot/contact_channel.py's wire format."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest

from contacts.acts import (
    NO,
    YES,
    Act,
    ArticleSource,
    Ask,
    AskKind,
    CallBack,
    Choice,
    End,
    HandOff,
    Priority,
    Say,
)
from contacts.assistant import AssistantReply, AssistantTurn, AssistantUnavailable, RasaAssistant, read_reply
from contacts.care import Safety, heard_in
from contacts.models import Channel
from tests.contacts.parts import Centre
from tests.stack import free_port

TOKEN = "a token of the tests"
PATIENT = 20.0  # seconds
SECONDS = {Channel.WEBCHAT: 0.4, Channel.PHONE: 1.2, Channel.TEXT: 0.4}
UNDERSTANDING = {"intent": "report_missed_bin", "confidence": 0.93, "ranking": [], "entities": []}
TURN = AssistantTurn(7, 3, Channel.WEBCHAT, "my bin was missed")


def fine(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"messages": list(messages or ({"text": "Leave it out."},)), "understanding": UNDERSTANDING}


class SmallRasa:
    """Answers each turn with the next answer, the last one for ever. An answer is JSON, bytes or a function."""

    def __init__(self, port: int = 0) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers: list[Any] = [fine()]
        self.status = 200
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        rasa = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                rasa.asked.append(
                    {"path": self.path, "token": self.headers["Authorization"], **json.loads(body)}
                )
                answer = rasa.answers.pop(0) if len(rasa.answers) > 1 else rasa.answers[0]
                if isinstance(answer, Callable):  # type: ignore[arg-type]
                    answer = answer(self)
                    if answer is None:
                        return
                sent = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(rasa.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@pytest.fixture
def rasa() -> Iterator[SmallRasa]:
    rasa = SmallRasa()
    yield rasa
    rasa.close()


@pytest.fixture
def assistant(rasa: SmallRasa) -> Iterator[RasaAssistant]:
    assistant = RasaAssistant(rasa.url, TOKEN, SECONDS)
    yield assistant
    assistant.close()


def unavailable(assistant: RasaAssistant, turn: AssistantTurn = TURN) -> float:
    """The turn is not answered; how many seconds that took."""
    started = time.monotonic()
    with pytest.raises(AssistantUnavailable):
        assistant.take(turn)
    return time.monotonic() - started


# What goes out


def test_a_turn_goes_out_in_the_agreed_form(rasa: SmallRasa, assistant: RasaAssistant):
    assistant.take(TURN)
    assert rasa.asked == [
        {
            "path": "/webhooks/contact/turn",
            "token": f"Bearer {TOKEN}",
            "contact": "7",
            "turn": 3,
            "channel": "webchat",
            "words": "my bin was missed",
            "intent": None,
            "value": None,
            "again": False,
            "recognised": None,
            "sealed": None,
            "caller": None,
        }
    ]


@pytest.mark.parametrize(
    ("value", "intent", "sent"),
    [
        ("intent:report_missed_bin", "report_missed_bin", None),
        ("intent:ask_for_human", "ask_for_human", None),
        ("intent:ask_named_person#4042", "ask_named_person", "4042"),
        ("yes", None, "yes"),
        ("held:abc", None, "held:abc"),
        (None, None, None),
    ],
)
def test_a_choice_names_an_enquiry_or_answers_a_question(
    rasa: SmallRasa, assistant: RasaAssistant, value: str | None, intent: str | None, sent: str | None
):
    assistant.take(AssistantTurn(7, 3, Channel.PHONE, "words", value, again=True))
    asked = rasa.asked[0]
    assert (asked["intent"], asked["value"], asked["channel"]) == (intent, sent, "phone")
    assert asked["again"] is True


def test_words_of_every_language_arrive_whole(rasa: SmallRasa, assistant: RasaAssistant):
    words = 'Ŵyn "quoted" 😡 \\n </script> 日本'
    assistant.take(AssistantTurn(7, 3, Channel.WEBCHAT, words))
    assert rasa.asked[0]["words"] == words


# What comes back: every kind of custom part

SOURCE = {
    "article": "waste/missed-bins",
    "title": "Missed bins",
    "source": "Waste policy",
    "review_by": "2027-05-31",
}


@pytest.mark.parametrize(
    ("message", "acts", "notes"),
    [
        ({"text": "Hello."}, [Say(text="Hello.")], set()),
        (
            {"text": "Leave it out.", "custom": {"source": SOURCE, "note": "answered"}},
            [
                Say(
                    text="Leave it out.",
                    source=ArticleSource(**{**SOURCE, "review_by": date(2027, 5, 31)}),
                    answer=True,
                )
            ],
            {"answered"},
        ),
        (
            {"text": "Shall I?", "custom": {"ask": {"kind": "yes_no", "choices": [vars(YES), vars(NO)]}}},
            [Ask(kind=AskKind.YES_NO, text="Shall I?", choices=(YES, NO))],
            set(),
        ),
        (
            {
                "text": "Which bin?",
                "custom": {"ask": {"kind": "choice", "choices": [{"label": "Green bin", "value": "green"}]}},
            },
            [
                Ask(
                    kind=AskKind.CHOICE,
                    text="Which bin?",
                    choices=(Choice(label="Green bin", value="green"),),
                )
            ],
            set(),
        ),
        (
            {
                "text": "PIN?",
                "custom": {"ask": {"kind": "digits", "choices": [], "secret": True, "max_digits": 12}},
            },
            [Ask(kind=AskKind.DIGITS, text="PIN?", secret=True, max_digits=12)],
            set(),
        ),
        (
            {"text": "Postcode?", "custom": {"ask": {"kind": "postcode"}}},
            [Ask(kind=AskKind.POSTCODE, text="Postcode?")],
            set(),
        ),
        (
            {"text": "Name?", "custom": {"ask": {"kind": "name"}}},
            [Ask(kind=AskKind.NAME, text="Name?")],
            set(),
        ),
        ({"text": "So?", "custom": {"ask": {"kind": "open", "max_digits": None}}}, [Ask(text="So?")], set()),
        (
            {
                "custom": {
                    "hand_off": {"reason": "Asked", "team": "waste", "priority": "urgent", "about": "Bins"}
                }
            },
            [HandOff(reason="Asked", team="waste", priority=Priority.URGENT, about="Bins")],
            set(),
        ),
        (
            {
                "text": "I will get someone.",
                "custom": {"hand_off": {"reason": "Asked", "collected": {"Name": "Sam"}}},
            },
            [Say(text="I will get someone."), HandOff(reason="Asked", collected={"Name": "Sam"})],
            set(),
        ),
        (
            {"custom": {"call_back": {"reason": "Asked", "team": "waste"}}},
            [CallBack(reason="Asked", team="waste")],
            set(),
        ),
        ({"text": "Goodbye.", "custom": {"end": True}}, [Say(text="Goodbye."), End()], set()),
        (
            {"text": "Pardon?", "custom": {"note": "not_understood"}},
            [Say(text="Pardon?")],
            {"not_understood"},
        ),
        (
            {"text": "Done.", "custom": {"note": "case_opened"}},
            [Say(text="Done.", answer=True)],
            {"case_opened"},
        ),
        (
            {"text": "Hello.", "custom": {"new_one": 1}, "buttons": [{"title": "x"}]},
            [Say(text="Hello.")],
            set(),
        ),
        ({"text": "Hello.", "custom": None}, [Say(text="Hello.")], set()),
    ],
)
def test_messages_become_acts(
    rasa: SmallRasa, assistant: RasaAssistant, message: dict[str, Any], acts: list[Act], notes: set[str]
):
    rasa.answers = [fine(message)]
    reply = assistant.take(TURN)
    assert reply == AssistantReply(acts, UNDERSTANDING, frozenset(notes))


def test_several_messages_stay_in_order_and_their_notes_together():
    answer = fine(
        {"text": "One.", "custom": {"note": "answered"}},
        {"text": "Two.", "custom": {"note": "case_opened"}},
        {"custom": {"end": True}},
    )
    reply = read_reply(answer)
    assert reply.acts == [Say(text="One.", answer=True), Say(text="Two.", answer=True), End()]
    assert reply.notes == {"answered", "case_opened"}


# Down, late, or talking nonsense


@pytest.mark.parametrize("channel", list(Channel))
def test_late_is_unavailable_within_the_channels_limit(
    rasa: SmallRasa, assistant: RasaAssistant, channel: Channel
):
    given_up, in_time = threading.Event(), Queue[bool]()
    rasa.answers = [lambda _: in_time.put(given_up.wait(PATIENT))]
    took = unavailable(assistant, AssistantTurn(7, 3, channel, "words"))
    given_up.set()
    assert took >= SECONDS[channel]
    assert in_time.get(timeout=PATIENT)
    assert len(rasa.asked) == 1  # it may be at work on the turn: it is not asked a second time


def test_nobody_there_is_unavailable():
    nowhere = RasaAssistant(f"http://127.0.0.1:{free_port()}", TOKEN, SECONDS)
    unavailable(nowhere)
    unavailable(nowhere, AssistantTurn(7, 3, Channel.PHONE, "words"))
    nowhere.close()


def test_refused_and_back_within_the_limit_is_answered():
    port = free_port()
    assistant = RasaAssistant(f"http://127.0.0.1:{port}", TOKEN, {Channel.PHONE: 8.0})
    started: list[SmallRasa] = []
    restarting = threading.Timer(0.3, lambda: started.append(SmallRasa(port)))
    restarting.start()
    reply = assistant.take(AssistantTurn(7, 3, Channel.PHONE, "my bin was missed"))
    assert reply.acts == [Say(text="Leave it out.")]
    assert len(started[0].asked) == 1
    assistant.close()
    started[0].close()


@pytest.mark.parametrize("status", [400, 401, 404, 500, 502, 503])
def test_an_error_is_unavailable(rasa: SmallRasa, assistant: RasaAssistant, status: int):
    rasa.status = status
    unavailable(assistant)
    assert len(rasa.asked) == 1  # nor is it asked again
    rasa.status = 200
    assert assistant.take(TURN).acts == [Say(text="Leave it out.")]


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def hangs_up_halfway(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"messages": [{"text": "Lea')
    handler.close_connection = True


@pytest.mark.parametrize("ends", [hangs_up, hangs_up_halfway])
def test_killed_while_it_answers_is_unavailable_and_the_next_turn_is_fine(
    rasa: SmallRasa, assistant: RasaAssistant, ends: Callable[[BaseHTTPRequestHandler], None]
):
    rasa.answers = [ends, fine()]
    unavailable(assistant)
    assert assistant.take(TURN).acts == [Say(text="Leave it out.")]


@pytest.mark.parametrize(
    "answer",
    [
        {"messages": [], "understanding": UNDERSTANDING},
        fine({"text": ""}),
        fine({"custom": {"note": "answered"}}),
        fine({}),
    ],
)
def test_saying_nothing_is_unavailable(rasa: SmallRasa, assistant: RasaAssistant, answer: object):
    """An action failed inside Rasa: the resident must not be left in silence."""
    rasa.answers = [answer]
    unavailable(assistant)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        b"\xff\xfe\x00",
        b'{"messages": [',
        [],
        {},
        None,
        "messages",
        42,
        {"messages": None, "understanding": UNDERSTANDING},
        {"messages": "Hello", "understanding": UNDERSTANDING},
        {"messages": ["Hello"], "understanding": UNDERSTANDING},
        {"messages": [None], "understanding": UNDERSTANDING},
        {"messages": [{"text": "Hello."}]},
        fine({"text": 42}),
        fine({"text": {"nested": "words"}}),
        fine({"text": "So?", "custom": "ask"}),
        fine({"text": "So?", "custom": ["ask"]}),
        fine({"text": "So?", "custom": {"ask": None}}),
        fine({"text": "So?", "custom": {"ask": "open"}}),
        fine({"text": "So?", "custom": {"ask": {"kind": "riddle"}}}),
        fine({"text": "So?", "custom": {"ask": {"text": "twice"}}}),
        fine({"custom": {"ask": {"kind": "open"}}}),
        fine({"text": "So?", "custom": {"ask": {"kind": "choice", "choices": [{"label": "no value"}]}}}),
        fine({"text": "Hello.", "custom": {"source": {"title": "no article"}}}),
        fine({"text": "Hello.", "custom": {"note": ["a", "list"]}}),
        fine({"custom": {"hand_off": {}}}),
        fine({"custom": {"hand_off": None}}),
        fine({"custom": {"hand_off": {"reason": "x", "priority": "later"}}}),
        fine({"custom": {"hand_off": {"reason": "x", "collected": {"Name": ["Sam"]}}}}),
        fine({"custom": {"call_back": {"team": "waste"}}}),
    ],
)
def test_what_is_not_in_the_agreed_form_is_unavailable(
    rasa: SmallRasa, assistant: RasaAssistant, answer: object
):
    rasa.answers = [answer]
    unavailable(assistant)


def test_a_resident_never_meets_the_nonsense(centre: Centre, rasa: SmallRasa, assistant: RasaAssistant):
    rasa.answers = [{"messages": ["Hello"]}]
    turns = centre.another_process(assistant)  # type: ignore[arg-type]
    centre.turns = turns
    assert centre.resident("flurble").heard.endswith("Shall I try again, or would you like a person?")


# Listening, where there is no turn


@pytest.mark.parametrize(
    ("said", "heard"), [("emergency", Safety.EMERGENCY), ("none", None), ("loud", None), (None, None)]
)
def test_what_is_heard_without_a_turn(
    rasa: SmallRasa, assistant: RasaAssistant, said: str | None, heard: Safety | None
):
    rasa.answers = [UNDERSTANDING | {"safety": said}]
    assert heard_in(assistant.listen("Ann Marlow")) is heard
    assert rasa.asked[-1] == {
        "path": "/webhooks/contact/understand",
        "token": f"Bearer {TOKEN}",
        "words": "Ann Marlow",
    }


@pytest.mark.parametrize("answer", [b"not JSON", [], 7, None])
def test_nonsense_is_nothing_heard(rasa: SmallRasa, assistant: RasaAssistant, answer: Any):
    rasa.answers = [answer]
    assert assistant.listen("Ann Marlow") is None


def test_nobody_there_hears_nothing():
    assert RasaAssistant(f"http://127.0.0.1:{free_port()}", TOKEN, SECONDS).listen("Ann Marlow") is None


# Why, for the studio's rehearsals


def test_what_stands_behind_turns_is_asked_for_together(rasa: SmallRasa, assistant: RasaAssistant):
    rasa.answers = [{"turns": [{"number": 1}, {"number": 2}]}]
    assert assistant.reasons(7, [(1, "my bin was missed"), (2, "")]) == [{"number": 1}, {"number": 2}]
    assert rasa.asked[-1] == {
        "path": "/webhooks/contact/why",
        "token": f"Bearer {TOKEN}",
        "contact": "7",
        "turns": [{"number": 1, "words": "my bin was missed"}, {"number": 2, "words": ""}],
    }


@pytest.mark.parametrize("answer", [b"not JSON", [], 7, None, {}])
def test_nonsense_is_no_reason(rasa: SmallRasa, assistant: RasaAssistant, answer: Any):
    rasa.answers = [answer]
    with pytest.raises(AssistantUnavailable):
        assistant.reasons(7, [(1, "my bin was missed")])


def test_who_would_wait_only_a_second_makes_nobody_else_hurry(
    rasa: SmallRasa, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("contacts.assistant.HURRIED_SECONDS", 0.2)
    monkeypatch.setattr("contacts.assistant.SLOW_SECONDS", 0.2)
    assistant = RasaAssistant(rasa.url, TOKEN, SECONDS)
    rasa.answers = [lambda handler: time.sleep(0.6) or fine()]
    caller = replace(TURN, channel=Channel.PHONE)
    assert unavailable(assistant, replace(caller, hurried=True)) < 0.6
    assert assistant.take(caller).acts
    assistant.close()


def test_what_was_slow_once_is_not_waited_for_as_long_again(rasa: SmallRasa, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("contacts.assistant.SLOW_SECONDS", 0.2)
    assistant = RasaAssistant(rasa.url, TOKEN, SECONDS)
    rasa.answers = [lambda handler: time.sleep(1.5) or fine()]
    caller = replace(TURN, channel=Channel.PHONE)
    assert unavailable(assistant, caller) >= 1.2
    assert unavailable(assistant, replace(caller, again=True)) < 0.6
    assert unavailable(assistant, replace(caller, contact_id=8)) < 0.6  # nor by the next caller
    rasa.answers = [fine()]
    assistant.take(replace(caller, contact_id=9))
    rasa.answers = [lambda handler: time.sleep(0.5) or fine()]
    assert assistant.take(replace(caller, contact_id=10)).acts  # it answers: there is time for it again
    assistant.close()
