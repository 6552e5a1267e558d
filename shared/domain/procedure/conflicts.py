"""Who is kept away from a case that concerns them, and that somebody of the office remains.

Whoever complains, or works for the agency complained about, could otherwise shut the office out.
"""

from collections.abc import Collection, Iterable

from shared.domain.case.change import Change
from shared.domain.deadlines.climbing import wait_for_somebody
from shared.domain.policy.model import Policy
from shared.domain.procedure.command import ActRefused
from shared.domain.vocabulary import EventName


def whom_to_keep_away(user: str, agency: str | None, policy: Policy) -> frozenset[str]:
    """Returns a person with all above and below them, as far as somebody of this agency may say.

    None for the agency is the office, which may say it of anybody. Empty: it can only be proposed.
    """
    chain = policy.chain_of_command(user)
    if agency is None:
        return chain
    if policy.staff[user].agency != agency:
        return frozenset()
    return frozenset(one for one in chain if _agency(one, policy) == agency)


def named_by_complainants(names: Iterable[str], policy: Policy) -> tuple[list[str], list[str]]:
    """Returns who is kept away because of sign-in names in a complaint, and who is proposed.

    An agency's people are kept away at once: the office remains, and can lift it. Of the office's
    own people a complaint only proposes it, since nobody outside decides who may read a case.
    """
    written = {one.casefold() for one in names}
    named = [user for user in policy.staff if user.casefold() in written]
    chains = frozenset().union(*(policy.chain_of_command(user) for user in named))
    away = {one for one in chains if _agency(one, policy) is not None}
    return sorted(away), sorted(user for user in named if user not in away)


def keep_away(change: Change, event: EventName, data: dict[str, str], users: set[str]) -> Change:
    """Adds them to those kept away. Raises ActRefused when nobody of the office would be left."""
    case = change.case
    if not office_remains({*case.excluded, *users}, change.policy):
        raise ActRefused("keep away the last one of the office")
    away = sorted({*case.excluded, *users})
    decided = [one for one in case.proposed if one not in away]
    more = {"proposed": decided} if decided != list(case.proposed) else {}
    assignee = None if case.assignee in away else case.assignee
    kept = change.emit(event, data, excluded=away, assignee=assignee, **more)
    if assignee == case.assignee:
        return kept
    return wait_for_somebody(kept, change.moment.recorded_at)


def office_remains(away: Collection[str], policy: Policy) -> bool:
    """Tells whether somebody of the office may still read; so where no directory names any."""
    office = [user for user, member in policy.staff.items() if member.agency is None]
    return not office or any(user not in away for user in office)


def _agency(user: str, policy: Policy) -> str | None:
    """None for the office's own people, and for whom the directory doesn't know."""
    member = policy.staff.get(user)
    return None if member is None else member.agency
