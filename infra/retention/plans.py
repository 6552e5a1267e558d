"""What would be forgotten, as a file that `apply` needs: it says what somebody looked at."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from infra.stack import Stack
from shared.aws import items
from shared.domain import retention
from shared.domain.case.case import Case
from shared.domain.case.events import canonical, sha256
from shared.domain.instants import from_text, to_text
from shared.domain.policy.model import Policy


class PlanRefused(ValueError):
    """The plan isn't whole, or the policy has changed since it was made."""


@dataclass(frozen=True)
class RetentionPlan:
    """`cases` maps a reference to what of it is due; `held` counts the cases on hold."""

    policy: str
    made_at: datetime
    held: int
    cases: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(kind for kinds in self.cases.values() for kind in kinds)

    def document(self) -> dict[str, Any]:
        written = asdict(self) | {"made_at": to_text(self.made_at), "counts": dict(self.counts)}
        return written | {"hash": sha256(canonical(written))}


def make_plan(stack: Stack, policy: Policy, now: datetime) -> RetentionPlan:
    held, cases = 0, {}
    for case in _cases(stack):
        held += case.hold
        if kinds := retention.due(case, policy, now):
            cases[case.reference] = list(kinds)
    return RetentionPlan(policy.version, now, held, dict(sorted(cases.items())))


def read(path: Path) -> RetentionPlan:
    """Raises PlanRefused for a file that was changed after it was written."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        told = written.pop("hash")
        made_at = from_text(written["made_at"])
        plan = RetentionPlan(written["policy"], made_at, written["held"], written["cases"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PlanRefused(f"{path} is no plan") from error
    if told != plan.document()["hash"]:
        raise PlanRefused(f"{path} was changed after it was made: plan again")
    return plan


def _cases(stack: Stack) -> Iterator[Case]:
    """Every case of the table itself: an index by agency would miss those of one that is gone."""
    pages = stack.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(
        TableName=stack.cases_table,
        FilterExpression="sk = :case",
        ExpressionAttributeValues={":case": {"S": "case"}},
        ConsistentRead=True,
    ):
        yield from (items.case_of(item) for item in page["Items"])
