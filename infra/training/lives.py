"""How far each case of the training office has come: its status, and what led there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.procedure.assessment import Acknowledge, Assess, Refer
from shared.domain.procedure.closing import Close, FollowUp
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import Accept, AddMessage, Appeal, Feedback, Withdraw
from shared.domain.procedure.correspondence import Reply, RequestInformation
from shared.domain.procedure.decision import ProposeDecision, Return, SignOff
from shared.domain.procedure.handling import Assign, RecordInvestigation
from shared.domain.procedure.mediation import AnswerMediation, Mediate
from shared.domain.vocabulary import (
    Assessment,
    MediationStep,
    Outcome,
    Party,
    RecordKind,
    Role,
    Status,
)

# Who does it: the case's officer, their superior, the mediator, the ombudsman, the complainant.
OFFICER, SUPERVISOR, MEDIATOR, OMBUDSMAN, CITIZEN = (
    *(Role.OFFICER, Role.SUPERVISOR, Role.MEDIATOR, Role.OMBUDSMAN),
    Role.COMPLAINANT,
)
Step = tuple[Role, Command]

_REMEDY = {"what": "Lettre d’excuses et remise du document", "owner": "Chef de service"}
_READ = (OFFICER, Acknowledge("J’ai lu votre réclamation et je m’en occupe."))
_GIVEN = (OFFICER, Assign(""))  # to the officer of the case's own agency
_TAKEN_UP = (OFFICER, Assess(Assessment.ACCEPTED, "Votre réclamation est recevable."))
_HEARD = (OFFICER, RecordInvestigation(RecordKind.INTERVIEW, "L’agent concerné a été entendu."))
_ASKED = (OFFICER, RequestInformation("À quelle date avez-vous déposé le courrier ?"))
_ANSWERED = (CITIZEN, AddMessage("C’était un mardi, il y a six semaines."))
_SIGNED = (SUPERVISOR, SignOff())


def _proposed(due_on: str, outcome: Outcome = Outcome.UPHELD) -> Step:
    remedies = ({**_REMEDY, "due_on": due_on},) if outcome is Outcome.UPHELD else ()
    return OFFICER, ProposeDecision(outcome, "Les faits sont établis par les pièces.", remedies)


@dataclass(frozen=True)
class Life:
    """Holds the status it ends in, its steps, and how many of a hundred cases are like it."""

    status: Status
    steps: Sequence[Step]
    share: int


_BEGUN = (_READ, _GIVEN, _TAKEN_UP)
_INVESTIGATED = (*_BEGUN, _HEARD)
_AGREED_TO_MEET = (
    (MEDIATOR, Mediate(MediationStep.PROPOSE, "Voulez-vous rencontrer le service ?")),
    (CITIZEN, AnswerMediation(consent=True)),
    (OFFICER, Mediate(MediationStep.CONSENT, "Le service est d’accord.", Party.AGENCY)),
)


def lives(due_on: str) -> Sequence[Life]:
    """Lists every status at least once; `due_on` is the day by which remedies are promised."""
    return (*_before_a_decision(due_on), *_after_a_decision(due_on), *_WITHOUT_A_DECISION)


def _before_a_decision(due_on: str) -> Sequence[Life]:
    proposed = (*_INVESTIGATED, _proposed(due_on))
    return (
        Life(Status.RECEIVED, (), 12),
        Life(Status.ACKNOWLEDGED, (_READ, _GIVEN), 10),
        Life(Status.ACCEPTED, _BEGUN, 8),
        Life(Status.INVESTIGATING, (*_INVESTIGATED, _ASKED, _ANSWERED), 14),
        Life(Status.AWAITING_COMPLAINANT, (*_BEGUN, _ASKED), 8),
        Life(Status.IN_MEDIATION, (*_BEGUN, *_AGREED_TO_MEET), 5),
        Life(Status.DECISION_PROPOSED, proposed, 8),
        Life(Status.INVESTIGATING, (*proposed, (SUPERVISOR, Return("Motivez."))), 2),
    )


def _after_a_decision(due_on: str) -> Sequence[Life]:
    decided = (*_INVESTIGATED, _proposed(due_on), _SIGNED)
    refused = (*_INVESTIGATED, _proposed(due_on, Outcome.NOT_UPHELD), _SIGNED)
    kept = (OFFICER, FollowUp("Le document a été remis.", done=True, remedy=1))
    appealed = (CITIZEN, Appeal("Un témoin n’a pas été entendu."))
    return (
        Life(Status.RESOLVED, (*decided, (CITIZEN, Accept())), 7),
        Life(
            Status.CLOSED, (*decided, (OFFICER, Close(("late_answer",))), (CITIZEN, Feedback(4))), 9
        ),
        Life(Status.CLOSED, (*decided, (OFFICER, Close(("lost_file",))), kept), 3),
        Life(Status.INVESTIGATING, (*refused, (OFFICER, Close()), appealed), 2),
    )


_NOT_ACCEPTED = Assess(Assessment.NOT_ACCEPTED, "Un tribunal est saisi.", "before_court")
_WITHOUT_A_DECISION = (
    Life(
        Status.REFERRED, (_READ, (OFFICER, Refer("anti_corruption", "Voici où vous adresser."))), 4
    ),
    Life(Status.NOT_ACCEPTED, (_READ, (OFFICER, _NOT_ACCEPTED)), 4),
    Life(Status.WITHDRAWN, (_READ, (CITIZEN, Withdraw("L’affaire est réglée."))), 4),
    Life(Status.MERGED, (), 3),
    Life(Status.ACKNOWLEDGED, ((OFFICER, Reply("Nous revenons vers vous cette semaine.")),), 2),
)


def shared_out(how_many: int, known: Sequence[Life]) -> Sequence[Life]:
    """Returns as many lives of each kind as their shares say, and one of each at least."""
    whole = sum(life.share for life in known)
    counted: Mapping[int, int] = {
        place: max(1, round(life.share * how_many / whole)) for place, life in enumerate(known)
    }
    return [life for place, life in enumerate(known) for _ in range(counted[place])]
