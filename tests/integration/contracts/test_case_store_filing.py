"""What every case store promises of filing: all of it, once, or nothing."""

import pytest

from shared.domain.errors import CaseNotFound, Conflict
from shared.ports import CaseStore
from tests.integration.contracts.making import (
    FIRST,
    SECOND,
    SOMEONE,
    a_filing,
    a_receipt,
    everything,
    filed,
)


def test_what_was_filed_is_read_back_whole(cases: CaseStore) -> None:
    change, receipt = a_filing(), a_receipt()
    cases.file(change, SOMEONE, receipt)
    assert cases.load(FIRST) == change.case
    assert tuple(cases.events(FIRST)) == change.events
    assert tuple(cases.texts(FIRST)) == change.texts
    assert cases.identity(FIRST) == SOMEONE
    assert cases.receipt("key") == receipt


def test_a_filing_that_names_nobody_keeps_nobody_and_one_without_a_key_no_receipt(
    cases: CaseStore,
) -> None:
    filed(cases)
    assert (cases.identity(FIRST), cases.receipt("key")) == (None, None)


def test_a_reference_is_given_once_and_what_came_second_leaves_nothing(cases: CaseStore) -> None:
    filed(cases)
    before = everything(cases, FIRST)
    with pytest.raises(Conflict):
        cases.file(a_filing(operation="another"), SOMEONE, a_receipt("another"))
    assert everything(cases, FIRST) == before
    assert cases.receipt("another") is None


def test_a_key_files_once_and_what_came_second_leaves_nothing(cases: CaseStore) -> None:
    cases.file(a_filing(), None, a_receipt())
    with pytest.raises(Conflict):
        cases.file(a_filing(SECOND, "another"), SOMEONE, a_receipt("key", SECOND))
    assert not any(everything(cases, SECOND)[0])
    with pytest.raises(CaseNotFound):
        cases.load(SECOND)
    assert cases.receipt("key") == a_receipt()


def test_a_filing_whose_answer_was_lost_counts_as_filed(cases: CaseStore) -> None:
    change = a_filing()
    for _ in range(2):
        cases.file(change, SOMEONE, a_receipt())
    assert tuple(cases.events(FIRST)) == change.events
