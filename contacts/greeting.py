"""What somebody hears or reads first."""

from __future__ import annotations

from datetime import datetime

from contacts import alerts_told
from contacts.acts import Act, Ask
from contacts.speaking import Speaking
from council.council import Council


def greeting(council: Council, speaking: Speaking, at: datetime, *, records_calls: bool) -> list[Act]:
    """Who we are, with what is live now."""
    identity = council.identity
    alerts = council.live_alerts(at)
    acts: list[Act] = [alerts_told.at_the_opening(alert, speaking) for alert in alerts]
    if speaking.spoken:
        acts += [speaking.say("calls_recorded")] if records_calls else []
        return [*acts, _opening(speaking, identity.spoken_greeting)]
    if speaking.by_text:  # whoever texts has already said what they need
        return [*acts, speaking.say("text_greeting", council=identity.short_name)]
    return [*acts, speaking.ask("chat_greeting", greeting=identity.greeting)]


def _opening(speaking: Speaking, greeting: str) -> Act:
    """Who we are and the open question; whoever did not answer is not greeted again."""
    words, again = speaking.text("phone_greeting", greeting=greeting), speaking.text("phone_greeting_again")
    return Ask(text=words, again=again)
