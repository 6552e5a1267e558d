"""What all commands have in common."""

from typing import ClassVar


class Command:
    """Plain data that somebody asks of a case; `name` is what rights and statuses know it by."""

    name: ClassVar[str]
