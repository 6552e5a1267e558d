"""CloudFormation's functions are carried out as CloudFormation does it."""

from typing import Any

import pytest

from tests.aws.deployment import Deployment
from tests.contract.facts import Expanded

TEMPLATE = Expanded(
    resources={
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"A": {"Ref": "AWS::NoValue"}}},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Files": {"Type": "AWS::S3::Bucket"},
        "Never": {"Type": "AWS::SQS::Queue", "Condition": "Off", "Properties": {}},
    },
    parameters={"Mode": {"Default": "plain"}, "Size": {"Type": "Number"}},
    conditions={
        "Fancy": {"Fn::Equals": [{"Ref": "Mode"}, "fancy"]},
        "Off": {"Fn::And": [{"Condition": "Fancy"}, {"Fn::Not": [{"Condition": "Fancy"}]}]},
        "Any": {"Fn::Or": [{"Condition": "Off"}, {"Condition": "Fancy"}]},
    },
    outputs={},
)
PLAIN, FANCY = Deployment(TEMPLATE), Deployment(TEMPLATE, {"Mode": "fancy"})
PLACE = "eu-central-1:111122223333"


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"Ref": "Mode"}, "plain"),
        ({"Ref": "Table"}, "redress-Table"),
        ({"Ref": "Files"}, "redress-files"),
        ({"Ref": "Queue"}, "https://sqs.eu-central-1.amazonaws.com/111122223333/redress-Queue"),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, f"arn:aws:sqs:{PLACE}:redress-Queue"),
        ({"Fn::GetAtt": "Files.Arn"}, "arn:aws:s3:::redress-files"),
        (
            {"Fn::Sub": "${Table.Arn}/index/due"},
            f"arn:aws:dynamodb:{PLACE}:table/redress-Table/index/due",
        ),
        (
            {"Fn::Sub": ["${A}-${AWS::Region}-${!Kept}", {"A": {"Ref": "Mode"}}]},
            "plain-eu-central-1-${Kept}",
        ),
        ({"Fn::If": ["Fancy", "yes", "no"]}, "no"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Mode"}]]}, "a-plain"),
        ({"Fn::Select": ["1", {"Fn::Split": ["/", "a/b"]}]}, "b"),
        ({"A": {"Ref": "AWS::NoValue"}, "B": [{"Ref": "AWS::NoValue"}, 1]}, {"B": [1]}),
    ],
)
def test_a_value_is_what_cloudformation_makes_of_it(node: Any, expected: Any) -> None:
    assert PLAIN.value(node) == expected


def test_conditions_choose_values_and_resources() -> None:
    assert FANCY.value({"Fn::If": ["Fancy", "yes", "no"]}) == "yes"
    assert (FANCY.holds("Any"), PLAIN.holds("Any")) == (True, False)
    assert set(PLAIN.resources) == {"Table", "Queue", "Files"}
    assert PLAIN.properties("Table") == {}


def test_what_is_not_known_here_is_an_error() -> None:
    for node in ({"Fn::ImportValue": "a"}, {"Ref": "Nothing"}):
        with pytest.raises((ValueError, KeyError)):
            PLAIN.value(node)
