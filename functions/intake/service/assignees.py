"""Who may be given a case, and how much each of them has already."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.intake.service.dependencies import Deps
from shared.application.workload import workload
from shared.domain.case.assignment import NOTHING, Load, assignable
from shared.domain.case.case import Case


@dataclass(frozen=True)
class Assignee:
    user: str
    agency: str | None
    load: Load


def list_assignees(deps: Deps, case: Case) -> Sequence[Assignee]:
    """The first is the one to suggest. Ask for the right to read the case before.

    Those first whom the agency's rule names, then its own people; of equals who has least.
    """
    current = deps.casework.policies.current()
    admitted = deps.casework.policies.version(case.policy_version)
    people = assignable(case, current, admitted)
    loads = workload(deps.casework.store, case.agency, deps.clock()) if people else {}
    agency = current.agencies.get(case.agency)
    among = agency.assignment.among if agency else ()
    assignees = [
        Assignee(member.user, member.agency, loads.get(member.user, NOTHING)) for member in people
    ]

    def rank(assignee: Assignee) -> tuple[bool, bool, int, int, str]:
        load = assignee.load
        is_last = assignee.user not in among, assignee.agency is None
        return *is_last, load.open, load.overdue, assignee.user

    return sorted(assignees, key=rank)
