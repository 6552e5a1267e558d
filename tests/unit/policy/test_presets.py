"""Every preset can be deployed, names its source, and gives the dates that its law gives."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from infra.policy_tools.policy_file import load
from infra.policy_tools.validate_files import validate_file
from shared.domain.deadlines import timing
from shared.domain.policy.model import Policy

PRESETS = Path(__file__).parents[3] / "infra" / "policy" / "presets"
FILES = sorted(path for path in PRESETS.glob("*.yaml") if ".mapping" not in path.name)


@cache
def preset(name: str) -> Policy:
    return load(PRESETS / f"{name}.yaml")


def due(name: str, clock: str, at: datetime, **facts: str) -> datetime:
    policy = preset(name)
    return timing.start(policy.rules_for(facts)[clock], at, policy).due_at


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_preset_is_valid_and_names_its_source(path: Path) -> None:
    assert validate_file(path).valid
    assert "Source" in path.read_text(encoding="utf-8").partition("version:")[0]


def test_there_is_a_preset_for_each_procedure_that_we_promise() -> None:
    assert {path.stem for path in FILES} == {
        "boston311",
        "cpgrams",
        "eu_2019_1937",
        "spso",
        "uk_foi_s10",
        "uk_housing_ombudsman",
        "world_bank_grs",
    }


def test_a_registers_mapping_is_let_be() -> None:
    verdict = validate_file(PRESETS / "boston311.mapping.yaml")
    assert verdict.valid and verdict.is_mapping


def test_an_information_request_passes_over_bank_holidays_of_every_part_of_the_kingdom() -> None:
    """Christmas, its substitute on the 28th, New Year, and the Scottish 4 January 2027."""
    asked = datetime(2026, 12, 3, 15, 0, tzinfo=UTC)
    assert due("uk_foi_s10", "resolve", asked) == datetime(2027, 1, 7, 0, 0, tzinfo=UTC)


def test_a_request_that_comes_on_a_saturday_has_monday_as_day_one() -> None:
    asked = datetime(2026, 9, 5, 11, 0, tzinfo=UTC)
    assert due("uk_foi_s10", "resolve", asked) == datetime(2026, 10, 2, 23, 0, tzinfo=UTC)


def test_a_landlord_answers_stage_one_ten_working_days_after_the_acknowledgement() -> None:
    rule = preset("uk_housing_ombudsman").rules_for({"category": "stage_1"})["resolve"]
    assert rule.starts == "acknowledged"
    at = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
    expected = datetime(2026, 9, 15, 16, 0, tzinfo=UTC)
    assert due("uk_housing_ombudsman", "resolve", at, category="stage_1") == expected


def test_a_report_of_a_breach_has_seven_days_and_three_months() -> None:
    at = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert due("eu_2019_1937", "acknowledge", at) == datetime(2026, 12, 7, 23, 0, tzinfo=UTC)
    sunday_28_february = datetime(2027, 2, 28, 9, 0, tzinfo=UTC)
    assert sunday_28_february.weekday() == 6
    assert due("eu_2019_1937", "resolve", at) == datetime(2027, 3, 1, 23, 0, tzinfo=UTC)


def test_a_grievance_has_twenty_one_days_of_the_calendar() -> None:
    at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert due("cpgrams", "resolve", at) == datetime(2026, 3, 22, 9, 0, tzinfo=UTC)


def test_a_scottish_investigation_has_twenty_working_days() -> None:
    at = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
    assert due("spso", "acknowledge", at, category="stage_2").date().isoformat() == "2026-09-04"
    assert due("spso", "resolve", at, category="stage_2").date().isoformat() == "2026-09-29"
