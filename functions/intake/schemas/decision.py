"""Bodies of the decision and of what comes after it."""

from typing import Annotated

from pydantic import Field

from functions.intake.schemas.base import CommandBody
from functions.intake.schemas.complaint import Body
from functions.intake.schemas.fields import CHOSEN, Day, Line, LongLine, Prose, Word
from shared.domain.procedure import closing, decision
from shared.domain.procedure.command import Command
from shared.domain.vocabulary import Outcome


class Remedy(Body):
    what: LongLine
    owner: Line
    due_on: Day

    def fields(self) -> dict[str, str]:
        return {"what": self.what, "owner": self.owner, "due_on": self.due_on.isoformat()}


class ProposeDecision(CommandBody):
    outcome: Annotated[Outcome, CHOSEN]
    summary: Prose
    remedies: Annotated[list[Remedy], Field(max_length=20)] = Field(default_factory=list)

    def command(self) -> Command:
        remedies = tuple(remedy.fields() for remedy in self.remedies)
        return decision.ProposeDecision(self.outcome, self.summary, remedies)


class SignOff(CommandBody):
    def command(self) -> Command:
        return decision.SignOff()


class Return(CommandBody):
    reason: Prose

    def command(self) -> Command:
        return decision.Return(self.reason)


class Close(CommandBody):
    lessons: Annotated[list[Word], Field(max_length=10)] = Field(default_factory=list)

    def command(self) -> Command:
        return closing.Close(tuple(self.lessons))


class FollowUp(CommandBody):
    """What became of the remedy at this place of the decision, from 1, or of a hand-over."""

    text: Prose
    done: bool
    remedy: Annotated[int, Field(ge=1, le=20)] | None = None

    def command(self) -> Command:
        return closing.FollowUp(self.text, self.done, self.remedy)


class Reopen(CommandBody):
    reason: Prose

    def command(self) -> Command:
        return closing.Reopen(self.reason)
