"""What a test may be judged by: never by how fast the machine is, or by the day."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parents[1]
CLOCKS = re.compile(
    r"time\.sleep|perf_counter|monotonic|process_time|time\.time\(|datetime\.now|date\.today"
)


def test_no_example_is_judged_by_how_long_it_takes() -> None:
    assert settings.default is not None
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check


def test_in_ci_each_run_looks_at_the_same_examples() -> None:
    assert settings.get_profile("redress-ci").derandomize
    assert settings.get_profile("redress-ci").deadline is None


def test_a_test_that_hangs_ends(pytestconfig: pytest.Config) -> None:
    assert 60 <= float(pytestconfig.getini("timeout")) <= 3_600
