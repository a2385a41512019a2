"""What happens next on a call, without Twilio: silence, keys, words, a slow assistant, a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cases.references import spoken
from contacts.acts import Ask, AskKind, Choice, Priority, Say
from contacts.models import Author, Status, Turn
from contacts.said import Said
from council.council import Alert
from ivr.asides import Aside, aside_in
from ivr.state import CallState
from ivr.turns import HangUp, Heard, Hold, Listen, PutThrough, said_by_key
from tests.contacts.parts import TUESDAY, TUESDAY_NIGHT, Centre, councils_own
from tests.ivr.parts import Caller

DID_NOT_HEAR = "Sorry, I did not hear you."
STILL_NOT = "I still cannot hear you."
DID_NOT_CATCH = "I am sorry, I did not catch that."
OFFER = "Shall I ask someone to phone you?"
ASKED_AGAIN = "What can I help you with?"
FIRST_QUESTION = "In a few words, tell me what you are calling about."
BY_KEY = "For yes, press 1. For no, press 2."
ANOTHER_WAY = "Please ring us again later, or use the chat on our website."
WHEN_OPEN = "Our advisers are back tomorrow at 8.45am. Until then you can use the chat on our website."
GOODBYE = "Thank you for calling. Goodbye."


@pytest.fixture
def caller(centre: Centre) -> Caller:
    return Caller(centre)


@pytest.fixture
def night_caller(centre: Centre) -> Caller:
    centre.clock.time = TUESDAY_NIGHT
    return Caller(centre)


# The opening


def test_a_call_opens_with_who_we_are_and_an_open_question(caller: Caller):
    assert caller.heard.startswith(f"Hello, Marlbury Council. {FIRST_QUESTION} You could say,")
    assert caller.listens
    question = caller.state.question()
    assert question is not None
    assert question.kind is AskKind.OPEN
    assert (caller.state.step, caller.state.turn) == (1, 1)


def test_an_alert_is_spoken_first(centre: Centre):
    own = councils_own()
    snow = Alert("snow", "Snow.", "No bins today, because of snow.", TUESDAY, TUESDAY + timedelta(1), (), ())
    council = replace(own.council, alerts=(snow,))
    turns = centre.another_process(centre.assistant)
    turns._council = council
    caller = Caller(centre, turns=turns, council=council)
    assert caller.decision.say[0] == "No bins today, because of snow."
    assert caller.decision.say[1].startswith("Hello, Marlbury Council.")


def with_alerts(centre: Centre, *alerts: Alert, records: bool = False) -> Caller:
    """A call to a council with these alerts."""
    turns = centre.another_process(centre.assistant)
    turns._council = replace(councils_own().council, alerts=alerts)
    turns._records_calls = records
    return Caller(centre, turns=turns, council=turns._council)


def alert(id: str, words: str, *areas: str) -> Alert:
    return Alert(id, words, words, TUESDAY, TUESDAY + timedelta(hours=1), (), areas)


def test_at_the_opening_every_alert_is_spoken_and_says_whom_it_is_for(centre: Centre):
    caller = with_alerts(
        centre,
        alert("lines", "Our lines are busy."),
        alert("snow", "Bins are a day late.", "Castle", "Riverside", "Nether Marl"),
        alert("flood", "Mill Lane in Riverside is shut.", "Riverside"),
    )
    assert caller.decision.say[:3] == (
        "Our lines are busy.",
        "For Castle, Riverside and Nether Marl. Bins are a day late.",
        "Mill Lane in Riverside is shut.",  # names it by itself
    )


def test_silence_and_slips_at_the_opening_repeat_neither_alert_nor_notice_nor_greeting(centre: Centre):
    caller = with_alerts(centre, alert("lines", "Our lines are busy."), records=True)
    assert "recorded" in caller.heard
    for heard in (caller.stays_silent, lambda: caller.presses("9"), caller.stays_silent):
        heard()
        assert caller.decision.say[1:] == (ASKED_AGAIN,)
        assert not any(word in caller.heard for word in ("busy", "recorded", "Marlbury"))


def test_who_asks_to_hear_the_opening_again_hears_all_of_it(centre: Centre):
    caller = with_alerts(centre, alert("lines", "Our lines are busy."))
    opening = caller.heard
    caller.says("can you say that again")
    assert caller.heard == opening


@pytest.mark.parametrize("keys", ["0", "00", "000#"])
def test_0_is_for_a_person_however_often_it_is_pressed(caller: Caller, keys: str):
    caller.presses(keys)
    assert "I am getting an adviser" in caller.heard or not caller.listens


def test_an_extension_that_is_keyed_is_asked_for(caller: Caller):
    caller.presses("4021#")
    assert caller.heard.startswith("Heard: 4021")


def test_an_answer_is_heard_with_the_next_question(caller: Caller):
    caller.says("my bin was missed")
    assert caller.decision.say == ("Leave it out and we will come back.", "Anything else?")
    assert caller.listens
    assert caller.turns == 1


# Silence


def test_silence_gets_help_then_other_help_then_a_person(caller: Caller):
    caller.stays_silent()
    assert caller.heard.startswith(DID_NOT_HEAR)
    assert caller.decision.say == (DID_NOT_HEAR, ASKED_AGAIN)  # who we are was heard
    caller.stays_silent()
    assert caller.heard.startswith(STILL_NOT)
    assert caller.decision.say[1:] == (ASKED_AGAIN,)
    assert caller.turns == 0  # a silence is not a turn
    caller.stays_silent()
    assert caller.rings == "waste"
    assert caller.turns == 1


@pytest.mark.parametrize("of", ["silence", "noise"])
def test_nobody_is_said_to_have_asked_for_a_person_whom_the_line_itself_brought(caller: Caller, of: str):
    for _ in range(3):
        caller.stays_silent() if of == "silence" else caller.says("mumble")
    assert caller.rings
    lines = [
        message.act.text
        for message in caller.centre.turns.read(caller.key).messages
        if message.author is Author.RESIDENT and isinstance(message.act, Say)
    ]
    assert "Speak to a person" not in lines
    (entry,) = caller.centre.queue.waiting()
    assert "Resident: Speak to a person" not in entry.card.tried


def test_silence_is_counted_for_each_question_and_for_the_call(caller: Caller):
    for _ in range(2):
        caller.stays_silent()
    caller.says("my bin was missed")
    caller.stays_silent()
    assert caller.heard.startswith(DID_NOT_HEAR)  # a new question, a new count
    caller.says("my bin was missed")
    caller.stays_silent()
    assert caller.rings  # the fourth in the call


def test_after_a_silence_only_the_question_is_said_again(caller: Caller):
    caller.says("my bin was missed")
    caller.stays_silent()
    assert "Leave it out" not in caller.heard
    assert caller.heard.endswith("Anything else?")


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_words_that_are_none_are_silence(caller: Caller, words: str):
    caller.says(words)
    assert caller.heard.startswith(DID_NOT_HEAR)


# Not understood


def test_what_is_not_understood_twice_gets_keys_and_the_third_time_a_person(caller: Caller):
    caller.says("mumble")
    assert caller.heard == "Could you put it another way?"
    caller.says("mumble")
    assert caller.decision.say[0].startswith("I am sorry, I am still not sure. Let us try with keys.")
    assert [line[-8:] for line in caller.decision.say[1:]] == [f"press {key}." for key in (1, 2, 3, 4)]
    caller.says("mumble")
    assert caller.rings == "waste"
    assert caller.centre.queue.waiting()[0].reason == "The caller was not understood"


def test_a_key_after_speech_has_failed_names_the_enquiry(caller: Caller):
    for _ in range(2):
        caller.says("mumble")
    caller.presses("2")
    asked = caller.centre.assistant.asked[-1]
    assert asked.value == f"intent:{councils_own().council.catalogue.busiest[1]}"
    assert caller.listens


# What is said to the line itself


@pytest.mark.parametrize(
    "words", ["pardon", "can you say that again please", "say again", "repeat", "come again"]
)
def test_the_whole_of_the_last_prompt_is_said_again_on_request(caller: Caller, words: str):
    caller.says("my bin was missed")
    before, turns = caller.decision.say, caller.turns
    caller.says(words)
    assert caller.decision.say == before
    assert caller.turns == turns  # nothing was asked of the assistant


@pytest.mark.parametrize(
    "words",
    [
        "slower please",
        "can you speak more slowly",
        "you're going too fast for me",
        "slow down love",
        "can you repeat that slower",
        "you're going too fast for me dear I'm writing it down",
        "you’re too quick for me, I'm trying to write it all down",
        "slow down love I'm ninety",
    ],
)
def test_who_wants_it_slower_hears_it_again_and_it_stays_slow(caller: Caller, words: str):
    caller.says("my bin was missed")
    before = caller.decision.say
    caller.says(words)
    assert caller.decision.say == ("Of course. I will go more slowly.", *before)
    caller.says("my bin was missed")
    assert caller.state.slow


@pytest.mark.parametrize(
    "words",
    [
        "what was the number",
        "sorry, what's the reference number please",
        "can you say the reference again",
        "I didn't catch the number",
        "can you repeat the number slower",
    ],
)
def test_the_reference_is_read_out_again_turns_after_it_was_told(caller: Caller, words: str):
    caller.says("my bin was missed")
    reference = caller.centre.opens_case(caller)
    caller.says("thanks")
    question, turns = caller.decision.say[-1], caller.turns
    caller.says(words)
    told = f"Your reference is {spoken(reference)}. I will say that again: {spoken(reference)}."
    slowly = ["Of course. I will go more slowly."] if "slower" in words else []
    assert list(caller.decision.say) == [*slowly, told, question]
    assert (caller.turns, caller.state.slow) == (turns, bool(slowly))


def test_without_a_report_in_this_call_a_number_asked_for_is_an_enquiry(caller: Caller):
    caller.says("what was the number")
    assert caller.turns == 1


@pytest.mark.parametrize(
    "words",
    [
        "can you tell me again when my bin is collected",
        "my bin was missed again",
        "the traffic is too fast on our road can you slow it down",
        "repeat prescription",
        "what day is it",
    ],
)
def test_an_enquiry_with_such_words_in_it_is_an_enquiry(caller: Caller, words: str):
    caller.says(words)
    assert caller.turns == 1


def test_who_still_cannot_follow_is_put_through(caller: Caller):
    for _ in range(5):
        caller.says("pardon")
    assert caller.rings == "waste"
    assert "please take time" in caller.centre.queue.waiting()[0].reason


@pytest.mark.parametrize("comes", ["long silence", "no way to follow", "relay call"])
def test_who_cannot_use_the_line_passes_ordinary_callers(centre: Centre, caller: Caller, comes: str):
    for _ in range(3):
        Caller(centre, None).says("a person please")
    centre.clock.pass_(timedelta(minutes=20))
    for _ in range(5):
        if caller.rings is None:
            if comes == "relay call":
                caller.says("hello this is relay uk")
            elif comes == "long silence":
                caller.stays_silent()
            else:
                caller.says("pardon")
    first = centre.queue.waiting()[0]
    assert (first.contact_key, first.priority) == (caller.key, Priority.URGENT)


@pytest.mark.parametrize(
    "words",
    [
        "hello this is relay uk I have a caller on the line who will type",
        "you are through to a text relay assistant please say go ahead",
        "typetalk calling",
    ],
)
def test_a_relay_call_goes_to_a_person_at_once_who_knows_it_is_one(caller: Caller, words: str):
    caller.says(words)
    assert caller.rings == "contact_centre"
    (entry,) = caller.centre.queue.waiting()
    assert entry.priority == Priority.URGENT
    assert entry.reason.startswith("A call through Relay UK")
    assert entry.card.access_needs == ["Relay UK"]


def test_out_of_hours_a_relay_call_is_offered_a_text_and_flagged_on_the_call_back(
    centre: Centre, caller: Caller
):
    centre.clock.time = TUESDAY_NIGHT
    caller.says("hello this is relay uk")
    assert "you can send a text to 0" in caller.heard
    assert "Shall I ask someone to phone you?" in caller.heard
    for words in ("yes", "yes", "Sam"):
        caller.says(words)
    (booked,) = centre.call_backs()
    assert booked.card["access_needs"] == ["Relay UK"]
    assert booked.reason.startswith("A call through Relay UK")


def test_how_sure_the_recogniser_was_goes_with_the_words(caller: Caller):
    caller.decision = caller.phone.hear(caller.key, caller.state, Heard("my bin was missed", confidence=0.42))
    assert caller.centre.assistant.asked[-1].recognised == 0.42


def test_misses_are_counted_one_after_the_other_and_for_the_call(caller: Caller):
    for _ in range(2):
        caller.says("mumble")
    caller.says("my bin was missed")
    caller.says("mumble")
    assert caller.listens
    caller.says("my bin was missed")
    caller.says("mumble")
    assert caller.rings  # the fourth in the call


def test_silence_and_misses_are_counted_apart(caller: Caller):
    for _ in range(2):
        caller.says("mumble")
        caller.stays_silent()
    assert caller.listens
    assert (caller.state.misses, caller.state.silences, caller.state.silences_in_call) == (2, 1, 2)


@pytest.mark.parametrize("keys", ["9", "99", "#", "*", "**#", "1*2"])
def test_a_key_that_means_nothing_is_a_miss(caller: Caller, keys: str):
    caller.says("please report it")
    for _ in range(2):
        caller.presses(keys)
        assert caller.heard == f"{DID_NOT_CATCH} Shall I report it?"
    caller.presses(keys)
    assert caller.rings


# A person


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("my bin was missed",),
        ("please report it",),
        ("which one",),
        ("my card please",),
        ("my pin please",),
        ("mumble",),
        ("ring me",),
        ("ring me", "yes"),
    ],
)
@pytest.mark.parametrize("key", ["0", "0#"])
def test_nought_brings_a_person_at_any_moment(caller: Caller, lines: tuple[str, ...], key: str):
    for line in lines:
        caller.says(line)
    caller.presses(key)
    assert caller.rings == "waste"
    assert "I am getting the bins and recycling team for you." in caller.heard


def test_nought_brings_a_person_while_the_assistant_is_down(centre: Centre, caller: Caller):
    centre.assistant.down = True
    caller.presses("0")
    assert caller.rings == "contact_centre"


def test_nought_after_a_silence_too(caller: Caller):
    caller.stays_silent()
    caller.presses("0")
    assert caller.rings == "waste"


def test_out_of_hours_it_is_an_honest_time_and_a_call_back(night_caller: Caller):
    night_caller.presses("0")
    assert night_caller.heard == (
        f"Our advisers are not here at the moment. They are back tomorrow at 8.45am. {OFFER}"
    )
    night_caller.presses("1")
    assert night_caller.heard == "Shall we ring the number you are calling from, the one ending 0 1 2 3?"
    night_caller.presses("1")
    assert night_caller.heard == "What name should we ask for?"
    night_caller.says("Sam")
    assert [(row.number, row.name) for row in night_caller.centre.call_backs()] == [("+447700900123", "Sam")]


def test_danger_is_999_and_a_person(caller: Caller):
    caller.says("there is a fire")
    assert caller.heard.startswith("If anyone is in danger, hang up and dial 9 9 9 now.")
    assert caller.rings == "contact_centre"


def test_the_team_answered_and_the_talk_is_over(caller: Caller):
    caller.presses("0")
    assert caller.dialled(answered=True) == HangUp((GOODBYE,))


def test_nobody_answered_and_a_call_is_offered(caller: Caller):
    caller.presses("0")
    caller.dialled(answered=False)
    assert caller.heard == f"I am sorry, nobody was free to take your call. {OFFER}"
    caller.says("no thank you")
    assert "I have not arranged a call" in caller.heard
    caller.says("my bin was missed")
    assert caller.heard.startswith("Leave it out")


# Nobody to bring: the call ends with another way to reach us, and not for ever in questions


def test_silence_out_of_hours_ends_after_the_offer_which_can_be_keyed(night_caller: Caller):
    for _ in range(3):
        night_caller.stays_silent()
    assert night_caller.heard.endswith(OFFER)
    for help_ in (DID_NOT_HEAR, STILL_NOT):
        night_caller.stays_silent()
        assert night_caller.heard.startswith(help_)
        assert night_caller.heard.endswith(f"{OFFER} {BY_KEY}")
    assert night_caller.stays_silent() == HangUp((WHEN_OPEN, GOODBYE))


def test_nonsense_out_of_hours_ends_after_the_offer_which_can_be_keyed(night_caller: Caller):
    for _ in range(3):
        night_caller.says("mumble")
    assert night_caller.heard.endswith(OFFER)
    for _ in range(2):
        night_caller.says("mumble")
        assert night_caller.heard == f"{OFFER} {BY_KEY}"
    assert night_caller.says("mumble") == HangUp((WHEN_OPEN, GOODBYE))


def test_who_is_not_understood_at_night_is_rung_back_by_keys_alone(night_caller: Caller):
    for _ in range(4):
        night_caller.says("mumble")
    for key in ("1", "1"):
        night_caller.presses(key)
    night_caller.says("no name")
    assert [row.number for row in night_caller.centre.call_backs()] == ["+447700900123"]


def test_at_night_0_promises_a_call_and_no_person(night_caller: Caller):
    for heard in (night_caller.stays_silent, night_caller.stays_silent):
        heard()
    assert night_caller.heard.startswith("I still cannot hear you. Press 0 to be rung back.")
    night_caller.presses("7")
    assert "or press 0 to be rung back." in night_caller.heard
    assert "person" not in night_caller.heard


def test_at_night_the_keys_after_words_that_were_not_understood_promise_no_person(night_caller: Caller):
    for _ in range(2):
        night_caller.says("mumble")
    assert "Press 0 at any time to be rung back." in night_caller.heard


def test_silence_after_nobody_answered_ends_as_well(caller: Caller):
    for _ in range(3):
        caller.stays_silent()
    caller.dialled(answered=False)
    for _ in range(2):
        caller.stays_silent()
        assert caller.listens
    assert caller.stays_silent() == HangUp((ANOTHER_WAY, GOODBYE))


def test_who_is_understood_in_between_gets_a_person_again(caller: Caller):
    for _ in range(3):
        caller.says("mumble")
    caller.dialled(answered=False)
    caller.says("no")
    caller.says("my bin was missed")
    for _ in range(3):
        caller.says("mumble")
    assert caller.rings == "waste"


# Keys and choices


@pytest.mark.parametrize(("key", "answer"), [("1", "yes"), ("2", "no")])
def test_yes_and_no_by_key(centre: Centre, caller: Caller, key: str, answer: str):
    caller.says("please report it")
    caller.presses(key)
    assert centre.assistant.asked[-1].value == answer


def test_choices_are_read_out_with_their_keys(caller: Caller):
    caller.says("which one")
    assert caller.decision.say == (
        "Which bin?",
        "For Green bin, press 1.",
        "For Food caddy, press 2.",
    )
    caller.stays_silent()
    assert caller.decision.say[1:] == ("Which bin?", "For Green bin, press 1.", "For Food caddy, press 2.")


@pytest.mark.parametrize(
    ("keys", "value"), [("1", "green"), ("2", "food"), ("2#", "food"), ("3", None), ("12", None)]
)
def test_choices_by_key(centre: Centre, caller: Caller, keys: str, value: str | None):
    caller.says("which one")
    caller.presses(keys)
    assert centre.assistant.asked[-1].value == value
    if value is None:
        assert caller.heard.startswith(DID_NOT_CATCH)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("green bin", "green"),
        ("the green bin", "green"),
        ("Green bin.", "green"),
        ("food caddies", "food"),
        ("bin green", "green"),
        ("neither of them", None),
        ("my pin please", None),
    ],
)
def test_choices_by_voice(centre: Centre, caller: Caller, words: str, value: str | None):
    caller.says("which one")
    caller.says(words)
    assert centre.assistant.asked[-1].value == value


def test_of_ten_choices_nine_have_keys_and_all_can_be_said(centre: Centre, caller: Caller):
    caller.says("which one")
    question = caller.state.question()
    assert question is not None
    many = tuple(Choice(label=f"Place {name}", value=name) for name in "abcdefghij")
    caller.state.ask = question.model_copy(update={"choices": many}).model_dump(mode="json")
    caller.stays_silent()
    assert len(caller.decision.say) == 2 + 9
    assert caller.decision.say[-1] == "For Place i, press 9."


def test_a_number_is_keyed_in(centre: Centre, caller: Caller):
    caller.says("my card please")
    caller.presses("20017734#")
    assert centre.assistant.asked[-1].words == "20017734"


def test_a_number_keyed_at_an_open_question_is_what_was_said(centre: Centre, caller: Caller):
    caller.presses("20017734")
    assert centre.assistant.asked[-1].words == "20017734"


def test_one_key_at_an_open_question_is_a_slip_of_the_finger(centre: Centre, caller: Caller):
    caller.presses("5")
    assert caller.heard.startswith("That key has no use here.")
    assert centre.assistant.asked == []


def test_a_name_cannot_be_keyed_in(caller: Caller):
    caller.says("ring me")
    caller.presses("1")
    caller.presses("5")
    assert caller.heard.startswith("That key has no use here.")
    assert caller.heard.endswith("What name should we ask for?")


def test_a_pin_is_keyed_in_and_masked(centre: Centre, caller: Caller):
    caller.says("my pin please")
    assert isinstance(caller.decision, Listen)
    assert caller.decision.ask.secret
    caller.presses("4711#")
    asked = centre.assistant.asked[-1]
    assert asked.words == "••••"
    assert centre.held_secrets.take(str(asked.value)) == "4711"


BESIDE_A_PIN = (
    "it is this, trapped under 1 car",  # no plain phrase of danger: the assistant hears it
    "my pin is 4711 and he is trapped",
    "for seven one one hes trapped",
    "he took 100 tablets and cannot breathe",
    "put me through to 999 please",
    "i need 999",
    "dial 999 he has collapsed",
    "nine nine nine",
    "4711 I cannot cope",
)


@pytest.mark.parametrize("asks", ["my pin please", "renew my books"])
@pytest.mark.parametrize("words", BESIDE_A_PIN)
def test_what_is_said_beside_a_secret_is_heard_and_the_secret_kept(
    centre: Centre, caller: Caller, asks: str, words: str
):
    caller.says(asks)
    caller.says(words)
    assert caller.rings
    assert "9 9 9" in caller.heard or "Samaritans" in caller.heard
    with centre.database.reading() as session:
        stored = "".join(turn.words for turn in session.query(Turn))
    assert "4711" not in stored
    assert "seven one one" not in stored


@pytest.mark.parametrize(
    "words",
    ["my pin is 4711", "to for ate won", "it's four seven one one, thank you", "4711 I think Sam knows"],
)
def test_a_secret_that_is_said_is_taken_nowhere(centre: Centre, caller: Caller, words: str):
    caller.says("my pin please")
    turns = caller.turns
    caller.says(words)
    assert caller.heard.startswith("Please do not say it.")
    assert caller.turns == turns


def test_keys_are_never_judged(centre: Centre, caller: Caller):
    caller.says("my pin please")
    caller.presses("999#")
    assert "9 9 9" not in caller.heard
    assert centre.assistant.asked[-1].words == "•••"


@pytest.mark.parametrize("confidence", [0.05, 0.15, 0.9])
def test_fire_is_heard_however_badly(caller: Caller, confidence: float):
    heard = caller.phone.hear(caller.key, caller.state, Heard("fire", confidence=confidence))
    assert isinstance(heard, PutThrough)
    assert "9 9 9" in heard.say[0]


# A slow assistant


def test_a_slow_assistant_holds_and_then_answers(centre: Centre, caller: Caller):
    centre.assistant.fails = 1
    assert caller.says("my bin was missed") == Hold(
        ("I am sorry, something is slow at our end. One moment, please.",)
    )
    caller.waits()
    assert caller.heard.startswith("Leave it out")
    assert [asked.number for asked in centre.assistant.asked] == [1, 1]


def test_it_holds_twice_at_most_and_then_there_is_a_person(centre: Centre, caller: Caller):
    centre.assistant.down = True
    caller.says("my bin was missed")
    assert caller.holds
    caller.waits()
    assert caller.holds
    caller.waits()
    assert caller.rings == "waste"  # whose work it is, by the words alone
    assert len(centre.assistant.asked) == 3


def test_or_out_of_hours_a_call_back(centre: Centre, night_caller: Caller):
    centre.assistant.down = True
    night_caller.says("my bin was missed")
    for _ in range(2):
        night_caller.waits()
    assert night_caller.listens
    assert night_caller.heard.endswith(OFFER)


def test_the_next_time_it_is_slow_it_holds_twice_again(centre: Centre, caller: Caller):
    for _ in range(2):
        centre.assistant.fails = 2
        caller.says("my bin was missed")
        assert caller.holds
        caller.waits()
        assert caller.holds
        caller.waits()
        assert caller.listens


# The end


def test_goodbye_ends_the_call(caller: Caller):
    assert caller.says("bye") == HangUp(("Goodbye.",))
    assert caller.contact.status == Status.ENDED


def test_a_contact_that_ended_meanwhile_hears_goodbye(centre: Centre, caller: Caller):
    caller.presses("0")
    centre.queue.phone_call_over(caller.key)
    assert caller.dialled(answered=True) == HangUp((GOODBYE,))


def test_a_webhook_out_of_its_turn_counts_and_takes_nothing(caller: Caller):
    for _ in range(2):
        caller.stays_silent()
    before = caller.state.as_json()
    for _ in range(4):
        again = caller.phone.say_again(caller.state)
        assert again.say == (DID_NOT_CATCH, ASKED_AGAIN)
    assert (caller.state.as_json(), caller.turns) == (before, 0)


def test_a_state_stored_by_an_older_version_can_be_read():
    assert CallState.from_json({"step": 3, "turn": 2}) == CallState(step=3, turn=2)
    assert Heard().nothing
    assert not Heard(keys="0").nothing
    assert PutThrough(("a",), "waste") != Hold(("a",))


def test_who_asks_again_and_again_hears_it_more_slowly(caller: Caller):
    paces = []
    for _ in range(4):
        caller.says("what")
        paces.append(caller.state.slow)
    assert paces == [False, False, True, True]


@pytest.mark.parametrize(
    "words",
    [
        "cars are going too fast down our road",
        "he was going too fast for me I fell over",
        "it's too fast I want to report speeding",
        "you're too quick to fine people",
        "that's too fast for a bus",
    ],
)
def test_what_is_too_fast_out_there_is_an_enquiry(words: str):
    assert aside_in(words) is not Aside.SLOWER


def test_a_whole_number_keyed_where_another_was_asked_about_is_that_number() -> None:
    asked = Ask(
        text="Shall we ring this one?", kind=AskKind.YES_NO, choices=(Choice(label="Yes", value="yes"),)
    )
    assert said_by_key("07700900123", asked) == Said(words="07700900123", keyed=True)
    assert said_by_key("77", asked) is None
    assert said_by_key("4929123412341234", asked) is None
