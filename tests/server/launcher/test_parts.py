"""A test whose part is missing is skipped on a person's machine and fails in CI."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

NEEDS_REDIS = """
import pytest

@pytest.mark.redis
def test_of_redis(): ...

@pytest.mark.redis
def test_that_gives_up_by_itself():
    pytest.skip("it did not start")

def test_of_nothing_special():
    pytest.skip("not today")
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    pytester.makeini("[pytest]\nmarkers = redis")
    pytester.makepyfile(NEEDS_REDIS)

    def run(ci: str, redis: str | None) -> pytest.RunResult:
        monkeypatch.setenv("CI", ci)
        part = ("redis-server", lambda: redis)
        monkeypatch.setattr("setup.parts.PARTS", {"redis": part})
        return pytester.runpytest_inprocess("-rs", "-p", "setup.parts")

    return run


def test_a_missing_part_skips_with_the_package_to_install(run):
    result = run(ci="", redis=None)
    result.assert_outcomes(skipped=3)
    result.stdout.fnmatch_lines(["*redis-server is not installed: apt-get install redis-server*"])


def test_in_ci_a_missing_part_is_a_failure(run):
    result = run(ci="true", redis=None)
    result.assert_outcomes(errors=2, skipped=1)


def test_in_ci_a_test_of_a_part_may_not_skip_itself(run):
    run(ci="true", redis="/usr/bin/redis-server").assert_outcomes(passed=1, failed=1, skipped=1)
