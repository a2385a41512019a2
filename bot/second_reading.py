"""Words read a second time in another way: written out, as what was meant in the end, or as the title of a book.

The classifier was taught what residents want, not every way in which one sentence takes back its beginning.
"""

from __future__ import annotations

import re

RENEW_A_LOAN = "renew_loans"  # as the catalogue knows the enquiry: see known_as.py

# "When's my bin" is what a recogniser writes for "when is my bin", and fewer phrases are taught with it.
_SHORT = re.compile(r"(?i)\b(when|what|where|who|how)(?:['’]?s|['’]?re)\b(?=\s)")

_TAKEN_BACK = (
    r"(?:no\W+(?:sorry|wait|actually|i\W+mean|i\W+meant)|sorry\W+(?:no|i\W+mean|i\W+meant)"
    r"|(?:wait|actually|hang\W+on|hold\W+on)\W+no|no\W+hang\W+on|or\W+rather|scratch\W+that|make\W+that)"
)
_I_MEAN = r"i\W+(?:mean|meant)"  # by itself a word of many stories, but not in a sentence of what it is about
_INSTEAD = re.compile(
    rf"(?i)^(?P<first>.*\w)\W+(?:(?:oh|um+|er+m?|well)\W+)*{_TAKEN_BACK}\W+(?P<meant>\w.*)$"
)
_INSTEAD_ABOUT = re.compile(rf"(?i)^(?P<first>.*\w)\W+{_I_MEAN}\W+(?P<meant>\w.*)$")
_ABOUT = re.compile(
    r"(?i)^\W*(?P<lead>(?:(?:hi|hello|um+|er+m?|yes|please)\W+)*(?:(?:it'?s|it is|i'?m (?:ringing|calling|phoning)"
    r"|i (?:am )?(?:ringing|calling|phoning)|i (?:want|need|would like|'?d like) to (?:talk|speak|ask|know)"
    r"|i'?ve (?:got )?a (?:question|query|problem)|question|query) )?(?:about|regarding|to do with|with))\s"
)
# Of two things by name even a plain "no" takes the first back: "my council tax, no, my housing benefit". What happened
# to a thing is no name of it.
_WORD = (
    r"(?: (?!(?:was|were|is|isn|are|has|hasn|have|wasn|needs?|got|keeps?|did|didn|won|can|no|sorry|actually"
    r"|wait)\b)[\w'-]+)"
)
_THING = r"(?:my|the|our)"
_BY_NAME = re.compile(
    rf"(?i)^(?P<first>\W*(?:(?:hi|hello|um+|er+m?|yes|please|it'?s|it is)\W+)*(?:about\W+)?"
    rf"{_THING}{_WORD}{{1,4}})[\s,.;-]+"
    rf"(?:no|nope|sorry|actually|wait|oh no)[\s,.;-]+(?P<meant>(?:about )?{_THING}{_WORD}{{1,5}})\W*$"
)
# What begins so may be an enquiry by itself; "old tyres" is more likely a part of one.
_NAMED = re.compile(
    r"(?i)^\W*(?:an?|my|the|our|some|there'?s?|i|i'?m|i'?d|we|it'?s?|about|to|can|could|how|what|when|where)\b"
)
_BY_ITSELF = re.compile(
    r"(?i)^\W*(?:it'?s|it is|i|i'?m|i'?d|about|can|could|how|what|when|where|why|there'?s)\b"
)
LONGEST = 24  # words: in more there is a story
FEWEST = 2  # words of what was meant in the end; one is more likely a value

_TITLED = re.compile(
    r"(?i)^\W*(?:(?:hi|hiya|hello|um+|er+m?|yes|please|just|can you|could you|can i|could i|will you|would you|i|i'?ve"
    r"|i'?d like|i would like|i want|i need|i wanted|i'?m (?:ringing|calling|phoning)|to|like|want|need|got|have"
    r"|a)\W+)*"
    r"renew(?:ing|al of)?\W+(?P<book>(?:(?:the|my) (?:loan|book|library book|novel|copy)(?: (?:of|on|called))?"
    r"|a book called)\W+)?"
    r"(?P<title>\w.*?)(?:\W+(?:for me|please|thanks|thank you|again|love|if (?:i|you) can))*\W*$"
)
_MINE = re.compile(
    r"(?i)^(?:my|our|his|her|their|your|mum'?s|dad'?s|it|them|this|that|those|these|all|some|everything|an?|one|both"
    r"|for|online)\b"
)
# When, where, how and how many, with a word more at most: "renew today", "renew over the phone please". "Now We Are
# Six" and "Three Men in a Boat" say more.
_NO_THING = (
    r"(?:now|today|tonight|tomorrow|please|here|again|me|two|three|four|five|six|(?:over|by|with|at|on|in|from|through)"
    r" (?:(?:the|my|your) )?\w+)"
)
_NO_TITLE = re.compile(
    rf"(?i)^(?:{_NO_THING}\W+)*{_NO_THING}(?: \w+)?\W*$"
    r"|^(?:two|three|four|five|six) (?:of )?(?:my|the|these|those|them)\b"
)
# What else is renewed, by us or by others.
_NO_BOOK = re.compile(
    r"(?i)\b(?:permits?|licen[cs]es?|badges?|pass(?:es|port|ports)?|cards?|memberships?|subscriptions?|discounts?|leases?"
    r"|tenanc(?:y|ies)|polic(?:y|ies)|insurance|contracts?|registrations?|allotments?|claims?|benefits?|certificates?"
    r"|visas?|bookings?|tickets?|accounts?|prescriptions?|exemptions?|tax|council|rent|planning|permission|garden waste"
    r"|bins?|waste|books?|loans?|items?|mot|vows|dbs|support|credit|allowance|plot|grave|agreement|consent"
    r"|parking|residents|school meals|reductions?|plates?|housing|gym|swimming)\b|^(?:(?:the|a) )?library\b"
)
_THE = re.compile(r"(?i)^the\b(?!.*\bones?\W*$)")
LONGEST_TITLE = 9  # words

MISSED_BIN, NEW_BIN = "missed_bin", "new_bin"  # the same
# In few words, as somebody says it who has little English: "rubbish men not take my rubbish", "bin man no come".
_NOT_TAKEN = re.compile(
    r"(?i)\b(?:bins?|rubbish|recycling|caddy|refuse|waste|bin ?m[ae]n)\b.{0,25}\b(?:no|not|never|didn'?t|don'?t)\b"
    r"(?: \w+)?? (?:come|came|coming|take|took|taken|taking|collect|collected|empty|emptied|pick|picked)\b"
)
_ASKS = re.compile(
    r"(?i)\?|^\W*(?:when|why|what|where|which|how|who|do|does|did|can|could|will|would|should|is|are|if)\b"
)
# Bins that stand in public, what lies beside them and what is somebody else's is no missed collection.
_NOT_THEIRS = re.compile(
    r"(?i)\b(?:litter|dog|public|dump(?:ed|ing)|(?:fly\W?)?tipp(?:ed|ing)|neighbou?r|next door|cancel)"
    r"|\b(?:park|street)\W+(?:\w+ )?bins?\b|\b(?:in|on|by|at) (?:the|our) (?:park|street)\b"
)
LONGEST_TERSE = 8  # words


def written_out(words: str) -> str | None:
    """The words without what is drawn together, "when is my bin"; None where nothing is."""
    out = _SHORT.sub(lambda found: f"{found[1]} {'are' if found[0].lower().endswith('re') else 'is'}", words)
    return out if out != words else None


def meant_instead(words: str) -> tuple[str, bool] | None:
    """What was meant in the end, and whether it says by itself all there is to say: "it's about my housing benefit" of
    "it's about my council tax, no sorry, my housing benefit". None where nothing was taken back."""
    if len(words.split()) > LONGEST:
        return None
    plain = words.replace("’", "'")
    by_name, lead = _BY_NAME.match(plain), _ABOUT.match(plain)
    found = _INSTEAD.match(plain) or by_name or (_INSTEAD_ABOUT.match(plain) if lead else None)
    if found is None or len(found["meant"].split()) < FEWEST or len(found["first"].split()) < FEWEST:
        return None
    if lead is None:
        named = found is by_name or _NAMED.match(found["meant"])
        return (found["meant"], found is by_name) if named else None
    alone = _BY_ITSELF.match(found["meant"])
    return (found["meant"] if alone else f"{lead['lead']} {found['meant']}"), True


def names_a_title(words: str) -> bool:
    """Whether somebody renews what can only be a book: "renew The Moonstone"."""
    found = _TITLED.match(words.replace("’", "'"))
    title = found["title"] if found else ""
    fits = 0 < len(title.split()) <= LONGEST_TITLE
    return fits and not (_MINE.match(title) or _NO_TITLE.match(title) or _NO_BOOK.search(title))


def plainly_a_title(words: str) -> bool:
    """Whether such words can hardly be about anything else, whatever the classifier makes of "The Secret Garden": it is
    said to be a book, or begins with "the" and is nothing that is renewed otherwise."""
    found = _TITLED.match(words.replace("’", "'")) if names_a_title(words) else None
    return found is not None and bool(found["book"] or _THE.match(found["title"]))


def says_not_taken(words: str) -> bool:
    """Whether a bin was not emptied, in few words that nothing else is in."""
    plain = words.replace("’", "'")
    few = len(plain.split()) <= LONGEST_TERSE
    return few and bool(_NOT_TAKEN.search(plain)) and not (_ASKS.search(plain) or _NOT_THEIRS.search(plain))
