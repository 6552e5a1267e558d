"""Workflow step: alerts one contact, or the topic, of a level that cases reached."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aws_lambda_powertools import Logger

from functions.notify.alerts.level_alert import LevelAlert, LevelAlertWords
from functions.notify.letters.letterhead import Letterhead
from functions.notify.letters.send_once import Send, SendOnce
from shared.domain.errors import Unavailable
from shared.domain.policy.agencies import Contact
from shared.domain.policy.model import Policy
from shared.ports import TOPIC, AlertTokens, Delivery, Mail, OpenAlert, Phone, Policies, Topic

TOKEN_LENGTH = 26


@dataclass
class TakeLink:
    """Makes the contact's one-time link when it is first needed, and keeps the hash alone."""

    tokens: AlertTokens
    random_bytes: Callable[[int], bytes]
    reference: str
    contact: Contact
    alert_id: str = ""

    @cached_property
    def token(self) -> str:
        """26 base32 characters, 130 bits."""
        token = base64.b32encode(self.random_bytes(24)).decode()[:TOKEN_LENGTH]
        alert = OpenAlert(self.reference, self.contact.contact_id, self.contact.user)
        self.alert_id = self.tokens.save(token, alert)
        return token


@dataclass(frozen=True)
class AlertContact:
    """Sends on every channel that the contact has.

    Answers whether anything reached them, and the id of their one-time link (empty: none was made).
    Raises Unavailable when a channel is down: the workflow tries again, and nothing goes out twice.
    """

    policies: Policies
    once: SendOnce
    tokens: AlertTokens
    mail: Mail
    topic: Topic
    phone: Phone | None
    public_url: str
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        alert = LevelAlert.of(event["call"])
        policy = self.policies.version(alert.policy_version)
        contact = _contact(policy, alert.agency, event["contact_id"])
        link = None if contact is None else self._link(alert, contact)
        sends = dict(self._channels(alert, policy, contact, link))
        sent = self._send_on_each(alert, event["contact_id"], sends)
        self.log.info("alert", extra={"contact": event["contact_id"], "sent": sent})
        return {"sent": bool(sent), "alert_id": "" if link is None else link.alert_id}

    def _link(self, alert: LevelAlert, contact: Contact) -> TakeLink | None:
        if not alert.call_out:
            return None
        reference = alert.escalations[0]["reference"]
        return TakeLink(self.tokens, self.once.random_bytes, reference, contact)

    def _channels(
        self, alert: LevelAlert, policy: Policy, contact: Contact | None, link: TakeLink | None
    ) -> Iterator[tuple[str, Send]]:
        """Yields each channel of the contact with the function that sends on it."""
        office = Letterhead(policy, self.public_url)
        words = LevelAlertWords(office, alert)

        def take() -> str | None:
            return None if link is None else office.take(link.token)

        if contact is None:
            return
        if contact is _THE_TOPIC:
            yield (
                "sns",
                lambda deliveries: self.topic.publish(*topic_message(alert, policy, deliveries)),
            )
        if contact.email:
            to = contact.email
            yield "email", lambda deliveries: self.mail.send(words.letter(to, deliveries, take()))
        if contact.phone and self.phone:
            number, phone = contact.phone, self.phone
            yield "sms", lambda deliveries: phone.send(number, words.short(deliveries, take()))

    def _send_on_each(
        self, alert: LevelAlert, recipient: str, sends: Mapping[str, Send]
    ) -> list[str]:
        """Returns the channels that reached them. One that is down keeps no other waiting."""
        sent, down = [], []
        for channel, send in sends.items():
            try:
                if self.once(alert.deliveries(recipient, channel), send):
                    sent.append(channel)
            except Unavailable as error:
                down.append(f"{channel}: {error}")
        if down:
            raise Unavailable("; ".join(down))
        return sent


_THE_TOPIC = Contact(TOPIC, TOPIC)


def _contact(policy: Policy, agency: str, contact_id: str) -> Contact | None:
    if contact_id == TOPIC:
        return _THE_TOPIC
    contacts = policy.contacts_of(agency)
    return next((contact for contact in contacts if contact.contact_id == contact_id), None)


def topic_message(
    alert: LevelAlert, policy: Policy, deliveries: Sequence[Delivery]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Builds message and attributes for the topic: ids, and what subscribers filter by."""
    event = "call_out" if alert.call_out else "deadline_missed"
    known = policy.agencies.get(alert.agency)
    attributes = {"agency": alert.agency, "event": event, "urgency": alert.urgency}
    message = {
        **attributes,
        "level": alert.level,
        "cases": [
            {key: one[key] for key in ("reference", "clock", "due_at")}
            for one in alert.about(deliveries)
        ],
    }
    return message, {**(known.topic_attributes if known else {}), **attributes}
