"""Sending once: deliveries are claimed, sent and noted, however often the event comes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.errors import RedressError, Unavailable, Undeliverable
from shared.domain.instants import in_utc
from shared.ports import Claim, Deliveries, Delivery
from shared.runtime.observability import count

Send = Callable[[Sequence[Delivery]], str]


@dataclass(frozen=True)
class SendOnce:
    """Claims deliveries before it sends them.

    `random_bytes` names the attempt, so that a claim whose answer was lost is known as ours.
    """

    deliveries: Deliveries
    clock: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]

    def __call__(self, wanted: Sequence[Delivery], send: Send) -> bool:
        """Returns True once all of them are sent, now or before; `send` gets those that are left.

        Returns False when a message can never be delivered. Raises Unavailable when trying again
        may help, also while another attempt holds some of them: it may have died.
        """
        attempt, now = self.random_bytes(16).hex(), in_utc(self.clock())
        claims = {one: self.deliveries.claim(one, attempt, now) for one in wanted}
        ours = [one for one, claim in claims.items() if claim is Claim.OURS]
        delivered = not ours or self._send(ours, send)
        if Claim.BUSY in claims.values():
            raise Unavailable("another attempt is at it")
        return delivered

    def _send(self, ours: Sequence[Delivery], send: Send) -> bool:
        try:
            message_id = send(ours)
        except Undeliverable as error:
            self._failed(ours, str(error))
            count("MessagesUndeliverable")
            return False
        except Exception as error:
            # the words of another service's error may hold an address, so its name has to do
            reason = str(error) if isinstance(error, RedressError) else type(error).__name__
            self._failed(ours, reason)
            raise Unavailable(reason) from None
        for one in ours:
            self.deliveries.sent(one, message_id, in_utc(self.clock()))
        return True

    def _failed(self, ours: Sequence[Delivery], reason: str) -> None:
        for one in ours:
            self.deliveries.failed(one, reason, in_utc(self.clock()))
