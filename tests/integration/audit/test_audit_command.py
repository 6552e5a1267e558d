"""`redress audit verify`: what was changed behind the service's back is named."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from click.testing import CliRunner

from functions.audit.attest import Attest
from infra.audit.export import EVENTS, HEADS, KEY, TEXTS
from infra.cli import audit as commands
from infra.retention.erasing import Eraser
from infra.stack import Stack
from shared.application.casework import Casework
from shared.aws import items
from shared.aws.cases import DynamoCases
from shared.domain.audit.attestation import Head
from shared.domain.case.events import Actor, sealed, to_document
from shared.domain.case.moment import Moment
from shared.domain.case.replay import replay
from shared.domain.procedure.correspondence import Note
from shared.domain.procedure.privacy import Redact
from shared.domain.vocabulary import Audience, Role
from tests.fakes import NOON
from tests.integration.audit.conftest import BUCKET, OFFICER

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FORGED: Any = "forged"  # no event that there is
HEAD = Actor(Role.OMBUDSMAN, "ombudsman")
TODAY = {"now": NOON.isoformat()}
WORDS = "000003-note"
TOMORROW = {"now": (NOON + timedelta(days=1)).isoformat()}


def run(*words: str) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(commands.audit, ["verify", *words, "--json"])
    lines = [line for line in result.output.splitlines() if line.startswith("{")]
    return result.exit_code, json.loads(lines[-1])


def test_untouched_chains_verify(reference: str) -> None:
    assert run() == (0, {"chains": 2, "broken": [], "attested_until": None})
    assert run(reference) == (0, {"chains": 1, "broken": [], "attested_until": None})


def test_a_changed_event_is_named(reference: str, dynamo: "DynamoDBClient") -> None:
    key = {"pk": {"S": f"case#{reference}"}, "sk": {"S": "event#000002"}}
    item = dynamo.get_item(TableName="cases", Key=key, ConsistentRead=True)["Item"]
    item["body"] = {"S": item["body"]["S"].replace("officer.health", "somebody.else")}
    dynamo.put_item(TableName="cases", Item=item)
    code, found = run()
    assert code == 1
    reason = "the event was changed after it was written"
    assert found["broken"] == [{"reference": reference, "seq": 2, "reason": reason, "text": None}]


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


def test_each_chain_that_grew_is_attested_once_with_its_last_event(
    reference: str, attest: Attest, store: DynamoCases, casework: Casework
) -> None:
    assert attest(TODAY, None) == {"heads": 1, "attested": True}
    assert attest(TODAY, None) == {"heads": 0, "attested": False}
    later = NOON + timedelta(hours=3)
    casework.perform(
        reference, Note("Late that day.", Audience.INTERNAL), OFFICER, Moment.at(later)
    )
    assert set(attest.chains([NOON.date()])) == {Head(reference, 4, store.load(reference).head)}
    assert attest(TOMORROW, None)["heads"] == 1
    code, found = run()
    assert (code, found["broken"]) == (0, [])
    assert found["attested_until"] == "2026-11-25"


def cut(store: DynamoCases, dynamo: "DynamoDBClient", reference: str, length: int) -> None:
    """As somebody does who may write to the table and knows how: the case agrees again."""
    events = store.events(reference)
    case = replay(reference, events[:length])
    for event in events[length:]:
        key = {"pk": {"S": f"case#{reference}"}, "sk": {"S": f"event#{event.seq:06d}"}}
        dynamo.delete_item(TableName="cases", Key=key)
    dynamo.put_item(TableName="cases", Item=items.case_item(case, 8, NOON))


def test_a_chain_cut_off_with_its_case_shows_against_the_signature_alone(
    reference: str, attest: Attest, store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    attest(TODAY, None)
    cut(store, dynamo, reference, 2)
    code, found = run()
    assert code == 1
    reason = "events up to 3 were attested on 2026-11-24 and are missing"
    assert found["broken"] == [{"reference": reference, "seq": 3, "reason": reason, "text": None}]


def test_a_chain_that_is_gone_without_a_trace_is_known_by_its_signature(
    reference: str, attest: Attest, store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    attest(TODAY, None)
    for item in dynamo.scan(TableName="cases")["Items"]:
        dynamo.delete_item(TableName="cases", Key={"pk": item["pk"], "sk": item["sk"]})
    code, found = run()
    assert code == 1
    assert [(one["reference"], one["seq"]) for one in found["broken"]] == [(reference, 1)]


def test_an_attestation_that_was_replaced_or_forged_is_named(
    reference: str, attest: Attest
) -> None:
    attest(TODAY, None)
    attest(TOMORROW, None)
    storage = boto3.client("s3")
    storage.put_object(Bucket=BUCKET, Key="heads/2026-11-24.json", Body=b"{}")
    storage.put_object(Bucket=BUCKET, Key="heads/2026-11-23.json", Body=b"{}")
    code, found = run()
    assert code == 1
    assert {(one["reference"], one["reason"].split()[0]) for one in found["broken"]} == {
        ("heads/2026-11-23.json", "the"),
        ("heads/2026-11-24.json", "somebody"),
    }


def set_of_text(dynamo: "DynamoDBClient", reference: str, **values: Any) -> None:
    """As somebody does who may write to the table."""
    key = {"pk": {"S": f"case#{reference}"}, "sk": {"S": f"text#{WORDS}"}}
    item = dynamo.get_item(TableName="cases", Key=key, ConsistentRead=True)["Item"]
    dynamo.put_item(TableName="cases", Item=item | values)


def fault_of(broken: list[dict[str, Any]]) -> tuple[int, str, str]:
    (only,) = broken
    return only["seq"], only["text"], only["reason"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"body": {"S": '{"text":"A kind note."}'}}, "its words were changed after"),
        ({"audience": {"S": "complainant"}}, "its words were written for others"),
        ({"body": {"S": "{}"}, "forgotten": {"BOOL": True}}, "its words were erased, and no"),
    ],
)
def test_words_that_are_not_those_of_their_event_are_named_from_the_tables_and_an_export(
    reference: str,
    dynamo: "DynamoDBClient",
    tmp_path: Path,
    values: dict[str, Any],
    reason: str,
) -> None:
    set_of_text(dynamo, reference, **values)
    for words in ([], [reference], ["--export", str(exported(tmp_path / "export"))]):
        code, found = run(*words)
        assert code == 1
        assert fault_of(found["broken"])[:2] == (3, WORDS)
        assert fault_of(found["broken"])[2].startswith(reason)


def test_a_text_that_is_gone_is_named_and_so_is_one_that_an_export_lost(
    reference: str, dynamo: "DynamoDBClient", tmp_path: Path
) -> None:
    folder = exported(tmp_path / "export")
    lines = (folder / TEXTS).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if WORDS not in line]
    (folder / TEXTS).write_text("".join(kept), encoding="utf-8")
    key = {"pk": {"S": f"case#{reference}"}, "sk": {"S": f"text#{WORDS}"}}
    dynamo.delete_item(TableName="cases", Key=key)
    for words in ([reference], ["--export", str(folder)]):
        code, found = run(*words)
        assert code == 1
        reason = "its words are missing, and no event says why"
        assert fault_of(found["broken"]) == (3, WORDS, reason)


def test_a_redacted_text_and_words_that_were_forgotten_by_law_are_no_breaks(
    reference: str, casework: Casework, dynamo: "DynamoDBClient", stack: Stack
) -> None:
    casework.perform(reference, Redact(WORDS, "A [note]."), HEAD, Moment.at(NOON))
    assert run(reference)[0] == 0
    outputs = {**stack.outputs, "IdentitiesTable": "identities"}
    eraser = Eraser(Stack(stack.client, outputs, "moto"), casework.policies.current())
    case = casework.store.load(reference)
    eraser._forget(case, ["messages"], NOON)
    assert casework.store.texts(reference) == []
    assert run(reference) == (0, {"chains": 1, "broken": [], "attested_until": None})
    casework.perform(reference, Note("Afterwards.", Audience.INTERNAL), OFFICER, Moment.at(NOON))
    assert run(reference)[0] == 0


def test_an_export_holds_no_words(reference: str, tmp_path: Path) -> None:
    folder = exported(tmp_path / "export")
    written = "".join(one.read_text(encoding="utf-8") for one in folder.glob("*.jsonl"))
    assert "A note." not in written
    assert WORDS in written


def exported(folder: Path) -> Path:
    result = CliRunner().invoke(commands.audit, ["export", "--out", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    return folder


def test_an_export_verifies_without_aws_and_shows_what_was_done_to_it(
    reference: str, attest: Attest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attest(TODAY, None)
    folder = exported(tmp_path / "export")
    monkeypatch.setattr("infra.stack.stack_of", None)
    assert run("--export", str(folder))[0] == 0
    lines = (folder / EVENTS).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / EVENTS).write_text("".join([lines[0], lines[2], lines[1]]), encoding="utf-8")
    code, found = run("--export", str(folder))
    assert (code, found["broken"][0]["seq"]) == (1, 2)


def test_an_export_whose_chain_was_hashed_anew_doesn_t_fit_its_signature(
    reference: str, attest: Attest, store: DynamoCases, tmp_path: Path
) -> None:
    attest(TODAY, None)
    folder = exported(tmp_path / "export")
    written = [json.loads(line) for line in (folder / EVENTS).read_text().splitlines()]
    first, second, third = store.events(reference)
    forged = sealed(replace(second, name=FORGED), first.hash)
    again = sealed(third, forged.hash)
    for line, event in zip(written[1:], (forged, again), strict=True):
        line["hash"], line["event"] = event.hash, to_document(event)
    (folder / EVENTS).write_text("".join(json.dumps(line) + "\n" for line in written))
    assert run("--export", str(folder))[0] == 1
    (folder / KEY).write_bytes(b"")
    assert "signature" in str(run("--export", str(folder))[1]["broken"])
    assert len(list((folder / HEADS).iterdir())) == 1
