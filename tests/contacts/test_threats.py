"""A threat against our people or places: staff are flagged, wherever it is said, and anger is none."""

from __future__ import annotations

import pytest

from contacts.acts import Priority
from contacts.lookups import contact_by_key
from contacts.models import Channel
from contacts.threats import FLAG, REASON, of_harm_to_us
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre

THREAT = "I'm going to burn your offices down if nobody sorts my bins"


@pytest.mark.parametrize(
    "words",
    [
        THREAT,
        "I swear I'll kill one of you lot",
        "I will find you and kill you",
        "I'll get a gun and shoot you",
        "I'm going to get my brother to batter you",
        "I'm going to make a bomb and blow up the town hall",
        "I'm coming down there with a baseball bat",
        "i'm gonna punch that traffic warden",
        "I know where you live",
        "one of you is going to get hurt if you don't fix this",
        "you'll get hurt if nobody rings me back",
        "I feel like blowing up the town hall",
        "I will stab the next bin man I see",
        "he said I'm rude, I'll kill you",
        "I'm not joking I'm going to kill you",
        "not kidding, I'll smash your windows",
        "you never answer so I'm going to come and smash your windows",
        "never mind I'll burn your office down",
        "im going to kill you",
        "ill burn your office down",
        "I’ll burn the council down",
        "I'll hit you with a hammer",
        "I want to kill you",
        "I'm coming round with a knife to stab you",
        "I'm bringing a knife next time",
        "I'll be back with my cricket bat",
        "I'm going to bring a gun to your offices",
        "they said no so I'm going to come down and smash the council up",
        "somebody is going to stab one of you",
        "I'm going to put a brick through the windows of the town hall",
    ],
)
def test_harm_to_our_people_or_places_is_a_threat(words: str):
    assert of_harm_to_us(words)


@pytest.mark.parametrize(
    "words",
    [
        "my neighbour is burning rubbish",
        "he's going to kill me",
        "I'll kill myself",
        "I'm going to burn some garden waste is that ok",
        "someone smashed the windows of the library",
        "I've a good mind to complain about you lot",
        "can I get a bat removed from my loft",
        "I'll hit you back with the number",
        "I'll kill you with kindness",
        "the tree is going to hit the building",
        "you're all useless idiots",
        "someone will get hurt if you don't fix that pothole",
        "someone's going to get hurt if you don't fix this",
        "someone will get killed if there's no crossing",
        "he has a knife and someone is going to get stabbed if you don't send police",
        "I will hit you with a complaint",
        "I'll hit you with an FOI",
        "I'll slap you with a lawsuit",
        "I'll shoot you a text",
        "I'm coming about the bat roost",
        "I'll bring the axe back to the tool library",
        "I'm bringing a gun to the police amnesty",
        "I'm coming in with a knife to hand in",
        "i'm coming to collect my cricket bat",
        "I'm scared he is coming with a knife",
        "I'm going to trash the council on Facebook",
        "I'm going to burn the council leaflet",
        "I'll wreck the place in my review",
        "someone will smash the windows of the bus shelter again",
        "I will ring before they smash the windows",
        "my neighbour keeps saying I know where you live",
        "he said I'm going to kill you and he is breaking the door down",
        "my ex texted me I'll kill you",
        "i know where you work because my sister works there",
        "I'm not saying I'll kill you but I am cross",
        "I'm only joking when I say I'll kill you",
        "I am coming to the library with my bat detector",
        "I'm locked out so I'm going to smash the front door",
        "I'm going to beat the people who stole my bin",
        "can you get hurt if you touch asbestos",
        "I've been ill and your staff hit me with a fine",
    ],
)
def test_anger_and_other_harm_are_none(words: str):
    assert not of_harm_to_us(words)


@pytest.mark.parametrize("channel", list(Channel))
def test_a_person_comes_with_a_flag_on_the_card_and_in_the_reason(centre: Centre, channel: Channel):
    resident = centre.resident(THREAT, channel=channel, caller=MOBILE)
    assert "I must tell our staff" in resident.heard
    entry = resident.entry
    assert (entry.reason, entry.priority) == (REASON, Priority.URGENT)
    assert entry.card.collected[FLAG] == REASON
    assert centre.assistant.asked == []


def test_who_waits_already_is_flagged_where_they_stand(centre: Centre):
    resident = centre.resident("a person please")
    before = resident.entry.waiting_since
    assert resident.says(THREAT) == ""
    assert resident.entry.card.collected[FLAG] == REASON
    assert resident.entry.card.collected["Name"] == "Sam Ward"
    assert resident.entry.waiting_since == before


def test_a_call_back_that_is_being_arranged_goes_on_and_is_flagged(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    caller = centre.resident("ring me", channel=Channel.PHONE, caller=MOBILE)
    heard = caller.says(THREAT)
    assert "I must tell our staff" in heard
    assert heard.endswith("?")
    for words in ("yes", "Sam"):
        caller.says(words)
    (booked,) = centre.call_backs()
    assert booked.card["collected"][FLAG] == REASON


@pytest.mark.parametrize(
    "danger",
    [
        "my flat is on fire, send somebody or ",
        "he has a knife, get the police or ",
        "I'm going to kill myself and ",
        "the roof came down and we're trapped, come or ",
    ],
)
@pytest.mark.parametrize("before", [None, "a person please"])
def test_danger_wins_and_the_threat_adds_its_flag(centre: Centre, danger: str, before: str | None):
    resident = centre.resident(*([before] if before else []))
    heard = resident.says(f"{danger}I'll kill one of you")
    assert "999" in heard
    entry = resident.entry
    assert entry.priority == Priority.URGENT
    assert entry.card.collected[FLAG] == REASON


def test_danger_is_heard_while_the_assistant_is_down(centre: Centre):
    centre.assistant.down = True
    assert "999" in centre.resident("my flat is on fire, come or I'll kill one of you").heard


def test_danger_where_nobody_is_here_flags_the_call_back(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    caller = centre.resident(channel=Channel.PHONE, caller=MOBILE)
    assert "9 9 9" in caller.says("my flat is on fire, come or I'll kill one of you")
    with centre.database.reading() as session:
        taking = contact_by_key(session, caller.key).taking
    assert taking is not None
    assert taking["act"]["collected"][FLAG] == REASON


@pytest.mark.parametrize("words", ["I cannot cope any more", "I cannot cope, I'll kill one of you lot"])
def test_distress_told_while_a_call_is_arranged_is_on_its_card_beside_a_threat_too(
    centre: Centre, words: str
):
    centre.clock.time = TUESDAY_NIGHT
    caller = centre.resident("ring me", channel=Channel.PHONE, caller=MOBILE)
    for said in (words, "yes", "Sam"):
        caller.says(said)
    (booked,) = centre.call_backs()
    collected = booked.card["collected"]
    assert collected["Needs care"] == "Distress: please take time"
    assert (collected.get(FLAG) == REASON) == ("kill" in words)


def test_distress_wins_too(centre: Centre):
    resident = centre.resident("I cannot cope, I'll kill one of you lot")
    assert "I must tell our staff" not in resident.heard
    assert resident.entry.reason == "Distress: please take time"
    assert resident.entry.card.collected[FLAG] == REASON


def test_after_a_warning_for_abuse_the_greeting_is_not_said_again(centre: Centre):
    caller = centre.resident("you useless idiot", channel=Channel.PHONE)
    assert "please do not use words like that" in caller.heard
    assert caller.heard.endswith("What can I help you with?")
    assert "Council" not in caller.heard
