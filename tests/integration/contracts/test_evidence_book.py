"""What every book of evidence promises: each step of a file once, and what to look at when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from functions.evidence.case_evidence import CaseEvidence
from functions.evidence.examination.ports import EvidenceBook
from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.aws.evidence_rows import PendingEvidence
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.procedure.evidence import RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined, EvidenceExpired
from shared.domain.vocabulary import EvidenceState, Reason
from tests.fakes import NOON, counted_bytes, policies
from tests.integration.contracts.conftest import EITHER
from tests.integration.contracts.making import FIRST, NOBODYS, SECOND, filed
from tests.integration.strict import give_short_pages
from tests.moments import CITIZEN
from tests.tables import SHARDS
from tests.unit.evidence.fakes import LIMITS, FakeBook

SECONDS = timedelta(seconds=1)
MINUTE = 60 * SECONDS
FORM_LASTS = 5 * MINUTE
LATER = NOON + timedelta(days=9)
STORED = Stored("v1", 1_000)


@dataclass
class Files:
    """A book, and a complainant who may ask for a form to send a file with."""

    book: EvidenceBook
    ask: Callable[[str, str, datetime], object]


@pytest.fixture(params=EITHER)
def files(request: pytest.FixtureRequest) -> Files:
    if request.param == "fake":
        fake = FakeBook()
        return Files(fake, lambda ref, name, now: fake.perform(ref, _form(name), now))
    dynamo = request.getfixturevalue("dynamo")
    give_short_pages(dynamo, 2)
    store = DynamoCases(dynamo, "cases", "identities", SHARDS)
    for reference in (FIRST, SECOND):
        filed(store, reference)
    casework = Casework(store, policies(), counted_bytes())
    return Files(
        CaseEvidence(casework, PendingEvidence(dynamo, "cases")),
        lambda ref, name, now: casework.perform(ref, _form(name), CITIZEN, Moment.at(now)),
    )


def _form(name: str) -> RequestUpload:
    return RequestUpload(name, Declared())


def state(files: Files, name: str = "one") -> EvidenceState | None:
    found = files.book.find(FIRST, name)
    return None if found is None else found.state


def pending(files: Files, after: timedelta) -> list[tuple[str, str]]:
    return list(files.book.pending(NOON + after))


def test_a_file_is_found_in_its_own_case_by_its_own_name(files: Files) -> None:
    files.ask(FIRST, "one", NOON)
    assert state(files) is EvidenceState.AWAITING_UPLOAD
    assert files.book.find(FIRST, "two") is None
    assert files.book.find(SECOND, "one") is files.book.find(NOBODYS, "one") is None


def test_each_step_answers_with_the_file_after_it_and_is_done_once(files: Files) -> None:
    files.ask(FIRST, "one", NOON)
    arrived, again = (
        files.book.perform(FIRST, EvidenceArrived("one", stored), NOON + MINUTE)
        for stored in (STORED, Stored("v2", 2_000))
    )
    assert arrived == again == files.book.find(FIRST, "one")
    assert (arrived.state, arrived.original) == (EvidenceState.SCANNING, STORED)
    verdict = Verdict(Reason.WRONG_TYPE, None, 1_000, None)
    for _ in range(2):
        judged = files.book.perform(FIRST, EvidenceExamined("one", "v1", verdict), NOON + MINUTE)
        assert (judged.state, judged.reason) == (EvidenceState.REJECTED, Reason.WRONG_TYPE)
    expired = files.book.perform(FIRST, EvidenceExpired("one"), LATER)
    assert expired == judged == files.book.find(FIRST, "one")


def test_a_verdict_on_another_version_changes_nothing(files: Files) -> None:
    files.ask(FIRST, "one", NOON)
    arrived = files.book.perform(FIRST, EvidenceArrived("one", STORED), NOON)
    verdict = Verdict(Reason.WRONG_TYPE, None, 1_000, None)
    assert files.book.perform(FIRST, EvidenceExamined("one", "v0", verdict), NOON) == arrived


def test_what_is_awaited_or_scanned_is_to_be_looked_at_after_its_time(files: Files) -> None:
    files.ask(FIRST, "one", NOON)
    assert pending(files, FORM_LASTS) == []
    assert pending(files, FORM_LASTS + SECONDS) == [(FIRST, "one")]
    files.book.perform(FIRST, EvidenceArrived("one", STORED), NOON + FORM_LASTS)
    assert pending(files, FORM_LASTS + SECONDS) == []
    assert pending(files, timedelta(days=9)) == [(FIRST, "one")]
    verdict = Verdict(Reason.WRONG_TYPE, None, 1_000, None)
    files.book.perform(FIRST, EvidenceExamined("one", "v1", verdict), LATER)
    assert pending(files, timedelta(days=99)) == []


def test_what_nobody_sent_is_not_looked_at_again(files: Files) -> None:
    files.ask(FIRST, "one", NOON)
    assert files.book.perform(FIRST, EvidenceExpired("one"), LATER).state is EvidenceState.EXPIRED
    assert pending(files, timedelta(days=99)) == []


def test_many_files_are_looked_at_whole_and_the_oldest_first(files: Files) -> None:
    for place in range(8):
        files.ask((FIRST, SECOND)[place % 2], f"file{place}", NOON + (8 - place) * MINUTE)
    assert pending(files, timedelta(days=1)) == [
        ((FIRST, SECOND)[place % 2], f"file{place}") for place in reversed(range(8))
    ]
    assert len(pending(files, FORM_LASTS + 4 * MINUTE)) == 3


def test_limits_are_those_of_files_and_of_their_case_s_policy(files: Files) -> None:
    files.ask(FIRST, "one", NOON)
    limits = files.book.limits(FIRST, LIMITS)
    assert (limits.max_pixels, limits.max_pages) == (LIMITS.max_pixels, LIMITS.max_pages)
    assert limits.max_bytes == LIMITS.max_bytes
