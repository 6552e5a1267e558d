"""What is said and asked: to the complainant, to the agency, or for the file alone."""

from dataclasses import dataclass

from shared.domain.case.change import Change
from shared.domain.procedure.command import Command
from shared.domain.procedure.rights import ALL_STAFF, CASEWORKERS
from shared.domain.vocabulary import (
    ANY_STATUS,
    OPEN,
    UNDER_WAY,
    Audience,
    CommandName,
    EventName,
    Status,
    TextKind,
)


@dataclass(frozen=True, eq=False)
class Note(Command):
    """Writes something down, for the office alone or for the agency, too."""

    name = CommandName.NOTE
    when = ANY_STATUS
    by = ALL_STAFF

    text: str
    audience: Audience

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.NOTE, self.audience, {"text": self.text})
        return change.emit(EventName.NOTED, text)


@dataclass(frozen=True, eq=False)
class Reply(Command):
    """Writes to the complainant."""

    name = CommandName.REPLY
    when = OPEN | {Status.RESOLVED}
    by = ALL_STAFF
    leads_to = {Status.ACKNOWLEDGED: frozenset({Status.RECEIVED})}

    text: str

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.REPLY, Audience.COMPLAINANT, {"text": self.text})
        if change.case.status == Status.RECEIVED:
            return change.emit(EventName.REPLIED, text, status=Status.ACKNOWLEDGED)
        return change.emit(EventName.REPLIED, text)


@dataclass(frozen=True, eq=False)
class RequestInformation(Command):
    """Asks the complainant, or the agency with a clock of its own.

    Clocks that the policy names stand still until the complainant answers.
    """

    name = CommandName.REQUEST_INFORMATION
    when = UNDER_WAY
    by = CASEWORKERS
    leads_to = {Status.AWAITING_COMPLAINANT: when}

    question: str

    def enact(self, change: Change) -> Change:
        words = {"text": self.question}
        change, text = change.write(TextKind.QUESTION, Audience.COMPLAINANT, words)
        awaiting = Status.AWAITING_COMPLAINANT
        return change.emit(EventName.INFORMATION_REQUESTED, text, status=awaiting)


@dataclass(frozen=True, eq=False)
class AskAgency(RequestInformation):
    """Is the same request, put to the agency concerned."""

    def enact(self, change: Change) -> Change:
        words = {"text": self.question}
        change, text = change.write(TextKind.AGENCY_QUESTION, Audience.AGENCY, words)
        return change.emit(EventName.AGENCY_ASKED, text)


@dataclass(frozen=True, eq=False)
class AnswerRequest(Command):
    """Is the agency's answer."""

    name = CommandName.ANSWER_REQUEST
    when = UNDER_WAY
    by = CASEWORKERS

    text: str

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.AGENCY_ANSWER, Audience.AGENCY, {"text": self.text})
        return change.emit(EventName.AGENCY_ANSWERED, text)
