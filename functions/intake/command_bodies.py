"""Bodies of acts and commands, each with the one command of the domain that it becomes."""

from typing import Annotated, Literal

from pydantic import Field

from functions.intake.fields import (
    Day,
    Instant,
    Line,
    LongLine,
    MediaType,
    Prose,
    Sha256,
    UserName,
)
from functions.intake.models import Body
from shared.domain import commands
from shared.domain.commands import Command
from shared.domain.evidence import Declared


class ActBody(Body):
    """What a complainant sends."""

    def command(self) -> Command:
        raise NotImplementedError


class File(Body):
    """What is known of a file before it is sent; a form without JavaScript leaves all of it out."""

    name: LongLine | None = None
    content_type: MediaType | None = None
    size_bytes: Annotated[int, Field(ge=0, le=10**12)] | None = None
    sha256: Sha256 | None = None

    def declared(self) -> Declared:
        return Declared(self.name, self.content_type, self.size_bytes, self.sha256)


class CommandBody(ActBody):
    """What staff send: `version` is the one they saw, `occurred_at` when it happened."""

    version: Annotated[int, Field(ge=1)]
    occurred_at: Instant | None = None


class Messages(ActBody):
    text: Prose

    def command(self) -> Command:
        return commands.AddMessage(self.text)


class Withdraw(ActBody):
    reason: Prose | None = None

    def command(self) -> Command:
        return commands.Withdraw(self.reason)


class Acknowledge(CommandBody):
    message: Prose | None = None

    def command(self) -> Command:
        return commands.Acknowledge(self.message)


class Assess(CommandBody):
    result: Literal["accepted", "not_accepted"]
    message: Prose
    ground: LongLine | None = None

    def command(self) -> Command:
        return commands.Assess(self.result, self.message, self.ground)


class Triage(CommandBody):
    """`category` and `agency` move a case that was sent to the wrong place."""

    reason: Prose
    urgency: Line | None = None
    category: Line | None = None
    agency: Line | None = None

    def command(self) -> Command:
        return commands.Triage(self.reason, self.urgency, self.category, self.agency)


class Extend(CommandBody):
    clock: Line
    days: Annotated[int, Field(ge=1, le=365)]
    reason: Prose

    def command(self) -> Command:
        return commands.Extend(self.clock, self.days, self.reason)


class Assign(CommandBody):
    assignee: UserName

    def command(self) -> Command:
        return commands.Assign(self.assignee)


class Note(CommandBody):
    text: Prose
    audience: Literal["internal", "agency"]

    def command(self) -> Command:
        return commands.Note(self.text, self.audience)


class Reply(CommandBody):
    text: Prose

    def command(self) -> Command:
        return commands.Reply(self.text)


class RequestInformation(CommandBody):
    question: Prose

    def command(self) -> Command:
        return commands.RequestInformation(self.question)


class Remedy(Body):
    what: LongLine
    owner: Line
    due_on: Day

    def fields(self) -> dict[str, str]:
        return {"what": self.what, "owner": self.owner, "due_on": self.due_on.isoformat()}


class ProposeDecision(CommandBody):
    outcome: Literal["upheld", "partly_upheld", "not_upheld", "resolved_informally"]
    summary: Prose
    remedies: Annotated[list[Remedy], Field(max_length=20)] = Field(default_factory=list)

    def command(self) -> Command:
        remedies = tuple(one.fields() for one in self.remedies)
        return commands.ProposeDecision(self.outcome, self.summary, remedies)


class SignOff(CommandBody):
    def command(self) -> Command:
        return commands.SignOff()


class Return(CommandBody):
    reason: Prose

    def command(self) -> Command:
        return commands.Return(self.reason)


class Close(CommandBody):
    def command(self) -> Command:
        return commands.Close()


ACTS: dict[str, type[ActBody]] = {"messages": Messages, "withdraw": Withdraw}
COMMANDS: dict[str, type[CommandBody]] = {
    "acknowledge": Acknowledge,
    "assess": Assess,
    "triage": Triage,
    "assign": Assign,
    "note": Note,
    "reply": Reply,
    "request-information": RequestInformation,
    "extend": Extend,
    "propose-decision": ProposeDecision,
    "sign-off": SignOff,
    "return": Return,
    "close": Close,
}
