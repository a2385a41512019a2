"""The HTTP API of web chat: what it takes, what it refuses and in which words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.webchat.parts import Reception

API = "/chat/api/contacts"


def say(browser: TestClient, key: str, number: int, words: str) -> Any:
    return browser.post(f"{API}/{key}/turns", json={"number": number, "words": words})


def lines(answer: Any) -> list[tuple[str, str]]:
    return [(line["author"], line["act"]["text"]) for line in answer.json()["messages"]]


def test_a_conversation_begins_with_the_greeting_and_turn_1(browser: TestClient) -> None:
    answer = browser.post(API)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["status"], body["next_turn"]) == ("assistant", 1)
    assert "I am a computer" in body["messages"][0]["act"]["text"]
    assert len(body["contact"]) >= 20


def test_a_turn_gives_the_residents_line_and_then_the_replies(browser: TestClient, key: str) -> None:
    answer = say(browser, key, 1, "My bin was missed")
    assert answer.status_code == 200
    assert answer.json()["next_turn"] == 2
    assert [author for author, _ in lines(answer)] == ["resident", "assistant", "assistant"]
    source = answer.json()["messages"][1]["act"]["source"]
    assert (source["article"], source["review_by"]) == ("waste/missed-bins", "2027-05-31")


def test_a_choice_is_taken_by_its_value_and_shown_by_its_label(browser: TestClient, key: str) -> None:
    say(browser, key, 1, "My bin was missed")
    answer = browser.post(f"{API}/{key}/turns", json={"number": 2, "choice": "yes"})
    assert lines(answer)[0] == ("resident", "Yes")


def test_the_same_turn_again_gives_the_stored_reply_and_asks_the_assistant_once(
    browser: TestClient, key: str, reception: Reception
) -> None:
    first, again = say(browser, key, 1, "My bin was missed"), say(browser, key, 1, "My bin was missed")
    assert again.status_code == 200
    assert again.json() == first.json()
    assert len(reception.assistant.asked) == 1


def test_other_words_under_a_used_number_are_a_conflict(browser: TestClient, key: str) -> None:
    say(browser, key, 1, "My bin was missed")
    answer = say(browser, key, 1, "My library books are late")
    assert (answer.status_code, answer.json()["error"]) == (409, "turn_conflict")


def test_a_number_too_far_on_is_told_which_is_expected(browser: TestClient, key: str) -> None:
    answer = say(browser, key, 3, "Hello?")
    assert answer.status_code == 409
    assert answer.json()["error"] == "turn_out_of_order"
    assert answer.json()["expected_turn"] == 1


@pytest.mark.parametrize(
    "unknown", ["nobody", "k" * 64, "k" * 500, "a%00b", "..%2F..", "%F0%9F%98%80", "a'--"]
)
def test_an_unknown_conversation_is_not_found_by_any_route(browser: TestClient, unknown: str) -> None:
    answers = [
        say(browser, unknown, 1, "Hello"),
        browser.get(f"{API}/{unknown}/messages"),
        browser.get(f"{API}/{unknown}/events"),
        browser.post(f"{API}/{unknown}/end"),
    ]
    for answer in answers:
        assert answer.status_code == 404, answer.url
        # A slash in the key is another address; everything else is told in the agreed form.
        if "%2F" not in unknown:
            assert answer.json()["error"] == "unknown_contact"


def test_an_ended_conversation_takes_no_turn_but_can_be_read(browser: TestClient, key: str) -> None:
    say(browser, key, 1, "My bin was missed")
    assert browser.post(f"{API}/{key}/end").json()["status"] == "ended"
    answer = say(browser, key, 2, "One more thing")
    assert (answer.status_code, answer.json()["error"]) == (410, "contact_ended")
    assert len(browser.get(f"{API}/{key}/messages").json()["messages"]) >= 4
    assert browser.post(f"{API}/{key}/end").status_code == 200


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\u200b\u202e", "\u0000\u0007\u001b"])
def test_a_turn_with_nothing_in_it_is_not_taken(
    browser: TestClient, key: str, nothing: str, reception: Reception
) -> None:
    answer = say(browser, key, 1, nothing)
    assert (answer.status_code, answer.json()["error"]) == (422, "nothing_said")
    assert reception.said_by_residents() == []


def test_a_choice_nobody_offered_is_not_taken(browser: TestClient, key: str) -> None:
    answer = browser.post(f"{API}/{key}/turns", json={"number": 1, "choice": "yes"})
    assert (answer.status_code, answer.json()["error"]) == (422, "choice_not_offered")


def test_two_thousand_characters_fit_and_one_more_does_not(browser: TestClient, key: str) -> None:
    answer = say(browser, key, 1, "x" * 2_001)
    assert (answer.status_code, answer.json()["error"]) == (422, "too_long")
    assert "2,000" in answer.json()["message"]
    assert say(browser, key, 1, "x" * 10_000).json()["error"] == "too_long"
    assert say(browser, key, 1, "x" * 2_000).status_code == 200


@pytest.mark.parametrize(
    "words", ["😀😀", "👩‍👩‍👧", "مرحبا", "<b>bold</b><script>alert(1)</script>", "a\r\nb", "'; DROP TABLE"]
)
def test_whatever_can_be_typed_comes_back_as_it_was(browser: TestClient, key: str, words: str) -> None:
    answer = say(browser, key, 1, words)
    assert answer.status_code == 200
    assert lines(answer)[0][1].replace("\r", "") == words.replace("\r", "")


def test_control_characters_are_taken_out(browser: TestClient, key: str) -> None:
    assert lines(say(browser, key, 1, "my\u0000 bin\u0007 \u202ewas"))[0][1] == "my bin was"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'"words"',
        b"[" * 30_000,
        b'{"words": "no number"}',
        b'{"number": "1", "words": "a"}',
        b'{"number": true, "words": "a"}',
        b'{"number": 1.5, "words": "a"}',
        b'{"number": 0, "words": "a"}',
        b'{"number": -1, "words": "a"}',
        b'{"number": 99999999999999999999999999, "words": "a"}',
        b'{"number": ' + b"9" * 5_000 + b', "words": "a"}',
        b'{"number": NaN, "words": "a"}',
        b'{"number": 1, "words": 7}',
        b'{"number": 1, "words": ["a"]}',
        b'{"number": 1, "words": "\\ud800"}',
        b'{"number": 1, "words": "a", "choice": "b"}',
        b'{"number": 1, "words": "a", "other": 1}',
        b'{"number": 1, "choice": "' + b"c" * 201 + b'"}',
    ],
)
def test_a_request_that_cannot_be_read_is_malformed(browser: TestClient, key: str, body: bytes) -> None:
    answer = browser.post(f"{API}/{key}/turns", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (422, "malformed")
    assert set(answer.json()) == {"error", "message"}


def test_a_form_or_a_page_of_another_site_cannot_post_a_turn(browser: TestClient, key: str) -> None:
    body = json.dumps({"number": 1, "words": "sent across sites"})
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = browser.post(f"{API}/{key}/turns", content=body, headers={"Content-Type": kind})
        assert answer.json()["error"] == "malformed"


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "9" * 30])
def test_a_place_in_the_transcript_must_be_a_number(browser: TestClient, key: str, after: str) -> None:
    assert browser.get(f"{API}/{key}/messages?after={after}").json()["error"] == "malformed"


def test_more_than_64_kilobytes_is_too_large_with_and_without_a_stated_length(
    browser: TestClient, key: str
) -> None:
    body = json.dumps({"number": 1, "words": "x" * 70_000}).encode()
    whole = browser.post(f"{API}/{key}/turns", content=body, headers={"Content-Type": "application/json"})
    chunks = (body[at : at + 8_000] for at in range(0, len(body), 8_000))
    chunked = browser.post(f"{API}/{key}/turns", content=chunks, headers={"Content-Type": "application/json"})
    for answer in (whole, chunked):
        assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


def test_reading_after_a_message_gives_only_what_is_new(browser: TestClient, key: str) -> None:
    before = browser.get(f"{API}/{key}/messages").json()["messages"]
    new = say(browser, key, 1, "Hello").json()["messages"]
    assert browser.get(f"{API}/{key}/messages?after={before[-1]['id']}").json()["messages"] == new
    assert browser.get(f"{API}/{key}/messages").json()["messages"] == before + new


def test_while_a_person_has_it_a_turn_only_stores_the_residents_line(
    browser: TestClient, key: str, reception: Reception
) -> None:
    assert say(browser, key, 1, "I want a person").json()["status"] == "waiting"
    reception.adviser_says(key, "Hello, this is Aisha")
    answer = say(browser, key, 2, "My bin was missed")
    assert answer.json()["status"] == "adviser"
    assert lines(answer) == [("resident", "My bin was missed")]
    told = browser.get(f"{API}/{key}/messages").json()["messages"]
    assert ("adviser", "Aisha") in [(line["author"], line["author_name"]) for line in told]


def test_a_pin_is_masked_in_the_answer_and_never_reaches_the_assistant(
    browser: TestClient, key: str, reception: Reception
) -> None:
    say(browser, key, 1, "renew my books, I have a PIN")
    answer = say(browser, key, 2, "4821")
    assert lines(answer)[0] == ("resident", "••••")
    assert "4821" not in answer.text
    assert "4821" not in repr(reception.assistant.asked)


def test_an_assistant_that_does_not_answer_still_gives_the_resident_words(
    browser: TestClient, key: str, reception: Reception
) -> None:
    reception.assistant.broken = True
    answer = say(browser, key, 1, "My bin was missed")
    assert answer.status_code == 200
    assert any(line["act"].get("choices") for line in answer.json()["messages"])


def test_a_failure_at_our_end_asks_to_try_again_and_shows_no_more(
    browser: TestClient, key: str, reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(reception.turns, "take", fail)
    answer = say(browser, key, 1, "Hello")
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
    assert "secret detail" not in answer.text


def test_answers_are_kept_by_nobody(browser: TestClient, key: str) -> None:
    for answer in (browser.get(f"{API}/{key}/messages"), browser.get(f"{API}/nobody/messages")):
        assert answer.headers["Cache-Control"] == "no-store"


def follow(browser: TestClient, key: str, after: int = 0, **headers: str) -> list[tuple[str, Any]]:
    """The events of a conversation that has ended, so that the stream ends too."""
    answer = browser.get(f"{API}/{key}/events?after={after}", headers=headers)
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    events = []
    for block in answer.text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if fields:
            events.append((fields.get("id", fields["event"]), json.loads(fields["data"])))
    return events


def test_the_stream_gives_every_message_by_its_id_and_then_the_status(browser: TestClient, key: str) -> None:
    say(browser, key, 1, "goodbye")
    told = browser.get(f"{API}/{key}/messages").json()["messages"]
    events = follow(browser, key)
    assert events[:-1] == [(str(line["id"]), line) for line in told]
    assert events[-1] == ("status", {"status": "ended", "next_turn": 2})


def test_a_browser_that_reconnects_misses_nothing_and_hears_nothing_twice(
    browser: TestClient, key: str
) -> None:
    say(browser, key, 1, "goodbye")
    ids = [line["id"] for line in browser.get(f"{API}/{key}/messages").json()["messages"]]
    resumed = follow(browser, key, after=ids[0], **{"Last-Event-ID": str(ids[1])})
    assert [name for name, _ in resumed] == [*map(str, ids[2:]), "status"]
    odd = follow(browser, key, after=ids[-1], **{"Last-Event-ID": "nonsense"})
    assert [name for name, _ in odd] == ["status"]


def test_whether_an_answer_helped_is_said_once_and_read_again(browser: TestClient, key: str) -> None:
    say(browser, key, 1, "My bin was missed")
    rating = f"{API}/{key}/turns/1/rating"
    for _ in range(2):
        assert browser.put(rating, json={"helped": False}).status_code == 204
    told = browser.get(f"{API}/{key}/messages").json()["messages"]
    assert [line["helped"] for line in told if line["act"].get("answer")] == [False]


@pytest.mark.parametrize(
    ("number", "body", "status", "code"),
    [
        (1, {"helped": True}, 404, "nothing_to_rate"),
        (9, {"helped": True}, 404, "nothing_to_rate"),
        (1, {"helped": "yes"}, 422, "malformed"),
        (1, {"helped": None}, 422, "malformed"),
        (0, {"helped": True}, 422, "malformed"),
        (10**12, {"helped": True}, 422, "malformed"),
    ],
)
def test_of_what_is_no_answer_it_cannot_be_said(
    browser: TestClient, key: str, number: int, body: dict[str, Any], status: int, code: str
) -> None:
    say(browser, key, 1, "Something else entirely")
    answer = browser.put(f"{API}/{key}/turns/{number}/rating", json=body)
    assert (answer.status_code, answer.json()["error"]) == (status, code)


def test_the_api_describes_itself(browser: TestClient) -> None:
    described = browser.get("/openapi.json").json()
    paths = {path: operations for path, operations in described["paths"].items() if path.startswith(API)}
    assert len(paths) == 6
    for path, operations in paths.items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["description"], path
            refusals = {status: answer for status, answer in operation["responses"].items() if status >= "4"}
            for status, answer in refusals.items():
                shape = answer["content"]["application/json"]["schema"]["$ref"]
                assert shape.endswith("/Problem"), (path, status)
    assert set(paths[f"{API}/{{key}}/turns"]["post"]["responses"]) == {
        "200",
        "404",
        "409",
        "410",
        "413",
        "422",
        "503",
    }
    assert not any(path.startswith("/chat") and not path.startswith(API) for path in described["paths"])
