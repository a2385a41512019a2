"""What every field can do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from cases.unsure import is_unsure
from forms.heard import Around, Heard
from forms.replies import Question, Reply

Values = dict[str, Any]  # of the whole form, by field name
REMARK = "remark"  # beside the values that `read` returns: a Reply said before the next question

_YES = re.compile(
    r"(?i)^\W*((yes|yeah|yep|yup|aye|ok(ay)?|correct|right|sure|that'?s (it|right|the one)|it is|please do)\b"
    r"|((that'?s|that is|which is|it'?s) what|as|like) i (just )?(said|told you)\W*$"
    r"|((i (think|believe|guess|suppose) (so|it (is|was))|probably|must (be|have been)|that one)\W*)+$)"
)
_NO = re.compile(r"(?i)^\W*(no|nope|nah|wrong|not (that|right)|incorrect|that'?s (not|wrong))\b")
_DENIES = re.compile(
    r"(?i)\b(?:not|isn'?t|wasn'?t|don'?t|didn'?t|never|wrong|no|rather|instead|other|near|next|old|used to|previous"
    r"|was\W*$|that was|was my|moved|(?:my|his|her|our) (?:mum|mam|mother|dad|father|nan|son|daughter|sister|brother"
    r"|neighbou?r|friend|parent|ex)s?(?:'s?)?)\b|\?\W*$"
)


@dataclass(frozen=True)
class Refused:
    """The answer was read but cannot stand; the reply says why, and the question is put again.

    `firm`: the words can be nothing but an answer to this question, whatever the classifier makes of them.
    """

    reply: Reply
    firm: bool = False


class Field(Protocol):
    """A field keeps its own value under its name in the form's values; None means "not given"."""

    name: str
    title: str  # in the summary before sending
    free_text: bool  # any words could be the answer

    def question(self, values: Values, around: Around) -> Question | None:
        """What to ask next for this field; None when it is complete."""

    def read(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        """The answer to this field's question, as the values to set; None when the words hold none."""

    def glean(self, heard: Heard, values: Values, around: Around) -> Values | Refused | None:
        """What words that answer something else say about this field, only when they say it plainly.

        Refused when they plainly give a value that cannot stand.
        """

    def shown(self, values: Values, around: Around) -> str:
        """The value in words a resident can check."""


def said_yes(heard: Heard) -> bool:
    said = heard.value is None and bool(_YES.search(heard.words)) and not is_unsure(heard.words)
    return heard.value == "yes" or said


def said_no(heard: Heard) -> bool:
    said = heard.value is None and bool(_NO.search(heard.words)) and not is_unsure(heard.words)
    return heard.value == "no" or said


def says_it_again(heard: Heard) -> bool:
    """Whether an answer that names what was read back may be a yes: nothing in it denies or doubts it."""
    return (
        heard.value is None
        and not said_no(heard)
        and not said_unsure(heard)
        and not _DENIES.search(heard.words)
    )


def said_unsure(heard: Heard) -> bool:
    """Neither yes nor no: "not sure", "maybe"."""
    return heard.value is None and is_unsure(heard.words)
