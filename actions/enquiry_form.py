"""The one generic form: Rasa keeps it open, forms/ decides what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.events import SlotSet

from actions import interpreter, second_tries
from actions.after_a_death import of_who_has_died, told_of_who_has_died
from actions.base import CouncilAction, Events, Offer, Turn, offering
from actions.by_name.wishes import is_asked_for_in_form, plainly_asks_by_name
from actions.cancelling import bring_for, cancelled, wants_cancelled
from actions.conversation.answering import answer_instead
from actions.conversation.not_understood import not_understood
from actions.council_homes import repair_of_ours
from actions.first_reading import READ_FIRST, as_read_first, read_otherwise
from actions.followed_on import more_of_it, told_more
from actions.how_to import is_told_how, told_how
from actions.named_person import named_person
from actions.narrowing import UNSURE, bare_subject, narrowed_bare
from actions.people import in_hand
from actions.sent_just_now import LAST_FORM, asks_when_done, told_when_done
from actions.tasks import DAYS_ASKED, TASKS, days_asked
from cases.models import Case
from cases.phones import shown_phone, spoken_phone
from cases.references import shown, spoken
from cases.store import AlreadyReported, NewCase
from council.case_types import CaseType
from council.catalogue import Enquiry
from forms.conversation.asking import open_form
from forms.conversation.form_turn import Exit, FormTurn
from forms.conversation.read_back import summary
from forms.conversation.redoing import TO_CHANGE, kept, may_be_kept, redone
from forms.conversation.switching import INSTEAD
from forms.conversation.taking import take
from forms.fields import FIELDS
from forms.fields.bins import MORE_BINS, missed_on
from forms.fields.numbers import NOT_GIVEN
from forms.fields.postcode import NOT_GIVEN as NO_POSTCODE
from forms.heard import Around
from forms.replies import spoken_date
from forms.sayings.remarks import remark_in
from forms.standing import STATUS, asks_how_it_stands
from forms.state import FormState

BIN_DAYS = "bin_days"  # what the form of an enquiry about them does
OF_A_DEATH = "of_a_death"  # in the form's values: they told of who has died, and wanted no report
CANCELS = "cancels"  # in the form's values: they want what they have taken back, and nothing new
HOW = "how"  # in the form's values: they only asked how to go about what was told before
MISSED = "missed"  # the slot that counts for all forms of the conversation
INTERPRETER_WANTED = "interpreter_wanted"  # in the form's values, for whoever ends it


class ValidateEnquiryForm(CouncilAction):
    """Called by Rasa at every turn of the form. Asks its questions itself and names the next in requested_slot."""

    def name(self) -> str:
        return "validate_enquiry_form"

    def act(self, turn: Turn) -> Events:
        lived = _ward(turn, FormState.from_slot(turn.tracker.get_slot("form")))
        result = self._next(turn)
        result.form.missed = max(result.form.missed, _missed(turn))
        turn.one_at_a_time()
        _come_back_to(turn, result)
        for reply in result.replies:
            turn.reply(reply)
        if result.form.turn == turn.number and not result.form.ended:
            turn.after_a_death(turn.wired.council.catalogue[result.form.enquiry])
        enquiry = turn.wired.council.catalogue[result.form.enquiry]
        if result.form.ended is Exit.DONE and enquiry.task:
            again = second_tries.look(turn, result.form, enquiry.task.does)
            if again:
                if again.reply:
                    turn.reply(again.reply)
                asked = FIELDS[again.field].question(
                    result.form.values, turn.wired.around(spoken=turn.spoken)
                )
                result = FormTurn(result.form, [], asked)
        ward = _ward(turn, result.form)
        if ward and not lived:
            self._tell_alerts(turn, result.form.enquiry, ward)
        if result.question:
            turn.ask(result.question, of_form=True)
        # The form has asked by itself. The name only tells Rasa that it goes on, and must match no utter_ask_ reply:
        # Rasa would say that one as well.
        requested = f"{result.form.enquiry}: {result.form.asking}" if result.question else None
        # Setting the form's slot also tells Rasa that the turn was dealt with: it never rejects the form.
        # Whoever was asked for may be one of those just offered, which the end of the form looks up; and a "no" that
        # corrects nothing answers what was offered.
        still_offered = result.form.ended is Exit.HAND_OFF or result.form.values.get(READ_FIRST)
        offered = [] if still_offered else [offering(None)]
        missed = [SlotSet(MISSED, result.form.missed)] if result.form.missed != _missed(turn) else []
        return [
            SlotSet("form", result.form.as_slot()),
            SlotSet("requested_slot", requested),
            *offered,
            *missed,
        ]

    def _tell_alerts(self, turn: Turn, enquiry: str, ward: str) -> None:
        """As soon as the form knows where they live: what is news to that ward alone."""
        council = turn.wired.council
        service = council.catalogue[enquiry].service
        for alert in council.live_alerts(turn.wired.clock()):
            if alert.concerns(ward, service):
                turn.say_alert(alert)

    def _next(self, turn: Turn) -> FormTurn:
        around = turn.wired.around(spoken=turn.spoken, caller=turn.caller)
        form = FormState.from_slot(turn.tracker.get_slot("form"))
        if form is not None:
            form.missed = _missed(turn)
        if form is not None and form.ended is None and form.enquiry in turn.wired.council.catalogue:
            if _to_a_person(turn, form):
                form.ended = Exit.HAND_OFF
                return FormTurn(form, [], None)
            if form.asking == "description" and (status := _asks_for_status(turn, form.enquiry)):
                return open_form(status, turn.heard, turn.number, around)
            heard = second_tries.as_answer(turn, form)
            if turn.language:  # only a guess, as it turned out; so is what came of it
                heard = replace(heard, intent=None, confidence=0.0)
            return take(form, heard, around)
        if turn.enquiry is None:
            raise LookupError(f"no enquiry for the intent {turn.heard.intent!r}")
        if (other := _no_form_wanted(turn, turn.enquiry)) is not None:
            return FormTurn(other, [], None)
        # "Yes" to "You also mentioned": it chose the enquiry, and the words are what was said of it (bot/heard.py).
        heard = replace(turn.heard, value=None) if turn.heard.value == "yes" else turn.heard
        last = turn.tracker.get_slot(LAST_FORM)
        if (again := redone(last, turn.enquiry, heard, turn.number, around)) is not None:
            return again
        if read_otherwise(turn):
            return FormTurn(
                FormState(turn.enquiry.name, turn.number, {READ_FIRST: True}, ended=Exit.ABANDONED), [], None
            )
        enquiry = (
            _asks_for_status(turn, turn.enquiry.name) or repair_of_ours(turn, turn.enquiry) or turn.enquiry
        )
        known = {DAYS_ASKED: days} if BIN_DAYS in enquiry.keys and (days := days_asked(turn)) else None
        return open_form(enquiry, heard, turn.number, around, known)


class ActionFinishEnquiry(CouncilAction):
    """The form is over: open the case, do the task, or bring a person."""

    def name(self) -> str:
        return "action_finish_enquiry"

    def act(self, turn: Turn) -> Events:
        form = FormState.from_slot(turn.tracker.get_slot("form"))
        offered = self._finish(turn, form) if form is not None else None
        # A person was asked for because of them; if nobody came, the next form is given as many tries.
        counted = [SlotSet(MISSED, 0)] if form and form.ended is Exit.STUCK and _missed(turn) else []
        return [
            SlotSet("form", None),
            *(offered or [offering(None)]),
            *_for_a_correction(turn, form),
            *counted,
        ]

    def _finish(self, turn: Turn, form: FormState) -> Events | None:
        """What is offered next, where something is."""
        enquiry = turn.wired.council.catalogue[form.enquiry]
        match form.ended:
            case Exit.DONE if enquiry.task:
                TASKS[enquiry.task.does](turn, form)
            case Exit.DONE if enquiry.case:
                self._open_case(turn, form, enquiry, enquiry.case)
            case Exit.VAGUE:
                return told_when_done(turn) or narrowed_bare(turn)
            case Exit.ABANDONED if form.values.get(HOW):  # of what was told before; no report was wanted
                return told_how(turn) or told_more(turn) or not_understood(turn)
            case Exit.ABANDONED if form.values.get(OF_A_DEATH):
                return told_of_who_has_died(turn) or not_understood(turn)
            case Exit.ABANDONED if form.values.get(READ_FIRST):
                return as_read_first(turn)
            case Exit.ABANDONED if form.values.get(INSTEAD):
                turn.say("utter_abandoned")
                return answer_instead(turn, form.values[INSTEAD])
            case Exit.ABANDONED:
                turn.say("utter_abandoned")
                turn.ask_if_anything_else()
            case Exit.CALL_BACK:
                turn.call_back("Asked to be phoned", **in_hand(turn))
            case Exit.STUCK:
                turn.say("utter_form_stuck")
                turn.hand_off("The assistant could not take the details", **in_hand(turn))
            case Exit.HAND_OFF:
                return self._to_a_person(turn, form, enquiry)
            case _:
                turn.ask_if_anything_else()
        return None

    @staticmethod
    def _to_a_person(turn: Turn, form: FormState, enquiry: Enquiry) -> Events | None:
        """Whoever was asked for, or whoever can go on where the form cannot."""
        if lost := form.values.get(second_tries.LOST):
            told, why = second_tries.LOST_WORDS[lost]
            turn.say(told)
            turn.hand_off(why, **in_hand(turn))
        elif form.values.get(CANCELS):
            if (answered := cancelled(turn)) is not None:
                return answered
            bring_for(turn, enquiry)
        elif form.values.get(INTERPRETER_WANTED):
            interpreter.bring(turn, in_hand(turn))
        elif change := form.values.get(TO_CHANGE):
            turn.say("utter_sent_already")
            collected = summary(form, turn.wired.around(spoken=False)) | {"To change": change}
            why = "Something in the report just sent is wrong"
            turn.hand_off(why, team=enquiry.team, about=enquiry.title, collected=collected)
        elif (somebody := named_person(turn, in_hand(turn))) is not None:
            return somebody
        else:
            turn.hand_off("Asked to speak to a person", **in_hand(turn))
        return None

    def _open_case(self, turn: Turn, form: FormState, enquiry: Enquiry, kind: CaseType) -> None:
        wired, values = turn.wired, form.values
        around = wired.around(spoken=False)
        address, postcode = values.get("address") or {}, values.get("postcode")
        new = NewCase(
            origin=f"{turn.tracker.sender_id}:{form.turn}:{enquiry.name}",
            enquiry=enquiry.name,
            team=enquiry.team,
            title=enquiry.title,
            due=wired.council.due(kind.promise, around.today),
            answers=summary(form, around),
            contact_id=turn.contact_id,
            uprn=address.get("uprn"),
            postcode=address.get("postcode") or (postcode if postcode != NO_POSTCODE else None),
            opened_at=around.at,
            same_when=tuple(FIELDS[name].title for name in kind.same_when),
        )
        try:
            case = wired.cases.open(new)
        except AlreadyReported as known:
            self._already_reported(turn, form, known.case, around)
            return
        turn.say(
            # Without a postcode there is no second fact, so nobody can ask about it later by its reference.
            "utter_case_opened" if case.postcode else "utter_case_opened_unseen",
            note="case_opened",
            promise=wired.council.promises[kind.promise].says,
            due=spoken_date(case.due),
            reference=spoken(case.reference) if turn.spoken else shown(case.reference),
        )
        phone = values.get("phone")
        if phone and phone != NOT_GIVEN:
            turn.say("utter_case_phone", phone=spoken_phone(phone) if turn.spoken else shown_phone(phone))
        self._go_on(turn, form, around)

    def _already_reported(self, turn: Turn, form: FormState, case: Case, around: Around) -> None:
        """One report of a thing is enough: a second would send the crew twice. Its reference is told to whoever made it
        in this very conversation; anybody may name an address."""
        due = spoken_date(case.due)
        if case.due < around.today:
            turn.say("utter_already_reported_late", due=due)
            turn.hand_off("Reported again, after its promised date", **in_hand(turn))
            return
        if case.contact_id is not None and case.contact_id == turn.contact_id:
            reference = spoken(case.reference) if turn.spoken else shown(case.reference)
            turn.say("utter_already_reported_here", note="answered", due=due, reference=reference)
        else:
            turn.say("utter_already_reported", note="answered", due=due)
        self._go_on(turn, form, around)

    def _go_on(self, turn: Turn, form: FormState, around: Around) -> None:
        if more := form.values.get(MORE_BINS):
            turn.also = [self._next_bin(form, more, around), *turn.also]
        turn.ask_if_anything_else()

    @staticmethod
    def _next_bin(form: FormState, kinds: list[str], around: Around) -> Offer:
        """Another bin missed on the same day is a report of its own, of which all is known already."""
        bins = " and ".join(around.council.bins.bins[kind].title for kind in kinds)
        at = FIELDS["address"].shown(form.values, around)
        words = f"my {bins} at {at} was missed on {spoken_date(missed_on(form.values))}"
        return {"intents": [form.enquiry], "words": words}


def _no_form_wanted(turn: Turn, enquiry: Enquiry) -> FormState | None:
    """A form that is over before it began, with why: the words were understood as its enquiry and wish for none."""

    def ended(by: Exit, /, **values: Any) -> FormState:
        return FormState(enquiry.name, turn.number, values, ended=by)

    if plainly_asks_by_name(turn):
        return ended(Exit.HAND_OFF)
    if wants_cancelled(turn):
        return ended(Exit.HAND_OFF, **{CANCELS: True})
    if bare_subject(turn) or asks_when_done(turn):
        return ended(Exit.VAGUE)
    if of_who_has_died(turn):
        return ended(Exit.ABANDONED, **{OF_A_DEATH: True})
    if is_told_how(turn) or (turn.heard.confidence < UNSURE and more_of_it(turn)):
        return ended(Exit.ABANDONED, **{HOW: True})
    return None


def _for_a_correction(turn: Turn, form: FormState | None) -> Events:
    """The form is kept for the next turn, which may put something in it right. One that never began leaves what is kept
    as it is."""
    if form and (form.ended == Exit.VAGUE or form.values.keys() & {HOW, OF_A_DEATH, READ_FIRST}):
        return []
    enquiry = turn.wired.council.catalogue[form.enquiry] if form else None
    if (
        form is None
        or enquiry is None
        or form.ended not in (Exit.DONE, Exit.REFUSED)
        or not may_be_kept(enquiry)
    ):
        return [SlotSet(LAST_FORM, None)] if turn.tracker.get_slot(LAST_FORM) else []
    sent = form.ended == Exit.DONE and enquiry.case is not None
    return [SlotSet(LAST_FORM, kept(form, turn.number, sent=sent))]


def _missed(turn: Turn) -> int:
    """Answers that did not help so far, in this form and in those before it."""
    return int(turn.tracker.get_slot(MISSED) or 0)


def _to_a_person(turn: Turn, form: FormState) -> bool:
    """Whether they asked for somebody, or cannot go on without; whoever ends the form finds in its values why."""
    if turn.heard.value is None and remark_in(turn.heard.words):
        return False  # "am I talking to a real person", "can I just press it in"
    if interpreter.is_wanted_in_form(turn, form):
        form.values[INTERPRETER_WANTED] = True
    elif is_asked_for_in_form(turn):
        pass
    elif lost := second_tries.lost(form, turn.heard, turn.wired.council.catalogue[form.enquiry].case):
        form.values[second_tries.LOST] = lost
    else:
        return False
    return True


def _asks_for_status(turn: Turn, name: str) -> Enquiry | None:
    """The enquiry about a case's status, in the place of one more case: "what's happening with my complaint"."""
    catalogue = turn.wired.council.catalogue
    asks = turn.heard.value is None and asks_how_it_stands(turn.heard.words)
    return catalogue.known_as(STATUS) if asks and catalogue[name].case else None


def _come_back_to(turn: Turn, result: FormTurn) -> None:
    """What was told in a form that another one has put aside is offered again after that."""
    turn.also = [offer for offer in turn.also if offer["intents"][0] != result.form.enquiry]
    if left := result.left:
        turn.also.append({"intents": [left.enquiry], "words": left.values["description"]})
    if result.besides and all(offer["intents"][0] != result.besides[0] for offer in turn.also):
        turn.also.append({"intents": [result.besides[0]], "words": result.besides[1]})


def _ward(turn: Turn, form: FormState | None) -> str | None:
    """Where they live, from the address, or from a postcode that lies in one ward."""
    if form is None:
        return None
    gazetteer, address = turn.wired.gazetteer, form.values.get("address") or {}
    home = gazetteer.get(address["uprn"]) if address.get("uprn") else None
    if home:
        return home.ward
    postcode = address.get("postcode") or form.values.get("postcode")
    wards = {near.ward for near in gazetteer.at_postcode(postcode)} if postcode else set()
    return wards.pop() if len(wards) == 1 else None
