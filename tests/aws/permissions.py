"""The gate: all that is asked of IAM, what it answers, and which grants nobody used."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.aws import calls_ask, functions_need, guardduty_needs, services_need
from tests.aws.deployment import Deployment
from tests.aws.iam.decision import Decision
from tests.aws.iam.statements import Statement
from tests.aws.kinds import Kind
from tests.aws.question import Question
from tests.aws.written import Written
from tests.contract.facts import Expanded

EVERYTHING_ON = {"SmsAlerts": "on"}  # beside the defaults: as many grants as there can be
_LONG = re.compile(r"arn:aws:\w[\w-]*:[\w-]*:\d*:")


@dataclass(frozen=True)
class Judged:
    questions: int
    denied: list[str]
    unused: list[str]


def judged(template: Expanded, kinds: Iterable[Kind]) -> Judged:
    """Asks what these calls and the services ask, in an account that has all of it."""
    deployment = Deployment(template, EVERYTHING_ON)
    policies = Written(deployment)
    asked = [(one, policies.decide(one.request)) for one in _questions(deployment, kinds)]
    used = {id(statement) for _, decision in asked for statement in decision.by}
    return Judged(
        len(asked),
        sorted({_told(question, found) for question, found in asked if not found.allowed}),
        sorted(_grants(policies, used)),
    )


def _questions(deployment: Deployment, kinds: Iterable[Kind]) -> Iterator[Question]:
    for kind in sorted(kinds):
        yield from calls_ask.questions(deployment, kind)
    for needs in (functions_need, services_need, guardduty_needs):
        yield from needs.questions(deployment)


def _told(question: Question, found: Decision) -> str:
    asked = question.request
    by = "".join(f" ({one.content.get('Sid', 'a statement')} of {one.holder})" for one in found.by)
    what = f"{asked.action} on {_short(asked.resource)}"
    return f"{question.why}: {what} by {_short(asked.principal)}: {found.reason}{by}"


def _grants(policies: Written, used: set[int]) -> Iterator[str]:
    for role, statements in policies.held.items():
        for one in statements:
            if one.allows and id(one) not in used:
                yield _grant(_short(role), one)


def _grant(role: str, statement: Statement) -> str:
    role = role.removeprefix("role/redress-")
    via = "" if statement.holder == role else f" by {statement.holder}"
    return f"{role}{via}: {statement.content['Action']} on {_short(statement.content['Resource'])}"


def _short(arn: str) -> str:
    return _LONG.sub("", arn)
