"""Clocks, as complainants, staff and who took an alert are shown them alike."""

from typing import Any

from functions.intake.service.case_parts import clocks_of, next_level_at
from shared.domain.case.case import Case
from shared.domain.deadlines.clocks import Clock
from shared.domain.instants import maybe_text, to_text
from shared.domain.vocabulary import ClockName, ClockState


def clock_documents(case: Case) -> list[dict[str, Any]]:
    """The case's clocks; while an escalation climbs, the instant of its next level is one more."""
    documents = [_clock_document(clock) for clock in clocks_of(case)]
    due = next_level_at(case)
    if due is None:
        return documents
    escalation = {
        "name": ClockName.ESCALATION,
        "state": ClockState.RUNNING,
        "due_at": to_text(due),
        "paused_at": None,
        "met_at": None,
    }
    return [*documents, escalation]


def _clock_document(clock: Clock) -> dict[str, Any]:
    return {
        "name": clock.name,
        "state": str(clock.state),
        "due_at": to_text(clock.due_at),
        "paused_at": maybe_text(clock.paused_at),
        "met_at": maybe_text(clock.met_at),
    }
