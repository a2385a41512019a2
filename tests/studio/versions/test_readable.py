"""What changed, in words."""

from __future__ import annotations

from studio.versions.readable import EntryChanged, ReadableDiff, ReplyChanged, _phrases, read_difference
from studio.versions.renames import under_new_names
from studio.versions.word_diff import Run, paragraphs_changed, words_changed
from tests.growth import growth

TITLES = {"a": "Ask for A", "b": "Ask for B"}


def told(
    path: str, before: str | None, after: str | None, moved: dict[str, str] | None = None
) -> ReadableDiff:
    old, new = (text.encode() if text is not None else None for text in (before, after))
    return read_difference({path: old}, {path: new}, moved or {}, TITLES)


def nlu(a: str, b: str = "") -> str:
    lists = ((name, text) for name, text in (("a", a), ("b", b)) if text)
    return "nlu:\n" + "".join(
        f"- intent: {name}\n  examples: |\n" + "".join(f"    - {phrase}\n" for phrase in text.split())
        for name, text in lists
    )


def test_phrases_moved_added_and_removed():
    diff = told("data/nlu/x.yml", nlu("1 2 3 4", "5"), nlu("1 new", "5 2 3"))
    assert diff.sentences() == [
        "2 phrases moved from Ask for A to Ask for B",
        "1 phrase added to and 1 phrase removed from Ask for A",
    ]
    assert diff.phrases[0].removed == ("4",)


def test_a_phrase_that_moves_between_files():
    before = {"data/nlu/x.yml": nlu("1 2").encode(), "data/nlu/y.yml": nlu("", "3").encode()}
    after = {"data/nlu/x.yml": nlu("1").encode(), "data/nlu/y.yml": nlu("", "3 2").encode()}
    assert read_difference(before, after, {}, TITLES).sentences() == [
        "1 phrase moved from Ask for A to Ask for B"
    ]


def test_a_new_name_for_an_intent_is_no_move_of_phrases():
    diff = told("data/nlu/x.yml", nlu("1 2"), nlu("1 2").replace("intent: a", "intent: b"))
    assert diff.sentences() == ["Enquiry renamed from a to b: Ask for B"]


def test_an_enquiry_renamed_and_changed_is_told_as_both():
    diff = told("data/nlu/x.yml", nlu("1 2 3 4 5"), nlu("1 2 3 4 new").replace("intent: a", "intent: b"))
    assert diff.sentences() == [
        "Enquiry renamed from a to b: Ask for B",
        "1 phrase added to and 1 phrase removed from Ask for B",
    ]


def test_a_name_of_one_word_is_told_from_that_word_in_a_text():
    text = b"  fraud:\n    title: Report fraud\n    related: [fraud]\n  utter_begin_fraud:\n"
    assert under_new_names(text, {"fraud": "report_fraud"}) == (
        b"  report_fraud:\n    title: Report fraud\n    related: [fraud]\n  utter_begin_report_fraud:\n"
    )


def test_messages_for_testing_are_counted_and_shown():
    path, text = "tests/nlu/held_out.csv", "text,intent,style\none,a,chat\ntwo,a,chat\n"
    diff = told(path, text, text + '"three, or four",b,chat\n')
    assert diff.sentences() == ["1 message kept for testing"]
    assert diff.messages[0].added == ("three, or four",)
    assert diff.numbers() == ["1 test message"]
    assert told(path, None, text).sentences() == ["2 messages kept for testing"]
    assert told(path, text, text.replace("two,a,chat\n", "")).sentences() == [
        "1 message no longer kept for testing"
    ]
    assert told(path, text, text.replace("two,a", "two,b")).messages[0].moved == ("two",)
    for spoilt in ("no head\n", 'text,intent\n"open\n'):
        assert told(path, text, spoilt).sentences() == [f"File changed: {path}"]


def test_replies_before_and_after_by_channel():
    text = 'responses:\n  utter_x_y:\n    - text: "Old"\n    - text: "Spoken"\n      channel: voice\n'
    diff = told(
        "domain/x.yml",
        text,
        text.replace("Old", "New").replace("Spoken", "Said") + "  utter_z:\n    - text: Z\n",
    )
    assert diff.replies == (
        ReplyChanged("utter_x_y", "Chat", "Old", "New"),
        ReplyChanged("utter_x_y", "Phone", "Spoken", "Said"),
        ReplyChanged("utter_z", "Chat", None, "Z"),
    )
    assert diff.files == ()
    assert diff.numbers() == ["2 replies"]


def test_entries_of_the_catalogue_in_words():
    text = "service: x\nenquiries:\n  a:\n    title: A\n    hints: [one, two]\n    article: x/a\n"
    new = (
        text.replace("title: A", "title: Big A").replace("[one, two]", "[two, three]")
        + "  b:\n    title: B\n"
    )
    diff = told("council/services/x.yml", text, new)
    assert diff.entries == (
        EntryChanged(
            "a",
            "Big A",
            "changed",
            (
                "Title changed from “A” to “Big A”",
                "Words for the speech recogniser added: three",
                "Words for the speech recogniser removed: one",
            ),
        ),
        EntryChanged("b", "B", "new", ()),
    )


def test_an_article_by_words():
    diff = told("kb/articles/x/a.md", "title: A\n\nTell us in 2 days.\n", "title: A\n\nTell us in 3 days.\n")
    (article,) = diff.articles
    assert article.sentence() == "Article changed: A"
    assert article.paragraphs == (
        (Run("same", "Tell us in "), Run("removed", "2"), Run("added", "3"), Run("same", " days.")),
    )


def test_an_article_that_moved():
    before = {"kb/articles/x/a.md": b"title: A\nwords\n", "kb/articles/y/a.md": None}
    after = {"kb/articles/x/a.md": None, "kb/articles/y/a.md": b"title: A\nwords\n"}
    diff = read_difference(before, after, {"kb/articles/x/a.md": "kb/articles/y/a.md"}, {})
    assert diff.sentences() == ["Article moved from x/a to y/a: A"]


def test_anything_else_is_a_plain_difference():
    diff = told("config.yml", "a: 1\n", "a: 2\n")
    assert [(file.kind, file.lines) for file in diff.files] == [
        ("changed", ("@@ -1 +1 @@", "-a: 1", "+a: 2"))
    ]


def test_files_that_cannot_be_read_are_shown_as_they_stand():
    for path in ("domain/x.yml", "council/services/x.yml", "data/nlu/x.yml"):
        diff = told(path, "a: [\n", "a: [[\n")
        assert diff.sentences() == [f"File changed: {path}"]


def test_comments_alone_are_a_change_too():
    diff = told("data/nlu/x.yml", nlu("1"), "# why\n" + nlu("1"))
    assert diff.sentences() == ["File changed: data/nlu/x.yml"]


def test_lines_that_are_alike_are_one_that_changed():
    assert paragraphs_changed("one two three\nstays\n", "zero\none two four\nstays\n") == (
        (Run("added", "zero"),),
        words_changed("one two three", "one two four"),
    )


DIALOGUE = """# A missed bin.
parts:
  - on: chat
    turns:
      - says: my bin was missed
        hears: [sorry your bin was missed, "What is the postcode?"]
      - chooses: "Yes"
        hears: [Thank you]
  - on: phone
    turns:
      - silent: true
        hears: [Are you there?]
"""


def test_a_changed_conversation_test_says_which_turns_differ():
    after = DIALOGUE.replace("my bin was missed", "they missed my bin").replace("Are you there", "Hello")
    diff = told("tests/conversations/missed_bin.yml", DIALOGUE, after)
    assert diff.sentences() == ["Conversation test changed: Missed bin"]
    assert diff.numbers() == ["1 conversation test"]
    [change] = diff.conversations
    assert change.removed == (
        "Chat: The resident says “my bin was missed”. What is heard has “sorry your bin was missed” and "
        "“What is the postcode?”",
        "Phone: The caller is silent. What is heard has “Are you there?”",
    )
    assert change.added[0].startswith("Chat: The resident says “they missed my bin”.")
    assert change.added[1].endswith("What is heard has “Hello?”")


def test_a_new_and_a_removed_conversation_test_are_named():
    path = "tests/conversations/too_late.yml"
    assert told(path, None, DIALOGUE).sentences() == ["Conversation test new: Too late"]
    assert told(path, DIALOGUE, None).sentences() == ["Conversation test removed: Too late"]


def test_the_message_of_an_enquiry_is_told_by_its_title():
    path = "tests/conversations/every_enquiry/messages.yml"
    diff = told(path, "# Bins\na: the old words\nb: the same\n", "# Bins\na: the new words\nb: the same\n")
    assert diff.sentences() == ["Conversation test changed: Every enquiry"]
    assert diff.conversations[0].removed == ("Ask for A: “the old words”",)
    assert diff.conversations[0].added == ("Ask for A: “the new words”",)


def test_a_conversation_test_that_cannot_be_read_or_only_has_new_comments_is_a_changed_file():
    path = "tests/conversations/missed_bin.yml"
    for after in ("parts: [", DIALOGUE.replace("# A missed", "# The missed"), "parts: none\n"):
        assert told(path, DIALOGUE, after).sentences() == [f"File changed: {path}"]


def test_thousands_of_phrases_are_put_in_words_while_somebody_waits() -> None:
    """Of each phrase it was looked through all the others: a second and more for what an import brings."""

    def told_of(size: int) -> None:
        old = tuple(f"phrase number {number}" for number in range(size))
        new = tuple(f"phrase number {number}" for number in range(size // 2, size + size // 2))
        moves, [change] = _phrases({"report_missed_bin": old}, {"report_missed_bin": new}, {})
        assert (len(moves), len(change.added), len(change.removed)) == (0, size // 2, size // 2)

    assert growth(lambda words: told_of(4 * len(words)), "x") < 10  # by the square it would be 16


def test_an_entry_that_was_only_spaced_anew_loses_nothing() -> None:
    spaced = "nlu:\n-   intent:   a   # ours\n    examples: |\n      - 1\n      - 2\n      - new\n" + nlu(
        "", "5"
    ).removeprefix("nlu:\n")
    assert told("data/nlu/x.yml", nlu("1 2", "5"), spaced).sentences() == ["1 phrase added to Ask for A"]


def test_the_councils_own_words_are_told_as_whoever_approves_them_reads() -> None:
    words = 'emergency:\n  text: "Call 999 now."\n  spoken: "Dial 9 9 9."\nbye: # at the end\n  text: "Goodbye."\n'
    fine = words.replace("Dial 9 9 9.", "All fine. Have a nice day.")
    [change] = told("council/words.yml", words, fine).council
    assert change.sentence() == "Sentence changed: emergency"
    assert change.details == ("Phone changed from “Dial 9 9 9.” to “All fine. Have a nice day.”",)
    hours = 'hours:\n  libraries:\n    title: Libraries\n    wednesday: "09:00-19:00"\nexceptions: []\n'
    shut = hours.replace("19:00", "13:00").replace(
        "[]", "\n- date: 2026-12-24\n  key: libraries\n  closed: true\n  reason: Christmas Eve"
    )
    diff = told("council/hours.yml", hours, shut)
    assert diff.sentences() == [
        "Opening hours changed: Libraries",
        "Day that differs new: 24 December 2026, libraries, closed",
    ]
    assert diff.council[0].details == ("Wednesday changed from “09:00-19:00” to “09:00-13:00”",)
    assert "Reason set to “Christmas Eve”" in diff.council[1].details
    teams = "teams:\n  waste:\n    title: Bins\npeople:\n- name: Clare Reid\n  team: waste\n"
    more = teams + "- name: Jo Field\n  team: waste\n"
    assert told("council/teams.yml", teams, more).sentences() == ["Person of the directory new: Jo Field"]
    name = "name: Marlbury\nphone: '1'\naddress:\n- Town Hall\n"
    about = told("council/identity.yml", name, name.replace("Marlbury", "Marlby"))
    assert about.sentences() == ["About the council: changed"]
    assert about.council[0].details == ("Name changed from “Marlbury” to “Marlby”",)
    assert told("council/words.yml", words, f"# new\n{words}").sentences() == [
        "File changed: council/words.yml"
    ]


def test_a_renamed_enquiry_is_told_by_the_title_it_has() -> None:
    """Before it is saved only the old name has one."""
    diff = told("data/nlu/x.yml", nlu("1 2"), nlu("1 2").replace("intent: a", "intent: tip_hours"))
    assert diff.sentences() == ["Enquiry renamed from a to tip_hours: Ask for A"]
