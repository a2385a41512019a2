"""Calls, texts and numbers in the shape of Twilio's JSON: api.v2010.account.* of its API 2010-04-01."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from ivr.simulator.call import SimulatedCall
from ivr.simulator.happenings import State
from ivr.simulator.network import Number, Text, WaitingQueue
from ivr.simulator.placed import PlacedCall

VERSION = "2010-04-01"
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ^{}\\[~]|€ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
OF_A_CALL = ("notifications", "recordings", "payments", "events", "siprec", "streams", "transcriptions")


def account_uri(account_sid: str, path: str) -> str:
    return f"/{VERSION}/Accounts/{account_sid}/{path}"


def call_json(call: SimulatedCall, account_sid: str) -> dict[str, Any]:
    over = call.state is State.ENDED
    answered = call.answered_at
    uri = account_uri(account_sid, f"Calls/{call.call_sid}")
    return {
        "sid": call.call_sid,
        "account_sid": account_sid,
        "parent_call_sid": None,
        "phone_number_sid": None,
        "group_sid": None,
        "trunk_sid": None,
        "from": call.caller,
        "from_formatted": call.caller,
        "to": call.called,
        "to_formatted": call.called,
        "caller_name": None,
        "forwarded_from": None,
        "direction": call.direction,
        "status": call.status,
        "answered_by": call.answered_by if isinstance(call, PlacedCall) else None,
        "date_created": _date(call.made_at),
        "date_updated": _date(call.made_at + timedelta(seconds=call.clock)),
        "start_time": None if answered is None else _date(call.made_at + timedelta(seconds=answered)),
        "end_time": _date(call.made_at + timedelta(seconds=call.clock)) if over else None,
        "duration": str(call.seconds_up) if over else None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "api_version": VERSION,
        "uri": f"{uri}.json",
        "subresource_uris": {name: f"{uri}/{name.capitalize()}.json" for name in OF_A_CALL},
    }


def text_json(text: Text, account_sid: str) -> dict[str, Any]:
    uri = account_uri(account_sid, f"Messages/{text.sid}")
    return {
        "sid": text.sid,
        "account_sid": account_sid,
        "messaging_service_sid": None,
        "from": text.from_,
        "to": text.to,
        "body": text.body,
        "num_segments": str(segments(text.body)),
        "num_media": "0",
        "direction": "outbound-api",
        "status": "queued",
        "error_code": None,
        "error_message": None,
        "date_created": _date(text.sent_at),
        "date_updated": _date(text.sent_at),
        "date_sent": None,
        "price": None,
        "price_unit": "USD",
        "api_version": VERSION,
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }


def number_json(number: Number, account_sid: str) -> dict[str, Any]:
    own = number.settings
    return {
        "sid": number.sid,
        "account_sid": account_sid,
        "phone_number": number.phone_number,
        "friendly_name": own.get("friendly_name", number.phone_number),
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "voice_url": own.get("voice_url", ""),
        "voice_method": own.get("voice_method", "POST"),
        "voice_fallback_url": own.get("voice_fallback_url", ""),
        "voice_fallback_method": own.get("voice_fallback_method", "POST"),
        "voice_application_sid": own.get("voice_application_sid", ""),
        "voice_caller_id_lookup": False,
        "voice_receive_mode": "voice",
        "status_callback": own.get("status_callback", ""),
        "status_callback_method": own.get("status_callback_method", "POST"),
        "sms_url": own.get("sms_url", ""),
        "sms_method": own.get("sms_method", "POST"),
        "sms_fallback_url": own.get("sms_fallback_url", ""),
        "sms_fallback_method": own.get("sms_fallback_method", "POST"),
        "sms_application_sid": own.get("sms_application_sid", ""),
        "trunk_sid": own.get("trunk_sid") or None,
        "address_sid": None,
        "address_requirements": "none",
        "identity_sid": None,
        "bundle_sid": None,
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "beta": False,
        "origin": "twilio",
        "status": "in-use",
        "type": "local",
        "date_created": _date(number.made_at),
        "date_updated": _date(number.made_at),
        "api_version": VERSION,
        "uri": account_uri(account_sid, f"IncomingPhoneNumbers/{number.sid}.json"),
    }


def queue_json(queue: WaitingQueue, account_sid: str) -> dict[str, Any]:
    uri = account_uri(account_sid, f"Queues/{queue.sid}")
    return {
        "sid": queue.sid,
        "account_sid": account_sid,
        "friendly_name": queue.name,
        "current_size": queue.size,
        "average_wait_time": 0,
        "max_size": 1000,
        "date_created": _date(queue.made_at),
        "date_updated": _date(queue.made_at),
        "uri": f"{uri}.json",
        "subresource_uris": {"members": f"{uri}/Members.json"},
    }


def page_json(name: str, rows: list[dict[str, Any]], uri: str) -> dict[str, Any]:
    """All of a list on one page; a simulated account has few of anything."""
    return {
        name: rows,
        "uri": uri,
        "first_page_uri": uri,
        "next_page_uri": None,
        "previous_page_uri": None,
        "page": 0,
        "page_size": 50,
        "start": 0,
        "end": max(len(rows) - 1, 0),
    }


def segments(body: str) -> int:
    """How many texts a body is sent as. VOICE_FACTS, section 11; those of several parts carry a header each."""
    plain = set(body) <= GSM7
    alone, each = (160, 153) if plain else (70, 67)
    length = (
        len(body) + sum(body.count(sign) for sign in "^{}\\[~]|€")
        if plain
        else len(body.encode("utf-16-le")) // 2
    )
    return 1 if length <= alone else -(-length // each)


def _date(moment: datetime) -> str:
    """Tue, 24 Nov 2026 10:00:00 +0000"""
    return format_datetime(moment)
