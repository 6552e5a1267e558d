"""The cloud that everything else is tested on does what it is there for."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from infra.local import server
from infra.local.aws import client
from infra.local.cloud import Cloud
from infra.local.deploy import parameters
from infra.local.workspace import STACK, Place
from infra.packaging.build import ROOT

pytestmark = pytest.mark.e2e


def _ask(address: str, token: str | None = None) -> tuple[int, str, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310  # ours
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def test_the_health_route_reaches_the_table(cloud: Cloud) -> None:
    status, _, _ = _ask(f"{cloud.api_url}/health")
    assert status == 200


@pytest.mark.parametrize("token", [None, "nonsense", "a.b.c"])
def test_a_caller_without_a_valid_token_is_refused_in_problem_json(
    cloud: Cloud, token: str | None
) -> None:
    status, kind, body = _ask(f"{cloud.api_url}/v1/cases", token)
    assert (status, kind) == (401, "application/problem+json")
    assert json.loads(body)["status"] == 401


def test_an_officer_with_a_token_sees_a_queue(cloud: Cloud) -> None:
    status, _, body = _ask(f"{cloud.api_url}/v1/cases", cloud.token("officer.health"))
    assert status == 200, body


def test_a_tick_of_a_quiet_minute_finds_nothing_due(cloud: Cloud) -> None:
    result = cloud.tick("2026-12-01T09:00:00Z")
    assert {"due", "warned", "missed", "escalated", "skipped"} <= result.keys()


def test_rows_that_expire_are_set_to_on_the_local_cloud_too(cloud: Cloud) -> None:
    answer = cloud.client("dynamodb").describe_time_to_live(TableName=cloud.outputs["CasesTable"])
    assert answer["TimeToLiveDescription"]["AttributeName"] == "expires_at"


def test_the_policy_in_force_is_the_compiled_default(cloud: Cloud) -> None:
    data = cloud.client("appconfigdata")
    session = data.start_configuration_session(
        ApplicationIdentifier=cloud.outputs["PolicyApplication"],
        EnvironmentIdentifier=cloud.outputs["PolicyEnvironment"],
        ConfigurationProfileIdentifier=cloud.outputs["PolicyProfile"],
    )["InitialConfigurationToken"]
    answer = data.get_latest_configuration(ConfigurationToken=session)
    deployed = json.loads(answer["Configuration"].read())
    default = ROOT / "shared" / "runtime" / "default_policy.json"
    assert deployed == json.loads(default.read_text(encoding="utf-8"))


def _shape(place: Place) -> set[tuple[str, str]]:
    """A layer's logical id ends in a hash of where its zip lies."""
    pages = client(place, "cloudformation").get_paginator("list_stack_resources")
    return {
        (re.sub("(?<=SharedLayer).*", "", each["LogicalResourceId"]), each["ResourceType"])
        for page in pages.paginate(StackName=STACK)
        for each in page["StackResourceSummaries"]
    }


def _sam(place: Place, *arguments: str) -> None:
    environment = os.environ | {
        "AWS_ENDPOINT_URL": place.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "SAM_CLI_TELEMETRY": "0",
    }
    done = subprocess.run(  # noqa: S603  # our own arguments
        [str(Path(sys.executable).with_name("sam")), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_sam_deploys_the_same_resources(cloud: Cloud, tmp_path: Path) -> None:
    place = Place(server.free_port(), tmp_path)
    chosen = [f"{name}={value}" for name, value in parameters(place, first=True).items()]
    built = tmp_path / "built"
    server.start(place)
    try:
        _sam(place, "build", "--build-dir", str(built))
        _sam(
            place,
            *("deploy", "--config-file", str(ROOT / "samconfig.toml"), "--no-confirm-changeset"),
            *("--template", str(built / "template.yaml")),
            *("--no-progressbar", "--parameter-overrides", *chosen),
        )
        assert _shape(place) == _shape(cloud.place)
    finally:
        server.stop(place)
