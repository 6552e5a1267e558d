"""Who is kept away from a case that concerns them, and that somebody of the office remains.

Whoever complains, or works for the agency complained about, could otherwise shut the office out.
"""

from collections.abc import Collection, Iterable

from shared.domain.policy.model import Policy


def whom_to_keep_away(user: str, agency: str | None, policy: Policy) -> frozenset[str]:
    """Returns a person with all above and below them, as far as somebody of this agency may say.

    None for the agency is the office, which may say it of anybody. Empty: it can only be proposed.
    """
    chain = policy.chain_of_command(user)
    if agency is None:
        return chain
    if policy.staff[user].agency != agency:
        return frozenset()
    return _of_agencies(chain, policy) - _of_others(chain, agency, policy)


def named_by_complainants(names: Iterable[str], policy: Policy) -> tuple[list[str], list[str]]:
    """Returns who is kept away because of sign-in names in a complaint, and who is proposed.

    An agency's people are kept away at once: the office remains, and can lift it. Of the office's
    own people a complaint only proposes it, since nobody outside decides who may read a case.
    """
    written = {one.casefold() for one in names}
    named = [user for user in policy.staff if user.casefold() in written]
    chains = frozenset().union(*(policy.chain_of_command(user) for user in named))
    away = _of_agencies(chains, policy)
    return sorted(away), sorted(user for user in named if user not in away)


def office_remains(away: Collection[str], policy: Policy) -> bool:
    """Tells whether somebody of the office may still read; so where no directory names any."""
    office = [user for user, member in policy.staff.items() if member.agency is None]
    return not office or any(user not in away for user in office)


def _of_agencies(users: Iterable[str], policy: Policy) -> frozenset[str]:
    staff = policy.staff
    return frozenset(one for one in users if one in staff and staff[one].agency is not None)


def _of_others(users: Iterable[str], agency: str, policy: Policy) -> frozenset[str]:
    return frozenset(
        one for one in _of_agencies(users, policy) if policy.staff[one].agency != agency
    )
