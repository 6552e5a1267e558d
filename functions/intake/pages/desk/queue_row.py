"""One case as the queue shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.intake.pages.web.policy_names import agency_name, category_name
from functions.intake.pages.words import Words
from functions.intake.service.queue import QueueLine
from shared.domain.policy.model import Policy


@dataclass(frozen=True)
class Row:
    """`colour` says what `when` says, for who sees colours."""

    reference: str
    category: str
    agency: str
    status: str
    assignee: str
    when: str
    colour: str
    at: str


def row_of(line: QueueLine, policy: Policy, words: Words, now: datetime) -> Row:
    due = line.next_due
    return Row(
        line.reference,
        category_name(line.category, policy, words),
        agency_name(line.agency, policy, words),
        words.t(f"desk.status.{line.status}"),
        line.assignee or "",
        _when(line, words, now),
        _colour(line, now),
        words.deadline(due, policy.office.time_zone) if due else "",
    )


def _when(line: QueueLine, words: Words, now: datetime) -> str:
    """Overdue since, due in, paused: the words for the next deadline."""
    due = line.next_due
    if due is None:
        return words.t("desk.when.paused" if line.is_waiting else "desk.when.none")
    key = "desk.when.overdue" if line.is_overdue(now) else "desk.when.due"
    return words.t(key, span=_span(abs(now - due), words))


def _colour(line: QueueLine, now: datetime) -> str:
    if line.next_due is None:
        return "grey"
    if line.is_overdue(now):
        return "red"
    return "yellow" if line.is_due_soon(now) else "green"


def _span(length: timedelta, words: Words) -> str:
    hours = max(1, int(length.total_seconds() // 3600))
    return (
        words.length("hours", hours) if hours < 48 else words.length("calendar_days", hours // 24)
    )
