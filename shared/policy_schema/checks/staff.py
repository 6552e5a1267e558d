"""Whose superior is whose, and who can be given cases."""

from collections.abc import Iterator

from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.findings import Finding


def members(policy: PolicyDocument) -> Iterator[Finding]:
    for user, member in policy.staff.items():
        if member.agency is not None and member.agency not in policy.agencies:
            remedy = f"Write one of {', '.join(sorted(policy.agencies))}, or leave it out."
            problem = f"there is no agency {member.agency}"
            yield Finding(("staff", user, "agency"), problem, remedy)
        if member.reports_to is not None and member.reports_to not in policy.staff:
            problem = f"there is no member of staff {member.reports_to}"
            yield Finding(("staff", user, "reports_to"), problem, "Add them to `staff`.")


def circles(policy: PolicyDocument) -> Iterator[Finding]:
    """Nobody stands above themselves, however many are in between."""
    for user in policy.staff:
        above, seen = policy.staff[user].reports_to, {user}
        while above in policy.staff and above not in seen:
            seen.add(above)
            above = policy.staff[above].reports_to
        if above == user:
            remedy = "Take `reports_to` out of whoever stands highest."
            problem = f"{user} stands above themselves"
            yield Finding(("staff", user, "reports_to"), problem, remedy)


def assignments(policy: PolicyDocument) -> Iterator[Finding]:
    for agency_id, agency in policy.agencies.items():
        path = ("agencies", agency_id, "assignment")
        if agency.assignment.rule != "by_hand" and not agency.assignment.among:
            remedy = "Name sign-in names in `among`, or write by_hand."
            yield Finding(path, "nobody is named who could be given cases", remedy)
        mine = {user for user, one in policy.staff.items() if one.agency in (None, agency_id)}
        for place, user in enumerate(agency.assignment.among):
            if user not in mine:
                remedy = f"Write one of {', '.join(sorted(mine)) or 'those in `staff`'}."
                problem = f"{user} doesn't work for {agency_id}"
                yield Finding((*path, "among", place), problem, remedy)


CHECKS = (members, circles, assignments)
