"""Who a call is, as Twilio tells it with every request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """The fields that every request of this call carries. `caller` is who rings: ourselves when `outbound-api`."""

    call_sid: str
    account_sid: str
    caller: str
    called: str
    fallback_url: str | None
    direction: str = "inbound"

    def fields(self) -> dict[str, str]:
        """Without CallSid and CallStatus, which a child leg has of its own."""
        fields = {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            "From": self.caller,
            "Caller": self.caller,
            "To": self.called,
            "Called": self.called,
            "ToCountry": "GB",
            "CalledCountry": "GB",
        }
        if self.caller.startswith("+44"):
            fields |= {"FromCountry": "GB", "CallerCountry": "GB"}
        return fields
