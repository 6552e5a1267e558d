"""Starts the workflow for levels that cases reached.

An urgent case gets an execution of its own. Others are put together per agency, so that a thousand
missed deadlines are a few letters. Names follow from the events, so a repeated message starts
nothing new; where a repeated batch falls into other groups, the rows of deliveries keep each alert
single.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger

from shared.domain.case.events import sha256
from shared.domain.deadlines.escalation import CALL_OUT
from shared.domain.policy.action_plans import STEP
from shared.domain.vocabulary import EventName
from shared.ports import CaseStore, Executions

WORKERS = 16
TOGETHER = 100
_LONGEST_NAME = 80


@dataclass(frozen=True)
class ReachedLevel:
    """Holds a level that a case reached, as its event says.

    A case has a workflow of its own if people were called out for it, or if somebody is excluded
    from it. Which urgency calls people out is the policy's word; the case knows that it was so.
    """

    reference: str
    seq: int
    cause: str
    ladder: str
    level: int
    act: str
    agency: str
    urgency: str
    policy_version: str
    called_out: bool = False
    has_exclusions: bool = False

    @property
    def group(self) -> tuple[object, ...]:
        """Returns what cases of one execution share: all that its letters have in common."""
        common = (self.agency, self.urgency, self.ladder, self.level, self.policy_version)
        alone = self.called_out or self.has_exclusions
        return (*common, self.reference, self.seq) if alone else common


@dataclass(frozen=True)
class StartWorkflow:
    store: CaseStore
    executions: Executions
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        records: Sequence[Mapping[str, Any]] = event["Records"]
        with ThreadPoolExecutor(WORKERS) as pool:
            read = list(zip(records, pool.map(self._reached, records), strict=True))
        unread = [record["messageId"] for record, reached in read if reached is None]
        found = {record["messageId"]: one for record, reached in read for one in reached or ()}
        groups = list(_groups(found))
        unstarted = [one for group in groups if not self._start(group, found) for one in group]
        self.log.info("start", extra={"messages": len(records), "groups": len(groups)})
        return {"batchItemFailures": [{"itemIdentifier": one} for one in unread + unstarted]}

    def _reached(self, record: Mapping[str, Any]) -> tuple[ReachedLevel, ...] | None:
        """Reads the levels that a message names: none for another event, None when to try again."""
        try:
            body = json.loads(record["body"])
            return tuple(self._of_event(body["reference"], body["seq"]))
        except Exception as error:  # the others of the batch go on
            self.log.error("unread", extra={"error": type(error).__name__})  # noqa: TRY400
            return None

    def _of_event(self, reference: str, seq: int) -> Iterator[ReachedLevel]:
        event = self.store.event(reference, seq)
        if event is None:
            raise LookupError("no such event")
        if event.name == EventName.ESCALATED:
            case = self.store.load(reference)
            yield ReachedLevel(
                reference,
                seq,
                **{name: event.data[name] for name in ("cause", "ladder", "level", "act")},
                agency=case.agency,
                urgency=case.urgency,
                policy_version=case.policy_version,
                called_out=CALL_OUT in case.climbs,
                has_exclusions=bool(case.excluded),
            )

    def _start(self, messages: Sequence[str], found: Mapping[str, ReachedLevel]) -> bool:
        together = [found[one] for one in messages]
        try:
            self.executions.start(execution_name(together), execution_input(together))
        except Exception as error:  # the others of the batch go on
            self.log.error("not_started", extra={"error": type(error).__name__})  # noqa: TRY400
            return False
        return True


def _groups(found: Mapping[str, ReachedLevel]) -> Iterable[list[str]]:
    """Message ids that share an execution, a hundred at most."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for message, reached in found.items():
        groups[reached.group].append(message)
    for messages in groups.values():
        for start in range(0, len(messages), TOGETHER):
            yield messages[start : start + TOGETHER]


def execution_name(together: Sequence[ReachedLevel]) -> str:
    """Names an execution: the same events have the same name, in any order."""
    events = sorted({(one.reference, one.seq) for one in together})
    first = together[0]
    if len(events) == 1:
        cause = first.cause.replace(STEP, "step-")  # a name takes no colon
        name = f"{first.reference}-{cause}-{first.level}-{first.seq}"
        return name if len(name) <= _LONGEST_NAME else sha256(name)
    return f"{first.agency[:30]}-{first.level}-{sha256(json.dumps(events))[:40]}"


def execution_input(together: Sequence[ReachedLevel]) -> dict[str, Any]:
    """What the workflow starts with: ids alone."""
    first = together[0]
    events = sorted({(one.reference, one.seq, one.cause) for one in together})
    return {
        "agency": first.agency,
        "urgency": first.urgency,
        "ladder": first.ladder,
        "level": first.level,
        "act": first.act,
        "call_out": first.cause == CALL_OUT,
        "policy_version": first.policy_version,
        "escalations": [
            {"reference": reference, "seq": seq, "cause": cause} for reference, seq, cause in events
        ],
    }
