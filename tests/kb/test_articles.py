"""The council's answers: in date, fit to be said, and true to what the council has set."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from council.council import Council, load_council
from council.hours import DAYS, LONDON, Span
from council.yaml_files import CouncilDataError, Mistake
from kb.articles import Article, Articles
from server.settings import ROOT

FOLDER = ROOT / "kb" / "articles"
NAMES = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.md"))
UNSPEAKABLE = re.compile(r"https?:|www\.|@|[()\[\]{}<>£$€%&/\\*_#|=+~^•→]|\b\w+\.(?:uk|com|org|example)\b")
SENTENCE_END = re.compile(r"[.?!](?:\s|$)")


@pytest.fixture(scope="module")
def council() -> Council:
    return load_council(ROOT / "council")


def the(articles: Articles, name: str) -> Article:
    article = articles.get(name)
    assert article is not None
    return article


def test_every_article_is_loaded(articles: Articles) -> None:
    assert sorted(article.name for article in articles) == NAMES
    assert len(articles) == len(NAMES) >= 37
    assert articles.get("no/such-article") is None
    assert articles.get(None) is None


@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_within_its_review_date(articles: Articles, name: str) -> None:
    article, today = the(articles, name), datetime.now(LONDON).date()
    assert not article.overdue(today), f"{article.owner} must review {name}: due {article.review_by}"


def test_an_article_is_overdue_from_the_day_after_its_review_date(articles: Articles) -> None:
    article = the(articles, "waste/missed-bins")
    assert not article.overdue(article.review_by)
    assert article.overdue(article.review_by + timedelta(days=1))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_on_the_phone_is_two_sentences_a_voice_can_say(articles: Articles, name: str) -> None:
    spoken = the(articles, name).spoken
    assert len(SENTENCE_END.findall(spoken)) <= 2, spoken
    assert spoken[-1] in ".?!"
    assert UNSPEAKABLE.findall(spoken) == []
    assert "\n" not in spoken
    assert not re.search(r"\d{5,}|\d+\.\d", spoken), "long numbers are said digit by digit, times in words"


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_is_at_most_three_sentences_in_plain_text(articles: Articles, name: str) -> None:
    summary = the(articles, name).summary
    assert len(SENTENCE_END.findall(summary)) <= 3, summary
    assert not re.search(r"[\[\]{}<>*_#|]|https?:", summary)
    assert "\n" not in summary


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_put_in_mid_form_is_one_sentence_and_that_after_a_death_no_longer_than_a_summary(
    articles: Articles, name: str
) -> None:
    for about, answer in the(articles, name).asides.items():
        # What is different after a death is said in place of the summary, and may be as long.
        assert len(SENTENCE_END.findall(answer)) <= (3 if about == "death" else 1), about
        assert answer.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_an_article_belongs_to_a_team_and_names_its_source(
    articles: Articles, council: Council, name: str
) -> None:
    article = the(articles, name)
    assert article.owner in council.teams
    assert article.source
    assert article.keywords


def test_every_enquiry_with_a_form_answers_what_it_costs_how_long_it_takes_and_why_it_asks(
    articles: Articles, council: Council
) -> None:
    for enquiry in council.catalogue:
        if enquiry.case:
            assert enquiry.article
            assert set(the(articles, enquiry.article).asides) - {"death", "how", "shut"} == {
                "cost",
                "time",
                "why",
            }, enquiry.name


# What an article says is what the council has set.


def clock(moment: time) -> str:
    """A quarter to nine as articles write it: 8.45am."""
    hour = moment.hour % 12 or 12
    return f"{hour}.{moment:%M}".removesuffix(".00") + ("am" if moment.hour < 12 else "pm")


def lines_of(week: dict[int, Span]) -> list[str]:
    """Monday to Wednesday, 8.45am to 5.15pm: days with the same hours together, as articles list them."""
    runs: list[tuple[list[int], Span]] = []
    for day, span in sorted(week.items()):
        if runs and runs[-1][1] == span and runs[-1][0][-1] == day - 1:
            runs[-1][0].append(day)
        else:
            runs.append(([day], span))
    lines = []
    for days, span in runs:
        first, last = DAYS[days[0]].title(), DAYS[days[-1]].title()
        name = {1: first, 2: f"{first} and {last}"}.get(len(days), f"{first} to {last}")
        lines.append(f"{name}, {clock(span.opens)} to {clock(span.closes)}")
    return lines


@pytest.mark.parametrize(
    ("name", "team"),
    [
        ("contact/contact-us", "contact_centre"),
        ("contact/contact-us", "benefits"),
        ("contact/call-backs", "contact_centre"),
        ("libraries/using-the-library", "libraries"),
    ],
)
def test_the_hours_in_an_article_are_the_hours_the_council_keeps(
    articles: Articles, council: Council, name: str, team: str
) -> None:
    body = the(articles, name).body
    assert [line for line in lines_of(council.teams[team].hours.week) if line not in body] == []


def test_the_number_and_the_address_in_the_articles_are_the_councils(
    articles: Articles, council: Council
) -> None:
    contact = the(articles, "contact/contact-us")
    assert council.identity.phone_display in contact.body
    assert ", ".join(council.identity.address) in contact.body
    for name in ("contact/contact-us", "contact/emergencies"):
        assert "01632 960099" in the(articles, name).body
    assert council.emergency_phone == "+441632960099"


def test_the_urgent_line_for_somebody_at_risk_is_the_care_teams(articles: Articles, council: Council) -> None:
    numbers = [f"0{n[3:7]} {n[7:]}" for n in (council.teams["care"].phone, council.emergency_phone)]
    said = (ROOT / "domain" / "care.yml").read_text()
    article = the(articles, "care/safeguarding")
    assert [n for n in numbers if not (n in said and n in article.summary and n in article.body)] == []


def test_the_bank_holiday_rule_in_the_article_is_the_one_bins_are_collected_by(
    articles: Articles, council: Council
) -> None:
    rule = (ROOT / "council" / "collections.yml").read_text()
    told = re.search(r"(?m)^bank_holiday_rule: (.+)$", rule)
    assert told
    assert told[1] in the(articles, "waste/collection-days").body.lower()


def test_bins_are_put_out_by_the_time_the_council_set(articles: Articles, council: Council) -> None:
    for name in ("waste/collection-days", "waste/missed-bins"):
        assert council.bins.out_by in the(articles, name).body


@pytest.mark.parametrize(
    ("name", "promise"),
    [
        ("waste/missed-bins", "missed_bin"),
        ("streets/potholes", "pothole"),
        ("streets/fly-tipping", "fly_tipping"),
        ("contact/complaints", "complaint_acknowledge"),
        ("contact/compensation", "compensation_claim"),
        ("contact/compliments", "compliment"),
        ("contact/website-problems", "website_problem"),
        ("care/adult-care", "adult_care"),
        ("democracy/foi", "foi"),
        ("waste/new-bins", "bin_request"),
        ("streets/litter-and-cleaning", "street_cleaning"),
        ("streets/problem-vehicles", "problem_vehicle"),
        ("streets/street-lights", "street_light"),
        ("streets/drains-and-flooding", "blocked_drain"),
        ("streets/trees-and-hedges", "tree_problem"),
        ("streets/roads-and-traffic", "traffic_issue"),
        ("environment/noise", "noise"),
        ("environment/pests", "pest_visit"),
        ("environment/antisocial-behaviour", "antisocial_behaviour"),
        ("council_tax/moving-home", "change_of_address"),
        ("council_tax/arrears", "debt_help"),
        ("benefits/changes", "benefit_change"),
        ("benefits/crisis-help", "crisis_help"),
        ("benefits/fraud", "fraud_report"),
        ("housing/repairs", "housing_repair"),
    ],
)
def test_the_promise_in_an_article_is_the_one_cases_are_opened_with(
    articles: Articles, council: Council, name: str, promise: str
) -> None:
    days = council.promises[promise].working_days
    assert f"within {days} working day" in the(articles, name).body


# HTML.

A_HEAD = """---
title: Bins
summary: We come.
spoken: We come.
source: Policy
owner: waste
review_by: 2027-05-31
---
"""


def article_with(folder: Path, body: str) -> Article:
    (folder / "waste").mkdir()
    (folder / "waste" / "bins.md").write_text(f"{A_HEAD}{body}\n", encoding="utf-8")
    return the(Articles.load(folder), "waste/bins")


@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_plain_markup_without_headings_of_the_page(articles: Articles, name: str) -> None:
    tags = set(re.findall(r"<(\w+)", the(articles, name).html))
    assert tags <= {
        "h2",
        "h3",
        "p",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert "h2" in tags


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p onclick=alert(1)>words</p>",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='javascript:alert(1)'>click</a>",
        "<iframe src='https://example.org'></iframe>",
        "<style>p {display: none}</style>",
        "<svg onload=alert(1)>",
        "<form action='https://example.org'><input name=card></form>",
        "![a picture](https://example.org/tracker.png)",
    ],
)
def test_html_that_could_do_something_is_taken_out(tmp_path: Path, body: str) -> None:
    html = article_with(tmp_path, f"Before.\n\n{body}\n\nAfter.").html
    assert not re.search(
        r"(?i)<(script|img|iframe|style|svg|form|input)|=.?(javascript|data):|onclick|onerror|onload", html
    )
    assert "Before." in html
    assert "After." in html


def test_links_lists_and_tables_are_kept(tmp_path: Path) -> None:
    html = article_with(
        tmp_path,
        "## When\n\nSee [the calendar](https://www.gov.uk/),\n"
        "[write](mailto:a@b.example) or [ring](tel:+441632960001).\n\n"
        "- one\n- **two**\n\n| Bin | Day |\n|---|---|\n| Green | Monday |\n",
    ).html
    assert 'href="https://www.gov.uk/"' in html
    assert 'href="mailto:a@b.example"' in html
    assert 'href="tel:+441632960001"' in html
    assert "<h2>When</h2>" in html
    assert "<li><strong>two</strong></li>" in html
    assert "<td>Green</td>" in html


# Mistakes.


def mistakes(folder: Path, text: str | bytes) -> list[Mistake]:
    (folder / "waste").mkdir(exist_ok=True)
    path = folder / "waste" / "bins.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CouncilDataError) as wrong:
        Articles.load(folder)
    assert {mistake.path for mistake in wrong.value.mistakes} == {path}
    return wrong.value.mistakes


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "remedy"),
    [
        ("title: Bins\n", "", 2, "the article 'waste/bins' has no 'title'", "Add a line `title: ...`"),
        ("spoken: We", "spokn: We", 4, "no setting called 'spokn'", "Did you mean 'spoken'?"),
        ("review_by: 2027-05-31\n", "", 2, "there is no review date", "Add `review_by: 2027-05-31`"),
        ("review_by: 2027-05-31", "review_by: next year", 7, "there is no review date", "2027-05-31"),
        (
            "review_by: 2027-05-31",
            "review_by: 2027-02-30",
            1,
            "day is out of range for month",
            "Check the dates",
        ),
        ("owner: waste", "owner: [waste]", 6, "'owner' must be words", "Write `owner: some words`"),
        ("owner: waste", "keywords: bins\nowner: waste", 6, "'keywords' must be a list", "[first, second]"),
        ("owner: waste", "asides: free\nowner: waste", 6, "asides must hold `name: value` lines", "Indent"),
        (
            "owner: waste",
            "asides:\n  price: Free.\nowner: waste",
            7,
            "no setting called 'price'",
            "Use one of: cost, death, how, shut, time, why",
        ),
        ("source: Policy", "source: Policy: 2026", 5, "this is not YAML", "Check the indentation, colons"),
        ("summary: We come.", 'summary: "We come.', 3, "this is not YAML", "quotes"),
        ("---\ntitle", "title", 1, "the article has no front matter", "between two lines of ---"),
        ("31\n---\n", "31\n", 1, "the article has no front matter", "between two lines of ---"),
        ("Put it out.", "", 2, "the article has no body", "Write it below the second line of ---"),
    ],
)
def test_a_slip_in_an_article_is_named_by_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str, remedy: str
) -> None:
    text = f"{A_HEAD}Put it out."
    assert old in text
    found = mistakes(tmp_path, text.replace(old, new, 1))
    assert [(m.line, m.problem, m.remedy) for m in found if problem in m.problem and remedy in m.remedy], (
        found
    )
    assert found[0].line == line, found


def test_an_article_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    found = mistakes(tmp_path, A_HEAD.encode() + b"Caf\xe9\n")
    assert "is not UTF-8" in found[0].problem


def test_the_mistakes_of_every_article_are_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / "waste").mkdir()
    for name in ("one", "two"):
        (tmp_path / "waste" / f"{name}.md").write_text("no front matter")
    with pytest.raises(CouncilDataError) as wrong:
        Articles.load(tmp_path)
    assert [mistake.path.name for mistake in wrong.value.mistakes] == ["one.md", "two.md"]


def test_a_line_of_dashes_in_the_body_is_part_of_it(tmp_path: Path) -> None:
    assert article_with(tmp_path, "Before.\n\n---\n\nAfter.").body == "Before.\n\n---\n\nAfter."
