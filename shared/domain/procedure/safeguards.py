"""Who is kept away from a case, who may know who complained, and who has read what."""

from dataclasses import dataclass
from datetime import timedelta

from shared.domain.case.change import Change
from shared.domain.case.parts import Grant, to_document
from shared.domain.errors import InvalidInput
from shared.domain.procedure import conflicts
from shared.domain.procedure.command import ActRefused, Command
from shared.domain.procedure.rights import (
    ALL_STAFF,
    AUDITOR,
    COMPLAINANT,
    EXPERT,
    SUPERIORS,
    THE_OFFICES_SUPERIORS,
    holds,
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
        return conflicts.keep_away(change, EventName.RECUSED, text, {change.actor.name})


@dataclass(frozen=True, eq=False)
class NameSubject(Command):
    """Keeps somebody of the staff away, with all above and below them.

    An agency's people name their own alone; of others they propose it, and the office decides:
    whoever of it may lift an exclusion may also make one.
    """

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
        actor = change.actor
        away = conflicts.whom_to_keep_away(self.user, actor.agency, change.policy)
        judges = actor.agency is not None or holds(LiftExclusion.by, actor, change.case)
        if not (away and judges):
            proposed = sorted({*change.case.proposed, self.user})
            data = text | {"user": self.user}
            return change.emit(EventName.SUBJECT_PROPOSED, data, proposed=proposed)
        return conflicts.keep_away(change, EventName.SUBJECT_NAMED, text, set(away))


@dataclass(frozen=True, eq=False)
class LiftExclusion(Command):
    """Lets somebody back who was kept away, or dismisses the proposal that they be."""

    name = CommandName.LIFT_EXCLUSION
    when = OPEN | {Status.RESOLVED}
    by = THE_OFFICES_SUPERIORS

    user: str
    reason: str

    def enact(self, change: Change) -> Change:
        kept = sorted({*change.case.excluded, *change.case.proposed})
        if self.user not in kept:
            raise InvalidInput.of("user", f"Choose one of: {', '.join(kept) or 'nobody is kept'}.")
        if self.user == change.actor.name:
            raise ActRefused("judge of oneself")
        change, text = change.write(TextKind.SUBJECT, Audience.INTERNAL, {"text": self.reason})
        left = {
            name: [one for one in getattr(change.case, name) if one != self.user]
            for name in ("excluded", "proposed")
        }
        return change.emit(EventName.EXCLUSION_LIFTED, text | {"user": self.user}, **left)


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
    """Is the office's consent to that, for some hours; the complainant hears of it.

    Whoever gives it belongs to the office, and stands neither above nor below who asked.
    """

    name = CommandName.APPROVE_BREAK_GLASS
    when = ANY_STATUS
    by = THE_OFFICES_SUPERIORS

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
        if change.actor.name in change.policy.chain_of_command(self.user):
            raise ActRefused("consent to a request from one's own chain of command")
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
