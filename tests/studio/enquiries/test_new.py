"""A new enquiry on one page, and one split from another."""

from __future__ import annotations

from typing import Any

import pytest

from studio.files.content import Content
from studio.files.edits.enquiries import MESSAGES
from studio.files.edits.phrases import kept_for
from tests.studio.workroom import Editor, Workroom, hidden, plain, sent_again

PHRASES = """my neighbour plays the drums all night long
can you lend me a sound meter please
i want to borrow the thing that measures noise
how do i get hold of a decibel box
is there a gadget for proving it is too loud
lend us a noise recorder would you
need to record how loud they are next door
somebody said you hand out recorders
where do i pick up a noise machine
may i have one of those listening kits"""
NEW: dict[str, Any] = {
    "title": "Borrow a noise recorder",
    "spoken": "borrowing a noise recorder",
    "service": "environment",
    "demand": "value",
    "phrases": PHRASES,
    "hints": "noise recorder, sound meter",
}
ANSWER = {
    "answers_by": "new",
    "article-summary": "You can borrow a noise recorder for two weeks. It is free.",
    "article-spoken": "You can borrow a noise recorder for two weeks. It is free.",
    "article-source": "Noise policy 2026, section 2",
    "article-body": "## How to borrow one\n\nAsk at any library.",
    "article-review_by-day": "31",
    "article-review_by-month": "5",
    "article-review_by-year": "2027",
}


def test_a_message_for_testing_with_somebodys_name_is_warned_of_while_it_is_typed(emma: Editor) -> None:
    typed = "hi its oluwaseun adeyemi, lend us a meter\nlend us a sound meter"
    page = plain(emma.send("/studio/enquiries/new/check-tests", test_messages=typed))
    assert "2 test messages, and 1 thing to look at" in page
    assert "‘oluwaseun adeyemi’ may be a name" in page


def test_an_answer_is_read_while_it_is_typed_as_on_its_own_page(emma: Editor) -> None:
    typed = {
        "article-title": "Hedgehogs",
        "article-summary": "You may utilise a hedgehog house in order to facilitate hibernation arrangements.",
        "article-spoken": "See https://hedgehogs.example for more.",
        "article-body": "## More\n\nRing Mrs Siobhan Kelleher on 07700 900123.",
    }
    page = plain(emma.send("/studio/enquiries/new/check-article", **typed))
    assert "Reading age" in page
    assert "‘07700 900123’ may be" in page
    assert "cannot be said aloud" in page


def test_title_ten_phrases_and_an_answer_are_all_it_takes(workroom: Workroom, emma: Editor) -> None:
    page = emma.does("/studio/enquiries/new", **NEW, **ANSWER)
    assert "New enquiry: Borrow a noise recorder, with 10 phrases" in plain(page)
    draft = workroom.draft()
    enquiry = draft.catalogue()["borrow_noise_recorder"]
    assert (enquiry.service, enquiry.article, enquiry.team) == (
        "environment",
        "environment/borrow-noise-recorder",
        draft.catalogue()["report_noise"].team if "report_noise" in draft.catalogue() else enquiry.team,
    )
    assert draft.phrases("borrow_noise_recorder") == PHRASES.split("\n")
    file = draft.article("environment/borrow-noise-recorder")
    assert file
    assert file.article
    assert (file.article.title, file.article.owner) == ("Borrow a noise recorder", enquiry.team)
    assert draft.problems() == []
    [view] = workroom.drafts.all()
    assert len(workroom.drafts.history(view.id)) == 1, "it is one step, and undone as one"


def test_a_line_that_is_no_phrase_is_said_and_nothing_is_lost(workroom: Workroom, emma: Editor) -> None:
    answer = emma.send("/studio/enquiries/new", **NEW | ANSWER | {"phrases": f"{PHRASES}\n???"})
    assert (answer.status_code, workroom.drafts.all()) == (422, [])
    assert "may i have one of those listening kits\n???" in answer.text


def test_messages_for_testing_measure_it_and_without_any_its_page_says_that_nothing_does(
    workroom: Workroom, emma: Editor
) -> None:
    answered = NEW | ANSWER
    page = emma.does("/studio/enquiries/new", **answered)
    assert "No test messages yet" in plain(page)
    tests = "is there a gadget that hears how loud it is\nthe racket next door, can i have proof of it"
    phrases = PHRASES.replace(" ", " really ")
    other = answered | {"title": "Borrow a sound proof", "phrases": phrases, "test_messages": tests}
    page = emma.does("/studio/enquiries/new", **other)
    assert "No test messages yet" not in plain(page)
    assert "2 messages kept for testing" in plain(page)
    draft = workroom.draft()
    assert kept_for(draft, "borrow_sound_proof") == tests.split("\n")


def test_the_conversation_tests_play_a_phrase_it_was_taught(workroom: Workroom, emma: Editor) -> None:
    """A message for testing may be missed by chance, and would keep a good enquiry from going live."""
    emma.does("/studio/enquiries/new", **NEW, **ANSWER, test_messages="is there a gadget that hears noise")
    messages = (workroom.draft().root / MESSAGES).read_text()
    assert f"borrow_noise_recorder: {PHRASES.splitlines()[0]}\n" in messages


def test_a_message_for_testing_must_not_be_one_of_the_phrases(workroom: Workroom, emma: Editor) -> None:
    said = PHRASES.split("\n", maxsplit=1)[0]
    answer = emma.send("/studio/enquiries/new", **NEW, **ANSWER, test_messages=said)
    assert (answer.status_code, workroom.drafts.all()) == (422, [])
    assert "is one of the phrases" in plain(answer)


def test_an_article_that_is_there_may_answer_it(workroom: Workroom, emma: Editor) -> None:
    emma.does("/studio/enquiries/new", **NEW, answers_by="existing", article="environment/noise")
    assert workroom.draft().catalogue()["borrow_noise_recorder"].article == "environment/noise"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "???"}, "Use some letters in the title"),
        ({"service": "weather"}, "Select the service it belongs to"),
        ({"phrases": "only one"}, "Enter 10 phrases: 9 more are needed"),
        ({"answers_by": ""}, "Select whether the answer is there already"),
        ({"answers_by": "existing", "article": "no/such"}, "Select the article that answers it"),
        ({"article-body": ""}, "Enter the whole answer"),
        ({"article-spoken": "It is £60."}, "cannot be said aloud: write how the phone says it"),
        ({"article-review_by-month": "13"}, "Enter the date it must be read again by"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    workroom: Workroom, emma: Editor, fields: dict[str, str], says: str
) -> None:
    answer = emma.send("/studio/enquiries/new", **(NEW | ANSWER | fields))
    assert answer.status_code == 422
    assert says in plain(answer)
    assert "Noise policy 2026, section 2" in answer.text
    assert workroom.drafts.all() == []


def test_phrases_handed_over_by_the_inbox_are_on_the_page(emma: Editor) -> None:
    page = emma.send("/studio/enquiries/new/from", phrases="lend me a recorder\nborrow a meter")
    assert page.status_code == 200
    assert "lend me a recorder\nborrow a meter" in page.text


def test_a_title_that_is_taken_is_refused_and_one_that_makes_a_taken_name_gets_another(
    workroom: Workroom, emma: Editor
) -> None:
    answer = emma.send("/studio/enquiries/new", **(NEW | {"title": "Report a missed bin"}), **ANSWER)
    assert (answer.status_code, "Another enquiry is called so" in plain(answer)) == (422, True)
    emma.does("/studio/enquiries/new", **(NEW | {"title": "Report your missed bin"}), **ANSWER)
    assert "report_missed_bin_2" in workroom.draft().catalogue()


def test_ticked_phrases_are_split_into_a_new_enquiry(workroom: Workroom, emma: Editor) -> None:
    ticked = workroom.drafts.live_content().phrases("report_missed_bin")[:3]
    page = emma.send("/studio/enquiries/new/from", source="report_missed_bin", phrase=ticked, do="split")
    assert "Split Report a missed bin" in plain(page)
    assert hidden(page, "source") == "report_missed_bin"
    split = NEW | {"phrases": "\n".join([*ticked, "one more of the new kind"]), "source": "report_missed_bin"}
    emma.does("/studio/enquiries/new", **split, answers_by="existing", article="waste/missed-bins")
    draft = workroom.draft()
    assert draft.phrases("borrow_noise_recorder") == [*ticked, "one more of the new kind"]
    assert not set(ticked) & set(draft.phrases("report_missed_bin"))


def test_a_new_enquiry_asks_of_phrases_that_another_has_and_of_names(
    workroom: Workroom, emma: Editor
) -> None:
    taken, name = "rubbish not collected report", "its sandra lee here, lend me a noise meter"
    phrases = NEW["phrases"] + f"\n{taken}\n{name}"
    asked = emma.send("/studio/enquiries/new", **NEW | ANSWER | {"phrases": phrases})
    assert "It is a phrase of Report a missed bin. Move it here, to Borrow a noise recorder" in plain(asked)
    assert "‘sandra lee’ may be a name" in plain(asked)
    assert workroom.drafts.all() == []
    page = emma.does("/studio/enquiries/new", **sent_again(asked) | {"place-0": "move", "nobodys": "yes"})
    assert "New enquiry: Borrow a noise recorder" in plain(page)
    draft = workroom.draft()
    assert draft.phrases("borrow_noise_recorder")[-2:] == [taken, name]
    assert taken not in draft.phrases("report_missed_bin")


def test_with_what_is_left_elsewhere_a_new_enquiry_may_have_too_few(workroom: Workroom, emma: Editor) -> None:
    phrases = "\n".join([*PHRASES.split("\n")[1:], "rubbish not collected report"])
    asked = emma.send("/studio/enquiries/new", **NEW | ANSWER | {"phrases": phrases})
    answer = emma.send("/studio/enquiries/new", **sent_again(asked) | {"place-0": "leave"})
    assert "Enter 10 phrases: 1 more is needed" in plain(answer)
    assert workroom.drafts.all() == []


def test_phrases_of_a_new_enquiry_that_are_nearly_each_other_are_said_so_while_they_are_typed(
    emma: Editor,
) -> None:
    typed = "can you lend me a sound meter please\ncan you lend me a sound metre please"
    page = plain(emma.send("/studio/enquiries/new/check", phrases=typed))
    assert "it is nearly ‘can you lend me a sound meter please’, which you wrote above" in page


def test_a_message_for_testing_that_is_a_phrase_is_said_before_anything_is_asked(
    workroom: Workroom, emma: Editor
) -> None:
    taken = Content(workroom.content).phrases("report_missed_bin")[0]
    phrases = f"{PHRASES}\n{taken}\nhi its oluwaseun adeyemi, lend us a meter"
    tests = "is there a gadget that hears noise\nLend us a noise recorder, would you?"
    answer = emma.send("/studio/enquiries/new", **(NEW | {"phrases": phrases}), **ANSWER, test_messages=tests)
    assert answer.status_code == 422
    assert "Lend us a noise recorder, would you?’ is one of the phrases" in plain(answer)
    assert "Where does it belong" not in plain(answer)
