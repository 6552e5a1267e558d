"""What a field of a command offers: the procedure's words, the policy's names, the case's parts."""

from collections.abc import Mapping, Sequence

from functions.intake.pages.desk.command_fields import CHOICES, FORMS
from functions.intake.pages.web.policy_names import agency_name, category_name, urgency_name
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.service.assignees import list_assignees
from functions.intake.service.cases import policy_of, redactable_texts
from shared.domain.case.case import Case
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import CommandName

Choices = Sequence[tuple[str, str]]


def choices_of(visit: Visit, case: Case, command: CommandName) -> Mapping[str, Choices]:
    """By field; a field that isn't here is written."""
    policy, words = policy_of(visit.deps, case), visit.words
    offered = {
        **_of_the_policy(policy, words),
        **_of_the_case(case, policy, words),
        **_looked_up(visit, case, command, policy),
        **_of_the_procedure(words),
    }
    return {field: offered[field] for field in FORMS[command] if offered.get(field)}


def _of_the_procedure(words: Words) -> Mapping[str, Choices]:
    return {
        field: [(name, words.t(f"desk.choice.{name}")) for name in names]
        for field, names in CHOICES.items()
    }


def _of_the_policy(policy: Policy, words: Words) -> Mapping[str, Choices]:
    categories, agencies = policy.categories, policy.agencies
    return {
        "urgency": [(level, urgency_name(level, words)) for level in policy.urgency.levels],
        "category": [(name, category_name(name, policy, words)) for name in categories],
        "agency": [(name, agency_name(name, policy, words)) for name in agencies],
        "lessons": [(tag, words.name(names, tag)) for tag, names in policy.lessons.items()],
        "to": [(name, words.name(body.name, name)) for name, body in policy.bodies.items()],
    }


def _of_the_case(case: Case, policy: Policy, words: Words) -> Mapping[str, Choices]:
    plan = policy.action_plan_of(case.category)
    steps = (
        {step.step_id: words.name(step.what, step.step_id) for step in plan.steps} if plan else {}
    )
    running = [name for name, clock in case.clocks.items() if clock.is_open]
    return {
        "clock": [
            (name, words.label("clock.", name)) for name in running if not name.startswith(STEP)
        ],
        "step": [
            (step_id, steps.get(step_id, step_id))
            for step_id in (name.removeprefix(STEP) for name in running if name.startswith(STEP))
        ],
        "expert": [(expert, expert) for expert in case.experts],
        "kept_away": [(user, user) for user in sorted({*case.excluded, *case.proposed})],
    }


def _looked_up(
    visit: Visit, case: Case, command: CommandName, policy: Policy
) -> Mapping[str, Choices]:
    """What costs a question to the store: for the one form that offers it."""
    words = visit.words
    if command == CommandName.ASSIGN:
        assignees = list_assignees(visit.deps, case)
        return {
            "assignee": [
                (one.user, words.t("desk.load", n=one.load.open, user=one.user))
                for one in assignees
            ]
        }
    if command == CommandName.REDACT:
        texts = redactable_texts(visit.deps, case)
        zone = policy.office.time_zone
        return {
            "message_id": [(text.text_id, words.moment(text.written_at, zone)) for text in texts]
        }
    return {}
