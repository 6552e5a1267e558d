"""The template as CloudFormation gets it: after the SAM transform, under one set of parameters."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from samtranslator.parser.parser import Parser  # type: ignore[import-untyped]  # it has no stubs
from samtranslator.translator.translator import Translator  # type: ignore[import-untyped]

from infra.local.package import packaged
from infra.packaging import template
from infra.packaging.build import LAYER

ROLE = "AWS::IAM::Role"
FUNCTION = "AWS::Lambda::Function"
QUEUE = "AWS::SQS::Queue"


@cache
def resources() -> dict[str, Any]:
    """Read them, never change them."""
    functions = template.of_type("AWS::Serverless::Function")
    zips = dict.fromkeys([LAYER, *functions], Path("artifact.zip"))
    return expand(json.loads(packaged(zips, lambda _: "s3://bucket/key")))


def expand(source: dict[str, Any]) -> dict[str, Any]:
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name="us-east-1"))
    expanded = translator.translate(sam_template=source, parameter_values={})
    found: dict[str, Any] = expanded["Resources"]
    return found


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """Properties by logical id."""
    return {name: each["Properties"] for name, each in resources().items() if each["Type"] == kind}


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement of every policy, with the resource that has it."""
    for name, each in resources().items():
        for document in _documents(each.get("Properties", {})):
            for statement in document["Statement"]:
                yield name, statement


def _documents(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "Statement" in node and "Version" in node:
            yield node
        for each in node.values():
            yield from _documents(each)
    elif isinstance(node, list):
        for each in node:
            yield from _documents(each)


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def logical_id(value: Any) -> str:
    """What a `Ref` or a `GetAtt` names."""
    if "Ref" in value:
        return str(value["Ref"])
    if "Fn::GetAtt" in value:
        return str(value["Fn::GetAtt"][0])
    found = re.match(r"\$\{(\w+)", value["Fn::Sub"])
    return found[1] if found else str(value)
