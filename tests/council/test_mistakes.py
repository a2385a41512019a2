"""What an editor hears after a slip: the file, the line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from council.council import Council
from council.danger import DangerWords
from council.words import Words
from council.yaml_files import CouncilDataError, Mistake, read_mapping
from server.settings import ROOT
from tests.council.conftest import Copy

WASTE, STREETS = "services/waste.yml", "services/streets.yml"
FILES = [f"{name}.yml" for name in ("identity", "hours", "teams", "promises", "alerts", "collections")]


def test_the_councils_own_files_have_no_mistakes(council: Council) -> None:
    assert len(list(council.catalogue)) >= 15


# Services.


@pytest.mark.parametrize(
    ("old", "new", "problem", "remedy"),
    [
        (
            "article: waste/missed-bins",
            "article: waste/mised-bins",
            "there is no article kb/articles/waste/mised-bins.md",
            "Did you mean 'waste/missed-bins'?",
        ),
        (
            "fields: [address, bin_type",
            "fields: [adress, bin_type",
            "there is no field called 'adress'",
            "Did you mean 'address'?",
        ),
        ("demand: failure", "demand: falure", "'falure' is not a demand", "Did you mean 'failure'?"),
        ("title: Bins and", "titel: Bins and", "has no setting called 'titel'", "Did you mean 'title'?"),
        ("    hints: [bin day", "    hint: [bin day", "no setting called 'hint'", "Did you mean 'hints'?"),
        (
            "promise: missed_bin",
            "promise: mised_bin",
            "'mised_bin' is not a promise",
            "Did you mean 'missed_bin'?",
        ),
        (
            "promise: missed_bin",
            "promise: phone_answer",
            "is not a number of working days",
            "see promises.yml",
        ),
        ("check: missed_bin", "check: mist_bin", "'mist_bin' is not a check", "Did you mean 'missed_bin'?"),
        (
            "same_when: [bin_type",
            "same_when: [bin_tipe",
            "'bin_tipe' is not one of same_when",
            "Did you mean 'bin_type'?",
        ),
        (
            "same_when: [bin_type, collection_date]",
            "needs: [registration]",
            "'registration' is not one of needs",
            "Did you mean 'vehicle_registration'?",
        ),
        (
            "own_words: [description]",
            "own_words: [descripton]",
            "'descripton' is not one of own_words",
            "Did you mean 'description'?",
        ),
        (
            "      same_when: [bin_type, collection_date]",
            "      about_a_case: maybe",
            "'about_a_case' must be true or false",
            "Write `about_a_case: true`, or take the line out",
        ),
        (
            "      same_when: [bin_type, collection_date]",
            "      needs: [date]",
            "needs what is told, and asks for no 'description'",
            "Add description to its fields",
        ),
        ("known_as: [new_bin]", "known_as: [newbin]", "not one of known_as", "Did you mean 'new_bin'?"),
        ("    known_as: [new_bin]", "    hours: its_taem", "'its_taem' is not a hours", "'its_team'"),
        ("does: bin_days", "does: bin_day", "'bin_day' is not a does", "Did you mean 'bin_days'?"),
        ("team: waste", "team: wast", "'wast' is not a team", "Did you mean 'waste'?"),
        (
            "    demand: failure",
            "    team: streats\n    demand: failure",
            "'streats' is not a team",
            "Did you mean 'streets'?",
        ),
        (
            "hints: [bin day, bin collection day, bank holiday collections]",
            "hints: bin day",
            "'hints' must be a list of words",
            "Write `hints: [first, second]`",
        ),
        ("service: waste", "service: bins", "but its file 'waste.yml'", "Write `service: waste`"),
    ],
)
def test_a_slip_in_a_service_is_named(copy: Copy, old: str, new: str, problem: str, remedy: str) -> None:
    copy.change(WASTE, old, new)
    mistake = copy.mistakes_of_services()[0]
    changed = new.splitlines()[0]
    assert (mistake.path, mistake.line) == (copy.folder / WASTE, copy.line_of(WASTE, changed)), mistake
    assert problem in mistake.problem
    assert remedy in mistake.remedy


def test_a_related_enquiry_that_no_service_has_is_named_where_it_is_wanted(copy: Copy) -> None:
    copy.change(WASTE, "related: [query_bin_collection_day]", "related: [query_bin_day]")
    (mistake,) = copy.mistakes_of_services()
    assert mistake.line == copy.line_of(WASTE, "  report_missed_bin:")
    assert mistake.problem == "report_missed_bin is related to 'query_bin_day', which no service has"
    assert mistake.remedy == "Did you mean 'query_bin_collection_day'?"


def test_two_enquiries_known_as_the_same_are_named(copy: Copy) -> None:
    copy.change(STREETS, "    hints:", "    known_as: [new_bin]\n    hints:")
    (mistake,) = copy.mistakes_of_services()
    assert mistake.problem == "request_bin_service is known as 'new_bin', and so is report_fly_tipping"
    assert mistake.remedy == "Take it out of one of the two"
    assert mistake.line == copy.line_of(WASTE, "  request_bin_service:")


def test_an_enquiry_that_ends_in_two_ways_is_named(copy: Copy) -> None:
    copy.change(WASTE, "      does: bin_days", "      does: bin_days\n    action: hand_off")
    (mistake,) = copy.mistakes_of_services()
    assert mistake.problem == "'query_bin_collection_day' ends in more than one way"
    assert mistake.remedy == "Keep one of: case, task, action"


def test_an_enquiry_in_two_services_is_named_with_both_places(copy: Copy) -> None:
    copy.change(STREETS, "  report_pothole:", "  report_missed_bin:")
    (mistake,) = [m for m in copy.mistakes_of_services() if "is already in" in m.problem]
    first = copy.line_of(STREETS, "report_missed_bin:")
    assert (mistake.path.name, mistake.line) == ("waste.yml", copy.line_of(WASTE, "  report_missed_bin:"))
    assert mistake.problem == f"'report_missed_bin' is already in streets.yml on line {first}"
    assert "An enquiry belongs to one service" in mistake.remedy


def test_an_enquiry_twice_in_one_service_is_named_at_the_second(copy: Copy) -> None:
    copy.change(STREETS, "  report_pothole:", "  report_fly_tipping:")
    mistake = copy.mistakes_of_services()[0]
    assert mistake.path.name == "streets.yml"
    assert "report_fly_tipping" in mistake.problem
    assert "report_fly_tipping" in (copy.folder / STREETS).read_text().splitlines()[mistake.line - 1]
    assert mistake.line > copy.line_of(STREETS, "report_fly_tipping")


def test_an_enquiry_that_leads_nowhere_is_named(copy: Copy) -> None:
    copy.add(WASTE, "  query_bin_size:\n    title: Bin sizes\n    spoken: bin sizes\n    demand: value\n")
    (mistake,) = copy.mistakes_of_services()
    assert mistake.line == copy.line_of(WASTE, "title: Bin sizes")
    assert mistake.problem == "'query_bin_size' leads nowhere"
    assert mistake.remedy == "Give it an article, a case, a task or an action"


def test_a_case_that_asks_for_nothing_is_named(copy: Copy) -> None:
    copy.change(WASTE, "      fields: [address, bin_type, collection_date]\n", "")
    (mistake,) = copy.mistakes_of_services()
    assert mistake.line == copy.line_of(WASTE, "promise: missed_bin")
    assert mistake.problem == "the case of 'report_missed_bin' asks for nothing"


def test_an_enquiry_without_a_title_is_named(copy: Copy) -> None:
    copy.change(WASTE, "    title: Report a missed bin\n", "")
    (mistake,) = copy.mistakes_of_services()
    assert mistake.problem == "the enquiry 'report_missed_bin' has no 'title'"
    assert mistake.remedy == "Add a line `title: ...`"


def test_a_council_without_services_is_told_so(copy: Copy) -> None:
    for path in (copy.folder / "services").glob("*.yml"):
        path.unlink()
    assert copy.mistakes_of_services()[0].problem == "there are no services here"


# Hours, teams, promises, collections, identity.


@pytest.mark.parametrize(
    ("name", "old", "new", "problem", "remedy"),
    [
        ("hours.yml", '"08:30-17:30"', '"8:30-17:30"', "'8:30-17:30' is not opening hours", '"08:45-17:15"'),
        ("hours.yml", '"08:30-17:30"', '"17:30-08:30"', "is not opening hours", '"08:45-17:15"'),
        ("hours.yml", '"08:30-17:30"', '"08:30"', "is not opening hours", '"08:45-17:15"'),
        ("hours.yml", '"08:30-17:30"', "shut", "'shut' is not opening hours", '"08:45-17:15"'),
        (
            "hours.yml",
            "    saturday:",
            "    satday:",
            "no setting called 'satday'",
            "Did you mean 'saturday'?",
        ),
        (
            "hours.yml",
            "\nnation: england-and-wales",
            "\nnation: scotland",
            "the nation differs from identity.yml",
            "Write `nation: england-and-wales`",
        ),
        ("hours.yml", "\nexceptions: []", "\nexeptions: []", "no setting called 'exeptions'", "'exceptions'"),
        ("teams.yml", '"+441632960002"', "+441632960002", "is not a phone number", "in quotation marks"),
        ("teams.yml", '"+441632960002"', '"01632 960002"', "is not a phone number", '"+441632960001"'),
        ("teams.yml", "hours: libraries", "hours: library", "'library' is not a hours", "'libraries'"),
        (
            "teams.yml",
            "deputy_team: contact_centre",
            "deputy_team: contact_center",
            "'contact_center' is not a deputy_team",
            "Did you mean 'contact_centre'?",
        ),
        (
            "promises.yml",
            "after: complaint_acknowledge\n",
            "after: complaint_acknowledged\n",
            "'complaint_acknowledged' is not a after",
            "Did you mean 'complaint_acknowledge'?",
        ),
        (
            "promises.yml",
            "after: complaint_acknowledge\n",
            "after: complaint_answer\n",
            "the promise 'complaint_answer' comes after itself",
            "Name a promise that comes first",
        ),
        (
            "collections.yml",
            "week_a_starts: 2026-01-05",
            "week_a_starts: 2026-01-06",
            "is not a Monday",
            "Write a Monday such as 2026-01-05",
        ),
        (
            "collections.yml",
            "every: fortnight",
            "every: fornight",
            "'fornight' is not a every",
            "'fortnight'",
        ),
        (
            "collections.yml",
            "    week: same",
            "    weak: same",
            "no setting called 'weak'",
            "Did you mean 'week'?",
        ),
        ("collections.yml", '"17:00"', '"5pm"', "'5pm' is not a time", '"17:00"'),
        ("identity.yml", "\ngreeting: >-", "\ngreting: >-", "no setting called 'greting'", "'greeting'"),
        (
            "identity.yml",
            "\nnation: england-and-wales",
            "\nnation: england",
            "'england' is not a nation",
            "scotland",
        ),
    ],
)
def test_a_slip_in_another_file_is_named(
    copy: Copy, name: str, old: str, new: str, problem: str, remedy: str
) -> None:
    copy.change(name, old, new)
    mistakes = copy.mistakes()
    assert {mistake.path.name for mistake in mistakes} == {name}, mistakes
    assert mistakes[0].line == copy.line_of(name, new.strip()), mistakes[0]
    assert problem in mistakes[0].problem
    assert remedy in mistakes[0].remedy


@pytest.mark.parametrize("time", ["", "    working_days: 3\n    seconds: 5\n", "    working_days: three\n"])
def test_a_promise_without_one_plain_time_is_named(copy: Copy, time: str) -> None:
    copy.change(
        "promises.yml", "    working_days: 5\n    says: We will inspect", f"{time}    says: We will inspect"
    )
    mistakes = [mistake for mistake in copy.mistakes() if mistake.path.name == "promises.yml"]
    assert [mistake.problem for mistake in mistakes] == ["the promise 'pothole' needs one time"]
    assert mistakes[0].line == copy.line_of("promises.yml", "title: Pothole inspected")
    assert "Give a number to one of ('working_days', 'working_hours'" in mistakes[0].remedy


def test_a_council_needs_a_contact_centre(copy: Copy) -> None:
    copy.change("teams.yml", "  contact_centre:\n", "  call_centre:\n")
    assert any("there is no team contact_centre" in mistake.problem for mistake in copy.mistakes())


# Alerts and special days.

ALERTS = """alerts:
  - id: sound
    text: Snow has stopped collections.
    spoken: Snow has stopped collections.
    starts: "2026-01-12T06:00:00+00:00"
    ends: "2026-01-13T18:00:00+00:00"
    areas: []
    services: [waste]
"""
SPECIAL_DAY = """exceptions:
  - date: 2026-12-24
    key: libraries
    closed: true
    reason: Christmas Eve
"""


def test_an_alert_and_a_special_day_without_a_slip_are_read(copy: Copy) -> None:
    copy.change("alerts.yml", "alerts: []", ALERTS)
    copy.change("hours.yml", "\nexceptions: []", f"\n{SPECIAL_DAY}")
    council = copy.load()
    assert [alert.id for alert in council.alerts] == ["sound"]
    (closed,) = council.teams["libraries"].hours.exceptions.values()
    assert (closed.span, closed.reason) == (None, "Christmas Eve")


@pytest.mark.parametrize(
    ("slips", "name", "sound", "empty"),
    [
        (
            [
                (
                    'starts: "2026-01-12T06:00:00+00:00"',
                    'starts: "2026-01-12T06:00:00"',
                    "is not a time with its zone",
                ),
                (
                    'starts: "2026-01-12T06:00:00+00:00"',
                    "starts: 2026-01-12T06:00:00",
                    "is not a time with its zone",
                ),
                ('starts: "2026-01-12T06:00:00+00:00"', 'starts: "Monday"', "'Monday' is not a time"),
                ('    ends: "2026-01-13T18:00:00+00:00"\n', "", "has no 'ends'"),
                ("2026-01-13T18", "2026-01-11T18", "the alert ends before it starts"),
                ("    text: Snow", "    texte: Snow", "no setting called 'texte'"),
                ("[waste]", "[wast]", "'wast' is not a service"),
            ],
            "alerts.yml",
            ALERTS,
            "alerts: []",
        ),
        (
            [
                ("date: 2026-12-24", "date: Christmas", "an exception needs a date"),
                ("key: libraries", "key: librarys", "'librarys' is not a key we know"),
                ("closed: true", 'hours: "10-4"', "'10-4' is not opening hours"),
                ("    reason: Christmas Eve\n", "", "has no 'reason'"),
                ("    closed: true\n", "", "has no 'hours'"),
                ("closed: true", "shut: true", "no setting called 'shut'"),
            ],
            "hours.yml",
            SPECIAL_DAY,
            "exceptions: []",
        ),
    ],
    ids=["alerts", "special days"],
)
def test_each_slip_in_a_list_is_named_in_its_own_entry(
    copy: Copy, slips: list[tuple[str, str, str]], name: str, sound: str, empty: str
) -> None:
    head, entry = sound.split("\n", 1)
    copy.change(name, f"\n{empty}", f"\n{head}\n" + "".join(entry.replace(old, new) for old, new, _ in slips))
    first = copy.line_of(name, entry.splitlines()[0][:8])
    named = _by_entry(copy.mistakes(), first, [entry.replace(old, new).count("\n") for old, new, _ in slips])
    for place, (_, new, problem) in enumerate(slips):
        assert problem in named[place], f"{new}: {named[place]}"


def _by_entry(mistakes: list[Mistake], first: int, lengths: list[int]) -> list[str]:
    """What was said of each entry of a list that begins on a line."""
    named = []
    for length in lengths:
        named.append("; ".join(m.problem for m in mistakes if first <= m.line < first + length))
        first += length
    return named


@pytest.mark.parametrize("value", ["none", "{a: b}"])
def test_a_list_that_is_no_list_is_named(copy: Copy, value: str) -> None:
    copy.change("hours.yml", "\nexceptions: []", f"\nexceptions: {value}")
    copy.change("alerts.yml", "\nalerts: []", f"\nalerts: {value}")
    mistakes = copy.mistakes()
    assert [(m.path.name, m.line, m.problem) for m in mistakes] == [
        ("hours.yml", copy.line_of("hours.yml", f"exceptions: {value}"), "'exceptions' must be a list"),
        ("alerts.yml", copy.line_of("alerts.yml", f"alerts: {value}"), "'alerts' must be a list"),
    ]


# Files that cannot be read at all.


@pytest.mark.parametrize(
    ("bytes_", "line", "problem"),
    [
        (b"title: Caf\xe9\n", 1, "byte 10 is not UTF-8"),
        (b"", 1, "the file must hold `name: value` lines"),
        (b"- a\n- b\n", 1, "the file must hold `name: value` lines"),
        (b"just words\n", 1, "the file must hold `name: value` lines"),
        (b"a: 1\nb: [1, 2\nc: 3\n", 3, "this is not YAML"),
        (b"a: 1\n\tb: 2\n", 2, "this is not YAML"),
        (b"a: 1\nb: 'one\nc: 2\n", 2, "this is not YAML"),
        (b"a: 1\na: 2\n", 2, "found duplicate key"),
        (b"a: \x07\n", 1, "this is not YAML"),
        (b"a: 2026-02-30\n", 1, "day is out of range for month"),
        (b"a: 1\n---\nb: 2\n", 2, "this is not YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_line(
    tmp_path: Path, bytes_: bytes, line: int, problem: str
) -> None:
    path = tmp_path / "teams.yml"
    path.write_bytes(bytes_)
    with pytest.raises(CouncilDataError) as wrong:
        read_mapping(path)
    (mistake,) = wrong.value.mistakes
    assert (mistake.path, mistake.line) == (path, line)
    assert problem in mistake.problem
    assert mistake.remedy


def test_every_file_that_cannot_be_read_is_named_once(copy: Copy) -> None:
    for name in (*FILES, WASTE):
        (copy.folder / name).write_bytes(b"title: Caf\xe9\n")
    assert sorted(m.path.name for m in copy.mistakes() if "not UTF-8" in m.problem) == sorted(
        [*FILES, "waste.yml"]
    )


def test_every_missing_file_is_named_once(copy: Copy) -> None:
    for name in FILES:
        (copy.folder / name).unlink()
    missing = [mistake for mistake in copy.mistakes() if mistake.problem == "the file is missing"]
    assert sorted(mistake.path.name for mistake in missing) == sorted(FILES)


def test_an_empty_list_of_anything_is_a_mistake_and_not_a_crash(copy: Copy) -> None:
    for name, key in (("teams.yml", "teams"), ("hours.yml", "hours"), ("promises.yml", "promises")):
        (copy.folder / name).write_text(f"{key}:\n")
    mistakes = {mistake.path.name for mistake in copy.mistakes()}
    assert {"teams.yml", "hours.yml", "promises.yml"} <= mistakes


def test_the_mistakes_of_every_file_are_listed_at_once(copy: Copy) -> None:
    copy.change("hours.yml", '"08:30-17:30"', '"8:30-17:30"')
    copy.change("teams.yml", '"+441632960002"', "+441632960002")
    copy.change(WASTE, "promise: missed_bin", "promise: mised_bin")
    copy.change(STREETS, "promise: pothole", "promise: pothol")
    assert [m.path.name for m in copy.mistakes()] == ["streets.yml", "waste.yml", "hours.yml", "teams.yml"]


def test_a_mistake_is_told_in_one_line_with_file_line_problem_and_remedy(copy: Copy) -> None:
    copy.change(WASTE, "promise: missed_bin", "promise: mised_bin")
    (mistake,) = copy.mistakes_of_services()
    line = copy.line_of(WASTE, "promise: mised_bin")
    told = f"{copy.folder / WASTE}:{line}: 'mised_bin' is not a promise we know. Did you mean 'missed_bin'?"
    assert str(mistake) == told


# Danger words and the service's own sentences.


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("emergency:\n", "emergancy:\n", "no setting called 'emergancy'"),
        ("emergency:\n", "emergency: gas\nother:\n", "must be a list of words"),
        ("  - smell gas\n", "  - 999\n", "must be a list of words"),
        ("  - smell gas\n", "  - Smell gas!\n", "'Smell gas!' can never be heard"),
        ("  - smell gas\n", "  - can't breathe\n", "can never be heard"),
    ],
)
def test_a_slip_in_the_danger_words_stops_the_start(copy: Copy, old: str, new: str, problem: str) -> None:
    copy.change("danger.yml", old, new)
    with pytest.raises(CouncilDataError, match=r"danger.yml:\d+: ") as wrong:
        DangerWords.load(copy.folder / "danger.yml")
    assert problem in str(wrong.value)


def test_without_danger_words_nothing_starts(tmp_path: Path) -> None:
    (tmp_path / "danger.yml").write_text("emergency: []\n")
    with pytest.raises(CouncilDataError, match="there are no danger words"):
        DangerWords.load(tmp_path / "danger.yml")


def test_a_sentence_without_words_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("farewell:\n  spoken: Bye\n")
    with pytest.raises(CouncilDataError, match=r"words.yml:2: the words 'farewell' has no 'text'"):
        Words.load(tmp_path / "words.yml")


def test_the_services_own_sentences_load() -> None:
    assert "emergency" in Words.load(ROOT / "council" / "words.yml")


PEOPLE = """people:
  - {name: Ann Archer, role: Manager, team: waste, extension: "4001", DEPUTY}
  - {name: Bob Baker, role: Officer, team: waste, extension: "4002"}
  - {name: Cat Carter, role: Officer, team: streets, extension: "4003", ex_directory: true}
"""


@pytest.mark.parametrize(
    ("deputy", "problem", "remedy"),
    [
        ("deputy: Bob Bakker", "'Bob Bakker' is not one of the people", "Did you mean 'Bob Baker'?"),
        ("deputy: Ann Archer", "Ann Archer is their own deputy", "Name somebody else"),
        ("deputy: Cat Carter", "Cat Carter is ex-directory", "Name somebody who may be asked for"),
        ("deputy: [Bob Baker]", "'deputy' must be words", "Write `deputy: some words`"),
        ("deputy: ''", "'deputy' must be words", "Write `deputy: some words`"),
        ("deputi: Bob Baker", "has no setting called 'deputi'", "Did you mean 'deputy'?"),
        ("phone: 01632 960101", "is not a phone number", "in quotation marks"),
        ("phone: +441632960101", "is not a phone number", "in quotation marks"),
    ],
)
def test_a_slip_in_whoever_stands_in_is_named_with_its_line(
    copy: Copy, deputy: str, problem: str, remedy: str
) -> None:
    copy.add("teams.yml", PEOPLE.replace("DEPUTY", deputy))
    (mistake,) = copy.mistakes()
    assert mistake.line == copy.line_of("teams.yml", "Ann Archer")
    assert problem in mistake.problem
    assert remedy in mistake.remedy


def test_a_deputy_may_be_listed_further_down_and_people_may_have_telephones(copy: Copy) -> None:
    copy.add("teams.yml", PEOPLE.replace("DEPUTY", 'deputy: Bob Baker, phone: "+441632960101"'))
    ann = copy.load().person("Ann Archer")
    assert ann is not None
    assert (ann.deputy, ann.phone) == ("Bob Baker", "+441632960101")
