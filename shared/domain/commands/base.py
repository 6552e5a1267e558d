"""What all commands have in common."""

from typing import ClassVar

from shared.domain.vocabulary import CommandName


class Command:
    """Plain data that somebody asks of a case; `name` is what rights and statuses know it by."""

    name: ClassVar[CommandName]
