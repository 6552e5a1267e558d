"""What a policy of the right form may still get wrong. Each check yields what it finds."""

from collections.abc import Callable, Iterator

from shared.policy_schema.checks import calendars, clocks, cross, people, retention, staff, urgency
from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.findings import Finding

Check = Callable[[PolicyDocument], Iterator[Finding]]

ALL: tuple[Check, ...] = (
    *calendars.CHECKS,
    *people.CHECKS,
    *urgency.CHECKS,
    *clocks.CHECKS,
    *cross.CHECKS,
    *staff.CHECKS,
    *retention.CHECKS,
)
# What may be meant, so it refuses no policy: also one that was good before a check came.
WARNINGS: tuple[Check, ...] = people.WARNINGS
