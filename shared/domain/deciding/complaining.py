"""What complainants do with their own case."""

from shared.domain.case.change import Draft
from shared.domain.commands import Accept, AddMessage, Appeal, Feedback, Withdraw
from shared.domain.deadlines.tick import wait_for_somebody
from shared.domain.deciding.following import follow
from shared.domain.deciding.windows import require_within
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text


@follow.register
def _(command: AddMessage, draft: Draft) -> Draft:
    draft, text = draft.write("message", "agency", {"text": command.text})
    if draft.case.status == "awaiting_complainant":
        return draft.emit("message_received", text, status="investigating")
    return draft.emit("message_received", text)


@follow.register
def _(command: Withdraw, draft: Draft) -> Draft:
    ended = to_text(draft.moment.occurred_at)
    if command.reason is None:
        return draft.emit("withdrawn", status="withdrawn", closed_at=ended)
    draft, text = draft.write("withdrawal", "agency", {"text": command.reason})
    return draft.emit("withdrawn", text, status="withdrawn", closed_at=ended)


@follow.register
def _(_command: Accept, draft: Draft) -> Draft:
    return draft.emit("outcome_accepted", satisfied=True)


@follow.register
def _(command: Appeal, draft: Draft) -> Draft:
    """To others than those who decided: they may go on reading, and decide nothing any more.

    What was not taken up, or handed over, is assessed anew; a decision is investigated anew.
    """
    require_within(draft, "appeal")
    case = draft.case
    anew = "acknowledged" if case.status in ("not_accepted", "referred") else "investigating"
    decided = case.decision and (case.decision.proposed_by, case.decision.signed_off_by)
    barred = {*case.barred, *(decided or ()), case.assessed_by} - {None}
    draft, text = draft.write("appeal", "agency", {"text": command.reason})
    appealed = draft.emit(
        "appealed",
        text,
        status=anew,
        decision=None,
        closed_at=None,
        satisfied=False,
        assignee=None,
        appeals=case.appeals + 1,
        barred=sorted(str(one) for one in barred),
    )
    return wait_for_somebody(appealed, draft.moment.recorded_at)


@follow.register
def _(command: Feedback, draft: Draft) -> Draft:
    if command.rating not in range(1, 6):
        raise InvalidInput.of("rating", "Give a whole number from 1 (badly) to 5 (well).")
    data = {"rating": command.rating}
    if command.text is None:
        return draft.emit("feedback_given", data, rating=command.rating)
    draft, text = draft.write("feedback", "internal", {"text": command.text})
    return draft.emit("feedback_given", data | text, rating=command.rating)
