"""Stand-ins for mail, topic, phones, the workflow and what is remembered of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from shared.domain.case.events import sha256
from shared.domain.errors import RedressError, Undeliverable
from shared.ports import Claim, Delivery, Letter, OpenAlert
from tests.fakes import NOON


@dataclass
class FakeDeliveries:
    """Rows in memory, with the conditions of the real ones."""

    rows: dict[Delivery, tuple[str, str, datetime]] = field(default_factory=dict)

    def claim(self, delivery: Delivery, attempt: str, now: datetime) -> Claim:
        state, owner, since = self.rows.get(delivery, ("failed", attempt, now))
        if state == "sent":
            return Claim.SENT
        if state == "sending" and since >= now - timedelta(seconds=35):
            return Claim.OURS if owner == attempt else Claim.BUSY
        self.rows[delivery] = ("sending", attempt, now)
        return Claim.OURS

    def sent(self, delivery: Delivery, message_id: str, now: datetime) -> None:
        self.rows[delivery] = ("sent", message_id, now)

    def failed(self, delivery: Delivery, reason: str, now: datetime) -> None:
        if self.rows.get(delivery, ("",))[0] != "sent":
            self.rows[delivery] = ("failed", reason, now)

    def states(self, reference: str, seq: int) -> Mapping[Delivery, str]:
        return {
            key: row[0]
            for key, row in self.rows.items()
            if (key.reference, key.seq) == (reference, seq)
        }


@dataclass
class Failing:
    """Raises these errors, one a call, before it works again; `broken` goes on for good."""

    errors: list[Exception] = field(default_factory=list)
    broken: Exception | None = None

    def check(self) -> None:
        if self.broken is not None:
            raise self.broken
        if self.errors:
            raise self.errors.pop(0)


@dataclass
class FakeMail(Failing):
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> str:
        self.check()
        name, _, domain = letter.to.partition("@")
        if not (name and domain) or set(letter.to) & set(" <>") or "@" in domain:
            raise Undeliverable("not an address")
        if not f"{letter.to}{letter.subject}{letter.alert_id}".isprintable():
            raise Undeliverable("a line break in a header")
        self.letters.append(letter)
        return f"mail-{len(self.letters)}"

    def to(self, address: str) -> list[Letter]:
        return [one for one in self.letters if one.to == address]


@dataclass
class FakeTopic(Failing):
    published: list[tuple[Mapping[str, Any], Mapping[str, str]]] = field(default_factory=list)

    def publish(self, message: Mapping[str, Any], attributes: Mapping[str, str]) -> str:
        self.check()
        self.published.append((message, attributes))
        return f"topic-{len(self.published)}"


@dataclass
class FakePhone(Failing):
    texts: list[tuple[str, str]] = field(default_factory=list)

    def send(self, number: str, text: str) -> str:
        self.check()
        if not number.startswith("+") or not number[1:].isdigit():
            raise Undeliverable("not a phone number")
        self.texts.append((number, text))
        return f"phone-{len(self.texts)}"


@dataclass
class FakeAlertTokens:
    """Alerts by the hash of their token, for a day; `used` are those that were, and when first."""

    clock: Callable[[], datetime] = lambda: NOON
    alerts: dict[str, OpenAlert] = field(default_factory=dict)
    used: dict[str, datetime] = field(default_factory=dict)
    _until: dict[str, datetime] = field(default_factory=dict)

    def save(self, token: str, alert: OpenAlert) -> str:
        alert_id = sha256(token)
        self.alerts[alert_id] = alert
        self._until[alert_id] = self.clock() + timedelta(hours=24)
        return alert_id

    def find(self, token: str) -> OpenAlert | None:
        alert = self.alerts.get(sha256(token))
        return alert if alert and self.clock() < self._until[sha256(token)] else None

    def use(self, token: str) -> None:
        if sha256(token) in self.alerts:
            self.used.setdefault(sha256(token), self.clock())

    def await_take(self, alert_id: str, task_token: str) -> None:
        if alert_id in self.alerts:
            self.alerts[alert_id] = replace(self.alerts[alert_id], task_token=task_token)


@dataclass
class FakeExecutions:
    started: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    refuse: tuple[str, RedressError] | None = None

    def start(self, name: str, document: Mapping[str, Any]) -> None:
        if self.refuse and self.refuse[0] in name:
            raise self.refuse[1]
        self.started.setdefault(name, document)
