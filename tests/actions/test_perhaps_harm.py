"""Not sure whether it is an emergency or somebody who may not be safe: somebody comes, and nobody is asked which."""

from __future__ import annotations

import pytest

from actions.conversation.not_understood import ActionNotUnderstood
from tests.fakes import run

WORDS = "daddy's hurting mummy"
HARM = {"report_emergency": 0.35, "report_safeguarding_concern": 0.3}


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize("ranking", [HARM, {"report_safeguarding_concern": 0.4}])
def test_somebody_of_the_care_team_comes_at_once(ranking: dict[str, float], spoken: bool) -> None:
    answer = run(ActionNotUnderstood, WORDS, "nlu_fallback", spoken=spoken, outcome="ask", ranking=ranking)
    assert answer.replies == ["utter_emergency"]
    brought = answer.custom("hand_off")
    assert (brought["team"], brought["priority"]) == ("care", "urgent")


@pytest.mark.parametrize(
    "ranking",
    [
        {"report_missed_bin": 0.35, "report_safeguarding_concern": 0.3},
        {"report_emergency": 0.4},
        {"report_missed_bin": 0.4, "query_bin_collection_day": 0.3},
    ],
)
def test_where_it_may_be_anything_else_it_is_asked(ranking: dict[str, float]) -> None:
    answer = run(ActionNotUnderstood, WORDS, "nlu_fallback", spoken=True, outcome="ask", ranking=ranking)
    assert answer.custom("ask")["choices"]
