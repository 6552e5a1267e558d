"""Word to the staff of what happened to their cases: ids and kinds of events, never content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.notify.letters.layout import Block, Lines, Link
from functions.notify.letters.letterhead import Letterhead, first_lines, reference_or_count
from functions.notify.letters.send_once import SendOnce
from functions.notify.recipients.event_notice import Notice
from shared.domain.case.listeners import Listener, heard_by
from shared.domain.policy.agencies import Contact
from shared.domain.vocabulary import EventName
from shared.messages import text
from shared.ports import Delivery, Mail

DESK_NEWS = heard_by(Listener.AGENCY)
ASSIGNED = heard_by(Listener.ASSIGNEE)
GLASS = heard_by(Listener.AUDITOR)  # somebody asked to know who complained, or was let in


_FOR_THE_OFFICE_TO_DECIDE = (EventName.BREAK_GLASS_REQUESTED, EventName.SUBJECT_PROPOSED)


@dataclass(frozen=True)
class StaffMail:
    """All notices of one call are of one agency."""

    mail: Mail
    once: SendOnce
    office: Letterhead

    def news(self, notices: Sequence[Notice]) -> None:
        """To the desk, and to whoever has the case, where that is another contact."""
        people = {one.contact_id: one for one in self._people(notices, "desk")}
        people |= {one.contact_id: one for n in notices for one in self._assignees(n)}
        for contact in people.values():
            theirs = [one for one in notices if self._concerns(contact, one)]
            self._write(contact, "desk_news", theirs)

    def assigned(self, notices: Sequence[Notice]) -> None:
        """To whoever was given the case; the desk passes it on where they have no address."""
        for notice in notices:
            if notice.case.assignee != notice.event.data.get("assignee"):
                continue
            mine = list(self._assignees(notice)) or list(self._people(notices, "desk"))[:1]
            for contact in mine:
                self._write(contact, "assigned", [notice])

    def glass(self, notices: Sequence[Notice]) -> None:
        """To the auditor each, and each request to the office's people, who consent to it."""
        for contact in self._people(notices, "auditor"):
            self._write(contact, "glass", notices)
        asked = [one for one in notices if one.event.name in _FOR_THE_OFFICE_TO_DECIDE]
        for contact in self._people(notices, "ombudsman"):
            others = [one for one in asked if contact.user not in _about(one)]
            self._write(contact, "glass", others)

    def _people(self, notices: Sequence[Notice], group: str) -> Sequence[Contact]:
        return self.office.policy.people(notices[0].case.agency, (group,))

    def _assignees(self, notice: Notice) -> Iterator[Contact]:
        """The first contact that signs in as the one who has the case."""
        case = notice.case
        if case.assignee is not None:
            contacts = self.office.policy.contacts_of(case.agency)
            yield from [contact for contact in contacts if contact.user == case.assignee][:1]

    def _concerns(self, contact: Contact, notice: Notice) -> bool:
        """A desk hears of every case; others of their own; nobody of one that is about them."""
        if contact.user in notice.case.excluded:
            return False
        return contact.post == "desk" or contact.user == notice.case.assignee

    def _write(self, contact: Contact, what: str, notices: Sequence[Notice]) -> None:
        address = contact.email
        if not address or not notices:
            return

        def send(told: Sequence[Delivery]) -> str:
            seqs = {(one.reference, one.seq) for one in told}
            about = [one for one in notices if (one.case.reference, one.event.seq) in seqs]
            language = self.office.language
            agency = self.office.agency(about[0].case.agency)
            references = [one.case.reference for one in about]
            blocks: Sequence[Block] = (
                text(language, f"{what}.intro", agency=agency),
                Lines(first_lines([self._line(one) for one in about], language)),
                text(language, "desk.open"),
                Link(self.office.desk),
            )
            subject = text(
                language,
                f"{what}.subject",
                agency=agency,
                which=reference_or_count(references),
            )
            return self.mail.send(self.office.letter(address, language, subject, blocks, told))

        self.once([one.delivery(contact.contact_id, "email") for one in notices], send)

    def _line(self, notice: Notice) -> str:
        happened = text(self.office.language, f"desk_news.{notice.event.name}")
        user = notice.event.data.get("user") or notice.event.actor.name
        line = "line.by" if notice.event.name in GLASS else "line.news"
        reference = notice.case.reference
        return text(self.office.language, line, reference=reference, what=happened, user=user)


def _about(notice: Notice) -> set[str]:
    """Who asked, and who has no part in the case."""
    return {notice.event.actor.name, *notice.case.excluded}
