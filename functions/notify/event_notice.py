"""An event that somebody must hear of, with its case as it is now."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.events import Event
from shared.domain.deadlines.clocks import ClockState
from shared.domain.policy.model import Policy
from shared.ports import CaseStore, Delivery

POLICY = "policy"  # the chain of policy changes


@dataclass(frozen=True)
class Notice:
    """`message_id` is the queue's message that brought it."""

    message_id: str
    event: Event
    case: Case

    def delivery(self, recipient: str, channel: str) -> Delivery:
        return Delivery(self.case.reference, self.event.seq, recipient, channel)


Act = Callable[[Sequence[Notice]], None]


def read(store: CaseStore, record: Mapping[str, Any]) -> Notice:
    """Raises for a message that names no event: it ends where failures are kept.

    An event of the policy's own chain has no case; its agency stands in the event itself.
    """
    body = json.loads(record["body"])
    event = store.event(body["reference"], body["seq"])
    if event is None:
        raise LookupError("no such event")
    if event.reference == POLICY:
        return Notice(record["messageId"], event, Case(POLICY, agency=event.data["agency"]))
    return Notice(record["messageId"], event, store.load(body["reference"]))


def is_urgent(notice: Notice, policy: Policy) -> bool:
    """Whether people are called out for it, which tells its agency louder than a mail."""
    return notice.case.urgency in policy.urgency.call_out


def is_untouched(notice: Notice) -> bool:
    """A complaint that somebody has read meanwhile needs no mail about its arrival."""
    return notice.case.status == "received"


def still_runs(notice: Notice) -> bool:
    """A warning that comes after the answer, or after the deadline, warns nobody."""
    clock = notice.case.clocks.get(str(notice.event.data["clock"]))
    return clock is not None and clock.state is ClockState.RUNNING and not notice.case.finished


def owed(notice: Notice) -> tuple[str, datetime] | None:
    """The clock that a letter to the agency names, and when it is due: the warned, or the next."""
    clocks = notice.case.clocks
    if "clock" in notice.event.data:
        warned = clocks[str(notice.event.data["clock"])]
        return warned.name, warned.due_at
    running = [one for one in clocks.values() if one.state is ClockState.RUNNING]
    soonest = min(running, key=lambda one: one.due_at, default=None)
    return None if soonest is None else (soonest.name, soonest.due_at)
