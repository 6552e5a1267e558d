"""A case that follows another: both sides of a merge, committed together or not at all."""

from dataclasses import dataclass, replace
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.needs import Needs
from shared.domain.deadlines import clocks
from shared.domain.deadlines.climbing import call_out, wait_for_somebody
from shared.domain.deadlines.clocks import Clock
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.office import OFFICE
from shared.domain.procedure.command import ALWAYS, Command
from shared.domain.procedure.rights import CASEWORKERS, REGISTRAR, holds
from shared.domain.vocabulary import OPEN, CommandName, EventName, Status

MOST = 10_000  # a case is one item of the table, and holds the references of all that follow it


@dataclass(frozen=True, eq=False)
class Merge(Command):
    """Lets it follow another case."""

    name = CommandName.MERGE
    when = OPEN
    by = CASEWORKERS | REGISTRAR
    decides = ALWAYS
    leads_to = {Status.MERGED: when}

    into: str

    @property
    def needs(self) -> Needs:
        return Needs(case=self.into)

    def enact(self, change: Change) -> Change:
        before, leading = change.before, self._leading(change)
        merged = change.emit(
            EventName.MERGED,
            {"into": self.into},
            status=Status.MERGED,
            parent=self.into,
            closed_at=to_text(change.moment.occurred_at),
        )
        join = Join(
            before.reference,
            before.complainants,
            before.excluded,
            before.barred,
            before.urgency,
            _open_steps(before),
        )
        return replace(merged, along=join.enact(leading))

    def _leading(self, change: Change) -> Change:
        """Begins the leading case's change. Raises InvalidInput for one that can't lead."""
        before, leading, policy = change.before, change.loaded.case, change.loaded.policy
        if leading is None or policy is None or not holds(self.by, change.actor, leading):
            raise InvalidInput.of("into", "There is no such case: check the reference.")
        if leading.reference == before.reference:
            raise InvalidInput.of("into", "Choose another case than this one.")
        if before.children:
            raise InvalidInput.of("into", "Others follow this case: merge that one into this.")
        if leading.status not in Join.when or len(leading.children) >= MOST:
            raise InvalidInput.of("into", "Choose a case that is still open.")
        _check_silence(before, leading)
        return Change.of(leading, policy, change.actor, change.moment, change.operation_id)


def _check_silence(before: Case, leading: Case) -> None:
    """Raises InvalidInput: a report of retaliation leaves no trace with an agency."""
    of_the_office = OFFICE in (before.agency, leading.agency)
    related = before.related_to or leading.related_to
    if (related or of_the_office) and before.agency != leading.agency:
        raise InvalidInput.of("into", "Leave it by itself: no agency sees a report of retaliation.")


@dataclass(frozen=True, eq=False)
class Join(Command):
    """Is the other side of a merge."""

    name = CommandName.JOIN
    when = OPEN
    by = {}  # follows from a merge, and is asked for by nobody
    offered = False

    reference: str
    complainants: int
    excluded: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    urgency: str | None = None
    steps: tuple[Clock, ...] = ()

    def enact(self, change: Change) -> Change:
        """Takes over what the case that follows must not lose by it.

        Whoever may not handle or decide that one is kept away from this one, too; its open steps go
        on here, and the higher urgency of the two holds, with its call-out.
        """
        return self._joined(self._as_urgent(change))

    def _joined(self, change: Change) -> Change:
        case = change.case
        away = {"excluded": self.excluded, "barred": self.barred}
        more: dict[str, Any] = {
            name: sorted({*getattr(case, name), *users})
            for name, users in away.items()
            if not set(users) <= set(getattr(case, name))
        }
        kept = case.assignee not in (*self.excluded, *self.barred)
        if not kept:
            more["assignee"] = None
        joined = change.emit(
            EventName.CASE_JOINED,
            {"reference": self.reference},
            children=[*case.children, self.reference],
            complainants=case.complainants + self.complainants,
            **more,
            **self._steps(change),
        )
        return joined if kept else wait_for_somebody(joined, change.moment.recorded_at)

    def _steps(self, change: Change) -> dict[str, Any]:
        """Those that this case doesn't have, where its policy knows them."""
        case, policy = change.case, change.policy
        new = {
            one.name: clocks.to_document(one)
            for one in self.steps
            if one.name not in case.clocks and policy.knows_rule(one.rule)
        }
        return {"clocks": new} if new else {}

    def _as_urgent(self, change: Change) -> Change:
        levels = change.policy.urgency.levels
        if self.urgency not in levels:
            return change
        if levels.index(self.urgency) >= levels.index(change.case.urgency):
            return change
        data = {"urgency": self.urgency, "reference": self.reference}
        raised = change.emit(EventName.TRIAGED, data, urgency=self.urgency)
        if raised.case.status != Status.RECEIVED:
            return raised
        return call_out(raised, change.moment.recorded_at)


def _open_steps(case: Case) -> tuple[Clock, ...]:
    return tuple(one for name, one in case.clocks.items() if name.startswith(STEP) and one.is_open)
