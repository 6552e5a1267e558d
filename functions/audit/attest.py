"""The daily attestation: which chains grew, what their last events are, signed and kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from aws_lambda_powertools import Logger

from shared.domain.audit.attestation import Attestation, Head, days_to_look_at
from shared.domain.case.events import GENESIS
from shared.domain.instants import in_utc


class Chains(Protocol):
    def __call__(self, days: Iterable[date]) -> Iterator[Head]: ...

    def policy(self) -> Head | None: ...


class Register(Protocol):
    def last(self, today: date) -> tuple[date, str] | None: ...

    def publish(self, attestation: Attestation) -> bool: ...


@dataclass(frozen=True)
class Attest:
    """Once a day, whatever is repeated; a day that was missed is made up for by the next."""

    chains: Chains
    register: Register
    clock: Callable[[], datetime]
    count: Callable[[str], None]
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        now = _scheduled(event) or in_utc(self.clock())
        last = self.register.last(now.date())
        if last is not None and last[0] == now.date():
            return self._told(0, attested=False)
        before, previous = last or (None, GENESIS)
        heads = self._heads(days_to_look_at(before, now.date()))
        attested = self.register.publish(Attestation(now.date(), now, previous, heads))
        return self._told(len(heads), attested=attested)

    def _heads(self, days: Iterable[date]) -> tuple[Head, ...]:
        """The latest head of each chain: one that grows meanwhile can be met on two days."""
        policy = self.chains.policy()
        found = [*self.chains(days), *([policy] if policy else [])]
        latest: dict[str, Head] = {}
        for head in sorted(found):
            latest[head.reference] = head
        return tuple(latest.values())

    def _told(self, heads: int, *, attested: bool) -> dict[str, Any]:
        """A day that has its attestation counts, whoever wrote it: its alarm asks for no more."""
        self.count("Attested")
        self.log.info("attested", extra={"heads": heads})
        return {"heads": heads, "attested": attested}


def _scheduled(event: Mapping[str, Any]) -> datetime | None:
    """None where the scheduler hasn't filled it in."""
    try:
        return in_utc(datetime.fromisoformat(event["now"]))
    except (KeyError, ValueError):
        return None
