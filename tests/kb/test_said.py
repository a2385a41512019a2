"""What residents say of an article comes from the phrases of its enquiries."""

from __future__ import annotations

from pathlib import Path

from structlog.testing import capture_logs

from council.council import Council
from kb.said import Said, said_of_articles

WASTE = """version: "3.1"
nlu:
- intent: report_missed_bin
  examples: |
    - the bin men never came
    -   missed again

- intent: out_of_scope
  examples: |
    - tell me a joke
- lookup: street
  examples: |
    - Mill Lane
"""


def test_phrases_go_to_the_article_of_their_enquiry(tmp_path: Path, the_council: Council) -> None:
    (tmp_path / "waste.yml").write_text(WASTE)
    assert said_of_articles(tmp_path, the_council.catalogue) == {
        "waste/missed-bins": ["the bin men never came", "missed again"]
    }


def test_a_file_that_is_being_saved_is_left_out(tmp_path: Path, the_council: Council) -> None:
    (tmp_path / "waste.yml").write_text(WASTE)
    (tmp_path / "broken.yml").write_text('nlu: "')
    (tmp_path / "empty.yml").write_text("nlu:\n")
    with capture_logs() as logs:
        said = said_of_articles(tmp_path, the_council.catalogue)
    assert list(said) == ["waste/missed-bins"]
    assert [(entry["event"], entry["file"]) for entry in logs] == [("phrases_not_read", "broken.yml")]


def test_every_article_but_the_list_of_others_has_phrases(said: Said, the_council: Council) -> None:
    asked_for = {enquiry.article for enquiry in the_council.catalogue if enquiry.article}
    assert set(said) == asked_for
