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
class Done:
    """What was done to some cases. `skipped` had nothing to do when they were read again."""

    warned: int = 0
    missed: int = 0
    escalated: int = 0
    skipped: int = 0
    failed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    casework: Casework
    log: Logger

    def __call__(self, references: Sequence[str], now: datetime) -> Done:
        with ThreadPoolExecutor(WORKERS) as pool:
            results = dict(
                zip(references, pool.map(lambda one: self._one(one, now), references), strict=True)
            )
        ticked = [one for one in results.values() if one is not None]
        return Done(
            sum(one.warned for one in ticked),
            sum(one.missed for one in ticked),
            sum(one.escalated for one in ticked),
            ticked.count(Ticked()),
            tuple(reference for reference, one in results.items() if one is None),
        )

    def _one(self, reference: str, now: datetime) -> Ticked | None:
        try:
            return self.casework.tick(reference, now)
        except Exception as error:  # it stays due, and the next tick tries again
            # no traceback: an error's text may hold what somebody wrote
            self.log.error("tick_failed", case=reference, error=type(error).__name__)  # noqa: TRY400
            return None
