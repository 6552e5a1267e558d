"""What a function is told by its environment. Read once, when it starts."""

import os


def setting(name: str) -> str:
    """The value of a required variable. Fails the start with its name when it isn't there."""
    value = os.environ.get(name)
    if not value:
        raise LookupError(f"the environment variable {name} is missing")
    return value
