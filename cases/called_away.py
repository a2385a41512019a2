"""What takes somebody from the telephone for a moment: "the kettle's boiling", "there's someone at the door". Anything
else that is said with "hang on" may be what they ring about.
"""

from __future__ import annotations

AWAY = (
    r"(?:there'?s (?:some ?(?:one|body)|a (?:man|woman|lady|knock|delivery|parcel)) (?:at|on) (?:the|my) door"
    r"|(?:some ?(?:one|body)'?s|some ?(?:one|body) is) (?:at|knocking (?:at|on)) (?:the|my) door"
    r"|(?:there'?s|that'?s) (?:the|my) (?:door(?:bell)?|kettle|oven|timer|(?:other |mobile )?phone|post(?:man|ie)?)"
    r"|(?:the|my|our) (?:kettle|door(?:bell)?|(?:other |mobile )?phone|telly|tv|television|radio|timer|oven|toaster|tea"
    r"|dinner|microwave|washing machine|taxi|bus|pen|battery)(?:'?s| is| has|'?s just| has just)? (?:just )?"
    r"(?:boil(?:ing|ed|s)|ring(?:ing|s)|whistling|going(?: off)?|gone(?: off)?|beep(?:ing|s)|on(?: loud)?|here|ready"
    r"|too loud|playing up|run out|come)"
    r"|(?:the|my|our) (?:dog|cat|baby|little one|bairn|grandson|granddaughter|post(?:man|ie))(?:'?s| is| has|'?s just"
    r"| has just)? (?:just )?(?:cry(?:ing|s)|bark(?:ing|s)|here|woken up|playing up|at the door|come)"
    r"|i'?m (?:just )?(?:on the bus|in the car|driving|parking(?: up)?|at work|walking))"
)
