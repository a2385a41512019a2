"""When a team is there: now, on a day or in the week, from council/hours.yml. An article knows no other team's."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from actions.asking import asks
from actions.base import Turn
from actions.named_days import Days, days_named
from actions.narrowing import UNSURE
from council.council import Team
from council.hours import DAYS, LONDON, OpeningHours, Span
from forms.replies import spoken_date, spoken_time
from kb.articles import Article
from kb.lines import words_of

# In the catalogue, of an enquiry about opening hours: those of whichever team is named, and else of nobody.
ANY_TEAM = "any_team"

TO_A_PERSON = "ask_for_human"
NAMED_PERSON = "named_person"  # what the enquiry of whoever asks for somebody by name is known as
HOURS_OF = "hours:"  # in the slot `told`: the hours of this team were told last
HOURS_IN = "#hours"  # there, behind an article's name: its hours were asked for
JUST_NOW = 3  # turns in which another place means its hours
LONGEST_FOLLOW_UP = 7  # words
LONGEST_PLACE = 5  # words, a day among them; in more there is an enquiry
_HOURS = re.compile(r"(?i)\b(open|opens|opening|close|closes|closed|closing|shut|shuts|hours)\b")
_OPENS = re.compile(r"(?i)\bopens?\b.{0,60}\d")
_DAY = re.compile(rf"(?i)\b(today|tonight|tomorrow|{'|'.join(DAYS)})s?\b")
_NOW = re.compile(
    r"(?i)\b(now|still|next|yet|at the moment|currently|are (you|ye|yous|they|the council) (even )?open)\b"
)
_WHAT_ABOUT = re.compile(
    r"(?i)^\W*(?:(?:ok|okay|right|thanks|thank you|oh|um+|yes|yeah|great|lovely|so|and)\W+)*"
    r"(?:(?:what|how) about|what of|and(?: for)?|same (?:for|at)|is it the same (?:for|at)|(?<=and )for)\W+"
    r"(?P<place>(?:the |your |my )?[a-z].*?)(?:\W+(?:please|then|too|as well))*\W*$"
)
# Somewhere one goes, and nothing of what is had or done there: "the library", not "the library card".
_A_PLACE = re.compile(
    r"(?i)\b(?:librar(?:y|ies)|pools?|baths|tip|dump|offices?|registrars?|town hall|civic centre|reception|gyms?"
    r"|cemeter(?:y|ies)|crematorium|museum|(?:(?:leisure|recycling|sports|council|community) )centres?)\b"
    rf"(?:\W+(?:on|at|in|over|this|next|today|tonight|tomorrow|(?:{'|'.join(DAYS)})s?)\b.*|\W*)$"
)
_A_TIME = re.compile(
    r"(?i)\b(?:weekends?|christmas|xmas|boxing day|new year\w*|easter|bank holidays?|holidays)\b"
)
# "Can I open an account" asks for no hours.
_WEEK = re.compile(
    r"(?i)\b(hours|(opening|closing|open) times?|(what|which) (times?|days)|when|how (late|early)|(un)?till? when)\b"
)


def names_hours(words: str) -> bool:
    """Whether some words are about being open or shut."""
    return bool(_HOURS.search(words))


def opens_at_times(article: Article) -> bool:
    """Whether an article is of a place that has hours of its own."""
    return bool(_OPENS.search(article.summary))


def asks_for_hours(turn: Turn) -> bool:
    """Whether the words are about opening hours, of whatever day."""
    about_hours = turn.enquiry is not None and turn.enquiry.hours is not None
    return about_hours and bool(_HOURS.search(turn.heard.words))


def told_of_another_day(turn: Turn) -> bool:
    """ "And on Sunday", after the hours of a team: told of that team. Returns whether it was."""
    told, words = turn.told or "", turn.heard.words
    team = turn.wired.council.teams.get(told.removeprefix(HOURS_OF)) if told.startswith(HOURS_OF) else None
    if team is None or turn.heard.value is not None or len(words.split()) > LONGEST_FOLLOW_UP:
        return False
    if not _say_hours(turn, team):
        return False
    turn.told = told
    return True


def told_of_another_place(turn: Turn) -> bool:
    """ "What about the library", after the hours of the tip: those of the library. Returns whether it was."""
    found = _WHAT_ABOUT.match(turn.heard.words.replace("’", "'"))
    after_a_team = not _after_hours(turn.told) and _asked_for_a_team(turn)
    if not (_after_hours(turn.told) or after_a_team) or found is None or turn.heard.value is not None:
        return False
    team = turn.wired.council.teams.get(turn.wired.directory.service_in(found["place"]))
    if team is None or len(found["place"].split()) > LONGEST_PLACE:
        return False
    if after_a_team:  # "put me through to housing", and they are not there: whether these are
        if not _is_a_place_or_team(found["place"], team):
            return False
        if not _say_hours(turn, team):
            _say_now(turn, team, turn.wired.around(spoken=turn.spoken).at)
        turn.told = f"{HOURS_OF}{team.key}"
        return True
    if not _means_hours(turn, found["place"], team):
        return False
    if (article := _article_with_hours(turn, team)) is not None:
        if turn.enquiry is not None:
            return False  # it is what answers them
        turn.answer_from(article)
        turn.told = f"{article.name}{HOURS_IN}"
        return True
    if not _say_hours(turn, team):
        _say_week(turn, team, turn.wired.around(spoken=turn.spoken).at)
    turn.told = f"{HOURS_OF}{team.key}"
    return True


def _asked_for_a_team(turn: Turn) -> bool:
    """Whether somebody, or a team, was asked for in the turn before."""
    said = [event for event in turn.tracker.events if event.get("event") == "user"][:-1]
    if not said:
        return False
    intent = ((said[-1].get("parse_data") or {}).get("intent") or {}).get("name")
    enquiry = turn.wired.council.catalogue.get(intent)
    by_name = enquiry is not None and NAMED_PERSON in enquiry.keys
    return intent == TO_A_PERSON or by_name or asks(str(said[-1].get("text") or ""))


def _is_a_place_or_team(place: str, team: Team) -> bool:
    """ "The library", "housing", "the bins on Friday"; and no "garden waste", which is what a team sees to."""
    if _A_PLACE.search(place):
        return True
    named = words_of(
        re.sub(r"(?i)\b(?:the|your|my|on|at|team|department|office)\b", " ", _DAY.sub(" ", place))
    )
    return bool(named) and named <= words_of(f"{team.title} {team.spoken} {team.key}")


def _means_hours(turn: Turn, place: str, team: Team | None) -> bool:
    """Whether those of a place are meant. "What about council tax" says no more than that, and where it is an enquiry
    for certain it is that one; nor does anybody go on about hours after a while."""
    if not turn.told_within(JUST_NOW):
        return False
    sure = turn.enquiry is not None and turn.heard.confidence >= UNSURE
    if turn.enquiry and turn.enquiry.hours == ANY_TEAM:
        return True
    if not sure:
        return bool(_HOURS.search(place)) or team is None or _is_a_place_or_team(place, team)
    return any(sign.search(place) for sign in (_A_PLACE, _DAY, _HOURS, _A_TIME))


def _article_with_hours(turn: Turn, team: Team) -> Article | None:
    """What is open to the public at other hours than its team keeps has them in its article: the pool, the tip."""
    enquiry = turn.enquiry or turn.wired.council.catalogue.get(turn.likeliest)
    if enquiry is None or enquiry.team != team.key or enquiry.hours is not None:
        return None
    article = turn.wired.articles.get(enquiry.article)
    return article if article and opens_at_times(article) else None


def remember_hours(turn: Turn) -> None:
    """After an article that was asked for the hours of a place: what is asked next may be those of another."""
    on = _WHAT_ABOUT.match(turn.heard.words) if _after_hours(turn.tracker.get_slot("told")) else None
    asked = _HOURS.search(turn.heard.words) or (on and _means_hours(turn, on["place"], None))
    if asked and turn.told and "#" not in turn.told:
        turn.told += HOURS_IN


def _after_hours(told: str | None) -> bool:
    return bool(told) and (str(told).startswith(HOURS_OF) or str(told).endswith(HOURS_IN))


def hours_told(turn: Turn) -> bool:
    """Say the hours, when the words ask for those of a day, of this moment or of a team. Returns whether they did."""
    enquiry, words = turn.enquiry, turn.heard.words
    if enquiry is None or not asks_for_hours(turn):
        return False
    named, at = _named(turn), turn.wired.around(spoken=turn.spoken).at
    team = named or turn.wired.council.team(enquiry.team)
    if not _say_hours(turn, team):
        if _NOW.search(words):
            _say_now(turn, team, at)
        elif _WEEK.search(words) and (named or enquiry.hours != ANY_TEAM):
            _say_week(turn, team, at)
        else:  # those of nobody in particular are in the article
            return False
    turn.told = f"{HOURS_OF}{team.key}"
    return True


def _say_hours(turn: Turn, team: Team) -> bool:
    """Those of the day or the holidays that the words name. Returns whether they name any."""
    words = turn.heard.words
    today = turn.wired.around(spoken=turn.spoken).at.astimezone(LONDON).date()
    if special := days_named(words, _dates(turn), today, team.hours.calendar):
        _say_days(turn, team, special)
    elif found := _DAY.search(words):
        _say_day(turn, team, _day(found[1].lower(), today))
    else:
        return False
    return True


def _named(turn: Turn) -> Team | None:
    """The team whose hours they want: as the words name it, or as the directory knows its service."""
    teams = turn.wired.council.teams
    found = [str(entity.value) for entity in turn.heard.named("team")]
    key = found[0] if found else turn.wired.directory.service_in(turn.heard.words)
    return teams.get(key)


def _day(said: str, today: date) -> date:
    if said in DAYS:
        return today + timedelta(days=(DAYS.index(said) - today.weekday()) % 7)
    return today + timedelta(days=said == "tomorrow")


def _say_day(turn: Turn, team: Team, day: date) -> None:
    span = team.hours.on(day)
    if span is None:
        turn.say("utter_closed_on_day", note="answered", who=team.title, day=spoken_date(day))
        return
    opens, closes = (datetime.combine(day, time, LONDON) for time in (span.opens, span.closes))
    turn.say(
        "utter_open_on_day",
        note="answered",
        who=team.title,
        day=spoken_date(day),
        opens=spoken_time(opens),
        closes=spoken_time(closes),
    )


def _dates(turn: Turn) -> list[date]:
    """Those the words give as a date; weekdays are read here."""
    named = [entity for entity in turn.heard.named("date") if re.search(r"\d", entity.text)]
    both = [str(day) for entity in named for day in (entity.value, entity.alternative) if day]
    return sorted(date.fromisoformat(day) for day in both)


def _say_days(turn: Turn, team: Team, named: Days) -> None:
    """Each of a few days; of a longer time those on which they are shut though it is a day of theirs, or keep other
    hours."""
    if named.all_of_them and len(named.days) == 1:
        _say_day(turn, team, named.days[0])
        return
    hours = team.hours
    shut = [day for day in named.days if day.weekday() in hours.week and hours.on(day) is None]
    other = [day for day in named.days if hours.on(day) not in (None, hours.week.get(day.weekday()))]
    if shut:
        days = [spoken_date(day) for day in shut]
        told = f"{', '.join(days[:-1])} and {days[-1]}" if len(days) > 1 else days[0]
        turn.say("utter_closed_on_days", note="answered", who=team.title, days=told)
    elif not other:
        turn.say("utter_open_as_usual", note="answered", who=team.title)
    for day in other:
        _say_day(turn, team, day)


def _say_now(turn: Turn, team: Team, at: datetime) -> None:
    closing = team.hours.closing(at)
    if closing and team.hours.is_open(at):
        turn.say("utter_open_now", note="answered", who=team.title, closes=spoken_time(closing))
        return
    opening = team.hours.next_opening(at)
    day, time = spoken_date(opening.date()), spoken_time(opening)
    turn.say("utter_closed_now", note="answered", who=team.title, day=day, opens=time)


def _say_week(turn: Turn, team: Team, at: datetime) -> None:
    """The usual week, and how long they are there today: which may be a day that differs."""
    turn.say("utter_open_week", note="answered", who=team.title, week=_week(team.hours, at.date()))
    closing = team.hours.closing(at)
    if closing and team.hours.is_open(at):
        turn.say("utter_open_today", closes=spoken_time(closing))


def _week(hours: OpeningHours, day: date) -> str:
    """Monday to Wednesday 8.45am to 5.15pm, Thursday 9.45am to 5.15pm: days that are alike are said together."""
    runs: list[tuple[Span, list[int]]] = []
    for weekday, span in sorted(hours.week.items()):
        if runs and runs[-1][0] == span and runs[-1][1][-1] == weekday - 1:
            runs[-1][1].append(weekday)
        else:
            runs.append((span, [weekday]))
    return ", ".join(f"{_days(days)} {_times(span, day)}" for span, days in runs)


def _days(days: list[int]) -> str:
    first, last = (DAYS[weekday].capitalize() for weekday in (days[0], days[-1]))
    joiner = {1: "", 2: f" and {last}"}.get(len(days), f" to {last}")
    return f"{first}{joiner}"


def _times(span: Span, day: date) -> str:
    opens, closes = (spoken_time(datetime.combine(day, time, LONDON)) for time in (span.opens, span.closes))
    return f"{opens} to {closes}"
