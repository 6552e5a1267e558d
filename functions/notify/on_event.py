"""Reads the queue of events and sees that those who must hear of them do, each once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.notify.letters.letterhead import Letterhead
from functions.notify.letters.send_once import SendOnce
from functions.notify.recipients.agency_desk import AgencyDeskMail
from functions.notify.recipients.complainant import NEWS, ComplainantMail
from functions.notify.recipients.event_notice import (
    Act,
    Notice,
    is_untouched,
    is_urgent,
    read,
    still_runs,
)
from functions.notify.recipients.staff import ASSIGNED, DESK_NEWS, GLASS, StaffMail
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import EventName
from shared.ports import CaseStore, Mail, Policies, Topic


@dataclass(frozen=True)
class OnEvent:
    store: CaseStore
    policies: Policies
    once: SendOnce
    mail: Mail
    topic: Topic
    public_url: str
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        records: Sequence[Mapping[str, Any]] = event["Records"]
        read_or_not = {record["messageId"]: self._read(record) for record in records}
        failed = {message for message, notice in read_or_not.items() if notice is None}
        notices = [notice for notice in read_or_not.values() if notice is not None]
        for act, told in self._plan(notices, self.policies.current()):
            if not self._done(act, told):
                failed |= {one.message_id for one in told}
        self.log.info("notify", extra={"messages": len(records), "failed": len(failed)})
        return {"batchItemFailures": [{"itemIdentifier": one} for one in sorted(failed)]}

    def _read(self, record: Mapping[str, Any]) -> Notice | None:
        try:
            return read(self.store, record)
        except Exception as error:  # the others of the batch go on
            self.log.error("unread", extra={"error": type(error).__name__})  # noqa: TRY400
            return None

    def _done(self, act: Act, told: Sequence[Notice]) -> bool:
        try:
            act(told)
        except Exception as error:  # the message comes again; what was sent is not sent twice
            # no traceback: an error's text may hold an address
            self.log.error("not_sent", extra={"error": type(error).__name__})  # noqa: TRY400
            return False
        return True

    def _plan(
        self, notices: Sequence[Notice], policy: Policy
    ) -> Iterator[tuple[Act, Sequence[Notice]]]:
        """Who is told of what, apart from one another, so that one failure leaves the others."""
        office = Letterhead(policy, self.public_url)
        complainants = ComplainantMail(self.store, self.mail, self.once, office, self.clock)
        desks = AgencyDeskMail(self.mail, self.topic, self.once, office)
        filed = [one for one in notices if one.event.name == EventName.FILED]
        warned = [
            one for one in notices if one.event.name == EventName.CLOCK_WARNED and still_runs(one)
        ]
        news = [one for one in notices if one.event.name in NEWS]
        new = [one for one in filed if is_untouched(one) and not is_urgent(one, policy)]
        moved = [one for one in notices if one.event.name == EventName.CASES_RECALCULATED]
        yield from ((desks.recalculated, [one]) for one in moved)
        yield from self._for_colleagues(notices, office)
        yield from ((complainants.receipt, [one]) for one in filed)
        yield from ((complainants.news, [one]) for one in news)
        yield from ((desks.filed, group) for group in _by(_agency, new))
        yield from ((desks.warned, group) for group in _by(_agency, warned))
        yield from ((desks.announce_filed, [one]) for one in filed)
        yield from ((desks.announce_warned, group) for group in _by(_attributes, warned))

    def _for_colleagues(
        self, notices: Sequence[Notice], office: Letterhead
    ) -> Iterator[tuple[Act, Sequence[Notice]]]:
        colleagues = StaffMail(self.mail, self.once, office)
        for names, act in (
            (DESK_NEWS, colleagues.news),
            (ASSIGNED, colleagues.assigned),
            (GLASS, colleagues.glass),
        ):
            told = [one for one in notices if one.event.name in names]
            yield from ((act, group) for group in _by(_agency, told))


def _agency(notice: Notice) -> tuple[str, ...]:
    return (notice.case.agency,)


def _attributes(notice: Notice) -> tuple[str, ...]:
    return notice.case.agency, notice.case.urgency


def _by(
    key: Callable[[Notice], tuple[str, ...]], notices: Iterable[Notice]
) -> Iterable[list[Notice]]:
    groups: dict[tuple[str, ...], list[Notice]] = defaultdict(list)
    for notice in notices:
        groups[key(notice)].append(notice)
    return groups.values()
