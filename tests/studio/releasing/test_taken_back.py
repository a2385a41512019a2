"""What was released and taken back is not lost: its pages say so, and its work goes on in a new draft."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.drafts.errors import OpenedAlready
from studio.drafts.people import Person
from studio.releasing.errors import ReleaseRefused, UnknownRelease
from studio.releasing.views import ReleaseView
from tests.studio.drafts.browser import Editor, application, plain
from tests.studio.drafts.parts import ARTICLE, ED, EMMA, NLU, Swap
from tests.studio.releasing.parts import OLIVE, House

OF_ED = Swap(ARTICLE, "We come back.", "We come back soon.", "The article says soon")


def taken_back(house: House, release: ReleaseView) -> ReleaseView:
    back = house.releases.take_back(release.id, OLIVE, "Residents complain")
    house.releases.carry_out_due()
    house.compared.against = house.assistant.answers_with
    return house.releases.view(back.id)


def released(house: House) -> ReleaseView:
    """A draft of two editors, one of whose steps was undone."""
    draft = house.draft()
    house.drafts.edit(draft.id, OF_ED, ED)
    house.drafts.edit(draft.id, Swap(NLU, "when is bin day", "when are bins", "A mistake"), EMMA)
    house.drafts.undo(draft.id, EMMA)
    draft = house.drafts.get(draft.id)
    house.releases.approve(draft.id, draft.head, OLIVE)
    return house.release(draft)


def test_the_work_goes_on_in_a_new_draft_with_each_step_in_its_editors_name(house: House) -> None:
    release = released(house)
    with pytest.raises(ReleaseRefused):
        house.releases.taken_back.open_again(release.id, EMMA)
    taken_back(house, release)
    again = house.releases.taken_back.open_again(release.id, EMMA)
    assert (again.title, again.open, again.behind, again.base) == ("Bins, again", True, False, house.head)
    assert "my bin was not emptied" in house.text(again.id, NLU)
    assert "when is bin day" in house.text(again.id, NLU)
    assert "We come back soon." in house.text(again.id, ARTICLE)
    steps = house.drafts.history(again.id)
    assert [(step.who, step.sentence) for step in reversed(steps)] == [
        (EMMA.name, "Again: 1 phrase changed"),
        (ED.name, "Again: The article says soon"),
    ]
    assert not house.releases.may_approve(again.id, ED)
    # And it goes live, is taken back and taken up as any other does.
    house.models.train(again.root)
    house.releases.approve(again.id, again.head, OLIVE)
    second = house.release(again)
    assert "my bin was not emptied" in house.phrases()
    taken_back(house, second)
    assert house.releases.taken_back.open_again(second.id, EMMA).title == "Bins, again"


def test_what_has_become_live_since_is_in_the_new_draft(house: House) -> None:
    release = released(house)
    taken_back(house, release)
    house.programmer_commits(NLU, "they did not come", "they never came")
    again = house.releases.taken_back.open_again(release.id, EMMA)
    assert not again.behind
    assert "they never came" in house.text(again.id, NLU)
    assert "my bin was not emptied" in house.text(again.id, NLU)


def test_where_live_changed_the_same_words_the_new_draft_leaves_the_choice(house: House) -> None:
    release = released(house)
    taken_back(house, release)
    house.programmer_commits(ARTICLE, "We come back.", "We come back late.")
    again = house.releases.taken_back.open_again(release.id, EMMA)
    assert again.behind
    assert "We come back soon." in house.text(again.id, ARTICLE)
    assert house.drafts.conflicts(again.id)


def test_a_step_that_does_not_fit_by_itself_comes_with_the_rest_and_keeps_its_name(house: House) -> None:
    draft = house.draft()
    house.drafts.edit(draft.id, OF_ED, ED)
    house.programmer_commits(ARTICLE, "We come back.", "We come back late.")
    found = house.drafts.conflicts(draft.id)
    assert found
    choices = {conflict.key: "draft" for conflict in found.conflicts}
    house.drafts.resolve(draft.id, EMMA, choices, live=found.live, head=found.head)
    draft = house.drafts.get(draft.id)
    house.releases.approve(draft.id, draft.head, OLIVE)
    release = house.release(draft)
    taken_back(house, release)
    assert "We come back late." in (house.live / ARTICLE).read_text()
    again = house.releases.taken_back.open_again(release.id, OLIVE)
    assert "We come back soon." in house.text(again.id, ARTICLE)
    assert "my bin was not emptied" in house.text(again.id, NLU)
    assert [step.who for step in house.drafts.history(again.id)] == [OLIVE.name, ED.name, EMMA.name]


def test_what_was_made_live_again_is_not_taken_back_any_more(house: House) -> None:
    release = released(house)
    back = taken_back(house, release)
    assert list(house.releases.taken_back.all()) == [release.id]
    once_more = taken_back(house, back)
    assert house.releases.taken_back.by(release.id) is None
    assert list(house.releases.taken_back.all()) == [back.id]
    third = taken_back(house, once_more)
    found = house.releases.taken_back.by(release.id)
    assert found
    assert found.id == third.id
    again = house.releases.taken_back.open_again(release.id, EMMA)
    assert "my bin was not emptied" in house.text(again.id, NLU)


def test_pages_say_who_took_it_back_and_open_the_draft_again(house: House) -> None:
    app = application(house, house.releases)
    emma, ravi = Editor(app, "emma"), Editor(app, "ravi")
    release = house.release(house.approved())
    at, draft_page = f"/studio/releases/{release.id}", f"/studio/drafts/{release.draft_id}"
    for page in (at, draft_page):
        assert "Open a new draft" not in plain(emma.see(page))
    assert emma.send(f"{at}/open-again").status_code == 409
    ravi.does(f"{at}/take-back", why="Complaints")
    house.releases.carry_out_due()
    for page in (at, draft_page):
        words = plain(emma.see(page))
        assert "taken back by Ravi" in words
        assert "on 24 November 2026 at 10am" in words
        assert "Why: Complaints" in words
        assert f'action="{at}/open-again"' in emma.see(page).text
    assert "Went live Taken back" in plain(emma.see("/studio/releases"))
    page = plain(emma.does(f"{at}/open-again"))
    assert "with the same changes as before" in page
    assert "Bins, again" in page
    assert "Again: 1 phrase changed" in page
    with pytest.raises(UnknownRelease):
        house.releases.taken_back.open_again(99, EMMA)
    assert emma.send("/studio/releases/99/open-again").status_code == 404


def test_one_draft_is_opened_with_what_was_taken_back_and_the_second_editor_is_led_to_it(
    house: House,
) -> None:
    app = application(house, house.releases)
    emma, ed = Editor(app, "emma"), Editor(app, "ravi")
    release = house.release(house.approved())
    taken_back(house, release)
    at = f"/studio/releases/{release.id}"
    ed.see(at)  # with the button still there
    emma.does(f"{at}/open-again")
    [draft] = house.drafts.all()
    led = ed.send(f"{at}/open-again")
    assert led.headers["location"] == f"/studio/drafts/{draft.id}?news=already"
    page = plain(ed.see(led.headers["location"]))
    assert "Somebody has opened this draft with the same changes already" in page
    assert [one.id for one in house.drafts.all()] == [draft.id]
    for page in (at, f"/studio/drafts/{release.draft_id}"):
        told = ed.see(page)
        assert "Emma Whitlock has opened a draft with the same changes: Bins, again" in plain(told)
        assert "Open a new draft" not in plain(told)
    emma.does(f"/studio/drafts/{draft.id}/discard")
    assert "Open a new draft" in plain(ed.see(at)), "it can be taken up anew"


def test_two_editors_who_open_it_at_the_same_instant_share_one_draft(house: House) -> None:
    release = released(house)
    taken_back(house, release)

    def open_again(who: Person) -> str:
        try:
            return house.releases.taken_back.open_again(release.id, who).title
        except OpenedAlready as already:
            return already.sentence

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(open_again, (EMMA, ED)))
    assert told[0] == "Bins, again"
    assert told[1].endswith("has already opened a draft with these changes, “Bins, again”.")
    assert len(house.drafts.all()) == 1
