"""Levels that answers can reach, and people who are called out around the clock."""

from collections.abc import Iterator
from itertools import pairwise

from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.findings import Finding

QUESTIONS = ("danger_now", "legal_violation", "human_rights", "vulnerable")


def levels(policy: PolicyDocument) -> Iterator[Finding]:
    known = policy.urgency.levels
    for level in policy.urgency.thresholds:
        if level not in known:
            yield Finding(
                ("urgency", "thresholds", level),
                f"{level} is no level of urgency",
                f"Write one of {', '.join(known)}, or add it to `levels`.",
            )
    for level in known:
        if level not in policy.urgency.thresholds:
            problem = f"level {level} has no threshold"
            yield Finding(("urgency", "thresholds"), problem, "Add the least sum that reaches it.")


def falling(policy: PolicyDocument) -> Iterator[Finding]:
    """From the most urgent down, to a level that everybody reaches."""
    sums = policy.urgency.thresholds
    listed = [level for level in policy.urgency.levels if level in sums]
    for before, after in pairwise(listed):
        if sums[after] >= sums[before]:
            yield Finding(
                ("urgency", "thresholds", after),
                f"{after} needs {sums[after]}, no less than the more urgent {before}",
                "List the most urgent level first, with falling thresholds.",
            )
    if listed and sums[listed[-1]] != 0:
        yield Finding(
            ("urgency", "thresholds", listed[-1]),
            f"a case with no answers would have no urgency, as {listed[-1]} needs a sum",
            "Give the last level the threshold 0.",
        )


def questions(policy: PolicyDocument) -> Iterator[Finding]:
    for question in policy.urgency.matrix:
        if question not in QUESTIONS:
            yield Finding(
                ("urgency", "matrix", question),
                f"the form doesn't ask {question}",
                f"Write one of {', '.join(QUESTIONS)}.",
            )


def call_out(policy: PolicyDocument) -> Iterator[Finding]:
    for level, ladder in policy.urgency.call_out.items():
        if level not in policy.urgency.levels:
            remedy = f"Write one of {', '.join(policy.urgency.levels)}."
            yield Finding(("urgency", "call_out", level), f"{level} is no level", remedy)
        if ladder not in policy.ladders:
            remedy = f"Write one of {', '.join(sorted(policy.ladders))}."
            yield Finding(("urgency", "call_out", level), f"there is no ladder {ladder}", remedy)
    calendar = policy.calendars.get(policy.urgency.calendar)
    if calendar is None:
        remedy = f"Write one of {', '.join(policy.calendars)}."
        problem = f"there is no calendar {policy.urgency.calendar}"
        yield Finding(("urgency", "calendar"), problem, remedy)
    elif policy.urgency.call_out and not calendar.always_open:
        yield Finding(
            ("urgency", "calendar"),
            f"people are called out in {policy.urgency.calendar}, which closes",
            "Name a calendar with `always_open: true`.",
        )


CHECKS = (levels, falling, questions, call_out)
