"""The action plan of a case, step by step, as staff are shown it."""

import pytest

from tests.fakes import a_policy
from tests.policy_document import names
from tests.procedures import a_full_policy
from tests.unit.intake.asking import OFFICER
from tests.unit.intake.world import Filed, World

REACH = {"step": "reach", "what": names("Reach"), "owner": "duty"}
REPORT = {"step": "report", "what": names("Report"), "owner": "head"}
VISIT = {"step": "visit", "what": names("Visit"), "owner": "head"}


@pytest.fixture
def filed() -> Filed:
    """Another category has a plan of its own, which the case's step of the same name is in."""
    written = dict(a_full_policy().document)
    steps = {one["id"]: one for one in written["action_plans"]["safety"]["steps"]}
    visit = steps["report"] | {"id": "visit", "what": names("Visit")}
    other = {"name": names("Other"), "steps": [visit, steps["reach"]]}
    written["action_plans"] = written["action_plans"] | {"other": other}
    detention = written["categories"]["detention"] | {"agency": "health", "action_plan": "other"}
    written["categories"] = written["categories"] | {"detention": detention}
    return World(a_policy(**written)).file()


def steps_of(filed: Filed) -> list[dict[str, object]]:
    steps = filed.seen_by(OFFICER).json["steps"]
    return [{name: one[name] for name in ("step", "what", "owner", "state")} for one in steps]


def test_steps_are_shown_in_the_plans_own_order_with_who_owes_them(filed: Filed) -> None:
    running = {"state": "running"}
    assert steps_of(filed) == [REACH | running, REPORT | running]
    filed.command("complete-step", OFFICER, step="reach")
    assert steps_of(filed) == [REACH | {"state": "met"}, REPORT | running]
    clocks = {one["name"] for one in filed.seen_by(OFFICER).json["clocks"]}
    assert not any(name.startswith("step") for name in clocks)


def test_steps_of_a_plan_that_was_left_behind_come_last_and_are_nobodys(filed: Filed) -> None:
    moved = filed.command("triage", OFFICER, category="detention", reason="x")
    assert moved.status == 200, moved.text
    running = {"state": "running"}
    gone: dict[str, object] = {"step": "report", "what": {}, "owner": None, "state": "cancelled"}
    assert steps_of(filed) == [VISIT | running, REACH | running, gone]
