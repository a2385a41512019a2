"""New content and a new model take over while residents talk: nobody notices but by what they are told."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from server.launcher.stack import Stack
from studio.releasing import marker
from tests.live.conftest import OTHER_WORDS
from tests.live.load import DIALOGUE, answers, keep_talking
from tests.live.waiting import until_all_show

pytestmark = pytest.mark.stack

TURNS, A_SECOND = 1000, 20.0
ARTICLE, WAS, IS = (
    "kb/articles/waste/missed-bins.md",
    "Reporting a missed bin is free.",
    "There is nothing to pay.",
)


def test_of_a_thousand_turns_none_fails_while_model_and_content_change_twice(
    live_stack: Stack, other_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = live_stack.settings
    article = settings.content_folder / ARTICLE
    as_it_was = article.read_text()
    rasa = httpx.Client(
        base_url=f"{settings.rasa_url}/webhooks/contact",
        headers={"Authorization": f"Bearer {settings.rasa_token}"},
        timeout=120,
    )
    first_model = rasa.get("/model").raise_for_status().json()["model"]

    def model(path: Path) -> None:
        rasa.post("/model", json={"path": str(path)}).raise_for_status()

    def content(text: str) -> None:
        article.write_text(text)
        marker.write(settings.state_folder, "")

    before = answers(settings)
    load = keep_talking(
        settings,
        TURNS,
        A_SECOND,
        [
            (150, lambda: model(other_model)),
            (350, lambda: content(as_it_was.replace(WAS, IS))),
            (550, lambda: model(Path("models") / first_model)),
            (750, lambda: content(as_it_was)),
        ],
    )
    with capsys.disabled():
        print(
            f"\n{len(load.seconds)} turns at {A_SECOND:g} a second over two changes of model and two of content: "
            f"{len(load.failures)} failed; half within {load.percentile(50):.3f} s, 95 in 100 within "
            f"{load.percentile(95):.3f} s, 99 within {load.percentile(99):.3f} s, the slowest {max(load.seconds):.3f} s"
        )
    assert load.failures == []
    assert len(load.seconds) == TURNS
    changed = [text.replace(WAS, IS) for text in before]
    for step, heard in enumerate(load.heard):
        words = {text for text in heard if OTHER_WORDS not in text}
        assert words <= {before[step], changed[step]}, DIALOGUE[step]
    assert any(OTHER_WORDS in text for text in load.heard[DIALOGUE.index("never mind")])
    assert any(IS in text for text in load.heard[DIALOGUE.index("how much does that cost?")])
    until_all_show(settings, marker.read(settings.state_folder))
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
