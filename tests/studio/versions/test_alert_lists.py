"""Two alerts with names of their own go together; one that both sides changed is a choice."""

from __future__ import annotations

import pytest

from studio.versions.alert_lists import FILE
from studio.versions.merge import merge_file

HEAD = "# What is live.\nalerts:"
EMPTY = f"{HEAD} []\n#  - id: example\n"


def alert(name: str, text: str = "Castle Street is shut.", ends: str = "2026-12-02T10:00:00+00:00") -> str:
    return (
        f'  - id: {name}\n    text: "{text}"\n    spoken: "{text}"\n'
        f'    starts: "2026-12-01T10:00:00+00:00"\n    ends: "{ends}"\n    areas: []\n    services: [streets]\n'
    )


def of(*alerts: str) -> str:
    return HEAD + "\n" + "".join(alerts)


def merged(base: str, live: str, draft: str) -> str | None:
    """None where somebody has to choose."""
    content, conflicts = merge_file(FILE, base.encode(), live.encode(), draft.encode(), {})
    assert content is not None
    return None if conflicts else content.decode()


SNOW, FLOOD, ROAD = alert("snow"), alert("flood", "Flood on Ferry Road."), alert("road")
OVER = alert("flood", "Flood on Ferry Road.", "2026-12-01T12:00:00+00:00")


@pytest.mark.parametrize(
    ("base", "live", "draft", "both"),
    [
        (EMPTY, f"{HEAD}\n{FLOOD}#  - id: example\n", f"{HEAD}\n{SNOW}#  - id: example\n", {"flood", "snow"}),
        (of(FLOOD), of(OVER), of(FLOOD, SNOW), {"flood", "snow"}),
        (of(FLOOD, ROAD), of(FLOOD, ROAD, SNOW), of(ROAD), {"road", "snow"}),
        (of(FLOOD), of(FLOOD, ROAD), of(OVER), {"flood", "road"}),
    ],
)
def test_what_each_side_did_to_alerts_of_its_own_is_kept(
    base: str, live: str, draft: str, both: set[str]
) -> None:
    together = merged(base, live, draft)
    assert together is not None
    assert together.startswith("# What is live.")
    assert {line.split(": ")[1] for line in together.splitlines() if line.startswith("  - id: ")} == both
    if OVER in (live[len(HEAD) + 1 :], draft[len(HEAD) + 1 :]):
        assert "12:00" in together


def test_the_same_alert_written_anew_by_both_is_a_choice() -> None:
    live, draft = alert("flood", "The flood is going down."), alert("flood", "The flood is rising.")
    assert merged(of(FLOOD), of(live), of(draft)) is None


@pytest.mark.parametrize(
    "draft",
    [
        of(SNOW, FLOOD, ROAD.replace("  - id", "  # Ask the depot before this is ended.\n  - id")),
        of(FLOOD, SNOW, ROAD),
        of(SNOW.replace("areas: []", "areas: &all []"), FLOOD, ROAD),
    ],
    ids=["comment", "order", "anchor"],
)
def test_what_is_no_value_of_an_alert_is_not_lost(draft: str) -> None:
    """The lines are merged instead: what was written stands, or is a choice."""
    live = of(SNOW, FLOOD, ROAD.replace("Castle Street", "Mill Lane"))
    together = merged(of(SNOW, FLOOD, ROAD), live, draft)
    assert together is None or all(
        line in together for line in draft.splitlines() if "#" in line or "&" in line
    )
    assert together is None or [at for at in together.split() if at in ("snow", "flood", "road")] == [
        at for at in draft.split() if at in ("snow", "flood", "road")
    ]


def test_what_the_draft_takes_out_of_an_alert_is_out() -> None:
    longer = FLOOD + '    page: "https://council.example/flood"\n'
    together = merged(of(longer), of(longer, ROAD), of(FLOOD))
    assert together == of(FLOOD, ROAD)
