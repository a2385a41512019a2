"""An editor types once and sees what live and draft each answer, and why."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from staff.accounts import DEMO_PASSWORD
from staff.models import Role
from studio.drafts.people import Person
from studio.trying.tryings import LIVE, SideView
from studio.workshop.jobs import Jobs
from studio.workshop.models import Kind
from tests.studio.trying.fake import FakeSide, Reply, understood
from tests.studio.trying.parts import MONSTER, MONSTER_ANSWER, TryRoom
from tests.studio.workroom import Editor, plain

TRY = "/studio/try"


def begun(room: TryRoom, channel: str = "webchat") -> Editor:
    emma = room.started()
    emma.does(f"{TRY}/begin", channel=channel)
    return emma


# Starting


def test_both_sides_start_on_demand_with_what_is_happening_shown(room: TryRoom) -> None:
    room.open_draft()
    emma = room.editor("emma")
    assert "Start live and draft" in plain(emma.see(TRY))
    assert room.tryings.running() is None, "to look starts nothing"
    assert "Waiting for the studio’s worker" in plain(emma.does(f"{TRY}/start"))
    waiting = emma.see(f"{TRY}/progress")
    assert "HX-Refresh" not in waiting.headers
    room.hold()
    assert emma.see(f"{TRY}/progress").headers["HX-Refresh"] == "true"
    assert "New chat" in plain(emma.see(TRY))


def compared(room: TryRoom) -> None:
    """A worker compares another draft."""
    other = room.drafts.open("Dragons", Person.of(room.account("ed")))
    jobs = Jobs(room.database, room.clock)
    asked = jobs.ask(Kind.COMPARE, other.id, other.head, "Ed Editor")
    jobs.take("worker")
    jobs.beat(asked.id, "worker", "Reading test messages", 43, 130)


def test_while_a_draft_is_compared_the_page_says_so_at_once_with_how_far_it_is(room: TryRoom) -> None:
    room.open_draft()
    compared(room)
    emma = room.editor("emma")
    told = "The draft “Dragons” is being trained and compared meanwhile: 43%, about 2 minutes left"
    assert told in plain(emma.see(TRY))
    assert told in plain(emma.does(f"{TRY}/start"))
    assert told in plain(emma.see(f"{TRY}/progress"))


def test_live_is_spoken_to_while_the_draft_still_starts(room: TryRoom) -> None:
    room.open_draft()
    compared(room)
    emma = room.editor("emma")
    emma.does(f"{TRY}/start")
    asked = room.tryings.take("the worker")
    assert asked is not None
    sides = [
        SideView(name, str(room.content), side.base_url, side.token) for name, side in room.sides.items()
    ]
    room.tryings.ready(asked.id, sides[:1])
    emma.does(f"{TRY}/begin", channel="webchat")
    page = emma.does(f"{TRY}/say", words="my bin was missed")
    assert "I am sorry your bin was missed." in plain(page)
    assert "Live answers now. The draft is still starting" in plain(page)
    assert "Only the live assistant runs" not in plain(page)
    assert "Live answers now" in plain(emma.see(f"{TRY}/draft"))
    room.tryings.ready(asked.id, sides)
    come = emma.see(f"{TRY}/draft")
    assert "The draft has started too. Begin a new chat" in plain(come)
    assert "hx-get" not in come.text
    assert "I am sorry your bin was missed." in plain(emma.see(TRY)), "the conversation goes on"
    emma.does(f"{TRY}/begin", channel="webchat")
    assert MONSTER_ANSWER in plain(emma.does(f"{TRY}/say", words=MONSTER))


def test_an_open_page_keeps_the_pair_for_ten_minutes_and_no_longer(room: TryRoom) -> None:
    emma = begun(room)
    address = re.search(r'hx-get="(/studio/try/here[^"]*)"', emma.see(TRY).text)
    minutes = 0
    while address:
        room.time.pass_(minutes=1)
        address = re.search(r'hx-get="(/studio/try/here[^"]*)"', emma.see(address[1]).text)
        minutes += 1
        running = room.tryings.running()
        assert running is not None
        assert room.tryings.beat(running.id)
    assert minutes == 10
    emma.see(TRY)
    room.time.pass_(seconds=100)
    assert room.tryings.beat(running.id)
    room.time.pass_(minutes=3)
    assert not room.tryings.beat(running.id)


def test_a_draft_that_is_not_trained_is_said_so_and_live_alone_is_tried(room: TryRoom) -> None:
    draft = room.open_draft(trained=False)
    emma = room.editor("emma")
    page = emma.see(TRY)
    assert "has not been trained as it is now" in plain(page)
    assert f"/studio/drafts/{draft.id}/train" in page.text
    emma.does(f"{TRY}/start")
    assert list(room.hold().sides) == [LIVE]
    page = emma.does(f"{TRY}/begin", channel="webchat")
    assert "Only the live assistant runs" in plain(page)
    page = emma.does(f"{TRY}/say", words="my bin was missed")
    assert "Draft: Monsters" not in plain(page)
    assert "I am sorry your bin was missed." in plain(page)


def test_a_draft_that_changed_since_is_said_so(room: TryRoom) -> None:
    emma = begun(room)
    emma.does("/studio/enquiries/report_missed_bin/phrases", phrases="they drove past and left it standing")
    assert "The draft has changed since it was started here" in plain(emma.see(TRY))


def test_what_the_live_files_have_that_live_has_not_learnt_is_said(room: TryRoom, live: FakeSide) -> None:
    emma = room.editor("emma")
    emma.does(f"{TRY}/start")
    asked = room.tryings.take("the worker")
    assert asked is not None
    newer = "The live files are newer than what answers: “Phrases for hello”."
    room.tryings.ready(asked.id, [SideView(LIVE, str(room.content), live.base_url, live.token, newer)])
    assert newer in plain(emma.see(TRY))


def test_another_editor_sees_who_uses_it_and_may_take_over(room: TryRoom) -> None:
    room.started()
    ed = room.editor("ed")
    page = ed.see(TRY)
    assert "Emma Whitlock is trying something" in plain(page)
    refused = ed.send(f"{TRY}/start")
    assert refused.status_code == 409
    assert "Emma Whitlock is trying something" in plain(refused)
    found = re.search(r'name="instead_of" value="(\d+)"', page.text)
    assert found
    ed.does(f"{TRY}/start", instead_of=found[1])
    running = room.tryings.running()
    assert running is not None
    assert running.staff_name == "Ed Editor"


def test_another_editor_says_nothing_in_somebody_elses_conversation(room: TryRoom, live: FakeSide) -> None:
    begun(room)
    before = list(live.asked)
    room.editor("ed").does(f"{TRY}/say", words="hello")
    assert live.asked == before


def test_what_went_wrong_is_at_the_top_of_the_page(room: TryRoom) -> None:
    emma = room.editor("emma")
    emma.does(f"{TRY}/start")
    taken = room.tryings.take("the worker")
    assert taken is not None
    room.tryings.end(taken.id, "Rasa was not ready after 240 s.")
    page = plain(emma.see(TRY))
    assert "The rehearsal could not be held" in page
    assert "Rasa was not ready" in page


def test_it_can_be_stopped(room: TryRoom) -> None:
    emma = room.started()
    assert "Start live and draft" in plain(emma.does(f"{TRY}/stop"))
    assert room.tryings.running() is None


def test_nobody_but_an_editor_tries_anything(room: TryRoom) -> None:
    room.started()
    room.accounts.create("asha@marlbury.example", "Asha", Role.ADVISER, "waste", DEMO_PASSWORD)
    adviser = room.browser("asha")
    for path in ("", "/progress", "/conversation"):
        assert adviser.get(TRY + path).status_code == 403
    assert adviser.post(f"{TRY}/say", data={"words": "hello"}).status_code == 403


@pytest.mark.parametrize("path", ["start", "stop", "begin", "say", "conversation"])
def test_a_form_that_is_not_ours_does_nothing(room: TryRoom, live: FakeSide, path: str) -> None:
    emma = begun(room)
    before = list(live.asked)
    forged = emma.browser.post(f"{TRY}/{path}", data={"words": "hello", "name": "missed_bin"})
    assert forged.status_code == 403
    assert live.asked == before
    assert room.tryings.running() is not None


# Chat


def test_what_is_typed_once_is_answered_by_both_sides_and_differences_are_marked(room: TryRoom) -> None:
    emma = begun(room)
    page = plain(emma.does(f"{TRY}/say", words=MONSTER))
    assert "I did not understand." in page
    assert MONSTER_ANSWER in page
    for difference in ("Different intent", "Different outcome", "Different answer"):
        assert difference in page
    page = plain(emma.does(f"{TRY}/begin", channel="webchat"))
    page = plain(emma.does(f"{TRY}/say", words="my bin was missed"))
    assert "Different" not in page


def test_why_tells_intent_runners_up_outcome_entities_and_rule(room: TryRoom) -> None:
    emma = begun(room)
    page = plain(emma.does(f"{TRY}/say", words="my bin was missed"))
    assert "Report a missed bin report_missed_bin , 87%" in page
    assert "Runners-up" in page
    assert "confidence is 87%, from 50% it is answered" in page
    assert "bin type: blue" in page
    assert "“Report a missed bin” in council/services/waste.yml" in page
    assert "The form now asks for address." in page


def test_a_choice_that_both_offer_goes_to_both_and_another_to_its_side_alone(
    room: TryRoom, live: FakeSide, draft: FakeSide
) -> None:
    emma = begun(room)
    page = emma.does(f"{TRY}/say", words="my bin was missed")
    assert 'value="both:yes"' in page.text
    emma.does(f"{TRY}/say", choice="both:yes")
    assert [side.asked[-2][1].get("choice") for side in (live, draft)] == ["yes", "yes"]
    page = emma.does(f"{TRY}/say", words=MONSTER)
    assert 'value="draft:purple"' in page.text
    typing = page.text[page.text.rindex("<form", 0, page.text.index('name="words"')) :]
    first = typing[typing.index("<button") :]
    assert "Say it to both" in first[: first.index("</button>")], "Enter says the words, and chooses nothing"
    assert "(draft only)" in plain(page)
    before = len([1 for path, _ in live.asked if path.endswith("/turns")])
    page = plain(emma.does(f"{TRY}/say", choice="draft:purple"))
    assert "We will feed it." in page
    assert "It did not go to this side." in page
    assert len([1 for path, _ in live.asked if path.endswith("/turns")]) == before
    # From then on the sides are at different turns, and both are still answered.
    assert "I am sorry your bin was missed." in plain(emma.does(f"{TRY}/say", words="my bin was missed"))


def test_a_choice_that_is_offered_no_longer_is_told_and_nothing_breaks(room: TryRoom) -> None:
    emma = begun(room)
    page = plain(emma.does(f"{TRY}/say", choice="both:yes"))
    assert page.count("That choice is no longer offered.") == 2


def test_a_side_that_stops_answering_leaves_the_other(room: TryRoom, draft: FakeSide) -> None:
    emma = begun(room)
    draft.answer = lambda *_: (500, {})  # type: ignore[method-assign]
    page = plain(emma.does(f"{TRY}/say", words="my bin was missed"))
    assert "I am sorry your bin was missed." in page
    assert "Draft: Monsters: It did not answer." in page


def test_nothing_is_sent_without_words(room: TryRoom, live: FakeSide) -> None:
    emma = begun(room)
    for words, problem in ((" ", "Enter what a resident would say"), ("x" * 501, "500 characters or fewer")):
        refused = emma.send(f"{TRY}/say", words=words)
        assert refused.status_code == 422
        assert problem in plain(refused)
    assert not [path for path, _ in live.asked if path.endswith("/turns")]


def test_start_again_begins_a_conversation_of_nothing(room: TryRoom) -> None:
    emma = begun(room)
    emma.does(f"{TRY}/say", words=MONSTER)
    page = plain(emma.does(f"{TRY}/begin", channel="webchat"))
    assert MONSTER not in page
    assert "What can I help you with?" in page


def test_the_words_stand_in_the_rehearsals_alone(room: TryRoom) -> None:
    emma = begun(room)
    emma.does(f"{TRY}/say", words=MONSTER)
    with room.database.reading() as session:
        rows = session.execute(text("select * from studio_tryings")).all()
    assert rows
    assert "monster is" not in str(rows)
    assert "turns" not in [row[0] for row in rows]


def test_danger_is_shown_with_what_gave_it_away(room: TryRoom, live: FakeSide, draft: FakeSide) -> None:
    danger = Reply(
        "If anyone is in danger, call 999 now.",
        understood("report_emergency", 0.99, safety="emergency"),
        {
            "heard": {
                "surety": 0.9,
                "safety_confidence": 0.86,
                "safety_rules": ["GAS leak"],
                "plain_danger": True,
            }
        },
    )
    live.replies["there is a gas leak"] = draft.replies["there is a gas leak"] = danger
    page = plain(begun(room).does(f"{TRY}/say", words="there is a gas leak"))
    assert "Emergency, 86%; answered instead of the enquiry." in page
    assert "The plain danger word “gas leak” is in it." in page
    assert "Safety rule met: GAS leak" in page


# Call


def test_a_call_shows_what_is_spoken_and_listened_for(room: TryRoom, live: FakeSide) -> None:
    emma = begun(room, "phone")
    page = emma.see(TRY)
    assert "What can I help you with?" in plain(page)
    assert "Listens for words and keys, 1 key at most." in plain(page)
    assert "missed bin, pothole" in plain(page)
    assert 'data-hear="spoken-live"' in page.text
    emma.does(f"{TRY}/say", words="my bin was missed", confidence="40")
    assert (
        "/phone/api/calls/phone-1/input",
        {"speech": "my bin was missed", "confidence": 0.4},
    ) in live.asked
    page = emma.see(TRY)
    assert 'value="40"' in page.text, "the recogniser stays as it was set"
    assert 'name="choice"' not in page.text, "a caller says or keys a choice"


def test_a_caller_presses_keys_says_nothing_and_hangs_up(room: TryRoom, live: FakeSide) -> None:
    emma = begun(room, "phone")
    assert "Sorry, I did not hear that." in plain(emma.does(f"{TRY}/say", silence="yes"))
    emma.does(f"{TRY}/say", press="yes", keys="12 #")
    assert ("/phone/api/calls/phone-1/input", {"keys": "12#"}) in live.asked
    page = emma.does(f"{TRY}/say", hang_up="yes")
    assert "The call is over." in plain(page)
    assert "What the caller says" not in plain(page)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"words": "hello", "confidence": "101"}, "a whole number from 0 to 100"),
        ({"words": "hello", "confidence": "sure"}, "a whole number from 0 to 100"),
        ({"words": "hello", "confidence": "٣"}, "a whole number from 0 to 100"),
        ({"press": "yes", "keys": "call"}, "0 to 9, * and #"),
        ({"press": "yes", "keys": ""}, "0 to 9, * and #"),
    ],
)
def test_what_no_telephone_can_do_is_refused(room: TryRoom, sent: dict[str, str], problem: str) -> None:
    refused = begun(room, "phone").send(f"{TRY}/say", **sent)
    assert refused.status_code == 422
    assert problem in plain(refused)


# Conversations of the tests


SCRIPT = """parts:
  - on: chat
    turns:
      - says: my bin was missed
        hears: [sorry your bin was missed]
      - says: our purple monster is hungry
        hears: [Which bin]
      - chooses: The purple one
  - on: phone
    turns:
      - says: my bin was missed
      - silent: yes
"""


def test_a_conversation_of_the_tests_is_played_on_both_sides_and_the_differences_are_marked(
    room: TryRoom,
) -> None:
    (room.content / "tests" / "conversations" / "monster.yml").write_text(SCRIPT)
    emma = room.started()
    assert "Monster" in plain(emma.see(f"{TRY}/conversation"))
    page = emma.send(f"{TRY}/conversation", name="monster")
    assert page.status_code == 200
    words = plain(page)
    assert "Expected, and not there: “Which bin”" in words
    assert "It goes no further: “The purple one” is not offered." in words
    assert "We will feed it." in words
    assert "2 of 7 answers differ" in words


@pytest.mark.parametrize(
    ("name", "written"),
    [("nothing", None), ("../../config", None), ("spoilt", "parts: 3"), ("torn", "parts: [")],
)
def test_what_is_no_conversation_is_refused_in_words(room: TryRoom, name: str, written: str | None) -> None:
    if written is not None:
        (room.content / "tests" / "conversations" / f"{name}.yml").write_text(written)
    refused = room.started().send(f"{TRY}/conversation", name=name)
    assert refused.status_code == 422
    assert "There is a problem" in plain(refused)


def test_a_draft_that_was_discarded_meanwhile_is_still_talked_to(room: TryRoom) -> None:
    emma = begun(room)
    (draft,) = room.drafts.all()

    room.drafts.discard(draft.id, Person.of(room.account("emma")))
    assert MONSTER_ANSWER in plain(emma.does(f"{TRY}/say", words=MONSTER))
