"""What comes into the inbox, why, and what never does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, text

from contacts.acts import NO, YES, Choice
from contacts.lookups import A_PERSON
from contacts.models import Channel, Contact, Message, Turn
from studio.inbox import gathering
from studio.inbox.deciding import Wish
from studio.inbox.models import InboxGroup, InboxMessage, Kind, Reason
from tests.studio.inbox.parts import DAY, ED, MISSED, WHICH, Council

PICKED, OTHER, NEITHER = WHICH.choices


def reasons(council: Council) -> list[str]:
    council.gathering.gather()
    return council.only().reasons


def test_a_message_that_was_understood_does_not_come_in(council: Council) -> None:
    council.says("my bin was missed", "thank you")
    assert council.gathering.gather() == 0
    assert council.said() == []


def test_one_nobody_was_sure_of_comes_in_as_not_understood(council: Council) -> None:
    council.says("the hedgehog is not there")
    assert reasons(council) == [Reason.LOW_CONFIDENCE]
    assert council.only().understood["ranking"][0] == {"intent": DAY, "confidence": 0.15}


def test_what_the_resident_then_chose_is_what_it_was_about(council: Council) -> None:
    council.says("the wagon went by", OTHER)
    assert reasons(council) == [Reason.CHOSE]
    assert council.only().meant == DAY


@pytest.mark.parametrize("answer", [YES, "yes please"])
def test_a_yes_to_is_it_about_chooses_the_likeliest(council: Council, answer: Choice | str) -> None:
    talker = council.says("the lorry went by")
    if answer == "yes please":
        council.assistant.heard = {"intent": "affirm", "outcome": "answer"}
    talker.says(answer)
    assert reasons(council) == [Reason.CHOSE]
    assert council.only().meant == MISSED


@pytest.mark.parametrize(("asked", "answer"), [("wagon", NEITHER), ("wagon", A_PERSON), ("lorry", NO)])
def test_wanting_none_of_what_was_offered_is_told_apart(council: Council, asked: str, answer: Choice) -> None:
    council.says(f"the {asked} went by", answer)
    council.gathering.gather()
    assert council.only().reasons[0] == Reason.REJECTED
    assert council.only().meant is None


def test_the_last_thing_said_before_asking_for_a_person_comes_in(council: Council) -> None:
    council.says("my bin was missed", "I want a person")
    assert reasons(council) == [Reason.HANDED_OVER]
    assert council.said() == ["my bin was missed"]


def test_an_enquiry_that_always_goes_to_a_person_does_not(council: Council) -> None:
    council.says("I am homeless")
    council.gathering.gather()
    assert council.said() == []


def test_an_answer_that_did_not_help_brings_in_the_question(council: Council) -> None:
    council.says("my bin was missed").rates(helped=False)
    assert reasons(council) == [Reason.THUMBS_DOWN]


def test_of_an_enquiry_that_was_chosen_it_is_the_words_before_the_choice(council: Council) -> None:
    council.says("the wagon went by", PICKED).rates(helped=False)
    assert reasons(council) == [Reason.CHOSE, Reason.THUMBS_DOWN]
    assert council.said() == ["the wagon went by"]


def test_an_answer_that_helped_brings_in_nothing(council: Council) -> None:
    council.says("my bin was missed").rates(helped=True)
    council.gathering.gather()
    assert council.said() == []


def test_what_an_adviser_says_it_was_about_comes_in_as_a_correction(council: Council) -> None:
    council.says("my bin was missed", "I want a person").corrected(DAY)
    assert reasons(council) == [Reason.HANDED_OVER, Reason.CORRECTED]
    assert council.only().meant == DAY


def test_an_adviser_who_agrees_with_the_assistant_corrects_nothing(council: Council) -> None:
    council.says("my bin was missed", "I want a person").corrected(MISSED)
    assert reasons(council) == [Reason.HANDED_OVER]


def test_answers_to_a_form_are_no_messages(council: Council) -> None:
    for asked in ("postcode", "where"):
        council.says(f"missed bin, {asked}", "hedgehog corner by the gate")
    council.gathering.gather()
    assert council.said() == []


def test_what_sounds_like_danger_is_nobodys_to_read_here(council: Council) -> None:
    council.assistant.heard = {"safety": "safeguarding"}
    council.says("the hedgehog hurts me", "I want a person")
    council.gathering.gather()
    assert council.said() == []


def test_another_language_is_no_phrase_of_ours(council: Council) -> None:
    council.assistant.heard = {"language": "pl"}
    council.says("hedgehog po polsku")
    council.gathering.gather()
    assert council.said() == []


def test_an_address_alone_is_an_answer_and_no_enquiry(council: Council) -> None:
    council.assistant.heard = {"outcome": "unknown", "intent": "nlu_fallback"}
    council.says("14 Mill Lane, MB1 4QP")
    council.gathering.gather()
    assert council.said() == []


def test_what_was_spoken_is_marked_so(council: Council) -> None:
    council.says("the hedgehog one", channel=Channel.PHONE)
    council.says("the hedgehog two")
    council.gathering.gather()
    assert [message.spoken for message in council.messages()] == [True, False]


def test_no_table_of_the_inbox_ever_holds_what_was_masked(council: Council) -> None:
    council.says("hedgehog at 14 Mill Lane, I am Sandra Lee on 07700 900123, MB1 4QP, sandra@example.org")
    council.gathering.gather()
    assert council.said() == ["hedgehog at [address], I am [name] on [phone], [postcode], [email]"]
    with council.database.reading() as session:
        for table in ("studio_inbox_messages", "studio_inbox_groups"):
            kept = str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608 our own names
            for personal in ("Mill", "Sandra", "900123", "4QP", "example.org"):
                assert personal not in kept


def test_what_the_assistant_found_in_it_is_masked_too(council: Council) -> None:
    words = "the hedgehog belongs to zyx wvu"
    council.assistant.heard = {
        "entities": [
            {"entity": "resident_name", "value": "Zyx Wvu", "start": words.index("zyx"), "end": len(words)}
        ]
    }
    council.says(words)
    council.gathering.gather()
    assert council.said() == ["the hedgehog belongs to [name]"]


# Again and again.


def test_gathering_again_changes_nothing(council: Council) -> None:
    council.says("the hedgehog", "the wagon went by", OTHER)
    assert council.gathering.gather() == 2
    before = [(message.id, message.reasons) for message in council.messages()]
    assert council.gathering.gather() == 0
    assert council.another_worker().gather() == 0
    assert [(message.id, message.reasons) for message in council.messages()] == before


def test_what_happens_later_is_added_to_the_message_that_is_there(council: Council) -> None:
    talker = council.says("the wagon went by")
    assert reasons(council) == [Reason.LOW_CONFIDENCE]
    council.clock.pass_(timedelta(minutes=5))
    talker.says(OTHER)
    assert reasons(council) == [Reason.CHOSE]
    council.clock.pass_(timedelta(hours=5))
    talker.rates(helped=False, turn=2)
    assert reasons(council) == [Reason.CHOSE, Reason.THUMBS_DOWN]


def test_a_correction_days_later_still_comes_in(council: Council) -> None:
    talker = council.says("my bin was missed", "I want a person")
    council.gathering.gather()
    council.clock.pass_(timedelta(days=2))
    council.gathering.gather()
    talker.corrected(DAY)
    assert Reason.CORRECTED in reasons(council)


def test_a_round_takes_so_many_contacts_and_the_next_ones_take_the_rest(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_CONTACTS", 3)
    for minute in range(8):
        council.clock.pass_(timedelta(minutes=minute))
        council.says(f"the hedgehog once more, {'ha' * minute}")
    rounds = [council.gathering.gather() for _ in range(5)]
    assert sum(rounds) == len(council.said()) == 8
    assert rounds[0] == 3


def test_even_when_more_happened_at_one_moment_than_a_round_takes(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_CONTACTS", 3)
    for number in range(8):
        council.says(f"the hedgehog once more, {'ha' * number}")
    council.clock.pass_(timedelta(minutes=10))
    council.says("the last hedgehog")
    for _ in range(5):
        council.gathering.gather()
    assert len(council.said()) == 9


# How long it stays.


def test_messages_are_deleted_on_time_and_their_groups_with_them(council: Council) -> None:
    council.says("the old hedgehog")
    council.gathering.gather()
    council.clock.pass_(timedelta(days=60))
    council.says("wholly different, wagon")
    council.gathering.gather()
    assert council.gathering.forget_old() == 0
    council.clock.pass_(timedelta(days=31))
    assert council.gathering.forget_old() == 1
    assert council.said() == ["wholly different, wagon"]
    with council.database.reading() as session:
        assert session.query(InboxGroup).count() == 1
    assert council.gathering.gather() == 0  # what was forgotten does not come back


def test_a_message_goes_with_the_contact_it_came_from(council: Council) -> None:
    council.says("the hedgehog one")
    council.says("the hedgehog two")
    council.gathering.gather()
    with council.database.session() as session:
        contact = session.query(Turn).filter_by(words="the hedgehog one").one().contact_id
        session.execute(delete(Message).where(Message.contact_id == contact))
        session.execute(delete(Turn).where(Turn.contact_id == contact))
        session.execute(delete(Contact).where(Contact.id == contact))
    assert council.said() == ["the hedgehog two"]


def test_messages_alike_share_a_group(council: Council) -> None:
    council.says("the hedgehog house is broken")
    council.says("broken hedgehog house")
    council.says("the wagon went by again")
    council.gathering.gather()
    one, two, three = [message.group_id for message in council.messages()]
    assert one == two != three


def test_a_message_that_comes_later_joins_the_group_that_is_there(council: Council) -> None:
    council.says("the hedgehog house is broken")
    council.gathering.gather()
    council.clock.pass_(timedelta(days=1))
    council.says("my hedgehog house is broken")
    council.another_worker().gather()
    assert len({message.group_id for message in council.messages()}) == 1


def test_only_what_one_maker_made_is_compared(council: Council) -> None:
    class Others:
        maker = "another encoder"
        of = staticmethod(council.vectors.of)

    council.says("the hedgehog house is broken")
    council.gathering.gather()
    council.vectors = Others()
    council.says("the hedgehog house is broken")
    council.gathering.gather()
    assert len({message.group_id for message in council.messages()}) == 2


def test_a_decided_message_is_left_as_it_was_decided(council: Council) -> None:
    talker = council.says("the wagon went by")
    council.gathering.gather()
    with council.database.session() as session:
        session.query(InboxMessage).update({"reasons": ["kept"]})
    message = council.only()
    council.deciding.decide(ED, Wish(Kind.DISMISS, message.group_id, (message.id,)))
    talker.says(OTHER)
    council.gathering.gather()
    assert council.only().reasons == ["kept"]
