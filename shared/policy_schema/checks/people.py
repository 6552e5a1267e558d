"""Somebody to alert at every level for every agency, reachable, in rising order."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from shared.domain.policy.ladders import DEFAULT_LADDER
from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.field_types import Target
from shared.policy_schema.findings import Finding, Path
from shared.policy_schema.parts.agencies import ContactPart

NOMINAL_MINUTES = {
    "minutes": 1,
    "hours": 60,
    "working_hours": 60,
    "working_days": 480,
    "calendar_days": 1440,
    "months": 43200,
}


def reachable(policy: PolicyDocument) -> Iterator[Finding]:
    for _, path, contact in _contacts(policy):
        if not (contact.email or contact.phone):
            remedy = "Add an `email` or a `phone` of the post."
            yield Finding(path, "no alert can reach this contact", remedy)


def unknown_users(policy: PolicyDocument) -> Iterator[Finding]:
    """An alerted person may take the case or be given it, which needs a place in `staff`."""
    levels = [level for ladder in policy.ladders.values() for level in ladder]
    alerted = {group for level in levels for group in level.alert}
    for group, path, contact in _contacts(policy):
        if policy.staff and group in alerted and contact.user not in (None, *policy.staff):
            problem = f"{contact.user} is alerted, but no case can be given to them"
            yield Finding((*path, "user"), problem, "Add them to `staff`, or take `user` out.")


def _contacts(policy: PolicyDocument) -> Iterator[tuple[str, Path, ContactPart]]:
    """Each contact with its group and its place: the office's, then each agency's."""
    owners: list[tuple[Path, Mapping[str, list[ContactPart]]]] = [(("contacts",), policy.contacts)]
    for agency_id, agency in policy.agencies.items():
        owners.append((("agencies", agency_id, "contacts"), agency.contacts))
    for owner, groups in owners:
        for group, members in groups.items():
            for place, contact in enumerate(members):
                yield group, (*owner, group, place), contact


def somebody(policy: PolicyDocument) -> Iterator[Finding]:
    for name, levels in policy.ladders.items():
        for place, level in enumerate(levels):
            for agency_id, agency in policy.agencies.items():
                groups = {**policy.contacts, **agency.contacts}
                if not any(groups.get(group) for group in level.alert):
                    yield Finding(
                        ("ladders", name, place, "alert"),
                        f"level {level.level} has nobody to alert for {agency_id}",
                        f"Give {agency_id} a contact in {' or '.join(level.alert)}, or alert "
                        "another group.",
                    )


def groups_exist(policy: PolicyDocument) -> Iterator[Finding]:
    """A group that no agency has and the office hasn't is a misspelt one."""
    known = set(policy.contacts).union(*(one.contacts for one in policy.agencies.values()))
    for name, levels in policy.ladders.items():
        for place, level in enumerate(levels):
            for group in level.alert:
                if group not in known:
                    yield _unknown_group(("ladders", name, place, "alert"), group, known)
    for plan_id, plan in policy.action_plans.items():
        for place, step in enumerate(plan.steps):
            if step.owner not in known:
                yield _unknown_group(
                    ("action_plans", plan_id, "steps", place, "owner"), step.owner, known
                )


def _unknown_group(path: Path, group: str, known: set[str]) -> Finding:
    remedy = f"Write one of {', '.join(sorted(known))}, or add it to `contacts`."
    return Finding(path, f"there is no group of contacts {group}", remedy)


def rungs(policy: PolicyDocument) -> Iterator[Finding]:
    """Numbered from 1, each later than the one before."""
    for name, levels in policy.ladders.items():
        for place, level in enumerate(levels):
            if level.level != place + 1:
                yield Finding(
                    ("ladders", name, place, "level"),
                    f"level {level.level} stands at place {place + 1}",
                    f"Number the levels from 1: write {place + 1} here.",
                )
        for place, (before, after) in enumerate(pairwise(levels), start=1):
            if _nominal(after.after) <= _nominal(before.after):
                yield Finding(
                    ("ladders", name, place, "after"),
                    f"level {after.level} does not come after level {before.level}",
                    "Give each level a longer `after` than the one below it.",
                )


def empty_ladders(policy: PolicyDocument) -> Iterator[Finding]:
    for name, levels in policy.ladders.items():
        if not levels:
            yield Finding(("ladders", name), "the ladder has no level", "Add level 1.")
    if DEFAULT_LADDER not in policy.ladders:
        problem = f"there is no ladder `{DEFAULT_LADDER}` for missed clocks that name none"
        yield Finding(("ladders",), problem, f"Add a ladder `{DEFAULT_LADDER}`.")


def _nominal(after: Target) -> float:
    return sum(NOMINAL_MINUTES[unit] * amount for unit, amount in after.items())


WARNINGS = (unknown_users,)
CHECKS = (reachable, groups_exist, somebody, rungs, empty_ladders)
