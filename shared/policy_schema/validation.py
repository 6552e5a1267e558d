"""The one validation of policies: the command, the tests and the AppConfig validator all use it."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shared.policy_schema.checks import ALL, WARNINGS
from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.field_types import EXAMPLES
from shared.policy_schema.findings import Finding, Path, PolicyMistakes
from shared.policy_schema.parts.base import Part

Model = TypeVar("Model", bound=BaseModel)


def findings_of(document: Mapping[str, Any]) -> list[Finding]:
    """Every mistake of a compiled policy: of its form, or where that is right of its sense."""
    try:
        policy = checked(PolicyDocument, document)
    except PolicyMistakes as error:
        return list(error.findings)
    return [finding for check in ALL for finding in check(policy)]


def warnings_of(document: Mapping[str, Any]) -> list[Finding]:
    """What a policy without a mistake may still not mean. Raises PolicyMistakes for its form."""
    policy = checked(PolicyDocument, document)
    return [finding for check in WARNINGS for finding in check(policy)]


def checked(
    model: type[Model], content: Mapping[str, Any], context: Mapping[str, Any] | None = None
) -> Model:
    """The content as this model. Raises PolicyMistakes with a remedy for each mistake of form."""
    try:
        return model.model_validate(content, context=context)
    except ValidationError as error:
        raise PolicyMistakes(list(_findings(error, content))) from error


def _findings(error: ValidationError, content: Mapping[str, Any]) -> Iterator[Finding]:
    """Of several readings that all fail (a date, or a mapping) the one that came furthest."""
    found = [(_path(one, content), one) for one in error.errors(include_url=False)]
    told: set[Path] = set()
    for path, one in found:
        deeper = any(len(other) > len(path) and other[: len(path)] == path for other, _ in found)
        if path not in told and not deeper:
            told.add(path)
            yield Finding(path, _problem(one), _remedy(one))


def _path(error: ErrorDetails, content: Any) -> Path:
    """pydantic's location without the names of the alternatives that it tried."""
    path: list[str | int] = []
    node: Any = content
    for part in error["loc"]:
        if _has(node, part):
            node = node[part]
        elif part != error["loc"][-1] or error["type"] != "missing":
            continue
        path.append(part)
    return tuple(path)


def _has(node: Any, part: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, Mapping) and part in node


def _problem(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "missing":
        return f"{error['loc'][-1]} is missing"
    if kind == "extra_forbidden":
        return f"{error['loc'][-1]} is not known here"
    message = error["msg"]
    return f"{_shown(error['input'])} {message[0].lower()}{message[1:]}".replace("input ", "")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _remedy(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "missing":
        return f"Add `{error['loc'][-1]}`."
    if kind == "extra_forbidden":
        close = get_close_matches(str(error["loc"][-1]), sorted(_field_names()), n=1)
        return f"Write `{close[0]}`." if close else "Take it out."
    if kind == "string_type" and isinstance(error["input"], int | float):
        return "Put it between quotation marks."
    if kind == "string_pattern_mismatch":
        pattern = str(error.get("ctx", {}).get("pattern"))
        return f"Write something like {EXAMPLES.get(pattern, pattern)}."
    if kind.startswith("date"):
        return "Write a date like 2026-12-24."
    return _REMEDIES.get(kind, "Correct it; `redress policy schema` tells what may stand here.")


_REMEDIES = {
    "literal_error": "Write one of them.",
    "too_short": "Write as many as are asked for.",
    "too_long": "Write no more than are asked for; a target has one unit.",
    "greater_than_equal": "Write a number that is large enough.",
    "list_type": "Write a list: [one, another].",
    "dict_type": "Write names with values: {name: value}.",
}


def _field_names() -> set[str]:
    """Every name that any part of a policy has; the file's own parts are known once imported."""
    return {field for part in _parts(Part) for field in part.model_fields}


def _parts(part: type[Part]) -> Iterator[type[Part]]:
    for special in part.__subclasses__():
        yield special
        yield from _parts(special)
