"""The inbox in a browser: who may see it, what it shows, and that every form answers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from contacts.models import Channel
from studio.drafts.people import Person
from studio.inbox.deciding import Wish
from studio.inbox.guesses import guesses
from studio.inbox.models import Kind, Reason
from tests.desk.parts import plain
from tests.studio.inbox.filling import fill
from tests.studio.inbox.parts import DAY, EMMA, MISSED, WHICH, Council, Ears


@pytest.fixture
def hedgehogs(council: Council) -> tuple[str, list[str]]:
    """An open group of two messages: its page, and the messages' numbers."""
    council.says("the hedgehog house at 14 Mill Lane is broken")
    council.says("the hedgehog house is broken <b>again</b>", channel=Channel.PHONE)
    council.gathering.gather()
    (group,), _ = council.inbox.groups()
    return f"/studio/inbox/groups/{group.id}", [str(message.id) for message in group.messages]


def test_advisers_do_not_see_the_inbox(council: Council) -> None:
    assert council.editor("aisha").browser.get("/studio/inbox").status_code == 403


def test_an_empty_inbox_says_so(council: Council) -> None:
    assert "The inbox is empty" in plain(council.editor().see("/studio/inbox"))


def test_the_inbox_shows_groups_masked_with_how_many_residents(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    page = council.editor().see("/studio/inbox")
    assert "2 residents" in plain(page)
    assert "Mill Lane" not in page.text
    assert "Not understood (2)" in plain(page)
    assert page.headers["Cache-Control"] == "no-store"


def test_it_can_be_looked_through_by_reason(council: Council, hedgehogs: tuple[str, list[str]]) -> None:
    council.says("the wagon went by", WHICH.choices[1])
    council.gathering.gather()
    ed = council.editor()
    chosen = plain(ed.see(f"/studio/inbox?reason={Reason.CHOSE}"))
    assert "the wagon went by" in chosen
    assert "hedgehog" not in chosen
    assert "No message is here for this reason" in plain(ed.see(f"/studio/inbox?reason={Reason.CORRECTED}"))
    assert "hedgehog" in plain(ed.see("/studio/inbox?reason=<odd>"))


def test_a_group_shows_each_message_why_it_is_here_and_the_guesses(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    page = council.editor().see(hedgehogs[0])
    words = plain(page)
    assert "&lt;b&gt;" not in page.text  # what was typed as mark-up is text, in round brackets
    assert "Spoken" in words
    assert "Not understood" in words
    assert "1 Find out your bin day" in words
    assert "2 Report a missed bin" in words
    assert "the hedgehog house at an address is broken" in words
    assert "Mill Lane" not in page.text


def test_choosing_a_guess_teaches_and_shows_what_was_done_with_the_way_back(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    ed, (address, ids) = council.editor(), hedgehogs
    answer = ed.send(f"{address}/decide", message=ids, guess=MISSED)
    assert answer.status_code == 303
    done = ed.see(answer.headers["Location"])
    assert "2 messages settled, 2 phrases added to Report a missed bin" in plain(done)
    undone = ed.see(ed.send("/studio/inbox/decisions/1/undo").headers["Location"])
    assert "Undone by Ed Editor" in plain(undone)
    assert "2 residents" in plain(undone)


def test_after_a_decision_the_next_group_follows(council: Council, hedgehogs: tuple[str, list[str]]) -> None:
    council.says("the wagon went by")
    council.gathering.gather()
    ed, (address, ids) = council.editor(), hedgehogs
    answer = ed.send(f"{address}/decide", message=ids, decision="dismiss")
    assert "wagon" in plain(ed.see(answer.headers["Location"]))
    assert "2 messages dismissed" in plain(ed.see(answer.headers["Location"]))


@pytest.mark.parametrize("typed", ["Find out your bin day", "find out  your bin day ", DAY])
def test_another_enquiry_is_chosen_by_its_title_or_name(
    council: Council, hedgehogs: tuple[str, list[str]], typed: str
) -> None:
    address, ids = hedgehogs
    council.editor().send(f"{address}/decide", message=ids, decision="teach", intent=typed)
    assert council.inbox.decided()[0].intent == DAY


def test_messages_are_kept_for_testing_when_that_is_what_they_are_for(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    address, ids = hedgehogs
    council.editor().send(f"{address}/decide", message=ids, guess=MISSED, use="testing")
    assert council.inbox.decided()[0].kind is Kind.TESTING


def test_what_is_nothing_we_do_can_be_kept_for_testing_and_then_teaches_nothing(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    address, ids = hedgehogs
    council.editor().send(f"{address}/decide", message=ids, decision="out_of_scope", use="testing")
    [made] = council.inbox.decided()
    assert (made.kind, made.intent) == (Kind.TESTING, "out_of_scope")
    assert council.text(made.draft_id, "tests/nlu/held_out.csv").count("out_of_scope") == len(ids)
    assert "hedgehog" not in council.text(made.draft_id, "data/nlu/_shared.yml")


def test_a_new_enquiry_is_begun_with_the_phrases(council: Council, hedgehogs: tuple[str, list[str]]) -> None:
    ed, (address, ids) = council.editor(), hedgehogs
    answer = ed.send(f"{address}/decide", message=ids, decision="new_enquiry")
    page = ed.see(answer.headers["Location"])
    assert 'action="/studio/enquiries/new/from"' in page.text
    assert all(phrase in page.text for phrase in council.deciding.phrases_of(1) if "<" not in phrase)
    assert "taken for a new enquiry" in plain(ed.see("/studio/inbox/decided"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"decision": "dismiss"}, "Select at least one message"),
        ({"decision": "teach"}, "Choose what the messages are about"),
        ({"decision": "teach", "intent": "find your bin day"}, "Did you mean Find out your bin day?"),
        ({"decision": "teach", "intent": "<script>"}, "There is no enquiry called"),
        ({"guess": "gone"}, "Choose what the messages are about"),
    ],
)
def test_a_form_that_does_not_hold_together_comes_back_with_words(
    council: Council, hedgehogs: tuple[str, list[str]], fields: dict[str, str], words: str
) -> None:
    address, ids = hedgehogs
    sent = (
        {} if fields["decision" if "decision" in fields else "guess"] == "dismiss" else {"message": ids[:1]}
    )
    answer = council.editor().send(f"{address}/decide", **sent, **fields)
    assert answer.status_code == 422
    assert "There is a problem" in plain(answer)
    assert words in plain(answer).replace("&lt;", "<").replace("&gt;", ">")
    assert council.inbox.groups()[1] == 1


def test_odd_numbers_and_what_is_not_there_are_no_errors(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    ed, (address, _) = council.editor(), hedgehogs
    assert ed.send(f"{address}/decide", message=["x", "-1", "9" * 30], decision="dismiss").status_code == 422
    assert ed.send(f"{address}/decide", message=["77"], decision="dismiss").status_code == 409
    for missing in ("/studio/inbox/groups/77", "/studio/inbox/groups/77/heard"):
        assert ed.browser.get(missing).status_code == 404
    assert ed.send("/studio/inbox/decisions/77/undo").status_code == 404
    assert ed.browser.get("/studio/inbox?page=900").status_code == 200
    for odd in ("/studio/inbox/groups/0", "/studio/inbox/groups/" + "9" * 30, "/studio/inbox?page=0"):
        assert ed.browser.get(odd).status_code == 422


def test_the_second_of_two_editors_reads_who_was_first(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    ed, (address, ids) = council.editor(), hedgehogs
    (group,), _ = council.inbox.groups()
    council.deciding.decide(EMMA, Wish(Kind.TEACH, group.id, tuple(int(one) for one in ids), MISSED))
    answer = ed.send(f"{address}/decide", message=ids, guess=DAY)
    assert answer.status_code == 409
    assert "Emma Whitlock has decided: 2 messages settled, 2 phrases added" in plain(answer)
    assert council.inbox.decided()[0].intent == MISSED


def test_and_so_when_only_some_had_been_decided(council: Council, hedgehogs: tuple[str, list[str]]) -> None:
    ed, (address, ids) = council.editor(), hedgehogs
    (group,), _ = council.inbox.groups()
    council.deciding.decide(EMMA, Wish(Kind.DISMISS, group.id, (int(ids[0]),)))
    answer = ed.send(f"{address}/decide", message=ids, guess=DAY)
    assert answer.status_code == 409
    assert "Emma Whitlock was first: 1 message dismissed. Nothing of yours was changed." in plain(answer)


def test_what_was_decided_is_kept_with_who_and_when(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    ed, (address, ids) = council.editor(), hedgehogs
    assert "Nothing has been decided yet" in plain(ed.see("/studio/inbox/decided"))
    ed.send(f"{address}/decide", message=ids, decision="out_of_scope")
    page = plain(ed.see("/studio/inbox/decided"))
    assert "2 messages settled as nothing we do" in page
    assert "Ed Editor, 24 November 2026 at 10am" in page


def test_of_messages_like_these_the_last_decision_is_told(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    ed, (address, ids) = council.editor(), hedgehogs
    ed.send(f"{address}/decide", message=ids[:1], decision="dismiss")
    assert "last time: 1 message dismissed" in plain(ed.see(address))


@pytest.fixture
def with_models(tmp_path: Path) -> Iterator[tuple[Council, Ears, Ears]]:
    live, draft = Ears(DAY, 0.31), Ears(MISSED, 0.97)
    council = Council(tmp_path, live_ears=live, draft_ears=draft)
    yield council, live, draft
    council.database.close()


def test_the_page_shows_what_the_live_model_and_the_drafts_make_of_it_now(
    with_models: tuple[Council, Ears, Ears],
) -> None:
    council, live, draft = with_models
    council.says("the hedgehog is at 14 Mill Lane")
    council.gathering.gather()
    ed = council.editor()
    before = plain(ed.see("/studio/inbox/groups/1/heard"))
    assert "Live now: Find out your bin day (31%)" in before
    assert "shown here once it has been trained" in before
    emma = council.editor("emma")
    draft_id = council.drafts.open("Hedgehogs", Person.of(EMMA)).id
    council.drafts.choose(replace(EMMA, id=council.account["Emma Whitlock"]), draft_id)
    after = plain(emma.see("/studio/inbox/groups/1/heard"))
    assert "Your draft: Report a missed bin (97%)" in after
    assert "Mill Lane" not in str(live.asked + draft.asked)  # the models are asked what would be taught
    assert "Live now" in plain(ed.see("/studio/inbox/groups/1?ask=now"))


def test_a_live_model_that_does_not_answer_is_said_to(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    assert "the live assistant does not answer" in plain(council.editor().see(f"{hedgehogs[0]}/heard"))


@pytest.mark.parametrize(
    "address", ["/studio/inbox", "/studio/inbox/groups/1", "/studio/inbox?reason=chose", "/studio"]
)
def test_a_page_asks_the_database_as_often_with_ten_times_the_messages(
    council: Council, address: str
) -> None:
    ed = council.editor()
    fill(council, groups=60, messages=120)
    few = asked(council, lambda: ed.see(address))
    fill(council, groups=600, messages=1_200, after=120)
    assert asked(council, lambda: ed.see(address)) == few > 0


def asked(council: Council, see: Callable[[], object]) -> int:
    """How many statements go to the database meanwhile."""
    statements: list[object] = []
    event.listen(council.database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    see()
    return len(statements)


def test_what_is_as_good_as_impossible_is_no_guess() -> None:
    told = SimpleNamespace(
        understood={"ranking": [{"intent": DAY, "confidence": 0.6}, {"intent": MISSED, "confidence": 0.001}]},
        meant=None,
    )
    assert [name for name, _ in guesses([told], {DAY: "", MISSED: ""})] == [DAY]


def test_an_enquiry_that_was_written_from_a_decision_is_not_offered_to_be_written_again(
    council: Council, hedgehogs: tuple[str, list[str]]
) -> None:
    ed, (address, ids) = council.editor(), hedgehogs
    ed.send(f"{address}/decide", message=ids, decision="new_enquiry")
    assert 'action="/studio/enquiries/new/from"' in ed.see("/studio/inbox/decided").text
    path = council.live / "data" / "nlu" / "waste.yml"
    phrases = "".join(f"    - {phrase}\n" for phrase in council.deciding.phrases_of(1))
    head = f"- intent: {MISSED}\n  examples: |\n"
    path.write_text(path.read_text().replace(head, head + phrases, 1))
    page = ed.see("/studio/inbox/decided")
    assert 'action="/studio/enquiries/new/from"' not in page.text
    assert "Its phrases are those of Report a missed bin now" in plain(page)
