"""To whom a case may be given, and whose turn it is. Pure: counts and turns come from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.case.case import Case
from shared.domain.policy.model import Policy
from shared.domain.policy.office import StaffMember

LEAST_LOADED = "least_loaded"
ROUND_ROBIN = "round_robin"


@dataclass(frozen=True)
class Load:
    """Counts somebody's cases of one agency, and those of them whose deadline has passed."""

    open: int = 0
    overdue: int = 0


NOTHING = Load()


def may_be_given(user: str, case: Case, *policies: Policy) -> bool:
    """Tells whether the person has no part in the case and each policy has them at its agency.

    A policy without a directory says nothing against anybody.
    """
    if user in case.excluded or user in case.barred:
        return False
    return all(_belongs(policy, user, case.agency) for policy in policies)


def _belongs(policy: Policy, user: str, agency: str) -> bool:
    member = policy.staff.get(user)
    return not policy.staff or (member is not None and member.agency in (None, agency))


def assignable(case: Case, current: Policy, admitted: Policy) -> tuple[StaffMember, ...]:
    """Lists who may be given the case, by today's policy and by the one that it lives under."""
    staff = current.staff.values()
    return tuple(one for one in staff if may_be_given(one.user, case, current, admitted))


def in_turn(among: Sequence[str], eligible: Sequence[str], turn: int) -> str:
    """Returns whose turn it is; who may not have the case is passed over."""
    start = turn % len(among)
    return next(user for user in (*among[start:], *among[:start]) if user in eligible)


def least_loaded(eligible: Sequence[str], loads: Mapping[str, Load]) -> tuple[str, ...]:
    """Returns those with the fewest open cases: several where they are equal."""
    fewest = min(loads.get(user, NOTHING).open for user in eligible)
    return tuple(user for user in eligible if loads.get(user, NOTHING).open == fewest)
