"""Alerts to whoever subscribed, and short messages to phones, through SNS."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from shared.aws.errors import code, unavailable_when_down
from shared.aws.patience import SENDING
from shared.domain.errors import Undeliverable

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_HOPELESS = frozenset(
    {
        "InvalidParameter",
        "InvalidParameterValue",
        "ParameterValueInvalid",
        "NotFound",
        "OptedOut",
        "EndpointDisabled",
    }
)


@dataclass
class _Sns:
    """The client is made when first needed."""

    @cached_property
    def client(self) -> "SNSClient":
        return boto3.client("sns", config=SENDING)

    def _publish(self, **request: Any) -> str:
        try:
            with unavailable_when_down():
                return self.client.publish(**request)["MessageId"]
        except ClientError as error:
            if code(error) in _HOPELESS:
                # SNS may repeat the number in its message, which must not reach a log
                raise Undeliverable(code(error)) from None
            raise


@dataclass
class SnsTopic(_Sns):
    """Subscribers filter by `agency`, `event`, `urgency` and the agency's own attributes."""

    arn: str

    def publish(self, message: Mapping[str, Any], attributes: Mapping[str, str]) -> str:
        return self._publish(
            TopicArn=self.arn,
            Message=json.dumps(message, sort_keys=True),
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value}
                for name, value in attributes.items()
            },
        )


@dataclass
class SnsPhone(_Sns):
    """Costs money for each message, so an office switches it on."""

    def send(self, number: str, text: str) -> str:
        if not _NUMBER.fullmatch(number):
            raise Undeliverable("not a phone number")
        return self._publish(PhoneNumber=number, Message=text)
