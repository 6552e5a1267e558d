"""What alerts come to."""

from shared.domain.commands import RecordAlerts, Take
from shared.domain.deciding.following import follow
from shared.domain.draft import Draft


@follow.register
def _(command: Take, draft: Draft) -> Draft:
    data = {"contact": command.contact_id}
    if command.user is None:
        return draft.emit("taken", data)
    return draft.emit("taken", data, assignee=command.user)


@follow.register
def _(command: RecordAlerts, draft: Draft) -> Draft:
    alerts = [dict(one) for one in command.alerts]
    return draft.emit("alerted", {"cause": command.cause, "level": command.level, "alerts": alerts})
