"""Kinds of calls: which function makes which call on which resource, whatever the case at hand.

A kind is written as a line, such as `dynamodb:Query CasesTable/index/due leading=due#*`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.aws.recorder.aws_call_recorder import PRESENT

FUNCTION, KEY = "AWS::Lambda::Function", "AWS::KMS::Key"
# The parameter that says on what, by service, and what type of resource it names.
ON = {
    "appconfigdata": ("ApplicationIdentifier", "AWS::AppConfig::Application"),
    "cognito-idp": ("UserPoolId", "AWS::Cognito::UserPool"),
    "dynamodb": ("TableName", "AWS::DynamoDB::Table"),
    "kms": ("KeyId", KEY),
    "s3": ("Bucket", "AWS::S3::Bucket"),
    "sns": ("TopicArn", "AWS::SNS::Topic"),
    "sqs": ("QueueUrl", "AWS::SQS::Queue"),
    "stepfunctions": ("stateMachineArn", "AWS::StepFunctions::StateMachine"),
}
NOTHING, PHONE = "-", "a-phone"
# A token says on what, or the action knows no resource.
_ON_NOTHING = (
    *("GetLatestConfiguration", "SendTaskSuccess", "SendTaskFailure"),
    "SendObjectMalwareScan",
)


@dataclass(frozen=True, order=True)
class Kind:
    """`on` begins with a logical id of the template; `about` is what a condition may ask for."""

    function: str
    call: str
    on: str
    about: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.call, self.on, *self.about))

    @property
    def service(self) -> str:
        return self.call.partition(":")[0]

    @property
    def operation(self) -> str:
        return self.call.partition(":")[2]

    def value(self, name: str) -> str | None:
        """Returns what `about` says of a name, "" when it is merely there."""
        for each in self.about:
            known, _, value = each.partition("=")
            if known == name:
                return value
        return None


def one_of(pattern: str) -> str:
    """Returns one of the keys that a kind stands for."""
    return pattern.replace("*", "some-1")


def written(function: str, line: str) -> Kind:
    call, on, *about = line.split()
    return Kind(function, call, on, tuple(about))


@dataclass(frozen=True)
class Names:
    """`logical` gives the logical id of what AWS calls by another name, by type and that name.

    `words` are those that the template's permissions spell out in keys of objects and of tables;
    of a key nothing else is kept.
    """

    logical: Mapping[tuple[str, str], str]
    words: frozenset[str]

    def kinds(self, recorded: Iterable[Mapping[str, Any]]) -> Iterator[Kind]:
        for one in recorded:
            function = self._id(FUNCTION, one["function"])
            call = f"{one['service']}:{one['operation']}"
            for about in self._abouts(one):
                yield Kind(function, call, self._on(one), about)

    def _on(self, one: Mapping[str, Any]) -> str:
        if one["operation"] in _ON_NOTHING:
            return NOTHING
        if "PhoneNumber" in one:
            return PHONE
        if one["service"] == "sesv2":
            return "MailFrom"
        parameter, kind = ON[one["service"]]
        named = self._id(kind, one[parameter])
        if "IndexName" in one:
            return f"{named}/index/{one['IndexName']}"
        return f"{named}/{self._object(one['Key'])}" if "Key" in one else named

    def _abouts(self, one: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
        """Yields one for each partition, since each is a question of its own."""
        about = [name for name in PRESENT if name in one and name != "PhoneNumber"]
        if "SSEKMSKeyId" in one:
            about.append(f"key={self._id(KEY, one['SSEKMSKeyId'])}")
        if "Prefix" in one:
            about.append(f"prefix={self._object(one['Prefix'])}")
        if not one.get("leading"):
            yield tuple(about)
        for value in sorted({self._partition(value, one) for value in one.get("leading", ())}):
            yield (f"leading={value}", *about)

    def _partition(self, value: str, one: Mapping[str, Any]) -> str:
        head, mark, _ = value.partition("#")
        if value in self.words or not (mark or "IndexName" in one):
            return value
        return f"{head}#*" if mark else "*"

    def _object(self, key: str) -> str:
        return "/".join(part if part in self.words or not part else "*" for part in key.split("/"))

    def _id(self, kind: str, named: str) -> str:
        """Raises KeyError with the name of what the stack doesn't have."""
        last = re.split("[:/]", named)[-1]  # of an ARN or an address
        return self.logical.get((kind, named)) or self.logical[kind, last]
