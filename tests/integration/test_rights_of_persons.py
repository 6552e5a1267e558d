"""Consent, erasure, export and redaction on the tables: what is kept is what the views obey."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain import access
from shared.domain.audit import chain as audit
from shared.domain.case.moment import Moment
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.complainant import AddMessage, Withdraw
from shared.domain.procedure.privacy import Consent, Erase, Redact
from shared.domain.procedure.safeguards import Hold
from tests.fakes import NOON, counted_bytes, policies
from tests.procedures import CITIZEN, OFFICER, OMBUDSMAN
from tests.unit.intake.asking import claims_of
from tests.unit.intake.world import Filed, World

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NAME = "Awa Xqznamezqx"
WORDS = "I am xqzwordszqx of the blue house."
AT = Moment.at(NOON + timedelta(hours=1))


@pytest.fixture
def casework(store: DynamoCases) -> Casework:
    return Casework(store, policies(), counted_bytes())


@pytest.fixture
def filed(store: DynamoCases) -> Filed:
    """Filed, seen and exported by the API that stands on the tables."""
    world = World()
    world.stand_on(store)
    return world.file(description=WORDS, complainant={"name": NAME})


def all_rows(dynamo: "DynamoDBClient") -> str:
    return str([dynamo.scan(TableName=table)["Items"] for table in ("cases", "identities")])


def test_a_consent_that_is_taken_back_binds_the_next_view(
    filed: Filed, casework: Casework, store: DynamoCases
) -> None:
    for shared in (True, False):
        casework.perform(filed.reference, Consent(share_identity=shared), CITIZEN, AT)
        case = store.load(filed.reference)
        assert access.may_know(OFFICER, case, NOON) is shared
        assert (NAME in filed.seen_by(claims_of("officer", "health")).text) is shared
    assert store.identity(filed.reference) is not None


def test_an_erased_identity_is_in_no_row_and_the_record_of_it_stays(
    filed: Filed, casework: Casework, store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    with pytest.raises(NotPossible):
        casework.perform(filed.reference, Erase(), CITIZEN, AT)
    assert NAME in all_rows(dynamo)
    casework.perform(filed.reference, Withdraw(), CITIZEN, AT)
    casework.perform(filed.reference, Hold(on=True, reason="A court."), OMBUDSMAN, AT)
    with pytest.raises(NotPossible):
        casework.perform(filed.reference, Erase(), CITIZEN, AT)
    assert store.identity(filed.reference) is not None
    casework.perform(filed.reference, Hold(on=False, reason="It is over."), OMBUDSMAN, AT)
    case = casework.perform(filed.reference, Erase(), CITIZEN, AT)
    assert NAME not in all_rows(dynamo)
    assert store.identity(filed.reference) is None
    events = store.events(filed.reference)
    assert (events[-1].name, events[-1].data["kinds"]) == ("forgotten", ["identity"])
    assert audit.verify(filed.reference, events, case.head, case.seq) is None
    assert casework.perform(filed.reference, Erase(), CITIZEN, AT).seq == case.seq


def test_an_export_holds_the_name_and_the_words_as_the_tables_keep_them(
    filed: Filed, casework: Casework
) -> None:
    casework.perform(filed.reference, AddMessage("And a second time."), CITIZEN, AT)
    told: dict[str, Any] = filed.world.get(
        "/v1/complaints/{reference}/export",
        headers={"Access-Code": filed.code},
        path={"reference": filed.reference},
    ).json
    assert told["identity"]["name"] == NAME
    said = told["complaint"]["messages"]
    assert (said[0]["description"], said[1]["text"]) == (WORDS, "And a second time.")


def test_redacted_words_stand_in_for_the_original_which_is_kept_whole(
    filed: Filed, casework: Casework, store: DynamoCases
) -> None:
    redact = Redact("000001-complaint", "I am [a person].")
    casework.perform(filed.reference, redact, OMBUDSMAN, AT)
    officer, office = (
        filed.seen_by(claims_of(*who)).text for who in (("officer", "health"), ("ombudsman",))
    )
    assert WORDS not in officer and "I am [a person]." in officer
    assert WORDS in office and WORDS in filed.see().text
    first = next(one for one in store.texts(filed.reference) if one.kind == "complaint")
    assert first.fingerprint == store.events(filed.reference)[0].data["sha256"]


def test_a_message_that_is_not_there_is_named_and_nothing_is_stored(
    filed: Filed, casework: Casework, store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    before = all_rows(dynamo)
    with pytest.raises(InvalidInput) as refused:
        casework.perform(filed.reference, Redact("000001-note", "x"), OMBUDSMAN, AT)
    assert [one.field for one in refused.value.errors] == ["message_id"]
    assert all_rows(dynamo) == before
