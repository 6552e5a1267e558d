"""How an examiner says no. Every other exception of one means that the file is damaged."""

from shared.domain.vocabulary import Reason


class RefusedFile(Exception):
    """The file can't be taken, for one of the reasons that its sender is told."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class NotCleanable(Exception):
    """The file is sound, but no derivative can be made that surely holds no metadata."""
