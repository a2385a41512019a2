"""How people ask to speak to somebody: "put me through to", "can I talk to a person about". Looks nobody up."""

from __future__ import annotations

import re

# Who works there is asked for by what they do, and no enquiry is: "the library manager please".
A_POST = re.compile(
    r"(?i)\b(?:manager|officer|supervisor|co-?ordinator|adviser|advisor|director|leader|inspector|warden|librarian"
    r"|surveyor|planner|head of|boss|registrar)\b"
)
WANTS_A_POST = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|um+|er|please|i|we|can|could|may|would|want|need|like|i'?d|have|get|to|me|give"
    r"|looking for|after)\W+)*"
    r"(?:the|your|a|an)\W+(?:[a-z'-]+\W+){0,4}(?:manager|officer|supervisor|co-?ordinator|director|leader|inspector"
    r"|librarian|surveyor|registrar|boss|assessor|lady|man|woman|chap|bloke|guy|fella|gentleman)(?:\W+please)?\W*$"
)
POLITELY = re.compile(
    r"(?i)\b(?:please|is .{2,30} (?:in|there|about|around|free|available)|ext(?:ension)?)\b"
)
IS_THERE = re.compile(r"(?i)^\W*(?:(?:hi|hello|hiya|sorry|um+)\W+)*is there an? ")
LEADS_UP_TO = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|um+|er|please|is|is there|have you got|do you have|you got|got|can you get|get me|give me"
    r"|any chance of|i'?m (?:after|looking for)|i am (?:after|looking for)|after|looking for|it'?s for|for|with|a|an"
    r"|mr|mrs|ms|miss|dr)\W+)*$"
)
_TO_TALK = (
    r"(?:put|pop|stick|bung) (?:me|us|this|my call) (?:straight |back )?(?:through|on)"
    r"|(?:transfer|connect|patch|switch|pass) (?:me|us|this|my call)"
    r"|(?:can|could|may|might) (?:i|we) (?:please |just |maybe |possibly )?(?:speak|talk|chat|discuss|have)"
    r"|(?:want|wanted|need|like|rather|prefer|love|hoping|trying|got|have) (?:to )?(?:speak|talk|chat|discuss"
    r"|have a (?:word|chat))"
    r"|let me (?:speak|talk|have)|get (?:me|hold of)|get me through to"
)
ASKING = re.compile(rf"(?i)\b(?:{_TO_TALK})\b")
_NOT_ASKING = re.compile(
    r"(?i)\b(?:don'?t|do not|didn'?t|not|never|without)\b.{0,20}\b(?:put|transfer|connect|speak|talk|chat)\b"
    r"|\b(?:they|she|he|who|someone|somebody)\b.{0,20}\b(?:put|transferr?e?d?|connect(?:ed)?) (?:me|us)\b"
    r"|^\W*(?:do|should|must|where do|where can) (?:i|we)\b"  # whether one has to, or where: an article tells
)
_BEFORE = (
    r"(?:(?:actually|sorry|no|oh|well|ok|okay|please|just|look|hang on|wait|um|er|right|hi|hello|can you"
    r"|could you|would you|will you|i|i'?d|i would|we|forget (?:it|that)|never mind|instead)\W+)*"
)
BEGINS_BY_ASKING = re.compile(
    rf"(?i)^\W*{_BEFORE}(?:{_TO_TALK}|(?:speak|talk|chat|speaking|talking) (?:to|with))\b"
)
# Anybody at all. The whole team or post is none of these: those are looked up.
_ANYBODY = (
    r"(?:(?:some|any)(?:one|body)|(?:an?|the|your|real|actual|right|proper|live|human|one of your) (?:\w+ )?"
    r"(?:person|people|human(?: being)?|adviser|advisor|agent|operator|official|member of (?:staff|the team)"
    r"|representative)"
    r"|staff|advisers|advisors|a team|who(?:m)?ever|the (?:person|one|lady|man|people) (?:who|that|in))"
)
SOMEONE = re.compile(
    rf"(?i)\b(?:{_ANYBODY}|through to|(?:transfer|connect|switch|patch) (?:me|us) (?:over )?(?:to|with)|team|department"
    r"|who (?:deals?|handles?|does|looks after|sorts))\b"
)
# "Is there anybody I can speak to", "I want a human to talk to". "I want somebody to look at it" is for no telephone.
_SOMEONE_TO = re.compile(
    rf"(?i)\b{_ANYBODY} (?:(?:that|who|there|here|available) )*(?:(?:i|we) (?:can |could |may )?|to )"
    r"(?:speak|talk|chat)\b"
    rf"|\b(?:get|find|give|fetch) (?:me|us) {_ANYBODY} (?:from|in|(?:who|that) (?:deals?|knows?|does|handles?))\b"
    rf"|^\W*(?:(?:hi|hello|um+|er|please|just|(?:no ?one|nobody) in particular)\W+)*{_ANYBODY} (?:about|from|in)\b"
)
LONGEST_WISH = 18  # words; in more there is a story, and somebody in it


def asks(words: str) -> bool:
    """Whether somebody, whoever it is, is asked for."""
    return bool(ASKING.search(words)) and not _NOT_ASKING.search(words)


def asks_for_someone(words: str) -> bool:
    """ "Talk to someone about housing benefit", "is there anybody I can speak to about my rent": a person, whoever it
    is. Not one who is only spoken of: "I spoke to someone about it"."""
    words = words.replace("’", "'")
    if len(words.split()) > LONGEST_WISH or _NOT_ASKING.search(words):
        return False
    wish = ASKING.search(words) or BEGINS_BY_ASKING.search(words)
    return bool((wish and SOMEONE.search(words)) or _SOMEONE_TO.search(words))
