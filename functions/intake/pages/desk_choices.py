"""What a field of a command offers: of the procedure's own words, of the policy, of the case."""

from collections.abc import Mapping, Sequence

from functions.intake.pages.desk_commands import CHOICES, FORMS
from functions.intake.pages.words import Words
from shared.domain.case import Case
from shared.domain.policy import STEP, Policy

Choices = Sequence[tuple[str, str]]


def choices_of(case: Case, command: str, policy: Policy, spoken: Words) -> Mapping[str, Choices]:
    """By field; a field that isn't here is written."""
    known = {**_of_the_policy(case, policy, spoken), **_of_the_case(case, policy, spoken)}
    return {
        one: _said(one, spoken) if one in CHOICES else known[one]
        for one in FORMS[command]
        if one in CHOICES or known.get(one)
    }


def _said(field: str, spoken: Words) -> Choices:
    return [(one, spoken.t(f"desk.choice.{one}")) for one in CHOICES[field]]


def _of_the_policy(case: Case, policy: Policy, spoken: Words) -> Mapping[str, Choices]:
    staff = [
        (one.user, one.user)
        for one in policy.staff.values()
        if one.agency in (None, case.agency) and one.user not in (*case.excluded, *case.barred)
    ]
    return {
        "assignee": staff,
        "urgency": [
            (one, spoken.t(f"desk.urgency.{one}")) for one in ("urgent", "high", "standard")
        ],
        "category": [
            (one.category_id, spoken.name(one.name)) for one in policy.categories.values()
        ],
        "agency": [(one.agency_id, spoken.name(one.name)) for one in policy.agencies.values()],
        "to": [(one.body_id, spoken.name(one.name)) for one in policy.bodies.values()],
    }


def _of_the_case(case: Case, policy: Policy, spoken: Words) -> Mapping[str, Choices]:
    plan = policy.plan_of(case.category)
    names = {one.step_id: spoken.name(one.what) for one in plan.steps} if plan else {}
    steps = [
        name.removeprefix(STEP)
        for name, one in case.clocks.items()
        if name.startswith(STEP) and one.is_open
    ]
    return {
        "clock": [
            (name, spoken.t(f"clock.{name}"))
            for name, one in case.clocks.items()
            if one.is_open and not name.startswith(STEP)
        ],
        "step": [(one, names.get(one, one)) for one in steps],
        "expert": [(one, one) for one in case.experts],
    }
