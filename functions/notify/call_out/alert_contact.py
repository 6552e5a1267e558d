"""Workflow step: alerts one contact on every channel they have, or the topic."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aws_lambda_powertools import Logger

from functions.notify.call_out.message import Call, CallWords
from functions.notify.letterhead import Office
from functions.notify.send_once import Once, Send
from shared.domain.errors import Unavailable
from shared.domain.policy.model import Contact, Policy
from shared.ports import TOPIC, AlertTokens, Delivery, Mail, OpenAlert, Phone, Policies, Topic

TOKEN_LENGTH = 26


@dataclass
class TakeLink:
    """The one-time link of this contact: made when first needed, and kept by its hash."""

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
class Alert:
    """Answers whether anything reached the contact, and the id of their one-time link."""

    policies: Policies
    once: Once
    tokens: AlertTokens
    mail: Mail
    topic: Topic
    phone: Phone | None
    public_url: str
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        call = Call.of(event["call"])
        policy = self.policies.version(call.policy_version)
        contact = _contact(policy, call.agency, event["contact_id"])
        link = None if contact is None else self._link(call, contact)
        sends = dict(self._sends(call, policy, contact, link))
        sent = self._deliver(call, event["contact_id"], sends)
        self.log.info("alert", extra={"contact": event["contact_id"], "sent": sent})
        return {"sent": bool(sent), "alert_id": "" if link is None else link.alert_id}

    def _link(self, call: Call, contact: Contact) -> TakeLink | None:
        if not call.call_out:
            return None
        reference = call.escalations[0]["reference"]
        return TakeLink(self.tokens, self.once.random_bytes, reference, contact)

    def _sends(
        self, call: Call, policy: Policy, contact: Contact | None, link: TakeLink | None
    ) -> Iterator[tuple[str, Send]]:
        """How each channel of the contact sends."""
        office = Office(policy, self.public_url)
        words = CallWords(office, call)

        def take() -> str | None:
            return None if link is None else office.take(link.token)

        if contact is None:
            return
        if contact is _THE_TOPIC:
            yield "sns", lambda told: self.topic.publish(*announcement(call, policy, told))
        if contact.email:
            to = contact.email
            yield "email", lambda told: self.mail.send(words.letter(to, told, take()))
        if contact.phone and self.phone:
            number, phone = contact.phone, self.phone
            yield "sms", lambda told: phone.send(number, words.short(told, take()))

    def _deliver(self, call: Call, recipient: str, sends: Mapping[str, Send]) -> list[str]:
        """The channels that reached them. One that is down doesn't keep the others waiting."""
        sent, down = [], []
        for channel, send in sends.items():
            try:
                if self.once(call.deliveries(recipient, channel), send):
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
    known = policy.agencies.get(agency)
    groups = [*(known.contacts.values() if known else ()), *policy.office_contacts.values()]
    found = (one for group in groups for one in group if one.contact_id == contact_id)
    return next(found, None)


def announcement(
    call: Call, policy: Policy, told: Sequence[Delivery]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Message and attributes for the topic: ids, and what subscribers filter by."""
    event = "call_out" if call.call_out else "deadline_missed"
    known = policy.agencies.get(call.agency)
    attributes = {"agency": call.agency, "event": event, "urgency": call.urgency}
    message = {
        **attributes,
        "level": call.level,
        "cases": [
            {key: one[key] for key in ("reference", "clock", "due_at")} for one in call.about(told)
        ],
    }
    return message, {**(known.topic_attributes if known else {}), **attributes}
