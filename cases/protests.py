""" "No, that's not right", "that isn't what I said": a protest at what was said or done, which is no plain no."""

from __future__ import annotations

import re

_PROTEST = re.compile(
    r"""(?ix)
    # "That's not right", "that isn't the one", "you're not listening"; "that's not necessary" is none
    \b(?:that|this|it|you)(?:'?s|'?re|\W+is|\W+was|\W+are|\W+were)?\W*(?:not|isn'?t|wasn'?t|aren'?t|ain'?t)\W+
      (?:(?:at\W+all|really|quite|even|exactly|actually)\W+)*
      (?:right|correct|true|it|the\W+\w+|my\W+\w+|listening|helping|helpful|understanding|any\W+help
        |(?:what|who|where|how|when)\b)
    | \bnot\W+(?:what|who|where)\W+(?:i|we)\b
    | (?<!nothing\ )(?<!nothing's\ )(?<!nothing\ is\ )\b(?:wrong|incorrect)\b
    | (?<!what\ )(?<!all\ )(?<!like\ )(?<!as\ )\b(?:i|we)\W+(?:said|asked|meant|mean)\b
    | \byou(?:'ve|\W+have)?\W+(?:still\W+)?(?:didn'?t|did\W+not|haven'?t|have\W+not|not|don'?t|do\W+not|never)
      \W+(?:\w+\W+)?(?:answer|understand|understood|listen|hear|get|got|help|told|tell|say|said)
    # Of us, or of how we help; "it's rubbish" is what was dumped, "it's no use to me" a sofa, "no good for me" a time.
    | \byou(?:'?re|'?ve|\W+(?:are|were|have))?\W+(?:been\W+)?(?:(?:of|absolutely|bloody|completely|really|not)\W+)*
      (?:(?:no|any)\W+(?:help|use|good)|useless|hopeless|rubbish)\b
    | \b(?:you|this|that)(?:'?s|'?re|\W+(?:is|was|are|were))?\W+(?:(?:absolutely|really|been|such)\W+)*
      (?:no\W+help|a\W+(?:complete\W+)?waste\W+of\W+time)\b
    | \bmis(?:understood|heard|understand)\b
    | \b(?:that|it|this)\W+(?:didn'?t|doesn'?t|did\W+not|does\W+not|hasn'?t)\W+(?:\w+\W+)?(?:help|answer|work)
    """
)


def is_protest(words: str) -> bool:
    return bool(_PROTEST.search(words.replace("’", "'")))
