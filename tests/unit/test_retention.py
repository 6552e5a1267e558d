"""Nothing is forgotten early, on hold, or while anything of it is owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.audit.chain import verify
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.case.replay import replay
from shared.domain.evidence.evidence import Evidence, Stored
from shared.domain.policy.windows import RETAINED
from shared.domain.retention import due, forgotten, later
from shared.domain.vocabulary import EvidenceState, Role, Status
from tests.fakes import NOON, a_policy

TERMS = {
    "identity": {"years": 2},
    "messages": {"years": 5},
    "evidence": {"months": 18},
    "case": {"years": 10},
}
POLICY = a_policy(retention=TERMS)
CLOSED = Case("XT-1", status=Status.CLOSED, closed_at=NOON)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
CENTURY = NOON + timedelta(days=36_500)


def test_each_kind_is_due_after_its_own_period_and_the_whole_case_after_the_last() -> None:
    assert due(CLOSED, POLICY, datetime(2028, 5, 24, tzinfo=UTC)) == ()
    assert due(CLOSED, POLICY, datetime(2028, 5, 25, tzinfo=UTC)) == ("evidence",)
    assert due(CLOSED, POLICY, datetime(2028, 11, 25, tzinfo=UTC)) == ("identity", "evidence")
    assert due(CLOSED, POLICY, datetime(2036, 11, 25, tzinfo=UTC)) == RETAINED


def test_a_case_on_hold_or_not_over_keeps_everything() -> None:
    assert due(replace(CLOSED, hold=True), POLICY, CENTURY) == ()
    assert due(replace(CLOSED, status=Status.INVESTIGATING), POLICY, CENTURY) == ()
    assert due(replace(CLOSED, closed_at=None), POLICY, CENTURY) == ()


def test_what_was_forgotten_is_not_due_again() -> None:
    assert due(replace(CLOSED, forgotten=RETAINED), POLICY, CENTURY) == ()


@given(
    ended=st.integers(0, 80 * 365 * 24).map(lambda hours: EPOCH + timedelta(hours=hours)),
    years=st.integers(1, 30),
    months=st.integers(1, 400),
    days=st.integers(1, 4000),
)
def test_a_period_never_ends_early_and_at_most_two_days_late(
    ended: datetime, years: int, months: int, days: int
) -> None:
    assert timedelta() < later(ended, {"days": days}) - ended - timedelta(days=days)
    for term in ({"years": years}, {"months": months}):
        end = later(ended, term)
        whole = 12 * term.get("years", 0) + term.get("months", 0)
        passed = 12 * (end.year - ended.year) + end.month - ended.month
        assert passed >= whole
        assert end - ended <= timedelta(days=31 * whole + 3)
        if passed == whole:
            assert end.day > ended.day


def test_what_was_done_is_an_event_of_the_chain_and_of_nobody_s_version() -> None:
    case = replace(CLOSED, code_hash="c0de", external_reference="A-1", share_identity=True)
    change = Change.of(case, POLICY, Actor(Role.SYSTEM, "retention"), Moment.at(NOON), "0" * 32)
    done = forgotten(change, RETAINED, {"texts": 3})
    assert (done.case.forgotten, done.case.version) == (tuple(sorted(RETAINED)), case.version)
    assert (done.case.code_hash, done.case.external_reference) == (None, None)
    assert done.case.share_identity is False
    assert done.events[0].data["texts"] == 3
    assert verify("XT-1", done.events) is None
    assert replay("XT-1", done.events).forgotten == tuple(sorted(RETAINED))


def test_of_files_those_that_are_gone_are_told_as_such_and_those_locked_stay_as_they_are() -> None:
    def file(name: str, original: Stored | None = None) -> Evidence:
        state = EvidenceState.AVAILABLE if original else EvidenceState.EXPIRED
        return Evidence(name, state, NOON, NOON, original=original)

    held = {name: file(name, Stored("v", 1)) for name in ("gone", "locked")}
    case = replace(CLOSED, evidence=held | {"never came": file("never came")})
    change = Change.of(case, POLICY, Actor(Role.SYSTEM, "retention"), Moment.at(NOON), "0" * 32)
    partly = forgotten(change, ["identity"], {}, locked=["locked"]).case
    assert {name: one.state for name, one in partly.evidence.items()} == {
        "gone": "forgotten",
        "locked": "available",
        "never came": "expired",
    }
    whole = forgotten(
        Change.of(partly, POLICY, change.actor, change.moment, "1" * 32), RETAINED, {}
    )
    assert [one.state for one in whole.case.evidence.values()] == ["forgotten"] * 2 + ["expired"]
    assert list(whole.events[0].changes["evidence"]) == ["locked"]
    names = forgotten(change, ["identity"], {}).case
    assert names.evidence == case.evidence
