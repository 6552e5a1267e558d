"""What every case store promises of committing: all of it, once, or nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.application.casework import Casework
from shared.domain.audit import chain as audit
from shared.domain.case.change import Change
from shared.domain.case.events import KEY_LENGTH
from shared.domain.errors import CaseNotFound, Conflict, Repeated
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.correspondence import Note
from shared.domain.procedure.decide import decide
from shared.domain.procedure.merging import Merge
from shared.domain.procedure.privacy import Erase
from shared.domain.vocabulary import Audience
from shared.ports import CaseStore
from tests.fakes import NOON, a_policy
from tests.integration.contracts.making import (
    FIRST,
    MOMENT,
    NOBODYS,
    SECOND,
    SOMEONE,
    THIRD,
    a_change,
    a_filing,
    everything,
    filed,
    names,
)
from tests.moments import CITIZEN, OFFICER


def test_a_commit_is_read_back_whole_and_answers_with_the_case(cases: CaseStore) -> None:
    filed(cases)
    change = a_change(cases, "one", Acknowledge("Read."))
    assert cases.commit(change) == change.case == cases.load(FIRST)
    assert tuple(cases.events(FIRST))[1:] == change.events
    assert tuple(cases.texts(FIRST))[1:] == change.texts
    case = cases.load(FIRST)
    assert audit.verify(FIRST, cases.events(FIRST), case.head, case.seq) is None


def test_of_two_changes_of_one_version_the_second_leaves_nothing(cases: CaseStore) -> None:
    filed(cases)
    first, second = (a_change(cases, one) for one in ("one", "two"))
    cases.commit(first)
    before = everything(cases, FIRST)
    for once in (False, True):
        with pytest.raises(Conflict):
            cases.commit(second, once=once)
    assert everything(cases, FIRST) == before
    cases.commit(a_change(cases, "two"), once=True)  # its key was never used


def test_what_was_decided_on_a_version_that_never_was_leaves_nothing(cases: CaseStore) -> None:
    filed(cases)
    never = a_change(cases, "one").case
    before = everything(cases, FIRST)
    with pytest.raises(Conflict):
        cases.commit(
            decide(never, Note("x", Audience.INTERNAL), a_policy(), OFFICER, MOMENT, "two")
        )
    assert everything(cases, FIRST) == before


def test_a_change_of_nothing_that_comes_late_is_no_earlier_commit_of_its_own(
    cases: CaseStore,
) -> None:
    filed(cases)
    nothing = Change.of(cases.load(FIRST), a_policy(), OFFICER, MOMENT, "nothing")
    cases.commit(a_change(cases, "one"))
    with pytest.raises(Conflict):
        cases.commit(nothing)


def test_a_commit_whose_answer_was_lost_counts_as_committed(cases: CaseStore) -> None:
    filed(cases)
    change = a_change(cases, "one")
    assert cases.commit(change, once=True) == cases.commit(change, once=True) == change.case
    assert tuple(cases.events(FIRST))[1:] == change.events


def test_a_case_that_nobody_filed_takes_no_commit(cases: CaseStore) -> None:
    filed(cases)
    change = a_change(cases, "one")
    filing = a_filing(NOBODYS)
    with pytest.raises(Conflict):
        cases.commit(replace(change, before=filing.case, case=filing.case, events=filing.events))
    with pytest.raises(CaseNotFound):
        cases.load(NOBODYS)


def test_an_operation_that_is_done_once_is_repeated_later_whatever_it_asks(
    cases: CaseStore,
) -> None:
    key = "k" * KEY_LENGTH
    filed(cases)
    stale = a_change(cases, f"{key}three")
    cases.commit(a_change(cases, f"{key}one"), once=True)
    before = everything(cases, FIRST)
    for change in (a_change(cases, f"{key}one"), a_change(cases, f"{key}two"), stale):
        with pytest.raises(Repeated):
            cases.commit(change, once=True)
    assert everything(cases, FIRST) == before


def test_a_key_is_used_up_on_its_own_case_alone(cases: CaseStore) -> None:
    for reference in (FIRST, SECOND):
        filed(cases, reference)
        cases.commit(a_change(cases, "one", reference=reference), once=True)
        assert len(names(cases, reference)) == 2


def test_an_operation_without_a_key_leaves_none_behind(cases: CaseStore) -> None:
    filed(cases)
    cases.commit(a_change(cases, "one"))
    cases.commit(a_change(cases, "one"), once=True)
    assert len(names(cases)) == 3


def test_an_identity_is_forgotten_with_the_event_that_tells_of_it(
    cases: CaseStore, casework: Casework
) -> None:
    cases.file(a_filing(identity=SOMEONE), SOMEONE, None)
    casework.perform(FIRST, Withdraw(), CITIZEN, MOMENT)
    change = a_change(cases, "erase", Erase(), CITIZEN)
    assert cases.identity(FIRST) == SOMEONE
    cases.commit(change)
    assert cases.identity(FIRST) is None
    assert names(cases)[-1] == "forgotten"


def a_merge(cases: CaseStore, into: str) -> Change:
    """Of the first case, with the change of the case that leads it from now on."""
    change = a_change(cases, "merge", Merge(into), now=NOON + timedelta(hours=1))
    along = a_change(cases, "merge", reference=into, now=NOON + timedelta(hours=1))
    return replace(change, along=along)


def test_two_cases_move_together(cases: CaseStore) -> None:
    for reference in (FIRST, SECOND, THIRD):
        filed(cases, reference)
    change = a_merge(cases, SECOND)
    assert cases.commit(change, once=True) == change.case == cases.commit(change, once=True)
    assert change.along is not None
    assert cases.load(SECOND) == change.along.case
    assert [len(names(cases, one)) for one in (FIRST, SECOND, THIRD)] == [2, 2, 1]


@pytest.mark.parametrize("faster", [FIRST, SECOND])
def test_two_cases_stand_still_together_when_one_has_moved_on(
    cases: CaseStore, faster: str
) -> None:
    for reference in (FIRST, SECOND):
        filed(cases, reference)
    change = a_merge(cases, SECOND)
    cases.commit(a_change(cases, "faster", actor=OFFICER, reference=faster))
    before = everything(cases, FIRST, SECOND)
    with pytest.raises(Conflict):
        cases.commit(change, once=True)
    assert everything(cases, FIRST, SECOND) == before
