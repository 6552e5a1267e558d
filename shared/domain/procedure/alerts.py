"""What alerts come to."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.case.assignment import may_be_given
from shared.domain.case.change import Change
from shared.domain.deadlines.escalation import CALL_OUT
from shared.domain.procedure.command import ActRefused, Command
from shared.domain.procedure.rights import CONTACT, SYSTEM
from shared.domain.vocabulary import ANY_STATUS, OPEN, CommandName, EventName


@dataclass(frozen=True, eq=False)
class Take(Command):
    """Takes an urgent case, by the one-time link of an alert.

    The call-out ends, and with it every link of it. `user` is the contact's sign-in name, if they
    have one.
    """

    name = CommandName.TAKE
    when = OPEN
    by = CONTACT

    contact_id: str
    user: str | None = None

    def enact(self, change: Change) -> Change:
        climb = change.case.climbs.get(CALL_OUT)
        if climb is not None and climb.next_at is None:
            raise ActRefused("taking a case that somebody has taken before")
        data = {"contact": self.contact_id}
        if self.user is None:
            return change.emit(EventName.TAKEN, data)
        if not may_be_given(self.user, change.case, change.policy):
            raise ActRefused("taking a case that isn't one's to handle")
        return change.emit(EventName.TAKEN, data, assignee=self.user)


@dataclass(frozen=True, eq=False)
class RecordAlerts(Command):
    """Writes down who was alerted, and what became of it.

    Contact, channel and state of each alert of one level, no addresses.
    """

    name = CommandName.RECORD_ALERTS
    when = ANY_STATUS
    by = SYSTEM

    cause: str
    level: int
    alerts: tuple[Mapping[str, str], ...]

    def enact(self, change: Change) -> Change:
        alerts = [dict(one) for one in self.alerts]
        data = {"cause": self.cause, "level": self.level, "alerts": alerts}
        return change.emit(EventName.ALERTED, data)
