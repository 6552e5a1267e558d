"""What a command costs: calls of DynamoDB, counted at the client."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain.access import may
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.safeguards import BreakGlass, NameSubject
from shared.domain.procedure.table import ADMITTED
from shared.domain.vocabulary import CommandName, Role, Status
from tests.fakes import NOON, a_complaint, counted_bytes, policies
from tests.procedures import (
    CITIZEN,
    EXAMPLES,
    OFFICER,
    OMBUDSMAN,
    PEOPLE,
    SECOND,
    a_full_policy,
    case_in,
    example,
    filed,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MOST = 3
CONTACT = Actor(Role.CONTACT, "health.duty.0")
# A file that was examined comes before these; they are committed like the others.
NEED_A_FILE = {"invite-expert", "revoke-expert"}
BY_THE_OFFICE = {"sign-off", "return", "approve-break-glass", "mediate"}


@pytest.fixture
def casework(store: DynamoCases) -> Casework:
    return Casework(store, policies(a_full_policy()), counted_bytes())


def one_to_erase(casework: Casework) -> str:
    """A case that is over, whose complainant gave a name."""
    complaint = a_complaint(identity={"name": "A. Person"})
    answer = casework.file(complaint, CITIZEN, NOON, lambda case: {"reference": case.reference})
    reference = str(answer.answer["reference"])
    casework.perform(reference, Withdraw(), CITIZEN, Moment.at(NOON))
    return reference


@contextmanager
def counted(dynamo: "DynamoDBClient") -> Iterator[list[str]]:
    calls: list[str] = []
    note = lambda model, **_: calls.append(model.name)  # noqa: E731
    dynamo.meta.events.register("before-call.dynamodb", note)
    yield calls
    dynamo.meta.events.unregister("before-call.dynamodb", note)


def test_from_filing_to_acknowledged_takes_four_calls_at_most(
    casework: Casework, dynamo: "DynamoDBClient"
) -> None:
    with counted(dynamo) as calls:
        reference = filed(casework)
        casework.perform(reference, Acknowledge("Read."), OFFICER, Moment.at(NOON))
    assert calls == ["TransactWriteItems", "GetItem", "TransactWriteItems"]


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - NEED_A_FILE))
def test_no_command_takes_more_than_three(
    casework: Casework, dynamo: "DynamoDBClient", name: CommandName
) -> None:
    other = filed(casework)
    # most can be done early; what is followed up or looked back at comes later
    status = next(one for one in Status if one in ADMITTED[name])
    reference = case_in(casework, status, other)
    if name == "erase":
        reference = one_to_erase(casework)
    if name == "approve-break-glass":
        casework.perform(reference, BreakGlass("x"), SECOND, Moment.at(NOON))
    if name == "lift-exclusion":
        naming = NameSubject("officer.justice", "x")
        casework.perform(reference, naming, OMBUDSMAN, Moment.at(NOON))
    case = casework.store.load(reference)
    actors = [one for one in PEOPLE if may(one, name, case)] or [CONTACT]
    who = actors[-1] if name in BY_THE_OFFICE else actors[0]
    with counted(dynamo) as calls:
        casework.perform(reference, example(name, other), who, Moment.at(NOON))
    assert len(calls) <= MOST, calls
    assert calls[-1] == "TransactWriteItems"
    assert casework.store.load(reference).seq > case.seq
