"""The gate: each rule of council/release.yml, whether a draft passes it, and why in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.release import ReleaseRules
from studio.releasing.scores import Scores

MOST_NAMED = 5  # of a long list, so many are named and the rest counted


class Page(StrEnum):
    """By what follows the draft's address."""

    DRAFT = ""
    TRAIN = "/train"
    COMPARISON = "/comparison"


@dataclass(frozen=True)
class RuleResult:
    """`name` is the rule in a few words; `sentence` says how the draft stands, and what to do where it fails.
    `page`: which of the draft's pages shows or mends what fails."""

    name: str
    passed: bool
    sentence: str
    page: Page | None = None


@dataclass(frozen=True)
class Gate:
    """All rules for one commit of a draft. `approvable`: everything passes but that approvals are missing."""

    commit: str
    rules: tuple[RuleResult, ...]
    approvable: bool

    @property
    def passed(self) -> bool:
        return all(rule.passed for rule in self.rules)


@dataclass(frozen=True)
class Facts:
    """What the gate looks at.

    Attributes:
        behind: live has moved on in more than alerts.
        changed_by_hand: live files in the way, with uncommitted changes.
        model: the file name of the model for exactly this content; none when none was trained.
        live_model: the model that answers now; none when that is not known.
        mistakes: of `frontdoor check`, each with file and line; none when the rules do not ask.
        approved_by: names of those whose approval counts.
    """

    commit: str
    empty: bool
    behind: bool
    changed_by_hand: Sequence[str]
    model: str | None
    live_model: str | None
    scores: Scores | None
    mistakes: Sequence[str] | None
    approved_by: Sequence[str]


def judge(rules: ReleaseRules, facts: Facts) -> Gate:
    results = [*_content(facts), *_tests(rules, facts), *_checks(facts)]
    approved = _approved(rules, facts)
    approvable = all(result.passed for result in results)
    return Gate(facts.commit, (*results, *approved), approvable)


def _content(facts: Facts) -> Iterator[RuleResult]:
    name = "Something to release"
    if facts.empty:
        yield RuleResult(name, False, "Nothing was changed on this draft.")
        return
    yield RuleResult(name, True, "The draft changes something.")
    name = "Up to date with live"
    if facts.behind:
        yield RuleResult(
            name,
            False,
            "Something else went live since. Bring the draft up to date and compare it again.",
            Page.DRAFT,
        )
    else:
        yield RuleResult(name, True, "The draft stands on what is live.")
    name = "No unsaved work in the live files"
    if facts.changed_by_hand:
        files = _named(facts.changed_by_hand)
        yield RuleResult(name, False, f"Somebody has changed these live files and not committed: {files}.")
    else:
        yield RuleResult(name, True, "Nobody is working on the live files that this changes.")
    name = "Trained"
    if facts.model is None:
        yield RuleResult(
            name,
            False,
            "There is no trained assistant for exactly this content. Train the draft.",
            Page.TRAIN,
        )
    else:
        yield RuleResult(name, True, "The assistant was trained on exactly this content.")


def _tests(rules: ReleaseRules, facts: Facts) -> Iterator[RuleResult]:
    scores = facts.scores
    if scores is None:
        yield RuleResult(
            "Compared with live",
            False,
            "The draft as it is now was not compared with live. Compare it.",
            Page.TRAIN,
        )
        return
    if facts.live_model is not None and scores.against != facts.live_model:
        yield RuleResult(
            "Compared with live",
            False,
            "It was compared with what was live before. Compare it again.",
            Page.TRAIN,
        )
    else:
        yield RuleResult("Compared with live", True, "Exactly this content was compared with what is live.")
    unheard, as_today = len(scores.danger_unheard), scores.danger_missed - len(scores.danger_unheard)
    yield RuleResult(
        "Danger and harm are heard",
        unheard <= rules.safety_misses,
        f"{unheard} {'message' if unheard == 1 else 'messages'} of danger or harm heard today and not by the draft: "
        f"{_named(scores.danger_unheard)}."
        if unheard
        else "Every message about danger or harm that is heard today is heard by the draft."
        + (f" {as_today} of the list are missed by both." if as_today else ""),
        Page.COMPARISON,
    )
    lost = [share for share in scores.overall if share.worse and share.lost > rules.overall_may_lose]
    yield RuleResult(
        "Overall not worse",
        bool(scores.overall) and not lost,
        "; ".join(share.words for share in lost or scores.overall) + "."
        if scores.overall
        else "There were no test messages to compare with.",
        Page.COMPARISON,
    )
    down = [share for share in scores.services if share.down and share.lost > rules.service_may_lose]
    few = [share.title for share in scores.services if share.few]
    yield RuleResult(
        "No service gets worse",
        not down,
        f"More is lost than the {rules.service_may_lose:g} points of a hundred that a service may lose. "
        f"{'; '.join(share.words for share in down[:MOST_NAMED])}."
        if down
        else f"No service loses more than {rules.service_may_lose:g} points of a hundred, but for a message or two."
        + (f" There are too few test messages to be sure of {_named(few)}." if few else ""),
        Page.COMPARISON,
    )
    if rules.conversation_tests:
        failed, astray = scores.conversations_failed, scores.conversations_astray
        yield RuleResult(
            "Conversations go as written",
            not failed and scores.conversations > 0,
            f"These do not: {_named(failed)}."
            if failed
            else "No conversation was tried."
            if not scores.conversations
            else f"All {scores.conversations} do."
            if not astray
            else "Every one that goes as written today still does. "
            f"{'This does' if len(astray) == 1 else 'These do'} not go as written in live either: {_named(astray)}.",
            Page.COMPARISON,
        )


def _checks(facts: Facts) -> Iterator[RuleResult]:
    if facts.mistakes is not None:
        yield RuleResult(
            "No mistakes in the files",
            not facts.mistakes,
            f"To be mended: {_named(facts.mistakes)}." if facts.mistakes else "The checks find no mistake.",
            Page.DRAFT,
        )


def _approved(rules: ReleaseRules, facts: Facts) -> Iterator[RuleResult]:
    if not rules.people:
        return
    by = facts.approved_by
    missing = rules.people - len(by)
    needed = (
        "Another person must approve it" if rules.people == 1 else f"{missing} more people must approve it"
    )
    sentence = f"Approved by {' and '.join(by)}." if by else ""
    yield RuleResult("Approved", missing <= 0, sentence if missing <= 0 else f"{sentence} {needed}.".strip())


def _named(what: Sequence[str]) -> str:
    rest = len(what) - MOST_NAMED
    return ", ".join(what[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
