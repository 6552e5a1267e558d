"""What follows from a command: pure functions `(case, command, policy, moment) -> change`.

Rights are asked before (`access`); here it is decided whether the case admits the command, what
must be written down, and which status follows. Nothing is stored here. Each phase of the procedure
has a file, which adds its commands to `follow`.
"""

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor, by_somebody
from shared.domain.case.moment import CLOCK_SKEW, Moment
from shared.domain.commands import Command
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED
from shared.domain.deadlines.tick import wait_for_somebody
from shared.domain.deciding import (
    alerting,
    complaining,
    concluding,
    filing_evidence,
    guarding,
    handling,
    mediating,
    privacy,
    triaging,
)
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput, NotPossible, StaleVersion
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy
from shared.domain.procedure.table import possible, require
from shared.domain.vocabulary import FINISHED, CommandName, Status

PHASES = (
    triaging,
    handling,
    mediating,
    concluding,
    complaining,
    guarding,
    privacy,
    alerting,
    filing_evidence,
)
# Who decided what is appealed against decides nothing of it any more, nor ends it unheard.
_DECIDES = frozenset(
    {
        CommandName.ASSESS,
        CommandName.MEDIATE,
        CommandName.PROPOSE_DECISION,
        CommandName.SIGN_OFF,
        CommandName.RETURN,
        CommandName.REFER,
        CommandName.MERGE,
    }
)


def decide(
    case: Case,
    command: Command,
    policy: Policy,
    actor: Actor,
    moment: Moment,
    operation_id: str,
    seen_version: int | None = None,
) -> Change:
    """The change that the command leads to.

    `seen_version` is the version the caller decided on; None skips the check (complainants, the
    system). Raises StaleVersion, NotPossible with what is possible, or InvalidInput.
    """
    if seen_version is not None and seen_version != case.version:
        raise StaleVersion(seen_version, case.version)
    require(case, command.name, policy)
    barred = _barred(case, actor)
    if command.name in barred:
        others = [name for name in possible(case, policy) if name not in barred]
        raise NotPossible(f"{command.name} after an earlier decision", case.status, others)
    _check_time(case, moment)
    return _waiting(follow(command, Change.of(case, policy, actor, moment, operation_id)))


def _barred(case: Case, actor: Actor) -> frozenset[CommandName]:
    """To close a case without a decision is to decide it."""
    if actor.name not in case.barred:
        return frozenset()
    return _DECIDES if case.status == Status.RESOLVED else _DECIDES | {CommandName.CLOSE}


def _waiting(change: Change) -> Change:
    """A call-out ends with the first answer; a case that nobody has been given then waits."""
    case = change.case
    called, acted = CALL_OUT in case.climbs, any(by_somebody(one) for one in change.events)
    if (
        not called
        or not acted
        or UNASSIGNED in case.climbs
        or case.status in FINISHED | {Status.RESOLVED}
    ):
        return change
    return wait_for_somebody(change, change.moment.recorded_at)


def _check_time(case: Case, moment: Moment) -> None:
    if moment.occurred_at > moment.recorded_at + CLOCK_SKEW:
        raise InvalidInput.of("occurred_at", "Give an instant that is not in the future.")
    if case.received_at is not None and moment.occurred_at < case.received_at:
        received = to_text(case.received_at)
        raise InvalidInput.of("occurred_at", f"Nothing happened before receipt at {received}.")
