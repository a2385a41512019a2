"""Phrases added, changed, removed and moved: only their own lines differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.files.content import Content
from studio.files.edits import (
    AddPhrases,
    ChangePhrase,
    EditRefused,
    KeepForTesting,
    MovePhrases,
    RemovePhrases,
    sort_out,
)
from studio.files.phrase_files import parse_phrases
from studio.files.saving import write
from tests.studio.files.parts import made, mistakes

MISSED, DAYS = "report_missed_bin", "query_bin_collection_day"
WASTE = "data/nlu/waste.yml"


def test_a_phrase_is_added_below_the_others_of_its_enquiry(content: Path) -> None:
    assert made(content, AddPhrases(MISSED, ("nobody took our glass",))) == {
        WASTE: ([], ["    - nobody took our glass"])
    }
    assert Content(content).phrases(MISSED)[-1] == "nobody took our glass"


def test_ten_thousand_phrases_are_added_at_once(content: Path) -> None:
    phrases = tuple(f"bin {number} on our road was left full" for number in range(10_000))
    assert len(made(content, AddPhrases(MISSED, phrases))[WASTE][1]) == 10_000


def test_a_phrase_that_is_there_already_is_not_added_twice(content: Path) -> None:
    with pytest.raises(EditRefused, match="there already"):
        AddPhrases(MISSED, ("Dustmen missed us!",)).apply(Content(content))


def test_a_message_kept_for_testing_never_becomes_a_phrase(content: Path) -> None:
    kept = "The wagon went by without stopping and our plastics box still has everything in it"
    with pytest.raises(EditRefused, match="kept for testing"):
        AddPhrases(MISSED, (kept,)).apply(Content(content))
    with pytest.raises(EditRefused, match="kept for testing"):
        ChangePhrase(MISSED, "dustmen missed us", kept).apply(Content(content))
    assert sort_out(Content(content), MISSED, [kept, "a new one"]).new == ["a new one"]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("- my bin was\u200b missed ", "my bin was missed"),
        ("• the [blue bin](bin_type) is full", "the blue bin is full"),
        ('the [blue bin]{"entity": "bin_type"} is full', "the blue bin is full"),
        ("<b>bins</b> left\r\nat the gate", "bins left at the gate"),
        ("bin: #4 | 'left' & \"full\" % @ ` !", "bin: #4 | 'left' & \"full\" % @ ` !"),
        ("--- no bins", "--- no bins"),
        ("my bin\u2028was\x85left\x00", "my bin was left"),
        ("👩\u200d👧 bin was left", "👩\u200d👧 bin was left"),
    ],
)
def test_what_is_pasted_is_cleaned_and_cannot_break_the_file(content: Path, pasted: str, kept: str) -> None:
    made(content, AddPhrases(MISSED, (pasted,)))
    assert Content(content).phrases(MISSED)[-1] == kept
    assert Content(content).problems() == []
    assert mistakes(content) == []


@pytest.mark.parametrize("nothing", ["", " \u200b ", "- ", "[]"])
def test_a_phrase_of_nothing_is_refused(content: Path, nothing: str) -> None:
    with pytest.raises(EditRefused) as refused:
        AddPhrases(MISSED, (nothing,)).apply(Content(content))
    assert refused.value.field == "phrases"


def test_a_phrase_is_changed_where_it_stands(content: Path) -> None:
    edit = ChangePhrase(MISSED, "dustmen missed us", "the dustmen missed us")
    assert made(content, edit) == {WASTE: (["    - dustmen missed us"], ["    - the dustmen missed us"])}


def test_a_phrase_is_removed(content: Path) -> None:
    assert made(content, RemovePhrases(MISSED, ("dustmen missed us",))) == {
        WASTE: (["    - dustmen missed us"], [])
    }


def test_a_phrase_somebody_else_removed_is_not_removed_again(content: Path) -> None:
    edit = RemovePhrases(MISSED, ("dustmen missed us",))
    write(content, edit.apply(Content(content)))
    with pytest.raises(EditRefused, match="not a phrase of Report a missed bin any more"):
        edit.apply(Content(content))


def test_the_last_phrases_of_an_enquiry_cannot_be_removed(content: Path) -> None:
    everything = tuple(Content(content).phrases(MISSED))
    with pytest.raises(EditRefused, match="no phrases left"):
        RemovePhrases(MISSED, everything).apply(Content(content))


def test_phrases_move_from_one_enquiry_to_another(content: Path) -> None:
    edit = MovePhrases(("dustmen missed us", "glass box not picked up"), MISSED, DAYS)
    assert (
        edit.describe(Content(content)) == "2 phrases moved from Report a missed bin to Find out your bin day"
    )
    lines = ["    - glass box not picked up", "    - dustmen missed us"]
    assert made(content, edit) == {WASTE: (lines, lines)}
    assert Content(content).phrases(DAYS)[-2:] == ["glass box not picked up", "dustmen missed us"]


def test_phrases_move_between_two_files(content: Path) -> None:
    line = ["    - dustmen missed us"]
    assert made(content, MovePhrases(("dustmen missed us",), MISSED, "report_pothole")) == {
        WASTE: (line, []),
        "data/nlu/streets.yml": ([], line),
    }


def test_a_message_is_kept_for_testing(content: Path) -> None:
    edit = KeepForTesting('they said "tomorrow", and nobody came', MISSED)
    row = '"they said ""tomorrow"", and nobody came",report_missed_bin,chat'
    assert made(content, edit) == {"tests/nlu/held_out.csv": ([], [row])}
    with pytest.raises(EditRefused, match="already"):
        edit.apply(Content(content))


def test_a_phrase_cannot_be_kept_for_testing(content: Path) -> None:
    with pytest.raises(EditRefused, match="Remove it there first"):
        KeepForTesting("Dustmen missed us.", MISSED).apply(Content(content))


def test_a_file_with_windows_line_ends_keeps_them(content: Path) -> None:
    path = content / WASTE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert made(content, AddPhrases(MISSED, ("nobody took our glass",))) == {
        WASTE: ([], ["    - nobody took our glass\r"])
    }
    assert Content(content).phrases(MISSED)[-1] == "nobody took our glass"


def test_a_file_written_by_hand_in_another_way_keeps_it(content: Path) -> None:
    path = content / WASTE
    path.write_text(
        "nlu:\n  # ours\n  - intent: report_missed_bin   # busy\n    examples: |\n      - one\n      - two\n\n"
        "  - lookup: bins\n    examples: |\n      - blue\n",
        encoding="utf-8",
    )
    assert made(content, AddPhrases(MISSED, ("three",))) == {WASTE: ([], ["      - three"])}
    assert Content(content).phrases(MISSED) == ["one", "two", "three"]


SPACED = {  # as a programmer may write it: all of it is YAML, and Rasa reads it
    "wide": "-   intent:   report_missed_bin   # ours\n    examples: |\n      - one\n      - two\n",
    "a dash alone": "-\n  intent: report_missed_bin\n  examples: |\n    - one\n    - two\n",
    "quoted": "- \"intent\": 'report_missed_bin'\n  examples: |\n    -   one\n    -   two\n",
    "spaces before colons": "- intent : report_missed_bin\n  examples : |\n    - one\n    - two\n",
    "other things first": "- metadata:\n    a: b\n  intent: report_missed_bin\n  examples: |\n    - one\n    - two\n",
    "the name last": "- examples: |\n    - one\n    - two\n  intent: report_missed_bin\n",
}


@pytest.mark.parametrize("entry", SPACED.values(), ids=SPACED)
def test_an_entry_with_spaces_of_its_own_is_edited_as_any_other(content: Path, entry: str) -> None:
    path, others = content / WASTE, "- intent: query_bin_collection_day\n  examples: |\n    - when\n"
    whole = f"nlu:\n{others}\n{entry}"
    path.write_text(whole, encoding="utf-8")
    (gone, come) = made(content, AddPhrases(MISSED, ("three",)))[WASTE]
    assert (gone, [line.strip(" -") for line in come]) == ([], ["three"])
    made(content, RemovePhrases(MISSED, ("one",)))
    assert Content(content).phrases(MISSED) == ["two", "three"]
    made(content, AddPhrases("request_bin_service", ("a new bin",)))  # an entry more, behind it
    made(content, AddPhrases(MISSED, ("four",)))
    file = parse_phrases(path.read_text(encoding="utf-8"), path)
    assert not file.mistakes
    [block] = file.of(MISSED)
    left = file.rewritten(drop=[line for line, _ in block.phrases])
    assert MISSED not in left
    assert parse_phrases(left, path).of(DAYS)[0].phrases
    assert not parse_phrases(left, path).mistakes


def test_spaces_that_mean_nothing_before_a_name_keep_nobody_from_changing_its_phrases(content: Path) -> None:
    path = content / WASTE
    text = path.read_text().replace(
        f"- intent: {MISSED}\n  examples: |", f"-   intent:   {MISSED}   # bins\n    examples: |"
    )
    path.write_text(text.replace("\n    - ", "\n      - "))
    assert made(content, AddPhrases(MISSED, ("nobody took our glass",))) == {
        WASTE: ([], ["      - nobody took our glass"])
    }


def test_where_phrases_cannot_be_changed_their_line_is_said(content: Path) -> None:
    path = content / WASTE
    text = path.read_text()
    path.write_text(
        text.replace(
            f"- intent: {MISSED}\n  examples: |",
            f'- intent: {MISSED}\n  examples: "- one"\n- intent: other\n  examples: |',
        )
    )
    line = path.read_text().splitlines().index(f"- intent: {MISSED}") + 1
    with pytest.raises(EditRefused, match=f"from line {line} of {WASTE}"):
        AddPhrases(MISSED, ("nobody took our glass",)).apply(Content(content))
