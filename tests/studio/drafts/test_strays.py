"""Files that somebody left in a draft's folder and that are no content: they are no part of the draft, and stay."""

from __future__ import annotations

import pytest

from tests.studio.drafts.parts import EMMA, NLU, Office, phrase

STRAYS = ("notes.txt", "data/nlu/.waste.yml.swp", "data/nlu/waste.yml~", "data/phrases.xlsx", ".DS_Store")


def leave(office: Office, draft_id: int) -> None:
    for path in STRAYS:
        file = office.drafts.get(draft_id).root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"left in {path}")


def test_a_stray_file_is_not_committed_to_the_draft(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    leave(office, draft.id)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    assert [step.sentence for step in office.drafts.history(draft.id)] == [
        "1 phrase added to Report a missed bin"
    ]
    changed = office.drafts.repository.difference(draft.base, office.drafts.get(draft.id).head)
    assert list(changed.after) == [NLU]
    assert all((draft.root / path).read_text() == f"left in {path}" for path in STRAYS)


def test_content_beside_a_stray_file_is_kept(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    leave(office, draft.id)
    (draft.root / "kb/articles/waste/new.md").write_text("By hand\n")
    (draft.root / "config.yml").write_text("language: en  # by hand\n")
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    assert office.committed(draft.id, "kb/articles/waste/new.md") == "By hand\n"
    assert office.committed(draft.id, "config.yml") == "language: en  # by hand\n"


def test_a_killed_save_takes_no_stray_with_it(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    leave(office, draft.id)
    (draft.root / "data/nlu/half.yml").write_text("half wri")
    (office.folder / f"{draft.id}.saving").touch()
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    assert not (draft.root / "data/nlu/half.yml").exists()
    assert all((draft.root / path).exists() for path in STRAYS)


@pytest.mark.parametrize("close", ["discard", "release"])
def test_strays_are_put_aside_when_the_draft_is_closed(office: Office, close: str):
    draft = office.drafts.open("Bins", EMMA)
    leave(office, draft.id)
    if close == "discard":
        office.drafts.discard(draft.id, EMMA)
    else:
        office.drafts.released(draft.id, EMMA, draft.head)
    assert not draft.root.exists()
    (aside,) = office.folder.glob(f"{draft.id}-left-over-*")
    assert sorted(str(file.relative_to(aside)) for file in aside.rglob("*") if file.is_file()) == sorted(
        STRAYS
    )
