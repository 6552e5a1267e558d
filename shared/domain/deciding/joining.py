"""The two sides of a merge, committed together or not at all."""

from dataclasses import replace

from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.commands import Join
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput
from shared.domain.policy.model import Policy
from shared.domain.procedure.table import admits
from shared.domain.vocabulary import CommandName

MOST = 10_000  # a case is one item of the table, and holds the references of all that follow it


def joined(change: Change, leading: Case, policy: Policy) -> Change:
    """Raises InvalidInput for a case that can't lead, or that this person may not see."""
    before = change.before
    if not access.may(change.actor, CommandName.MERGE, leading):
        raise no_such_case()
    if leading.reference == before.reference:
        raise InvalidInput.of("into", "Choose another case than this one.")
    if before.children:
        raise InvalidInput.of("into", "Others follow this case: merge that one into this.")
    if not admits(leading, Join.name, policy) or len(leading.children) >= MOST:
        raise InvalidInput.of("into", "Choose a case that is still open.")
    _check_silence(before, leading)
    other = Change.of(leading, policy, change.actor, change.moment, change.operation_id)
    join = Join(before.reference, before.complainants, before.excluded, before.barred)
    return replace(change, along=follow(join, other))


def _check_silence(before: Case, leading: Case) -> None:
    """What is reported of a case, or of whoever handles it, leaves no trace with an agency."""
    if (before.related_to or leading.related_to) and before.agency != leading.agency:
        raise InvalidInput.of("into", "Leave it by itself: no agency sees a report of retaliation.")


def no_such_case() -> InvalidInput:
    return InvalidInput.of("into", "There is no such case: check the reference.")
