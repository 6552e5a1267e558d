"""Mail to the person who complained: a receipt, and word that there is news.

Never what the complaint says, never the access code: a mailbox may be read by others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.notify.letters.layout import Block, Link
from functions.notify.letters.letterhead import Letterhead
from functions.notify.letters.send_once import SendOnce
from functions.notify.recipients.event_notice import Notice
from shared.domain.case.case import Case
from shared.domain.case.listeners import Listener, heard_by
from shared.domain.vocabulary import PROMISED, EventName
from shared.messages import text
from shared.ports import COMPLAINANT, CaseStore, Delivery, Mail

NEWS = heard_by(Listener.COMPLAINANT) - {EventName.FILED}  # of that they have a receipt
FOLLOWED = heard_by(Listener.FOLLOWERS)


@dataclass(frozen=True)
class ComplainantMail:
    store: CaseStore
    mail: Mail
    once: SendOnce
    office: Letterhead
    clock: Callable[[], datetime]

    def receipt(self, notices: Sequence[Notice]) -> None:
        for notice in notices:
            language, reference = self._language(notice), notice.case.reference
            blocks: list[Block] = [text(language, "receipt.received"), reference]
            due = notice.case.next_due
            if due is not None and due > self.clock():
                date = self.office.deadline(language, due)
                blocks.append(text(language, "receipt.promise", date=date))
            blocks += [
                text(language, "receipt.track"),
                Link(self.office.tracking(reference)),
                text(language, "receipt.no_secret"),
            ]
            self._send(notice, "receipt.subject", blocks)

    def news(self, notices: Sequence[Notice]) -> None:
        for notice in filter(_is_theirs, notices):
            self._send(notice, "news.subject", self._news(notice, notice.case))
            if notice.event.name in FOLLOWED:
                self._tell_followers(notice)

    def _news(self, notice: Notice, case: Case) -> list[Block]:
        language = self.office.language_of(case.language)
        return [
            text(language, f"news.{notice.event.name}"),
            text(language, "news.track"),
            Link(self.office.tracking(case.reference)),
        ]

    def _tell_followers(self, notice: Notice) -> None:
        """Whose cases follow this one hear of it under their own reference, each once.

        A call that ends half-way comes again, and goes on with those who have not been written to.
        """
        for reference in notice.case.children:
            case = self.store.load(reference)
            delivery = notice.delivery(f"follower.{reference}", "email")
            self._write(case, delivery, "news.subject", self._news(notice, case))

    def _send(self, notice: Notice, subject: str, blocks: Sequence[Block]) -> None:
        self._write(notice.case, notice.delivery(COMPLAINANT, "email"), subject, blocks)

    def _write(self, case: Case, delivery: Delivery, subject: str, blocks: Sequence[Block]) -> None:
        identity = self.store.identity(case.reference) or {}
        address = identity.get("email")
        if not address:
            return
        language = self.office.language_of(case.language)
        title = text(language, subject, reference=case.reference)
        self.once(
            [delivery],
            lambda told: self.mail.send(
                self.office.letter(str(address), language, title, blocks, told)
            ),
        )

    def _language(self, notice: Notice) -> str:
        return self.office.language_of(notice.case.language)


def _is_theirs(notice: Notice) -> bool:
    """News of a file goes to who sent it, of a date to whom it was promised, of a move if it is.

    Steps, questions to an agency and a corrected urgency are the office's own business.
    """
    data = notice.event.data
    if notice.event.name == EventName.CLOCK_MISSED:
        return data["clock"] in PROMISED
    if notice.event.name == EventName.RECALCULATED:
        return any(one["clock"] in PROMISED for one in data.get("moved", ()))
    if notice.event.name == EventName.TRIAGED:
        return "agency" in data
    evidence = notice.case.evidence.get(str(notice.event.data.get("evidence")))
    return evidence is None or evidence.sender == COMPLAINANT
