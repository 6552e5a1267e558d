"""`redress retention` on tables and a bucket in moto: what is due is gone, and told."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from click.testing import CliRunner, Result

from infra import stack as stacks
from infra.cli.retention import retention
from infra.policy_tools import deployments
from infra.retention.erasing import Eraser
from infra.stack import Stack
from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain.audit.chain import verify
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.evidence import RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined
from shared.domain.procedure.safeguards import Hold
from shared.domain.vocabulary import EventName, Role
from tests.fakes import a_complaint, counted_bytes, policies
from tests.policy_document import document

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CANARY = "xqzretainedzqx"
LONG_AGO = datetime(2015, 3, 2, 12, tzinfo=UTC)
TERMS = {kind: {"years": 5} for kind in ("identity", "messages", "evidence")}
DOCUMENT = document(retention=TERMS | {"case": {"years": 50}})
EXAMINER = Actor(Role.SYSTEM, "evidence")
COMPLAINANT, HEAD = Actor(Role.COMPLAINANT, "complainant"), Actor(Role.OMBUDSMAN, "ombudsman")


@pytest.fixture
def stack(dynamo: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> Stack:
    storage = boto3.client("s3")
    where: Any = {"LocationConstraint": "eu-west-1"}
    storage.create_bucket(
        Bucket="evidence", CreateBucketConfiguration=where, ObjectLockEnabledForBucket=True
    )
    outputs = {
        "CasesTable": "cases",
        "IdentitiesTable": "identities",
        "EvidenceBucket": "evidence",
        "DueShards": "8",
    }
    clients: Any = {"dynamodb": dynamo, "s3": storage}
    made = Stack(lambda service: clients[service], outputs, "moto")
    monkeypatch.setattr(stacks, "stack_of", lambda port, name: made)
    monkeypatch.setattr(deployments, "in_force", lambda clients, outputs: DOCUMENT)
    return made


@pytest.fixture
def casework(store: DynamoCases) -> Casework:
    return Casework(store, policies(), counted_bytes())


@pytest.fixture
def ended(casework: Casework, stack: Stack) -> str:
    """A case that was withdrawn long ago, with a name, words and a file in two versions."""
    complaint = a_complaint(description=f"About {CANARY}.", identity={"name": CANARY})
    filed = casework.file(complaint, COMPLAINANT, LONG_AGO, lambda c: {"reference": c.reference})
    reference = str(filed.answer["reference"])
    arrives(casework, reference, "e1")
    casework.perform(reference, Withdraw(CANARY), COMPLAINANT, Moment.at(LONG_AGO))
    for copy in ("original", "original", "derivative"):
        key = f"evidence/{reference}/e1/{copy}"
        stack.client("s3").put_object(Bucket="evidence", Key=key, Body=CANARY.encode())
    return reference


def arrives(casework: Casework, reference: str, evidence_id: str) -> None:
    """As if it had been sent and examined."""
    moment, stored = Moment.at(LONG_AGO), Stored("v1", 9)
    asked = RequestUpload(evidence_id, Declared())
    casework.perform(reference, asked, COMPLAINANT, moment)
    casework.perform(reference, EvidenceArrived(evidence_id, stored), EXAMINER, moment)
    verdict = Verdict(None, "text", 9, "ab" * 32)
    casework.perform(reference, EvidenceExamined(evidence_id, "v1", verdict), EXAMINER, moment)


def run(*words: str) -> Result:
    return CliRunner().invoke(retention, [*words, "--json"])


def planned(folder: Path) -> str:
    path = folder / "plan.json"
    assert run("plan", "--out", str(path)).exit_code == 2
    return str(path)


def everything(dynamo: "DynamoDBClient") -> str:
    return str([dynamo.scan(TableName=table)["Items"] for table in ("cases", "identities")])


def test_names_words_and_every_version_of_a_file_are_gone_and_the_chain_holds(
    ended: str, stack: Stack, store: DynamoCases, dynamo: "DynamoDBClient", tmp_path: Path
) -> None:
    assert CANARY in everything(dynamo)
    result = run("apply", planned(tmp_path))
    assert result.exit_code == 0, result.output
    assert json.loads(result.output.splitlines()[-1]) == {"done": 1}
    assert CANARY not in everything(dynamo)
    assert "Versions" not in stack.client("s3").list_object_versions(Bucket="evidence")
    case, events = store.load(ended), store.events(ended)
    assert case.forgotten == ("evidence", "identity", "messages")
    assert events[-1].name == "forgotten"
    assert (events[-1].data["texts"], events[-1].data["files"]) == (2, 1)
    assert [one.state for one in case.evidence.values()] == ["forgotten"]
    assert verify(ended, events, case.head, case.seq) is None
    assert store.texts(ended) == []
    assert store.complaints([ended]) == {}
    assert store.identity(ended) is None
    assert run("plan").exit_code == 0


def test_a_run_that_dies_at_any_write_is_made_up_for_by_the_next(
    ended: str, stack: Stack, store: DynamoCases, dynamo: "DynamoDBClient", tmp_path: Path
) -> None:
    path, now = planned(tmp_path), datetime.now(UTC)
    kinds = ["identity", "messages", "evidence"]
    policy = policies().current()
    for dies_at in ("_identity", "_texts", "_files", "_record"):
        broken = type("Dying", (Eraser,), {dies_at: _dies})(stack, policy)
        with pytest.raises(KeyboardInterrupt):
            broken(ended, kinds, now)
        assert store.events(ended)[-1].name == "withdrawn"  # it never tells what isn't so
    assert run("apply", path).exit_code == 0
    assert CANARY not in everything(dynamo)
    assert [one.name for one in store.events(ended)].count(EventName.FORGOTTEN) == 1
    assert json.loads(run("apply", path).output.splitlines()[-1]) == {"skipped": 1}


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_case_that_was_put_on_hold_since_the_plan_keeps_everything(
    ended: str, casework: Casework, dynamo: "DynamoDBClient", tmp_path: Path
) -> None:
    path = planned(tmp_path)
    casework.perform(ended, Hold(True, "A court asked."), HEAD, Moment.at(datetime.now(UTC)))
    assert json.loads(run("apply", path).output.splitlines()[0 - 2]) == {"held": 1}
    assert CANARY in everything(dynamo)
    assert json.loads(run("plan").output.splitlines()[-1])["held"] == 1


def test_a_locked_file_is_told_and_stays_due_while_the_rest_is_forgotten(
    ended: str, stack: Stack, store: DynamoCases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = planned(tmp_path), stack.client("s3")
    refused = ClientError({"Error": {"Code": "AccessDenied"}}, "DeleteObject")

    def refuse(**_: object) -> None:
        raise refused

    with monkeypatch.context() as locked:
        locked.setattr(real, "delete_object", refuse)
        assert run("apply", path).exit_code == 1
    assert store.load(ended).forgotten == ("identity", "messages")
    assert store.load(ended).evidence["e1"].state == "available"
    assert run("apply", path).exit_code == 0
    assert store.load(ended).forgotten == ("evidence", "identity", "messages")


def test_a_plan_that_was_changed_or_looks_ahead_is_refused(ended: str, tmp_path: Path) -> None:
    path = Path(planned(tmp_path))
    changed = json.loads(path.read_text()) | {"cases": {ended: ["case"]}}
    path.write_text(json.dumps(changed))
    assert "was changed" in run("apply", str(path)).output
    ahead = str(tmp_path / "ahead.json")
    assert run("plan", "--out", ahead, "--now", "2199-01-01").exit_code == 2
    assert "looks ahead" in run("apply", ahead).output
