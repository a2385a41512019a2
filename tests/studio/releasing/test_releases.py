"""Going live: who may, when, what changes, what does not, and back again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studio.releasing.errors import NotApproved, ReleaseRefused
from studio.releasing.models import Status
from tests.studio.drafts.parts import ARTICLE, ED, EMMA, NLU, Swap
from tests.studio.parts import git
from tests.studio.releasing.parts import OLIVE, TUESDAY, House


def failed(house: House, draft_id: int) -> dict[str, str]:
    return {rule.name: rule.sentence for rule in house.releases.gate(draft_id).rules if not rule.passed}


def test_an_approved_draft_goes_live_with_its_model_and_is_closed(house: House) -> None:
    draft = house.approved()
    done = house.release(draft)
    assert (done.status, done.problem) == (Status.LIVE, None)
    assert house.head == house.marked == draft.head
    assert "my bin was not emptied" in house.phrases()
    assert git(house.live, "status", "--porcelain") == ""
    model = house.models.model_for(house.live)
    assert model is not None
    assert house.assistant.answers_with == model.name
    assert house.drafts.get(draft.id).status == "released"
    assert git(house.live, "branch", "--list", "release/*") == ""


def test_history_says_who_released_what_why_and_with_which_scores(house: House) -> None:
    house.release(house.approved())
    (newest,) = house.releases.history()
    assert (newest.title, newest.who, newest.why) == ("Bins", "Olive Approver", "Residents say it so")
    assert newest.scores[0] == "Typed test messages: 82.0%, today 80.0%"
    assert newest.can_be_taken_back


def test_nobody_approves_what_they_changed(house: House) -> None:
    draft = house.draft()
    with pytest.raises(NotApproved, match="somebody else must approve"):
        house.releases.approve(draft.id, draft.head, EMMA)
    assert failed(house, draft.id) == {"Approved": "Another person must approve it."}


def test_the_council_may_let_people_approve_their_own_edits(house: House) -> None:
    house.programmer_commits("council/release.yml", "window:", "approval:\n  own_edits: yes\nwindow:")
    draft = house.draft()
    house.releases.approve(draft.id, draft.head, EMMA)
    assert house.releases.gate(draft.id).passed


def test_an_edit_after_the_approval_needs_a_new_one(house: House) -> None:
    draft = house.approved()
    assert house.releases.gate(draft.id).passed
    house.drafts.edit(draft.id, Swap(NLU, "they did not come", "nobody came"), ED)
    house.models.train(house.drafts.get(draft.id).root)
    assert "Approved" in failed(house, draft.id)
    with pytest.raises(NotApproved, match="changed after you opened"):
        house.releases.approve(draft.id, draft.head, OLIVE)


def test_two_approvals_of_one_person_count_once(house: House) -> None:
    house.programmer_commits("council/release.yml", "window:", "approval:\n  people: 2\nwindow:")
    draft = house.approved()
    house.releases.approve(draft.id, draft.head, OLIVE)
    assert failed(house, draft.id) == {
        "Approved": "Approved by Olive Approver. 1 more people must approve it."
    }
    house.releases.approve(draft.id, draft.head, ED)
    assert house.releases.gate(draft.id).passed


def test_a_draft_that_fails_a_rule_does_not_go_live(house: House) -> None:
    draft = house.approved()
    house.compared.finds(danger_unheard=["i smell gas"], danger_missed=1)
    with pytest.raises(ReleaseRefused, match="i smell gas"):
        house.releases.release(draft.id, OLIVE, "Quickly")
    assert house.releases.history() == []


def test_a_draft_that_relaxes_the_rules_is_judged_by_the_rules_of_today(house: House) -> None:
    relaxed = Swap("council/release.yml", "window:", "approval:\n  people: 0\nwindow:")
    draft = house.draft(relaxed)
    assert "Approved" in failed(house, draft.id)


def test_a_draft_without_a_model_for_exactly_its_content_does_not_go_live(house: House) -> None:
    draft = house.approved()
    for model in house.models.folder.iterdir():
        if model.name != house.assistant.answers_with:
            model.unlink()
    assert failed(house, draft.id)["Trained"].endswith("Train the draft.")


def test_a_draft_compared_with_an_older_live_assistant_is_compared_again(house: House) -> None:
    draft = house.approved()
    house.assistant.answers_with = "another.tar.gz"
    assert failed(house, draft.id) == {
        "Compared with live": "It was compared with what was live before. Compare it again."
    }


def test_a_draft_that_is_behind_does_not_go_live(house: House) -> None:
    draft = house.approved()
    house.programmer_commits(ARTICLE, "We come back.", "We return.")
    assert "Up to date with live" in failed(house, draft.id)
    with pytest.raises(ReleaseRefused, match="Bring the draft up to date"):
        house.releases.release(draft.id, OLIVE, "Quickly")


def test_files_somebody_is_working_on_are_named_and_left_alone(house: House) -> None:
    draft = house.approved()
    by_hand = house.phrases() + "# a programmer is editing\n"
    (house.live / NLU).write_text(by_hand)
    assert NLU in failed(house, draft.id)["No unsaved work in the live files"]
    with pytest.raises(ReleaseRefused, match=NLU):
        house.releases.release(draft.id, OLIVE, "Quickly")
    assert house.phrases() == by_hand


def test_work_by_hand_in_other_files_goes_on_through_a_release(house: House) -> None:
    (house.live / "README.md").write_text("Half a sentence")
    (house.live / "notes.txt").write_text("Mine")
    assert house.release(house.approved()).status == Status.LIVE
    assert (house.live / "README.md").read_text() == "Half a sentence"
    assert git(house.live, "status", "--porcelain").split("\n") == [" M README.md", "?? notes.txt", ""]


def test_outside_the_window_the_next_one_is_named(house: House) -> None:
    draft = house.approved()
    house.time = TUESDAY + timedelta(hours=7)
    with pytest.raises(ReleaseRefused, match="Tuesday 1 December at 10:00"):
        house.releases.release(draft.id, OLIVE, "Quickly")


def test_a_release_for_later_waits_for_its_time(house: House) -> None:
    draft = house.approved()
    later = TUESDAY + timedelta(days=7, hours=1)
    asked = house.releases.release(draft.id, OLIVE, "After the bank holiday", at=later)
    house.releases.carry_out_due()
    assert house.releases.view(asked.id).status == Status.WAITING
    assert house.head != draft.head
    house.time = later
    house.releases.carry_out_due()
    assert house.releases.view(asked.id).status == Status.LIVE


def test_a_release_for_later_is_cancelled_and_a_draft_waits_once(house: House) -> None:
    draft = house.approved()
    asked = house.releases.release(draft.id, OLIVE, "Later", at=TUESDAY + timedelta(hours=1))
    with pytest.raises(ReleaseRefused, match="waiting to go live already"):
        house.releases.release(draft.id, OLIVE, "Again")
    house.releases.cancel(asked.id, EMMA)
    house.time += timedelta(hours=2)
    assert house.releases.carry_out_due() == 0
    assert house.releases.view(asked.id).status == Status.CANCELLED
    with pytest.raises(ReleaseRefused, match="too late"):
        house.releases.cancel(asked.id, EMMA)


def test_a_draft_changed_after_it_was_asked_for_does_not_go_live(house: House) -> None:
    draft = house.approved()
    asked = house.releases.release(draft.id, OLIVE, "Later", at=TUESDAY + timedelta(hours=1))
    house.drafts.edit(draft.id, Swap(NLU, "they did not come", "nobody came"), ED)
    house.time += timedelta(hours=2)
    house.releases.carry_out_due()
    done = house.releases.view(asked.id)
    assert (done.status, done.problem) == (
        Status.FAILED,
        "The draft was changed after it was asked to go live. Release it anew.",
    )


def test_a_reason_is_needed(house: House) -> None:
    draft = house.approved()
    with pytest.raises(ReleaseRefused, match="Say why"):
        house.releases.release(draft.id, OLIVE, "  ")


def test_a_model_the_assistant_refuses_changes_nothing(house: House) -> None:
    before, answers_with = house.head, house.assistant.answers_with
    house.assistant.refuses = "The model's file is damaged. Train it again"
    done = house.release(house.approved())
    assert (done.status, done.problem) == (Status.FAILED, "The model's file is damaged. Train it again.")
    assert (house.head, house.assistant.answers_with) == (before, answers_with)
    assert "my bin was missed" in house.phrases()


def test_content_that_a_process_cannot_show_is_put_back_at_once(house: House) -> None:
    before, answers_with = house.head, house.assistant.answers_with
    ends = [house.process("web"), house.process("actions", problem="data/nlu/waste.yml:3: this is not YAML")]
    done = house.release(house.approved())
    for ended in ends:
        ended.set()
    assert done.status == Status.FAILED
    assert "data/nlu/waste.yml:3" in (done.problem or "")
    assert house.head == house.marked == before
    assert "my bin was missed" in house.phrases()
    assert (house.assistant.answers_with, house.assistant.beside) == (answers_with, None)


def test_a_release_taken_back_puts_content_and_model_back_and_keeps_the_history(house: House) -> None:
    before, model = house.phrases(), house.assistant.answers_with
    released = house.release(house.approved())
    back = house.releases.take_back(released.id, OLIVE, "Residents complain")
    house.releases.carry_out_due()
    done = house.releases.view(back.id)
    assert (done.status, done.problem, done.why) == (Status.LIVE, None, "Residents complain")
    assert house.phrases() == before
    assert house.assistant.answers_with == model
    assert (
        git(house.live, "rev-list", "--count", "HEAD").strip() == "4"
    )  # a commit of its own; nothing is rewritten
    assert git(house.live, "log", "-1", "--format=%an").strip() == "Olive Approver"
    # And what was taken back can itself be taken back.
    again = house.releases.take_back(back.id, OLIVE, "It was something else")
    house.releases.carry_out_due()
    assert house.releases.view(again.id).status == Status.LIVE
    assert "my bin was not emptied" in house.phrases()


def test_only_the_newest_release_is_taken_back(house: House) -> None:
    first = house.release(house.approved())
    second = house.release(house.approved(Swap(NLU, "they did not come", "nobody came"), "More"))
    with pytest.raises(ReleaseRefused, match="Only the newest"):
        house.releases.take_back(first.id, OLIVE, "Why not")
    assert [view.can_be_taken_back for view in house.releases.history()] == [True, False]
    assert second.status == Status.LIVE


def test_a_release_whose_earlier_model_is_gone_says_what_to_do(house: House) -> None:
    model = house.assistant.answers_with
    released = house.release(house.approved())
    (house.models.folder / model).unlink()
    with pytest.raises(ReleaseRefused, match="trained by an earlier version"):
        house.releases.take_back(released.id, OLIVE, "Residents complain")
    assert "my bin was not emptied" in house.phrases()


def test_a_release_is_taken_back_though_phrases_were_changed_by_hand_since(house: House) -> None:
    """Nobody has met those: no model has learnt them."""
    model = house.assistant.answers_with
    released = house.release(house.approved())
    house.programmer_commits(NLU, "they did not come", "they did not come at all")
    back = house.releases.take_back(released.id, OLIVE, "Residents complain")
    house.releases.carry_out_due()
    done = house.releases.view(back.id)
    assert (done.status, done.problem) == (Status.LIVE, None)
    assert house.assistant.answers_with == model
    assert "my bin was missed" in house.phrases()
    assert "they did not come at all" in house.phrases()


def test_where_enquiries_were_changed_by_hand_since_it_is_said_before_anybody_waits(house: House) -> None:
    released = house.release(house.approved())
    house.programmer_commits(NLU, "intent: query_bin_collection_day", "intent: query_bin_day")
    with pytest.raises(ReleaseRefused, match="changed by hand since"):
        house.releases.take_back(released.id, OLIVE, "Residents complain")


def test_a_release_is_taken_back_beneath_what_somebody_changed_by_hand_since(house: House) -> None:
    released = house.release(house.approved())
    rules = house.live / "council" / "release.yml"
    rules.write_text(f"# a remark\n{rules.read_text()}")
    git(house.live, "commit", "--quiet", "--all", "--message=By hand")
    back = house.releases.take_back(released.id, OLIVE, "Residents complain")
    house.releases.carry_out_due()
    assert house.releases.view(back.id).status == Status.LIVE
    assert "my bin was not emptied" not in house.phrases()
    assert rules.read_text().startswith("# a remark")


def test_a_release_whose_own_words_were_changed_by_hand_since_is_not_taken_back(house: House) -> None:
    released = house.release(house.approved(Swap(ARTICLE, "2 working days", "3 working days")))
    house.programmer_commits(ARTICLE, "3 working days", "4 working days")
    with pytest.raises(ReleaseRefused, match="Changed again by hand since"):
        house.releases.take_back(released.id, OLIVE, "Residents complain")


def test_models_of_the_last_releases_are_kept(house: House) -> None:
    first_model = house.assistant.answers_with
    house.release(house.approved())
    assert house.models.kept == {first_model, house.assistant.answers_with}


def test_an_assistant_that_missed_the_change_is_told_again(house: House) -> None:
    released = house.release(house.approved())
    house.assistant.answers_with = "old.tar.gz"  # a second Rasa that was restarting, say
    house.releases.carry_out_due()
    assert house.assistant.answers_with == released.model


def test_a_release_while_the_assistant_is_away_fails_in_words(house: House) -> None:
    draft = house.approved()
    asked = house.releases.release(draft.id, OLIVE, "Now")
    house.assistant.is_away = True
    house.releases.carry_out_due()
    assert house.releases.view(asked.id).problem == (
        "The assistant does not answer at the moment. Try again in a minute."
    )
    house.assistant.is_away = False
    assert house.release(draft).status == Status.LIVE
