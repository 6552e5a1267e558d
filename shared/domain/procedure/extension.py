"""How far a promised date may be moved: what the policy and the law leave to whom."""

from shared.domain.case.change import Change
from shared.domain.deadlines.clocks import Clock
from shared.domain.errors import InvalidInput
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.extensions import ExtensionRule, extension_from


def check(clock: Clock, days: int, change: Change) -> None:
    """Raises InvalidInput for an extension that the policy or the law doesn't allow this person."""
    rules, rule = change.policy.extensions, change.policy.rule(clock.rule)
    if clock.name in rules.never:
        raise InvalidInput.of("clock", "Choose another: this one is never extended.")
    if clock.name.startswith(STEP) and change.actor.agency is not None:
        raise InvalidInput.of("clock", "Ask the office: a step of a plan is its to extend.")
    allowed = extension_from(rule.extend or {}, rules.usual)
    _check_turn(clock, allowed, change)
    most = min(_days_left(clock, rule, allowed), allowed.days)
    if most < 1:
        raise InvalidInput.of("clock", "Choose another: it has all the days that it may have.")
    if not 1 <= days <= most:
        raise InvalidInput.of("days", f"Give a whole number of days from 1 to {most}.")


def _check_turn(clock: Clock, allowed: ExtensionRule, change: Change) -> None:
    if clock.extensions >= allowed.times:
        remedy = f"Choose another: this one may be extended so often: {allowed.times}."
        raise InvalidInput.of("clock", remedy)
    of_an_agency = change.actor.agency is not None
    if of_an_agency and clock.extensions + 1 >= allowed.office_from:
        raise InvalidInput.of("clock", "Ask the office: any further extension is its to give.")


def _days_left(clock: Clock, rule: ClockRule, allowed: ExtensionRule) -> int:
    """Of the days in all, and of the law's, where the law gives no extension of its own."""
    left = allowed.total - clock.extended_days
    most = rule.legal_maximum
    if rule.extend is not None or most is None or most.unit != rule.target.unit:
        return left
    return min(left, int(most.amount - rule.target.amount) - clock.extended_days)
