"""What the council says of itself, its sentences, hours, promises and directory, as an editor changes them."""

from __future__ import annotations

from datetime import date

import pytest

from studio.council import rows
from studio.files.content import Content
from tests.studio.files.parts import mistakes
from tests.studio.workroom import Editor, Workroom, hidden, plain

HOME = "/studio/council"
TEAMS = f"{HOME}/directory/teams"
PERSON = f"{HOME}/directory/person"
CLARE = {
    "was": "Clare Reid",
    "name": "Clare Reid",
    "role": "Council tax officer",
    "team": "council_tax",
    "extension": "4042",
}
DAY = {"day": "24", "month": "12", "year": "2026", "is": "closed", "hours": "", "reason": "Christmas Eve"}


def identity(content: Content, name: str) -> str:
    return str(content.council_file("identity").values[name])


@pytest.mark.parametrize(
    "address",
    [
        *("", "/about", "/sentences", "/sentences/passing_on", "/alerts", "/alerts/new", "/hours"),
        *("/hours/libraries", "/promises", "/promises/missed_bin", "/directory", "/directory/person"),
        *("/directory/teams/waste", "/directory/teams/new"),
    ],
)
def test_every_page_opens_before_there_is_a_draft(emma: Editor, address: str) -> None:
    page = emma.see(f"{HOME}{address}")
    assert page.status_code == 200
    assert "<h1" in page.text


@pytest.mark.parametrize(
    "address", ["/sentences/none", "/hours/none", "/promises/none", "/alerts/none", "/directory/teams/none"]
)
def test_what_is_not_there_is_said_to_be_missing(emma: Editor, address: str) -> None:
    page = emma.see(f"{HOME}{address}")
    assert page.status_code == 404
    assert "There is no such" in plain(page)


def test_greetings_and_the_number_change_in_one_step_and_the_dialled_number_follows(
    workroom: Workroom, emma: Editor
) -> None:
    page = emma.does(f"{HOME}/about", spoken_greeting="Hello, Marlbury.", phone_display="01632 960 123")
    assert "the first words on the phone, the main number changed" in plain(page)
    draft = workroom.draft()
    assert identity(draft, "spoken_greeting") == "Hello, Marlbury."
    assert (identity(draft, "phone"), identity(draft, "phone_display")) == ("+441632960123", "01632 960 123")
    assert mistakes(draft.root) == []


def test_a_name_or_number_that_cannot_be_is_refused_by_its_field(workroom: Workroom, emma: Editor) -> None:
    for field, value, said in (
        ("email", "hello at marlbury", "Write an e-mail address"),
        ("phone_display", "12", "Write a phone number"),
        ("website", "our site", "Write an address such as"),
        ("greeting", "Hello {you}", "Take out the braces"),
        ("name", "", "Write the council"),
    ):
        answer = emma.send(f"{HOME}/about", **{field: value})
        assert (answer.status_code, said in plain(answer)) == (422, True), field
        assert f'href="#{field}"' in answer.text
    assert workroom.drafts.all() == []


def test_saving_a_form_as_it_was_makes_no_draft(workroom: Workroom, emma: Editor) -> None:
    content = Content(workroom.content)
    same = emma.send(f"{HOME}/about", name=identity(content, "name"))
    assert "Nothing was changed" in plain(same)
    assert "Nothing was changed" in plain(emma.send(f"{HOME}/hours/libraries", monday="09:30-17:30"))
    assert workroom.drafts.all() == []


def test_sentences_are_found_by_their_words_with_chat_and_voice_side_by_side(emma: Editor) -> None:
    page = emma.see(f"{HOME}/sentences?q=repeat+passing", **{"HX-Target": "rows"})
    assert "<html" not in page.text
    assert "They can see what you have told me" in plain(page)
    assert "{team}" in plain(page).split("On the phone")[1]
    assert "did_not_hear_again" not in page.text
    assert "No sentence has these words" in plain(emma.see(f"{HOME}/sentences?q=xyzzy"))


def test_a_sentence_is_saved_for_one_channel_and_the_others_stay(workroom: Workroom, emma: Editor) -> None:
    before = (workroom.content / "council/words.yml").read_text().splitlines()
    page = emma.see(f"{HOME}/sentences/goodbye")
    emma.does(f"{HOME}/sentences/goodbye", spoken="Goodbye then.", seen=hidden(page, "seen"))
    after = (workroom.draft().root / "council/words.yml").read_text().splitlines()
    assert [line.strip() for line in after if line not in before] == ['spoken: "Goodbye then."']


def test_a_blank_nobody_fills_is_refused_and_what_was_typed_stays(workroom: Workroom, emma: Editor) -> None:
    answer = emma.send(f"{HOME}/sentences/passing_on", text="I pass you to {teem}.")
    assert answer.status_code == 422
    assert "Nobody fills {teem}. Blanks here are team." in plain(answer)
    assert "I pass you to {teem}." in answer.text
    empty = emma.send(f"{HOME}/sentences/passing_on", text="")
    assert "Write what residents are told" in plain(empty)
    assert workroom.drafts.all() == []


def test_words_are_looked_at_while_they_are_typed(emma: Editor) -> None:
    page = emma.send(f"{HOME}/sentences/goodbye/check", text="See www.marlbury.example", spoken="")
    assert "cannot be said aloud" in plain(page)
    assert "<html" not in page.text


def test_a_promise_shows_the_date_a_case_opened_today_would_have(emma: Editor) -> None:
    page = plain(emma.see(f"{HOME}/promises"))  # today is Monday 30 November 2026
    assert "Missed bin collected 3 working days 3 December 2026" in page
    assert "Complaint answered" in page


def test_what_is_shown_is_what_a_case_is_promised(workroom: Workroom) -> None:
    from council.council import load_council

    today = date(2026, 12, 21)  # bank holidays ahead
    council = load_council(workroom.content / "council", workroom.content / "kb/articles")
    shown = {row.key: row.due for row in rows.promises(Content(workroom.content), today) if row.due}
    assert shown == {key: council.due(key, today) for key in shown}
    assert len(shown) > 20


def test_a_promise_changes_with_its_words_or_not_at_all(workroom: Workroom, emma: Editor) -> None:
    words = {"title": "Missed bin collected", "says": "We will come back for your bin within 3 working days."}
    refused = emma.send(f"{HOME}/promises/missed_bin", time="2", **words)
    assert "The words still say 3" in plain(refused)
    wrong = emma.send(f"{HOME}/promises/missed_bin", time="two", title="", says="")
    for said in ("Enter a whole number", "Enter a title", "Enter what residents are told"):
        assert said in plain(wrong)
    page = emma.does(
        f"{HOME}/promises/missed_bin",
        time="2",
        title=words["title"],
        says="We will come back within 2 working days.",
    )
    assert "2 working days 2 December 2026" in plain(page)
    assert mistakes(workroom.draft().root) == []


def test_a_week_changes_in_one_step_and_an_empty_day_is_closed(workroom: Workroom, emma: Editor) -> None:
    emma.does(f"{HOME}/hours/libraries", monday="", sunday="10:00-12:00", tuesday="09:30-17:30")
    [library] = [row for row in rows.hours(workroom.draft()) if row.key == "libraries"]
    assert (library.days["monday"], library.days["tuesday"], library.days["sunday"]) == (
        "",
        "09:30-17:30",
        "10:00-12:00",
    )
    refused = emma.send(f"{HOME}/hours/libraries", friday="8 to 9")
    assert refused.status_code == 422
    assert 'href="#friday"' in refused.text


def test_a_closure_of_several_is_one_step_and_can_be_taken_away(workroom: Workroom, emma: Editor) -> None:
    page = emma.does(f"{HOME}/hours/days", **DAY, key=["libraries", "benefits"])
    assert "Christmas Eve" in plain(page)
    differ = [(row.day, row.key, row.hours) for row in rows.days_that_differ(workroom.draft())]
    assert differ == [(date(2026, 12, 24), "benefits", ""), (date(2026, 12, 24), "libraries", "")]
    emma.does(f"{HOME}/hours/days/remove", date="2026-12-24", key="benefits")
    assert [row.key for row in rows.days_that_differ(workroom.draft())] == ["libraries"]
    assert mistakes(workroom.draft().root) == []


def test_a_day_that_cannot_be_is_refused_field_by_field(workroom: Workroom, emma: Editor) -> None:
    answer = emma.send(f"{HOME}/hours/days", day="31", month="2", year="2027", **{"is": "open"})
    for said in ("Enter a real date", "Select whose hours", "Enter the hours", "Enter why"):
        assert said in plain(answer)
    past = emma.send(f"{HOME}/hours/days", **(DAY | {"year": "2025"}), key="libraries")
    assert "Enter a day to come" in plain(past)
    assert emma.send(f"{HOME}/hours/days/remove", date="x", key="y").status_code == 422
    assert workroom.drafts.all() == []


def test_bank_holidays_are_listed(emma: Editor) -> None:
    assert "25 December 2026: Christmas Day" in plain(emma.see(f"{HOME}/hours"))


def test_somebody_is_added_with_a_deputy_and_found_by_nickname(workroom: Workroom, emma: Editor) -> None:
    emma.does(
        PERSON,
        name="Ada O'Neil",
        role="Bin officer",
        team="waste",
        extension="4999",
        nicknames="Ade, Addy",
        deputy="Trevor Haddock",
        phone="01632 960777",
    )
    [ada] = [one for one in rows.people(workroom.draft()) if one.name == "Ada O'Neil"]
    assert (ada.nicknames, ada.deputy, ada.phone) == (("Ade", "Addy"), "Trevor Haddock", "+441632960777")
    assert mistakes(workroom.draft().root) == []
    found = plain(emma.see(f"{HOME}/directory?q=addy"))
    assert "also Ade, Addy" in found
    assert "1 of 36" in found


def test_whoever_stands_in_for_somebody_is_neither_hidden_nor_removed(
    emma: Editor, workroom: Workroom
) -> None:
    hidden_ = emma.send(PERSON, **CLARE, ex_directory="yes")
    assert "Clare Reid stands in for Llewelyn Price" in plain(hidden_)
    removed = emma.send(f"{PERSON}/remove", name="Clare Reid")
    assert "Clare Reid stands in for Llewelyn Price. Name somebody else first." in plain(removed)
    assert workroom.drafts.all() == []


def test_a_new_name_is_carried_to_those_they_stand_in_for(workroom: Workroom, emma: Editor) -> None:
    emma.does(PERSON, **(CLARE | {"name": "Clare Reid-Jones"}))
    people = {one.name: one for one in rows.people(workroom.draft())}
    assert people["Llewelyn Price"].deputy == "Clare Reid-Jones"
    assert mistakes(workroom.draft().root) == []


def test_changing_a_role_leaves_deputy_and_nicknames_as_they_were(workroom: Workroom, emma: Editor) -> None:
    page = emma.see(f"{PERSON}?name=Llewelyn+Price")
    assert 'value="Clare Reid" selected' in page.text
    emma.does(
        PERSON,
        was="Llewelyn Price",
        name="Llewelyn Price",
        role="Head of council tax",
        team="council_tax",
        extension="4041",
        deputy="Clare Reid",
        nicknames="Lew, Llew",
    )
    text = (workroom.draft().root / "council/teams.yml").read_text()
    assert (
        "{name: Llewelyn Price, role: Head of council tax, team: council_tax, "
        'extension: "4041", deputy: Clare Reid, nicknames: [Lew, Llew]}' in text
    )


def test_a_person_is_removed(workroom: Workroom, emma: Editor) -> None:
    assert "Remove Kwame Boateng" in plain(emma.see(f"{PERSON}/remove?name=Kwame+Boateng"))
    emma.does(f"{PERSON}/remove", name="Kwame Boateng")
    assert "Kwame Boateng" not in [one.name for one in rows.people(workroom.draft())]


def test_a_team_is_added_changed_and_removed(workroom: Workroom, emma: Editor) -> None:
    before = (workroom.content / "council/teams.yml").read_bytes()
    team = {"title": "Harbour", "spoken": "the harbour team", "phone": "01632 960888", "hours": "switchboard"}
    emma.does(f"{TEAMS}/new", **team, deputy_team="streets")
    assert mistakes(workroom.draft().root) == []
    emma.does(f"{TEAMS}/harbour", **(team | {"title": "Harbour and piers"}), deputy_team="streets")
    [harbour] = [row for row in rows.teams(workroom.draft()) if row.key == "harbour"]
    assert (harbour.title, harbour.phone, harbour.deputy_team) == (
        "Harbour and piers",
        "+441632960888",
        "streets",
    )
    emma.does(f"{TEAMS}/harbour/remove", key="harbour")
    assert (workroom.draft().root / "council/teams.yml").read_bytes() == before


def test_a_team_that_something_leads_to_stays(workroom: Workroom, emma: Editor) -> None:
    used = emma.send(f"{TEAMS}/waste/remove", key="waste")
    assert "It still has the service" in plain(used)
    last = emma.send(f"{TEAMS}/contact_centre/remove", key="contact_centre")
    assert "so it stays" in plain(last)
    assert workroom.drafts.all() == []


def test_a_broken_file_is_named_and_the_other_pages_go_on(workroom: Workroom, emma: Editor) -> None:
    (workroom.content / "council/hours.yml").write_text("hours: [")
    assert emma.see(HOME).status_code == 200
    assert emma.see(f"{HOME}/hours").status_code == 200
    answer = emma.send(f"{HOME}/hours/days", **DAY, key="libraries")
    assert answer.status_code == 422
    assert emma.see(f"{HOME}/directory").status_code == 200
