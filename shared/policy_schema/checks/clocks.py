"""Deadlines that make sense, each by itself and beside its neighbours."""

from collections.abc import Iterator
from itertools import pairwise

from shared.domain.calendar import WHOLE_UNITS
from shared.policy_schema.defaults import EVENTS, STARTS, STATUSES
from shared.policy_schema.document import ClockDocument, PolicyDocument
from shared.policy_schema.findings import Finding, Path


def targets(policy: PolicyDocument) -> Iterator[Finding]:
    for path, clock in _clocks(policy):
        ((unit, amount),) = clock.target.items()
        if amount <= 0:
            remedy = "Write more than 0."
            yield Finding((*path, "target"), f"{clock.id} has no time at all", remedy)
        if unit in WHOLE_UNITS and amount != int(amount):
            problem = f"{amount} {unit} can't be counted"
            yield Finding((*path, "target"), problem, "Write whole days, or use hours.")


def warnings(policy: PolicyDocument) -> Iterator[Finding]:
    """Before the deadline, in order, each once."""
    for path, clock in _clocks(policy):
        for share in clock.warn_at:
            if not 0 < share < 1:
                yield Finding(
                    (*path, "warn_at"),
                    f"a warning at {share} of the target comes no time before the deadline",
                    "Write fractions between 0 and 1, such as 0.75.",
                )
        if any(after <= before for before, after in pairwise(clock.warn_at)):
            problem = "the warnings are not in order"
            yield Finding((*path, "warn_at"), problem, "List each fraction once, smallest first.")


def words(policy: PolicyDocument) -> Iterator[Finding]:
    """Statuses and events that exist; and an acknowledgement that never pauses."""
    for path, clock in _clocks(policy):
        yield from _known((*path, "paused_by"), clock.paused_by, STATUSES, "status")
        yield from _known((*path, "met_by"), clock.met_by, EVENTS, "event")
        yield from _known((*path, "starts"), [clock.starts], frozenset(STARTS.values()), "event")
        if not clock.met_by:
            remedy = "Name an event in `met_by`, or leave it out."
            yield Finding((*path, "met_by"), f"nothing can meet {clock.id}", remedy)
        if clock.name == "acknowledge" and clock.paused_by:
            yield Finding(
                (*path, "paused_by"),
                "an acknowledgement never pauses: it waits for nobody but the office",
                "Take `paused_by` out of this clock.",
            )


def legal(policy: PolicyDocument) -> Iterator[Finding]:
    for path, clock in _clocks(policy):
        ((unit, amount),) = clock.target.items()
        bounds = clock.legal.model_dump(exclude={"source"}) if clock.legal else {}
        for which, bound in bounds.items():
            if bound is None:
                continue
            ((bound_unit, least_or_most),) = bound.items()
            place = (*path, "legal", which)
            if bound_unit != unit:
                problem = f"the legal {which} is in {bound_unit}, the target in {unit}"
                yield Finding(place, problem, f"Write both in {bound_unit}.")
            elif (amount < least_or_most) if which == "minimum" else (amount > least_or_most):
                yield Finding(
                    (*path, "target"),
                    f"{amount} {unit} is {'less' if which == 'minimum' else 'more'} than the legal "
                    f"{which} of {least_or_most}",
                    f"Keep to the {which}, or change it with the law that you cite.",
                )


def unique(policy: PolicyDocument) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, clock in _clocks(policy):
        if clock.id in seen:
            remedy = "Give it another `when`, or an `id` of its own."
            yield Finding((*path, "id"), f"two clocks are called {clock.id}", remedy)
        seen.add(clock.id)


def reached(policy: PolicyDocument) -> Iterator[Finding]:
    """The first clock that covers a case counts, so a general one hides what follows it.

    Lines that start with different events are told apart by what starts them.
    """
    before: list[ClockDocument] = []
    for path, clock in _clocks(policy):
        for earlier in before:
            same = (earlier.name, earlier.starts) == (clock.name, clock.starts)
            if same and earlier.when.items() <= clock.when.items():
                yield Finding(
                    path,
                    f"{clock.id} never counts, as {earlier.id} stands before it",
                    "Put the more special clock first.",
                )
                break
        before.append(clock)


def _clocks(policy: PolicyDocument) -> Iterator[tuple[Path, ClockDocument]]:
    for place, clock in enumerate(policy.clocks):
        yield ("clocks", place), clock


def _known(path: Path, names: list[str], known: frozenset[str], what: str) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            remedy = f"Write one of {', '.join(sorted(known))}."
            yield Finding(path, f"there is no {what} {name}", remedy)


CHECKS = (targets, warnings, words, legal, unique, reached)
