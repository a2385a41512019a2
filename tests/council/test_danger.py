"""Danger in residents' own words is heard, and ordinary words that sound like it are not."""

from __future__ import annotations

import pytest

from council.danger import DangerWords
from council.yaml_files import read_mapping
from server.settings import ROOT

DANGER = DangerWords.load(ROOT / "council" / "danger.yml")

IN_DANGER = """
I can smell gas in my kitchen
there's a smell of gas in the hallway
There is a strong smell of gas outside number 12
it smells like gas in here
I think there's a gas leak
GAS IS LEAKING IN THE HALL
my house is on fire
the flat above us is on fire
There's a fire in the bin store!
there is a fire in the garage next to my house
someone has set fire to the bins and it's spreading
the bin shed's on fire
smoke is coming from the flat next door
my husband isn't breathing
My husband ISN’T breathing
she's not breathing
he has stopped breathing
my baby can't breathe
I cant breathe properly
he's unconscious on the floor
my neighbour has collapsed on the stairs
a man collapsed in the library
she's bleeding badly
I am bleeding
I think he's having a heart attack
my mum is having a stroke
my daughter has taken an overdose
I've taken all my tablets
I've swallowed all my pills
I want to kill myself
I'm going to kill myself
i feel like killing myself
I want to die
I don't want to live any more
I don't want to be alive anymore
I'm thinking of ending my life
I'm going to end it all tonight
I feel suicidal
my son is talking about suicide
I want to hurt myself
there's someone on the bridge about to jump
he's going to jump off the car park
my partner is hitting me
he's hurting me
he is attacking me right now
I'm being attacked
he's got a knife
a man with a knife is outside the school
somebody's been stabbed
a boy has been shot
he's threatening to kill me
he said he will kill me
someone is trying to break in right now
the wall's about to fall on someone
the ceiling has collapsed on my son
the building is collapsing
there's a child trapped in the lift
my mum's trapped under the wardrobe
a boy is drowning in the canal
somebody has fallen in the river
there are live wires hanging from the lamp post
wires are sparking on the pavement
he's been electrocuted
please call an ambulance
I need an ambulance
call the police now
a child is in danger
I'm in danger
he's trying to get in and I'm scared
this is an emergency
it's an emergency!
she's been hit by a car
my carbon monoxide alarm is going off
I can't wake her up
there's been a fire in my kitchen and it's still burning
please send the fire brigade
she got an electric shock off the lamp post
my dad has chest pains
my nan has fallen and can't get up
somebody has passed out in the car park
my husband hits me
flames are coming out, I mean flames coming out the window
my brother is going to kill himself
a wall has come down on someone
there's been a crash and people are trapped
a live cable is lying in the road
the baby is choking
there's been an explosion at number 9
the house is full of smoke
my daughter is missing, she's six
she's fallen into the canal
I can't go on, I'd be better off dead
""".strip().splitlines()

NO_DANGER = """
my phone died
my phone died while I was talking to you
the battery died
there's a bonfire next door
my neighbour has bonfires every week
these bills are killing me
my feet are killing me waiting for the bus
is the fire door being repaired
the fire door in our block won't shut
when is the fire alarm test
the fire alarm battery needs changing
my gas bill is too high
can you read my gas meter
do you need a gas safety certificate from my landlord
I'm dying to know when my bin is coming
fire brigade charged me for a false alarm
the bin lorry nearly killed the verge
the bin men killed my hedge
how do I get rid of an old fire extinguisher
can I put a fire pit in my garden
where is the fire station
how do I complain about fireworks
what time do fireworks have to stop
my plants died because of the roadworks
my dad died last week and I need to register it
I need to register a death
my mother passed away on Sunday
my cat was killed on Mill Lane
there's a dead cat in the road
how do I bleed the radiators in my council flat
I'm bleeding the radiator and it drips
it's not an emergency
this isn't an emergency but the light is out
what's your out of hours emergency number
I want to know about the emergency repair number
I'm bleeding money on this council tax
the pothole killed my tyre
the council tax is daylight robbery
that's a stroke of luck
the fire service part of my council tax has gone up
what is the fire precept on my bill
who do I ask about a job as a firefighter
my wheelie bin was shot to pieces
you have shot up my council tax
can I have a shot at renewing my books
can I jump the queue
my car won't start, I need jump leads
I need an emergency appointment for a birth certificate
the drains smell
my bin smells of rotten food
it smells of drains outside
the wheelie bin is trapped behind a parked car
my bin is stuck in the hedge
the bin has collapsed
the wall of my shed has collapsed and I want it collected
my fence fell down in the storm
can I park my car at the hospital with a blue badge
I have a heart condition, can I get a blue badge
I had a stroke last year, can I get a blue badge
I had a heart attack last year and can't walk far
I use a wheelchair because I was hit by a car in 2019
he knifed the tyres on my bike last year
the library book is called Kill Zone
my book is Death on the Nile
where can I leave old knives
do you recycle batteries and ammunition
I'm going to jump in the car and bring it to the tip
my smoke alarm needs a new battery
smoke from next door's barbecue
the smoke from my neighbour's chimney comes in
I'd kill for a parking space
I could have died of embarrassment
you're killing me with this hold music
the wait is killing me
the streetlight is dead
the council is not responding to my emails
my fence is collapsing into next door
the price has come down on the permits
my bin was hit by a bus
that bill nearly gave me a heart attack
I'm drowning in debt, can I pay less council tax
we are drowning in rubbish since you missed the bins
my bleeding bin hasn't been emptied again
this is a bleeding joke
my brother died by suicide and I need to register it
I hurt myself on a loose slab, how do I claim
my knees are hurting me, can I get a blue badge
I don't feel safe walking down the dark street
there's a fire engine blocking the bin lorry
there is a fire hydrant leaking on Mill Lane
my bin has been hit by a car
the lamp post was knocked down by a car
the tree in the street is dying
my wife will kill me if I forget bin day again
kids set fire to the litter bin last week and it needs replacing
do you give out carbon monoxide alarms
I was trying to get in to the tip and it was shut
""".strip().splitlines()


def test_there_are_enough_sentences_to_trust() -> None:
    assert len(IN_DANGER) >= 40
    assert len(NO_DANGER) >= 40


@pytest.mark.parametrize("words", IN_DANGER)
def test_danger_is_heard(words: str) -> None:
    assert DANGER.heard_in(words)


@pytest.mark.parametrize("words", NO_DANGER)
def test_ordinary_words_are_not_taken_for_danger(words: str) -> None:
    assert not DANGER.heard_in(words)


@pytest.mark.parametrize("words", IN_DANGER)
def test_danger_is_heard_however_it_is_written(words: str) -> None:
    plain = words.replace("'", "").replace("’", "")
    for written in (
        words.upper(),
        words.lower(),
        plain,
        words.replace("'", "’"),
        f"  {words} !!! 😱",
        f"hello, {words}. please",
    ):
        assert DANGER.heard_in(written), written


def test_no_training_phrase_of_another_enquiry_is_taken_for_danger() -> None:
    taken = [
        phrase
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for entry in read_mapping(path)["nlu"]
        if entry.get("intent") != "report_emergency"
        for phrase in str(entry.get("examples", "")).splitlines()
        if DANGER.heard_in(phrase)
    ]
    assert taken == []


def test_danger_is_heard_beside_words_that_are_none() -> None:
    for words in (
        "the bonfire next door has spread and my house is on fire",
        "my phone died and now he's got a knife",
        "I was reading the gas meter and I can smell gas",
        "the fire door is stuck and there's a fire",
        "I rang the emergency repair number and he's not breathing",
    ):
        assert DANGER.heard_in(words), words


@pytest.mark.parametrize("words", ["", " ", "🔥", "?", "a" * 2_000, "fire " * 400, "999"])
def test_nothing_much_is_no_danger(words: str) -> None:
    assert not DANGER.heard_in(words)


def test_a_star_stands_for_any_ending_and_a_phrase_ends_with_its_word() -> None:
    danger = DangerWords(("bleed*", "on fire"), ("bleed the radiator",))
    assert danger.heard_in("he bleeds")
    assert danger.heard_in("bleeding")
    assert danger.heard_in("it is on fire")
    assert not danger.heard_in("on fireworks night")
    assert not danger.heard_in("how to bleed the radiator")


def test_an_empty_list_hears_nothing() -> None:
    assert not DangerWords((), ()).heard_in("my house is on fire")
