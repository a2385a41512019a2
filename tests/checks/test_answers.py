"""Articles and replies: what an editor hears of a text that is hard, official, stale or not sayable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checks.answers import check_answers
from checks.files import read_files
from checks.findings import Finding, Kind
from checks.replies import check_replies
from council.jargon import Jargon
from kb.articles import Articles
from server.settings import ROOT
from tests.checks.conftest import TODAY, EditorsCopy, shown

ARTICLE = """---
title: Missed bins
summary: Tell us within 2 days. We come back for it.
spoken: Tell us within 2 days.
source: Policy
owner: waste
review_by: 2027-05-31
asides:
  cost: It is free.
---
## When to tell us

Tell us soon. Leave
the bin out.

- your address
- which bin

| Bin | Day |
|---|---|
| Green | Monday |
"""
HARD = (
    "Residents experiencing difficulties concerning collection arrangements should communicate immediately "
    "with our environmental administration department, and give comprehensive information about their situation."
)
LONG = "We " + "and we " * 12 + "come."


def checked(folder: Path, jargon: Jargon, old: str = "", new: str = "", today: date = TODAY) -> list[Finding]:
    assert old in ARTICLE
    (folder / "waste").mkdir()
    (folder / "waste" / "missed.md").write_text(ARTICLE.replace(old, new, 1))
    return list(check_answers(Articles.load(folder), folder, jargon, today))


def test_a_plain_article_is_left_alone(tmp_path: Path, jargon: Jargon) -> None:
    assert checked(tmp_path, jargon) == []


@pytest.mark.parametrize(
    ("old", "line", "part"),
    [
        ("Tell us within 2 days. We come back for it.", 3, "summary"),
        ("spoken: Tell us within 2 days.", 4, "spoken"),
        ("Tell us soon.", 13, "body"),
    ],
)
def test_a_part_above_grade_seven_is_a_mistake_on_its_line(
    tmp_path: Path, jargon: Jargon, old: str, line: int, part: str
) -> None:
    new = f"spoken: {HARD}" if part == "spoken" else HARD
    hard = [f.what for f in checked(tmp_path, jargon, old, new) if f.kind is Kind.TOO_HARD]
    assert [(one.line, one.problem.split(" has ")[0]) for one in hard] == [(line, f"the {part}")]
    assert Kind.TOO_HARD.mistake


def test_an_article_harder_than_age_ten_as_a_whole_is_a_note(tmp_path: Path, jargon: Jargon) -> None:
    findings = checked(tmp_path, jargon, "Tell us soon.", HARD)
    assert len(shown(findings, Kind.HARDISH)) == 1
    assert not Kind.HARDISH.mistake


@pytest.mark.parametrize(
    ("old", "new", "line", "kind"),
    [
        ("title: Missed bins", "title: Statutory bins", 2, Kind.JARGON),
        ("summary: Tell us", "summary: Notify us", 3, Kind.JARGON),
        ("spoken: Tell us", "spoken: Notify us", 4, Kind.JARGON),
        ("cost: It is free.", "cost: You are exempt.", 9, Kind.JARGON),
        ("When to tell us", "When to notify us", 11, Kind.JARGON_BELOW),
        ("Tell us soon.", "Notify us soon.", 13, Kind.JARGON_BELOW),
        ("- which bin", "- which dwelling", 17, Kind.JARGON_BELOW),
        ("| Green |", "| Premises |", 21, Kind.JARGON_BELOW),
    ],
)
def test_jargon_told_first_is_a_mistake_and_further_down_a_note(
    tmp_path: Path, jargon: Jargon, old: str, new: str, line: int, kind: Kind
) -> None:
    findings = checked(tmp_path, jargon, old, new)
    assert [(finding.kind, finding.what.line) for finding in findings] == [(kind, line)]
    assert findings[0].what.remedy.startswith("Say instead: ")


@pytest.mark.parametrize(("old", "line"), [("It is free.", 9), ("the bin out.", 13), ("your address", 16)])
def test_a_long_sentence_is_a_note_on_the_line_its_paragraph_begins(
    tmp_path: Path, jargon: Jargon, old: str, line: int
) -> None:
    long = [f.what for f in checked(tmp_path, jargon, old, LONG) if f.kind is Kind.LONG_SENTENCE]
    assert [one.line for one in long] == [line]
    assert "words" in long[0].problem


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 6, 1), "its review was due on 2027-05-31"),
        (date(2027, 5, 31), "its review is due on 2027-05-31"),
        (date(2027, 5, 2), "its review is due on 2027-05-31"),
        (date(2027, 5, 1), None),
    ],
)
def test_an_article_is_noted_a_month_before_its_review_and_from_then_on(
    tmp_path: Path, jargon: Jargon, today: date, said: str | None
) -> None:
    assert shown(checked(tmp_path, jargon, today=today), Kind.REVIEW) == ([said] if said else [])


@pytest.mark.parametrize(
    "body", ["---\nTell us.", "Tell us.\n\n---\n\nSoon.", "1. Tell us\n   soon\n2. Wait"]
)
def test_rules_and_numbered_lists_are_read_as_they_are_shown(
    tmp_path: Path, jargon: Jargon, body: str
) -> None:
    assert checked(tmp_path, jargon, "Tell us soon. Leave\nthe bin out.", body) == []


def test_a_spoken_text_a_voice_cannot_say_is_a_mistake(tmp_path: Path, jargon: Jargon) -> None:
    findings = checked(tmp_path, jargon, "spoken: Tell us", "spoken: See www.marlbury.example and tell us")
    assert shown(findings, Kind.NOT_SAYABLE) == ["'www.marlbury.example' cannot be said aloud"]


# Replies, and what else residents are told.


def told(copy: EditorsCopy, jargon: Jargon, replies: str = "") -> list[Finding]:
    if replies:
        (copy.places.replies / "waste.yml").write_text(f"responses:\n{replies}")
    files = read_files(copy.places)
    assert [str(finding) for finding in files.findings] == []
    findings = check_replies(copy.places, files.domain, files.council, jargon)
    return [finding for finding in findings if "opens a form" not in finding.what.problem]


def test_what_the_council_tells_residents_is_plain(copy: EditorsCopy, jargon: Jargon) -> None:
    assert told(copy, jargon) == []


@pytest.mark.parametrize(
    ("reply", "line", "kind"),
    [
        ("  utter_late:\n    - text: You are liable.\n", 3, Kind.JARGON),
        (f"  utter_late:\n    - text: {HARD}\n", 3, Kind.TOO_HARD),
        (f"  utter_late:\n    - text: {LONG}\n", 3, Kind.LONG_SENTENCE),
        ("  utter_late:\n    - text: It costs £30.\n", 3, Kind.NOT_SAYABLE),
        (
            "  utter_late:\n    - text: It costs.\n    - text: See (it).\n      channel: voice\n",
            4,
            Kind.NOT_SAYABLE,
        ),
        ("  utter_late:\n    - txt: It costs.\n", 3, Kind.FILE),
        ("  utter_late: It costs.\n", 2, Kind.FILE),
    ],
)
def test_a_reply_is_held_to_the_same_rules(
    copy: EditorsCopy, jargon: Jargon, reply: str, line: int, kind: Kind
) -> None:
    findings = told(copy, jargon, reply)
    assert [(f.kind, f.what.line) for f in findings if f.what.path.name == "waste.yml"] == [(kind, line)]


def test_a_reply_with_a_spoken_version_may_show_what_cannot_be_said(
    copy: EditorsCopy, jargon: Jargon
) -> None:
    reply = "  utter_late:\n    - text: It costs £30, {name}.\n    - text: It is 30 pounds.\n      channel: voice\n"
    assert told(copy, jargon, reply) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said", "kind"),
    [
        ("words.yml", "Connecting you now.", "Commencing now.", "'commencing' in connecting", Kind.JARGON),
        (
            "words.yml",
            "Connecting you now.",
            "Wait (1).",
            "'(' and ')' in connecting cannot be said",
            Kind.NOT_SAYABLE,
        ),
        (
            "services/waste.yml",
            "title: Use the tip",
            "title: Utilise the tip",
            "'utilise' in the title",
            Kind.JARGON,
        ),
        (
            "services/waste.yml",
            "spoken: using the tip",
            "spoken: the tip & co",
            "'&' in the spoken",
            Kind.NOT_SAYABLE,
        ),
        (
            "promises.yml",
            "We will come back for your bin",
            "We shall notify you",
            "'notify' in the promise missed_bin",
            Kind.JARGON,
        ),
        (
            "alerts.yml",
            "alerts: []",
            "alerts:\n  - id: snow\n    text: Collections have ceased.\n    spoken: No bins today.\n"
            '    starts: "2026-01-12T06:00:00+00:00"\n    ends: "2026-01-13T18:00:00+00:00"\n'
            "    areas: []\n    services: []",
            "'ceased' in the alert's text",
            Kind.JARGON,
        ),
    ],
)
def test_so_are_the_other_words_residents_meet(
    copy: EditorsCopy, jargon: Jargon, name: str, old: str, new: str, said: str, kind: Kind
) -> None:
    copy.change(
        name, f"\n{old}" if name == "alerts.yml" else old, f"\n{new}" if name == "alerts.yml" else new
    )
    findings = [f for f in told(copy, jargon) if said in f.what.problem]
    assert [finding.kind for finding in findings] == [kind] * len(findings)
    assert findings
    rows = (copy.folder / name).read_text().splitlines()
    assert rows[findings[0].what.line - 1].strip()


def test_an_enquiry_that_opens_a_form_needs_words_to_begin_it(copy: EditorsCopy, jargon: Jargon) -> None:
    files = read_files(copy.places)
    findings = check_replies(copy.places, files.domain, files.council, jargon)
    assert any("report_missed_bin opens a form, and nobody wrote how it begins" in str(f) for f in findings)


def test_a_question_in_words_of_its_own_needs_them(copy: EditorsCopy, jargon: Jargon) -> None:
    copy.change("services/waste.yml", "      check: missed_bin", "      own_words: [description]")
    files = read_files(copy.places)
    findings = [str(f) for f in check_replies(copy.places, files.domain, files.council, jargon)]
    assert any("Add utter_ask_description_report_missed_bin to its responses" in found for found in findings)


def test_the_projects_own_articles_and_replies_have_no_mistakes(jargon: Jargon) -> None:
    folder = ROOT / "kb" / "articles"
    findings = check_answers(Articles.load(folder), folder, jargon, TODAY)
    assert [str(finding) for finding in findings if finding.kind.mistake] == []


@pytest.mark.parametrize(
    ("link", "mistakes"),
    [
        ("/articles/nope", 1),
        ("/chat/articles/waste/nope", 1),
        ("/chat/articles/waste/missed", 0),
        ("https://www.gov.uk/find-local-council", 0),
    ],
)
def test_a_link_that_leads_nowhere_is_a_mistake_on_its_line(
    tmp_path: Path, jargon: Jargon, link: str, mistakes: int
) -> None:
    found = checked(tmp_path, jargon, "Leave\nthe bin out.", f"Leave\n[the bin]({link}) out.")
    assert [(one.kind, one.what.line) for one in found] == [(Kind.BROKEN_LINK, 14)] * mistakes
