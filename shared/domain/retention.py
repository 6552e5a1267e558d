"""How long what is kept: the policy's periods, counted from the end of a case.

The law's day is today's, so the policy in force decides, whichever a case was admitted under. A
case on hold, or of which anything is still owed, keeps everything. What stays for good is the
chain with its facts: it holds no personal data (texts and identities are kept apart from it).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.evidence import evidence as evidences
from shared.domain.policy.model import Policy
from shared.domain.policy.windows import RETAINED
from shared.domain.vocabulary import EventName


def due(case: Case, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Lists what must be forgotten by now and hasn't been; a whole case is all of it."""
    if case.hold or not case.finished or case.closed_at is None:
        return ()
    ended = case.closed_at
    over = {kind for kind, term in policy.retention.items() if later(ended, term) <= now}
    over = set(RETAINED) if "case" in over else over
    return tuple(kind for kind in RETAINED if kind in over and kind not in case.forgotten)


def later(ended: datetime, term: Mapping[str, int]) -> datetime:
    """Returns the midnight in UTC after the term's last day. Never early: a day that a month lacks
    is the first of the next one."""
    day = ended.astimezone(UTC).date() + timedelta(days=term.get("days", 0))
    months = 12 * term.get("years", 0) + term.get("months", 0)
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = first + timedelta(days=day.day - 1)
    if last.month != first.month:
        last = last.replace(day=1)
    return datetime.combine(last + timedelta(days=1), time(), UTC)


def forgotten(
    change: Change, kinds: Sequence[str], counts: Mapping[str, int], locked: Collection[str] = ()
) -> Change:
    """Records that it was done, how much of each, and under which policy; nothing of what it was.

    A file that is gone is told as such, those beside it that are `locked` stay as they are.
    Nobody opens a case by its access code any more once the whole of it is forgotten, nor finds it
    by the number that another register gave it.
    """
    changes: dict[str, Any] = {"forgotten": sorted({*change.case.forgotten, *kinds})}
    if "identity" in kinds:
        changes["share_identity"] = False
    if "case" in kinds:
        changes |= {"code_hash": None, "external_reference": None}
    if "evidence" in kinds or locked:
        gone = evidences.forgotten(change.case.evidence, locked)
        changes["evidence"] = {name: evidences.to_document(one) for name, one in gone.items()}
    data = {"kinds": list(kinds), "policy": change.policy.version, **counts}
    # the clocks of a case that has ended stay as they are, under whatever policy it lived
    return change.emit(EventName.FORGOTTEN, data, clocks={}, **changes)
