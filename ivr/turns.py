"""Decides what happens next on a call. Knows turns and acts; knows nothing of Twilio."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from cases.phones import takes_texts
from cases.references import spoken
from cases.spoken_numbers import digits_as_asked, perhaps_digits
from contacts.acts import Act, Ask, AskKind, Choice, End, HandOff, Say, TakeMessage
from contacts.claims import TurnTaken
from contacts.errors import ContactError
from contacts.lookups import A_PERSON, TRY_AGAIN
from contacts.models import Channel, Status
from contacts.said import Said, says_nothing
from contacts.topic import wants_a_person
from contacts.turns import Turns
from contacts.waiting.tasks import Task
from council.council import Council
from council.words import Words
from ivr.asides import Aside, aside_in, asks_for_reference
from ivr.heard_badly import is_doubtful_yes
from ivr.said_again import not_heard
from ivr.state import CallState

MOST_RETRIES = 2  # "one moment" when the assistant is slow; then the contact brings a person
LIKE_A_CHOICE = 80  # of 100: spoken words taken for the label of a choice
PERSON_KEY = "0"
# Why the line itself asks for a person, as the adviser reads it.
SILENT = "Nothing was heard on the line: the caller may need help, time or another way to speak"
NOT_UNDERSTOOD = "The caller was not understood"
CANNOT_FOLLOW = "The caller asked several times to hear the question again: please take time"
AT_ONCE = (SILENT, CANNOT_FOLLOW)  # as soon as somebody in distress
NOISE = 0.3  # the recogniser's confidence below which a lone word is asked for again
MISSES_TO_KEYS = 2  # at one question; then the busiest services are offered by key
WHEN_SHUT = {  # said in the place of what names a person
    "did_not_hear_again": "did_not_hear_again_when_shut",
    "keys_only": "keys_only_when_shut",
    "wrong_key": "wrong_key_when_shut",
    "hard_to_hear": "hard_to_hear_when_shut",
}
REPEATS_TO_SLOWER = 3  # who asks for the same prompt this often hears it more slowly
A_PHONE_NUMBER = range(10, 13)  # digits
_KEY_NAMED = re.compile(
    r"(?i)^\W*(?:(?:ok|okay|yes|please|can i|i'?ll|i will|i want to)\W+)*(?P<press>press(?:ing)?\W+)?"
    r"(?:(?:the )?(?:number|key) )?(?:zero|nought|0)(?:\W+(?:please|then|thanks))*\W*$"
)
_DIGITS_ASKED = (AskKind.DIGITS, AskKind.POSTCODE)
SHORTEST_NUMBER = 4  # digits; fewer, where no number was asked for, are a slip of the finger


@dataclass(frozen=True)
class Heard:
    """One input: what the recogniser wrote, the keys pressed, or neither (silence).

    `until` is how much of the last prompt had been said when the caller broke in; empty: all, or it is not known.
    """

    words: str = ""
    keys: str = ""
    confidence: float | None = None  # the recogniser's, 0 to 1, when it gives one
    until: str = ""

    @property
    def nothing(self) -> bool:
        return not self.keys and says_nothing(self.words)


@dataclass(frozen=True)
class Listen:
    """Say something, then listen for the answer to `ask`."""

    say: tuple[str, ...]
    ask: Ask
    patient: bool = False  # they said that they need a moment


@dataclass(frozen=True)
class PutThrough:
    """Ring a team, or before it somebody of theirs; the person answering hears a whisper first."""

    say: tuple[str, ...]
    team: str
    person: str | None = None  # on their own telephone


@dataclass(frozen=True)
class Wait:
    """Say something, then wait in the queue for a person. `entry` is the place in it; `task` is for a network that
    chooses the adviser itself."""

    say: tuple[str, ...]
    team: str
    entry: int
    task: Task | None = None


@dataclass(frozen=True)
class LeaveMessage:
    """Say something, then record what the caller says after the tone."""

    say: tuple[str, ...]


@dataclass(frozen=True)
class Hold:
    """Say something, wait a moment, try the same turn again."""

    say: tuple[str, ...]


@dataclass(frozen=True)
class HangUp:
    say: tuple[str, ...]


Decision = Listen | PutThrough | Wait | LeaveMessage | Hold | HangUp


class PhoneTurns:
    """One call's turns. Each method takes the state and leaves it ready for the next webhook."""

    def __init__(self, turns: Turns, council: Council, words: Words) -> None:
        self._turns, self._council, self._words = turns, council, words

    def begin(self, call_sid: str, caller: str | None) -> tuple[str, CallState, Decision]:
        """Open the contact and ask the open question. Returns the contact's key as well."""
        view = self._turns.begin(Channel.PHONE, call_sid=call_sid, caller=caller)
        acts = [message.act for message in view.messages]
        state = CallState(takes_texts=bool(caller and takes_texts(caller)))
        return view.contact, state, self._listen(state, acts)

    def hear(self, key: str, state: CallState, heard: Heard) -> Decision:
        """What the caller said or pressed, or that they did neither."""
        asked = state.question()
        if heard.nothing:
            if state.heard_nothing():
                return self._fetch_person(key, state, SILENT)
            again = "did_not_hear" if state.silences == 1 else self._honest("did_not_hear_again")
            if asked and asked.kind is AskKind.DIGITS and not asked.choices and state.silences == 1:
                again = "nothing_keyed"
            return self._repeat(state, self._say(again))
        if heard.keys:
            said = said_by_key(heard.keys, asked)
            if said is None:
                return self._wrong_key(key, state, asked)
            return self._take(key, state, said)
        return self._hear_words(key, state, heard, asked)

    def _hear_words(self, key: str, state: CallState, heard: Heard, asked: Ask | None) -> Decision:
        if asks_for_reference(heard.words) and (reference := self._turns.reference(key)):
            return self._reference_again(key, state, reference, slowly="slow" in heard.words.lower())
        aside = aside_in(heard.words)
        secret = asked is not None and asked.secret
        if secret and wants_a_person(heard.words) and not self._turns.answering.means_danger(heard.words):
            return self._take(key, state, Said(choice=A_PERSON.value))
        if secret and perhaps_digits(heard.words) and not aside:
            # A secret is keyed, and words that may be it are taken nowhere; what is said beside it is heard.
            if beside := self._turns.answering.heard_beside_secret(heard.words):
                return self._take(key, state, Said(words=beside, recognised=heard.confidence))
            if state.heard_nothing():
                return self._fetch_person(key, state, SILENT)
            return self._repeat(state, self._say(self._honest("keys_only")))
        if aside is Aside.WAIT and (
            wants_a_person(heard.words) or self._turns.answering.hears_need(heard.words)
        ):
            aside = None  # "hang on while I get him, he's not breathing"
        if aside:
            return self._said_to_us(key, state, aside, heard.until)
        if self._is_noise(heard, asked):
            if state.missed():
                return self._fetch_person(key, state, NOT_UNDERSTOOD)
            return self.say_again(state)
        if state.doubted != state.turn and is_doubtful_yes(heard.words, heard.confidence, asked):
            state.doubted = state.turn
            return self._sure(state)
        said = said_by_voice(heard.words, asked)
        return self._take(key, state, replace(said, recognised=heard.confidence))

    def _sure(self, state: CallState) -> Listen:
        """Whether that was a yes. What is to be sent is not read out again, unless they ask."""
        ask = state.question() or Ask(text="")
        return Listen((self._say("sure_of_yes"), self._say("press_for_yes")), ask)

    def _wrong_key(self, key: str, state: CallState, asked: Ask | None) -> Decision:
        """A key that means nothing here: help, then the busiest services by key, then a person."""
        if state.missed():
            return self._fetch_person(key, state, NOT_UNDERSTOOD)
        if asked is None or asked.choices:
            return self.say_again(state)
        if (
            state.misses >= MISSES_TO_KEYS
            and asked.kind is AskKind.OPEN
            and (menu := self._turns.keys_instead(key))
        ):
            return self._listen(state, menu)
        return self._repeat(state, self._say(self._honest("wrong_key")))

    def _is_noise(self, heard: Heard, asked: Ask | None) -> bool:
        """One word that the recogniser itself hardly believes in, where any words would be an answer."""
        if heard.confidence is None or heard.confidence >= NOISE or len(heard.words.split()) > 1:
            return False
        if asked and (asked.choices or asked.kind is not AskKind.OPEN):
            return False
        return not (self._turns.answering.means_danger(heard.words) or wants_a_person(heard.words))

    def _said_to_us(self, key: str, state: CallState, aside: Aside, until: str) -> Decision:
        """The last prompt again, more slowly when asked; no turn comes of it."""
        if state.asked_again():
            return self._fetch_person(key, state, CANNOT_FOLLOW)
        if aside is Aside.AGAIN and (state.slow or state.repeats < REPEATS_TO_SLOWER):
            return self.resume(state, until)
        if aside is Aside.WAIT:
            state.silences = 0
            return Listen((self._say("take_your_time"),), state.question() or Ask(text=""), patient=True)
        state.slow = True
        again = self.resume(state)
        if aside is Aside.NOT_HEARD and state.is_hard_to_hear():
            return replace(again, say=(*self._other_ways(state), *again.say))
        return replace(again, say=(self._say("slower"), *again.say))

    def _other_ways(self, state: CallState) -> tuple[str, ...]:
        """For whoever cannot hear the line: a person, and writing, where their telephone takes texts."""
        by_text = (self._say("hard_to_hear_text"),) if state.takes_texts else ()
        return self._say(self._honest("hard_to_hear")), *by_text

    def _reference_again(self, key: str, state: CallState, reference: str, *, slowly: bool) -> Decision:
        """What was read out before, and then the question that is open."""
        if state.asked_again():
            return self._fetch_person(key, state, CANNOT_FOLLOW)
        state.slow, state.silences = state.slow or slowly, 0
        told = self._repeat(state, self._say("reference_again", reference=spoken(reference)))
        return replace(told, say=(self._say("slower"), *told.say)) if slowly else told

    def resume(self, state: CallState, until: str = "") -> Listen:
        """The last prompt once more; of one that was broken into, what had not been heard."""
        ask = state.question() or Ask(text=self._say("anything_else"))
        state.silences, state.said = 0, not_heard(state.said or [ask.text], until)
        return Listen((*state.said, *self._keys_for(ask, state)), ask)

    def has_taken(self, key: str, state: CallState, words: str) -> bool:
        """Whether these words are the turn that was taken last: a line that was cut may deliver them twice."""
        if state.turn == 1:
            return False
        for as_taken in dict.fromkeys((words, digits_as_asked(words) or words)):
            with suppress(ContactError):
                self._turns.take(key, state.turn - 1, Said(words=as_taken))
                return True
        return False

    def say_again(self, state: CallState) -> Decision:
        """The open question once more: nothing was heard that could count."""
        return self._repeat(state, self._say("did_not_catch"))

    def try_again(self, key: str, state: CallState) -> Decision:
        """After Hold: the same turn once more."""
        return self._take(key, state, Said(choice=TRY_AGAIN.value))

    def dialled(self, key: str, state: CallState, *, answered: bool, gone: bool = False) -> Decision:
        """The call to the team is over, or was never taken. `gone`: the caller hung up while it rang."""
        if answered or gone:
            return HangUp((self._say("goodbye"),))
        acts = self._turns.nobody_answered(key, wished=not state.fetched)
        if any(isinstance(act, End) for act in acts):
            return HangUp(tuple(act.text for act in acts if isinstance(act, Say)))
        return self._listen(state, acts)

    def asked(self, state: CallState, acts: list[Act]) -> Decision:
        """Something the service itself asks, such as the number to ring back."""
        return self._listen(state, acts)

    def message_left(self, reference: str | None) -> HangUp:
        """The recording is over. `reference`: of the case it became; None where nothing was said after the tone."""
        if reference:
            promise = self._council.promises["voicemail"].says
            return HangUp((self._say("message_taken", promise=promise, reference=spoken(reference)),))
        return HangUp((self._say("message_empty", phone=self._council.identity.phone_display),))

    def _fetch_person(self, key: str, state: CallState, why: str) -> Decision:
        """Enough silences or misses. Where no person could be had the last time, the call ends."""
        if state.fetched:
            return HangUp((self._last_way(), self._say("goodbye")))
        decision = self._take(key, state, Said(choice=A_PERSON.value, because=why, at_once=why in AT_ONCE))
        state.fetched = True
        state.misses = 0
        state.misses_in_call = state.silences_in_call = (
            1  # where that led to nobody, less is enough the next time
        )
        return decision

    def _honest(self, name: str) -> str:
        """The sentence that promises a person by 0, or, where nobody is here, what 0 leads to then."""
        return name if self._turns.anybody_here() else WHEN_SHUT[name]

    def _last_way(self) -> str:
        """How to reach us when the call must end. The number they have just rung is named to nobody."""
        if self._turns.anybody_here():
            return self._say("ring_again_later")
        return self._say("ring_again_when_open", opening=self._turns.back())

    def _take(self, key: str, state: CallState, said: Said) -> Decision:
        taken = self._turns.take(key, state.turn, said)
        state.turn = taken.transcript.next_turn
        state.silences = state.repeats = 0
        if taken.in_trouble and state.retries < MOST_RETRIES and _offers_retry(taken.acts):
            state.retries += 1
            return Hold(tuple(act.text for act in taken.acts if isinstance(act, Say)))
        state.retries = 0
        return self._decide(key, state, taken)

    def _decide(self, key: str, state: CallState, taken: TurnTaken) -> Decision:
        hand_off = next((act for act in taken.acts if isinstance(act, HandOff)), None)
        texts = tuple(act.text for act in taken.acts if isinstance(act, Say))
        if hand_off:
            state.team, state.person = hand_off.team, None
            return PutThrough(texts, hand_off.team)
        if any(isinstance(act, TakeMessage) for act in taken.acts):
            return LeaveMessage(texts)
        if any(isinstance(act, End) for act in taken.acts) or taken.transcript.status == Status.ENDED:
            return HangUp(texts or (self._say("goodbye"),))
        if not taken.understood and state.missed():
            return self._fetch_person(key, state, NOT_UNDERSTOOD)
        if taken.understood:
            state.misses, state.fetched = 0, False
        return self._listen(state, taken.acts)

    def _listen(self, state: CallState, acts: list[Act]) -> Listen:
        texts = [act.text for act in acts if isinstance(act, Say)]
        asks = [act for act in acts if isinstance(act, Ask)]
        ask = asks[-1] if asks else Ask(text=self._say("anything_else"))
        state.ask = ask.model_dump(mode="json")
        state.said = [*texts, ask.text]
        return Listen((*texts, ask.text, *self._keys_for(ask, state)), ask)

    def _repeat(self, state: CallState, first: str) -> Listen:
        """The same question, said again after a word of help; not what came before it, such as a greeting."""
        ask = state.question() or Ask(text=self._say("anything_else"))
        return Listen((first, ask.again or ask.text, *self._keys_for(ask, state)), ask)

    def _keys_for(self, ask: Ask, state: CallState) -> tuple[str, ...]:
        """Choices read out with their keys. Yes and no need no list, but for whoever cannot make themselves heard."""
        if ask.kind is AskKind.YES_NO and state.fetched:
            return (self._say("press_for_yes"),)
        if ask.kind is AskKind.YES_NO or not ask.choices:
            return ()
        return tuple(
            self._say("press_for_choice", choice=choice.label, key=str(place))
            for place, choice in enumerate(ask.choices[:9], start=1)
        )

    def _say(self, name: str, **blanks: str) -> str:
        return self._words.say(name, spoken=True, **blanks)


def said_by_key(keys: str, asked: Ask | None) -> Said | None:
    """What keys mean as an answer; None when they mean nothing here."""
    keys = keys.strip("#*")
    if keys and not keys.strip(PERSON_KEY):  # once, or over and over
        return Said(choice=A_PERSON.value)
    if asked is None or not keys:
        return None
    if asked.kind is AskKind.YES_NO and len(keys) in A_PHONE_NUMBER:
        return Said(words=keys, keyed=True)  # in the place of the one that was asked about
    if asked.choices:
        place = (
            int(keys) - 1 if len(keys) == 1 and keys.isdecimal() else -1
        )  # some telephones have keys A to D
        return Said(choice=asked.choices[place].value) if 0 <= place < len(asked.choices) else None
    if asked.kind in (AskKind.DIGITS, AskKind.POSTCODE) or len(keys) >= SHORTEST_NUMBER:
        return Said(words=keys, keyed=True)
    return None


def said_by_voice(words: str, asked: Ask | None) -> Said:
    """Spoken words, taken as a choice when they plainly name one of those read out, and as the key for a person when
    they name that: "press 0". A mere "zero" may be a digit, where a form or a number is asked for."""
    named = _KEY_NAMED.match(words)
    if named and (named["press"] or asked is None or not (asked.of_form or asked.kind in _DIGITS_ASKED)):
        return Said(choice=A_PERSON.value)
    if asked and asked.kind is AskKind.DIGITS and (digits := digits_as_asked(words)):
        return Said(words=digits)
    if asked and asked.choices and asked.kind is not AskKind.YES_NO:
        chosen = _choice_named(words, asked.choices)
        if chosen:
            return Said(choice=chosen.value)
    return Said(words=words)


def _choice_named(words: str, choices: tuple[Choice, ...]) -> Choice | None:
    labels = {place: choice.label.lower() for place, choice in enumerate(choices)}
    best = process.extract(words.lower(), labels, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_A_CHOICE)
    return choices[best[0][2]] if len(best) == 1 else None


def _offers_retry(acts: list[Act]) -> bool:
    return any(isinstance(act, Ask) and TRY_AGAIN in act.choices for act in acts)
