"""How the pages name what is in the inbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from checks.phrases import plain
from staff.sessions import SignedIn
from studio.files.content import Content
from studio.files.said_index import said_index
from studio.inbox.found import SMALL_TALK
from studio.inbox.inbox import DecisionView
from studio.inbox.models import Kind, Reason
from studio.room import Room

NOT_OFFERED = SMALL_TALK | {"out_of_scope"}  # small talk, and what has a button of its own

# Why a message is here: for a filter, and of one message.
REASONS = {
    Reason.LOW_CONFIDENCE: "Not understood",
    Reason.CHOSE: "Chose from “did you mean”",
    Reason.REJECTED: "Wanted none of what was offered",
    Reason.HANDED_OVER: "Asked for a person next",
    Reason.THUMBS_DOWN: "Answer did not help",
    Reason.CORRECTED: "Corrected by an adviser",
}


@dataclass(frozen=True)
class Known:
    """The intents an editor may choose, titles by name, in the order of titles; from their draft or the live files."""

    titles: Mapping[str, str]
    content: Content

    @classmethod
    def of(cls, content: Content) -> Known:
        shown = {view.name: view.shown for view in content.intents() if view.name not in NOT_OFFERED}
        return cls(dict(sorted(shown.items(), key=lambda item: item[1].casefold())), content)

    def written_from(self, decision: DecisionView) -> str | None:
        """The enquiry that was written with the phrases of a decision: it has half of them, for an editor may have
        changed some."""
        if decision.kind != Kind.NEW_ENQUIRY or not decision.phrases:
            return None
        by_plain = said_index(self.content).by_plain
        places = Counter(
            intent
            for phrase in decision.phrases
            for intent in {said.intent for said in by_plain.get(plain(phrase), ()) if not said.held_out}
        )
        [(name, count)] = places.most_common(1) or [("", 0)]
        return name if 2 * count >= len(decision.phrases) else None

    @classmethod
    def to(cls, room: Room, me: SignedIn) -> Known:
        draft = room.drafts.current_name(me)
        return cls.of(room.drafts.content(draft.id) if draft else room.drafts.live_content())

    def title(self, intent: str | None) -> str:
        if intent is None:
            return "Nothing"
        return self.titles.get(intent, intent.replace("_", " ").capitalize())

    def name(self, told: str) -> str | None:
        """The intent of a title or a name somebody typed; None when there is none such."""
        wanted = " ".join(told.split()).casefold()
        if told in self.titles:
            return told
        return next((name for name, title in self.titles.items() if title.casefold() == wanted), None)


def sentence(decision: DecisionView, known: Known) -> str:
    """What was decided, such as "3 messages now teach Report a missed bin"."""
    one = decision.messages == 1
    messages = "1 message" if one else f"{decision.messages:,} messages"
    title = known.title(decision.intent)
    match decision.kind:
        case Kind.TEACH if not decision.phrases:
            return f"{messages} settled: {title} had {'it' if one else 'them'} as phrases already"
        case Kind.TEACH:
            return f"{messages} settled, {_phrases(decision)} added to {title}"
        case Kind.OUT_OF_SCOPE:
            return f"{messages} settled as nothing we do"
        case Kind.TESTING:
            return f"{messages} settled, {len(decision.phrases):,} kept for testing {title}"
        case Kind.NEW_ENQUIRY:
            return f"{messages} taken for a new enquiry"
    return f"{messages} dismissed"


def _phrases(decision: DecisionView) -> str:
    count = len(decision.phrases)
    return "1 phrase" if count == 1 else f"{count:,} phrases"
