""" "No, that's not right", "that isn't what I said": a protest at what was said or done, which is no plain no."""

from __future__ import annotations

import re

_PROTEST = re.compile(
    r"""(?ix)
    # "That's not right", "that isn't the one", "you're not listening"; "that's not necessary" is none
    \b(?:that|this|it|you)(?:'?s|'?re|\W+is|\W+was|\W+are|\W+were)?\W*(?:not|isn'?t|wasn'?t|aren'?t|ain'?t)\W+
      (?:(?:at\W+all|really|quite|even|exactly|actually)\W+)*
      (?:right|correct|true|it|the\W+\w+|my\W+\w+|listening|helping|helpful|understanding|any\W+(?:help|use|good)
        |(?:what|who|where|how|when)\b)
    | \bnot\W+(?:what|who|where)\W+(?:i|we)\b
    | (?<!nothing\ )(?<!nothing's\ )(?<!nothing\ is\ )\b(?:wrong|incorrect)\b
    | (?<!what\ )(?<!all\ )(?<!like\ )(?<!as\ )\b(?:i|we)\W+(?:said|asked|meant|mean)\b
    | \byou(?:'ve|\W+have)?\W+(?:still\W+)?(?:didn'?t|did\W+not|haven'?t|have\W+not|not|don'?t|do\W+not|never)
      \W+(?:\w+\W+)?(?:answer|understand|understood|listen|hear|get|got|help|told|tell|say|said)
    | \b(?:you|this|that|it)(?:'?s|'?re|'?ve|\W+(?:is|was|are|were|have|has))?\W+(?:been\W+)?
      (?:(?:of|absolutely|bloody|completely|really|such|a)\W+)*
      (?:no\W+(?:help|use|good)|useless|hopeless|rubbish|a\W+waste\W+of\W+time)\b
    | \bmis(?:understood|heard|understand)\b
    | \b(?:that|it|this)\W+(?:didn'?t|doesn'?t|did\W+not|does\W+not|hasn'?t)\W+(?:\w+\W+)?(?:help|answer|work)
    """
)


def is_protest(words: str) -> bool:
    return bool(_PROTEST.search(words.replace("’", "'")))
