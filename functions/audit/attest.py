"""The daily attestation: finds the chains that grew, signs their last events, keeps them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from aws_lambda_powertools import Logger

from shared.domain.audit.attestation import Attestation, Head, days_to_look_at
from shared.domain.case.events import GENESIS
from shared.runtime.scheduled_time import scheduled_time


class Chains(Protocol):
    def __call__(self, days: Iterable[date]) -> Iterator[Head]: ...

    def policy(self) -> Head | None: ...


class Register(Protocol):
    def last(self, today: date) -> tuple[date, str] | None: ...

    def publish(self, attestation: Attestation) -> bool: ...


@dataclass(frozen=True)
class Attest:
    """Signs once a day, whatever is repeated; the next run makes up for a missed day."""

    chains: Chains
    register: Register
    clock: Callable[[], datetime]
    count: Callable[[str], None]
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        now = scheduled_time(event, self.clock)
        last = self.register.last(now.date())
        if last is not None and last[0] == now.date():
            return self._summary(0, attested=False)
        before, previous = last or (None, GENESIS)
        heads = self._heads(days_to_look_at(before, now.date()))
        attested = self.register.publish(Attestation(now.date(), now, previous, heads))
        return self._summary(len(heads), attested=attested)

    def _heads(self, days: Iterable[date]) -> tuple[Head, ...]:
        """Returns each chain's latest head: a chain that grows meanwhile is found on two days."""
        policy = self.chains.policy()
        found = [*self.chains(days), *([policy] if policy else [])]
        latest: dict[str, Head] = {}
        for head in sorted(found):
            latest[head.reference] = head
        return tuple(latest.values())

    def _summary(self, heads: int, *, attested: bool) -> dict[str, Any]:
        """Counts the day as attested, whoever wrote the attestation: its alarm asks for no more."""
        self.count("Attested")
        self.log.info("attested", extra={"heads": heads})
        return {"heads": heads, "attested": attested}
