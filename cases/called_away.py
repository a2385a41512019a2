"""What takes somebody from the telephone for a moment: "the kettle's boiling", "there's someone at the door". Anything
else that is said with "hang on" may be what they ring about. What somebody else has, or where they are, is named here
word by word: "my dad's got the gun" and "my partner's outside" are no reason to wait.
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
    # Whom they would ask, where somebody is who is well: not "on the floor", not "in the river".
    r"|(?:(?:my|the|our|his|her) )?(?:husband|wife|partner|mum|mam|mother|dad|father|son|daughter|sister|brother"
    r"|carer|nan|gran)(?:'?s| is| has| will)? (?:just )?(?:(?:in|having) (?:the|a|his|her|their) (?:bath|shower|garden"
    r"|kitchen|loo|toilet|other room|car|nap|lie down|tea|dinner)|on the (?:loo|toilet|phone|computer|bus)"
    r"|at (?:work|the shops?)|up ?stairs|down ?stairs|asleep|just coming|fetching it|finding it"
    r"|looking(?: for it)?"
    r"|(?:got|has|have|knows?) (?:it|that|them|the (?:letters?|bills?|cards?|phone|number|post ?code|address"
    r"|reference|ref|details|paperwork|envelope|diary|calendar|answer)))"
    r"|i'?m (?:just )?(?:on the bus|in the car|driving|parking(?: up)?|at work|walking))"
)
