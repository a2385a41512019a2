"""Keeps a long conversation in short sessions, so that its hundredth turn costs no more than its fifth.

At every turn Rasa reads the whole session from the store, replays it for each prediction and sends it with each
action call. Here a session is over after a few turns: the next begins with all that still counts, and only that is
read. What was said before stays in the store.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import func
from sqlalchemy.orm import Query, Session

LONGEST = 5  # turns; measured: shorter ones cost more in beginning them, longer ones in reading them


class SessionStore(SQLTrackerStore):
    """Named in endpoints.yml. Finds the current session by the order of its events.

    Rasa's own goes by their times: it looks at every event of the conversation, six times a turn, and loses the
    newest when the clock is set back.
    """

    def _event_query(
        self, session: Session, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> Query[Any]:
        table = self.SQLEvent
        events = session.query(table).filter(table.sender_id == sender_id).order_by(table.id)
        if fetch_events_from_all_sessions:
            return events
        starts = session.query(table.id).filter(
            table.sender_id == sender_id, table.type_name == SessionStarted.type_name
        )
        newest = starts.order_by(table.id.desc()).limit(1).scalar_subquery()
        return events.filter(table.id >= func.coalesce(newest, 0))


def next_session(tracker: DialogueStateTracker) -> list[Event]:
    """The events that begin a new session where this one stands, as Rasa's own would, but with the open form."""
    slots = [
        SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value != slot.initial_value
    ]
    form = [ActiveLoop(tracker.active_loop_name)] if tracker.active_loop_name else []
    return [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *slots,
        *form,
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def turns_in_session(tracker: DialogueStateTracker) -> int:
    """What the resident has said since the session began."""
    turns = 0
    for event in reversed(tracker.events):
        if isinstance(event, SessionStarted):
            break
        turns += isinstance(event, UserUttered)
    return turns


def install() -> None:
    """Put it in Rasa's place; done once, when the contact channel is loaded.

    The method replaced is called before each message, under the conversation's lock.
    """
    MessageProcessor.fetch_tracker_and_update_session = _fetch_tracker_and_update_session


async def _fetch_tracker_and_update_session(
    self: MessageProcessor,
    sender_id: str,
    output_channel: OutputChannel | None = None,
    metadata: dict[str, Any] | None = None,
) -> DialogueStateTracker:
    tracker = await self.get_tracker(sender_id)
    if turns_in_session(tracker) >= LONGEST:
        tracker.update_with_events(next_session(tracker), self.domain)
        await self.save_tracker(tracker)
        # Read again: what is stored is what the next turn sees, and it does not hold the past.
        tracker = await self.get_tracker(sender_id)
    await self._update_tracker_session(tracker, output_channel, metadata)
    return tracker
