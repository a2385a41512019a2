"""Questions that an enquiry puts in words of its own, as the catalogue says: its `own_words`."""

from __future__ import annotations

from dataclasses import replace

from council.catalogue import Enquiry
from forms.replies import Question, Reply


def in_own_words(question: Question, enquiry: Enquiry) -> Question:
    """The question as this enquiry puts it, where the general one would leave out what the team needs to know, such as
    a number plate. The words are in the service's file in domain/."""
    own = f"{question.reply.name}_{enquiry.name}"
    return replace(question, reply=Reply(own)) if own in enquiry.replies else question
