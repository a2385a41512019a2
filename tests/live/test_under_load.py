"""New content and a new model take over while residents talk: nobody notices but by what they are told."""

from __future__ import annotations

import shutil
from concurrent.futures import Future
from pathlib import Path

import httpx
import pytest

from server import training
from server.launcher.stack import Stack
from server.settings import ROOT, Settings
from server.wiring import Wiring
from studio.drafts.views import DraftView
from studio.releasing import marker
from studio.releasing.models import Status
from studio.releasing.releases import Releases
from studio.releasing.views import ReleaseView
from tests.live.conftest import OTHER_WORDS
from tests.live.load import DIALOGUE, answers, keep_talking
from tests.live.waiting import EMMA, OLIVE, PATIENCE_SECONDS, until_all_show, until_over
from tests.studio.drafts.parts import Swap

pytestmark = pytest.mark.stack

TURNS, A_SECOND = 1000, 20.0
REPLIES, ABANDONED = "domain/_shared.yml", "OK, I have stopped. Nothing has been sent."
COST = "how much does that cost?"
ARTICLE, WAS, IS = (
    "kb/articles/waste/missed-bins.md",
    "Reporting a missed bin is free.",
    "There is nothing to pay.",
)


def a_draft(settings: Settings, other_model: Path) -> tuple[DraftView, Path]:
    """A draft with another reply and another article, and its model: ours with that reply, as if trained."""
    wiring = Wiring(settings)
    draft = wiring.drafts.open("Kinder words", EMMA)
    for path, was, now in ((REPLIES, ABANDONED, OTHER_WORDS), (ARTICLE, WAS, IS)):
        wiring.drafts.edit(draft.id, Swap(path, was, now), EMMA)
    draft = wiring.drafts.get(draft.id)
    wiring.database.close()
    name = f"frontdoor-{training.fingerprint(draft.root)[: training.NAME_LENGTH]}.tar.gz"
    return draft, Path(shutil.copy(other_model, ROOT / "models" / name))


def test_of_a_thousand_turns_none_fails_while_a_draft_goes_live_and_is_taken_back(
    live_stack: Stack, releases: Releases, other_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Model and content change twice; the worker does both, as when somebody presses the button."""
    settings = live_stack.settings
    draft, trained = a_draft(settings, other_model)
    live, back_again = Future[tuple[ReleaseView, float]](), Future[tuple[ReleaseView, float]]()

    def release() -> None:
        live.set_result(until_over(releases, releases.release(draft.id, OLIVE, "Kinder")))

    def take_back() -> None:
        view, _ = live.result(PATIENCE_SECONDS)  # on a busy machine the turns come faster than the release
        back_again.set_result(until_over(releases, releases.take_back(view.id, OLIVE, "Too kind")))

    try:
        releases.approve(draft.id, draft.head, OLIVE)
        assert releases.gate(draft.id).passed
        before = answers(settings)
        load = keep_talking(settings, TURNS, A_SECOND, [(200, release), (600, take_back)])
    finally:
        trained.unlink(missing_ok=True)
    (released, went), (back, came_back) = live.result(), back_again.result()
    with capsys.disabled():
        print(
            f"\n{len(load.seconds)} turns at {A_SECOND:g} a second while a draft goes live ({went:.1f} s) and is taken "
            f"back ({came_back:.1f} s): {len(load.failures)} failed; half within {load.percentile(50):.3f} s, 95 in "
            f"100 within {load.percentile(95):.3f} s, 99 within {load.percentile(99):.3f} s, the slowest "
            f"{max(load.seconds):.3f} s"
        )
    assert [(view.status, view.problem) for view in (released, back)] == [(Status.LIVE, None)] * 2
    assert load.failures == []
    assert len(load.seconds) == TURNS
    changed = [text.replace(WAS, IS).replace(ABANDONED, OTHER_WORDS) for text in before]
    for step, heard in enumerate(load.heard):
        assert heard <= {before[step], changed[step]}, DIALOGUE[step]
    assert changed[DIALOGUE.index("never mind")] in load.heard[DIALOGUE.index("never mind")]
    assert changed[DIALOGUE.index(COST)] in load.heard[DIALOGUE.index(COST)]
    assert answers(settings) == before


def test_a_model_that_is_damaged_is_refused_in_words_and_the_old_one_answers(
    live_stack: Stack, other_model: Path, tmp_path: Path
) -> None:
    settings = live_stack.settings
    rasa = httpx.Client(
        base_url=f"{settings.rasa_url}/webhooks/contact",
        headers={"Authorization": f"Bearer {settings.rasa_token}"},
        timeout=120,
    )
    before = rasa.get("/model").json()
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(other_model.read_bytes()[:2_000_000])
    refused = rasa.post("/model", json={"path": str(damaged)})
    assert (refused.status_code, refused.json()["error"]) == (
        422,
        "The model's file is damaged. Train it again",
    )
    assert rasa.post("/model", json={"path": "models/none.tar.gz"}).status_code == 422
    assert rasa.post("/model", json=["nothing"]).status_code == 422
    assert httpx.post(f"{settings.rasa_url}/webhooks/contact/model", json={}).status_code == 401
    assert rasa.get("/model").json() == before


def test_an_article_that_cannot_be_read_leaves_the_old_content_and_says_why(live_stack: Stack) -> None:
    settings = live_stack.settings
    article = settings.content_folder / ARTICLE
    as_it_was = article.read_bytes()
    before = answers(settings)
    try:
        article.write_text("---\ntitle: [never closed\n---\n")
        problems = until_all_show(settings, marker.write(settings.state_folder, ""))
        assert all(ARTICLE in (problem or "") for problem in problems.values()), problems
        assert answers(settings) == before
    finally:
        article.write_bytes(as_it_was)
        assert set(until_all_show(settings, marker.write(settings.state_folder, "")).values()) == {None}
