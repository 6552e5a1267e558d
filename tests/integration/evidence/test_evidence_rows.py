"""What the cases table knows of evidence: the reconciler's list, and a reader's quota."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shared.aws.evidence_rows import DownloadQuota, PendingEvidence, pending_write
from shared.domain.errors import Forbidden
from shared.domain.evidence.evidence import Evidence
from shared.domain.vocabulary import EvidenceState
from tests.fakes import NOON
from tests.unit.evidence.fakes import EVIDENCE, REFERENCE, minutes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

AWAITED = Evidence(EVIDENCE, EvidenceState.AWAITING_UPLOAD, NOON, NOON + minutes(5))


def keep(dynamo: "DynamoDBClient", evidence: Evidence) -> None:
    write = pending_write("cases", REFERENCE, evidence)
    dynamo.transact_write_items(TransactItems=[write])  # type: ignore[list-item]


def test_what_is_pending_is_listed_from_its_time_on_until_it_is_judged(
    dynamo: "DynamoDBClient",
) -> None:
    pending = PendingEvidence(dynamo, "cases")
    keep(dynamo, AWAITED)
    assert list(pending(NOON + minutes(5))) == []
    assert list(pending(NOON + minutes(6))) == [(REFERENCE, EVIDENCE)]
    scanning = replace(AWAITED, state=EvidenceState.SCANNING, arrived_at=NOON + minutes(6))
    keep(dynamo, scanning)
    assert list(pending(NOON + minutes(7))) == []
    assert list(pending(NOON + minutes(12))) == [(REFERENCE, EVIDENCE)]
    keep(dynamo, replace(scanning, state=EvidenceState.AVAILABLE))
    assert list(pending(NOON + minutes(999))) == []


def test_many_pending_pieces_come_page_by_page_oldest_first(dynamo: "DynamoDBClient") -> None:
    for at in range(30):
        one = replace(AWAITED, evidence_id=f"{at:02}", expires_at=NOON + minutes(at))
        keep(dynamo, one)
    found = [evidence_id for _, evidence_id in PendingEvidence(dynamo, "cases")(NOON + minutes(99))]
    assert found == [f"{at:02}" for at in range(30)]


def test_a_reader_is_stopped_at_the_quota_and_may_read_again_tomorrow(
    dynamo: "DynamoDBClient",
) -> None:
    quota = DownloadQuota(dynamo, "cases", a_day=3)
    assert [quota.take("officer-1", NOON) for _ in range(3)] == [1, 2, 3]
    for _ in range(2):
        with pytest.raises(Forbidden):
            quota.take("officer-1", NOON)
    assert quota.take("officer-2", NOON) == 1
    assert quota.take("officer-1", NOON + minutes(24 * 60)) == 1
