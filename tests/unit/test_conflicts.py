"""Somebody else commits first: the case is read again and decided again, four times at most."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from shared.application.casework import Casework
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.moment import Moment
from shared.domain.deadlines.tick import Ticked
from shared.domain.errors import Conflict, InvalidInput, NotPossible, StaleVersion, Unavailable
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.closing import Close
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.correspondence import Note
from shared.domain.vocabulary import Audience
from shared.ports import Receipt
from tests.fakes import NOON, FakeCases, a_casework, a_complaint
from tests.procedures import CITIZEN, OFFICER, SECOND, filed
from tests.unit.intake.asking import OFFICER as OFFICERS_CLAIMS
from tests.unit.intake.asking import complaint
from tests.unit.intake.world import World

AT = Moment.at(NOON)
ATTEMPTS = 4


@dataclass
class Contended(FakeCases):
    """A store in which others are faster so often; what they do is done before the refusal."""

    times: int = 0
    meanwhile: Callable[[], object] = lambda: None
    loads: int = 0
    tried: int = 0
    taken: set[str] = field(default_factory=set)

    def load(self, reference: str) -> Case:
        self.loads += 1
        return super().load(reference)

    def commit(self, change: Change, *, once: bool = False) -> Case:
        self._meet(change.case.reference)
        return super().commit(change, once=once)

    def file(
        self, change: Change, identity: Mapping[str, Any] | None, receipt: Receipt | None
    ) -> None:
        """A reference that is taken already; the key's receipt is nobody's."""
        self._meet(change.case.reference)
        super().file(change, identity, receipt)

    def _meet(self, reference: str) -> None:
        self.tried += 1
        self.taken.add(reference)
        if self.times > 0:
            self.times -= 1
            self.meanwhile()
            raise Conflict(reference)


@dataclass
class Office:
    store: Contended
    casework: Casework
    reference: str

    @classmethod
    def opened(cls) -> "Office":
        store = Contended()
        casework = a_casework(store)
        office = cls(store, casework, filed(casework))
        store.tried = store.loads = 0
        return office

    def others_are_faster(self, times: int, does: Callable[[], object] = lambda: None) -> None:
        self.store.times, self.store.meanwhile = times, does

    def aside(self, act: Callable[[Casework], object]) -> Callable[[], object]:
        """Somebody else's act on the same cases, which meets nobody."""
        calm = FakeCases(
            self.store.chains, self.store.words, self.store.identities, self.store.receipts
        )
        return lambda: act(a_casework(calm))

    def names(self) -> list[str]:
        return [one.name for one in self.store.events(self.reference)]


@pytest.mark.parametrize("times", range(ATTEMPTS))
def test_a_command_that_meets_others_is_done_once_it_is_their_turn(times: int) -> None:
    office = Office.opened()
    office.others_are_faster(times)
    case = office.casework.perform(office.reference, Acknowledge(), OFFICER, AT)
    assert case.status == "acknowledged"
    assert (office.store.tried, office.store.loads) == (times + 1, times + 1)
    assert office.names() == ["filed", "acknowledged"]


@pytest.mark.parametrize("key", [None, "the-key"])
def test_a_command_gives_up_after_four_times_and_nothing_is_stored(key: str | None) -> None:
    office = Office.opened()
    office.others_are_faster(100)
    with pytest.raises(Conflict):
        office.casework.perform(
            office.reference, Acknowledge("Read."), OFFICER, AT, idempotency_key=key
        )
    assert office.store.tried == ATTEMPTS
    assert office.names() == ["filed"] and len(office.store.texts(office.reference)) == 1


def test_it_is_decided_on_what_the_others_have_made_of_the_case() -> None:
    office = Office.opened()
    note = Note("Mine.", Audience.INTERNAL)
    office.others_are_faster(
        1, office.aside(lambda work: work.perform(office.reference, note, SECOND, AT))
    )
    case = office.casework.perform(office.reference, Acknowledge(), OFFICER, AT)
    assert office.names() == ["filed", "noted", "acknowledged"]
    assert (case.seq, case.version) == (3, 3)


def test_what_the_others_did_may_leave_nothing_to_do_or_a_version_that_nobody_has_seen() -> None:
    office = Office.opened()
    withdrawn = office.aside(lambda work: work.perform(office.reference, Withdraw(), CITIZEN, AT))
    office.others_are_faster(1, withdrawn)
    with pytest.raises(NotPossible):
        office.casework.perform(office.reference, Acknowledge(), OFFICER, AT)
    office = Office.opened()
    note = Note("Mine.", Audience.INTERNAL)
    office.others_are_faster(
        1, office.aside(lambda work: work.perform(office.reference, note, SECOND, AT))
    )
    with pytest.raises(StaleVersion):
        office.casework.perform(office.reference, Acknowledge(), OFFICER, AT, seen_version=1)


@pytest.mark.parametrize("times", range(ATTEMPTS))
def test_a_tick_that_meets_others_marks_what_was_missed_once(times: int) -> None:
    office = Office.opened()
    office.others_are_faster(times)
    late = NOON + timedelta(days=10)
    done = office.casework.tick(office.reference, late)
    assert done.missed >= 1 and office.names().count("clock_missed") == done.missed
    assert office.casework.tick(office.reference, late) == Ticked()


def test_a_tick_gives_up_after_four_times_and_leaves_the_case_to_the_next() -> None:
    office = Office.opened()
    office.others_are_faster(100)
    with pytest.raises(Conflict):
        office.casework.tick(office.reference, NOON + timedelta(days=10))
    assert (office.store.tried, office.names()) == (ATTEMPTS, ["filed"])


@pytest.mark.parametrize("times", range(ATTEMPTS))
def test_a_filing_whose_reference_is_taken_tries_another_one(times: int) -> None:
    store = Contended(times=times)
    answer = a_casework(store).file(
        a_complaint(), CITIZEN, NOON, lambda case: {"reference": case.reference}, "key"
    )
    assert list(store.chains) == [answer.answer["reference"]]
    assert (store.tried, len(store.taken)) == (times + 1, times + 1)


def test_a_filing_gives_up_after_four_references_and_stores_nothing() -> None:
    store = Contended(times=100)
    with pytest.raises(Unavailable):
        a_casework(store).file(a_complaint(), CITIZEN, NOON, lambda case: {}, "key")
    assert store.tried == ATTEMPTS
    assert (store.chains, store.receipts, store.words) == ({}, {}, {})


def test_who_asked_through_the_api_is_told_to_read_again_or_to_wait() -> None:
    world = World(store=Contended())
    case = world.file()
    store: Any = world.store
    store.times = 100
    refused = case.command("acknowledge", OFFICERS_CLAIMS)
    assert (refused.status, refused.json["type"]) == (409, "/problems/conflict")
    filing = world.post("/v1/complaints", complaint())
    assert (filing.status, filing.headers["Retry-After"]) == (503, "2")


def test_the_answer_to_a_filing_is_kept_for_thirty_days() -> None:
    store = FakeCases()
    a_casework(store).file(a_complaint(), CITIZEN, NOON, lambda case: {}, "key")
    (receipt,) = store.receipts.values()
    assert receipt.expires_at == NOON + timedelta(days=30)


def test_an_error_of_whoever_asks_is_not_tried_again() -> None:
    office = Office.opened()
    with pytest.raises((NotPossible, InvalidInput)):
        office.casework.perform(office.reference, Close(), OFFICER, AT)
    assert (office.store.loads, office.store.tried) == (1, 0)
