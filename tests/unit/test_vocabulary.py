"""Names of the vocabulary are stored and hashed as the text that they were before there was one."""

import json
from enum import StrEnum
from typing import Any

import pytest

from shared.application.idempotency import keyed_operation
from shared.domain import vocabulary
from shared.domain.case import events
from shared.domain.case.case import Case
from shared.domain.case.case_document import from_document, to_document
from shared.domain.case.events import Actor, Event, sealed
from shared.domain.procedure.assessment import Assess
from shared.domain.procedure.command import Command
from shared.domain.procedure.correspondence import Note
from shared.domain.procedure.decision import ProposeDecision
from shared.domain.procedure.handling import RecordInvestigation
from shared.domain.procedure.mediation import Mediate
from shared.domain.vocabulary import (
    FINISHED,
    OPEN,
    Assessment,
    Audience,
    EventName,
    MediationStep,
    Outcome,
    Party,
    RecordKind,
    Role,
    Status,
    TextKind,
)
from tests.moments import NOON

REFERENCE, OFFICER = "BF-7K3M-92QF-4", Actor(Role.OFFICER, "officer.health", "health")
REMEDY = {"what": "y", "owner": "z", "due_on": "2026-12-08"}
KEYED = "e590be9994754f1c5cc7c91ab5b8a601"  # whose key it is; what was asked follows


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        (Note("x", Audience.INTERNAL), "d8aebee3e1f32653fa2db0c49747aaa6"),
        (ProposeDecision(Outcome.UPHELD, "x", (REMEDY,)), "c74a57e17043a39fac1a46c1378d8e41"),
        (RecordInvestigation(RecordKind.FINDING, "x"), "c8a2ab72d9d0dd11920673bafd1b29c0"),
        (Mediate(MediationStep.CONSENT, "x", Party.AGENCY), "858f5d41115c871779a9eb39833e27d2"),
        (Assess(Assessment.ACCEPTED, "x"), "f064e7d6b8a3861597fe8e773a0c65bf"),
    ],
)
def test_a_key_that_was_used_before_the_vocabulary_is_still_known(
    command: Command, asked: str
) -> None:
    assert keyed_operation(REFERENCE, OFFICER, "key", command) == KEYED + asked


def test_an_event_of_names_has_the_hash_of_the_same_event_in_plain_text() -> None:
    named = Event(
        REFERENCE,
        1,
        EventName.DECISION_PROPOSED,
        NOON,
        NOON,
        OFFICER,
        "op",
        {"outcome": Outcome.UPHELD},
        {"status": Status.DECISION_PROPOSED},
    )
    plain: Any = json.loads(json.dumps(events.to_document(named)))
    assert sealed(events.from_document(plain, ""), named.previous) == sealed(named, named.previous)


def test_a_document_holds_plain_text_and_reading_gives_the_names_back() -> None:
    case = Case(REFERENCE, status=Status.CLOSED)
    document = to_document(case)
    assert type(document["status"]) is str
    assert from_document(document).status is Status.CLOSED


def test_no_status_can_be_read_that_the_procedure_does_not_know() -> None:
    with pytest.raises(ValueError, match="lost"):
        from_document({**to_document(Case(REFERENCE)), "status": "lost"})


def test_every_name_is_written_once_in_its_list() -> None:
    classes = [one for one in vars(vocabulary).values() if isinstance(one, type)]
    lists = [one for one in classes if issubclass(one, StrEnum) and one is not StrEnum]
    assert len(lists) > 10
    for one in lists:
        assert len(one.__members__) == len(set(one)), one


def test_every_record_of_an_investigation_is_a_text_of_its_kind() -> None:
    assert {TextKind(kind).name for kind in RecordKind} == {kind.name for kind in RecordKind}


def test_a_case_is_open_resolved_or_finished() -> None:
    assert OPEN | FINISHED | {Status.RESOLVED} == set(Status)
    assert not OPEN & FINISHED
