"""A case that follows another: both sides of a merge, committed together or not at all."""

from dataclasses import dataclass, replace
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.needs import Needs
from shared.domain.deadlines.climbing import wait_for_somebody
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text
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
        join = Join(before.reference, before.complainants, before.excluded, before.barred)
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

    def enact(self, change: Change) -> Change:
        """Keeps away from this case whoever may not handle or decide the one that follows."""
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
        )
        return joined if kept else wait_for_somebody(joined, change.moment.recorded_at)
