"""A save that is refused forgets nothing: the form that is given back is as old as the page it was sent from."""

from __future__ import annotations

from typing import Any

import pytest

from tests.studio.articles.test_pages import FILLED, MISSED
from tests.studio.enquiries.test_details import BIN, DETAILS, TIP
from tests.studio.workroom import Editor, Workroom, hidden, plain, sent_again

REPLY = {"reply": "utter_begin_report_missed_bin", "channel": "chat"}
FORMS: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # address to send to, what Emma saves, what of Ed's is refused, and what he sends then
    "a reply": (
        f"{BIN}/replies",
        REPLY | {"text": "The words of Emma."},
        REPLY | {"text": "Ed fills {street}."},
        REPLY | {"text": "The words of Ed."},
    ),
    "the details": (
        f"{TIP}/details",
        DETAILS | {"title": "The words of Emma"},
        DETAILS | {"title": ""},
        DETAILS | {"title": "The words of Ed"},
    ),
    "an article": (
        MISSED,
        FILLED | {"summary": "The words of Emma."},
        FILLED | {"summary": "The words of Ed.", "review_by-month": "77"},
        FILLED | {"summary": "The words of Ed."},
    ),
    "the council": (
        "/studio/council/about",
        {"greeting": "The words of Emma."},
        {"greeting": "The words of {ed}."},
        {"greeting": "The words of Ed."},
    ),
}
PAGES = {f"{BIN}/replies": BIN}  # where another page than the one sent to has the form


@pytest.mark.parametrize("form", FORMS)
def test_what_somebody_else_saved_is_not_overwritten_after_a_refusal(
    workroom: Workroom, emma: Editor, ed: Editor, form: str
) -> None:
    address, emmas, refused, mended = FORMS[form]
    emma.does(f"{BIN}/phrases", phrases="the wagon drove by and never touched mine")
    workroom.share("ed")
    page = PAGES.get(address, address)
    seen = hidden(ed.see(page), "seen")
    emma.does(address, **emmas, seen=hidden(emma.see(page), "seen"))

    back = ed.send(address, **refused, seen=seen)
    assert back.status_code == 422, plain(back)
    again = hidden(back, "seen")
    choice = ed.send(address, **mended, seen=again)
    assert choice.status_code == 409, plain(choice)
    assert "Emma Whitlock changed this after you opened the page" in plain(choice)
    assert "The words of Emma" in plain(choice)


def test_a_choice_holds_for_the_words_it_was_made_between(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    emma.does(f"{BIN}/phrases", phrases="the wagon drove by and never touched mine")
    workroom.share("ed")
    seen = hidden(ed.see(BIN), "seen")
    emma.does(f"{BIN}/replies", **REPLY, text="The words of Emma.", seen=seen)
    choice = ed.send(f"{BIN}/replies", **REPLY, text="The words of Ed.", seen=seen)
    emma.does(f"{BIN}/replies", **REPLY, text="Better words of Emma.", seen=hidden(emma.see(BIN), "seen"))

    again = ed.send(f"{BIN}/replies", **sent_again(choice), choice="mine")
    assert again.status_code == 409, plain(again)
    assert "Better words of Emma." in plain(again)
    ed.does(f"{BIN}/replies", **sent_again(again), choice="mine")
    reply = workroom.draft().reply("utter_begin_report_missed_bin")
    assert reply
    assert reply.text() == "The words of Ed."
