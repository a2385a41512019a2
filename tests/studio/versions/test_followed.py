"""What became of an intent, by where its phrases stand."""

from __future__ import annotations

import pytest

from studio.versions.followed import GONE, Fate, Phrases, fates

POTHOLE = [f"hole {number}" for number in range(10)]
TIPPING = [f"tip {number}" for number in range(10)]
BASE = {"pothole": POTHOLE, "tipping": TIPPING}


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (BASE, {}),
        ({"pothole": [*POTHOLE, "one more"], "tipping": TIPPING}, {}),
        ({"hole_in_road": POTHOLE, "tipping": TIPPING}, {"pothole": Fate("renamed", "hole_in_road")}),
        (
            {"hole_in_road": [*POTHOLE[2:], "new", "newer"], "tipping": TIPPING},
            {"pothole": Fate("renamed", "hole_in_road")},
        ),
        ({"tipping": [*TIPPING, *POTHOLE]}, {"pothole": Fate("merged", "tipping")}),
        ({"tipping": TIPPING}, {"pothole": GONE}),
        ({"tipping": TIPPING, "hole_in_road": POTHOLE[:7]}, {"pothole": GONE}),
        ({"tipping": [*TIPPING, *POTHOLE[:5]], "other": POTHOLE[5:]}, {"pothole": GONE}),
        ({"tipping": [*TIPPING, *POTHOLE], "pothole": []}, {}),  # its phrases were moved, and it stays
    ],
)
def test_what_became_of_it_is_told_by_its_phrases(version: Phrases, expected: dict[str, Fate]):
    assert fates(BASE, version) == expected


def test_of_two_that_are_one_under_a_new_name_one_was_renamed_and_then_the_other_merged():
    for version in ({"street": [*TIPPING, *POTHOLE]}, {"street": ["new", *TIPPING, *POTHOLE]}):
        found = fates(BASE, version)
        assert list(found.items()) == [
            ("tipping", Fate("renamed", "street")),
            ("pothole", Fate("merged", "street")),
        ]


def test_names_that_went_round_are_not_followed():
    assert fates(BASE, {"pothole": TIPPING, "hole_in_road": POTHOLE}) == {}
