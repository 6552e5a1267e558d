"""Bodies of what complainants do, each with the one command of the domain that it becomes."""

from typing import Annotated

from pydantic import Field

from functions.intake.schemas.base import ActBody
from functions.intake.schemas.complaint import Body
from functions.intake.schemas.fields import Prose
from functions.intake.service.retaliation import RetaliationReport
from shared.domain.procedure import complainant, mediation, privacy
from shared.domain.procedure.command import Command
from shared.domain.vocabulary import CommandName


class Messages(ActBody):
    text: Prose

    def command(self) -> Command:
        return complainant.AddMessage(self.text)


class Withdraw(ActBody):
    reason: Prose | None = None

    def command(self) -> Command:
        return complainant.Withdraw(self.reason)


class Accept(ActBody):
    def command(self) -> Command:
        return complainant.Accept()


class Appeal(ActBody):
    reason: Prose

    def command(self) -> Command:
        return complainant.Appeal(self.reason)


class Feedback(ActBody):
    rating: Annotated[int, Field(ge=1, le=5)]
    text: Prose | None = None

    def command(self) -> Command:
        return complainant.Feedback(self.rating, self.text)


class Mediation(ActBody):
    consent: bool
    text: Prose | None = None

    def command(self) -> Command:
        return mediation.AnswerMediation(self.consent, self.text)


class Consent(ActBody):
    share_identity: bool

    def command(self) -> Command:
        return privacy.Consent(self.share_identity)


class Erase(ActBody):
    def command(self) -> Command:
        return privacy.Erase()


class Retaliation(Body):
    """What is done to somebody because of a complaint: a case of its own, for the office alone."""

    text: Prose
    danger_now: bool = False

    def report(self) -> RetaliationReport:
        return RetaliationReport(self.text, self.danger_now)


ACTS: dict[str, type[ActBody]] = {
    CommandName.MESSAGES: Messages,
    CommandName.WITHDRAW: Withdraw,
    CommandName.ACCEPT: Accept,
    CommandName.APPEAL: Appeal,
    CommandName.FEEDBACK: Feedback,
    CommandName.MEDIATION: Mediation,
    CommandName.CONSENT: Consent,
    CommandName.ERASE: Erase,
}
