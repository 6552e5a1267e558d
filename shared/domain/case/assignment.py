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
    """Cases of one agency that somebody has, and those of them whose deadline has passed."""

    open: int = 0
    overdue: int = 0


NOTHING = Load()


def may_be_given(user: str, case: Case, *policies: Policy) -> bool:
    """Whether the person has no part in the case and each policy has them at its agency.

    A policy without a directory says nothing against anybody.
    """
    if user in case.excluded or user in case.barred:
        return False
    return all(_belongs(policy, user, case.agency) for policy in policies)


def _belongs(policy: Policy, user: str, agency: str) -> bool:
    member = policy.staff.get(user)
    return not policy.staff or (member is not None and member.agency in (None, agency))


def assignable(case: Case, current: Policy, admitted: Policy) -> tuple[StaffMember, ...]:
    """Who of today's directory may be given the case, by the policy that it lives under, too."""
    staff = current.staff.values()
    return tuple(one for one in staff if may_be_given(one.user, case, current, admitted))


def in_turn(among: Sequence[str], eligible: Sequence[str], turn: int) -> str:
    """Whose turn it is; the turn of one who may not have the case goes to the next who may."""
    start = turn % len(among)
    return next(user for user in (*among[start:], *among[:start]) if user in eligible)


def least_loaded(eligible: Sequence[str], loads: Mapping[str, Load]) -> tuple[str, ...]:
    """Who has the fewest open cases: several where they are equal."""
    fewest = min(loads.get(user, NOTHING).open for user in eligible)
    return tuple(user for user in eligible if loads.get(user, NOTHING).open == fewest)
