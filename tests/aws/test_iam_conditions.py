"""The examples of IAM's user guide, as rows: what a condition makes of a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from typing import Any

import pytest

from tests.aws.iam.conditions import met
from tests.aws.iam.patterns import action_like, arn_like, like
from tests.aws.iam.request import context

OF_FINANCE = "arn:aws:someservice:*:111122223333:finance/*"
OF_A_STORE = (
    "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
)
HOMES = {"StringLike": {"s3:prefix": ["", "home/", "home/${aws:username}/"]}}
FEW_KEYS = {"NumericLessThanEquals": {"s3:max-keys": "10"}}
PLAIN_HTTP = {"Bool": {"aws:SecureTransport": "false"}}
SMALL = {"StringLike": {"ec2:InstanceType": ["t1.*", "t2.*", "m3.*"]}}
SMALL_IF_EXISTS = {"StringLikeIfExists": {"ec2:InstanceType": ["t1.*", "t2.*", "m3.*"]}}
OWN_CREDENTIALS = {"Null": {"aws:TokenIssueTime": "true"}}
ALL_OF = {
    "ForAllValues:StringLike": {
        "dynamodb:requestedAttributes": ["PostDateTime", "Message", "Tags"],
    }
}
ANY_OF = {"ForAnyValue:StringLike": {"dynamodb:requestedAttributes": ["ID", "PostDateTime"]}}
OF_A_TOPIC = {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:TOPIC-ID"}}


@pytest.mark.parametrize(
    ("conditions", "carried", "expected"),
    [
        (HOMES, {"s3__prefix": "home/", "aws__username": "ana"}, True),
        (HOMES, {"s3__prefix": "", "aws__username": "ana"}, True),
        (HOMES, {"s3__prefix": "home/ana/", "aws__username": "ana"}, True),
        (HOMES, {"s3__prefix": "home/eva/", "aws__username": "ana"}, False),
        (HOMES, {"s3__prefix": "home//"}, False),  # without a user the variable has no value
        (HOMES, {}, False),
        (FEW_KEYS, {"s3__max-keys": "10"}, True),
        (FEW_KEYS, {"s3__max-keys": "11"}, False),
        (FEW_KEYS, {}, False),
        (PLAIN_HTTP, {"aws__SecureTransport": "false"}, True),
        (PLAIN_HTTP, {"aws__SecureTransport": "true"}, False),
        (SMALL, {"ec2__InstanceType": "t2.micro"}, True),
        (SMALL, {"ec2__InstanceType": "t2xmicro"}, False),
        (SMALL, {}, False),  # an image or a key pair has no instance type: the guide's trap
        (SMALL_IF_EXISTS, {}, True),
        (SMALL_IF_EXISTS, {"ec2__InstanceType": "x1.32xlarge"}, False),
        (OWN_CREDENTIALS, {}, True),
        (OWN_CREDENTIALS, {"aws__TokenIssueTime": "2020-01-01T00:00:01Z"}, False),
        ({"Null": {"aws:TokenIssueTime": "false"}}, {}, False),
        (ALL_OF, {"dynamodb__requestedAttributes": ("PostDateTime", "Message")}, True),
        (ALL_OF, {"dynamodb__requestedAttributes": ("PostDateTime", "UserName")}, False),
        (ALL_OF, {}, True),
        (ANY_OF, {"dynamodb__requestedAttributes": ("UserName", "Message", "PostDateTime")}, True),
        (ANY_OF, {"dynamodb__requestedAttributes": ("UserName",)}, False),
        (ANY_OF, {}, False),
        (OF_A_TOPIC, {"aws__SourceArn": "arn:aws:sns:us-east-1:123456789012:TOPIC-ID"}, True),
        (OF_A_TOPIC, {"aws__SourceArn": "arn:aws:sns:us-east-1:123456789012:OTHER"}, False),
        (OF_A_TOPIC, {}, False),  # a user who sends by themselves has no source
    ],
)
def test_the_guides_examples(
    conditions: dict[str, Any], carried: dict[str, Any], expected: bool
) -> None:
    assert met(conditions, context(**carried)) is expected


@pytest.mark.parametrize("ending", ["", "IfExists"])
@pytest.mark.parametrize(
    "operator",
    [
        *("StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"),
        *("ArnNotEquals", "ArnNotLike", "NumericNotEquals"),
    ],
)
def test_a_negated_operator_is_true_of_a_key_that_is_absent(operator: str, ending: str) -> None:
    """The guide: with StringNotEqualsIfExists in a Deny "the request is still denied"."""
    conditions = {f"{operator}{ending}": {"some:Key": "1"}}
    assert met(conditions, {})
    assert not met(conditions, context(some__Key="1"))
    assert met(conditions, context(some__Key="2"))


@pytest.mark.parametrize(
    "operator",
    ["StringEquals", "StringLike", "ArnEquals", "ArnLike", "Bool", "NumericEquals"],
)
def test_a_plain_operator_is_false_of_a_key_that_is_absent_and_true_with_if_exists(
    operator: str,
) -> None:
    assert not met({operator: {"some:Key": "1"}}, {})
    assert met({f"{operator}IfExists": {"some:Key": "1"}}, {})
    assert not met({f"{operator}IfExists": {"some:Key": "1"}}, context(some__Key="2"))


def test_several_values_are_any_of_them_and_several_keys_or_operators_are_all_of_them() -> None:
    conditions: dict[str, dict[str, Any]] = {
        "StringEquals": {"a:One": ["x", "y"], "a:Two": "z"},
        "Bool": {"a:Three": True},
    }
    assert met(conditions, context(a__One="y", a__Two="z", a__Three="true"))
    assert not met(conditions, context(a__One="y", a__Two="z", a__Three="false"))
    assert not met(conditions, context(a__One="y", a__Three="true"))
    assert not met({"StringNotEquals": {"a:One": ["x", "y"]}}, context(a__One="y"))


def test_equality_minds_case_and_knows_no_wildcard() -> None:
    assert not met({"StringEquals": {"a:One": "X*"}}, context(a__One="Xy"))
    assert not met({"StringEquals": {"a:One": "X"}}, context(a__One="x"))
    assert met({"StringEqualsIgnoreCase": {"a:One": "X"}}, context(a__One="x"))


def test_the_parts_of_an_arn_are_compared_one_by_one() -> None:
    assert like(OF_FINANCE, OF_A_STORE, {})
    assert not arn_like(OF_FINANCE, OF_A_STORE, {})
    assert arn_like(OF_FINANCE, "arn:aws:someservice:us-east-2:111122223333:finance/a:b/c", {})


def test_a_variable_takes_the_request_s_value_its_default_or_matches_nothing() -> None:
    queue = "arn:aws:sqs:us-east-2:*:${aws:username}-queue"
    anas = "arn:aws:sqs:us-east-2:111122223333:ana-queue"
    assert arn_like(queue, anas, context(aws__username="ana"))
    assert not arn_like(queue, anas, context(aws__username="eva"))
    assert not arn_like(queue, "arn:aws:sqs:us-east-2:111122223333:-queue", {})
    assert not arn_like(
        queue, anas, context(aws__username="*")
    )  # a value's asterisk is no wildcard
    assert like("${aws:PrincipalTag/team, 'company-wide'}", "company-wide", {})
    assert like("a${*}", "a*", {})
    assert not like("a${*}", "ab", {})


def test_actions_are_compared_without_case() -> None:
    assert action_like("sqs:Send*", "SQS:SendMessage")
    assert not action_like("sqs:Send*", "sqs:ReceiveMessage")


def test_what_is_not_known_here_is_an_error_and_never_a_silent_no() -> None:
    with pytest.raises(ValueError, match="IpAddress"):
        met({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, context(aws__SourceIp="203.0.113.7"))
    with pytest.raises(ValueError, match="several values"):
        met({"StringEquals": {"a:One": "x"}}, context(a__One=("x", "y")))
