"""What every case store promises of reading: of one case the truth, of many all and in order."""

from datetime import timedelta
from typing import Any

import pytest

from shared.application.casework import Casework
from shared.domain.case.moment import Moment
from shared.domain.errors import CaseNotFound
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complainant import AddMessage, Withdraw
from shared.ports import CaseStore
from tests.fakes import NOON
from tests.integration.contracts.making import (
    FIRST,
    MINUTE,
    NOBODYS,
    SECOND,
    a_change,
    a_filing,
    filed,
    names,
)
from tests.moments import CITIZEN
from tests.tables import SHARDS

URGENT: dict[str, Any] = {"urgent_answers": {"danger_now": True}}
ANSWERS = {"description": ["one"], "category": ["no_answer"]}


def test_of_a_case_that_is_not_there_there_is_nothing(cases: CaseStore) -> None:
    filed(cases)
    with pytest.raises(CaseNotFound):
        cases.load(NOBODYS)
    assert [*cases.events(NOBODYS), *cases.texts(NOBODYS), *cases.load_many([NOBODYS])] == []
    assert cases.complaints([NOBODYS]) == {}
    told = (cases.identity(NOBODYS), cases.receipt("nobody's"), cases.event(NOBODYS, 1))
    assert told == (None, None, None)


def test_an_event_is_found_by_its_number(cases: CaseStore) -> None:
    filed(cases)
    cases.commit(a_change(cases, "one"))
    assert [cases.event(FIRST, seq) for seq in (1, 2)] == list(cases.events(FIRST))
    assert [cases.event(FIRST, seq) for seq in (0, -1, 3)] == [None] * 3


def test_a_long_chain_and_its_texts_come_whole_and_in_their_order(cases: CaseStore) -> None:
    filed(cases)
    for number in range(11):
        cases.commit(a_change(cases, f"{number}"))
    assert [one.seq for one in cases.events(FIRST)] == list(range(1, 13))
    texts = cases.texts(FIRST)
    assert [one.text_id for one in texts] == sorted(one.text_id for one in texts)
    assert [one.body["text"] for one in texts[1:]] == [f"Said in {n}." for n in range(11)]


def test_a_case_has_its_own_texts_and_events_and_no_others(cases: CaseStore) -> None:
    references = (FIRST, SECOND, f"{FIRST}1")
    for reference in references:
        filed(cases, reference, description=f"Of {reference}, and of nothing else.")
    cases.commit(a_change(cases, "one", reference=SECOND), once=True)
    assert [len(names(cases, one)) for one in references] == [1, 2, 1]
    said = [[text.body.get("description") for text in cases.texts(one)] for one in references]
    assert [one[0] for one in said] == [f"Of {one}, and of nothing else." for one in references]
    assert [len(one) for one in said] == [1, 2, 1]


def test_what_there_is_of_many_comes_in_the_order_asked_for(cases: CaseStore) -> None:
    for reference in (FIRST, SECOND):
        filed(cases, reference, description=f"Of {reference}, and of nothing else.")
    asked = [SECOND, NOBODYS, FIRST]
    assert [one.reference for one in cases.load_many(asked)] == [SECOND, FIRST]
    assert cases.complaints(asked) == {
        one: f"Of {one}, and of nothing else." for one in (FIRST, SECOND)
    }
    assert cases.load_many([]) == [] and cases.complaints([]) == {}


def test_a_case_that_is_asked_for_twice_is_no_mistake(cases: CaseStore) -> None:
    filed(cases)
    assert cases.load_many([FIRST, FIRST]) == [cases.load(FIRST)] * 2
    assert list(cases.complaints([FIRST, FIRST])) == [FIRST]


def test_what_was_complained_of_is_the_first_that_was_said(
    cases: CaseStore, casework: Casework
) -> None:
    filed(cases)
    first = cases.complaints([FIRST])
    casework.perform(FIRST, AddMessage("More of it."), CITIZEN, Moment.at(NOON))
    assert cases.complaints([FIRST]) == first


def test_an_unsent_complaint_is_replaced_and_over_when_its_time_is(cases: CaseStore) -> None:
    cases.keep_unsent_complaint("hash", {"description": ["zero"]}, NOON + 9 * MINUTE)
    cases.keep_unsent_complaint("hash", ANSWERS, NOON + MINUTE)
    assert cases.unsent_complaint("hash", NOON) == ANSWERS
    assert cases.unsent_complaint("hash", NOON + MINUTE - timedelta(seconds=1)) == ANSWERS
    assert cases.unsent_complaint("hash", NOON + MINUTE) is None
    assert cases.unsent_complaint("another", NOON) is None


def due(cases: CaseStore, minutes: float) -> list[str]:
    now = NOON + minutes * MINUTE
    return [one for shard in range(SHARDS) for one in cases.due(shard, now)]


def test_what_is_due_comes_whole_and_the_oldest_of_a_shard_first(cases: CaseStore) -> None:
    for place in range(40):
        reference = f"XT-0000-{place * 7919 % 9973:04}-0"
        now = NOON + (39 - place) * MINUTE
        cases.file(a_filing(reference, reference, now, **URGENT), None, None)
    shards = [list(cases.due(shard, NOON + 99 * MINUTE)) for shard in range(SHARDS)]
    for found in shards:
        waking = [cases.load(one).wake_at for one in found]
        assert waking == sorted(waking, key=str)
    assert max(map(len, shards)) > 4
    assert len({one for found in shards for one in found}) == sum(map(len, shards)) == 40


def test_a_case_is_due_after_its_instant_and_in_one_shard(cases: CaseStore) -> None:
    filed(cases, **URGENT)
    wakes = cases.load(FIRST).wake_at
    assert wakes is not None
    minutes = (wakes - NOON) / MINUTE
    assert due(cases, minutes) == []
    assert due(cases, minutes + 1 / 60) == [FIRST]


def test_a_case_that_waits_for_nothing_is_never_due(cases: CaseStore, casework: Casework) -> None:
    filed(cases, **URGENT)
    filed(cases, SECOND, **URGENT)
    casework.perform(FIRST, Withdraw(), CITIZEN, Moment.at(NOON))
    assert due(cases, 1_000_000) == [SECOND]


def test_a_case_that_moved_on_is_due_at_its_new_time_alone(cases: CaseStore) -> None:
    filed(cases, **URGENT)
    before = cases.load(FIRST).wake_at
    cases.commit(a_change(cases, "read", Acknowledge("Read.")))
    after = cases.load(FIRST).wake_at
    assert before is not None and after is not None and after > before
    assert due(cases, (after - NOON) / MINUTE) == []
    assert due(cases, (after - NOON) / MINUTE + 1) == [FIRST]


def test_a_store_that_answers_is_reachable(cases: CaseStore) -> None:
    assert cases.reachable()
