"""A Connect that opens a ConversationRelay session: the WebSocket, signed, and the first message over it."""

from __future__ import annotations

from ivr.simulator.documents import Verb
from ivr.simulator.happenings import Fault
from ivr.simulator.identity import Identity
from ivr.simulator.leg import Line
from ivr.simulator.relaying import NOT_CONNECTED, Closed, Connection, Relaying


def connect(verb: Verb, document_url: str, line: Line, identity: Identity) -> Relaying:
    """The session, told whose call it is.

    Raises:
        Closed: the WebSocket could not be opened. The fault is listed.
    """
    url = verb.children[0].text("url")
    try:
        connection = _opened(url, line)
    except Closed:
        line.faults.append(Fault(url, NOT_CONNECTED, "The WebSocket could not be opened."))
        raise
    relay = Relaying(verb, document_url, connection)
    relay.send(
        type="setup",
        sessionId=relay.session_id,
        accountSid=identity.account_sid,
        callSid=identity.call_sid,
        callStatus="RINGING",
        direction="inbound",
        callType="PSTN",
        customParameters={},
        **{"from": identity.caller, "to": identity.called},
    )
    return relay


def _opened(url: str, line: Line) -> Connection:
    if line.wire.opens is None:
        raise Closed
    return line.wire.opens(url, {"x-twilio-signature": line.webhook.signature(url, {})})
