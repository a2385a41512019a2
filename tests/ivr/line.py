"""The phone line on a database of its own: the real webhook, an assistant that follows a script, real forms."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.testclient import TestClient

from ivr import webhook
from ivr.calls import Calls
from ivr.signature import TwilioForms
from ivr.simulator import SimulatedCall
from ivr.twiml import Line
from tests.contacts.parts import MOBILE, Centre, councils_own

TOKEN = "12345"
ACCOUNT = "AC" + "0" * 32
BASE = "https://voice.example.gov.uk"
NUMBER = "+441632960001"
SWITCHBOARD = "+441632960000"

LINE = Line(f"{BASE}/ivr", "Polly.Amy-Neural", "googlev2_telephony", NUMBER, ("missed bin",), ("Mill Lane",))


class PhoneLine:
    """Twilio's side is played by SimulatedCall, through the application in this process."""

    def __init__(self, centre: Centre) -> None:
        own = councils_own()
        self.centre = centre
        phone = webhook.Phone(
            centre.turns, centre.queue, Calls(centre.database), own.council, own.words, LINE
        )
        app = FastAPI()
        forms = TwilioForms(TOKEN, ACCOUNT, BASE)
        app.include_router(webhook.router(phone, forms, switchboard=SWITCHBOARD, voice=LINE.voice))
        self.http = TestClient(app, base_url=BASE, raise_server_exceptions=True)

    def rings(self, caller: str = MOBILE) -> SimulatedCall:
        call = SimulatedCall(
            self.http,
            f"{BASE}/ivr/voice",
            auth_token=TOKEN,
            account_sid=ACCOUNT,
            caller=caller,
            called=NUMBER,
            status_callback=f"{BASE}/ivr/status",
        )
        return call.dial()
