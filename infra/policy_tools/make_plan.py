"""Making a plan: the new policy against the one in force, and against the open cases."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from infra.policy_tools import open_cases
from infra.policy_tools.kept_policies import agencies_of, policies_by_version
from infra.policy_tools.plan_file import PolicyPlan, effect_of, fingerprint
from infra.policy_tools.render import progress
from infra.stack import Stack
from shared.domain.case.case import Case
from shared.domain.deadlines.recalculation_preview import Preview, preview
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy, policy_from


def make_plan(
    stack: Stack, current: Mapping[str, Any], new: Mapping[str, Any], by: str, now: datetime
) -> PolicyPlan:
    references = open_cases.references(stack, agencies_of(stack, current, new))
    old = policies_by_version(stack, current)
    effect = preview_open_cases(stack, references, policy_from(new), old, now)
    return PolicyPlan(
        str(current["version"]), fingerprint(current), new, effect_of(effect), by, to_text(now)
    )


def preview_open_cases(
    stack: Stack,
    references: list[str],
    policy: Policy,
    old: Callable[[str], Policy],
    now: datetime,
    within: Callable[[Case], bool] = lambda case: True,
) -> Preview:
    """What a recalculation under this policy would do, with a bar that shows how far it is."""
    with progress() as bar:
        task = bar.add_task("open cases", total=len(references))
        cases = open_cases.cases(stack, references, lambda count: bar.advance(task, count))
        return preview((case for case in cases if within(case)), old, policy, now)
