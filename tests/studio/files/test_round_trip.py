"""Every file of this repository, read and put back, is what it was, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.settings import ROOT
from studio.files.article_files import parts_of
from studio.files.content import Content
from studio.files.csv_rows import rewritten
from studio.files.edits import ChangeEnquiry, ChangeReply, ChangeWords, RenameIntent, SaveArticle
from studio.files.phrase_files import parse_phrases
from studio.files.saving import write
from studio.files.yaml_text import Step, YamlText

YAML_FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("council", "domain", "data", "tests/conversations")
    for path in sorted((ROOT / folder).rglob("*.yml"))
]
EDITED = [name for name in YAML_FILES if "safety" not in name]  # a megabyte of lines for the judge of danger
LOOKED_AT = 4  # values of each file
PHRASES = sorted((ROOT / "data/nlu").glob("*.yml"))
ARTICLES = sorted((ROOT / "kb/articles").glob("*/*.md"))


def _text(path: Path) -> str:
    return path.read_bytes().decode()


def _places(yaml: YamlText, path: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    """Every value of a file that is words."""
    value = yaml.value(*path)
    if isinstance(value, dict):
        return [place for name in value for place in _places(yaml, (*path, name))]
    if isinstance(value, list):
        return [place for number in range(len(value)) for place in _places(yaml, (*path, number))]
    return [path]


@pytest.mark.parametrize("name", YAML_FILES)
def test_a_yaml_file_is_the_same_after_load_and_save(name: str) -> None:
    assert YamlText(_text(ROOT / name)).text == _text(ROOT / name)


@pytest.mark.parametrize("name", [name for name in EDITED if not name.startswith("data/nlu")])
def test_a_value_changed_and_changed_back_leaves_the_file_the_same(name: str) -> None:
    before = YamlText(_text(ROOT / name))
    places = [
        path for path in _places(before) if getattr(before.node(*path), "style", None) not in (">", "|")
    ]
    for path in places[:: len(places) // LOOKED_AT + 1]:
        yaml = YamlText(before.text)
        value = yaml.value(*path)
        if not value or "\n" in value:
            continue
        yaml.set(*path, value="Another: one")
        assert yaml.value(*path) == "Another: one"
        line = before.node(*path).start_mark.line
        others = [row for number, row in enumerate(before.text.split("\n")) if number != line]
        assert [row for number, row in enumerate(yaml.text.split("\n")) if number != line] == others


@pytest.mark.parametrize("path", PHRASES, ids=lambda path: path.stem)
def test_a_file_of_phrases_is_the_same_after_load_and_save(path: Path) -> None:
    file = parse_phrases(_text(path), path)
    again = {line: phrase for block in file.blocks for line, phrase in block.phrases}
    assert file.rewritten(replace=again) == _text(path)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_article_is_the_same_after_load_and_save(path: Path) -> None:
    assert "".join(parts_of(_text(path)) or ()) == _text(path)


def test_an_article_saved_as_it_was_read_changes_no_file() -> None:
    content = Content(ROOT)
    for article in content.articles():
        assert SaveArticle(article.key, article.front, article.body).apply(content) == {}


def test_an_enquiry_saved_as_it_was_read_changes_no_file() -> None:
    content = Content(ROOT)
    for enquiry in content.catalogue():
        same = ChangeEnquiry(
            enquiry.name,
            title=enquiry.title,
            spoken=enquiry.spoken,
            demand=enquiry.demand,
            article=enquiry.article,
            case=enquiry.case,
            hints=enquiry.hints,
            related=enquiry.related,
        )
        assert same.apply(content) == {}


def test_replies_and_words_saved_as_they_were_read_change_no_file() -> None:
    content = Content(ROOT)
    for reply in content.all_replies():
        for channel, text in reply.texts[:2]:
            assert ChangeReply(reply.name, channel, text).apply(content) == {} or len(reply.texts) > 2
    for name, row in content.council_file("words").values.items():
        assert ChangeWords(name, **row).apply(content) == {}


def test_held_out_messages_are_the_same_after_load_and_save() -> None:
    for path in (ROOT / "tests/nlu").glob("*.csv"):
        assert rewritten(_text(path), lambda row: row) == _text(path)


def test_an_enquiry_renamed_and_renamed_back_leaves_every_file_the_same(content: Path) -> None:
    before = {
        path: path.read_bytes() for path in content.rglob("*") if path.is_file() and ".git" not in path.parts
    }
    write(content, RenameIntent("query_bin_collection_day", "ask_bin_day").apply(Content(content)))
    assert Content(content).intent("query_bin_collection_day") is None
    write(content, RenameIntent("ask_bin_day", "query_bin_collection_day").apply(Content(content)))
    after = {
        path: path.read_bytes() for path in content.rglob("*") if path.is_file() and ".git" not in path.parts
    }
    assert after == before
