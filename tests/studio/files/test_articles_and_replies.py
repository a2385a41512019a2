"""Articles and replies: only what an editor wrote differs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb.articles import Articles
from studio.files.content import Content
from studio.files.edits import ChangeReply, EditRefused, MoveArticle, RetireArticle, SaveArticle
from tests.studio.files.parts import made, mistakes
from tests.studio.files.test_enquiries import ARTICLE, FRONT

KEY, PATH = "waste/missed-bins", "kb/articles/waste/missed-bins.md"
BEGIN = "utter_begin_report_missed_bin"


def _save(root: Path, **front: object) -> SaveArticle:
    article = Content(root).article(KEY)
    assert article
    return SaveArticle(KEY, {**article.front, **front}, article.body)  # type: ignore[dict-item]


def test_a_new_article_can_be_read_by_the_assistant(content: Path) -> None:
    made(content, ARTICLE)
    article = Articles.load(content / "kb/articles").get("waste/bin-cleaning")
    assert article
    assert (article.title, article.summary, article.review_by) == (
        "Bin cleaning", FRONT["summary"], date(2027, 6, 1),
    )  # fmt: skip
    assert mistakes(content) == []


def test_a_review_date_changes_one_line(content: Path) -> None:
    assert made(content, _save(content, review_by=date(2028, 1, 2))) == {
        PATH: (["review_by: 2027-05-31"], ["review_by: 2028-01-02"])
    }


def test_a_sentence_of_a_summary_changes_only_its_own_line(content: Path) -> None:
    article = Content(content).article(KEY)
    assert article
    summary = str(article.front["summary"]).replace("Leave the bin out", "Leave your bin out")
    assert made(content, _save(content, summary=summary)) == {
        PATH: (
            ["  The crew comes back within 3 working days of your report. Leave the bin out until then."],
            ["  The crew comes back within 3 working days of your report. Leave your bin out until then."],
        )
    }


def test_keywords_and_asides_change_item_by_item(content: Path) -> None:
    changed = made(
        content, _save(content, keywords=["missed bin", "bin: left"], asides={"cost": "It is free."})
    )
    gone, come = changed[PATH]
    assert come == ['keywords: [missed bin, "bin: left"]', "  cost: It is free."]
    assert [line.partition(":")[0] for line in gone] == ["keywords", "  cost", "  time", "  why"]


def test_a_body_changes_by_its_lines(content: Path) -> None:
    article = Content(content).article(KEY)
    assert article
    edit = SaveArticle(KEY, {}, article.body.replace("- your address", "- your whole address"))
    assert made(content, edit) == {PATH: (["- your address"], ["- your whole address"])}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "\u200b"),
        ("owner", "nobody"),
        ("review_by", "soon"),
        ("source", "policy\n---\nx: y"),
        ("colour", "red"),
        ("asides", {"who": "me"}),
    ],
)
def test_an_article_with_a_slip_is_refused_and_the_field_is_named(
    content: Path, field: str, value: object
) -> None:
    with pytest.raises(EditRefused) as refused:
        _save(content, **{field: value}).apply(Content(content))
    assert refused.value.field == field


@pytest.mark.parametrize(
    "key", ["../secrets", "waste/../../x", "Waste/Bins", "waste", "waste/a.b", "/waste/a"]
)
def test_an_article_cannot_be_saved_anywhere_else(content: Path, key: str) -> None:
    with pytest.raises(EditRefused) as refused:
        SaveArticle(key, FRONT, "Words").apply(Content(content))
    assert refused.value.field == "key"


def test_an_article_that_moves_takes_its_enquiry_along(content: Path) -> None:
    changed = made(content, MoveArticle("waste/new-bins", "waste/ordering-bins"))
    assert changed["council/services/waste.yml"] == (
        ["    article: waste/new-bins"],
        ["    article: waste/ordering-bins"],
    )
    assert changed["domain/waste.yml"][1] == [
        "  # What it costs is in kb/articles/waste/ordering-bins.md: keep the two the same."
    ]
    assert mistakes(content) == []


def test_an_article_an_enquiry_answers_from_goes_only_with_another_in_its_place(content: Path) -> None:
    with pytest.raises(EditRefused, match="Report a missed bin answers from this article"):
        RetireArticle(KEY).apply(Content(content))
    made(content, RetireArticle(KEY, instead="waste/collection-days"))
    assert not (content / PATH).exists()
    assert Content(content).catalogue()["report_missed_bin"].article == "waste/collection-days"
    assert mistakes(content) == []


def test_an_article_broken_by_hand_is_mended_by_saving_it_again(content: Path) -> None:
    (content / PATH).write_text("---\ntitle: [oh\n---\nBody", encoding="utf-8")
    made(content, SaveArticle(KEY, FRONT, "Words enough."))
    assert Content(content).problems() == []


def test_a_reply_changes_in_chat_and_by_phone_each_by_itself(content: Path) -> None:
    assert made(content, ChangeReply(BEGIN, None, 'I am "sorry": let me help.')) == {
        "domain/waste.yml": (
            ['    - text: "I am sorry your bin was missed. I will take the details for the crew."'],
            [r'    - text: "I am \"sorry\": let me help."'],
        )
    }
    assert made(content, ChangeReply(BEGIN, "voice", "")) == {
        "domain/waste.yml": (
            [
                '    - text: "I am sorry your bin was missed. Let me take the details."',
                "      channel: voice",
            ],
            [],
        )
    }
    assert made(content, ChangeReply(BEGIN, "voice", "Sorry.")) == {
        "domain/waste.yml": ([], ['    - text: "Sorry."', "      channel: voice"])
    }


def test_a_reply_may_use_the_blanks_that_are_filled_and_no_others(content: Path) -> None:
    name = "utter_missed_bin_too_late"
    made(content, ChangeReply(name, None, "Too late. It was {last_day}."))
    made(
        content, ChangeReply(name, None, "Too late. Next is {next_collection}.")
    )  # the comment above names it
    with pytest.raises(EditRefused, match="Nobody fills"):
        ChangeReply(name, None, "Your {bin} was missed.").apply(Content(content))
    with pytest.raises(EditRefused, match="braces"):
        ChangeReply(name, None, "Your {bin was missed.").apply(Content(content))


def test_a_reply_nobody_has_written_is_added_for_its_enquiry(content: Path) -> None:
    name = "utter_begin_apply_bus_pass"
    changed = made(content, ChangeReply(name, None, "I can help with that."))
    assert changed["domain/parking.yml"][1][-3:] == [f"  {name}:", '    - text: "I can help with that."', ""]
    with pytest.raises(EditRefused, match="Nothing says"):
        ChangeReply("utter_hello_world", None, "Hello").apply(Content(content))
