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
    """The status that it ends in, its steps, and of a hundred cases how many are like it."""

    status: str
    steps: Sequence[Step]
    share: int


def lives(due_on: str) -> Sequence[Life]:
    """Every status at least once; `due_on` is the day by which remedies are promised."""
    begun = (_READ, _GIVEN, _TAKEN_UP)
    looked_into = (*begun, _HEARD)
    decided = (*looked_into, _proposed(due_on), _SIGNED)
    agreed = (
        (MEDIATOR, Mediate("propose", "Voulez-vous rencontrer le service ?")),
        (CITIZEN, AnswerMediation(consent=True)),
        (OFFICER, Mediate("consent", "Le service est d’accord.", "agency")),
    )
    return (
        Life("received", (), 12),
        Life("acknowledged", (_READ, _GIVEN), 10),
        Life("accepted", begun, 8),
        Life("investigating", (*looked_into, _ASKED, _ANSWERED), 14),
        Life("awaiting_complainant", (*begun, _ASKED), 8),
        Life("in_mediation", (*begun, *agreed), 5),
        Life("decision_proposed", (*looked_into, _proposed(due_on)), 8),
        Life(
            "investigating", (*looked_into, _proposed(due_on), (SUPERVISOR, Return("Motivez."))), 2
        ),
        Life("resolved", (*decided, (CITIZEN, Accept())), 7),
        Life("closed", (*decided, (OFFICER, Close(("late_answer",))), (CITIZEN, Feedback(4))), 9),
        Life(
            "closed",
            (
                *decided,
                (OFFICER, Close(("lost_file",))),
                (OFFICER, FollowUp("Le document a été remis.", done=True, remedy=1)),
            ),
            3,
        ),
        Life(
            "investigating",
            (
                *looked_into,
                _proposed(due_on, "not_upheld"),
                _SIGNED,
                (OFFICER, Close()),
                (CITIZEN, Appeal("Un témoin n’a pas été entendu.")),
            ),
            2,
        ),
        Life(
            "referred", (_READ, (OFFICER, Refer("anti_corruption", "Voici où vous adresser."))), 4
        ),
        Life(
            "not_accepted",
            (_READ, (OFFICER, Assess("not_accepted", "Un tribunal est saisi.", "before_court"))),
            4,
        ),
        Life("withdrawn", (_READ, (CITIZEN, Withdraw("L’affaire est réglée."))), 4),
        Life("merged", (), 3),
        Life("acknowledged", ((OFFICER, Reply("Nous revenons vers vous cette semaine.")),), 2),
    )


def shared_out(how_many: int, known: Sequence[Life]) -> Sequence[Life]:
    """So many lives of each kind as their shares say, one of each at the least."""
    whole = sum(one.share for one in known)
    counted: Mapping[int, int] = {
        place: max(1, round(one.share * how_many / whole)) for place, one in enumerate(known)
    }
    return [one for place, one in enumerate(known) for _ in range(counted[place])]
