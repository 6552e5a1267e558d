"""What a function is told by its environment. Read once, when it starts."""

import os


def setting(name: str, otherwise: str | None = None) -> str:
    """The value of a variable. Fails the start with its name when a required one isn't there."""
    value = os.environ.get(name) or otherwise
    if value is None:
        raise LookupError(f"the environment variable {name} is missing")
    return value
