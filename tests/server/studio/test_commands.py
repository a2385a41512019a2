"""frontdoor studio: what a pipeline can do, on a content repository, with exit codes it can use."""

from __future__ import annotations

import json
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner, Result

from server.cli import app
from server.settings import settings
from server.studio_commands import common, teaching
from server.wiring import Wiring
from staff.accounts import Accounts
from staff.models import Role
from studio.files.content import Content
from studio.releasing.releases import Releases
from studio.workshop.progress import Durations
from studio.workshop.running import LiveAsItRuns
from studio.workshop.snapshots import Snapshots
from studio.workshop.work import Workshop
from tests.desk.parts import QUICK
from tests.migrated import migrated_at
from tests.studio.parts import content_repository, git
from tests.studio.releasing.parts import Assistant, Compared, Models
from tests.studio.workshop.parts import FakeModels, FakeRehearsals

PIPELINE = "Pipeline <pipeline@marlbury.example>"
EMMA, OLIVE, ADA = (f"{name}@marlbury.example" for name in ("emma", "olive", "ada"))
ROWS = "text,intent\nthe lorry drove straight past our brown bin,report_missed_bin\nwhere is my hedgehog,hedgehogs\n"
RULES = "gate:\n  checks: no # the checks have a test of their own\n"
TITLE = "Bins in the snow"


class House:
    """A council of a test's own, whose assistant and models only remember."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content = folder, content_repository(folder / "content")
        (self.content / "council/release.yml").write_text(RULES)
        git(self.content, "commit", "--quiet", "--all", "--message=Rules")
        self.models = Models(folder / "models")
        self.assistant = Assistant(self.models.train(self.content).name)
        self.compared = Compared(self.assistant.answers_with)

    def wiring(self) -> type[Wiring]:
        house = self

        class Fitted(Wiring):
            @cached_property
            def releases(self) -> Releases:
                return Releases(
                    house.content,
                    house.folder / "var",
                    self.database,
                    self.drafts,
                    house.compared,
                    house.models,
                    house.assistant,
                    self.clock,
                )

        return Fitted

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["studio", *words])

    def does(self, *words: str) -> Any:
        """What a command that succeeds answers as JSON."""
        result = self.run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def draft(self, who: str = EMMA) -> str:
        return str(self.does("draft", "open", TITLE, "--as", who)["id"])

    def phrases(self, name: str = "phrases.csv", rows: str = ROWS) -> str:
        path = self.folder / name
        path.write_text(rows)
        return str(path)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    made = House(tmp_path)
    for name, value in {
        "DATABASE_URL": migrated_at(tmp_path / "frontdoor.db"),
        "CONTENT_FOLDER": str(made.content),
        "STATE_FOLDER": str(tmp_path / "var"),
        "DRAFTS_FOLDER": str(tmp_path / "drafts"),
        "RASA_PORT": "1",  # where nobody is: an assistant may be running on this machine
    }.items():
        monkeypatch.setenv(f"FRONTDOOR_{name}", value)
    settings.cache_clear()
    monkeypatch.setattr(common, "Wiring", made.wiring())
    wiring = Wiring(settings())
    accounts = Accounts(wiring.database, hasher=QUICK)
    for email, name, role in (
        (EMMA, "Emma Whitlock", Role.EDITOR),
        (OLIVE, "Olive Approver", Role.APPROVER),
        (ADA, "Ada Adviser", Role.ADVISER),
    ):
        accounts.create(email, name, role, "waste", "a long enough password")
    yield made
    settings.cache_clear()
    structlog.reset_defaults()  # the commands log to a stream that is closed after each


def test_a_draft_is_opened_listed_filled_shown_and_discarded(house: House) -> None:
    number = house.draft()
    assert [draft["title"] for draft in house.does("draft", "list")] == [TITLE]
    done = house.does("import", number, house.phrases(), "--as", EMMA)
    assert (done["counts"]["new"], done["unknown"]) == (1, {"hedgehogs": 1})
    shown = house.does("draft", "show", number)
    assert shown["changes"] == ["1 phrase added to Report a missed bin"]
    assert [(step["who"], step["commit"]) for step in shown["history"]] == [("Emma Whitlock", done["commit"])]
    house.does("draft", "discard", number, "--as", EMMA)
    assert house.does("draft", "list") == []


def test_a_service_acts_under_its_own_name(house: House) -> None:
    number = house.draft(PIPELINE)
    house.does("import", number, house.phrases(), "--as", PIPELINE)
    [draft] = house.does("draft", "list")
    assert git(Path(draft["folder"]), "log", "-1", "--format=%an <%ae>").strip() == PIPELINE


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("nobody@marlbury.example", "There is no account with the e-mail address nobody@"),
        (ADA, "Ada Adviser is adviser: this takes editor or approver"),
    ],
)
def test_nobody_acts_who_may_not(house: House, who: str, said: str) -> None:
    result = house.run("draft", "open", TITLE, "--as", who)
    assert (result.exit_code, said in result.stderr) == (1, True)
    assert house.does("draft", "list") == []


def test_names_of_a_file_are_mapped_and_a_dry_run_adds_nothing(house: House) -> None:
    number, path = house.draft(), house.phrases()
    words = ("import", number, path, "--as", EMMA, "--map", "hedgehogs=out_of_scope")
    looked = house.does(*words, "--dry-run")
    assert (looked["counts"]["new"], looked["commit"]) == (2, None)
    assert house.does("draft", "show", number)["changes"] == []
    house.does(*words)
    assert "1 phrase added to Out of scope" in house.does("draft", "show", number)["changes"]


def test_a_spoilt_file_is_refused_in_words(house: House) -> None:
    path = house.folder / "spoilt.csv"
    path.write_bytes(b"\x00\x01\x02")
    result = house.run("import", house.draft(), str(path), "--as", EMMA)
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr


def test_mistakes_in_a_draft_end_the_check_with_one_and_are_named_by_file_and_line(house: House) -> None:
    number = house.draft()
    assert house.does("check", number)["mistakes"] == []
    [draft] = house.does("draft", "list")
    alerts = Path(draft["folder"]) / "council/alerts.yml"
    alerts.write_text("alerts: [\n")
    result = house.run("check", number)
    assert result.exit_code == 1
    assert "council/alerts.yml:" in result.stdout


def test_what_no_worker_does_in_time_ends_with_three_and_stays_asked(house: House) -> None:
    number = house.draft()
    result = house.run("train", number, "--as", EMMA, "--within", "1")
    assert (result.exit_code, "no worker has begun it" in result.stderr) == (3, True)
    asked = house.does("train", number, "--as", EMMA, "--no-wait")
    assert (asked["status"], asked["asked_by"]) == ("queued", "Emma Whitlock")


@contextmanager
def worker(problem: str = "") -> Iterator[None]:
    """A worker that takes one job, and fails with a problem or is done."""
    jobs = Wiring(settings()).jobs

    def work() -> None:
        while (job := jobs.take("worker")) is None:
            time.sleep(0.05)
        if problem:
            jobs.fail(job.id, "worker", problem)
        else:
            jobs.finish(job.id, "worker", "frontdoor-0123.tar.gz")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield
    thread.join(30)


def test_a_job_that_fails_says_why_and_one_that_is_done_names_its_model(house: House) -> None:
    number = house.draft()
    with worker("The phrases of waste cannot be learnt."):
        failed = house.run("train", number, "--as", EMMA)
    assert (failed.exit_code, "cannot be learnt" in failed.stderr) == (1, True)
    with worker():
        assert house.does("train", number, "--as", EMMA)["model"] == "frontdoor-0123.tar.gz"


@pytest.fixture
def worked_here(house: House, monkeypatch: pytest.MonkeyPatch) -> FakeModels:
    """A machine without a worker, on which models and rehearsals take no time."""
    models = FakeModels(house.folder / "workshop-models")
    rehearsals = FakeRehearsals(models)

    def workshop(wiring: Wiring, _: object) -> Workshop:
        snapshots = Snapshots(house.content, house.folder / "snapshots")
        return Workshop(
            "here",
            wiring.jobs,
            wiring.comparisons,
            snapshots,
            models,
            rehearsals,
            Durations(house.folder / "durations.json"),
            LiveAsItRuns(house.content, snapshots, models),
            wiring.clock,
        )

    def current_model(content: Path) -> Path:
        return models.train(content, lambda line: None, threading.Event())

    monkeypatch.setattr(teaching, "workshop", workshop)
    monkeypatch.setattr(teaching, "StackRehearsals", lambda folder: rehearsals)
    monkeypatch.setattr(teaching.training, "current_model", current_model)
    return models


def test_a_draft_is_trained_here_where_no_worker_runs(house: House, worked_here: FakeModels) -> None:
    number = house.draft()
    house.does("import", number, house.phrases(), "--as", EMMA)
    done = house.does("train", number, "--as", EMMA, "--here")
    assert (done["status"], done["kind"], done["percent"]) == ("done", "train", 100)
    assert (worked_here.folder / done["model"]).exists()


def test_a_training_here_that_fails_ends_with_one_and_says_why(house: House, worked_here: FakeModels) -> None:
    worked_here.problem = "data/nlu/waste.yml:3: this is not YAML"
    worked_here.train(house.content, lambda line: None, threading.Event())
    number = house.draft()
    house.does("import", number, house.phrases(), "--as", EMMA)
    failed = house.run("train", number, "--as", EMMA, "--here")
    assert (failed.exit_code, worked_here.problem in failed.stderr) == (1, True)


def test_a_draft_is_compared_here_and_what_was_found_is_kept_for_who_asks_later(
    house: House, worked_here: FakeModels
) -> None:
    number = house.draft()
    step = house.does("import", number, house.phrases(), "--as", EMMA)
    found = house.does("compare", number, "--as", EMMA, "--here")
    assert found["commit"] == step["commit"]
    assert found["model"] != found["live_model"]
    assert {"typed", "spoken", "safety", "cross_validation"} == set(found["parts"])
    enquiries = [one for one in found["conversations"] if one["message"]]
    assert len(enquiries) > 80, "one message for each enquiry is played too"
    asked = len(worked_here.asked)
    again = house.run("compare", number, "--as", EMMA)
    assert (again.exit_code, len(worked_here.asked)) == (0, asked), "nobody need be there to make it again"
    assert f"of version {step['commit'][:8]}" in again.stdout
    assert f"conversations: {len(found['conversations'])} of" in again.stdout


def test_a_comparison_with_what_was_live_before_is_made_again(house: House, worked_here: FakeModels) -> None:
    number = house.draft()
    house.does("import", number, house.phrases(), "--as", EMMA)
    house.does("compare", number, "--as", EMMA, "--here")
    nlu = house.content / "data/nlu/waste.yml"
    nlu.write_text(nlu.read_text().replace("  examples: |\n", "  examples: |\n    - my caddy sat there\n", 1))
    result = house.run("compare", number, "--as", EMMA, "--within", "1")
    assert (result.exit_code, "no worker has begun it" in result.stderr) == (3, True)
    asked = house.does("compare", number, "--as", EMMA, "--no-wait")
    assert (asked["kind"], asked["status"]) == ("compare", "queued")


def test_a_pipeline_takes_a_draft_live_once_a_person_has_approved_and_back_again(house: House) -> None:
    before = Content(house.content).phrases("report_missed_bin")
    number = house.draft()
    house.does("import", number, house.phrases(), "--as", PIPELINE)
    [draft] = house.does("draft", "list")
    house.models.train(Path(draft["folder"]))
    gate = house.run("gate", number, "--json")
    assert gate.exit_code == 1
    unpassed = [rule["name"] for rule in json.loads(gate.stdout)["rules"] if not rule["passed"]]
    assert len(unpassed) == 1
    release = ("release", number, "--why", "It snows", "--here", "--as", PIPELINE)
    refused = house.run(*release)
    assert refused.exit_code == 1
    for who in (PIPELINE, EMMA):
        assert house.run("approve", number, "--as", who).exit_code == 1
    house.does("approve", number, "--as", OLIVE)
    assert house.does("gate", number)["passed"]
    done = house.does(*release)
    assert (done["status"], done["who"]) == ("live", "Pipeline")
    assert "the lorry drove straight past our brown bin" in Content(house.content).phrases(
        "report_missed_bin"
    )
    back = house.does("rollback", "--why", "It thaws", "--here", "--as", OLIVE)
    assert (back["status"], back["takes_back"]) == ("live", done["id"])
    assert Content(house.content).phrases("report_missed_bin") == before
    assert [row["kind"] for row in house.does("releases")] == ["taken_back", "draft"]


def test_there_is_nothing_to_take_back_before_the_first_release(house: House) -> None:
    result = house.run("rollback", "--why", "x", "--as", OLIVE)
    assert (result.exit_code, "nothing to take back" in result.stderr) == (1, True)


def test_what_is_live_or_on_a_draft_is_exported(house: House) -> None:
    number, to = house.draft(), house.folder / "out.zip"
    house.does("import", number, house.phrases(), "--as", EMMA)
    house.does("export", str(to), "--draft", number)
    assert "brown bin" in zipfile.ZipFile(to).read("assistant/data/nlu/waste.yml").decode()
    live = house.folder / "out.csv"
    house.does("export", str(live))
    assert "straight past our brown bin" not in live.read_text(encoding="utf-8-sig")
    assert house.run("export", str(house.folder / "out.txt")).exit_code == 2


def test_a_draft_that_is_not_there_is_said_to_be_missing(house: House) -> None:
    for words in (("draft", "show", "7"), ("check", "7"), ("gate", "7"), ("train", "7", "--as", EMMA)):
        result = house.run(*words)
        assert (result.exit_code, bool(result.stderr)) == (1, True), words


@pytest.mark.parametrize("name", ["all.zip", "phrases.csv"])
def test_what_would_be_missing_from_an_export_is_named_by_file_and_line(house: House, name: str) -> None:
    number = house.draft()
    [draft] = house.does("draft", "list")
    phrases = Path(draft["folder"]) / "data/nlu/waste.yml"
    lines = phrases.read_text().split("\n")
    phrases.write_text("\n".join([*lines[:9], "   - a line pushed to the left", *lines[10:]]))
    to = house.folder / name
    result = house.run("export", str(to), "--draft", str(number))
    assert (result.exit_code, to.exists()) == (1, False)
    assert "of data/nlu/waste.yml, a file with phrases" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "words", [("draft", "list"), ("releases",), ("draft", "open", TITLE, "--as", PIPELINE)]
)
def test_a_database_without_its_tables_is_named_with_what_to_do(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FRONTDOOR_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    settings.cache_clear()
    result = house.run(*words)
    assert (result.exit_code, "frontdoor migrate" in result.output) == (common.REFUSED, True)
