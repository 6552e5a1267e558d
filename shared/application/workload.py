"""An agency's queue line by line, a bounded number of pages of it, and what they add up to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from shared.domain.case.assignment import Load
from shared.domain.instants import from_text
from shared.domain.vocabulary import FINISHED
from shared.ports import CaseStore, QueueQuery

PAGE = 100
MOST_PAGES = 10

Line = Mapping[str, Any]


def lines(store: CaseStore, agency: str, *, ended_since: datetime | None = None) -> Iterator[Line]:
    """Yields at most a thousand lines: from the soonest deadline on, or ended since then."""
    after = None
    for _ in range(MOST_PAGES):
        page, after = store.queue(QueueQuery((agency,), PAGE, after, ended_since=ended_since))
        yield from page
        if after is None:
            break


def lines_to_work_on(store: CaseStore, agency: str) -> Iterator[Line]:
    """Yields lines up to the ended cases, which stand last; a followed one stands before them."""
    return takewhile(
        lambda line: line["status"] not in FINISHED or line["next_due"] is not None,
        lines(store, agency),
    )


def workload(store: CaseStore, agency: str, now: datetime) -> Mapping[str, Load]:
    """Counts per assignee, at most the thousand open cases that are due soonest."""
    mine = [line for line in lines_to_work_on(store, agency) if line["status"] not in FINISHED]
    owned = [line for line in mine if line["assignee"] is not None]
    late = Counter(line["assignee"] for line in owned if is_overdue(line, now))
    return {
        user: Load(total, late[user])
        for user, total in Counter(line["assignee"] for line in owned).items()
    }


def due_of(line: Line) -> datetime | None:
    """The soonest deadline still owed."""
    return from_text(line["next_due"]) if line["next_due"] else None


def is_overdue(line: Line, now: datetime) -> bool:
    due = due_of(line)
    return due is not None and due < now
