"""A restart keeps what was there, and what comes after it is not lost."""

import json
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from infra.local import cloud as clouds
from infra.local import server
from infra.local.cloud import Cloud
from tests.e2e.caller import eventually

pytestmark = pytest.mark.e2e

COMPLAINT = {
    "category": "civil_service_no_answer",
    "description": "The office has not answered since March.",
    "language": "en",
    "complainant": {"email": "complainant@example.org"},
}


def _file(cloud: Cloud, key: str) -> str:
    request = Request(  # noqa: S310  # our own process
        f"{cloud.api_url}/v1/complaints",
        data=json.dumps(COMPLAINT).encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": key},
    )
    with urlopen(request, timeout=30) as answer:  # noqa: S310  # our own process
        reference: str = json.load(answer)["reference"]
        return reference


def _relayed(cloud: Cloud) -> int:
    events = cloud.client("logs").filter_log_events(logGroupName="/redress/relay")["events"]
    return sum('"message":"relay"' in each["message"] for each in events)


def test_after_a_restart_cases_tokens_mail_and_the_stream_go_on(tmp_path: Path) -> None:
    port = server.free_port()
    try:
        cloud = clouds.up(port, tmp_path)
        token, reference = cloud.token("registrar"), _file(cloud, "before")
        eventually(lambda: bool(cloud.mail("complainant@example.org")))
        clouds.down(port)

        cloud = clouds.up(port, tmp_path)
        address = f"{cloud.api_url}/v1/cases/{reference}"
        request = Request(address, headers={"Authorization": f"Bearer {token}"})  # noqa: S310  # ours
        with urlopen(request, timeout=30) as answer:  # noqa: S310  # our own process
            assert answer.status == 200
        assert len(cloud.mail("complainant@example.org")) == 1
        before = _relayed(cloud)
        _file(cloud, "after")
        eventually(lambda: _relayed(cloud) > before)
    finally:
        clouds.down(port)
