"""Open cases moved to the policy in force: a hundred at a time, resumed where it was interrupted.

A case that has been moved lives under the new version and isn't moved again, so a second run does
only what is left. The sums of a run are kept beside it with the batch that is under way, so that a
resumed run's digest is the whole run's.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from infra.policy_cli.open_cases import BATCH, batch_of, batches
from infra.stack import Stack
from shared.aws import keys
from shared.aws.cases import DynamoCases
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.deadlines.recalculation import (
    Direction,
    Retiming,
    Revision,
    Totals,
    recalculated,
    retiming,
)
from shared.domain.errors import Conflict
from shared.domain.policy.model import Policy

ATTEMPTS = 5
WRITERS = 8


@dataclass
class Run:
    """Sums per agency of what is done; `pending` are the cases of the batch under way."""

    run_id: str
    agencies: dict[str, Totals] = field(default_factory=dict)
    pending: dict[str, dict[str, Any]] = field(default_factory=dict)
    finished: bool = False

    @property
    def sums(self) -> Totals:
        whole = Totals()
        for one in self.agencies.values():
            for name, amount in asdict(one).items():
                setattr(whole, name, getattr(whole, name) + amount)
        return whole

    def count(self, agency: str, sums: Mapping[str, int]) -> None:
        kept = self.agencies.setdefault(agency, Totals())
        for name, amount in sums.items():
            setattr(kept, name, getattr(kept, name) + amount)


@dataclass(frozen=True)
class Recalculation:
    stack: Stack
    policy: Policy
    old: Callable[[str], Policy]
    direction: Direction
    actor: Actor
    now: datetime
    scope: str = "all"

    def run(
        self,
        wanted: Sequence[str],
        new_run: str,
        advance: Callable[[int], None],
        within: Callable[[Case], bool],
    ) -> Run:
        """Moves these cases, and takes up the unfinished run of the same kind if there is one."""
        run = self._unfinished() or Run(new_run)
        run = self._settle(run)
        with ThreadPoolExecutor(WRITERS) as pool:
            for batch in batches(wanted, BATCH):
                self._batch(run, batch, pool, within)
                advance(len(batch))
        run.finished = True
        self._save(run)
        return run

    def _batch(
        self,
        run: Run,
        batch: Sequence[str],
        pool: ThreadPoolExecutor,
        within: Callable[[Case], bool],
    ) -> None:
        found = batch_of(self._dynamo(), self.stack.cases_table, batch)
        waiting = [case for case in found if not case.finished and within(case)]
        run.pending = {case.reference: self._planned(case) for case in waiting}
        self._save(run)
        for planned in pool.map(lambda case: self._move(case, run.run_id), waiting):
            run.count(planned["agency"], planned["sums"])
        run.pending = {}

    def _planned(self, case: Case) -> dict[str, Any]:
        return self._sums(self._retiming(case))

    def _sums(self, one: Retiming) -> dict[str, Any]:
        sums = Totals()
        sums.add(one, self.direction)
        return {"agency": one.case.agency, "sums": asdict(sums)}

    def _retiming(self, case: Case) -> Retiming:
        return retiming(case, Revision(self.old(case.policy_version), self.policy), self.now)

    def _move(self, case: Case, run_id: str) -> dict[str, Any]:
        """What was done, from the case as it was when it was done. Raises Conflict."""
        store = DynamoCases(self._dynamo(), self.stack.cases_table, "", self.stack.shards)
        for attempt in range(ATTEMPTS):
            one = self._retiming(case)
            if case.finished or one.held_by(self.direction):
                return self._sums(one)
            try:
                store.commit(recalculated(one, self.policy, self.actor, self.now, run_id))
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
                case = store.load(case.reference)
            else:
                return self._sums(one)
        raise Conflict(case.reference)

    def _settle(self, run: Run) -> Run:
        """Counts the cases of an interrupted batch that had been moved.

        The others come again, as do those that were held back.
        """
        for sums in run.agencies.values():
            sums.open_cases -= sums.held
            sums.unchanged -= sums.held
            sums.held = 0
        now = batch_of(self._dynamo(), self.stack.cases_table, list(run.pending))
        for case in now:
            if case.policy_version == self.policy.version:
                planned = run.pending[case.reference]
                run.count(planned["agency"], planned["sums"])
        run.pending = {}
        return run

    def _unfinished(self) -> Run | None:
        answer = self._dynamo().get_item(
            TableName=self.stack.cases_table, Key=self._key(), ConsistentRead=True
        )
        if "Item" not in answer:
            return None
        document = json.loads(answer["Item"]["body"]["S"])
        if document["finished"]:
            return None
        agencies = {name: Totals(**one) for name, one in document["agencies"].items()}
        return Run(document["run_id"], agencies, document["pending"])

    def _save(self, run: Run) -> None:
        item = self._key() | {"body": {"S": json.dumps(asdict(run))}}
        self._dynamo().put_item(TableName=self.stack.cases_table, Item=item)

    def _key(self) -> dict[str, dict[str, str]]:
        return keys.recalculation_key(self.policy.version, self.direction, self.scope)

    def _dynamo(self) -> Any:
        return self.stack.client("dynamodb")
