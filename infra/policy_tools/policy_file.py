"""A policy file: the policy that it says, and the canonical JSON that functions read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from infra.policy_tools.compiler import compiled_from
from infra.policy_tools.grammar import source_from
from infra.policy_tools.yaml_source import Located, located, read
from shared.domain.policy.model import Policy, policy_from
from shared.policy_schema.findings import PolicyMistakes
from shared.policy_schema.validation import findings_of, warnings_of

DEFAULT = Path(__file__).parents[1] / "policy" / "default.yaml"
SHIPPED = Path(__file__).parents[2] / "shared" / "runtime" / "default_policy.json"


@dataclass(frozen=True)
class CheckedPolicy:
    """The canonical document of a file without a mistake, and what it may not mean."""

    document: Mapping[str, Any]
    warnings: tuple[Located, ...] = ()


def load(path: Path) -> Policy:
    """The policy of a file. Raises LocatedMistakes with every mistake's line and remedy."""
    document = load_document(path)
    return policy_from(document)


def load_document(path: Path) -> Mapping[str, Any]:
    """The canonical document of a file. Raises LocatedMistakes."""
    return check_file(path).document


def check_file(path: Path) -> CheckedPolicy:
    """Raises LocatedMistakes."""
    text = read(path)
    with located(text):
        source = source_from(text.content)
        compiled = compiled_from(source)
    with located(text, compiled.source_path):
        found = findings_of(compiled.document)
        if found:
            raise PolicyMistakes(found)
    places = ((compiled.source_path(one.path), one) for one in warnings_of(compiled.document))
    warnings = (text.locate(replace(one, path=place)) for place, one in places)
    return CheckedPolicy(compiled.document, tuple(warnings))


def canonical_text(document: Mapping[str, Any]) -> str:
    """The document as files and AppConfig hold it: the same bytes for the same policy."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def compiled_path(path: Path) -> Path:
    """Where a file's canonical JSON belongs: beside it, the default one's beside the functions."""
    return SHIPPED if path.resolve() == DEFAULT else path.with_suffix(".json")


def compile_file(path: Path) -> None:
    """Writes the canonical JSON. Raises LocatedMistakes and writes nothing."""
    compiled_path(path).write_text(canonical_text(load_document(path)), encoding="utf-8")
