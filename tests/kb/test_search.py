"""Finding the article in residents' own words, when no enquiry fits; by keywords alone and with the encoder.

What was measured is printed (`pytest -s tests/kb/test_search.py`) and must not fall much below what it was.
"""

from __future__ import annotations

import json
import os
import string
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from bench.search import STYLES, WAYS, Trial, every_question, off_topic, recall, trial
from encoder.encoder import SUMS
from kb.articles import Articles
from kb.keywords import MOST_WORDS
from kb.said import Said
from kb.search import ArticleSearch
from server.parts.council import VECTORS
from server.settings import ROOT, Settings
from server.wiring import Wiring

# Words that say nothing, or nothing to us.
NONSENSE = [
    "",
    "   ",
    "?",
    "🙂🙂",
    "asdf qwer zxcv",
    "what is it",
    "can you help me please",
    "yes",
    "no not that one",
    "why did the chicken cross the ocean",
    "who won the football",
    "tell me a joke",
    "do you love me",
    "what is the capital of peru",
    "12345678",
    "привет как дела",
    "\u202e\u200b\u200d",
    "a" * 10_000,
]
SIGNS = [
    'bin"',
    '"missed bin',
    "bin*",
    "bin AND",
    "NOT bin",
    "bin OR",
    "NEAR(bin tip)",
    "title:bin",
    "title : bin",
    "^bin",
    "bin - tip",
    "(bin",
    "bin)",
    "{title} : bin",
    "bin'; DROP TABLE articles; --",
    "bin + tip",
    "bin\0tip",
    string.punctuation,
    f"bin {string.punctuation} bin",
]


@pytest.fixture(scope="module")
def whole(articles: Articles, said: Said, encoder_folder: Path) -> ArticleSearch:
    search = ArticleSearch(articles, said)
    assert search.learn_meaning(encoder_folder, VECTORS)
    return search


@pytest.fixture(scope="module", params=["keywords", "both"])
def search(request: pytest.FixtureRequest, by_keywords: ArticleSearch) -> ArticleSearch:
    return by_keywords if request.param == "keywords" else request.getfixturevalue("whole")


def found(search: ArticleSearch, words: str, limit: int = 3) -> list[str]:
    return [hit.article.name for hit in search.find(words, limit)]


# What is measured.


@pytest.fixture(scope="module")
def measured(encoder_folder: Path) -> Trial:
    return trial()


def test_there_are_questions_of_both_styles_for_every_article(articles: Articles) -> None:
    asked = every_question()
    assert {question.article for question in asked} == {article.name for article in articles}
    for style in STYLES:
        assert sum(question.style == style for question in asked) >= 150


@pytest.mark.parametrize(
    ("style", "within", "floor"),
    [("plain", 1, 0.94), ("plain", 3, 0.98), ("own words", 1, 0.68), ("own words", 3, 0.84)],
)
def test_the_right_article_is_found(measured: Trial, style: str, within: int, floor: float) -> None:
    places = measured.places(WAYS["hybrid"], style)
    share = recall(places, within)
    print(f"\n{style}: recall at {within}: {share:.3f} of {len(places)} questions")
    assert share >= floor


@pytest.mark.parametrize("style", STYLES)
def test_both_ways_together_find_more_than_either(measured: Trial, style: str) -> None:
    places = {name: measured.places(way, style) for name, way in WAYS.items()}
    for within in (1, 3):
        both = recall(places["hybrid"], within)
        assert both >= max(recall(places["keywords"], within), recall(places["meaning"], within))
    first = {name: recall(of_way, 1) for name, of_way in places.items()}
    print(f"\n{style}:", first)
    assert first["hybrid"] > max(first["keywords"], first["meaning"]) + 0.01


def test_slips_cost_little(measured: Trial) -> None:
    misspelt = measured.misspelt()
    for style, most_lost in (("plain", 0.04), ("own words", 0.09)):
        before, after = (recall(tried.places(WAYS["hybrid"], style), 1) for tried in (measured, misspelt))
        print(f"\n{style}: recall at 1 falls from {before:.3f} to {after:.3f}")
        assert after >= before - most_lost


def test_right_answers_are_strong_and_off_topic_messages_are_not(measured: Trial) -> None:
    line = next(scores.lines for scores in measured.asked if scores)
    asked, strayed = measured.best(WAYS["hybrid"])
    right = asked[measured.places(WAYS["hybrid"]) == 1]
    assert len(strayed) >= 60
    print(
        f"\nstrong: {(right >= line.strong).mean():.3f} right, {(strayed >= line.strong).mean():.3f} off topic"
    )
    assert (right >= line.strong).mean() >= 0.80
    assert (strayed >= line.strong).mean() <= 0.12
    assert (right < line.possible).mean() <= 0.03
    assert (strayed < line.possible).mean() >= 0.40


def test_without_the_encoder_off_topic_messages_are_weak_too(by_keywords: ArticleSearch) -> None:
    strong = [words for words in off_topic() if (hits := by_keywords.find(words, 1)) and not hits[0].weak]
    assert len(strong) <= 0.14 * len(off_topic()), strong


# How it behaves, either way.


@pytest.mark.parametrize("words", NONSENSE)
def test_nonsense_finds_nothing_or_only_a_guess(search: ArticleSearch, words: str) -> None:
    assert [(hit.article.name, round(hit.score, 2)) for hit in search.find(words) if not hit.weak] == []


def test_what_is_hopeless_is_weak_as_well(search: ArticleSearch) -> None:
    for question in every_question()[::7]:
        assert all(hit.weak for hit in search.find(question.words, 5) if hit.hopeless)


@pytest.mark.parametrize("words", SIGNS)
def test_signs_that_mean_something_to_the_index_do_no_harm(search: ArticleSearch, words: str) -> None:
    search.find(words)
    assert found(search, "missed bin")[0] == "waste/missed-bins"


def test_signs_around_the_words_change_nothing_in_keywords(by_keywords: ArticleSearch) -> None:
    assert found(by_keywords, 'My "BIN" wasn\'t -emptied- (again)!!!') == found(
        by_keywords, "my bin wasn't emptied again"
    )


def test_the_best_comes_first_and_no_more_than_asked_for(search: ArticleSearch) -> None:
    hits = search.find("council tax bin library parking", limit=5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(search.find("council tax", limit=1)) == 1


def test_an_article_is_found_by_nearly_each_of_its_own_keywords(
    whole: ArticleSearch, articles: Articles
) -> None:
    lost = [
        f"{keyword} of {article.name}: {found(whole, keyword)}"
        for article in articles
        for keyword in article.keywords[::3]
        if article.name not in found(whole, keyword)
    ]
    assert len(lost) <= 5, lost


def test_one_form_of_a_word_finds_the_others(search: ArticleSearch) -> None:
    assert found(search, "potholes")[0] == found(search, "pothole")[0] == "streets/potholes"
    assert found(search, "recycled")[:1] == found(search, "recycling")[:1]


def test_a_very_long_message_is_read_only_so_far(by_keywords: ArticleSearch) -> None:
    padding = " ".join(f"zzyzx{number}" for number in range(MOST_WORDS))
    assert found(by_keywords, f"pothole {padding}")[0] == "streets/potholes"
    assert found(by_keywords, f"{padding} pothole") == []


def test_the_index_serves_many_threads_at_once(search: ArticleSearch) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(lambda _: tuple(found(search, "my bin was missed")), range(64)))
    assert answers == {tuple(found(search, "my bin was missed"))}


def test_without_articles_nothing_is_found(encoder_folder: Path) -> None:
    search = ArticleSearch(Articles({}))
    assert search.find("missed bin") == []
    search.learn_meaning(encoder_folder)
    assert search.find("missed bin") == []


# With and without an encoder.


def test_meaning_finds_what_no_word_gives_away(by_keywords: ArticleSearch, whole: ArticleSearch) -> None:
    bare = [
        (question.words, question.article)
        for question in every_question()
        if question.style == "own words" and question.article not in found(by_keywords, question.words)
    ]
    helped = [words for words, article in bare if article in found(whole, words)]
    assert len(helped) >= len(bare) / 3


def test_without_an_encoder_there_is_a_warning_and_search_goes_on(articles: Articles, tmp_path: Path) -> None:
    search = ArticleSearch(articles)
    with capture_logs() as logs:
        assert not search.learn_meaning(tmp_path / "nowhere")
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("search_by_keywords_only", "warning")
    ]
    assert found(search, "missed bin")[0] == "waste/missed-bins"


def test_a_damaged_encoder_is_refused_with_a_warning(articles: Articles, tmp_path: Path) -> None:
    (tmp_path / SUMS).write_text(f"{'0' * 64}  model.onnx\n")
    search = ArticleSearch(articles)
    with capture_logs() as logs:
        assert not search.learn_meaning(tmp_path)
    assert "is damaged" in logs[0]["reason"]
    assert found(search, "missed bin")[0] == "waste/missed-bins"


def test_it_may_be_asked_while_it_learns(articles: Articles, encoder_folder: Path) -> None:
    few = Articles({article.name: article for article in list(articles)[::8]})
    search = ArticleSearch(few)
    with ThreadPoolExecutor(4) as threads:
        learning = threads.submit(search.learn_meaning, encoder_folder)
        while not learning.done():
            assert search.find("where can I get a blue badge")
        assert learning.result()
    scores = search.scores("where can I get a blue badge")
    assert scores is not None
    assert scores.meaning is not None
    assert np.isfinite(scores.mixed).all()


def test_the_products_own_search_answers_at_once_and_learns_meanwhile(encoder_folder: Path) -> None:
    search = Wiring(Settings(encoder_folder=encoder_folder)).search
    assert found(search, "missed bin")[0] == "waste/missed-bins"
    for thread in threading.enumerate():
        if thread.name == "search":
            thread.join()
    scores = search.scores("missed bin")
    assert scores is not None
    assert scores.meaning is not None


@pytest.mark.parametrize(("said", "folder"), [("", None), ("models/encoder", Path("models/encoder"))])
def test_an_empty_setting_switches_the_encoder_off(
    monkeypatch: pytest.MonkeyPatch, said: str, folder: Path | None
) -> None:
    monkeypatch.setenv("FRONTDOOR_ENCODER_FOLDER", said)
    assert Settings().encoder_folder == folder


def test_the_command_line_prints_an_article_a_line_and_nothing_else() -> None:
    program = [sys.executable, "-m", "server.cli", "search", "the bin men never came", "--most", "2"]
    environment = {**os.environ, "FRONTDOOR_ENCODER_FOLDER": "nowhere"}
    ran = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [set(line) for line in lines] == [{"article", "title", "score", "weak", "hopeless"}] * 2
    assert lines[0]["article"] == "waste/missed-bins"
    assert "search_by_keywords_only" in ran.stderr
