"""boto3 for a local cloud: the key `test` is its root."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from infra.local.workspace import Place

REGION = "us-east-1"


@cache
def session() -> boto3.Session:
    return boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106  # the emulator's root, on this machine alone
        region_name=REGION,
    )


def client(place: Place, service: str) -> Any:
    config = Config(read_timeout=120, retries={"total_max_attempts": 1})
    return session().client(service, endpoint_url=place.endpoint, config=config)  # type: ignore[call-overload]
