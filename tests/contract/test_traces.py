"""Traces hold no content: the local cloud has none to search, so nobody may write any."""

import re

import pytest

from infra.packaging.build import ROOT
from tests.contract import expanded
from tests.contract.expanded import of_type

WRITES = re.compile(r"xray|\bTracer\b|put_annotation|put_metadata|opentelemetry", re.IGNORECASE)


@pytest.mark.parametrize("folder", ["functions", "shared"])
def test_no_code_opens_a_segment_or_annotates_one(folder: str) -> None:
    files = (ROOT / folder).rglob("*")
    asked = [one for one in files if one.suffix in (".py", ".txt", ".in")]
    found = [str(one) for one in asked if WRITES.search(one.read_text(encoding="utf-8"))]
    assert len(asked) > 100 or folder == "shared"
    assert found == []


def test_functions_are_traced_and_the_gateway_whose_paths_hold_tokens_is_not() -> None:
    for function in of_type(expanded.FUNCTION).values():
        assert function["TracingConfig"] == {"Mode": "Active"}
        settings = function.get("Environment", {}).get("Variables", {})
        assert not [one for one in settings if "TRACE" in one]
    for stage in of_type("AWS::ApiGateway::Stage").values():
        assert stage.get("TracingEnabled") is False
