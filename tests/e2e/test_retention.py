"""One retention run on the local cloud: a case that ended long ago is forgotten."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from infra.cli.retention import retention
from infra.local.cloud import Cloud
from shared.aws.cases import DynamoCases
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import EventName, Role
from tests.e2e.caller import Caller

pytestmark = pytest.mark.e2e

CANARY = "xqzforgottenzqx"
LONG_AGO = datetime(2019, 3, 2, 12, tzinfo=UTC)


def test_a_case_that_ended_long_ago_is_forgotten_and_its_complainant_told_nothing_more(
    cloud: Cloud, tmp_path: Path
) -> None:
    caller = Caller(cloud)
    filed = caller.file(description=CANARY, complainant={"name": CANARY})
    outputs = cloud.outputs
    store = DynamoCases(
        cloud.client("dynamodb"), outputs["CasesTable"], outputs["IdentitiesTable"], 8
    )
    case, actor = store.load(filed["reference"]), Actor(Role.COMPLAINANT, "complainant")
    policy = Policy("none", {})
    change = Change.of(case, policy, actor, Moment.at(LONG_AGO), "0" * 32)
    ended: dict[str, Any] = {"status": "withdrawn", "closed_at": "2019-03-02T12:00:00Z"}
    store.commit(change.emit(EventName.WITHDRAWN, clocks={}, **ended))
    port, path = str(cloud.place.port), str(tmp_path / "plan.json")
    run = CliRunner().invoke
    planned = run(retention, ["plan", "--out", path, "--port", port, "--json"])
    assert planned.exit_code == 2, planned.output
    applied = run(retention, ["apply", path, "--port", port, "--json"])
    assert applied.exit_code == 0, applied.output
    assert json.loads(applied.output.splitlines()[-1])["done"] >= 1
    assert store.identity(filed["reference"]) is None
    seen = caller.ask("GET", f"/v1/complaints/{filed['reference']}", code=filed["access_code"])
    assert seen.status == 200
    assert CANARY not in str(seen.body)
