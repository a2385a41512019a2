"""Everything goes out: a project that Rasa takes by itself, and the phrases as CSV."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from server.settings import ROOT
from studio.exchange.export_page import phrases_csv
from studio.exchange.project import as_zip, files_of
from studio.exchange.tables import read_bytes
from studio.files.content import Content
from tests.studio.workroom import Editor, Workroom

RASA = ROOT / "bot/.venv/bin/python"


def read(data: bytes) -> dict:  # type: ignore[type-arg]
    return dict(YAML(typ="safe").load(data.decode()))


def test_a_project_names_no_code_of_ours(content: Path) -> None:
    files = files_of(Content(content))
    config = files["config.yml"].decode()
    assert [name for name in ("bot.", "council/", "importers", "encoder") if name in config] == []
    domain, rules = read(files["domain.yml"]), files["data/rules.yml"].decode()
    assert "actions" not in domain
    assert "action_" not in rules
    assert len(files["README.md"].splitlines()) == 3


def test_every_intent_has_a_rule_and_every_rule_a_reply_or_a_form(content: Path) -> None:
    files = files_of(Content(content))
    domain, rules = read(files["domain.yml"]), read(files["data/rules.yml"])["rules"]
    begins = {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step}
    assert begins == set(domain["intents"])
    assert begins - {"nlu_fallback"} == set(Content(content).all_phrases()) - {"nlu_fallback"}
    actions = {step["action"] for rule in rules for step in rule["steps"] if "action" in step}
    assert actions <= {*domain["responses"], *domain["forms"]}
    for form in domain["forms"].values():
        assert set(form["required_slots"]) <= set(domain["slots"])


def test_an_article_answers_in_chat_and_aloud(content: Path) -> None:
    responses = read(files_of(Content(content))["domain.yml"])["responses"]
    chat, voice = responses["utter_answer_query_recycling_centre"]
    article = Content(content).article("waste/recycling-centre")
    assert article
    assert (chat["text"], voice) == (
        article.front["summary"],
        {"text": article.front["spoken"], "channel": "voice"},
    )


def test_phrases_are_the_councils_files_byte_for_byte(content: Path) -> None:
    files = files_of(Content(content))
    for path in (content / "data/nlu").glob("*.yml"):
        assert files[f"data/nlu/{path.name}"] == path.read_bytes()


@pytest.mark.parametrize(
    "name",
    ["council/promises.yml", "council/services/waste.yml", "council/gazetteer.csv", "tests/nlu/held_out.csv"],
)
def test_whatever_else_the_council_wrote_goes_along(content: Path, name: str) -> None:
    assert files_of(Content(content))[name] == (content / name).read_bytes()


def test_phrases_go_out_as_csv_and_come_in_again(content: Path) -> None:
    phrases = Content(content).all_phrases()
    table = read_bytes(phrases_csv(Content(content)), list(phrases))
    assert len(table.rows) == sum(map(len, phrases.values()))
    back: dict[str, list[str]] = {}
    for text, intent in table.rows:
        back.setdefault(intent, []).append(text)
    assert back == phrases


def test_both_are_taken_from_the_page_of_the_draft(workroom: Workroom, emma: Editor) -> None:
    assert "plain Rasa project" in emma.see("/studio/export").text
    project = emma.see("/studio/export/project.zip")
    assert zipfile.ZipFile(io.BytesIO(project.content)).testzip() is None
    assert "assistant-2026-11-30.zip" in project.headers["content-disposition"]
    assert emma.see("/studio/export/phrases.csv").content.startswith(b"\xef\xbb\xbftext,intent")


@pytest.mark.stack
@pytest.mark.skipif(not RASA.exists(), reason="Rasa is not installed")
def test_rasa_takes_the_project_without_this_software(content: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(io.BytesIO(as_zip(Content(content)))).extractall(tmp_path)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [RASA, "-m", "rasa", "data", "validate", "--domain", "domain.yml", "--data", "data"]
    done = subprocess.run(
        command, cwd=tmp_path / "assistant", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "No story structure conflicts found" in done.stdout + done.stderr
