"""The home page names what needs attention, with how many residents it touched lately and where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from contacts.models import QueueEntry
from studio.today.needs import ArticleFacts, Confused, Doubtful, Needs, PassedOn, needs
from tests.desk.parts import plain
from tests.studio.inbox.parts import DAY, MISSED, WHICH, Council

OTHER = WHICH.choices[1]
FRESH = ArticleFacts("waste/missed-bins", "Missed bins", date(2027, 5, 31))
OLD = ArticleFacts("waste/bulky-items", "Bulky items", date(2026, 10, 1))


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    council = Council(tmp_path)
    yield council
    council.database.close()


def found(council: Council, *articles: ArticleFacts) -> Needs:
    council.gathering.gather()
    return needs(council.database, articles, council.clock(), council.clock().date())


def test_a_fresh_service_needs_nothing_and_the_page_says_so(council: Council) -> None:
    assert found(council, FRESH).none
    page = plain(council.editor().see("/studio"))
    assert "Nothing needs attention" in page
    assert "No message waits to be looked at" in page
    assert "No enquiry was passed on again and again" in page


def test_messages_nobody_understood_are_counted_in_residents_of_the_last_seven_days(council: Council) -> None:
    council.says("the hedgehog house is broken")
    found(council)
    council.clock.pass_(timedelta(days=8))
    council.says("the hedgehog house is broken")
    council.says("the hedgehog house is broken", "the hedgehog house is broken today")
    need = found(council)
    assert (need.residents_not_understood, need.open_messages) == (2, 4)
    (group,) = need.not_understood
    assert (group.residents, group.messages) == (2, 4)
    page = council.editor().see("/studio")
    assert f'href="/studio/inbox/groups/{group.group_id}"' in page.text
    assert "2 residents lately, and 4 open messages in all" in plain(page)


def test_enquiries_confused_are_those_that_residents_and_advisers_put_right(council: Council) -> None:
    council.says("the wagon went by", OTHER)
    assert found(council).confused == []  # once is chance
    council.says("my bin was missed", "I want a person").corrected(DAY)
    assert found(council).confused == [Confused(DAY, MISSED, 2)]
    page = council.editor().see("/studio")
    assert f'href="/studio/enquiries/{DAY}"' in page.text
    assert "Find out your bin day and Report a missed bin : 2 residents" in plain(page)


def test_what_was_put_right_counts_on_after_it_was_decided_until_it_is_old(council: Council) -> None:
    for _ in range(2):
        council.says("the wagon went by", OTHER)
    assert len(found(council).confused) == 1
    council.clock.pass_(timedelta(days=8))
    assert found(council).confused == []


def test_an_article_past_its_review_date_or_said_not_to_help_is_named(council: Council) -> None:
    council.says("my bin was missed").rates(helped=False)
    council.says("my bin was missed").rates(helped=True)
    council.says("my bin was missed")
    assert found(council, FRESH, OLD).doubtful == [
        Doubtful("waste/missed-bins", "Missed bins", None, did_not_help=1, residents=3),
        Doubtful("waste/bulky-items", "Bulky items", date(2026, 10, 1), did_not_help=0, residents=0),
    ]


def test_nobody_lately_means_an_article_that_helped_is_not_named(council: Council) -> None:
    council.says("my bin was missed").rates(helped=False)
    council.clock.pass_(timedelta(days=8))
    assert found(council, FRESH).doubtful == []


def test_enquiries_passed_from_team_to_team_are_named_from_the_second_resident(council: Council) -> None:
    for number in range(2):
        council.says("I want a person")
        with council.database.session() as session:
            entry = session.query(QueueEntry).order_by(QueueEntry.id.desc()).first()
            assert entry is not None
            entry.status, entry.finished_at, entry.outcome = "finished", council.clock(), "passed_to_team"
        if not number:
            assert found(council).passed_on == []
    assert found(council).passed_on == [PassedOn("Report a missed bin", "waste", 2)]
    page = council.editor().see("/studio")
    assert f'href="/studio/enquiries/{MISSED}"' in page.text


def test_a_broken_file_is_named_and_the_rest_still_works(council: Council) -> None:
    (council.live / "data/nlu/broken.yml").write_text("nlu:\n- intent: [\n")
    page = plain(council.editor().see("/studio"))
    assert "cannot be read" in page
    assert "Not understood" in page
