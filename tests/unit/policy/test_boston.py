"""The preset for Boston against the city's own register."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from infra.policy_tools.policy_file import load
from infra.replay.register import slug
from shared.domain.deadlines import timing
from shared.domain.policy.model import Policy

ROOT = Path(__file__).parents[3]
REGISTER = ROOT / "tests" / "data" / "boston311.csv"
FORMAT = "%Y-%m-%d %H:%M:%S"
BOSTON = ZoneInfo("America/New_York")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(ROOT / "infra" / "policy" / "presets" / "boston311.yaml")


def rows() -> list[dict[str, str]]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def instant(text: str) -> datetime:
    return datetime.strptime(text, FORMAT).replace(tzinfo=BOSTON)


def test_every_deadline_of_the_city_follows_from_the_preset(policy: Policy) -> None:
    compared = 0
    for row in rows():
        rules = policy.rules_for({"category": slug(row["type"])})
        if row["target_dt"]:
            due = timing.start(rules["resolve"], instant(row["open_dt"]), policy).due_at
            assert abs(due - instant(row["target_dt"])) <= timedelta(minutes=1), row
            compared += 1
    assert compared == 89


def test_a_type_without_a_deadline_in_the_register_has_none_here(policy: Policy) -> None:
    for row in rows():
        if not row["target_dt"]:
            assert policy.rules_for({"category": slug(row["type"])}) == {}


def test_every_type_is_a_category_of_its_department(policy: Policy) -> None:
    for row in rows():
        assert policy.categories[slug(row["type"])].agency == slug(row["subject"])


def test_a_request_is_closed_without_a_decision(policy: Policy) -> None:
    assert not policy.decision_required
    assert {rule.met_by for rule in policy.clock_rules} == {("closed",)}
