"""Bodies of what keeps people away from a case, or lets them in."""

from typing import Annotated

from pydantic import Field

from functions.intake.schemas.base import CommandBody
from functions.intake.schemas.complaint import Body
from functions.intake.schemas.fields import Instant, Line, LongLine, Prose, UserName, Word
from functions.intake.service.experts import InvitationRequest
from shared.domain.procedure import experts, privacy, safeguards
from shared.domain.procedure.command import Command


class Recuse(CommandBody):
    reason: Prose

    def command(self) -> Command:
        return safeguards.Recuse(self.reason)


class NameSubject(CommandBody):
    user: UserName
    reason: Prose

    def command(self) -> Command:
        return safeguards.NameSubject(self.user, self.reason)


class LiftExclusion(CommandBody):
    user: UserName
    reason: Prose

    def command(self) -> Command:
        return safeguards.LiftExclusion(self.user, self.reason)


class Hold(CommandBody):
    on: bool
    reason: Prose

    def command(self) -> Command:
        return safeguards.Hold(self.on, self.reason)


class Redact(CommandBody):
    message_id: Line
    text: Prose

    def command(self) -> Command:
        return privacy.Redact(self.message_id, self.text)


class BreakGlass(CommandBody):
    reason: Prose

    def command(self) -> Command:
        return safeguards.BreakGlass(self.reason)


class ApproveBreakGlass(CommandBody):
    user: UserName

    def command(self) -> Command:
        return safeguards.ApproveBreakGlass(self.user)


class RevokeExpert(CommandBody):
    expert: Word

    def command(self) -> Command:
        return experts.RevokeExpert(self.expert)


class Invitation(Body):
    """Somebody outside, who they are, and until when they may read which documents."""

    version: Annotated[int, Field(ge=1)]
    who: LongLine
    evidence_ids: Annotated[list[Line], Field(min_length=1, max_length=20)]
    until: Instant

    def request(self) -> InvitationRequest:
        return InvitationRequest(self.version, self.who, tuple(self.evidence_ids), self.until)
