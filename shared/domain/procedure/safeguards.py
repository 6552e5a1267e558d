"""Who is kept away from a case, who may know who complained, and who has read what."""

from dataclasses import dataclass
from datetime import timedelta

from shared.domain.case.change import Change
from shared.domain.case.parts import Grant, to_document
from shared.domain.deadlines.climbing import wait_for_somebody
from shared.domain.errors import InvalidInput
from shared.domain.procedure.command import ActRefused, Command
from shared.domain.procedure.rights import (
    ALL_STAFF,
    AUDITOR,
    COMPLAINANT,
    EXPERT,
    SUPERIORS,
)
from shared.domain.vocabulary import (
    ANY_STATUS,
    OPEN,
    Audience,
    CommandName,
    EventName,
    Status,
    TextKind,
)


@dataclass(frozen=True, eq=False)
class Recuse(Command):
    """Hands over a case in which one has an interest, and sees it no more."""

    name = CommandName.RECUSE
    when = OPEN | {Status.RESOLVED}
    by = ALL_STAFF

    reason: str

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.RECUSAL, Audience.INTERNAL, {"text": self.reason})
        return _kept_away(change, EventName.RECUSED, text, {change.actor.name})


@dataclass(frozen=True, eq=False)
class NameSubject(Command):
    """Keeps somebody of the staff away, with all above and below them."""

    name = CommandName.NAME_SUBJECT
    when = OPEN | {Status.RESOLVED}
    by = ALL_STAFF

    user: str
    reason: str

    def enact(self, change: Change) -> Change:
        if self.user not in change.policy.staff:
            known = ", ".join(sorted(change.policy.staff)) or "nobody: the policy names no staff"
            raise InvalidInput.of("user", f"Choose one of: {known}.")
        change, text = change.write(TextKind.SUBJECT, Audience.INTERNAL, {"text": self.reason})
        away = change.policy.chain_of_command(self.user)
        return _kept_away(change, EventName.SUBJECT_NAMED, text, set(away))


def _kept_away(change: Change, event: EventName, data: dict[str, str], users: set[str]) -> Change:
    case = change.case
    away = sorted({*case.excluded, *users})
    assignee = None if case.assignee in away else case.assignee
    kept = change.emit(event, data, excluded=away, assignee=assignee)
    if assignee == case.assignee:
        return kept
    return wait_for_somebody(kept, change.moment.recorded_at)


@dataclass(frozen=True, eq=False)
class Hold(Command):
    """Keeps everything of the case from being forgotten."""

    name = CommandName.HOLD
    when = ANY_STATUS
    by = SUPERIORS

    on: bool
    reason: str

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.HOLD, Audience.INTERNAL, {"text": self.reason})
        return change.emit(EventName.HELD, text | {"on": self.on}, hold=self.on)


@dataclass(frozen=True, eq=False)
class BreakGlass(Command):
    """Asks to know who complained."""

    name = CommandName.BREAK_GLASS
    when = ANY_STATUS
    by = ALL_STAFF

    reason: str

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.BREAK_GLASS, Audience.INTERNAL, {"text": self.reason})
        grant = to_document(Grant(change.moment.recorded_at))
        return change.emit(EventName.BREAK_GLASS_REQUESTED, text, grants={change.actor.name: grant})


@dataclass(frozen=True, eq=False)
class ApproveBreakGlass(Command):
    """Is the second person's consent to that, for some hours."""

    name = CommandName.APPROVE_BREAK_GLASS
    when = ANY_STATUS
    by = SUPERIORS

    user: str

    def enact(self, change: Change) -> Change:
        grants, hours = change.case.grants, change.policy.break_glass_hours
        asked = grants.get(self.user)
        if asked is None or asked.until is not None:
            waiting = [user for user, one in grants.items() if one.until is None]
            remedy = f"Choose who has asked: {', '.join(sorted(waiting)) or 'nobody has'}."
            raise InvalidInput.of("user", remedy)
        if self.user == change.actor.name:
            raise ActRefused("consent to one's own request")
        until = change.moment.recorded_at + timedelta(hours=hours)
        given = to_document(Grant(asked.asked_at, change.actor.name, until))
        data = {"user": self.user, "hours": hours}
        return change.emit(EventName.BREAK_GLASS_GRANTED, data, grants={self.user: given})


@dataclass(frozen=True, eq=False)
class ReportRetaliation(Command):
    """Reports what is done to somebody because of the case: a case of its own.

    It leaves no trace in this case: a FileComplaint is made of it that is `related_to` this one.
    """

    name = CommandName.RETALIATION
    when = ANY_STATUS
    by = ALL_STAFF | COMPLAINANT


@dataclass(frozen=True, eq=False)
class View(Command):
    """Reads the case; written down before it is shown."""

    name = CommandName.VIEW
    when = ANY_STATUS
    by = ALL_STAFF | AUDITOR | EXPERT
    offered = False

    what: str = "case"

    def enact(self, change: Change) -> Change:
        return change.emit(EventName.VIEWED, {"what": self.what})
