"""Rows that DynamoDB removes by itself: each tells when, and a case and its words never do."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.application.casework import Casework
from shared.aws.alerts import DynamoAlertTokens
from shared.aws.cases import DynamoCases
from shared.aws.deliveries import DynamoDeliveries
from shared.aws.desk_sign_in import Desk
from shared.aws.evidence_rows import DownloadQuota
from shared.aws.turns import AssignmentTurns
from shared.domain.case.moment import Moment
from shared.domain.procedure.complainant import AddMessage
from shared.ports import Delivery, OpenAlert
from tests.fakes import NOON, a_complaint, counted_bytes, policies
from tests.moments import CITIZEN
from tests.unit.intake.asking import OFFICER

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def seconds(instant: datetime) -> dict[str, str]:
    return {"N": str(int(instant.timestamp()))}


def rows(dynamo: "DynamoDBClient") -> dict[str, Any]:
    """The end of each row that has one, by the first word of its key."""
    found = [
        *dynamo.scan(TableName="cases")["Items"],
        *dynamo.scan(TableName="identities")["Items"],
    ]
    return {
        item["pk"]["S"].partition("#")[0]: item["expires_at"]
        for item in found
        if "expires_at" in item
    }


def test_what_is_kept_for_a_while_says_until_when(
    store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    Casework(store, policies(), counted_bytes()).file(
        a_complaint(), CITIZEN, NOON, lambda _: {}, "key"
    )
    store.keep_unsent_complaint("hash", {}, NOON + 2 * DAY)
    DynamoAlertTokens(dynamo, "cases", lambda: NOON).save(
        "token", OpenAlert("XT-1", "health.duty.0")
    )
    DownloadQuota(dynamo, "cases", 3).take("anna", NOON)
    claims = OFFICER | {"exp": int((NOON + HOUR).timestamp())}
    Desk(dynamo, "cases", "https://x", "pool").remember("session", claims)
    assert rows(dynamo) == {
        "idem": seconds(NOON + 30 * DAY),
        "draft": seconds(NOON + 2 * DAY),
        "alert": seconds(NOON + DAY),
        "quota": seconds(NOON + 30 * DAY),
        "session": seconds(NOON + HOUR),
    }


def test_what_is_kept_for_good_says_nothing_of_an_end(
    store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    casework = Casework(store, policies(), counted_bytes())
    someone = {"email": "someone@example.org"}
    complaint = a_complaint(identity=someone)
    filed = casework.file(complaint, CITIZEN, NOON, lambda case: {"reference": case.reference})
    reference = filed.answer["reference"]
    more = AddMessage("More.")
    casework.perform(reference, more, CITIZEN, Moment.at(NOON), idempotency_key="key")
    row = Delivery(reference, 1, "complainant", "email")
    DynamoDeliveries(dynamo, "cases").claim(row, "a", NOON)
    AssignmentTurns(dynamo, "cases").take("health")
    assert set(rows(dynamo)) == {"idem"}
