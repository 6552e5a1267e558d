"""Whether a document fits a model, told in words with the remedy: never with the value itself."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.domain.errors import FieldError, InvalidInput

Model = TypeVar("Model", bound=BaseModel)

_REMEDIES = {
    "refused": "{remedy}",
    "missing": "Add this field.",
    "extra_forbidden": "Remove this field: nothing of that name is known here.",
    "string_type": "Write text in quotation marks.",
    "string_unicode": "Write text in valid Unicode.",
    "bool_type": "Write true or false.",
    "int_type": "Write a whole number.",
    "float_type": "Write a number.",
    "list_type": "Write a list.",
    "model_type": "Write an object with fields.",
    "enum": "Choose one of: {expected}.",
    "literal_error": "Choose one of: {expected}.",
    "greater_than_equal": "Write a number of {ge} or more.",
    "less_than_equal": "Write a number of {le} or less.",
    "too_long": "Give at most {max_length}.",
}
_OTHERWISE = "This can't be used here: see the description of the field."
_SHOWN = re.compile(r"[A-Za-z0-9_.-]{1,100}")


def checked(model: type[Model], document: Mapping[str, Any]) -> Model:
    """Raises InvalidInput with every field that has to be mended."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        mistakes = error.errors(include_url=False, include_input=False)
    raise InvalidInput(
        [
            FieldError(_name(mistake["loc"]), _remedy(mistake["type"], mistake.get("ctx", {})))
            for mistake in mistakes
        ]
    )


def _name(path: Iterable[str | int]) -> str:
    """`complainant.email`; a name that is itself strange input isn't repeated."""
    name = ".".join(str(step) for step in path) or "body"
    return name if _SHOWN.fullmatch(name) else "(a field with an unknown name)"


def _remedy(kind: str, details: Mapping[str, Any]) -> str:
    return _REMEDIES.get(kind, _OTHERWISE).format_map(details)
