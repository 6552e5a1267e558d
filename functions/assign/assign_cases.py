"""Assigns cases that nobody has, by the rule that the agency's policy names.

A message says only that there is such a case: what is decided is decided on the case as it is now,
so a message that comes twice, late or needlessly does no harm. Where nobody may be given the case,
nothing is done here: the policy's ladder for cases that nobody has climbs by itself.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aws_lambda_powertools import Logger

from shared.application.casework import Casework
from shared.application.workload import workload
from shared.domain.case.assignment import (
    LEAST_LOADED,
    ROUND_ROBIN,
    in_turn,
    least_loaded,
    may_be_given,
)
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import KeyReused, StaleVersion, Unavailable
from shared.domain.instants import in_utc
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.table import admits
from shared.domain.vocabulary import Role

ASSIGN = Actor(Role.SYSTEM, "assign")
ATTEMPTS = 4


class Turns(Protocol):
    def take(self, agency: str) -> int:
        """The next number; no two callers get the same."""


@dataclass(frozen=True)
class AssignCases:
    casework: Casework
    turns: Turns
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        records: Sequence[Mapping[str, Any]] = event["Records"]
        failed = [record["messageId"] for record in records if not self._succeeds(record)]
        self.log.info("assign", extra={"messages": len(records), "failed": len(failed)})
        return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}

    def _succeeds(self, record: Mapping[str, Any]) -> bool:
        try:
            body = json.loads(record["body"])
            self._assign(body["reference"], int(body["seq"]))
        except Exception as error:  # the others of the batch go on
            self.log.error("not_assigned", extra={"error": type(error).__name__})  # noqa: TRY400
            return False
        return True

    def _assign(self, reference: str, seq: int) -> None:
        """Tries again when somebody was faster: by then a person may have chosen by hand."""
        tries = (self._is_settled(reference, seq) for _ in range(ATTEMPTS))
        if not any(tries):
            raise Unavailable("the case keeps changing")

    def _is_settled(self, reference: str, seq: int) -> bool:
        case = self.casework.store.load(reference)
        user = self._chosen(case)
        if user is None:
            return True
        try:
            self.casework.perform(
                reference,
                Assign(user),
                ASSIGN,
                Moment.at(in_utc(self.clock())),
                seen_version=case.version,
                idempotency_key=f"assign/{seq}",
            )
        except StaleVersion:
            return False
        except KeyReused:  # this event has given it to somebody, who has left it since
            return True
        return True

    def _chosen(self, case: Case) -> str | None:
        """Chooses an assignee; None where the case has one, no rule applies, or nobody may."""
        policies = self.casework.policies
        admitted, current = policies.version(case.policy_version), policies.current()
        agency = current.agencies.get(case.agency)
        if agency is None or case.assignee is not None or not admits(case, Assign.name, admitted):
            return None
        rule, among = agency.assignment.rule, agency.assignment.among
        eligible = tuple(one for one in among if may_be_given(one, case, current, admitted))
        if rule not in (LEAST_LOADED, ROUND_ROBIN) or not eligible:
            return None
        if rule == LEAST_LOADED:
            now = in_utc(self.clock())
            eligible = least_loaded(eligible, workload(self.casework.store, case.agency, now))
        if len(eligible) == 1:
            return eligible[0]
        return in_turn(among, eligible, self.turns.take(case.agency))
