"""The nightly attestation on the local cloud, under its own role, and the proof over it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from infra.cli.audit import audit
from infra.local.cloud import Cloud
from tests.e2e.caller import Caller

pytestmark = pytest.mark.e2e


def test_a_filed_case_is_attested_and_its_export_verifies_offline(
    cloud: Cloud, tmp_path: Path
) -> None:
    reference = Caller(cloud).file()["reference"]
    now = datetime.now(UTC)  # of one day, whichever day the test ends on
    told = cloud.invoke("AuditFunction", {"now": now.isoformat()})
    assert told["attested"] is True
    assert told["heads"] >= 1
    again = cloud.invoke("AuditFunction", {"now": now.isoformat()})
    assert again == {"heads": 0, "attested": False}
    port = str(cloud.place.port)
    run = CliRunner().invoke
    verified = run(audit, ["verify", reference, "--port", port, "--json"])
    assert verified.exit_code == 0, verified.output
    found = json.loads(verified.output.splitlines()[-1])
    assert found["attested_until"] == now.date().isoformat()
    folder = str(tmp_path / "export")
    assert run(audit, ["export", "--out", folder, "--port", port, "--json"]).exit_code == 0
    offline = run(audit, ["verify", "--export", folder, "--json"])
    assert offline.exit_code == 0, offline.output
