"""What somebody would rather not tell, whatever words they decline it in: "no I do not want to give it", "none of your
business", "I don't want to give my name"."""

from __future__ import annotations

import re

LONGEST = 14  # words; in more there is a story, and somebody in it who would not say

_LEAD = (
    r"^\W*(?:(?:no|nope|nah|sorry|well|oh|um+|erm?|uh|look|actually|but|and|ok|okay|thanks|thank you|please|honestly"
    r"|frankly|you know|if you don'?t mind|to be honest)\W+)*"
)
_GIVE = (
    r"(?:giv(?:e|ing)|tell(?:ing)?|say(?:ing)?|shar(?:e|ing)|provid(?:e|ing)|disclos(?:e|ing)|hand(?:ing)? over"
    r"|hav(?:e|ing) to (?:give|say)|let(?:ting)? you (?:have|know))"
)
_WILL_NOT = (
    r"(?:(?:i|we)(?:'?m| am|'?re| are)?\W+)?(?:really\W+|just\W+|would\W+)?"
    r"(?:(?:don'?t|do not|won'?t|will not|wouldn'?t|would not|refuse|not going|not willing|not prepared|not happy|not"
    r"|never|shan'?t)(?:\W+(?:really|want|wish|like|care|be|going|feel like|see why i should|to|have to"
    r"|need to))*"
    r"|(?:i'?d |i would |we'?d )?(?:much )?(?:rather|prefer)(?: (?:that|if) you)?(?: not| didn'?t)(?: to)?)"
)
# "Won't give me a refund" is what somebody else will not do.
_NOT_TO_US = r"(?! (?:me|us)\b(?! (?:name|number|phone|address|post ?code|details)))"
# "Never say sorry", "not giving refunds": without an "I" their own wish only where it is said to us, or of themselves.
_OF_OTHERS = re.compile(
    rf"(?i){_LEAD}(?!(?:i|we)\b){_WILL_NOT}\W+{_GIVE}\b"
    r"(?! (?:you|it|that|this|one|my|our|any (?:name|number|details))\b|\W*$)"
)
_PLAINLY = re.compile(
    rf"(?i){_LEAD}(?:"
    rf"{_WILL_NOT}\W+{_GIVE}\b{_NOT_TO_US}"
    r"|(?:i'?d |i would |we'?d )?(?:much )?(?:rather|prefer) not\b"
    r"|(?:it'?s |that'?s |it is |that is )?(?:none of (?:your|yer)|not your) (?:business|concern|beeswax)\b"
    r"|mind your own\b|(?:it'?s |that'?s |it is |that is )?nothing to do with you\b"
    r"|(?:it'?s |that'?s |it is |that is )?(?:private|personal|confidential)\W*$"
    r"|why (?:should|must|do) i (?:have to )?(?:tell|give|say)\b"
    r"|you (?:don'?t|do not) (?:need|have to have) (?:it|that|this|one|my|to know)\b"
    r"|you won'?t get (?:it|that|one)\b"
    r"|(?:please )?skip(?: (?:it|(?:that|this)(?: one)?|the question))?\W*$|pass\W*$|without(?: (?:it|one|that))?\W*$"
    r"|leave (?:that|it) (?:out|off|blank|empty)\b"
    r"|(?:i'?d rather |i want to |i would like to |i'd like to |can i |let me )?(?:stay|remain|be|keep it)? ?"
    r"anonymous(?:ly)?\b"
    r"|i (?:don'?t|do not) want to\W*$|i won'?t\W*$|i'?m not\W*$"
    r")"
)
_BARE_NO = re.compile(
    r"(?i)^\W*(?:(?:no|nope|nah|not really|sorry|thanks|thank you|ta|cheers|please|love)\b\W*)+$"
)
_SAYS_NO = re.compile(r"(?i)\b(?:no|nope|nah|not)\b")


def declines(words: str) -> bool:
    """Whether what was asked for is not to be had from them: nothing of it is in the words."""
    words = words.replace("’", "'")
    return len(words.split()) <= LONGEST and bool(_PLAINLY.search(words))


def declines_to_tell(words: str) -> bool:
    """The same at the question for what has happened, where what somebody else will not do is the answer."""
    return declines(words) and not _OF_OTHERS.search(words.replace("’", "'"))


def says_only_no(words: str) -> bool:
    """ "No", "no thanks", to a question that is no yes or no: they would rather not tell."""
    return bool(_BARE_NO.match(words) and _SAYS_NO.search(words))


# A number plate and bank details are no phone and no name.
_NOT_THEIRS = (
    r"(?!(?:bank|card|house|door|flat|account|plate|registration|reg|case|reference|insurance|pin)\b)"
)
# "My details again until this is sorted out", "my number to that firm" is told of something else.
_AND_NO_MORE = (
    r"(?=(?: (?:either|please|thanks?|thank you|though|sorry|love|to you|out|over|for (?:this|that|now)))*"
    r"(?:\s*[,.;!?]|\s*$|\W+(?:or|nor|and|but|because|cos|as|so|if|in case)\b))"
)


def declines_to_give(noun: str, words: str) -> bool:
    """The same where what it is is named, at another question or beside something else.

    Args:
        noun: a pattern, such as "name|surname".
    """
    words = words.replace("’", "'")
    named = (
        rf"(?:(?:my|our|a|any|the|your)\s+)?(?:[\w ]{{1,25}}\b(?:or|and|nor)\s+(?:my |our )?)?{_NOT_THEIRS}(?:\w+ )?"
        rf"(?:{noun})\b{_AND_NO_MORE}"
    )
    ours = r"(?:^\W*(?:(?:no|nope|sorry|but|and|well|actually)\W+)*|\b(?=(?:i|we)\b))"  # nobody else's wish
    return bool(
        re.search(
            rf"(?i){ours}{_WILL_NOT}\W+(?:{_GIVE}|leav(?:e|ing))(?: (?:you|out|over|them|anyone|anybody))?\s+{named}",
            words,
        )
        or re.search(rf"(?i)\bwithout (?:giving|leaving|telling you|saying)\s+{named}", words)
    )
