"""A notice: an event that somebody must hear of, with its case as it is now."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.events import POLICY_CHAIN, Event
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockState, Status
from shared.ports import CaseStore, Delivery


@dataclass(frozen=True)
class Notice:
    """Pairs an event with its case. `message_id` is the queue's message that brought it."""

    message_id: str
    event: Event
    case: Case

    def delivery(self, recipient: str, channel: str) -> Delivery:
        return Delivery(self.case.reference, self.event.seq, recipient, channel)


Act = Callable[[Sequence[Notice]], None]


def read(store: CaseStore, record: Mapping[str, Any]) -> Notice:
    """Reads the event that a queue's message names.

    Raises LookupError where there is none: the message ends in the dead letters. An event of the
    policy's own chain has no case; its agency stands in the event itself.
    """
    body = json.loads(record["body"])
    event = store.event(body["reference"], body["seq"])
    if event is None:
        raise LookupError("no such event")
    if event.reference == POLICY_CHAIN:
        return Notice(record["messageId"], event, Case(POLICY_CHAIN, agency=event.data["agency"]))
    return Notice(record["messageId"], event, store.load(body["reference"]))


def is_urgent(notice: Notice, policy: Policy) -> bool:
    """True when people are called out for it, which tells its agency louder than a mail."""
    return notice.case.urgency in policy.urgency.call_out


def is_untouched(notice: Notice) -> bool:
    """True until somebody acknowledges: a later mail about its arrival would be noise."""
    return notice.case.status == Status.RECEIVED


def still_runs(notice: Notice) -> bool:
    """False after the answer or the deadline: a warning would come too late to warn."""
    clock = notice.case.clocks.get(str(notice.event.data["clock"]))
    return clock is not None and clock.state is ClockState.RUNNING and not notice.case.finished


def named_deadline(notice: Notice) -> tuple[str, datetime] | None:
    """Returns the clock that a letter names, and when it is due: the warned one, or the next."""
    clocks = notice.case.clocks
    if "clock" in notice.event.data:
        warned = clocks[str(notice.event.data["clock"])]
        return warned.name, warned.due_at
    running = [one for one in clocks.values() if one.state is ClockState.RUNNING]
    soonest = min(running, key=lambda one: one.due_at, default=None)
    return None if soonest is None else (soonest.name, soonest.due_at)
