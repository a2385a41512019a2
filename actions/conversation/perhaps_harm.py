"""It is not sure whether somebody is in danger or may not be safe: nobody is made to choose between the two.

"Daddy's hurting mummy", a child says, and is read a menu. Whichever it is, 999 is named and somebody of the care team
comes at once; where it was neither, a minute of theirs is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.base import Events, Turn, offering
from council.catalogue import Enquiry

SAFEGUARDING = "safeguarding"  # the key of the enquiry, in the catalogue
EMERGENCY = "report_emergency"
REASON = "Perhaps somebody is being harmed: not understood for sure"


def told_of_harm(turn: Turn, likely: Sequence[Enquiry]) -> Events | None:
    """None where anything else may be meant; of an emergency alone it is asked whether anybody is in danger."""
    harm = next((enquiry for enquiry in likely if SAFEGUARDING in enquiry.keys), None)
    if harm is None or any(enquiry is not harm and enquiry.name != EMERGENCY for enquiry in likely):
        return None
    turn.say("utter_emergency")
    turn.hand_off(REASON, team=harm.team, about=harm.title, urgent=True)
    return [offering(None)]
