"""Callers who did not hear: "I can't hear you, speak up", "I didn't catch that, love", "I'm deaf in one ear".

All they say must be of that. What is left over may be an enquiry ("I'm deaf and need an interpreter") or a cry ("I
can't hear him breathing"), and is the assistant's.
"""

from __future__ import annotations

import re

MOST_WORDS = 20


def _in_lines(pattern: str) -> re.Pattern[str]:
    """Of several lines, which are one: their ends and indents are not part of it."""
    return re.compile("(?i)" + re.sub(r"\n\s*", "", pattern))


_WHAT = (
    r"(?:you said|you|u|that|it|this|what you(?:'re| are)?(?: (?:just|have|all))? ?(?:said|say|saying|asked|mean)?"
    r"|a (?:word|thing)"
    r"|anything|nothing|much|properly|any of (?:that|it)|all of (?:that|it)|(?:half|most|some) of (?:that|it)"
    r"|the (?:last|first) (?:bit|part|one)|the (?:question|end|rest|number|options))"
)
_WELL = r"(?:very|too|so|properly|clearly|well|at all|now|there|you said|on this (?:phone|line))"
_EAR = r"(?:in|on|with) (?:one|my|this|that|both|the)(?: (?:left|right|good|bad|other))? (?:ears?|side)"
# Says that they did not hear, or asks for more voice. One such is needed.
_NOT_HEARD = _in_lines(
    rf"""\b(?:
    (?:i|we)? ?(?:still )?(?:can(?:no|')?t|can not|cant|could(?:n't|nt| not)|did(?:n't|nt| not)|do(?:n't|nt
        | not)
        |canna|cannae|couldnae|didnae|never)
        (?: (?:really|quite|even|hardly|properly))? (?:hear|catch|get|make out|follow)
        (?! (?:an?(?! (?:word|thing))|my|the (?!last|first|question|end|rest|number
        |options))\b)(?: {_WHAT})*(?: {_WELL})*
    |i (?:can )?(?:hardly|barely|only just) (?:hear|heard|catch|caught)(?: {_WHAT})*(?: {_WELL})*
    |(?:i|we)? ?(?:have |'?ve )?missed (?:that(?: (?:bit|part|one))?|what you(?: just)? (?:said|say
        |were saying)
        |the (?:last|first) (?:bit|part|one)|the question|all of (?:that|it)|most of (?:that|it)|some of that)
    |(?:i'?m|i am|im) (?:(?:a (?:bit|little|wee bit|touch)|very|rather|quite|half|slightly|partly|partially
        |pretty
        |going|getting|fairly|stone) )+(?:deaf|hard of hearing)(?: {_EAR})?
    |(?:i'?m|i am|im) (?:deaf {_EAR}|hard of hearing)
    |my hearing(?:'s| is| isn'?t|s)(?: (?:not|very|so|too|that|really|a bit|what it was|great|good|bad|poor
        |terrible
        |going|awful|gone|what it used to be))+
    |(?:i'?ve|i have|ive)(?: got)? (?:(?:bad|poor|terrible) hearing|(?:a )?hearing (?:aids?|loss))
    |i wear (?:a )?hearing aids?
    |(?:speak|talk) up|(?:speak|talk|say (?:it|that)|be|go)? ?(?:(?:a (?:bit|little|lot)|much
        |bit) )?(?:louder|more loudly)
    |(?:turn|put) (?:it|yourself|the (?:volume|sound)) up(?: a bit)?|turn up the (?:volume|sound)
        |more volume|volume up
    |(?:you'?re|you are|youre|you sound|it'?s|it is|its|that was) (?:(?:a bit|very|too|so|really|awfully
        |rather) )+
        (?:quiet|faint|muffled|low)
    |(?:you'?re|you are|youre) (?:breaking up|mumbling)
    |(?:(?:it'?s|this is|its) a (?:very )?(?:bad|terrible|poor|awful) line
        |the line(?:'s| is|s) (?:(?:very|really|so) )?(?:bad|terrible|poor|faint|awful|crackly))
    )(?![\w'])"""
)
# What may stand beside it.
_BESIDE = _in_lines(
    r"""\b(?:
    (?:say|repeat|read|tell me|ask me|speak|talk|go over|run through|give me)
        (?: (?:that|it|this|what you (?:just )?said|the (?:question|last bit|number)|me|to me))?
    |(?:slow(?:er|ly)?|clear(?:er|ly)|slow down|more (?:slowly|clearly)|again|once more|one more time|down)
    |(?:can|could|would|will|do) (?:you|u|ya|ye)(?: (?:mind|not|possibly))?|would you mind|you'?ll have to
        |you will have to
    |you (?:need|have) to|saying|speaking|i beg your pardon|beg (?:your )?pardon|pardon(?: me)?|excuse me
        |come again
    |(?:i'?m|i am|im) deaf
    |i'?m (?:so )?(?:sorry|afraid)|sorry|please|pls|plz|love|lovey|pet|duck|dear|darling|mate|pal|hen|son
        |hun|flower|sweetheart
    |oh|um|er|erm|eh|ah|well|what|what was that|what did you say|hello|hi|hang on|wait|no|just|a bit
        |a little|bit|much|and
    |but|so|because|cos|coz|as|then|if you (?:can|could|would|don'?t mind)|for me|thanks|thank you|ta
        |cheers|at all|you know
    |you see|i said|i'?m old|is it|a lot|there|now|right|ok|okay|quite|very|properly|well
    )(?![\w'])"""
)
_SPACES = re.compile(r"\s+")


def did_not_hear(words: str) -> bool:
    """Whether all that is said is that they did not hear, and perhaps how they would like to have it again."""
    said = _SPACES.sub(" ", re.sub(r"[^\w\s']", " ", words.replace("’", "'"))).strip()
    if not 0 < len(said.split()) <= MOST_WORDS:
        return False
    rest, times = _NOT_HEARD.subn(" ", said)
    return times > 0 and not _BESIDE.sub(" ", rest).strip()
