"""How far each case of the training office has come: its status, and what led there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.commands import (
    Accept,
    Acknowledge,
    AddMessage,
    AnswerMediation,
    Appeal,
    Assess,
    Assign,
    Close,
    Command,
    Feedback,
    FollowUp,
    Mediate,
    ProposeDecision,
    Record,
    Refer,
    Reply,
    RequestInformation,
    Return,
    SignOff,
    Withdraw,
)

# Who does it: the case's officer, their superior, the mediator, the ombudsman, the complainant.
OFFICER, SUPERVISOR, MEDIATOR, OMBUDSMAN, CITIZEN = (
    *("officer", "supervisor", "mediator", "ombudsman"),
    "complainant",
)
Step = tuple[str, Command]

_REMEDY = {"what": "Lettre d’excuses et remise du document", "owner": "Chef de service"}
_READ = (OFFICER, Acknowledge("J’ai lu votre réclamation et je m’en occupe."))
_GIVEN = (OFFICER, Assign(""))  # to the officer of the case's own agency
_TAKEN_UP = (OFFICER, Assess("accepted", "Votre réclamation est recevable."))
_HEARD = (OFFICER, Record("interview", "L’agent concerné a été entendu."))
_ASKED = (OFFICER, RequestInformation("À quelle date avez-vous déposé le courrier ?"))
_ANSWERED = (CITIZEN, AddMessage("C’était un mardi, il y a six semaines."))
_SIGNED = (SUPERVISOR, SignOff())


def _proposed(due_on: str, outcome: str = "upheld") -> Step:
    remedies = ({**_REMEDY, "due_on": due_on},) if outcome == "upheld" else ()
    return OFFICER, ProposeDecision(outcome, "Les faits sont établis par les pièces.", remedies)


@dataclass(frozen=True)
class Life:
    """Holds the status it ends in, its steps, and how many of a hundred cases are like it."""

    status: str
    steps: Sequence[Step]
    share: int


_BEGUN = (_READ, _GIVEN, _TAKEN_UP)
_INVESTIGATED = (*_BEGUN, _HEARD)
_AGREED_TO_MEET = (
    (MEDIATOR, Mediate("propose", "Voulez-vous rencontrer le service ?")),
    (CITIZEN, AnswerMediation(consent=True)),
    (OFFICER, Mediate("consent", "Le service est d’accord.", "agency")),
)


def lives(due_on: str) -> Sequence[Life]:
    """Lists every status at least once; `due_on` is the day by which remedies are promised."""
    return (*_before_a_decision(due_on), *_after_a_decision(due_on), *_WITHOUT_A_DECISION)


def _before_a_decision(due_on: str) -> Sequence[Life]:
    proposed = (*_INVESTIGATED, _proposed(due_on))
    return (
        Life("received", (), 12),
        Life("acknowledged", (_READ, _GIVEN), 10),
        Life("accepted", _BEGUN, 8),
        Life("investigating", (*_INVESTIGATED, _ASKED, _ANSWERED), 14),
        Life("awaiting_complainant", (*_BEGUN, _ASKED), 8),
        Life("in_mediation", (*_BEGUN, *_AGREED_TO_MEET), 5),
        Life("decision_proposed", proposed, 8),
        Life("investigating", (*proposed, (SUPERVISOR, Return("Motivez."))), 2),
    )


def _after_a_decision(due_on: str) -> Sequence[Life]:
    decided = (*_INVESTIGATED, _proposed(due_on), _SIGNED)
    refused = (*_INVESTIGATED, _proposed(due_on, "not_upheld"), _SIGNED)
    kept = (OFFICER, FollowUp("Le document a été remis.", done=True, remedy=1))
    appealed = (CITIZEN, Appeal("Un témoin n’a pas été entendu."))
    return (
        Life("resolved", (*decided, (CITIZEN, Accept())), 7),
        Life("closed", (*decided, (OFFICER, Close(("late_answer",))), (CITIZEN, Feedback(4))), 9),
        Life("closed", (*decided, (OFFICER, Close(("lost_file",))), kept), 3),
        Life("investigating", (*refused, (OFFICER, Close()), appealed), 2),
    )


_NOT_ACCEPTED = Assess("not_accepted", "Un tribunal est saisi.", "before_court")
_WITHOUT_A_DECISION = (
    Life("referred", (_READ, (OFFICER, Refer("anti_corruption", "Voici où vous adresser."))), 4),
    Life("not_accepted", (_READ, (OFFICER, _NOT_ACCEPTED)), 4),
    Life("withdrawn", (_READ, (CITIZEN, Withdraw("L’affaire est réglée."))), 4),
    Life("merged", (), 3),
    Life("acknowledged", ((OFFICER, Reply("Nous revenons vers vous cette semaine.")),), 2),
)


def shared_out(how_many: int, known: Sequence[Life]) -> Sequence[Life]:
    """Returns as many lives of each kind as their shares say, and one of each at least."""
    whole = sum(life.share for life in known)
    counted: Mapping[int, int] = {
        place: max(1, round(life.share * how_many / whole)) for place, life in enumerate(known)
    }
    return [life for place, life in enumerate(known) for _ in range(counted[place])]
