"""What is said to the line and not in answer to it: "can you hear me", "what was the question", "hang on the kettle's
boiling". It is the whole of what they say; beside an answer, or in a story, the same words are part of that.
"""

from __future__ import annotations

import re
from enum import Enum

from cases.called_away import AWAY

LONGEST, MOST_CHARACTERS = 16, 120  # words, and "hello,hello,hello" is one word


class Remark(Enum):
    HEAR_ME = "hear me"
    RECORDED = "recorded"
    QUESTION = "question"  # what it was
    WAIT = "wait"
    AWAY = "away"  # the same, as why: where a story is asked for it may be one
    ADD = "add"  # something more, of which nothing is said yet
    BACK = "back"  # something told before is to be changed
    SAID_BEFORE = "said before"
    FOR_SOMEBODY = "for somebody"
    KEYS = "keys"
    IN_WRITING = "in writing"
    WHO = "who"
    WHY = "why"


_LEAD = (
    r"^\W*(?:(?:sorry|oh|ooh|um+|uh|er+m?|ah|please|love|duck|pet|dear|mate|no|yes|yeah|ok|okay|right|well|but|and"
    r"|so|just"
    r"|look|listen|excuse me|i'?m sorry|hello|hi|hiya|wait|actually|hang on|hold on)[\s,.!?]+)*"
)
_END = (
    r"(?:[\s,.!?]+(?:please|love|duck|pet|dear|mate|darling|then|now|again|at all|still|though|sorry|thanks"
    r"|thank you|ta"
    r"|at the moment|there|for me|first|hello|by the way))*[\s,.!?]*$"
)
_YOU = r"(?:you|u|ya|ye)"
_ANYBODY = r"(?:any ?(?:one|body)|some ?(?:one|body))"
_IT = r"(?:it|this|that|them|those|these)"
# Not "Mo" or "Tick" alone, which are names.
_A_MOMENT = (
    r"(?:(?:a|one|two|five|half a) (?:wee |quick )?(?:minutes?|mins?|moments?|mo|seconds?|secs?|ticks?)"
    r"|(?:wee |quick )?(?:minutes?|mins?|moments?|seconds?|secs?))"
)
# What lies about at home. Whom they look for, or what they ask for, is a wish and may be all of the story.
_A_THING = (
    r"(?:it|them|that|(?:my|the|a|an|that|some|our|his|her)(?: \w+)?"
    r" (?:glasses|specs|pen|pencil|paper|letter|bill|card|phone|mobile|diary|purse|wallet|handbag|bag|number|post ?code"
    r"|address|reference|ref|details|paperwork|envelope|calendar|book|laptop|tablet|computer|hearing aid))"
)
_AT_HOME = r"(?:telly|tv|television|radio|music|light|kettle|sound|volume|oven|tap|phone|speaker|glasses|dog|cat|baby)"
_LOOKING = (
    r"(?:(?:go|going|pop|nip) (?:and |to )?)?(?:"
    rf"(?:find|get|gett|fetch|grab|check|write|read)(?:ing)? {_A_THING}(?: down| out| up)?"
    rf"|look(?:ing)? (?:for|at|up|in) {_A_THING}|look(?:ing)?(?: it up| now)?|check(?:ing)?|see|think(?:ing)?"
    r"|have a (?:look|think)"
    r"|ask(?:ing)? (?:my|the) (?:husband|wife|partner|mum|mam|mother|dad|father|son|daughter|sister|brother|neighbou?r"
    r"|carer)"
    rf"|(?:turn|switch|put)(?:t?ing)? (?:the|that|this|my) (?:\w+ )?{_AT_HOME}(?: (?:down|off|on|up|away|out))?"
    r"|(?:turn|switch)(?:ing)? (?:it|that|this) (?:down|off|on)"
    r"|(?:shut|close|clos|answer|get)(?:t?ing)? (?:the|that|my) (?:\w+ )?(?:door|window|phone)|sit(?:ting)? down)"
)
_WHO_FOR = (
    r"(?:my|a|the|our|me|an|his|her)\s+(?:elderly |old |next door |disabled |deaf |blind )*"
    r"(?:neighbou?r'?s?|mum|mam|mother|dad|father|nan|gran|granny|grandma|grandad|aunt(?:ie|y)?|uncle|friend|mate|son"
    r"|daughter|sister|brother|husband|wife|partner|client|tenant|patient|landlady|landlord|lady|man|gentleman|church"
    r"|boss|school|parents?|in-?laws?|mother-in-law|father-in-law)"
)
_BESIDE_WHOM = r"(?:\s+(?:next door|(?:up|down)stairs|(?:across|over|down) the road))?"

_REMARKS: tuple[tuple[Remark, str], ...] = (
    (
        Remark.HEAR_ME,
        rf"(?:(?:can|could|do|did) {_YOU} (?:still |even )?(?:hear|understand) (?:me|us|that|what i(?:'m| am)? ?\w+)"
        rf"|(?:are )?{_YOU} (?:still )?(?:there|listening|with me)"
        rf"|(?:is )?(?:there )?{_ANYBODY} (?:still )?(?:there|listening|at home|on the line)"
        rf"|(?:is )?(?:there )?{_ANYBODY} there|hello(?:[\s,.!?]+hello)*|hiya|testing|have {_YOU} gone"
        rf"|am i (?:still )?(?:on|connected|through|here|talking to (?:{_ANYBODY}|myself))"
        rf"|is this thing (?:on|working)|did {_YOU} (?:get|hear|catch) (?:me|that|all that|any of that"
        rf"|what i (?:just )?said))",
    ),
    (
        Remark.RECORDED,
        rf"(?:(?:is|are|am|will) (?:this|the|my|{_YOU}|we|i|it)(?: whole)?(?: phone)?(?: call| conversation| line"
        rf"| all| chat)?"
        r"(?: all)? (?:be )?(?:being )?(?:record(?:ed|ing)|taped|taping)(?: (?:this|me|it|us|my call|the call"
        r"|calls))?"
        rf"|do {_YOU} (?:record|tape|keep)(?: (?:this|these|me|it|us|calls|my call|the calls?|what i say|all this))+"
        rf"|(?:who(?:'s| is)|is {_ANYBODY}) (?:else )?listening(?: in)?(?: to (?:this|us|me))?"
        r"|i (?:don'?t|do not) want (?:this|it|to be|the call|my call)(?: to be)? record(?:ed)?)",
    ),
    (
        Remark.QUESTION,
        rf"(?:what (?:was|is|were|'?s) (?:the|that|your|it)(?: last)?(?: question)?(?: {_YOU} (?:said|asked"
        rf"|want(?:ed)?))?"
        rf"|what'?s the question|(?:what|which) (?:did|do) {_YOU} (?:just )?(?:ask|say|want|need|mean)"
        rf"(?: (?:me|from me|to know|to ask|for|by that))*|what (?:are|were) {_YOU} (?:asking|saying|after)(?: (?:me"
        rf"|for))*"
        rf"|(?:(?:can|could|will|would) {_YOU} )?(?:say|ask|repeat|read|tell me)(?: me)?"
        rf"(?:(?: {_IT}| the question| what {_YOU} (?:just )?(?:said|asked))(?: out)?(?: again| once more"
        rf"| one more time)*"
        r"| again| once more)|repeat|come again|pardon(?: me)?|what|you what|sorry what"
        rf"|i(?:'?ve)? (?:forgot(?:ten)?|lost track(?: of)?|missed) (?:what (?:it was|{_YOU} (?:asked|said"
        rf"|want(?:ed)?))"
        r"|the question))",
    ),
    (
        Remark.WAIT,
        rf"(?:(?:(?:hang|hold) on|bear with(?: me)?|wait(?: there| up)?|just {_A_MOMENT}|{_A_MOMENT}"
        rf"|(?:give|gi'?e) (?:me|us) {_A_MOMENT}|don'?t go(?: away)?)"
        rf"(?:[\s,.]+(?:for )?{_A_MOMENT})?"
        rf"(?:[\s,.]+(?:and |while |whilst |because |cos |but )*(?:{AWAY}"
        rf"|(?:i'?ll|i will|let me|i'?m|i am|i(?: just)? (?:need|have) to|i'?ve got to|i|to)(?: just"
        rf"| quickly)? {_LOOKING}))?"
        rf"|{AWAY}[\s,.]+(?:(?:hang|hold) on|bear with(?: me)?|just {_A_MOMENT}|{_A_MOMENT})"
        rf"|(?:let me|i'?ll|i'?m) (?:just |quickly )*{_LOOKING})",
    ),
    (Remark.AWAY, AWAY),
    (
        Remark.ADD,
        rf"(?:(?:can|could|may) i (?:just )?(?:add|say|mention|tell {_YOU}|ask {_YOU})|i(?:'?d like| want) to (?:add"
        rf"|say|mention|tell {_YOU})|there'?s|i forgot) (?:something|one (?:more|other) thing|another thing"
        rf"|some ?thing else|one thing)(?: (?:more|else|as well|too|about it|to that|first|quickly))*",
    ),
    (
        Remark.BACK,
        rf"(?:(?:(?:can|could) (?:i|we|{_YOU}) )?(?:please )?go back(?: (?:a (?:step|bit)|one|to the (?:start"
        rf"|beginning|address|name|last .{{1,20}})))?|back"
        r"|(?:the )?previous(?: question)?"
        r"|(?:(?:can|could|may) i|i(?:'?d| would)? (?:want|need|like|have)(?: to)?|i'?ve got to|let me)"
        rf" (?:change|correct|alter|fix|redo) (?:what i (?:just )?(?:said|told {_YOU}|put)|something|{_IT}"
        r"|(?:my|an|the|that|one) (?:\w+ )?(?:answer|thing|one|detail)|one thing)(?: i (?:said|told you))?(?: before"
        r"| earlier)?"
        r"|i(?:'?ve)? (?:made|got|said|gave|given|put|told you)(?: you)? (?:a mistake|something wrong|the wrong thing"
        r"|that wrong|it wrong)|i made an error)",
    ),
    (
        Remark.SAID_BEFORE,
        rf"(?:i(?:'?ve| have| did)? (?:just |already )*(?:told|said|given|gave|tell|say)(?: {_YOU}| him| her| them)?"
        rf"(?: {_IT}| all {_IT})?(?: already| just now| before| once| twice| at the start| at the beginning)*"
        rf"|{_YOU}(?:'?ve| have)? (?:already )?(?:got|have) (?:{_IT}|my (?:address|details|name|number|postcode))"
        r"(?: already| on (?:file|record|your (?:system|computer)))*"
        rf"|(?:don'?t|do not) {_YOU} (?:already )?(?:have|know) (?:{_IT}|my (?:address|details|name"
        rf"|number))(?: already)?"
        r"|(?:how many times|why) (?:do|must|have) i (?:have to |got to |to )?(?:say|tell|repeat|give)\b.{0,25})",
    ),
    (
        Remark.FOR_SOMEBODY,
        rf"(?:i'?m (?:only |just )?(?:calling|ringing|phoning|doing (?:this|it)|speaking|reporting (?:this"
        rf"|it))"
        rf"(?: up)? (?:for|on behalf of|instead of) {_WHO_FOR}{_BESIDE_WHOM}"
        rf"|(?:it'?s|this is|it is) (?:for|on behalf of) {_WHO_FOR}{_BESIDE_WHOM}"
        rf"|(?:it'?s|this is|it is) {_WHO_FOR}(?:'?s)? (?:bin|house|one|flat|address|home|bins){_BESIDE_WHOM}"
        r"|(?:it'?s|it is|this is) not (?:for me|mine|my (?:\w+ )?(?:bin|house|address|home|bins|own))"
        r"|i (?:don'?t|do not) (?:even )?live (?:here|there|in marlbury)(?: myself)?"
        r"|i'?m (?:his|her|their|the|just the|only the) (?:\w+ )?(?:daughter|son|wife|husband|carer|neighbou?r"
        r"|partner"
        r"|friend|support worker|social worker|landlord|landlady|mum|mother|dad|father|interpreter))",
    ),
    (
        Remark.KEYS,
        rf"(?:(?:can|could|may|shall) i (?:just )?(?:press|key|type|dial|punch|tap|put|use)(?: {_IT}| the)?"
        r"(?: (?:number|digits?|keys?|buttons?|keypad|postcode))?(?: in| on)?(?: (?:on|with|by) the (?:keys|keypad"
        r"|phone"
        r"|buttons))?"
        rf"|i'?ll (?:press|key|type|dial) {_IT}(?: in)?|(?:i'?d|i would) rather (?:press|key"
        rf"|type)(?: {_IT})?(?: in)?)",
    ),
    (
        Remark.IN_WRITING,
        r"(?:(?:can|could|may) i (?:just |not )?(?:give|send|tell) (?:you|u) (?:my|an|a) (?:e-?mail|letter|text"
        r"|photo|picture)"
        r"(?: address)?(?: instead)?"
        rf"|(?:(?:can|could|may) i|i'?d rather|i would rather|i'?d prefer to|i want to) (?:just )?"
        rf"(?:(?:e-?mail|text|write|send|post|put)(?: to)?(?: {_YOU}| {_IT}| it all)?(?: in writing| in a letter"
        rf"| by (?:e-?mail"
        r"|post|letter|text)| in)?)(?: instead)?(?:[\s,]+(?:and )?(?:where|who) (?:do|shall|should|can) i (?:send"
        r"|write)"
        rf"(?: {_IT})?(?: to)?)?"
        r"|(?:what'?s|what is) your (?:e-?mail|(?:postal )?address)(?: address)?"
        rf"|(?:where|who) (?:do|shall|can|should) i (?:send|write)(?: {_IT}| a letter)?(?: to)?)",
    ),
    (
        Remark.WHO,
        rf"(?:who (?:are {_YOU}|is this|am i (?:speaking|talking) to|'?s (?:this|that|speaking))"
        rf"|are {_YOU} (?:a |an )?(?:robot|machine|computer|real(?: person)?|human|person|recording|bot|ai)"
        rf"|is this (?:a |an )?(?:robot|machine|computer|recording|real person|bot)"
        r"|am i (?:speaking|talking) to (?:a |an )?(?:robot|machine|computer|real person|person|human|recording))",
    ),
    (
        Remark.WHY,
        rf"(?:(?:my (?:name|number|phone|phone number|postcode|post code|address)[\s,.?]+)?(?:why|what for"
        rf"|what do {_YOU} (?:need|want) (?:{_IT}|my (?:\w+ ?){{1,2}}) for"
        rf"|why (?:do|would|should) (?:{_YOU}|i) (?:need|want|have to give)(?: {_YOU})?(?: {_IT}"
        rf"|(?: to know)? my (?:\w+ ?){{1,2}})?"
        rf"|why'?s (?:that|it)|why are {_YOU} asking(?: (?:me )?(?:that|this|for (?:it|that|my \w+)))?"
        rf"|is that necessary))",
    ),
)
_PATTERNS = tuple((remark, re.compile(rf"(?i){_LEAD}{pattern}{_END}")) for remark, pattern in _REMARKS)
_HELLO = re.compile(r"(?i)^\W*(?:(?:hello|hiya|hi)[\s,.!?]*)+$")


def remark_in(words: str) -> Remark | None:
    """Which remark the words are, when they are nothing else."""
    plain = words.replace("’", "'")
    if len(plain) > MOST_CHARACTERS or not 0 < len(plain.split()) <= LONGEST:
        return None
    if _HELLO.match(plain):
        return Remark.HEAR_ME
    return next((remark for remark, pattern in _PATTERNS if pattern.match(plain)), None)
