"""Evidence as part of a case: one transaction a step, killed anywhere, whole in the end."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import boto3
from moto import mock_aws

from functions.evidence.case_evidence import CaseEvidence
from functions.evidence.examination.signature_scanner import SignatureScanner
from functions.evidence.examine_step import ExamineStep, ObjectSeen
from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.aws.evidence import EvidenceBucket
from shared.aws.evidence_rows import PendingEvidence
from shared.domain.audit import chain as audit
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import readable
from shared.domain.evidence.object_keys import object_key
from shared.domain.procedure.evidence import RecordDownload, RequestUpload
from shared.domain.vocabulary import EvidenceState, Reason, Role
from tests.fakes import NOON, a_complaint, a_policy, counted_bytes, policies
from tests.integration.crash import CrashPoint, sweep, until_done
from tests.tables import make_table
from tests.unit.evidence.fakes import EVIDENCE, LIMITS, LOCKED_FOR, declared_of, judge_here, minutes
from tests.unit.evidence.making import jpeg

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CITIZEN, OFFICER = Actor(Role.COMPLAINANT, "complainant"), Actor(Role.OFFICER, "officer-1", None)
PHOTO = jpeg()


class World:
    """Tables and bucket in moto; every call of the function may be the last before a kill."""

    def __init__(self, point: CrashPoint | None = None) -> None:
        dynamo: DynamoDBClient = boto3.client("dynamodb")
        make_table(dynamo, "CasesTable", "cases")
        make_table(dynamo, "IdentitiesTable", "identities")
        s3 = boto3.client("s3")
        where: Any = {"LocationConstraint": "eu-west-1"}
        s3.create_bucket(
            Bucket="evidence", CreateBucketConfiguration=where, ObjectLockEnabledForBucket=True
        )
        s3.put_bucket_versioning(Bucket="evidence", VersioningConfiguration={"Status": "Enabled"})
        calm = boto3.client("dynamodb")
        self.store = DynamoCases(calm, "cases", "identities", 8)
        self.pending = PendingEvidence(calm, "cases")
        store = DynamoCases(dynamo, "cases", "identities", 8)
        self.casework = Casework(store, policies(), counted_bytes())
        self.reference = self._filed()
        key = object_key(self.reference, EVIDENCE)
        s3.put_object(Bucket="evidence", Key=key, Body=PHOTO, ChecksumAlgorithm="SHA256")
        book = CaseEvidence(self.casework, PendingEvidence(dynamo, "cases"))
        vault = EvidenceBucket(s3, "evidence", "key", guarded=False)
        self.look = ExamineStep(book, vault, SignatureScanner(), LIMITS, judge_here, LOCKED_FOR)
        if point is not None:
            point.watch(dynamo)
            point.watch(s3)

    def _filed(self) -> str:
        def describe(case: Any) -> dict[str, str]:
            return {"reference": case.reference}

        filed = self.casework.file(a_complaint(), CITIZEN, NOON, describe)
        reference = str(filed.answer["reference"])
        command = RequestUpload(EVIDENCE, declared_of("Awa.jpg", "image/jpeg", PHOTO))
        self.casework.perform(reference, command, CITIZEN, Moment.at(NOON))
        return reference

    def events(self) -> Counter[str]:
        case, chain = self.store.load(self.reference), self.store.events(self.reference)
        assert audit.verify(self.reference, chain, case.head, case.seq) is None
        assert "Awa" not in str(chain)
        return Counter(event.name for event in chain)


def test_looking_killed_anywhere_ends_available_once_and_with_the_right_checksum() -> None:
    def run(point: CrashPoint) -> None:
        with mock_aws():
            world = World(point)
            until_done(lambda: world.look(world.reference, EVIDENCE, ObjectSeen(), NOON))
            events = world.events()
            assert events["evidence_arrived"] == events["evidence_available"] == 1
            evidence = world.store.load(world.reference).evidence[EVIDENCE]
            assert evidence.state is EvidenceState.AVAILABLE
            assert evidence.original is not None
            assert evidence.original.sha256 == sha256(PHOTO).hexdigest()
            assert list(world.pending(NOON + minutes(999))) == []

    assert sweep(run) >= 10


def test_a_request_is_pending_from_the_transaction_that_made_it() -> None:
    with mock_aws():
        world = World()
        assert list(world.pending(NOON + minutes(6))) == [(world.reference, EVIDENCE)]


def test_a_download_lengthens_the_chain_and_leaves_the_version_alone() -> None:
    with mock_aws():
        world = World()
        world.look(world.reference, EVIDENCE, ObjectSeen(), NOON)
        before = world.store.load(world.reference)
        found = readable(before.evidence[EVIDENCE], from_office=True)
        assert found is not None
        command = RecordDownload(EVIDENCE, found[0], found[1].version_id)
        after = world.casework.perform(world.reference, command, OFFICER, Moment.at(NOON))
        assert (after.version, after.seq) == (before.version, before.seq + 1)
        assert world.events()["evidence_downloaded"] == 1


def test_a_file_is_judged_by_what_its_case_s_policy_takes() -> None:
    rules = {"types": ["pdf"], "max_bytes": 100_000, "max_files": 9}
    with mock_aws():
        world = World()
        casework = replace(world.casework, policies=policies(a_policy(evidence=rules)))
        book = CaseEvidence(casework, world.pending)
        limits = book.limits(world.reference, LIMITS)
        assert limits == replace(LIMITS, kinds=("pdf",), max_bytes=100_000)
        look = replace(world.look, book=book)
        assert look(world.reference, EVIDENCE, ObjectSeen(), NOON) == "rejected"
        evidence = world.store.load(world.reference).evidence[EVIDENCE]
        assert evidence.reason is Reason.WRONG_TYPE
