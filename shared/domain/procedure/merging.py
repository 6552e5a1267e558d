"""A case that follows another: both sides of a merge, committed together or not at all."""

from dataclasses import dataclass, replace
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.needs import Needs
from shared.domain.deadlines.climbing import call_out, wait_for_somebody
from shared.domain.deadlines.inheritance import inheritance
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
        join = Join(before)
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

    follower: Case

    def enact(self, change: Change) -> Change:
        """Takes over the higher urgency and what is owed, and calls out whom nobody answered yet.

        Whoever may not handle or decide the case that follows is kept away from this one.
        """
        case, follower, now = change.case, self.follower, change.moment.recorded_at
        inherited = inheritance(case, follower, change.moment.occurred_at, change.policy)
        away = self._kept_away(case)
        joined = change.emit(
            EventName.CASE_JOINED,
            {"reference": follower.reference},
            children=[*case.children, follower.reference],
            complainants=case.complainants + follower.complainants,
            **away,
            **inherited.changes(case),
        )
        if inherited.calls_out:
            joined = call_out(joined, now)
        return wait_for_somebody(joined, now) if "assignee" in away else joined

    def _kept_away(self, case: Case) -> dict[str, Any]:
        theirs = {"excluded": self.follower.excluded, "barred": self.follower.barred}
        more: dict[str, Any] = {
            name: sorted({*getattr(case, name), *users})
            for name, users in theirs.items()
            if not set(users) <= set(getattr(case, name))
        }
        if case.assignee in (*self.follower.excluded, *self.follower.barred):
            more["assignee"] = None
        return more
