"""Where in a sentence a name may begin: after "put me through to", after a title, or when little else is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from council.directory.known import everyday

TITLES = frozenset("mr mrs ms miss mister missus dr doctor sir cllr councillor master lady lord".split())
# After these a name is asked for; each ends just before it.
_STRONG = re.compile(
    r"\b(?:"
    r"(?:speak|spoke|spoken|speaking|talk|talked|talking|chat|chatting|word) (?:to|with|wi)"
    r"|(?:put|stick|bung|pop) (?:(?:me|us|him|her|this|it) )?(?:straight )?"
    r"(?:through|thru|on|onto|across)(?: to| with)?"
    r"|through to|on to|onto"
    r"|(?:transfer|connect|patch|pass|switch|transferred|passed|connected)(?: me| us| this| my call)?"
    r"(?: back| over| on| in| through| straight| direct)*(?: to| with)?"
    r"|get(?: a)? hold of|(?:get )?in touch with|in contact with"
    r"|(?:ask|asked|asking|look|looking|ringing|calling|phoning|waiting|holding|trying)(?: me| us)? (?:for|after)"
    r"|(?:im|i am|we are|were|was) after"
    r"|(?:call|letter|email|message|card|visit|text|note)(?: back)? (?:from|off|for)"
    r"|called|named|name is|name was|signed by|attention of|attention"
    r"|(?:number|extension|ext|line|desk|secretary) (?:for|of)"
    r"|dealt with by|seen by|visited by|back to"
    r")\b"
)
# After these too, but they come before much else: "I need a green bin", "ring me back".
_WEAK = re.compile(
    r"\b(?:"
    r"(?:get|give|fetch|find|want|wanted|need|have|got|reach|contact|ring|call|phone|email|message|see|saw|met|page|like)"
    r"(?: me| us| you)?"
    r"|(?<!there )(?:is|was)(?: that| this| it)?|either|supposed to see|meant to see"
    r")\b"
)
# "Is Claire in": after "is", the name must be followed by where she might be.
WHEREABOUTS = frozenset("there in about around available free back on at off out here working still".split())
# Whoever says these says their own name.
_INTRODUCING = re.compile(
    r"\b(?:(?:my|the) name is|im called|i am called|its|(?:it|this) is|(?:im|i am)(?! after| looking| trying"
    r"| ringing| calling| phoning| not| in | on | at )|speaking is|on behalf of|signed) "
)
LONGEST_OWN_NAME = 3  # words

# Words that no name begins or ends with, unless somebody is called so.
FUNCTION = frozenset(
    """a an the my our your his her their its this that these those some any no another every each i im ive id you we
    us me he she it they them him who whom whose what which when where why how is are am was were be been being do
    does did done have has had can could will would shall should may might must not dont cant wont didnt isnt and or
    but if because cos so as than to of in on at by for from off with wi about into onto over under up down out
    through thru back again there here today tomorrow yesterday now then instead just only still yet ever never always
    very really please if same one ones get got give want need like speak talk spoke word chat put transfer connect call
    called ring rang rung phone phoned ask asked looking after hold reach contact find see tell told said say says
    know think believe named name names person people someone somebody anyone anybody whoever lady man woman chap
    bloke guy fella lad girl gentleman colleague team department dept office section desk line number extension ext
    direct directly straight possible able available about regarding re concerning son daughter mother mum mam dad
    father husband wife nan brother sister neighbour morning afternoon evening day week monday tuesday wednesday
    thursday friday saturday sunday wrote write writing letter email message dealing deals deal dealt council yours
    mine late early time first last next minute moment second thing matter soon later either neither going gone come
    came go lets let us oh eh sent  works working work handle handles runs run charge responsible happy
    id ill youre theyre hes shes weve youve theres whats thats whos""".split()
)
# What may come after a first name or a surname alone. Anything else is taken for the rest of a name.
_GO_ON = frozenset(
    """in from at on off of about for the a who that which is was he she they it there here today tomorrow yesterday
    now again back if and or but because cos so regarding re concerning i im ive id you we my our her his him me to
    has had have does did can could will would wrote rang rung phoned called said told dealt dealing works with by as
    direct directly around available free out when where please instead while urgently tonight this only not up over
    something extension ext line desk office secretary""".split()
)


@dataclass(frozen=True)
class Opening:
    """A place where a name may begin. `bare`: nothing was said before it; `titled`: a title was, so a surname it is."""

    place: int
    strong: bool = False
    bare: bool = False
    titled: bool = False
    after_is: bool = False


@dataclass(frozen=True)
class Asking:
    """How somebody asked: the openings by place, and the places that hold the resident's own name."""

    words: tuple[str, ...]
    openings: dict[int, Opening] = field(default_factory=dict)
    own: frozenset[int] = frozenset()

    @property
    def strong(self) -> bool:
        """Whether they plainly asked for somebody, whoever it was."""
        return any(opening.strong for opening in self.openings.values())


def read(words: Sequence[str]) -> Asking:
    text = " ".join(words)
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    at = {start: place for place, start in enumerate(starts)}
    own = _own_name(words, text, at)
    openings: dict[int, Opening] = {}

    def add(place: int, **how: bool) -> None:
        before = None
        while (
            place < len(words)
            and words[place] in ("that", "a", "either", "called", "this")
            and place + 1 < len(words)
        ):
            before = words[place]
            place += 1
        if (
            before == "a"
            and words[place] not in TITLES
            and not (how.get("strong") and _is_rare(words[place]))
        ):
            return  # "I need a price"; but "a call from a Zainab something"
        titled = place < len(words) and words[place] in TITLES and place + 1 < len(words)
        place += titled
        if place < len(words) and place not in own:
            known = openings.get(place)
            if known is None or (how.get("strong") and not known.strong):
                openings[place] = Opening(place, titled=titled, **how)

    for found in _STRONG.finditer(text):
        if found.end() + 1 in at:
            add(at[found.end() + 1], strong=True)
    add(_first_that_counts(words), bare=True)
    for found in _WEAK.finditer(text):
        if found.end() + 1 in at:
            add(at[found.end() + 1], after_is=" is" in f" {found[0]}" or " was" in f" {found[0]}")
    for place, word in enumerate(words[:-1]):
        if word in TITLES and place + 1 not in own and not openings.get(place + 1):
            openings[place + 1] = Opening(place + 1, strong=True, titled=True)
    return Asking(tuple(words), openings, own)


def may_go_on(words: Sequence[str], place: int) -> bool:
    """Whether a name may have ended just before a place."""
    return place >= len(words) or words[place] in _GO_ON


def _first_that_counts(words: Sequence[str]) -> int:
    return next(
        (place for place, word in enumerate(words) if word not in ("for", "to", "it", "is", "the")), 0
    )


def _own_name(words: Sequence[str], text: str, at: dict[int, int]) -> frozenset[int]:
    """ "My name is Robert Featherstone", "this is Jean Bishop": not who is asked for."""
    own: set[int] = set()
    for found in _INTRODUCING.finditer(text):
        place = at.get(found.end(), len(words))
        theirs = found[0].startswith("it") or " name was" in found[0]
        for offset in range(LONGEST_OWN_NAME):
            here = place + offset
            if here >= len(words) or (words[here] in FUNCTION and words[here] not in TITLES):
                break
            # "It's Claire in housing", "the lady's name is Yvonne": theirs, unless the resident goes on.
            own.add(here)
        if theirs and own and not _calling(words, max(own) + 1):
            own -= set(range(place, place + LONGEST_OWN_NAME))
    return frozenset(own)


def _is_rare(word: str) -> bool:
    return word not in FUNCTION and word not in everyday()


def _calling(words: Sequence[str], place: int) -> bool:
    return tuple(words[place : place + 1]) in (("here",), ("calling",), ("speaking",), ("ringing",))
