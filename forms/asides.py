"""A question in the middle of a form, answered from the article of the enquiry in hand."""

from __future__ import annotations

import re

from council.catalogue import Enquiry
from forms.heard import Around, Heard

LONGEST = 14  # words
_ASIDES = {
    "cost": re.compile(r"(?i)\b(how much|cost|charge|price|fee|free|pay for (it|this|that))\b"),
    "time": re.compile(r"(?i)\b(how long|how soon|when (will|do|can|would)|by when)\b"),
    "why": re.compile(r"(?i)\b(why (do|are|would|is)|what (do you|d'?you) need (it|that|this) for)\b"),
}


def aside(enquiry: Enquiry, heard: Heard, around: Around) -> str | None:
    """ "How much does that cost?" is about the enquiry in hand; its article has the answer."""
    article = around.articles.get(enquiry.article)
    if article is None or len(heard.words.split()) > LONGEST:
        return None
    for about, pattern in _ASIDES.items():
        if pattern.search(heard.words) and about in article.asides:
            return article.asides[about]
    return None
