"""What persons may ask of their own data, and what the office keeps from others, on all tables."""

import json
from uuid import uuid4

import pytest

from infra.audit.records import TableRecord
from infra.audit.verify import broken_links
from infra.local.cloud import Cloud
from infra.stack import Stack
from tests.e2e.caller import Answer, Caller
from tests.e2e.story import Story

pytestmark = pytest.mark.e2e

TOLD = "I live in the blue house behind the market."
INSTEAD = "I live [in a house that is described]."


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


def exported(story: Story) -> Answer:
    path = f"/v1/complaints/{story.reference}/export"
    return story.caller.ask("GET", path, code=story.code)


def tables(cloud: Cloud) -> str:
    """Every row of the cases and of the identities, drafts among them."""
    scan = cloud.client("dynamodb").get_paginator("scan")
    names = [cloud.outputs[one] for one in ("CasesTable", "IdentitiesTable")]
    pages = [page["Items"] for name in names for page in scan.paginate(TableName=name)]
    return json.dumps(pages, default=str, ensure_ascii=False)


def test_a_consent_taken_back_and_words_redacted_bind_every_later_view(
    cloud: Cloud, caller: Caller
) -> None:
    name = f"Somebody {uuid4().hex}"
    who = {"name": name, "share_identity_with_agency": True}
    story = Story.filed(caller, complainant=who)
    assert name in str(story.seen_by("officer.health").body)
    story.says("consent", share_identity=False)
    seen = story.seen_by("officer.health").body
    assert name not in str(seen)
    assert seen["complainant"]["pseudonym"].startswith("C-")
    assert name in str(story.seen_by("ombudsman").body)

    message = story.says("messages", text=TOLD)["messages"][-1]["message_id"]
    own = exported(story)
    assert own.status == 200
    assert (own.body["identity"]["name"], own.body["share_identity_with_agency"]) == (name, False)
    assert TOLD in str(own.body["complaint"]["messages"])

    assert story.tries("officer.health", "redact", message_id=message, text="x").status == 409
    wrong = story.tries("registrar", "redact", message_id="000001-note", text="x")
    assert (wrong.status, wrong.body["errors"][0]["field"]) == (422, "message_id")
    story.does("registrar", "redact", message_id=message, text=INSTEAD)
    for user in ("officer.health", "supervisor.health"):
        seen = str(story.seen_by(user).body["messages"])
        assert INSTEAD in seen
        assert TOLD not in seen
    assert story.seen_by("officer.justice").status == 404
    assert TOLD in str(story.sees()["messages"])
    assert INSTEAD not in str(story.sees()["messages"])
    assert TOLD in str(story.seen_by("ombudsman").body["messages"])
    story.is_sound()
    record = TableRecord(Stack(cloud.client, cloud.outputs, "this cloud"))
    assert list(broken_links(record, [story.reference], {}, lambda: None)) == []


def test_a_hold_keeps_the_identity_and_erasure_leaves_it_in_no_table_but_a_record(
    cloud: Cloud, caller: Caller
) -> None:
    name = f"Somebody {uuid4().hex}"
    story = Story.filed(caller, complainant={"name": name, "email": "somebody@example.org"})
    story.refused("erase")
    story.does("ombudsman", "hold", on=True, reason="A court has asked for the file.")
    story.says("withdraw")
    assert "hold" in str(story.refused("erase"))
    assert name in tables(cloud)
    story.does("ombudsman", "hold", on=False, reason="The court has decided.")
    erased = story.says("erase")
    assert erased["timeline"][-1]["event"] == "forgotten"
    assert name not in tables(cloud)
    assert exported(story).body["identity"] is None
    last = [one for one in caller.chain(story.reference) if one["name"] != "viewed"][-1]
    assert (last["name"], last["data"]["kinds"]) == ("forgotten", ["identity"])
    assert last["actor"]["role"] == "complainant"
    story.is_sound()
