"""Better, worse or the same: never by chance alone, and message by message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.labelled import Labelled
from studio.drafts.drafts import Drafts
from studio.workshop import messages
from studio.workshop.comparing import compare
from studio.workshop.comparison import RIGHT_TO_WRONG, SAFETY, SPOKEN, TYPED, WRONG_TO_RIGHT, Comparison
from studio.workshop.messages import as_heard
from studio.workshop.models import Kind
from studio.workshop.progress import (
    COMPARING,
    CONVERSATIONS,
    IN_LIVE,
    LOADING,
    LONGER_THAN_SAID,
    MESSAGES,
    NOT_KNOWN,
    OF_TRAINING,
    USUAL,
    Progress,
    stage_of,
)
from studio.workshop.rows import ComparisonRows
from studio.workshop.scores import Score, Verdict
from tests.studio.drafts.parts import EMMA
from tests.studio.workshop.parts import MONDAY, Bench, answer


def test_one_message_more_of_a_hundred_may_be_chance() -> None:
    score = Score.of([True] * 80 + [False] * 20, [True] * 81 + [False] * 19)
    assert (score.verdict, score.messages) == (Verdict.SAME, 100)
    assert score.low <= 0 < score.high


@pytest.mark.parametrize(("won", "verdict"), [(12, Verdict.BETTER), (-12, Verdict.WORSE), (0, Verdict.SAME)])
def test_twelve_more_of_a_hundred_are_not(won: int, verdict: Verdict) -> None:
    right = 50
    score = Score.of([True] * right + [False] * right, [True] * (right + won) + [False] * (right - won))
    assert score.verdict == verdict


def test_as_many_won_as_lost_is_the_same_however_many_changed() -> None:
    score = Score.of([True] * 30 + [False] * 30, [False] * 30 + [True] * 30)
    assert score.verdict == Verdict.SAME
    assert score.low < 0 < score.high


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_handful_of_messages_proves_nothing_even_if_all_of_them_changed(count: int) -> None:
    assert Score.of([True] * count, [False] * count).verdict == Verdict.SAME
    assert Score.of([False] * count, [True] * count).verdict == Verdict.SAME


def test_where_nothing_changed_there_is_nothing_to_be_unsure_of() -> None:
    score = Score.of([True, False], [True, False])
    assert (score.low, score.high, score.verdict) == (0.0, 0.0, Verdict.SAME)


def test_a_score_of_nothing_or_of_different_messages_is_refused() -> None:
    for pair in (([], []), ([True], [True, False])):
        with pytest.raises(ValueError, match="needs messages"):
            Score.of(*pair)


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("The wagon went by, my bin's still full!", "the wagon went by my bin's still full"),
        ("Half-term: IS the pool open??", "half-term is the pool open"),
        ("it’s £20… why", "it's 20 why"),
        ("🙂", ""),
    ],
)
def test_a_typed_message_is_also_read_as_a_recogniser_would_write_it(typed: str, heard: str) -> None:
    assert as_heard(typed) == heard


def test_typed_and_spoken_messages_are_told_apart(small_content: Path) -> None:
    found = messages.read(small_content)
    assert len(found.typed) == 3
    assert [row.text for row in found.spoken] == [
        "er its the bin its not been done",
        "the wagon went by my bin's still full",
        "nobody took the rubbish",
        "hiya",
    ]
    assert [row.safety for row in found.danger] == ["emergency", "none"]


def test_messages_of_an_enquiry_the_draft_no_longer_has_are_counted_not_failed(small_content: Path) -> None:
    rows = small_content / messages.HELD_OUT
    rows.write_text(rows.read_text() + "where is my parcel,report_missed_parcel,chat\n")
    found = messages.read(small_content)
    assert len(found.typed) == 3
    assert found.notes == (
        "Left out of tests/nlu/held_out.csv, since this draft has no such enquiry: 1 of 5 messages.",
    )


def test_a_test_file_that_cannot_be_read_is_named_and_the_rest_is_compared(small_content: Path) -> None:
    (small_content / messages.HELD_OUT).write_bytes(b"text,intent\n\xff\xfe")
    (small_content / messages.DANGER).unlink()
    found = messages.read(small_content)
    assert (found.typed, found.danger) == ((), ())
    assert [note.split()[0] for note in found.notes] == ["tests/nlu/held_out.csv", "There"]


@pytest.fixture
def compared(bench: Bench, small_content: Path) -> Comparison:
    found = messages.read(small_content)
    live = {text: answer("report_missed_bin") for text in found.texts}
    live["the house is on fire"] = answer("report_missed_bin", safety="emergency")
    draft = {text: answer("report_missed_bin") for text in found.texts} | {
        "hiya": answer("greet"),
        "nobody took the rubbish": answer("greet"),
    }
    whole = compare(found, live, draft, bench.models.held_out(Path()), bench.models.held_out(Path()))
    return Comparison(
        7,
        "c" * 40,
        "frontdoor-2.tar.gz",
        "frontdoor-1.tar.gz",
        MONDAY,
        whole.parts,
        whole.changed,
        whole.missed_danger,
        (),
        whole.confusion,
        found.services,
        whole.notes,
    )


def test_the_messages_that_changed_are_named_right_to_wrong_first(compared: Comparison) -> None:
    typed = [(one.text, one.before, one.after, one.kind) for one in compared.changed if one.part == TYPED]
    assert typed == [
        ("nobody took the rubbish", "report_missed_bin", "greet", RIGHT_TO_WRONG),
        ("hiya", "report_missed_bin", "greet", WRONG_TO_RIGHT),
    ]
    assert compared.changed[-1].kind == WRONG_TO_RIGHT


@pytest.mark.parametrize(
    ("written", "labels", "shown"),
    [
        ("report_missed_bin", ("report_missed_bin",), "Report missed bin"),
        ("report_missed_bin+greet", ("report_missed_bin", "greet"), "Report missed bin, or Greet"),
        ("signpost_other_council", ("out_of_scope",), "Find another council, or Nothing we do"),
        ("greet+signpost_nhs", ("greet", "out_of_scope"), "Greet, or Signpost nhs, or Nothing we do"),
        ("greet+gone_since", ("greet",), "Greet"),
    ],
)
def test_all_that_is_right_for_a_message_is_shown_so_that_live_was_right_where_it_says_so(
    compared: Comparison, written: str, labels: tuple[str, ...], shown: str
) -> None:
    row = Labelled(text="put up our allotment rents", labels=labels, written=written)
    was, is_now = ({row.text: answer(intent)} for intent in (labels[-1], "query_rent"))
    changed = compare(messages.Messages((row,), (), (), {}), was, is_now, None, None).changed
    rows = ComparisonRows(compared, {"signpost_other_council": "Find another council"})
    assert [(one.kind, rows.intent(one.wanted)) for one in changed] == [(RIGHT_TO_WRONG, shown)]


def test_each_service_and_intent_has_a_score_before_and_after(compared: Comparison) -> None:
    part = compared.parts[TYPED]
    assert (part.intents["greet"].before, part.intents["greet"].after) == (0.0, 1.0)
    assert (part.intents["report_missed_bin"].before, part.intents["report_missed_bin"].after) == (1.0, 0.5)
    assert part.services["waste"].messages == 3
    assert set(compared.parts) == {TYPED, SPOKEN, SAFETY, "cross_validation"}


@pytest.mark.parametrize(
    ("wanted", "before", "after", "told"),
    [
        ("emergency", "emergency", "distress", [(True, "distress")]),
        ("emergency", "distress", "distress", [(False, "distress")]),
        ("emergency", "distress", "none", [(True, "none")]),
        ("emergency", "none", "emergency", []),
        ("distress", "distress", "emergency", []),  # more than it is
        ("safeguarding", "safeguarding", "none", [(True, "none")]),
    ],
)
def test_an_emergency_taken_for_less_is_a_miss_too(
    wanted: str, before: str, after: str, told: list[tuple[bool, str]]
) -> None:
    row = Labelled(text="help her", labels=(), written="", safety=wanted)
    was, is_now = ({"help her": answer("greet", safety=heard)} for heard in (before, after))
    missed = compare(messages.Messages((), (), (row,), {}), was, is_now, None, None).missed_danger
    assert [(one.is_new, one.heard) for one in missed] == told


def test_danger_that_only_the_live_assistant_notices_is_new_and_comes_first(compared: Comparison) -> None:
    (missed,) = compared.missed_danger
    assert (missed.text, missed.is_new) == ("the house is on fire", True)
    assert "misses danger" in ComparisonRows(compared).verdict


def test_an_enquiry_is_called_by_its_title_as_everywhere_else(compared: Comparison) -> None:
    rows = ComparisonRows(compared, {"report_missed_bin": "Report a missed bin"})
    assert rows.intent("report_missed_bin+greet") == "Report a missed bin, or Greet"


def test_what_is_stored_is_what_was_found(bench: Bench, compared: Comparison) -> None:
    bench.comparisons.store(compared)
    bench.comparisons.store(compared)
    assert bench.comparisons.latest(7, "c" * 40) == compared
    assert bench.comparisons.latest(7, "d" * 40) is None


def test_the_newest_model_of_an_open_draft_is_not_to_be_forgotten(
    bench: Bench, compared: Comparison, tmp_path: Path
) -> None:
    drafts = Drafts(bench.content, tmp_path / "drafts", bench.database, bench.clock)
    draft = drafts.open("Bins", EMMA)
    for number, draft_id in ((1, draft.id), (2, draft.id), (3, draft.id + 70)):
        names = {"model": f"frontdoor-{number}.tar.gz", "commit": str(number) * 40}
        bench.comparisons.store(replace(compared, draft_id=draft_id, **names))
    assert bench.comparisons.models() == {"frontdoor-2.tar.gz"}
    drafts.discard(draft.id, EMMA)
    assert bench.comparisons.models() == set()


def test_the_heat_map_and_the_table_hold_the_same_numbers(compared: Comparison) -> None:
    rows = ComparisonRows(compared)
    assert [(cell.label, cell.understood, cell.messages) for cell in rows.confusions] == [
        ("report_missed_bin", "greet", 1)
    ]
    assert "report_missed_bin understood as greet: 1 (50%)" in rows.picture


READS = {LOADING: 0.0, MESSAGES: 20.0, CONVERSATIONS: 20.0, COMPARING: 20.0}


def test_progress_follows_what_the_trainer_prints() -> None:
    assert stage_of("Starting to train component 'Safety'.") == "Learning what danger sounds like"
    assert stage_of("Restored component 'Safety' from cache.") == "Packing the model"
    assert stage_of("anything else") is None


@pytest.mark.parametrize(("slower", "left"), [(1, 20), (4, 68)])
def test_the_time_left_goes_by_how_this_training_goes(slower: int, left: int) -> None:
    now = 0.0
    usual = dict.fromkeys(("Reading the files", "Reading the phrases"), 10.0) | {"Packing the model": 20.0}
    other = dict.fromkeys(OF_TRAINING, 0.0) | usual
    progress = Progress(Kind.TRAIN, other, clock=lambda: now)
    for line in ("Reading the phrases", "Restored component 'Safety'"):
        now += 10.0 * slower
        progress.line(line)
    for _ in range(2):
        progress.line("Restored component 'Safety'")
    assert progress.now() == (50, left)


def test_what_is_counted_of_a_stage_says_how_far_it_is_and_how_long_it_takes() -> None:
    now = 0.0
    progress = Progress(Kind.COMPARE, {**dict.fromkeys(OF_TRAINING, 0.0), **READS}, clock=lambda: now)
    progress.enter(MESSAGES)
    progress.count("draft", 0, 100)
    progress.count("live", 0, 300)
    assert (progress.said, progress.now()) == ("Reading the test messages: 0 of 400", (0, 60))
    now = 60.0  # thrice as long as usual; the one that is slower decides
    progress.count("draft", 50, 100)
    progress.count("live", 50, 300)
    percent, left = progress.now()
    assert progress.said == f"Reading the test messages: 100 of 400; {LONGER_THAN_SAID}"
    assert percent == 8
    assert left is not None
    assert 300 + 4 * 40 < left < 300 + 14 * 40, "250 messages at this pace, and what follows is slower too"
    now = 360.0
    progress.count("draft", 100, 100)
    progress.count("live", 300, 300)
    assert progress.now()[0] == 33
    progress.enter(CONVERSATIONS)
    assert progress.said == f"Playing the conversations; {LONGER_THAN_SAID}", "it is late still"


def test_of_what_takes_longer_than_it_ever_did_nobody_is_told_how_long() -> None:
    now = 0.0
    progress = Progress(Kind.COMPARE, {**dict.fromkeys(OF_TRAINING, 0.0), **READS}, clock=lambda: now)
    progress.enter(LOADING)
    told = []
    for seconds in (0, 30, 60, 120, 240):
        now = float(seconds)
        told.append(progress.now()[1])
    assert (told[0], told[-2:]) == (60, [None, None])


def test_on_a_machine_that_was_never_measured_nobody_is_told_how_long_before_it_has_shown_its_pace() -> None:
    now = 0.0
    progress = Progress(Kind.COMPARE, dict(USUAL), clock=lambda: now, measured=False)
    assert (progress.now()[1], progress.said) == (None, f"Reading the files; {NOT_KNOWN}")
    now = 12.0
    progress.enter("Reading the phrases")
    assert progress.now()[1] is None
    now = 36.0  # four times as long as elsewhere
    progress.enter("Learning the rules")
    whole = sum(USUAL[stage] for stage in (*OF_TRAINING, LOADING, MESSAGES, CONVERSATIONS, COMPARING))
    assert progress.now()[1] == round(4 * (whole - 9))
    assert progress.said == "Learning the rules"


def test_why_it_takes_longer_than_was_said_is_said() -> None:
    now = 0.0
    progress = Progress(Kind.COMPARE, {**dict.fromkeys(OF_TRAINING, 0.0), **READS}, clock=lambda: now)
    progress.enter(MESSAGES)
    progress.count("draft", 0, 100)
    assert progress.said == "Reading the test messages: 0 of 100"
    now = 10.0
    progress.count("draft", 40, 100)
    assert progress.said == "Reading the test messages: 40 of 100", "about as was said"
    now = 60.0
    progress.count("draft", 50, 100)
    assert progress.said == f"Reading the test messages: 50 of 100; {LONGER_THAN_SAID}"
    assert len(f"Reading the test messages: 10,000 of 10,000; {LONGER_THAN_SAID}") <= 100, "fits its column"
    progress.enter(IN_LIVE)
    assert progress.said == IN_LIVE, "the stage itself says why"


def test_percent_only_grows_as_stages_pass() -> None:
    now = 0.0
    usual = {"Reading the files": 10.0, "Reading the phrases": 10.0, "Packing the model": 20.0}
    progress = Progress(Kind.TRAIN, usual, clock=lambda: now)
    seen = []
    for seconds, line in (
        (5, ""),
        (10, "Reading the phrases"),
        (400, ""),
        (410, "Restored component 'Safety'"),
    ):
        now = float(seconds)
        progress.line(line)
        seen.append(progress.now())
    assert [percent for percent, _ in seen] == sorted(percent for percent, _ in seen)
    assert seen[-1][0] < 100
