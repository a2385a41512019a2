"""A contact at the desk: the card, the conversation, replies and the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from contacts.models import Channel, Contact, QueueEntry
from contacts.waiting.queue import OUTCOMES, EntryView
from tests.desk.parts import FETCH, Adviser, Office, Resident, hidden, plain


@pytest.fixture
def resident(office: Office) -> Resident:
    return office.resident("my bin was missed", "a person please")


@pytest.fixture
def entry(resident: Resident, aisha: Adviser) -> EntryView:
    entry = resident.entry
    aisha.accept(entry)
    return entry


def test_the_card_comes_before_the_conversation(aisha: Adviser, entry: EntryView):
    page = plain(aisha.see(f"/desk/entries/{entry.id}"))
    order = [
        page.index(part)
        for part in (
            "What you need to know",
            "Who Sam Ward",
            "About Report a missed bin",
            "Why a person Asked for a person",
            "Case None",
            "Address: 12 Mill Lane",
            "Resident: my bin was missed",
            "Access needs None mentioned",
            "What was promised Nothing",
            "Conversation",
            "Your reply",
            "How did it end?",
        )
    ]
    assert order == sorted(order)


def test_the_card_says_whom_they_asked_for(office: Office, aisha: Adviser):
    asked = office.resident("is trevor there").entry
    assert "Asked for Trevor Haddock" in plain(aisha.see(f"/desk/entries/{asked.id}"))
    nobody = office.resident("a person please").entry
    assert "Asked for Trevor" not in plain(aisha.see(f"/desk/entries/{nobody.id}"))


def test_before_accepting_an_adviser_reads_the_card_but_cannot_reply(
    office: Office, aisha: Adviser, resident: Resident
):
    page = aisha.see(f"/desk/entries/{resident.entry.id}").text
    assert "Accept this contact" in page
    assert 'name="words"' not in page
    assert "Finish contact" not in page


def test_a_reply_reaches_the_resident_under_the_adviser_s_name(
    aisha: Adviser, entry: EntryView, resident: Resident
):
    answer = aisha.reply(entry, "Hello, I am looking at it now.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/entries/{entry.id}#reply")
    assert resident.heard()[-1] == ("Aisha Rahman", "Hello, I am looking at it now.")


def test_what_the_resident_says_next_reaches_the_adviser(
    aisha: Adviser, entry: EntryView, resident: Resident
):
    page = aisha.see(f"/desk/entries/{entry.id}").text
    last = page.rsplit('data-message="', 1)[1].split('"')[0]
    resident.says("thank you")
    part = aisha.browser.get(f"/desk/entries/{entry.id}/messages?after={last}", headers=FETCH)
    assert part.text.count("<li") == 1
    assert "thank you" in part.text
    assert "hx-trigger" not in part.headers


def test_a_form_sent_twice_says_it_once(aisha: Adviser, entry: EntryView, resident: Resident):
    for _ in range(3):
        answer = aisha.reply(entry, "Only once.", nonce="a-form")
        assert answer.status_code == 303
    assert [words for _, words in resident.heard()].count("Only once.") == 1


def test_two_clicks_at_once_say_it_once(aisha: Adviser, entry: EntryView, resident: Resident):
    with ThreadPoolExecutor(2) as clicks:
        answers = list(clicks.map(lambda _: aisha.reply(entry, "Only once.", nonce="a-form"), range(2)))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [words for _, words in resident.heard()].count("Only once.") == 1


def test_a_refused_reply_can_be_mended_and_sent_from_the_same_form(
    aisha: Adviser, entry: EntryView, resident: Resident
):
    refused = aisha.reply(entry, "x" * 2001, nonce="a-form")
    assert refused.status_code == 422
    assert '<a href="#words">Your reply must be 2,000 characters or fewer</a>' in refused.text
    assert "x" * 2001 in refused.text  # nothing typed is lost
    assert aisha.reply(entry, "shorter", nonce="a-form").status_code == 303
    assert resident.heard()[-1][1] == "shorter"


def test_an_empty_reply_is_refused(aisha: Adviser, entry: EntryView):
    assert "Enter your reply" in aisha.reply(entry, " \n ").text
    fetched = aisha.reply(entry, "", **FETCH)
    assert (fetched.status_code, fetched.json()["message"]) == (422, "Enter your reply")


def test_a_script_gets_a_number_for_a_reply(aisha: Adviser, entry: EntryView):
    assert aisha.reply(entry, "Hello", **FETCH).status_code == 204


def test_a_reply_without_its_form_s_number_is_refused(aisha: Adviser, entry: EntryView):
    assert aisha.send(f"/desk/entries/{entry.id}/replies", words="Hello").status_code == 403
    assert aisha.reply(entry, "Hello", nonce="n" * 65).status_code == 403


def test_only_who_holds_a_contact_may_talk_in_it(tom: Adviser, entry: EntryView, resident: Resident):
    page = plain(tom.see(f"/desk/entries/{entry.id}"))
    assert "Aisha Rahman has this contact. You can read it but not reply." in page
    answer = tom.reply(entry, "Let me.", nonce="toms")
    assert answer.status_code == 409
    assert resident.heard()[-1][1] != "Let me."


def test_a_resident_who_left_cannot_be_answered(aisha: Adviser, entry: EntryView, resident: Resident):
    nonce = hidden(aisha.see(f"/desk/entries/{entry.id}"), "nonce")
    resident.leaves()
    part = aisha.browser.get(f"/desk/entries/{entry.id}/messages?after=0", headers=FETCH)
    assert part.headers["hx-trigger"] == '{"resident-gone": {}}'
    fetched = aisha.reply(entry, "Hello?", nonce=nonce, **FETCH)
    assert fetched.status_code == 410
    page = aisha.see(f"/desk/entries/{entry.id}").text
    assert 'name="words"' not in page
    assert "Finish contact" in page


def test_a_phone_contact_has_a_card_and_a_finish_but_no_reply_box(office: Office, aisha: Adviser):
    caller = office.resident("a person please", channel=Channel.PHONE, caller="+441632960123")
    entry = caller.entry
    aisha.accept(entry)
    page = aisha.see(f"/desk/entries/{entry.id}")
    assert "Who 01632 960123" in plain(page)
    assert "You are talking to them on the phone" in page.text
    assert 'name="words"' not in page.text
    assert aisha.finish(entry, outcome="answered", asked_again="no").status_code == 303


@pytest.mark.parametrize("outcome", ["answered", "case_opened", "resident_left", "no_reply"])
def test_finishing_records_the_outcome_and_whether_anything_was_repeated(
    office: Office, aisha: Adviser, entry: EntryView, outcome: str
):
    answer = aisha.finish(entry, outcome=outcome, note=" Told them the day. ", asked_again="yes")
    assert answer.headers["location"] == f"/desk?finished={entry.id}"
    assert "You finished the contact about “Report a missed bin”." in plain(
        aisha.see(answer.headers["location"])
    )
    with office.database.reading() as session:
        row = session.get_one(QueueEntry, entry.id)
        assert (row.outcome, row.note, row.asked_again) == (outcome, "Told them the day.", True)
        assert session.get_one(Contact, row.contact_id).status == "ended"


def test_finishing_needs_an_outcome_and_an_answer_about_repeating(
    office: Office, aisha: Adviser, entry: EntryView
):
    page = aisha.finish(entry, note="kept <text>")
    assert page.status_code == 422
    assert "<title>Error: Report a missed bin" in page.text
    assert '<a href="#outcome">Select how the contact ended</a>' in page.text
    assert '<a href="#asked_again">Select yes if the resident had to repeat anything</a>' in page.text
    assert "kept &lt;text&gt;" in page.text
    assert 'id="outcome"' in page.text
    assert 'id="asked_again"' in page.text
    assert office.queue.entry(entry.id).status == "accepted"


@pytest.mark.parametrize("outcome", ["passed_to_team", "call_back_agreed"])
def test_whoever_carries_on_needs_a_note(aisha: Adviser, entry: EntryView, outcome: str):
    page = aisha.finish(entry, outcome=outcome, asked_again="no")
    assert '<a href="#note">' in page.text
    assert 'value="no" checked' in page.text  # what was right stays filled in
    assert aisha.finish(entry, outcome=outcome, note="Ring on Friday", asked_again="no").status_code == 303


def test_an_outcome_that_is_not_offered_is_refused(aisha: Adviser, entry: EntryView):
    assert aisha.finish(entry, outcome="won_the_lottery", asked_again="no").status_code == 422


def test_every_outcome_is_offered_by_name(aisha: Adviser, entry: EntryView):
    page = aisha.see(f"/desk/entries/{entry.id}").text
    for key, label in OUTCOMES.items():
        assert f'value="{key}"' in page
        assert label in page


def test_finishing_twice_changes_nothing(office: Office, aisha: Adviser, entry: EntryView):
    for outcome in ("answered", "no_reply"):
        assert aisha.finish(entry, outcome=outcome, asked_again="no").status_code == 303
    assert office.queue.entry(entry.id).outcome == "answered"
    page = plain(aisha.see(f"/desk/entries/{entry.id}"))
    assert "Aisha Rahman finished this contact. Answered there and then." in page


def test_somebody_else_cannot_finish_it(office: Office, tom: Adviser, entry: EntryView):
    tom.finish(entry, outcome="answered", asked_again="no")
    assert office.queue.entry(entry.id).status == "accepted"


def test_a_call_taken_by_phone_alone_says_so(office: Office, aisha: Adviser):
    caller = office.resident("a person please", channel=Channel.PHONE, caller="+441632960123")
    entry = caller.entry
    office.queue.phone_call_over(caller.key)
    assert "This call was answered by phone." in aisha.see(f"/desk/entries/{entry.id}").text


def test_what_it_was_really_about_may_be_said_at_the_end(office: Office, aisha: Adviser, entry: EntryView):
    page = aisha.see(f"/desk/entries/{entry.id}")
    assert '<option value="query_bin_collection_day">Find out your bin day</option>' in page.text
    aisha.finish(entry, outcome="answered", asked_again="no", was_about="query_bin_collection_day")
    with office.database.reading() as session:
        assert session.get_one(QueueEntry, entry.id).was_about == "query_bin_collection_day"


def test_saying_nothing_of_it_is_enough_and_no_other_enquiry_is_taken(
    office: Office, aisha: Adviser, entry: EntryView
):
    odd = aisha.finish(entry, outcome="answered", asked_again="no", was_about="no_such_enquiry")
    assert odd.status_code == 422
    assert "Select an enquiry from the list, or leave it empty" in plain(odd)
    assert aisha.finish(entry, outcome="answered", asked_again="no", was_about="").status_code == 303
    with office.database.reading() as session:
        assert session.get_one(QueueEntry, entry.id).was_about is None
