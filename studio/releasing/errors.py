"""What can stand in the way of going live. Each says so in words for an editor: `sentence`."""

from __future__ import annotations

from collections.abc import Sequence


class ReleaseRefused(Exception):
    """Nothing was changed; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnknownRelease(ReleaseRefused, LookupError):
    def __init__(self, release_id: int) -> None:
        super().__init__(f"There is no release {release_id}.")


class NotApproved(ReleaseRefused):
    """This person, or this commit, cannot be approved."""


class FilesChanged(ReleaseRefused):
    """Somebody works on the live files themselves, and has not committed."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        named = ", ".join(self.paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
        super().__init__(
            f"Somebody is working on live files that this changes, and has not committed: {named}. "
            "Ask whoever looks after the files to commit them or to put them back."
        )


class LiveMoved(ReleaseRefused):
    def __init__(self) -> None:
        super().__init__(
            "Something else has gone live meanwhile. Bring the draft up to date and compare it again."
        )


class ModelRefused(ReleaseRefused):
    """The assistant will not take the model; the old one goes on answering."""


class AssistantAway(ReleaseRefused):
    def __init__(self) -> None:
        super().__init__("The assistant does not answer at the moment. Try again in a minute.")
