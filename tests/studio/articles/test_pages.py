"""Articles: the list, the editor with its preview and checks, new ones, moving and retiring."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from server.settings import ROOT
from studio.articles import reading
from studio.files.content import Content
from tests.studio.workroom import Editor, Workroom, hidden, plain

MISSED = "/studio/articles/waste/missed-bins"
FILLED: dict[str, Any] = {
    "title": "Missed bins",
    "summary": "Tell us within 2 working days.",
    "spoken": "Tell us within 2 working days.",
    "source": "Waste policy 2026, section 4",
    "owner": "waste",
    "review_by-day": "31",
    "review_by-month": "5",
    "review_by-year": "2027",
    "keywords": "missed bin, bin not emptied",
    "aside-cost": "It is free.",
    "body": "## When to tell us\r\n\r\nTell us soon.",
}


def overdue(workroom: Workroom, key: str) -> None:
    path = workroom.content / "kb" / "articles" / f"{key}.md"
    lines = path.read_text().splitlines()
    kept = ["review_by: 2026-01-31" if line.startswith("review_by:") else line for line in lines]
    path.write_text("\n".join(kept) + "\n")


def test_articles_past_their_review_date_come_first(emma: Editor, workroom: Workroom) -> None:
    overdue(workroom, "waste/van-permits")
    page = emma.see("/studio/articles")
    words = plain(page)
    assert "1 past their review date" in words
    assert "31 January 2026 Overdue" in words
    first = page.text.index('href="/studio/articles/')
    assert page.text[first:].startswith('href="/studio/articles/new"')
    rows = page.text.partition("<tbody")[2]
    assert rows[rows.index('href="/studio/articles/') :].startswith(
        'href="/studio/articles/waste/van-permits"'
    )


def test_the_list_is_searched_by_words_and_by_owner(emma: Editor) -> None:
    words = plain(emma.see("/studio/articles?q=crew sticker brown"))
    assert "Missed bins" in words
    assert "School places" not in words
    owned = plain(emma.see("/studio/articles?owner=libraries"))
    assert "Libraries" in owned
    assert "Missed bins" not in owned
    part = emma.see("/studio/articles?q=bin", **{"HX-Request": "true", "HX-Target": "rows"})
    assert "<html" not in part.text


def test_a_message_shows_which_article_would_answer_it(emma: Editor) -> None:
    found = emma.see("/studio/articles?ask=how do i join the library").text.partition('id="found"')[2]
    links = re.findall(r'href="/studio/articles/([^"]+)"', found)
    assert links[0] == "libraries/using-the-library"
    assert "Named as a guess" in found
    assert "not one word says what it is about" in plain(emma.see("/studio/articles?ask=could you please"))


def test_what_would_answer_follows_the_draft(emma: Editor, workroom: Workroom) -> None:
    assert "Missed bins" not in emma.see("/studio/articles?ask=zeppelin").text.partition('id="found"')[2]
    emma.does(MISSED, **(FILLED | {"body": "## Zeppelins\n\nWe do not empty the bins of a zeppelin."}))
    assert "Missed bins" in emma.see("/studio/articles?ask=zeppelin").text.partition('id="found"')[2]


def test_an_article_is_saved_with_only_what_was_changed(emma: Editor, workroom: Workroom) -> None:
    file = workroom.content / "kb" / "articles" / "waste" / "missed-bins.md"
    before = file.read_text()
    article = workroom.drafts.live_content().article("waste/missed-bins")
    assert article
    assert article.article
    own = article.article
    kept = {
        "title": own.title,
        "summary": own.summary,
        "spoken": own.spoken,
        "source": "Marlbury Waste collection policy 2027, section 5",
        "owner": own.owner,
        "review_by-day": str(own.review_by.day),
        "review_by-month": str(own.review_by.month),
        "review_by-year": str(own.review_by.year),
        "keywords": ", ".join(own.keywords),
        "body": own.body.replace("\n", "\r\n"),
        **{f"aside-{name}": words for name, words in own.asides.items()},
    }
    page = emma.does(MISSED, **kept, seen=hidden(emma.see(MISSED), "seen"))
    assert "Article: Missed bins" in plain(page)
    after = (workroom.draft().root / "kb" / "articles" / "waste" / "missed-bins.md").read_text()
    changed = [
        (one, other)
        for one, other in zip(before.splitlines(), after.splitlines(), strict=True)
        if one != other
    ]
    assert changed == [
        (
            "source: Marlbury Waste collection policy 2026, section 4",
            "source: Marlbury Waste collection policy 2027, section 5",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "Enter a title"),
        ({"spoken": ""}, "Enter a spoken answer"),
        ({"owner": "nobody"}, "Select the team that looks after this answer"),
        ({"review_by-month": "13"}, "Enter the date it must be read again by"),
        ({"review_by-year": "99999999999999"}, "Enter the date it must be read again by"),
        ({"review_by-year": "1066"}, "Enter a review date in this century"),
        ({"body": ""}, "Enter the whole answer"),
        ({"body": "x" * 60_001}, "This must be 60,000 characters or fewer"),
        ({"source": "Policy --- 2026"}, "Take out the row of dashes"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    emma: Editor, workroom: Workroom, fields: dict[str, str], says: str
) -> None:
    answer = emma.send(MISSED, **(FILLED | {"keywords": "a word I typed"} | fields))
    assert answer.status_code == 422
    assert says in plain(answer)
    assert "a word I typed" in answer.text
    assert workroom.drafts.all() == []


def test_the_preview_shows_chat_and_phone_and_how_it_reads(emma: Editor) -> None:
    body = (
        "## When\n\nUtilise the form. See [the form](https://example.org/form), [the other](http://old.example),"
        " [bins](/chat/articles/waste/new-bins) and [lost](/chat/articles/waste/gone).\n\n<script>alert(1)</script>"
    )
    spoken = "Go to www.marlbury.example and recieve it."
    page = emma.send("/studio/articles/preview", **(FILLED | {"body": body, "spoken": spoken}))
    words = plain(page)
    assert "<html" not in page.text
    assert "Source: Waste policy 2026, section 4. To be reviewed by 31 May 2027." in words
    assert "<script>alert" not in page.text
    for fact in (
        "'www.marlbury.example' cannot be said aloud",
        "Say instead: use",
        "did you mean ‘receive’",
        "Other site the form: https://example.org/form",
        "Residents do not see links that begin with http",
        "Works bins: /chat/articles/waste/new-bins",
        "There is no article waste/gone",
    ):
        assert fact in words.replace("&#39;", "'")


def test_a_preview_of_nothing_is_no_error(emma: Editor) -> None:
    assert emma.send("/studio/articles/preview").status_code == 200
    assert emma.send("/studio/articles/preview", body="[x](http://[)", key="../..").status_code == 200


def test_a_new_article_gets_its_name_from_its_title(emma: Editor, workroom: Workroom) -> None:
    page = emma.does("/studio/articles/new", **(FILLED | {"title": "Bins in the snow", "service": "waste"}))
    assert "New article: Bins in the snow" in plain(page)
    file = workroom.draft().article("waste/bins-snow")
    assert file
    assert file.article
    assert file.article.review_by == date(2027, 5, 31)
    assert file.article.asides == {"cost": "It is free."}


def test_a_new_article_needs_a_service(emma: Editor) -> None:
    answer = emma.send("/studio/articles/new", **FILLED, service="../etc")
    assert answer.status_code == 422
    assert "Select the service it belongs to" in plain(answer)


def test_of_two_editors_who_change_one_line_the_second_sees_both_versions_and_chooses(
    emma: Editor, ed: Editor, workroom: Workroom
) -> None:
    emma.does(MISSED, **FILLED)
    workroom.share("ed")
    seen = hidden(ed.see(MISSED), "seen")
    emma.does(MISSED, **(FILLED | {"source": "The source of Emma"}), seen=seen)
    mine = FILLED | {"source": "The source of Ed", "seen": seen}
    choice = ed.send(MISSED, **mine)
    words = plain(choice)
    assert choice.status_code == 409
    assert "Emma Whitlock changed this after you opened the page" in words
    assert "The source of Emma" in words
    assert "The source of Ed" in words
    ed.does(MISSED, **mine, choice="mine")
    saved = workroom.draft().article("waste/missed-bins")
    assert saved
    assert saved.front["source"] == "The source of Ed"


def test_a_form_given_back_as_wrong_forgets_nothing_of_what_its_editor_had_seen(
    emma: Editor, ed: Editor, workroom: Workroom
) -> None:
    emma.does(MISSED, **FILLED)
    workroom.share("ed")
    seen = hidden(ed.see(MISSED), "seen")
    emma.does(MISSED, **(FILLED | {"source": "The source of Emma"}), seen=seen)
    wrong = ed.send(MISSED, **(FILLED | {"source": "The source of Ed", "title": ""}), seen=seen)
    assert wrong.status_code == 422
    right = ed.send(MISSED, **(FILLED | {"source": "The source of Ed"}), seen=hidden(wrong, "seen"))
    assert right.status_code == 409
    assert "Emma Whitlock changed this after you opened the page" in plain(right)


def test_two_editors_who_change_different_parts_both_keep_theirs(
    emma: Editor, ed: Editor, workroom: Workroom
) -> None:
    emma.does(MISSED, **FILLED)
    workroom.share("ed")
    seen = hidden(ed.see(MISSED), "seen")
    emma.does(MISSED, **(FILLED | {"title": "The title of Emma"}), seen=seen)
    ed.does(MISSED, **(FILLED | {"body": "## Of Ed\n\nThe body of Ed."}), seen=seen)
    saved = workroom.draft().article("waste/missed-bins")
    assert saved
    assert saved.title == "The title of Emma"
    assert "The body of Ed." in saved.body


def test_an_article_spoilt_by_hand_is_named_with_its_line_and_the_others_go_on(
    emma: Editor, workroom: Workroom
) -> None:
    (workroom.content / "kb" / "articles" / "waste" / "new-bins.md").write_text("---\ntitle: [\n---\nbody\n")
    assert "Cannot be read" in plain(emma.see("/studio/articles"))
    page = emma.see("/studio/articles/waste/new-bins")
    assert page.status_code == 200
    assert "This article cannot be read" in plain(page)
    assert "Line " in plain(page)
    assert emma.see(MISSED).status_code == 200


def test_a_move_says_what_follows_and_takes_the_enquiries_along(emma: Editor, workroom: Workroom) -> None:
    page = plain(emma.see(f"{MISSED}/move?to=contact&name=bins-missed"))
    assert "council/services/waste.yml" in page
    emma.does(f"{MISSED}/move", target="contact/bins-missed")
    draft = workroom.draft()
    assert draft.article("waste/missed-bins") is None
    assert draft.catalogue()["report_missed_bin"].article == "contact/bins-missed"
    assert draft.problems() == []


@pytest.mark.parametrize("target", ["", "waste/new-bins", "../x", "waste/Bad Name"])
def test_an_article_moves_to_no_place_that_is_taken_or_none(
    emma: Editor, workroom: Workroom, target: str
) -> None:
    assert emma.send(f"{MISSED}/move", target=target).status_code == 422
    assert workroom.drafts.all() == []


def test_an_article_that_answers_an_enquiry_is_retired_for_another(emma: Editor, workroom: Workroom) -> None:
    page = plain(emma.see(f"{MISSED}/retire"))
    assert "It answers Report a missed bin" in page
    refused = emma.send(f"{MISSED}/retire")
    assert refused.status_code == 422
    emma.does(f"{MISSED}/retire", target="waste/new-bins")
    assert workroom.draft().article("waste/missed-bins") is None
    assert workroom.draft().catalogue()["report_missed_bin"].article == "waste/new-bins"


def test_an_article_nobody_has_is_not_found(emma: Editor) -> None:
    for address in ("/studio/articles/waste/none", "/studio/articles/waste/..%2F..%2Fetc", f"{MISSED}x/move"):
        assert emma.see(address).status_code == 404


def test_what_may_be_somebodys_in_an_article_is_told_as_it_is_typed_and_on_the_draft(
    emma: Editor, workroom: Workroom
) -> None:
    body = "## Moorings\n\nSandra Lee, 14 Ferry Road, NI AB123456C, has the list."
    filled = FILLED | {"body": body, "spoken": "Ring 07911 123456."}
    words = plain(emma.send("/studio/articles/preview", **filled))
    for said in (
        "‘Sandra Lee’ may be a name",
        "‘14 Ferry Road’ may be an address",
        "‘AB123456C’ may be a National",
    ):
        assert said in words
    assert "may be a phone number" in words
    emma.does(MISSED, **filled)
    [draft] = workroom.drafts.all()
    page = plain(emma.see(f"/studio/drafts/{draft.id}?look=yes"))
    assert "‘Sandra Lee’ may be a name and ‘14 Ferry Road’ may be an address" in page


def test_the_councils_own_articles_name_nobody() -> None:
    content = Content(ROOT)
    found = [
        one
        for file in content.articles()
        if file.article
        for one in reading.read(file.article, content, date(2026, 11, 30)).personal
    ]
    assert found == []
