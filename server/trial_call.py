"""A simulated call to the running line, as Twilio would make it, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from ivr.simulator import Ending, EndlessCall, Kind, SimulatedCall, State, Who
from ivr.simulator.own_webhook import OwnWebhookOnly
from ivr.webhook import SORRY
from server.settings import Settings

CALLER = "+447700900999"  # one of Ofcom's numbers that nobody has


@dataclass(frozen=True)
class Tried:
    """`heard` has who and what, in order; `wrong` is empty when all was well."""

    heard: list[tuple[str, str]]
    wrong: list[str]


def try_line(chosen: Settings, lines: list[str], transport: httpx.BaseTransport | None = None) -> Tried:
    """Ring the line, say these lines one after the other, and hang up.

    The call goes to this machine, signed for the public address as behind a proxy. It is a call like any other: it
    leaves a contact that somebody gave up.
    """
    base = f"{chosen.public_base}/ivr"
    http = httpx.Client(
        transport=OwnWebhookOnly(base, chosen.web_url, transport or httpx.HTTPTransport()), trust_env=False
    )
    call = SimulatedCall(
        http,
        f"{base}/voice",
        auth_token=chosen.twilio_auth_token,
        account_sid=chosen.twilio_account_sid,
        caller=CALLER,
        called=chosen.twilio_number,
        status_callback=f"{base}/status",
        fallback_url=f"{base}/fallback",
    )
    heard: list[tuple[str, str]] = []
    wrong: list[str] = []
    with http:
        try:
            call.dial()
            heard += _line(call)
            for words in lines:
                if call.state is not State.LISTENING:
                    wrong.append(f"Nobody listened to {words!r}: the call was {call.state}.")
                    break
                heard.append(("Caller", words))
                call.says(words)
                heard += _line(call)
            if call.state is not State.ENDED:
                call.hangs_up()
        except EndlessCall as endless:
            wrong.append(str(endless))
    return Tried(heard, wrong + _wrong(call))


def _line(call: SimulatedCall) -> list[tuple[str, str]]:
    names = {Who.CALLER: "Line", Who.ADVISER: "Line, to the adviser"}
    return [(names[each.who], each.words) for each in call.heard_since_last if each.kind is Kind.WORDS]


def _wrong(call: SimulatedCall) -> list[str]:
    found = [f"Twilio's error {fault.code}: {fault.sentence}" for fault in call.faults]
    if not any(each.kind is Kind.WORDS for each in call.heard):
        found.append("The line said nothing.")
    if any(each.words == SORRY for each in call.heard):
        found.append("The line apologised for a failure of its own.")
    if call.ended_because is Ending.APPLICATION_ERROR and not found:
        found.append("The call ended with an application error.")
    if any("/ivr/again" in each.url for each in call.exchanges):
        found.append("The assistant was slow or did not answer, and the caller was asked to wait.")
    lost = [
        each for each in call.exchanges if not each.awaited and (each.status is None or each.status >= 300)
    ]
    found += [f"The end of the call could not be reported to {each.url}." for each in lost]
    return found
