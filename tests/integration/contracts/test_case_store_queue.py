"""What every case store promises of the queue: each page goes on where the last one ended."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from shared.application.casework import Casework
from shared.domain.case.moment import Moment
from shared.domain.case.queue_entry import summary
from shared.domain.instants import to_text
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.handling import Assign
from shared.ports import CaseStore, QueueQuery
from tests.fakes import NOON
from tests.integration.contracts.making import MINUTE, a_filing
from tests.moments import CITIZEN
from tests.procedures import FOREIGNER, OFFICER, SUPERVISOR

BOTH = ("health", "justice")
CASES = 12
DAY = timedelta(days=1)


def reference(place: int) -> str:
    return f"XT-0000-{place:04}-0"


@pytest.fixture
def office(cases: CaseStore, casework: Casework) -> list[str]:
    """Cases of two agencies in turn, each later one due sooner; some are over."""
    for place in range(CASES):
        now = NOON + (CASES - place) * 60 * MINUTE
        category = "detention" if place % 2 else "no_answer"
        cases.file(a_filing(reference(place), reference(place), now, category=category), None, None)
    for place in (2, 3, 7):
        now = NOON + (30 - place) * 60 * MINUTE
        casework.perform(reference(place), Withdraw(), CITIZEN, Moment.at(now))
    return [reference(place) for place in range(CASES)]


def pages(cases: CaseStore, limit: int, **query: Any) -> list[list[str]]:
    """References, page by page, until no cursor comes any more."""
    found: list[list[str]] = []
    cursor = None
    while not found or cursor is not None:
        assert len(found) <= CASES, "a cursor that leads nowhere"
        page, cursor = cases.queue(
            QueueQuery(**{"agencies": BOTH, **query}, limit=limit, after=cursor)
        )
        found.append([str(one["reference"]) for one in page])
    return found


def in_order(cases: CaseStore, *places: int) -> list[str]:
    """Soonest deadline first; those that are over last, in the order in which they ended."""

    def key(one: str) -> tuple[bool, str, str]:
        case = cases.load(one)
        at = case.next_due or case.closed_at
        return case.closed_at is not None, to_text(at) if at else "", one

    return sorted((reference(place) for place in places), key=key)


def test_pages_follow_one_another_over_agencies_without_gap_or_repetition(
    cases: CaseStore, office: list[str]
) -> None:
    whole = in_order(cases, *range(CASES))
    for limit in (1, 2, 3, 5, CASES - 1, CASES, CASES + 1):
        found = pages(cases, limit)
        assert [one for page in found for one in page] == whole
        assert all(len(page) == limit for page in found[:-1])
        assert 0 < len(found[-1]) <= limit


def test_a_line_tells_what_the_case_tells(cases: CaseStore, office: list[str]) -> None:
    lines, cursor = cases.queue(QueueQuery(BOTH, CASES))
    assert cursor is None
    assert [dict(one) for one in lines] == [
        dict(summary(cases.load(one))) for one in in_order(cases, *range(CASES))
    ]


def test_an_agency_s_queue_is_its_own(cases: CaseStore, office: list[str]) -> None:
    for agency, first in (("health", 0), ("justice", 1)):
        (found,) = pages(cases, CASES, agencies=(agency,))
        assert found == in_order(cases, *range(first, CASES, 2))
    assert pages(cases, CASES, agencies=()) == pages(cases, CASES, agencies=("other",)) == [[]]


def test_those_that_ended_since_are_found_page_by_page_and_no_open_one(
    cases: CaseStore, office: list[str]
) -> None:
    ended = [cases.load(one).closed_at for one in in_order(cases, 2, 3, 7)]
    for left, since in (
        (3, NOON),
        (3, ended[0]),
        (2, ended[1]),
        (1, ended[2]),
        (0, NOON + DAY * 9),
    ):
        for limit in (1, 2, CASES):
            found = [one for page in pages(cases, limit, ended_since=since) for one in page]
            assert found == in_order(cases, 2, 3, 7)[3 - left :]


WANTED: list[tuple[Mapping[str, str], set[int]]] = [
    ({"status": "acknowledged"}, {4, 9, 11}),
    ({"status": "withdrawn"}, {2, 3, 7}),
    ({"assignee": "officer.health"}, {4, 8}),
    ({"assignee": "nobody"}, set(range(CASES)) - {4, 8}),
    ({"assignee": "officer"}, set()),
    ({"clock": "acknowledge"}, {0, 1, 5, 6, 8, 10}),
    ({"clock": "knowledge"}, set()),
    ({"clock": "resolve"}, set(range(CASES)) - {2, 3, 7}),
    ({"status": "acknowledged", "assignee": "officer.health"}, {4}),
    ({"status": "acknowledged", "clock": "acknowledge"}, set()),
    ({"assignee": "officer.health", "clock": "acknowledge"}, {8}),
]


@pytest.mark.parametrize(("query", "places"), WANTED, ids=str)
def test_what_was_asked_for_is_found_however_far_down_the_queue_it_stands(
    cases: CaseStore,
    casework: Casework,
    office: list[str],
    query: Mapping[str, str],
    places: set[int],
) -> None:
    for place in (4, 9, 11):
        casework.perform(
            reference(place), Acknowledge(), (OFFICER, FOREIGNER)[place % 2], Moment.at(NOON + DAY)
        )
    for place in (4, 8):
        assign = Assign("officer.health")
        casework.perform(reference(place), assign, SUPERVISOR, Moment.at(NOON + DAY))
    for limit in (1, 2, CASES):
        found = [one for page in pages(cases, limit, **query) for one in page]
        assert found == in_order(cases, *places)


def test_a_cursor_holds_though_the_case_that_it_names_has_moved(
    cases: CaseStore, casework: Casework, office: list[str]
) -> None:
    page, cursor = cases.queue(QueueQuery(BOTH, 2))
    for one in page:
        casework.perform(str(one["reference"]), Withdraw(), CITIZEN, Moment.at(NOON + 2 * DAY))
    lines, _ = cases.queue(QueueQuery(BOTH, CASES, cursor))
    assert {one["reference"] for one in lines} == set(office)
