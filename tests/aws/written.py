"""Which policies stand over a request: those of the role that asks, and those of the resource."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.aws.deployment import Deployment
from tests.aws.iam.decision import Decision, Policies, decide
from tests.aws.iam.request import Request
from tests.aws.iam.statements import Statement, many, statements

KEY, ROLE, FUNCTION = "AWS::KMS::Key", "AWS::IAM::Role", "AWS::Lambda::Function"
PERMISSION = "AWS::Lambda::Permission"
# The property that names what a policy belongs to.
_OF = {
    "AWS::S3::BucketPolicy": "Bucket",
    "AWS::SNS::TopicPolicy": "Topics",
    "AWS::SQS::QueuePolicy": "Queues",
}


@dataclass(frozen=True)
class Written:
    """All of a deployment's policies."""

    deployment: Deployment

    def decide(self, request: Request) -> Decision:
        return decide(
            request,
            Policies(
                self.held.get(request.principal, ()),
                self._of_resource(request.resource),
                request.action.startswith(("kms:", "sts:")),
            ),
        )

    @cached_property
    def held(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements of each role, by its ARN, each for one action on one resource."""
        return {
            self.deployment.arn(role): tuple(self._held_by(role, properties))
            for role, properties in self.deployment.of_type(ROLE)
        }

    @cached_property
    def _on_resources(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for arn, statement in self._resource_policies():
            found.setdefault(arn, []).append(statement)
        return found

    def _of_resource(self, resource: str) -> list[Statement]:
        """A bucket's policy stands over its objects, too."""
        return self._on_resources.get(resource) or self._on_resources.get(
            resource.partition("/")[0], []
        )

    def _held_by(self, role: str, properties: Mapping[str, Any]) -> Iterator[Statement]:
        for policy in properties.get("Policies", []):
            yield from _single(role, policy["PolicyDocument"])
        shared = set(properties.get("ManagedPolicyArns", []))
        for name, policy in self.deployment.of_type("AWS::IAM::ManagedPolicy"):
            if self.deployment.arn(name) in shared or self._belongs(policy, role):
                yield from _single(name, policy["PolicyDocument"])
        for name, policy in self.deployment.of_type("AWS::IAM::Policy"):
            if self._belongs(policy, role):
                yield from _single(name, policy["PolicyDocument"])

    def _belongs(self, policy: Mapping[str, Any], role: str) -> bool:
        return self.deployment.ref(role) in policy.get("Roles", [])

    def _resource_policies(self) -> Iterator[tuple[str, Statement]]:
        for name, properties in self.deployment.of_type(KEY):
            for statement in statements(name, properties["KeyPolicy"]):
                yield self.deployment.arn(name), statement
        for name, properties in self.deployment.of_type(ROLE):
            for statement in statements(name, properties["AssumeRolePolicyDocument"]):
                arn = self.deployment.arn(name)
                yield arn, Statement(name, {**statement.content, "Resource": arn})
        for name, properties in self.deployment.of_type(PERMISSION):
            function = self.deployment.named(FUNCTION, properties["FunctionName"])
            arn = self.deployment.arn(function)
            yield arn, _permission(name, properties, arn)
        for kind, of in _OF.items():
            for name, properties in self.deployment.of_type(kind):
                for owner in many(properties[of]):
                    for statement in statements(name, properties["PolicyDocument"]):
                        yield _arn_of(kind, owner), statement


def _single(holder: str, document: Mapping[str, Any]) -> Iterator[Statement]:
    """Takes statements apart, so that each grant can be told from the others."""
    for statement in statements(holder, document):
        if not {"Action", "Resource"} <= statement.content.keys():
            yield statement
            continue
        for action in many(statement.content["Action"]):
            for resource in many(statement.content["Resource"]):
                alone = {"Action": action, "Resource": resource}
                yield Statement(holder, {**statement.content, **alone})


def _permission(name: str, properties: Mapping[str, Any], arn: str) -> Statement:
    """The statement that Lambda makes of an AWS::Lambda::Permission."""
    condition = {}
    if "SourceArn" in properties:
        condition["ArnLike"] = {"AWS:SourceArn": properties["SourceArn"]}
    if "SourceAccount" in properties:
        condition["StringEquals"] = {"AWS:SourceAccount": properties["SourceAccount"]}
    content = {
        "Effect": "Allow",
        "Principal": {"Service": properties["Principal"]},
        "Action": properties["Action"],
        "Resource": arn,
        "Condition": condition,
    }
    return Statement(name, content)


def _arn_of(kind: str, owner: str) -> str:
    """A queue is named by its address, a bucket by its name, a topic by its ARN."""
    if kind == "AWS::S3::BucketPolicy":
        return f"arn:aws:s3:::{owner}"
    if kind == "AWS::SNS::TopicPolicy":
        return owner
    region, account, name = owner.split(".")[1], *owner.split("/")[-2:]
    return f"arn:aws:sqs:{region}:{account}:{name}"
