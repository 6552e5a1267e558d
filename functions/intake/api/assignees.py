"""Who may be given a case, and how much each of them has already."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalice.app import Request, Response

from functions.intake.http.authentication import staff_of
from functions.intake.http.parameters import reference_of
from functions.intake.service.dependencies import Deps
from shared.application.workload import workload
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.policy.office import StaffMember
from shared.domain.procedure.assignment import NOTHING, Load, assignable


def see(deps: Deps, request: Request, reference: str) -> Response:
    """Those first whom the agency's rule names, then its own people; of equals who has least."""
    actor = staff_of(request)
    case = deps.casework.store.load(reference_of(reference))
    access.require_read(actor, case)
    items = assignees_of(deps, case)
    suggested = items[0]["user"] if items else None
    return Response({"items": items, "suggested": suggested, "cursor": None})


def assignees_of(deps: Deps, case: Case) -> list[dict[str, Any]]:
    """For the desk's page, too; the first is the one to suggest."""
    policies = deps.casework.policies
    current, admitted = policies.current(), policies.version(case.policy_version)
    people = assignable(case, current, admitted)
    loads = workload(deps.casework.store, case.agency, deps.clock()) if people else {}
    agency = current.agencies.get(case.agency)
    ranked = _ranked(people, loads, agency.assignment.among if agency else ())
    return [_shape(one, loads.get(one.user, NOTHING)) for one in ranked]


def _ranked(
    people: Sequence[StaffMember], loads: Mapping[str, Load], among: Sequence[str]
) -> list[StaffMember]:
    def rank(one: StaffMember) -> tuple[bool, bool, int, int, str]:
        load = loads.get(one.user, NOTHING)
        return one.user not in among, one.agency is None, load.open, load.overdue, one.user

    return sorted(people, key=rank)


def _shape(one: StaffMember, load: Load) -> dict[str, Any]:
    return {"user": one.user, "agency": one.agency, "open": load.open, "overdue": load.overdue}
