"""People are forgotten before cases are, never after."""

from collections.abc import Iterator

from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.field_types import Term
from shared.policy_schema.findings import Finding

DAYS = {"years": 365, "months": 30, "days": 1}


def terms(policy: PolicyDocument) -> Iterator[Finding]:
    for needed in ("identity", "case"):
        if needed not in policy.retention:
            remedy = f"Add `{needed}: {{years: 2}}` with your law's term."
            yield Finding(("retention",), f"nothing says how long {needed} is kept", remedy)
    case = policy.retention.get("case")
    for kind, term in policy.retention.items():
        if case is not None and _days(term) > _days(case):
            yield Finding(
                ("retention", kind),
                f"{kind} is kept longer than the case it belongs to",
                "Shorten it, or lengthen `case`.",
            )


def _days(term: Term) -> int:
    return sum(DAYS[unit] * amount for unit, amount in term.items())


def locks(policy: PolicyDocument) -> Iterator[Finding]:
    """What is locked can't be deleted when its period is over."""
    for kind in ("evidence", "case"):
        term, days = policy.retention.get(kind), policy.evidence.lock_days
        if term is not None and _days(term) < days:
            yield Finding(
                ("evidence", "lock_days"),
                f"a file is locked for {days} days, and {kind} is kept for fewer",
                f"Shorten it, or lengthen `retention.{kind}`.",
            )


CHECKS = (terms, locks)
