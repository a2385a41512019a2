"""What is told in the place of an answer: kept with the report, and the question put again. It is no failed answer, and
no new enquiry takes the place of the one in hand; one that is spoken of is offered afterwards.
"""

from __future__ import annotations

import re

from cases.long_past import is_past_accident
from council.catalogue import Enquiry
from council.yes_and import asked_with
from forms.conversation.asking import ask_again, ask_next
from forms.conversation.form_turn import FormTurn
from forms.conversation.read_back import ADD, REVIEW, note
from forms.elsewhere import more_of_the_story
from forms.fields import FIELDS
from forms.fields.base import said_no, said_yes
from forms.heard import Around, Heard
from forms.leaving import never_mind
from forms.place_words import STREET_KINDS, only_a_place
from forms.replies import Question, Reply
from forms.sayings.declined import says_only_no
from forms.sayings.statements import is_told
from forms.state import FormState
from forms.telling import words_of
from forms.yes_but import rest_of

SURE = 0.75  # of another enquiry, as where a form is left for it
PERHAPS = 0.6  # the same of one that somebody in need asks for
FEWEST_FIRST = 3  # words: a bare yes is no danger, whatever it was heard as
LONGEST = 1_000  # characters of a description
_ADD = re.compile(
    r"(?i)^\W*(?:(?:no|yes|yeah|sorry|oh|actually|wait|but|and|before you (?:do|send it)|hang on)\W+)*"
    r"(?:(?:can|could|may) i (?:just )?(?:add|say|put|mention|tell you)|i(?:'d| would)? (?:want|like"
    r"|need)(?: to)? (?:add|say|put"
    r"|mention)|i forgot (?:to (?:say|mention|tell you)|something)|(?:there'?s )?(?:one|another|some) (?:more "
    r"|other )?thing"
    r"(?: else)?|there'?s (?:something|one more thing)(?: else| more)?|add)\b(?P<what>.*)$"
)
_NOTHING_YET = re.compile(
    r"(?i)^(?:\W*(?:something|one|another|more|thing|else|a bit|anything|to|it|that|this|please|a detail"
    r"|a few things|the (?:date|day|time))\b)*\W*$"
)
_WHERE_IT_GOES = re.compile(
    r"(?i)^\W*(?:(?:and|so|ok|but)\W+)*(?:who|where|which team|what happens|is (?:it|this|that)|does (?:it|this|that)"
    r"|will (?:it|this|that|he|she|they|somebody|someone|anyone|a manager))\b.{0,30}\b(?:go|goes|going|sent|send|get"
    r"|gets|see|sees"
    r"|read|reads|deals?|handles?)\b"
)
_NO_AND = re.compile(r"(?i)^\W*(?:(?:no|nope|nah|sorry|well|actually|wait)\W+)+(?P<rest>\w.*)$")
_ONLY_DENIES = re.compile(
    r"(?i)^(?:it'?s|it is|that'?s|that is|it isn'?t|that isn'?t|you'?ve|not|wrong|don'?t|leave|stop"
    r"|i (?:don'?t|want|need|'?d)|change|never|cancel|thanks?|thank you|please)\b"
    r"(?!.{0,12}\b(?:was|were|outside|opposite|near|next|behind|an?|two|three|four)\b)"
)
_OF_AN_ANSWER = re.compile(
    r"(?i)^(?:the|my|it'?s the|that'?s the) (?:street|road|address|house|number|name|place|bin|day|date"
    r"|phone|post ?code)\b"
)
_HELPED = ("case_reference",)  # what is told instead is why they do not have it
_OF_THEMSELVES = re.compile(r"(?i)^\W*(?:\w+\W+)?(?:i|we|he|she|they|you)\b")
_STANDS_THERE = re.compile(
    rf"(?i)\b(?:in|on|at|down|along|outside|near|by|opposite|behind|all over)\W+(?:[\w']+\W+){{1,3}}?"
    rf"(?:{STREET_KINDS}|park"
    r"|path|pavement|school|church|shops?|estate|village|town)\b"
)
# What was asked, in whole words: "that was my old house", "nobody took any of them", "my phone is broken".
_AN_ANSWER = re.compile(
    r"(?i)^\W*(?:(?:no|but|well|oh|yes|sorry|and)\W+)*(?:(?:that|those|these)(?:'s|'re| is| are| was| were)"
    r"|it used to|it was (?:then|due|on|my))\b"
    r"|\b(?:wrong|old|different|other|previous) (?:house|home|address|place|flat|one|day|date|week|street|bin)\b"
)
_OF_THE_ASKED = {
    "bin_type": re.compile(
        r"(?i)\b(?:any|all|both|two|three|each|none|some|one) of (?:them|it)\b|\bthe others?\b"
    ),
    "phone": re.compile(r"(?i)\b(?:phone|telephone|mobile|number|landline|signal)\b"),
}
# What is in hand, and no new thing.
_OF_THIS = re.compile(r"(?i)\b(?:it|them|bins?|bags?|rubbish|recycling|caddy|sacks?)\b")
# "Yes and he also pushed me"; "yes and thank you" adds nothing.
_YES_AND = re.compile(
    r"(?i)^\W*(?:(?:yes|yeah|yep|aye|ok|okay)\W+)+(?:and|also|plus|only|just)\W+(?:also\W+)?"
    r"(?P<rest>(?:he|she|they|there'?s|there (?:was|were)|my|we)\W+\w.*)$"
)
# Who says nothing in any other words has nothing to add: "no you can send it", "that is fine by me".
_CLOSING = frozenset(
    """a add ahead can't cannot don't won't
    all am and anything are as at bye by can cheers correct course details do done else everything fine
    for forget go good got great happy have i i'm i've is it it's just leave like looks love lovely mate me mind more no
    nope not nothing now of off ok okay on perfect please problem right say see send so sorry sounds submit ta thank
    thanks that that'll that's the them then there there's thing this through to today us we we're well whole will with
    worries yeah yes yep you your out in be what way my name number phone postcode address""".split()
)
# To the last look, a yes that does not begin like one: "you can send it", "no, that's all fine". Nothing else may stand
# in it: "send it with no name" and "is that right" want something first.
_LEADS = (
    r"(?:no|nope|yes|yeah|yep|aye|ok|okay|right|well|oh|er|um|so|then|and|just|i think|nothing else|all done)"
)
_SEND_IT = (
    r"(?:(?:please|just|now|you can|(?:can|could|will|would) you|i'?d like you to|(?:i'm )?happy for you to)\W+)*"
    r"(?:send|submit)(?: (?:it|that|this|that one|it all|the report))?(?: (?:in|off|on|through|as it is|to them))?"
)
_ALL_WELL = (
    r"(?:(?:that|it|this|all|everything)(?:'?s| is| looks| sounds| seems)?(?: all| absolutely| perfectly)?"
    r"|(?:looks|sounds|seems)(?: all)?) "
    r"(?:fine|good|great|perfect|lovely|correct|right|ok|okay)(?: (?:by|with|for|to) me| as it is)?"
)
_ENDS = r"(?:please|now|then|thanks?|thank you|ta|cheers|love|mate|dear|duck|pet|bye)"
_SENDS = re.compile(
    rf"(?i)^\W*(?:{_LEADS}\W+)*(?:(?:{_SEND_IT}|{_ALL_WELL}|(?:you can )?(?:please )?go ahead)"
    rf"(?:\W+{_ENDS})*(?:\W+(?:and|so)\b(?=\W+\w))?(?:\W+|$))+$"
)
_SAYS_WRONG = re.compile(r"(?i)\b(?:wrong|not right|incorrect|mistake|change|isn'?t right|mis-?spelt)\b")


def told_besides(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """At a question that is no story's."""
    asked = FIELDS.get(form.asking or "")
    question = asked.question(form.values, around) if asked else None
    if asked is None or question is None or asked.free_text or question.secret or question.private:
        return None
    if not (is_told(heard, around) or (heard.value is None and only_a_place(heard, around))):
        return None
    about = _OF_THE_ASKED.get(asked.name)
    if _AN_ANSWER.search(heard.words.replace("’", "'")) or (about and about.search(heard.words)):
        return None
    if asked.name in _HELPED or answered_elsewhere(enquiry, heard, around):
        return None
    other = _another(enquiry, heard, around)
    if other and _STANDS_THERE.search(heard.words) and not _OF_THIS.search(heard.words):
        return None  # "there's a pothole in my road": of something else, and told in full
    turn = _kept(form, enquiry, heard, around)
    if turn and is_danger(heard, around) and not is_past_accident(heard.words):
        turn.replies[:] = [Reply("utter_in_danger_form")]  # kept all the same
    if turn and other and _has_words_of(other, heard):
        turn.besides = (other.name, heard.words)
    return turn


def answered_elsewhere(enquiry: Enquiry, heard: Heard, around: Around) -> bool:
    """Whether another enquiry was heard that asks nothing and has its answer or its people at once: "I've got nowhere
    to sleep tonight", "my mum died last week". Nothing of that is for the report in hand."""
    other = around.council.catalogue.get(heard.intent)
    if other is None or other.name == enquiry.name or other.fields or other.article is None:
        return False
    if other.action == "hand_off":
        return heard.confidence >= PERHAPS
    return other.action is None and heard.confidence >= SURE and not _OF_THIS.search(heard.words)


def comes_first(heard: Heard, around: Around) -> bool:
    """Danger, and what somebody in need asks for: before a yes, a no or anything to add."""
    other = around.council.catalogue.get(heard.intent)
    if heard.value is not None or other is None or len(heard.words.split()) < FEWEST_FIRST:
        return False
    return other.action in ("emergency", "hand_off") and heard.confidence >= SURE


def adds_to_a_yes(words: str) -> bool:
    """ "Yes, can I add something", "yes and he also pushed me": not to be sent yet."""
    plain = words.replace("’", "'").strip()
    wish = _ADD.match(plain)
    more = _YES_AND.match(plain)
    return bool((wish and not _closes(wish["what"])) or (more and not _closes(more["rest"])))


def wants_it_sent(words: str) -> bool:
    """Whether it is a clear wish: what goes out under somebody's name waits for one."""
    return bool(_SENDS.match(words.replace("’", "'")))


def _closes(words: str) -> bool:
    """Nothing is in them but that all is well; "something" is, and so is nothing at all."""
    said = re.findall(r"[\w']+", words.lower().replace("’", "'"))
    return bool(said) and _CLOSING.issuperset(said) and not _NOTHING_YET.match(words)


def _another(enquiry: Enquiry, heard: Heard, around: Around) -> Enquiry | None:
    """The enquiry that was heard in the words, for certain."""
    other = around.council.catalogue.get(heard.intent)
    if other is None or other.name == enquiry.name or not other.fields or heard.confidence < SURE:
        return None
    return other


def _has_words_of(other: Enquiry, heard: Heard) -> bool:
    """More than a guess: "I can't lift it" has one word of broken lifts."""
    return words_of(heard.words, other) >= (2 if _OF_THEMSELVES.match(heard.words) else 1)


def _kept(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    more = more_of_the_story(heard, form.values, around)
    if more:
        form.values.update(more)
    elif not note(form, heard.words):
        return None  # they have told enough of it; from here on it is no answer
    return ask_again(form, [Reply("utter_kept_for_later" if enquiry.case else "utter_heard_besides")], around)


def added_at_review(form: FormState, enquiry: Enquiry, heard: Heard, around: Around) -> FormTurn | None:
    """ "Can I add something", "the man swore at me", "is that going to a manager": more, before it is sent. None where
    the words are a yes, a no or something else."""
    words = heard.words.replace("’", "'").strip()
    if heard.value is not None or _SAYS_WRONG.search(words) or _closes(words):
        return None
    if is_danger(heard, around) or answered_elsewhere(enquiry, heard, around):
        return None
    if _WHERE_IT_GOES.match(words):
        team = around.council.team(enquiry.team).spoken
        return ask_again(form, [Reply("utter_goes_to_team", {"team": team})], around)
    if wish := _ADD.match(words):
        what = wish["what"].strip(" ,.:-")
        if _NOTHING_YET.match(what):
            form.asking = ADD
            return FormTurn(form, [], Question(Reply("utter_ask_add")))
        return _with_more(form, what, around)
    if (more := _YES_AND.match(words)) and not _closes(more["rest"]):
        return _with_more(form, more["rest"], around)
    if (rest := rest_of(heard)) and asked_with(words) and _another(enquiry, heard, around):
        return None  # "yes but I want to report a pothole first"
    if rest:  # "yes but don't give my name to him"
        return _with_more(form, rest.words, around)
    if said_no(heard) and (denied := _NO_AND.match(words)):
        rest_words = denied["rest"]
        if _ONLY_DENIES.match(rest_words) or _OF_AN_ANSWER.match(rest_words) or len(rest_words.split()) < 3:
            return None
        if form.values.get("location") and only_a_place(Heard(rest_words), around):
            form.values["location"] = f"{form.values['location']}, {rest_words}"
            return ask_next(form, [Reply("utter_changed")], around)
        return _with_more(form, rest_words, around)
    if is_told(heard, around) or (not said_yes(heard) and only_a_place(heard, around)):
        return _with_more(form, words, around)
    return None


def is_danger(heard: Heard, around: Around) -> bool:
    other = around.council.catalogue.get(heard.intent)
    return other is not None and other.action == "emergency" and heard.confidence >= SURE


def added(form: FormState, heard: Heard, around: Around) -> FormTurn:
    """The answer to "what shall I add?": whatever it is, or nothing after all."""
    form.asking = REVIEW
    if heard.value is None and said_yes(heard) and len(heard.words.split()) < FEWEST_FIRST:
        form.asking = ADD
        return FormTurn(form, [], Question(Reply("utter_ask_add")), repeated=True)
    nothing = heard.value is not None or says_only_no(heard.words) or never_mind(heard.words)
    if nothing or not re.search(r"\w{2}", heard.words):
        return ask_next(form, [], around)
    return _with_more(form, heard.words, around) or ask_next(form, [], around)


def _with_more(form: FormState, words: str, around: Around) -> FormTurn | None:
    before = form.values.get("description")
    if before and len(before) + len(words) < LONGEST:
        form.values["description"] = f"{before}\n{words.strip()}"
    elif not note(form, words):
        return None
    form.misses = 0
    return ask_next(form, [Reply("utter_kept_for_later")], around)
