"""The training office: believable, whole, and the same for every trainer."""

from collections import Counter
from datetime import timedelta

from infra.training.office import TrainingOffice
from shared.domain.audit import chain as audit
from shared.domain.policy.model import policy_from
from shared.domain.vocabulary import Status
from shared.runtime.default_policy import default_policy
from tests.fakes import NOON, FakeCases


def seeded(how_many: int = 200) -> tuple[FakeCases, Counter[str]]:
    store, told = FakeCases(), []
    document = default_policy()
    office = TrainingOffice(store, policy_from(document), NOON)
    done = office.seed(how_many, lambda: told.append(1))
    assert len(told) == sum(done.values())
    return store, Counter(done)


def test_there_are_two_hundred_cases_of_four_services_in_every_status() -> None:
    store, done = seeded()
    cases = [store.load(reference) for reference in store.chains]
    assert 190 <= len(cases) <= 210
    assert set(done) == set(Status) == {one.status for one in cases}
    assert {one.agency for one in cases} == {"health", "education", "civil_service", "justice"}
    assert len({one.category for one in cases}) > 30
    assert any(one.urgency == "urgent" for one in cases)
    assert any(one.anonymous for one in cases) and any(one.complainants > 1 for one in cases)


def test_nothing_happens_before_receipt_or_after_now_and_every_chain_holds() -> None:
    store, _ = seeded(40)
    for reference, chain in store.chains.items():
        case = store.load(reference)
        assert audit.verify(reference, chain, case.head, case.seq) is None
        assert NOON - timedelta(days=70) < chain[0].occurred_at
        assert all(one.recorded_at <= NOON for one in chain)


def test_nobody_in_it_looks_like_a_person() -> None:
    store, _ = seeded(40)
    for identity in store.identities.values():
        assert identity["name"].startswith("Personne ")
        assert identity["email"].endswith("@example.org")
