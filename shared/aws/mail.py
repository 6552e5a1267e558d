"""Mail through SES. No text of a user ever gets into a header."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

import boto3
from botocore.exceptions import ClientError

from shared.aws.errors import code, unavailable_when_down
from shared.aws.patience import SENDING
from shared.domain.errors import Undeliverable
from shared.ports import Letter

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef


class _Configured(TypedDict, total=False):
    ConfigurationSetName: str


HEADER = "X-Redress-Alert"
_LONGEST = 254
_HOPELESS = frozenset(
    {
        "MessageRejected",
        "BadRequestException",
        "NotFoundException",
        "MailFromDomainNotVerifiedException",
    }
)
_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\x00-\x1f\x7f]+@[^\s@<>(),;:\"\\\x00-\x1f\x7f]+")


@dataclass
class SesMail:
    """The client is made when first needed. Without a `configuration` the sender's own holds."""

    sender: str
    configuration: str = ""

    @cached_property
    def client(self) -> "SESV2Client":
        return boto3.client("sesv2", config=SENDING)

    def send(self, letter: Letter) -> str:
        _check(letter)
        try:
            with unavailable_when_down():
                answer = self.client.send_email(
                    **self._configured(),
                    FromEmailAddress=self.sender,
                    Destination={"ToAddresses": [letter.to]},
                    Content={
                        "Simple": {
                            "Subject": _content(letter.subject),
                            "Body": {"Text": _content(letter.text), "Html": _content(letter.html)},
                            "Headers": [{"Name": HEADER, "Value": letter.alert_id}],
                        }
                    },
                )
        except ClientError as error:
            if code(error) in _HOPELESS:
                # SES repeats the address in its message, which must not reach a log
                raise Undeliverable(code(error)) from None
            raise
        return answer["MessageId"]

    def _configured(self) -> "_Configured":
        return {"ConfigurationSetName": self.configuration} if self.configuration else {}


def _content(data: str) -> "ContentTypeDef":
    return {"Data": data, "Charset": "UTF-8"}


def _check(letter: Letter) -> None:
    """One plain address, and no line break where a header could begin."""
    if len(letter.to) > _LONGEST or not _ADDRESS.fullmatch(letter.to):
        raise Undeliverable("not an address")
    if not (letter.to + letter.subject + letter.alert_id).isprintable():
        raise Undeliverable("a header with a control character")
