"""The JSON Schema of policy files, for editors and other tools."""

from typing import Any

from infra.policy_cli.grammar import PolicySource

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    described = PolicySource.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, **described, "title": "A policy file of Redress"}
