"""What alerts come to."""

from shared.domain.case.change import Change
from shared.domain.commands import RecordAlerts, Take
from shared.domain.deciding.following import follow
from shared.domain.errors import NotPossible
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import EventName


@follow.register
def _(command: Take, change: Change) -> Change:
    case, data = change.case, {"contact": command.contact_id}
    member = change.policy.staff.get(command.user or "")
    elsewhere = member is not None and member.agency not in (None, case.agency)
    if elsewhere or command.user in (*case.excluded, *case.barred):
        others = [name for name in possible(case, change.policy) if name != command.name]
        raise NotPossible("taking a case that isn't one's to handle", case.status, others)
    if command.user is None:
        return change.emit(EventName.TAKEN, data)
    return change.emit(EventName.TAKEN, data, assignee=command.user)


@follow.register
def _(command: RecordAlerts, change: Change) -> Change:
    alerts = [dict(one) for one in command.alerts]
    return change.emit(
        EventName.ALERTED, {"cause": command.cause, "level": command.level, "alerts": alerts}
    )
