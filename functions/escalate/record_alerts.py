"""Workflow step: writes into the case what became of its alerts, failures included.

What is written comes from the rows of deliveries, whichever way the workflow took, so a step that
died in the middle is recorded as it was. An act that the tick could not do (nobody there may be
given the case) is recorded as left to the people who were alerted.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger

from shared.application.casework import Casework
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.instants import in_utc
from shared.domain.vocabulary import Role
from shared.ports import TOPIC, AlertTokens, Deliveries, Delivery
from shared.runtime.observability import count

WORKERS = 8
RECORDER = Actor(Role.SYSTEM, "escalate")
NOTIFY = "notify"

Alert = dict[str, str]
Document = Mapping[str, Any]


@dataclass(frozen=True)
class AlertRecorder:
    """Records alerts; with a task token, notes instead which task waits for one of these people."""

    casework: Casework
    deliveries: Deliveries
    tokens: AlertTokens
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Document, _context: object) -> dict[str, Any]:
        if "task_token" in event:
            self.tokens.await_take(event["alert_id"], event["task_token"])
            self.log.info("waiting")
            return {}
        now = in_utc(self.clock())
        with ThreadPoolExecutor(WORKERS) as pool:
            alerts = [
                *pool.map(lambda one: self._alerted(one, event, now), event["escalations"]),
                *pool.map(lambda one: self._spared(one, event, now), event["not_needed"]),
            ]
        failed = sum(one["state"] == "failed" for told in alerts for one in told)
        if failed:
            count("AlertsFailed", failed)
        self.log.info("record", extra={"cases": len(alerts), "failed": failed})
        return {"failed": failed}

    def _alerted(self, escalation: Document, event: Document, now: datetime) -> Sequence[Alert]:
        states = self.deliveries.states(escalation["reference"], escalation["seq"])
        recipients = [*([TOPIC] if event["with_topic"] else []), *event["contacts"]]
        alerts = [one for recipient in recipients for one in _alerts_of(recipient, states)]
        if event["problem"] is not None:
            alerts.append({"state": "failed", "reason": event["problem"]})
        if event["act"] != NOTIFY and not self._is_done(escalation):
            alerts.append({"act": event["act"], "state": "left_to_people"})
        self._write(escalation, event, alerts, now)
        return alerts

    def _is_done(self, escalation: Document) -> bool:
        """True when the tick did the level's act: gave the case to the one who stands there."""
        reached = self.casework.store.event(escalation["reference"], escalation["seq"])
        return reached is not None and bool(reached.data.get("done"))

    def _spared(self, escalation: Document, event: Document, now: datetime) -> Sequence[Alert]:
        alerts = [{"state": "not_needed"}]
        self._write(escalation, event, alerts, now)
        return alerts

    def _write(
        self, escalation: Document, event: Document, alerts: Sequence[Alert], now: datetime
    ) -> None:
        """Records once per level, or per person where they are called one after another."""
        from shared.domain.procedure.alerts import RecordAlerts

        turn = event["contacts"][0] if event["in_turn"] else "all"
        self.casework.perform(
            escalation["reference"],
            RecordAlerts(escalation["cause"], event["level"], tuple(alerts)),
            RECORDER,
            Moment.at(now),
            idempotency_key=f"alerted/{escalation['seq']}/{turn}",
        )


def _alerts_of(recipient: str, states: Mapping[Delivery, str]) -> Sequence[Alert]:
    """Lists a recipient's alerts. One without a finished row has failed."""
    own = {key.channel: state for key, state in states.items() if key.recipient == recipient}
    return [
        {"contact": recipient, "channel": channel, "state": "sent" if state == "sent" else "failed"}
        for channel, state in sorted((own or {"none": "failed"}).items())
    ]
