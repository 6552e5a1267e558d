"""Open cases under the policy in force: a hundred at a time, resumed where it was interrupted.

A recalculated case lives under the new version and isn't recalculated again, so a second run does
only what is left. The sums of a run are kept beside it with the batch that is under way, so that a
resumed run's digest is the whole run's.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from infra.policy_tools.open_cases import BATCH, batch_of, batches
from infra.policy_tools.recalculation_run import KeptRun, Run
from infra.stack import Stack
from shared.aws import keys
from shared.aws.cases import DynamoCases
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.deadlines.recalculation import (
    Direction,
    Recalculation,
    Revision,
    recalculate,
    recalculation_of,
)
from shared.domain.deadlines.recalculation_preview import Totals
from shared.domain.errors import Conflict
from shared.domain.policy.model import Policy

ATTEMPTS = 5
WRITERS = 8


@dataclass(frozen=True)
class BatchRecalculation:
    stack: Stack
    policy: Policy
    old: Callable[[str], Policy]
    direction: Direction
    actor: Actor
    now: datetime
    scope: str = "all"

    def run(
        self,
        references: Sequence[str],
        new_run: str,
        advance: Callable[[int], None],
        within: Callable[[Case], bool],
    ) -> Run:
        """Recalculates these cases, and takes up the unfinished run of the same kind if any."""
        run = self._kept.unfinished() or Run(new_run)
        self._settle(run)
        with ThreadPoolExecutor(WRITERS) as pool:
            for batch in batches(references, BATCH):
                self._batch(run, batch, pool, within)
                advance(len(batch))
        run.finished = True
        self._kept.save(run)
        return run

    @property
    def _kept(self) -> KeptRun:
        key = keys.recalculation_key(self.policy.version, self.direction, self.scope)
        return KeptRun(self.stack, key)

    def _batch(
        self,
        run: Run,
        batch: Sequence[str],
        pool: ThreadPoolExecutor,
        within: Callable[[Case], bool],
    ) -> None:
        cases = batch_of(self._dynamo(), self.stack.cases_table, batch)
        waiting = [case for case in cases if not case.finished and within(case)]
        run.pending = {case.reference: self._sums(self._recalculation(case)) for case in waiting}
        self._kept.save(run)
        for done in pool.map(lambda case: self._recalculate(case, run.run_id), waiting):
            run.count(done["agency"], done["sums"])
        run.pending = {}

    def _sums(self, found: Recalculation) -> dict[str, Any]:
        sums = Totals()
        sums.add(found, self.direction)
        return {"agency": found.case.agency, "sums": asdict(sums)}

    def _recalculation(self, case: Case) -> Recalculation:
        return recalculation_of(
            case, Revision(self.old(case.policy_version), self.policy), self.now
        )

    def _recalculate(self, case: Case, run_id: str) -> dict[str, Any]:
        """What was done, from the case as it was when it was done. Raises Conflict."""
        store = DynamoCases(self._dynamo(), self.stack.cases_table, "", self.stack.shards)
        for attempt in range(ATTEMPTS):
            found = self._recalculation(case)
            if case.finished or found.held_by(self.direction):
                return self._sums(found)
            try:
                store.commit(recalculate(found, self.policy, self.actor, self.now, run_id))
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
                case = store.load(case.reference)
            else:
                return self._sums(found)
        raise Conflict(case.reference)

    def _settle(self, run: Run) -> None:
        """Counts what an interrupted batch has done; its other cases come again."""
        run.forget_held()
        for case in batch_of(self._dynamo(), self.stack.cases_table, list(run.pending)):
            if case.policy_version == self.policy.version:
                planned = run.pending[case.reference]
                run.count(planned["agency"], planned["sums"])
        run.pending = {}

    def _dynamo(self) -> Any:
        return self.stack.client("dynamodb")
