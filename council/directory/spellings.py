"""Names whose letters are not said as English spelling would have it, written again as an English ear hears them.

"Caoilfhionn" is keelin, "Xiaoming" showming, "Wrzesniewski" vzhesnyevski. What is said is written by a recogniser that
knows English spelling alone, so it is the names of the directory that are respelled, each in the spelling its letters
tell of. These are rules of spelling, not lists of names: what no rule tells is in names.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from council.directory.sounds import plain

Ways = tuple[tuple[tuple[re.Pattern[str], str], ...], ...]


@dataclass(frozen=True)
class Spelling:
    """`tells`: letters, in any word of a name, by which it is of this spelling. `ways`: each a list of what is written
    and what is heard, in order; more than one where English ears differ. `accents` are read before they are dropped."""

    tells: re.Pattern[str]
    ways: Ways
    accents: dict[int, str]
    by_the_whole: bool = False  # the letters of one word do not tell

    def is_of(self, name: str) -> bool:
        words = [plain(name)] if self.by_the_whole else [*name.split(), *plain(name).split()]
        return any(self.tells.search(word) for word in words)

    def heard(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The words as heard, each way."""
        for rules in self.ways:
            yield tuple(_respelled(word, rules, self.accents) for word in words)


def _respelled(word: str, rules: Sequence[tuple[re.Pattern[str], str]], accents: dict[int, str]) -> str:
    heard = plain(word.translate(accents))
    for written, sound in rules:
        heard = written.sub(sound, heard)
    return heard.lower()


def _ways(*lists: str) -> Ways:
    """Each list as lines of "written > heard". A heard "-" is nothing; in capitals, no later line changes it."""
    return tuple(
        tuple(
            (re.compile(written.strip()), heard.strip().replace("-", ""))
            for written, heard in (line.split(" > ") for line in rules.splitlines() if " > " in line)
        )
        for rules in lists
    )


_IRISH = """
    bhf > v
    adh(?=[bgt]) > ie
    eadh|aidh|aigh > ay
    (?<=[aeiou])(?:dh|gh)$ > -
    ^[dg]h > g
    dh|gh|fh > -
    [bm]h > v
    th > h
    s(?=h?[ei]|[lnt][ei]) > SH
    (?<=[ei])s(?=[lnt]?[aei]) > SH
    SHh > SH
    ch|c > k
    (?<=aw|oh|oo)i(?=[^aeiou]) > -
    aya > ay
    eaw > aw
    aoi > ee
    ao > AY
    uai|ua > oo
    eoi?(?=[^aeiou]|$) > oh
    ia(?=[^aeiou]) > ee
    ui|io > i
    ai > a
    oi > u
    ei > ee
    (?<=[^aeiou])ea(?=[^aeiou]) > a
    (?<=[aeiou][^aeiouy]|ll|nn|SH)e$ > a
"""
_WELSH = """
    ^si(?=[ao]) > sh
    ^i(?=[aeou]) > y
    dd > th
    ff > 0
    f > v
    0 > f
    ^rh > r
    c > k
    wy$ > wee
    ^gwy > gwi
    (?<=[^aeiouy])w(?=[^aeiouy]) > oo
    (?:ae|ai|au|eu)(?=[^aeiou]|$) > eye
    ei(?=[^aeiou]) > ay
    y(?=[^aeiou]+[aeiouy]) > u
    ll > l
"""
_PINYIN = """
    ng > 9
    zhi > jer
    (?:ch|sh|r|z|c|s)i(?![aeoun9]) > \\g<0>r
    ^(?:ts|tz) > s
    x > sh
    q > ch
    zh > j
    c(?!h) > ts
    (?<=[^aeiou])iao > ow
    iu > yo
    ian > yen
    ie > ay
    ui > way
    uo > wo
    ua > wa
    ue > way
    ei > ay
    ou > oh
    ao > ow
    (?<=[jy])u > oo
    (?<=sh|ch)u > oo
    (?<=[^aeiou])u$ > oo
    o9 > u9
    e9 > u9
    9 > ng
"""
_PINYIN_OTHERWISE = """
    i(?=ang) > -
    ei > EE
"""
_AFRICAN = """
    ^m(?=[bkpt]) > um
    ^n(?=[^aeiouyn]) > en
    ^nn > n
    th > t
    ph > p
    hl > l
    c(?!h) > k
    au > ow
    e$ > ay
    u$ > oo
"""
_AFRICAN_OTHERWISE = """
    ^m(?=[bkpt]) > -
    ^n(?=[^aeiouyn]) > -
    ^dl > l
    th > t
    ph > p
    c(?!h) > ch
    s(?=[aeiou]) > sh
    e$ > ee
    u$ > oo
"""
_SOUTH_ASIAN = """
    ^iy > eye
    th > t
    ddh|dh > d
    bh > b
    gh > g
    jh > j
    kh > k
    aa > ah
    ksh > ksh
    c(?!h) > k
    w > v
    e$ > ay
"""
_POLISH = """
    szcz|3c?4 > SHCH
    sz|3 > SH
    cz|4 > CH
    (?<=[pkt])rz > SH
    rz|5 > Z
    dzi(?=[aeou]) > J
    ci(?=[aeou]) > CH
    si(?=[aeou]) > SH
    zi(?=[aeou]) > Z
    ch > h
    c > TS
    j > Y
    w > v
    8 > w
    1(?=[bp]) > om
    2(?=[bp]) > em
    1 > on
    2 > en
    6 > oo
    (?<=[bfgkmnptv])ie > ye
    y(?=[^aeiouy]) > i
    e$ > ay
"""

_INITIALS = "b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w|ts|tz"
_FINALS = (
    "iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|uo|ui|ue|a|o|e|i|u"
)
_SYLLABLES = rf"(?>(?>(?:{_INITIALS})?(?:{_FINALS}))+)"  # atomic: no name is tried in every way it divides
# Open syllables alone: Nomvula, Adeyemi.
_SYLLABLE = "(?:[mn]?[bdfghjklmnprstvwyz]|[kgs][bhw]|[dhmn][lrwy]|sh|ch|th|ph)[aeiou]"
_OPEN = rf"\b(?:[aeiou](?:{_SYLLABLE}){{2,}}|(?:{_SYLLABLE}){{3,}})\b"

SPELLINGS = (
    Spelling(
        re.compile(
            r"bh|mh|dh|fh|[aeiou]gh(?!t)|[aeiou]th[aeiou]|(?<!i)aoi?|eo[^r]|ui|ia[lr]|io[nb]|nn$|^o'|^ma?c|[áéíú]"
        ),
        _ways(_IRISH),
        str.maketrans({"á": "aw", "é": "ay", "í": "ee", "ó": "oh", "ú": "oo"}),
    ),
    Spelling(
        re.compile(r"^ll|dd|^ff|^rh|wy|^gw|^ie[suv]|ŵ|ŷ|wen$|^ap$|^eir|ll?[yi]w"),
        _ways(_WELSH, "^ll > CL" + _WELSH),
        {},
    ),
    Spelling(
        re.compile(rf"^(?:{_SYLLABLES} )*{_SYLLABLES}$"),
        _ways(_PINYIN, _PINYIN_OTHERWISE + _PINYIN),
        {},
        by_the_whole=True,
    ),
    Spelling(
        re.compile(rf"^n(?=[bcdfgjkmntwz])|^m(?=[bpkt])|{_OPEN}|kw|gb|hl|^dl"),
        _ways(_AFRICAN, _AFRICAN_OTHERWISE),
        {},
    ),
    Spelling(
        re.compile(r"[bdjk]h|aa|ksh|^iy|th[aei]|inder$|jit$|preet$|wal$|sw|shn|ayya|wami"),
        _ways(_SOUTH_ASIAN),
        {},
    ),
    Spelling(
        re.compile(r"sz|cz|rz|dz|[łąęśćżźń]|s[kc][ia]$|[aeo]k$|slaw|^[kj]a[kn]u|^w[iolz][jeo]"),
        _ways(_POLISH),
        str.maketrans(dict(zip("łąęśćżźó", "81234556", strict=True))),
    ),
)


def heard_as(name: str, part: Sequence[str]) -> list[str]:
    """How a part of somebody's name is heard, in each spelling that the whole of it tells of."""
    ways: dict[str, None] = {}
    written = " ".join(part).lower()
    for spelling in SPELLINGS:
        if spelling.is_of(name.lower()):
            ways |= {" ".join(heard): None for heard in spelling.heard(written.split())}
    ways.pop(plain(written), None)
    return list(ways)
