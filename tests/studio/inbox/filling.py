"""An inbox as full as that of a busy council."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from contacts.models import Channel, Contact, Turn
from studio.inbox.models import InboxGroup, InboxMessage
from studio.inbox.vectors import packed
from tests.studio.inbox.parts import DAY, MISSED, Council


def fill(council: Council, groups: int, messages: int, after: int = 0) -> None:
    """Open messages, numbered from `after` on like their groups: the first are large, the last of one message."""
    rng = np.random.default_rng(7)
    at = council.clock()
    with council.database.session() as session:
        for number in range(after + 1, after + groups + 1):
            vector = rng.standard_normal(384).astype(np.float32)
            session.add(
                InboxGroup(id=number, maker="words", centre=vector.tobytes(), leanings={MISSED: 1.0}, size=1)
            )
        session.flush()
        for number in range(after + 1, after + messages + 1):
            session.add(Contact(id=number, key=f"key-{number}", channel=Channel.WEBCHAT))
        session.flush()
        for number in range(after + 1, after + messages + 1):
            session.add(Turn(id=number, contact_id=number, number=1, words="x", digest="x"))
        session.flush()
        for number in range(after + 1, after + messages + 1):
            group = number if number <= after + groups else after + 1 + number % min(groups, 60)
            session.add(
                InboxMessage(
                    turn_id=number,
                    contact_id=number,
                    group_id=group,
                    words=f"a message of many words about a hedgehog at [address], number {number} of them",
                    spoken=False,
                    received_at=at - timedelta(minutes=number),
                    reasons=["low_confidence"] if number % 2 else ["chose"],
                    understood={"intent": MISSED, "ranking": [{"intent": MISSED, "confidence": 0.3}]},
                    meant=DAY if number % 2 == 0 else None,
                    vector=packed(rng.standard_normal(384).astype(np.float32)),
                )
            )
