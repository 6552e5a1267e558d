"""The crash-point sweep: filing, acknowledging and ticking, killed at every AWS call."""

from collections import Counter
from datetime import timedelta

import boto3
from moto import mock_aws

from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain.audit import chain as audit
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.vocabulary import ClockState, Role
from tests.fakes import NOON, a_complaint, counted_bytes, policies
from tests.integration.crash import CrashPoint, sweep, until_done
from tests.tables import SHARDS, make_table

OFFICER = Actor(Role.OFFICER, "officer.health", "health")
CITIZEN = Actor(Role.COMPLAINANT, "complainant")
URGENT = {"urgent_answers": {"danger_now": True}, "identity": {"email": "someone@example.org"}}
LATE = NOON + timedelta(minutes=61)


def world(point: CrashPoint) -> tuple[Casework, DynamoCases]:
    """Fresh tables; the point watches the client that the function under test uses."""
    watched, calm = boto3.client("dynamodb"), boto3.client("dynamodb")
    make_table(calm, "CasesTable", "cases")
    make_table(calm, "IdentitiesTable", "identities")
    point.watch(watched)
    store = DynamoCases(watched, "cases", "identities", SHARDS)
    calm_store = DynamoCases(calm, "cases", "identities", SHARDS)
    return Casework(store, policies(), counted_bytes()), calm_store


def file(casework: Casework) -> str:
    def describe(case: object) -> dict[str, str]:
        return {"reference": case.reference}  # type: ignore[attr-defined]

    filed = casework.file(a_complaint(**URGENT), CITIZEN, NOON, describe, "the citizen's key")
    assert casework.open_with_code(str(filed.answer["reference"]), filed.code)
    return str(filed.answer["reference"])


def sound(store: DynamoCases, reference: str) -> Counter[str]:
    """Chain valid, case equal to its chain's end; what happened, counted."""
    case, events = store.load(reference), store.events(reference)
    assert audit.verify(reference, events, case.head, case.seq) is None
    return Counter(event.name for event in events)


def only_case(store: DynamoCases) -> str:
    items = store.client.scan(TableName="cases")["Items"]
    references = {item["pk"]["S"] for item in items if item["sk"]["S"] == "case"}
    assert len(references) == 1
    return references.pop().removeprefix("case#")


def test_filing_killed_anywhere_makes_one_case_and_one_answer() -> None:
    def run(point: CrashPoint) -> None:
        with mock_aws():
            casework, store = world(point)
            reference = until_done(lambda: file(casework))
            assert only_case(store) == reference
            assert sound(store, reference) == {"filed": 1, "escalated": 1}
            assert store.identity(reference) is not None

    assert sweep(run) >= 4


def test_acknowledging_killed_anywhere_happens_once() -> None:
    def run(point: CrashPoint) -> None:
        with mock_aws():
            casework, store = world(point)
            reference = until_done(lambda: file(casework))
            case = until_done(
                lambda: casework.perform(
                    reference,
                    Acknowledge("Read."),
                    OFFICER,
                    Moment.at(NOON),
                    seen_version=1,
                    idempotency_key="the officer's key",
                )
            )
            assert case.status == "acknowledged"
            assert sound(store, reference)["acknowledged"] == 1
            assert len(store.texts(reference)) == 2

    assert sweep(run) >= 8


def test_ticking_killed_anywhere_has_each_effect_once() -> None:
    def run(point: CrashPoint) -> None:
        with mock_aws():
            casework, store = world(point)
            reference = until_done(lambda: file(casework))

            def minute() -> None:
                for shard in range(SHARDS):
                    for due in casework.store.due(shard, LATE):
                        casework.tick(due, LATE)

            until_done(minute)
            happened = sound(store, reference)
            assert happened == {"filed": 1, "clock_missed": 1, "escalated": 3}
            assert store.load(reference).clocks["acknowledge"].state is ClockState.MISSED

    assert sweep(run) >= 20
