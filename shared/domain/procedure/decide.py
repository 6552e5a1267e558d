"""From a command to the change that it leads to.

Nothing is stored here. Whoever calls has asked for the right before: see `access`.
"""

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor, by_somebody
from shared.domain.case.moment import CLOCK_SKEW, Moment
from shared.domain.case.needs import NOTHING_LOADED, Loaded
from shared.domain.deadlines.climbing import wait_for_somebody
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED
from shared.domain.errors import InvalidInput, NotPossible, StaleVersion
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy
from shared.domain.procedure.command import ActRefused, Command
from shared.domain.procedure.table import ACTS, possible, require
from shared.domain.vocabulary import FINISHED, CommandName, Status


def decide(
    case: Case,
    command: Command,
    policy: Policy,
    actor: Actor,
    moment: Moment,
    operation_id: str,
    seen_version: int | None = None,
    loaded: Loaded = NOTHING_LOADED,
) -> Change:
    """Returns the change that the command leads to.

    `seen_version` is the version the caller decided on; None skips the check (complainants, the
    system). Raises StaleVersion, NotPossible with what is possible, or InvalidInput.
    """
    if seen_version is not None and seen_version != case.version:
        raise StaleVersion(seen_version, case.version)
    require(case, command.name, policy)
    _require_unbiased(case, command, policy, actor)
    _check_time(case, moment)
    change = Change.of(case, policy, actor, moment, operation_id, loaded)
    try:
        return _wait_for_somebody(command.enact(change))
    except ActRefused as refused:
        others = [name for name in possible(case, policy) if name != command.name]
        raise NotPossible(refused.act, case.status, others, refused.why) from None


def _require_unbiased(case: Case, command: Command, policy: Policy, actor: Actor) -> None:
    """Raises NotPossible: who made the decision that is appealed against makes no other."""
    if actor.name in case.barred and case.status in command.decides:
        now = [name for name in possible(case, policy) if not _decides(name, case.status)]
        raise NotPossible(f"{command.name} after an earlier decision", case.status, now)


def _decides(name: CommandName, status: Status) -> bool:
    return status in ACTS[name].decides


def _wait_for_somebody(change: Change) -> Change:
    """Lets a case that nobody has wait once the first answer has ended its call-out."""
    case = change.case
    acted = any(by_somebody(one) for one in change.events)
    if (
        not acted
        or CALL_OUT not in case.climbs
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
