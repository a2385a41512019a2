"""Who answers a turn: danger before all, then whoever has the contact, then the assistant. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from cases.held_secrets import HeldSecrets
from contacts import access, asked_besides, care, cries, secrets_said, threats
from contacts.acts import Act, CallBack, HandOff, Need, Priority
from contacts.assistant import Assistant, AssistantReply, AssistantTurn, AssistantUnavailable
from contacts.claims import Claim
from contacts.lookups import A_PERSON
from contacts.models import Channel, Status
from contacts.ringing_back import asked_after
from contacts.ringing_back.declining import declines
from contacts.ringing_back.reasons import reason_in
from contacts.secrets_said import beside_secrets
from contacts.texts.on_request import wants_a_text
from contacts.told_beside import beside_the_wish
from contacts.topic import wants_a_person
from council.catalogue import Catalogue, Enquiry
from council.danger import DangerWords
from council.yes_and import Asked

_NEEDS = (care.Safety.EMERGENCY, *care.NEEDS_CARE)


@dataclass(frozen=True)
class Answer:
    """What came of a turn before it is settled. `by` says who answered."""

    acts: list[Act]
    # assistant | adviser | danger | care | access | call_back | asked_after | card | cry | text | threat | nobody
    by: str
    understanding: dict[str, Any] | None = None
    notes: frozenset[str] = field(default_factory=frozenset)
    # What the assistant takes words for that are no turn of its own, such as what a call-back is to be about.
    listened: dict[str, Any] | None = None
    besides: Asked | None = None  # a yes or a no of the call itself; `acts` answer what was asked with it
    to_note: Enquiry | None = None  # what was asked with it, for whoever rings
    threatens: bool = False  # besides danger or distress, which is answered: whoever takes it is warned


class Answering:
    """Safe to share between threads."""

    def __init__(
        self,
        assistant: Assistant,
        danger: DangerWords,
        held_secrets: HeldSecrets,
        catalogue: Catalogue,
        wants_somebody: Callable[[str], bool] = wants_a_person,
        settles: Callable[[str, int], tuple[str, str] | None] = lambda _words, _number: None,
    ) -> None:
        """`wants_somebody`: whether words plainly ask for a person, whoever it is. `settles`: who
        answers words of a turn of this number that are no enquiry, and what they are understood as."""
        self._catalogue = catalogue
        self._assistant, self._danger, self._held_secrets = assistant, danger, held_secrets
        self._wants_somebody, self._settles = wants_somebody, settles

    def answer(self, claim: Claim) -> Answer:
        """Who has the contact answers. Runs outside any transaction: the assistant may take seconds."""
        if threats.of_harm_to_us(claim.said.words) and claim.status is not Status.ADVISER and not claim.value:
            return self._beside_a_threat(claim) or Answer([threats.hand_off()], "threat")
        return self._answer(claim)

    def _beside_a_threat(self, claim: Claim) -> Answer | None:
        """Danger or distress told in the words of a threat, which come first: "my flat is on fire, send somebody or
        I'll kill you". Plain words of danger are enough here: 999 named for nothing harms nobody."""
        words = claim.said.words
        understood = self._listened_to(words)
        plain = self.means_danger(words) or (not claim.said.keyed and secrets_said.asks_for_999(words))
        if plain or care.heard_in(understood) is care.Safety.EMERGENCY:
            return replace(_danger_answer(words, understood), threatens=True)
        if care.heard_in(understood) not in care.NEEDS_CARE:
            return None
        if claim.taking:  # the call goes on, with both on its card
            return Answer([threats.hand_off()], "threat", listened=understood)
        return Answer([], "care", understood, threatens=True)

    def _answer(self, claim: Claim) -> Answer:
        """Danger is heard at every step: by the assistant, which knows a fire from a fire door, and where it is not
        asked or does not answer, by plain phrases.
        """
        words = claim.said.words
        asks_for_999 = not claim.said.keyed and not claim.value and secrets_said.asks_for_999(words)
        cry = claim.channel is Channel.PHONE and not claim.value and cries.of_danger(words)
        plain = self._danger.heard_in(words) or cry
        danger = plain or asks_for_999
        if cry or (claim.number_asked and asks_for_999):
            return _danger_answer(words)
        declined = not danger and declines(words)
        understood: dict[str, Any] | None = None
        if (claim.taking and not declined) or claim.status is Status.WAITING:
            understood = self._listened_to(words)
            if danger or care.heard_in(understood) is care.Safety.EMERGENCY:
                return _danger_answer(words, understood)
            if claim.status is Status.WAITING and care.heard_in(understood) in care.NEEDS_CARE:
                return Answer([], "care", understood)
        if plain and claim.status is Status.ADVISER:
            return _danger_answer(words)
        if claim.status in (Status.WAITING, Status.ADVISER):
            if claim.payment:
                return Answer([], "card")
            return Answer([], "adviser")  # the words are in the transcript, where the adviser reads them
        if settled := self._settled(claim, danger=danger):
            return settled
        if claim.payment:  # goes nowhere, whatever else the words say
            understood = self._listened_to(words)
            in_danger = danger or care.heard_in(understood) is care.Safety.EMERGENCY
            return _danger_answer(words, understood) if in_danger else Answer([], "card")
        if claim.besides and not danger and (asked := self._asked_besides(claim, claim.besides)):
            return asked
        if claim.taking:
            return Answer([], "call_back", listened=understood)
        if not claim.value and (by := self._settled_by(claim, danger=danger)):
            return Answer([], by)
        return self._taken(claim, hurried=danger) or (
            _danger_answer(words) if danger else Answer([], "nobody")
        )

    def _asked_besides(self, claim: Claim, asked: Asked) -> Answer | None:
        """The answer to what was asked with a yes or a no of the call itself; None where that is no enquiry."""
        enquiry = asked_besides.enquiry_in(self._listened_to(asked.words), self._catalogue)
        if enquiry is None:
            return None
        if not (claim.left_for or asked_besides.is_only_told(enquiry)):
            if not claim.taking:  # the offer is passed over for it
                return None
            return Answer([], "call_back", besides=asked, to_note=enquiry)
        told = self._taken(asked_besides.of_what_was_asked(claim, asked), hurried=False)
        return replace(told, besides=asked) if told else None

    def _taken(self, claim: Claim, *, hurried: bool) -> Answer | None:
        """By the assistant; None where it does not answer."""
        sealed = self._held_secrets.hold(claim.secret) if claim.secret else None
        value = sealed if claim.answers and sealed else claim.value
        try:
            reply = self._assistant.take(
                AssistantTurn(
                    claim.contact_id,
                    claim.asked_as,
                    claim.channel,
                    claim.words,
                    value,
                    claim.again,
                    claim.said.recognised,
                    sealed,
                    claim.caller,
                    # Whoever is in danger or asks for a person waits for nothing slow: one comes all the same.
                    hurried=hurried or claim.value == A_PERSON.value or self._wants_somebody(claim.words),
                )
            )
        except AssistantUnavailable:
            return None
        return self._answered(claim, reply)

    def _settled_by(self, claim: Claim, *, danger: bool) -> str:
        """Who answers what is no enquiry: a text, help without a word more, or after a call-back; "" of all else."""
        if claim.channel is Channel.PHONE and (by := _settled_by_phone(claim.said.words)):
            return by
        if danger or claim.in_form or not asked_after.asked_in(claim.said.words):
            return ""
        return "" if care.heard_in(self._listened_to(claim.said.words)) in _NEEDS else "asked_after"

    def _answered(self, claim: Claim, reply: AssistantReply) -> Answer:
        asked_in_words = bool(reply.acts) and not claim.value and not claim.said.keyed
        if asked_in_words and (told := self._told_beside(claim.words)):
            if care.heard_in(told) is care.Safety.EMERGENCY:
                return _danger_answer(claim.said.words, told)
            return Answer(reply.acts, "care", reply.understanding | told)
        by = "assistant" if reply.acts else "care"  # the bot leaves what it hears besides an enquiry to us
        listened = None
        if any(isinstance(act, CallBack) for act in reply.acts):
            listened = self._listened_to(reason_in(claim.words))
        return Answer(reply.acts, by, reply.understanding, reply.notes, listened)

    def _settled(self, claim: Claim, *, danger: bool) -> Answer | None:
        """What is no enquiry, whatever was asked: a call that is relayed, how we are reached, the news of today."""
        if claim.channel is Channel.PHONE and access.is_relay_call(claim.said.words):
            return Answer([access.relay_call(claim.words, danger=danger)], "access")
        if danger or claim.payment or claim.value or claim.said.keyed:
            return None
        settled = self._settles(claim.words, claim.number)
        if settled is None:
            return None
        return Answer([], settled[0], {"intent": settled[1], "confidence": 1.0}, frozenset({"answered"}))

    def means_danger(self, words: str) -> bool:
        """Whether plain words of danger are in this, or it is a cry. For words that are no turn: nothing is stored."""
        return self._danger.heard_in(words) or cries.of_danger(words)

    def tells_plainly(self, words: str) -> bool:
        """Whether plain words of danger or a threat are in this, for which the assistant need not be asked."""
        return threats.of_harm_to_us(words) or self.means_danger(words) or secrets_said.asks_for_999(words)

    def hears_need(self, words: str) -> bool:
        """Whether plain words or the assistant tell of danger in this, or the assistant of harm or distress: somebody
        who waits must come sooner, or be flagged. Nothing is stored."""
        if self.tells_plainly(words):
            return True
        heard = self._listened_to(secrets_said.without_secrets(words))
        return care.heard_in(heard) in _NEEDS

    def heard_beside_secret(self, words: str) -> str | None:
        """What a PIN or a card's number was said beside, with every such number masked, where it tells of danger, harm
        or distress; None where it does not. For words at the question for one: nothing is stored."""
        beside = beside_secrets(words)
        if not beside:
            return None
        tells = (
            secrets_said.asks_for_999(words)
            or self.means_danger(beside)
            or care.heard_in(self._listened_to(beside))
        )
        return beside if tells else None

    def _told_beside(self, words: str) -> dict[str, Any] | None:
        """Danger, harm or distress beside the wish for a person, which the bot did not hear in the whole; None where
        there is none. What is understood of the wish stands: only the need comes from here."""
        beside = beside_the_wish(words)
        understood = self._listened_to(beside) if beside else None
        if care.heard_in(understood) not in _NEEDS:
            return None
        return {name: (understood or {}).get(name) for name in ("safety", "safety_about")}

    def _listened_to(self, words: str) -> dict[str, Any] | None:
        return self._assistant.listen(words) if words.strip() else None


def _settled_by_phone(words: str) -> str:
    """What a caller asks that is no enquiry: a text, or for help without a word more; "" of all else."""
    if wants_a_text(words):
        return "text"
    return "cry" if cries.for_help(words) else ""


def _danger_answer(words: str, understood: dict[str, Any] | None = None) -> Answer:
    """`understood`: by the assistant, where it was asked and did answer."""
    suicide = care.is_of_suicide(understood) or care.plainly_of_suicide(words)
    reason = care.SUICIDE if suicide else cries.IN_DANGER
    understanding: dict[str, Any] = {"intent": "report_emergency", "confidence": 1.0}
    if suicide:
        understanding |= {"safety_about": "suicide"}
    return Answer(
        [HandOff(reason=reason, priority=Priority.URGENT, need=Need.DANGER)], "danger", understanding
    )
