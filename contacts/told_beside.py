"""What is told in the same breath as the wish for a person: "I just can't cope any more, put me through to bins".

A team or a name in the words hides from the ear for distress what stands beside it. Read alone, it is heard.
"""

from __future__ import annotations

import re

FEWEST_WORDS = 3  # in fewer there is nothing to hear: "hello please"

# Up to the next clause: speech has no commas, so one begins with its pronoun too.
_WISH = re.compile(
    r"""(?ix)
    (?:\b(?:please|so|and|then|just|now|can\ you|could\ you|will\ you|would\ you)\W+)*
    (?:
      \b(?:put|pop|stick)\ (?:me|us)\ (?:straight\ |back\ )?(?:through|on)
    | \b(?:transfer|connect|patch|pass)\ (?:me|us)
    | \bget\ me(?:\ through)?\ (?:to\ )?
    | \b(?:(?:can|could|may|might|must)\ (?:i|we)|(?:i|we)(?:'?d|\ would|\ really|\ just)*
      \ (?:want|need|like|wish|have))\ (?:please\ |just\ |really\ )?(?:to\ )?(?:speak|talk|chat|have\ a\ word)
    | \b(?:let\ me\ )?(?:speak|talk)\ (?:to|with)
    )\b
    [^,.;!?]*?
    (?=[,.;!?]|\b(?:i|i'?m|i'?ve|i'?d|because|cos|cause|as|he|he's|she|she's|they|it|it's|everything|nothing)\b|$)
    """
)


def beside_the_wish(words: str) -> str:
    """The words less the wish to be put through to somebody; "" where there is no such wish, or little besides."""
    plain = words.replace("’", "'")
    rest, wishes = _WISH.subn(" ", plain)
    said = " ".join(rest.split()).strip(" ,.;!?")
    return said if wishes and len(said.split()) >= FEWEST_WORDS else ""
