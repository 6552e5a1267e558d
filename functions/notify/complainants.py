"""Mail to the person who complained: a receipt, and word that there is news.

Never what the complaint says, never the access code: a mailbox may be read by others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.notify.letters import Block, Link
from functions.notify.notices import Notice
from functions.notify.office import Office
from functions.notify.once import Once
from shared.messages import text
from shared.ports import COMPLAINANT, CaseStore, Mail

NEWS = frozenset(
    {
        "acknowledged",
        "accepted",
        "not_accepted",
        "replied",
        "information_requested",
        "extended",
        "decision_signed_off",
        "closed",
        "evidence_rejected",
        "evidence_expired",
        "referred",
        "merged",
        "mediation_proposed",
        "mediation_failed",
        "appealed",
        "reopened",
        "followed_up",
    }
)


@dataclass(frozen=True)
class Complainants:
    store: CaseStore
    mail: Mail
    once: Once
    office: Office
    clock: Callable[[], datetime]

    def receipt(self, notices: Sequence[Notice]) -> None:
        for notice in notices:
            language, reference = self._language(notice), notice.case.reference
            blocks: list[Block] = [text(language, "receipt.received"), reference]
            due = notice.case.next_due
            if due is not None and due > self.clock():
                date = self.office.date(language, due)
                blocks.append(text(language, "receipt.promise", date=date))
            blocks += [
                text(language, "receipt.track"),
                Link(self.office.tracking(reference)),
                text(language, "receipt.no_secret"),
            ]
            self._send(notice, "receipt.subject", blocks)

    def news(self, notices: Sequence[Notice]) -> None:
        for notice in filter(_is_theirs, notices):
            language = self._language(notice)
            blocks: list[Block] = [
                text(language, f"news.{notice.event.name}"),
                text(language, "news.track"),
                Link(self.office.tracking(notice.case.reference)),
            ]
            self._send(notice, "news.subject", blocks)

    def _send(self, notice: Notice, subject: str, blocks: Sequence[Block]) -> None:
        identity = self.store.identity(notice.case.reference) or {}
        address = identity.get("email")
        if not address:
            return
        language = self._language(notice)
        title = text(language, subject, reference=notice.case.reference)
        self.once(
            [notice.delivery(COMPLAINANT, "email")],
            lambda told: self.mail.send(
                self.office.letter(str(address), language, title, blocks, told)
            ),
        )

    def _language(self, notice: Notice) -> str:
        return self.office.language_of(notice.case.language)


def _is_theirs(notice: Notice) -> bool:
    """News of a file goes to who sent it; staff see theirs in the case."""
    evidence = notice.case.evidence.get(str(notice.event.data.get("evidence")))
    return evidence is None or evidence.sender == COMPLAINANT
