"""Bodies of casework, each with the one command of the domain that it becomes."""

from typing import Annotated, Literal

from pydantic import Field

from functions.intake.schemas.base import CommandBody
from functions.intake.schemas.fields import CHOSEN, Day, Line, LongLine, Prose, UserName, Word
from shared.domain.errors import InvalidInput
from shared.domain.procedure import assessment, correspondence, handling, mediation, merging
from shared.domain.procedure.command import Command
from shared.domain.reference import read_reference
from shared.domain.vocabulary import Assessment, Audience, MediationStep, Party, RecordKind


class Acknowledge(CommandBody):
    message: Prose | None = None

    def command(self) -> Command:
        return assessment.Acknowledge(self.message)


class Assess(CommandBody):
    result: Annotated[Assessment, CHOSEN]
    message: Prose
    ground: LongLine | None = None

    def command(self) -> Command:
        return assessment.Assess(self.result, self.message, self.ground)


class Triage(CommandBody):
    """`category` and `agency` move a case that was sent to the wrong place."""

    reason: Prose
    urgency: Line | None = None
    category: Line | None = None
    agency: Line | None = None

    def command(self) -> Command:
        return assessment.Triage(self.reason, self.urgency, self.category, self.agency)


class Extend(CommandBody):
    clock: Line
    days: Annotated[int, Field(ge=1, le=365)]
    reason: Prose

    def command(self) -> Command:
        return handling.Extend(self.clock, self.days, self.reason)


class Assign(CommandBody):
    assignee: UserName

    def command(self) -> Command:
        return handling.Assign(self.assignee)


class Note(CommandBody):
    text: Prose
    audience: Literal["internal", "agency"]

    def command(self) -> Command:
        return correspondence.Note(self.text, Audience(self.audience))


class Reply(CommandBody):
    text: Prose

    def command(self) -> Command:
        return correspondence.Reply(self.text)


class RequestInformation(CommandBody):
    """`to` is who is asked: the complainant, or the agency with a clock of its own."""

    question: Prose
    to: Annotated[Party, CHOSEN] = Party.COMPLAINANT

    def command(self) -> Command:
        if self.to == Party.AGENCY:
            return correspondence.AskAgency(self.question)
        return correspondence.RequestInformation(self.question)


class Refer(CommandBody):
    """`to` is a body that the policy names, or one in words."""

    to: Line
    message: Prose

    def command(self) -> Command:
        return assessment.Refer(self.to, self.message)


class Merge(CommandBody):
    into: Line

    def command(self) -> Command:
        reference = read_reference(self.into)
        if reference is None:
            raise InvalidInput.of("into", "Write the reference of a case, such as BF-7K3M-92QF-4.")
        return merging.Merge(reference)


class AnswerRequest(CommandBody):
    text: Prose

    def command(self) -> Command:
        return correspondence.AnswerRequest(self.text)


class Record(CommandBody):
    """`held_on` is the day of an interview or a visit."""

    kind: Annotated[RecordKind, CHOSEN]
    text: Prose
    held_on: Day | None = None

    def command(self) -> Command:
        return handling.RecordInvestigation(self.kind, self.text, self.held_on)


class CompleteStep(CommandBody):
    step: Word
    text: Prose | None = None

    def command(self) -> Command:
        return handling.CompleteStep(self.step, self.text)


class Mediate(CommandBody):
    """`party` is whose consent the office records; an agency's own people give their agency's."""

    step: Annotated[MediationStep, CHOSEN]
    text: Prose
    party: Annotated[Party, CHOSEN] | None = None

    def command(self) -> Command:
        return mediation.Mediate(self.step, self.text, self.party)
