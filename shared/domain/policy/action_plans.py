"""Checklists of a category; the time limit of each step is a clock like others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.calendar import Rules, Target, target_from
from shared.domain.policy.clock_rules import USUAL_CLARIFICATION, ClockRule
from shared.domain.policy.office import Names

STEP = "step:"  # before the name of a step's clock
HOURLY = ("minutes", "hours")  # units in which a step's time limit runs around the clock


@dataclass(frozen=True)
class ActionStep:
    """One thing to be done; `owner` is a contact group, `rule_id` its time limit."""

    step_id: str
    what: Names
    owner: str
    rule_id: str
    within: Target


@dataclass(frozen=True)
class ActionPlan:
    plan_id: str
    name: Names
    steps: tuple[ActionStep, ...]


def action_plan_from(plan_id: str, document: Mapping[str, Any]) -> ActionPlan:
    steps = (_step_from(plan_id, step) for step in document["steps"])
    return ActionPlan(plan_id, document["name"], tuple(steps))


def _step_from(plan_id: str, document: Mapping[str, Any]) -> ActionStep:
    step_id = document["id"]
    return ActionStep(
        step_id,
        document["what"],
        document["owner"],
        f"{STEP}{plan_id}/{step_id}",
        target_from(document["within"]),
    )


def step_rule(step: ActionStep, around_the_clock: str, office: str, rules: Rules) -> ClockRule:
    """The step's time limit as a line of the law, in one of these two calendars."""
    return ClockRule(
        rule_id=step.rule_id,
        name=f"{STEP}{step.step_id}",
        when={},
        target=step.within,
        calendar=around_the_clock if step.within.unit in HOURLY else office,
        starts="filed",
        met_by=(),
        paused_by=(),
        warn_at=(),
        ladder=None,
        rules=rules,
        clarification=USUAL_CLARIFICATION,
    )
