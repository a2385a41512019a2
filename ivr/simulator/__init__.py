"""Speaks Twilio's side of a voice call, so that the phone line can be tried and tested without an account.

call = SimulatedCall(http, "https://council.example/voice", auth_token="...", account_sid="AC...")
call.dial().says("my bin was missed").presses("1")
assert "collect it by" in call.words and call.faults == []
"""

from ivr.simulator.call import WITHHELD, SimulatedCall
from ivr.simulator.documents import TwimlError, Verb, parse
from ivr.simulator.gathering import DIGITS, SPEECH, OpenGather
from ivr.simulator.happenings import Ending, EndlessCall, Fault, Heard, Kind, NotNow, State, Who
from ivr.simulator.relaying import Closed, Wire
from ivr.simulator.webhook import Exchange

__all__ = [
    "DIGITS",
    "SPEECH",
    "WITHHELD",
    "Closed",
    "Ending",
    "EndlessCall",
    "Exchange",
    "Fault",
    "Heard",
    "Kind",
    "NotNow",
    "OpenGather",
    "SimulatedCall",
    "State",
    "TwimlError",
    "Verb",
    "Who",
    "Wire",
    "parse",
]
