"""Ticking many cases at once: side by side, and one bad case never stops the others."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from aws_lambda_powertools import Logger

from shared.application.casework import Casework
from shared.domain.deadlines.tick import Ticked

WORKERS = 16


@dataclass(frozen=True)
class CasesTicked:
    """Counts what was done. `skipped` had nothing to do when they were read again."""

    warned: int = 0
    missed: int = 0
    escalated: int = 0
    skipped: int = 0
    failed: tuple[str, ...] = ()


@dataclass(frozen=True)
class TickCases:
    casework: Casework
    log: Logger

    def __call__(self, references: Sequence[str], now: datetime) -> CasesTicked:
        with ThreadPoolExecutor(WORKERS) as pool:
            outcomes = pool.map(lambda reference: self._tick(reference, now), references)
            results = dict(zip(references, outcomes, strict=True))
        ticked = [case for case in results.values() if case is not None]
        return CasesTicked(
            sum(case.warned for case in ticked),
            sum(case.missed for case in ticked),
            sum(case.escalated for case in ticked),
            ticked.count(Ticked()),
            tuple(reference for reference, case in results.items() if case is None),
        )

    def _tick(self, reference: str, now: datetime) -> Ticked | None:
        try:
            return self.casework.tick(reference, now)
        except Exception as error:  # it stays due, and the next tick tries again
            # no traceback: an error's text may hold what somebody wrote
            self.log.error("tick_failed", case=reference, error=type(error).__name__)  # noqa: TRY400
            return None
