"""What a test may be judged by: never by how fast the machine is."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parents[1]
CLOCKS = re.compile(
    r"\btime\.(sleep|time|monotonic|perf_counter|process_time)\(|^from time import", re.M
)
# Each may be late for as long as a machine likes.
MAY_LOOK_AT_A_CLOCK = {
    "e2e/caller.py": "bounds how long it waits for what must come about",
    "e2e/test_guessing.py": "a guess takes at least so long",
    "e2e/test_canaries.py": "a line of a log has an instant",
    "e2e/tokens.py": "a token has an end",
    "mutation/reach.py": "which tests are quick, to ask those first",
}


def test_no_example_is_judged_by_how_long_it_takes() -> None:
    assert settings.default is not None
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check


def test_in_ci_each_run_looks_at_the_same_examples() -> None:
    assert settings.get_profile("redress-ci").derandomize
    assert settings.get_profile("redress-ci").deadline is None


def test_a_test_that_hangs_ends(pytestconfig: pytest.Config) -> None:
    assert 60 <= float(pytestconfig.getini("timeout")) <= 3_600


def test_only_those_look_at_a_clock_who_can_not_be_late() -> None:
    """Real time belongs to `make bench`; a test counts steps, or has a clock of its own."""
    found = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if CLOCKS.search(path.read_text(encoding="utf-8")) and path != Path(__file__)
    }
    assert found == set(MAY_LOOK_AT_A_CLOCK)
