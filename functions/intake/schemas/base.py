"""The two kinds of bodies that become a command, and what is told of a file."""

from typing import Annotated

from pydantic import Field

from functions.intake.schemas.complaint import Body
from functions.intake.schemas.fields import Instant, LongLine, MediaType, Sha256
from shared.domain.evidence.evidence import Declared
from shared.domain.procedure.command import Command


class ActBody(Body):
    """What a complainant sends."""

    def command(self) -> Command:
        raise NotImplementedError


class CommandBody(ActBody):
    """What staff send: `version` is the one they saw, `occurred_at` when it happened."""

    version: Annotated[int, Field(ge=1)]
    occurred_at: Instant | None = None


class File(Body):
    """What is known of a file before it is sent; a form without JavaScript leaves all of it out."""

    name: LongLine | None = None
    content_type: MediaType | None = None
    size_bytes: Annotated[int, Field(ge=0, le=10**12)] | None = None
    sha256: Sha256 | None = None

    def declared(self) -> Declared:
        return Declared(self.name, self.content_type, self.size_bytes, self.sha256)
