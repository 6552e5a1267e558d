"""What a field of a command offers: of the procedure's own words, of the policy, of the case."""

from collections.abc import Mapping, Sequence

from functions.intake.api.assignees import assignees_of
from functions.intake.pages.desk.command_fields import CHOICES, FORMS
from functions.intake.pages.words import Words
from functions.intake.service.dependencies import Deps
from functions.intake.views.common import FILE_NAME
from shared.domain.case.case import Case
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import CommandName

Choices = Sequence[tuple[str, str]]


def choices_of(
    deps: Deps, case: Case, command: CommandName, policy: Policy, spoken: Words
) -> Mapping[str, Choices]:
    """By field; a field that isn't here is written."""
    known = {
        **_of_the_policy(policy, spoken),
        **_of_the_case(case, policy, spoken),
        **_of_the_office(deps, case, command, policy, spoken),
    }
    return {
        one: _said(one, spoken) if one in CHOICES else known[one]
        for one in FORMS[command]
        if one in CHOICES or known.get(one)
    }


def _said(field: str, spoken: Words) -> Choices:
    return [(one, spoken.t(f"desk.choice.{one}")) for one in CHOICES[field]]


def _of_the_office(
    deps: Deps, case: Case, command: CommandName, policy: Policy, spoken: Words
) -> Mapping[str, Choices]:
    """What has to be looked up: for the one form that asks for it."""
    if command == CommandName.ASSIGN:
        people = [
            (one["user"], spoken.t("desk.load", n=one["open"], user=one["user"]))
            for one in assignees_of(deps, case)
        ]
        return {"assignee": people}
    if command == CommandName.REDACT:
        texts = deps.casework.store.texts(case.reference)
        said = [
            (one.text_id, spoken.moment(one.written_at, policy.office.time_zone))
            for one in texts
            if one.kind != FILE_NAME
        ]
        return {"message_id": said}
    return {}


def _of_the_policy(policy: Policy, spoken: Words) -> Mapping[str, Choices]:
    return {
        "urgency": [
            (one, spoken.t(f"desk.urgency.{one}")) for one in ("urgent", "high", "standard")
        ],
        "category": [
            (one.category_id, spoken.name(one.name)) for one in policy.categories.values()
        ],
        "lessons": [(tag, spoken.name(names)) for tag, names in policy.lessons.items()],
        "agency": [(one.agency_id, spoken.name(one.name)) for one in policy.agencies.values()],
        "to": [(one.body_id, spoken.name(one.name)) for one in policy.bodies.values()],
    }


def _of_the_case(case: Case, policy: Policy, spoken: Words) -> Mapping[str, Choices]:
    plan = policy.action_plan_of(case.category)
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
