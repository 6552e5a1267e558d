"""`redress audit verify`: what was changed behind the service's back is named."""

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from infra import audit
from infra import stack as stacks
from infra.stack import Stack
from shared.aws.cases import DynamoCases
from shared.casework import Casework
from shared.domain.commands import Acknowledge, Note
from shared.domain.draft import Moment
from shared.domain.events import Actor
from tests.fakes import NOON, a_complaint, counted_bytes, policies

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OFFICER = Actor("officer", "officer.health", "health")


@pytest.fixture
def reference(store: DynamoCases) -> str:
    casework = Casework(store, policies(), counted_bytes())
    filed = casework.file(a_complaint(), OFFICER, NOON, lambda case: {"reference": case.reference})
    reference = str(filed.answer["reference"])
    casework.perform(reference, Acknowledge(), OFFICER, Moment.at(NOON))
    casework.perform(reference, Note("A note.", "internal"), OFFICER, Moment.at(NOON))
    return reference


@pytest.fixture(autouse=True)
def on_moto(monkeypatch: pytest.MonkeyPatch, dynamo: "DynamoDBClient") -> None:
    stack = Stack(lambda service: dynamo, {"CasesTable": "cases", "DueShards": "8"}, "moto")
    monkeypatch.setattr(stacks, "stack_of", lambda port, name: stack)


def run(*words: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(audit.audit, ["verify", *words, "--json"])
    lines = [line for line in result.output.splitlines() if line.startswith("{")]
    return result.exit_code, json.loads(lines[-1])


def test_untouched_chains_verify(reference: str) -> None:
    assert run() == (0, {"chains": 2, "broken": []})
    assert run(reference) == (0, {"chains": 1, "broken": []})


def test_a_changed_event_is_named(reference: str, dynamo: "DynamoDBClient") -> None:
    key = {"pk": {"S": f"case#{reference}"}, "sk": {"S": "event#000002"}}
    item = dynamo.get_item(TableName="cases", Key=key)["Item"]
    item["body"] = {"S": item["body"]["S"].replace("officer.health", "somebody.else")}
    dynamo.put_item(TableName="cases", Item=item)
    code, found = run()
    assert code == 1
    assert found["broken"] == [
        {"reference": reference, "seq": 2, "reason": "the event was changed after it was written"}
    ]


def test_an_event_that_was_cut_off_the_end_is_missed(
    reference: str, dynamo: "DynamoDBClient"
) -> None:
    key = {"pk": {"S": f"case#{reference}"}, "sk": {"S": "event#000003"}}
    dynamo.delete_item(TableName="cases", Key=key)
    assert run(reference)[0] == 1


def test_a_chain_whose_case_is_gone_is_named(reference: str, dynamo: "DynamoDBClient") -> None:
    dynamo.delete_item(
        TableName="cases", Key={"pk": {"S": f"case#{reference}"}, "sk": {"S": "case"}}
    )
    code, found = run()
    assert code == 1
    assert "no case" in str(found["broken"])
