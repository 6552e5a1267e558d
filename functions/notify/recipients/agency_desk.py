"""Word to the agencies: one letter to a desk for all that a batch brings, and the topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.notify.letters.layout import Block, Lines, Link
from functions.notify.letters.letterhead import (
    Letterhead,
    clock_name,
    first_lines,
    reference_or_count,
)
from functions.notify.letters.send_once import SendOnce
from functions.notify.recipients.event_notice import Notice, named_deadline
from shared.domain.instants import to_text
from shared.domain.policy.agencies import Contact
from shared.messages import text
from shared.ports import TOPIC, Delivery, Letter, Mail, Topic

DESK = "desk"
MOVED = ("later", "earlier", "unchanged", "newly_overdue")


@dataclass(frozen=True)
class AgencyDeskMail:
    """All notices of one call are of one agency; those to the topic also of one urgency."""

    mail: Mail
    topic: Topic
    once: SendOnce
    office: Letterhead

    def filed(self, notices: Sequence[Notice]) -> None:
        self._write("filed", notices)

    def warned(self, notices: Sequence[Notice]) -> None:
        self._write("warned", notices)

    def recalculated(self, notices: Sequence[Notice]) -> None:
        """One letter for all cases of an agency whose deadlines a new policy has moved."""
        (notice,) = notices
        for contact in self.office.policy.people(notice.case.agency, (DESK,)):
            if contact.email:
                self._tell_moved(contact, contact.email, notice)

    def _tell_moved(self, contact: Contact, address: str, notice: Notice) -> None:
        def send(told: Sequence[Delivery]) -> str:
            language, data = self.office.language, notice.event.data
            agency = self.office.agency(notice.case.agency)
            said = {"agency": agency, "version": str(data["version"])}
            lines = [text(language, f"moved.{what}", count=str(data[what])) for what in MOVED]
            blocks: Sequence[Block] = (
                text(language, "moved.intro", **said),
                Lines(lines),
                text(language, "desk.open"),
                Link(self.office.desk),
            )
            subject = text(language, "moved.subject", **said)
            return self.mail.send(self.office.letter(address, language, subject, blocks, told))

        self.once([notice.delivery(contact.contact_id, "email")], send)

    def announce_filed(self, notices: Sequence[Notice]) -> None:
        self._announce("complaint_filed", notices)

    def announce_warned(self, notices: Sequence[Notice]) -> None:
        self._announce("deadline_warning", notices)

    def _write(self, what: str, notices: Sequence[Notice]) -> None:
        agency = notices[0].case.agency
        for contact in self.office.policy.people(agency, (DESK,)):
            theirs = [one for one in notices if contact.user not in one.case.excluded]
            if contact.email and theirs:
                self._write_to(contact, contact.email, what, theirs)

    def _write_to(
        self, contact: Contact, address: str, what: str, notices: Sequence[Notice]
    ) -> None:
        def send(told: Sequence[Delivery]) -> str:
            return self.mail.send(self._letter(address, what, _about(told, notices), told))

        self.once([one.delivery(contact.contact_id, "email") for one in notices], send)

    def _letter(
        self, to: str, what: str, notices: Sequence[Notice], told: Sequence[Delivery]
    ) -> Letter:
        language = self.office.language
        agency = self.office.agency(notices[0].case.agency)
        references = [one.case.reference for one in notices]
        blocks: Sequence[Block] = (
            text(language, f"{what}.intro", agency=agency),
            Lines(first_lines([self._line(one) for one in notices], language)),
            text(language, "desk.open"),
            Link(self.office.desk),
        )
        subject = text(
            language,
            f"{what}.subject",
            agency=agency,
            which=reference_or_count(references),
        )
        return self.office.letter(to, language, subject, blocks, told)

    def _line(self, notice: Notice) -> str:
        language, reference, due = (
            self.office.language,
            notice.case.reference,
            named_deadline(notice),
        )
        if due is None:
            return text(language, "line.plain", reference=reference)
        clock, at = due
        return text(
            language,
            "line.due",
            reference=reference,
            clock=clock_name(language, clock),
            date=self.office.deadline(language, at),
        )

    def _announce(self, event: str, notices: Sequence[Notice]) -> None:
        case = notices[0].case
        known = self.office.policy.agencies.get(case.agency)
        attributes = {"agency": case.agency, "event": event, "urgency": case.urgency}
        everything = {**(known.topic_attributes if known else {}), **attributes}

        def send(told: Sequence[Delivery]) -> str:
            cases = [_summary(one) for one in _about(told, notices)]
            return self.topic.publish({**attributes, "cases": cases}, everything)

        self.once([one.delivery(TOPIC, "sns") for one in notices], send)


def _about(told: Sequence[Delivery], notices: Sequence[Notice]) -> Sequence[Notice]:
    events = {(one.reference, one.seq) for one in told}
    return [one for one in notices if (one.case.reference, one.event.seq) in events]


def _summary(notice: Notice) -> Mapping[str, Any]:
    due = named_deadline(notice)
    clock, at = (None, None) if due is None else (due[0], to_text(due[1]))
    return {"reference": notice.case.reference, "clock": clock, "due_at": at}
