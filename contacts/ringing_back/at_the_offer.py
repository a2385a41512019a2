"""What is said to "shall I ask someone to phone you?" that is no yes and no no: another question, a wish to hold, more
about the trouble. None of it is answered with the same words again."""

from __future__ import annotations

import re

ALSO_SAID = "Also said"  # on the card
MOST_HOLDS = 2  # times that a caller is put back into the queue at their wish
FEWEST_OF_A_QUESTION = 4  # words; in fewer, "what for", the offer is asked about
FEWEST_OF_A_STORY = 3
_BEFORE = r"(?:(?:no|nope|nah|well|oh|actually|ok|okay|sorry|but|and|just|please|er+m?|um+|never mind|right|so)\W+)*"
_ASKS = re.compile(
    rf"(?i)^\W*{_BEFORE}(?:what|when|where|which|how|why|is|are|do|does|did|can|could|i (?:want|need) to (?:know"
    r"|report|pay|renew"
    r"|book|ask)|i(?:'d| would) like to (?:know|report|pay|renew|book|ask)|tell me)\b"
)
_OF_THE_CALL = re.compile(
    r"(?i)\b(?:ring|rings|ringing|rung|calls?|calling|phones?|phoning|back|costs?|charged?|mean|that|it|they|them"
    r"|someone"
    r"|somebody|anyone|anybody|people|person|he|she|will|would|long|hold|wait|queue|speak|talk|why me|recorded)\b"
)
_HOLDS = re.compile(
    rf"(?i)^\W*{_BEFORE}(?:(?:i(?:'ll| will|'d rather| would rather|'m happy to| want to|'d like to|'d prefer to|"
    r" can)|can i|let me|may i"
    r"|could i)\W+(?:just\W+)?(?:hold(?: on)?|wait|stay on(?: the line)?|keep holding|keep waiting|queue)"
    r"|(?:put|keep) me (?:back )?(?:on hold|in the queue|in the line)|keep (?:trying|me holding)|hold)"
    r"(?:\W+(?:please|then|thanks|instead|love|on|for (?:someone|somebody|a person)|in the queue|a bit|longer))*\W*$"
)
_YES_OR_NO = re.compile(  # or a question, which tells nothing
    r"(?i)^\W*(?:who|what|when|where|why|which|how|whose|hello|pardon|sorry|yes|yeah|yep|aye|ok(?:ay)?|no|nope|nah|please|sure|not)\b"
)


def asks_something_else(words: str) -> bool:
    """A question or a wish of another kind, which leaves the offer behind: "what day is my bin instead"."""
    plain = words.replace("’", "'")
    long_enough = len(plain.split()) >= FEWEST_OF_A_QUESTION
    return long_enough and bool(_ASKS.match(plain)) and not _OF_THE_CALL.search(plain)


def rather_holds(words: str) -> bool:
    """ "No, I want to hold": back into the queue, and no call."""
    return bool(_HOLDS.match(words.replace("’", "'")))


def tells_more(words: str) -> bool:
    """ "It's a council flat", "5 Castle Street": for whoever rings."""
    plain = words.replace("’", "'")
    return len(re.findall(r"\w+", plain)) >= FEWEST_OF_A_STORY and not _YES_OR_NO.match(plain)
