"""Questions in the middle of a form: about the enquiry in hand, which its article answers, and about another one, after
which they are asked whether to go on."""

from __future__ import annotations

import re

from council.catalogue import Enquiry
from forms.fields.base import said_no, said_yes
from forms.heard import Around, Heard
from forms.replies import YES_NO, Question, Reply

GO_ON = "go_on"  # what a form is asking, once another enquiry was answered in the middle of it
LONGEST = 14  # words of a question about the enquiry in hand
LONGEST_NO = 6  # words: in more there is what they want instead
_ABOUT = {
    "cost": re.compile(r"(?i)\b(how much|cost|charge|price|fee|free|pay for (it|this|that))\b"),
    "time": re.compile(r"(?i)\b(how long|how soon|when (will|do|can|would)|by when)\b"),
    "why": re.compile(r"(?i)\b(why (do|are|would|is)|what (do you|d'?you) need (it|that|this) for)\b"),
}
_GO_ON = re.compile(
    r"(?i)^\W*(?:(?:yes|yeah|ok|okay|please|let'?s|and|then)\W+)*(?:go on|carry on|continue|go ahead|keep going)\b"
)
_LEAVE_IT = re.compile(
    r"(?i)^\W*(?:(?:no|i|i'?ll|we can|let'?s|just|ok)\W+)*(?:leave|stop|forget|cancel|not now|later)\b"
)
_POINTS_BACK = re.compile(
    r"(?i)\b(?:that|this|it)(?: (?:cost|take|be|work|for))?(?:[ ,]+(?:please|then|though|now))*\W*$"
)


def aside(enquiry: Enquiry, heard: Heard, around: Around) -> str | None:
    """ "How much does that cost?" is about the enquiry in hand; its article has the answer."""
    article = around.articles.get(enquiry.article)
    if article is None or len(heard.words.split()) > LONGEST:
        return None
    for about, pattern in _ABOUT.items():
        if pattern.search(heard.words) and about in article.asides:
            return article.asides[about]
    return None


def points_back(heard: Heard) -> bool:
    """ "How much does that cost?": of what is in hand, whatever enquiry it sounds like."""
    return bool(_POINTS_BACK.search(heard.words))


def whether_to_go_on(enquiry: Enquiry) -> Question:
    """After an answer to something else: nobody is thrown back into a form they may have left."""
    return Question(Reply("utter_offer_to_go_on", {"what": enquiry.spoken}), "yes_no", YES_NO)


def wants_to_go_on(heard: Heard) -> bool | None:
    """Whether they go on; None where they say something else, such as the answer to what was asked before."""
    if said_yes(heard) or (heard.value is None and _GO_ON.search(heard.words)):
        return True
    brief = len(heard.words.split()) <= LONGEST_NO
    if brief and (said_no(heard) or (heard.value is None and _LEAVE_IT.search(heard.words))):
        return False
    return None
