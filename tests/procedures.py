"""Cases in every status, and an example of every command: what the procedure's tests walk on."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.application.casework import Casework
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.policy.model import Policy
from shared.domain.procedure.alerts import Take
from shared.domain.procedure.assessment import Acknowledge, Assess, Refer, Triage
from shared.domain.procedure.closing import Close, FollowUp, Reopen
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import Accept, AddMessage, Appeal, Feedback, Withdraw
from shared.domain.procedure.correspondence import AnswerRequest, Note, Reply, RequestInformation
from shared.domain.procedure.decision import ProposeDecision, Return, SignOff
from shared.domain.procedure.experts import InviteExpert, RevokeExpert
from shared.domain.procedure.handling import Assign, CompleteStep, Extend, RecordInvestigation
from shared.domain.procedure.mediation import AnswerMediation, Mediate
from shared.domain.procedure.merging import Merge
from shared.domain.procedure.privacy import Consent, Erase, Redact
from shared.domain.procedure.safeguards import (
    ApproveBreakGlass,
    BreakGlass,
    Hold,
    LiftExclusion,
    NameSubject,
    Recuse,
    View,
)
from shared.domain.vocabulary import (
    Assessment,
    Audience,
    CommandName,
    MediationStep,
    Outcome,
    RecordKind,
    Role,
    Status,
)
from tests.fakes import NOON, a_complaint, a_policy
from tests.policy_document import clock, document, names, people, rung

OFFICER = Actor(Role.OFFICER, "officer.health", "health")
SECOND = Actor(Role.OFFICER, "officer2.health", "health")
SUPERVISOR = Actor(Role.SUPERVISOR, "supervisor.health", "health")
FOREIGNER = Actor(Role.OFFICER, "officer.justice", "justice")
FOREIGN_SUPERVISOR = Actor(Role.SUPERVISOR, "supervisor.justice", "justice")
MEDIATOR = Actor(Role.MEDIATOR, "mediator")
OMBUDSMAN = Actor(Role.OMBUDSMAN, "ombudsman")
REGISTRAR = Actor(Role.REGISTRAR, "registrar")
ADMIN = Actor(Role.ADMIN, "admin")
AUDITOR = Actor(Role.AUDITOR, "auditor")
CITIZEN = Actor(Role.COMPLAINANT, "complainant")
PEOPLE = (
    *(OFFICER, SECOND, SUPERVISOR, FOREIGNER, FOREIGN_SUPERVISOR),
    *(MEDIATOR, OMBUDSMAN, REGISTRAR, ADMIN, AUDITOR, CITIZEN),
)
BODY = "court_in_charge"
REMEDY = {"what": "x", "owner": "y", "due_on": "2027-01-08"}


def a_full_policy() -> Policy:
    """One of each: staff and their superiors, a body, a plan, ladders, every clock."""
    written: dict[str, Any] = document()
    after = {"paused_by": ["awaiting_complainant"], "calendar": "office_hours"}
    clocks = [
        *written["clocks"],
        clock("assess", "working_days", 10, met_by=["accepted", "not_accepted"], **after),
        clock(
            "keep_informed",
            "working_days",
            5,
            met_by=["replied", "information_requested"],
            repeats=True,
            paused_by=["awaiting_complainant"],
        ),
        clock(
            "agency_answer", "working_days", 5, starts="agency_asked", met_by=["agency_answered"]
        ),
        clock(
            "follow_up",
            "calendar_days",
            90,
            starts="decision_signed_off",
            met_by=["followed_up"],
        ),
        clock(
            "follow_up",
            "calendar_days",
            30,
            id="follow_up/referral",
            starts="referred",
            met_by=["followed_up"],
        ),
    ]
    plan = {
        "name": names("Safety"),
        "steps": [
            {"id": "reach", "what": names("Reach"), "owner": "duty", "within": {"hours": 2}},
            {
                "id": "report",
                "what": names("Report"),
                "owner": "head",
                "within": {"working_days": 5},
            },
        ],
    }
    categories = written["categories"]
    categories["no_answer"]["action_plan"] = "safety"
    categories["retaliation"] = categories["no_answer"] | {
        "agency": "office",
        "default_urgency": "urgent",
        "call_out": "office",
    }
    staff = {f"supervisor.{one}": {"agency": one} for one in ("health", "justice")} | {
        user: {"agency": user.split(".")[1], "reports_to": f"supervisor.{user.split('.')[1]}"}
        for user in ("officer.health", "officer2.health", "officer.justice")
    }
    return a_policy(
        clocks=clocks,
        categories=categories,
        action_plans={"safety": plan},
        contacts=people("ombudsman", "auditor"),
        ladders=written["ladders"]
        | {
            "unassigned": [rung(1, "working_days", 1, "head")],
            "office": [rung(1, "minutes", 0, "ombudsman", wait=5)],
        },
        staff=staff | {"ombudsman": {}, "mediator": {}, "registrar": {}},
        bodies={BODY: {"name": names("The court"), "email": None}},
        lessons={"lost_file": names("Lost file")},
    )


def example(name: CommandName, other: str) -> Command:
    """A command as somebody might well give it; `other` is the reference of another open case."""
    return EXAMPLES[name](other)


EXAMPLES: Mapping[CommandName, Callable[[str], Command]] = {
    CommandName.ACKNOWLEDGE: lambda _: Acknowledge("Read."),
    CommandName.ASSESS: lambda _: Assess(Assessment.ACCEPTED, "Taken up."),
    CommandName.TRIAGE: lambda _: Triage("x", urgency="high"),
    CommandName.REFER: lambda _: Refer(BODY, "There."),
    CommandName.MERGE: lambda other: Merge(other),
    CommandName.EXTEND: lambda _: Extend("resolve", 2, "x"),
    CommandName.ASSIGN: lambda _: Assign("officer2.health"),
    CommandName.NOTE: lambda _: Note("x", Audience.INTERNAL),
    CommandName.REPLY: lambda _: Reply("x"),
    CommandName.REQUEST_INFORMATION: lambda _: RequestInformation("x?"),
    CommandName.ANSWER_REQUEST: lambda _: AnswerRequest("x"),
    CommandName.RECORD: lambda _: RecordInvestigation(RecordKind.FINDING, "x"),
    CommandName.COMPLETE_STEP: lambda _: CompleteStep("reach"),
    CommandName.MEDIATE: lambda _: Mediate(MediationStep.PROPOSE, "x"),
    CommandName.PROPOSE_DECISION: lambda _: ProposeDecision(Outcome.UPHELD, "x", (REMEDY,)),
    CommandName.SIGN_OFF: lambda _: SignOff(),
    CommandName.RETURN: lambda _: Return("x"),
    CommandName.CLOSE: lambda _: Close(("lost_file",)),
    CommandName.FOLLOW_UP: lambda _: FollowUp("x", done=True, remedy=1),
    CommandName.REOPEN: lambda _: Reopen("x"),
    CommandName.RECUSE: lambda _: Recuse("x"),
    CommandName.LIFT_EXCLUSION: lambda _: LiftExclusion("officer.justice", "x"),
    CommandName.NAME_SUBJECT: lambda _: NameSubject("officer.justice", "x"),
    CommandName.HOLD: lambda _: Hold(on=True, reason="x"),
    CommandName.BREAK_GLASS: lambda _: BreakGlass("x"),
    CommandName.APPROVE_BREAK_GLASS: lambda _: ApproveBreakGlass("officer2.health"),
    CommandName.INVITE_EXPERT: lambda _: InviteExpert(
        "e1", "0" * 64, "x", ("e",), NOON + timedelta(days=9)
    ),
    CommandName.REVOKE_EXPERT: lambda _: RevokeExpert("e1"),
    CommandName.MESSAGES: lambda _: AddMessage("x"),
    CommandName.WITHDRAW: lambda _: Withdraw("x"),
    CommandName.ACCEPT: lambda _: Accept(),
    CommandName.APPEAL: lambda _: Appeal("x"),
    CommandName.FEEDBACK: lambda _: Feedback(4),
    CommandName.MEDIATION: lambda _: AnswerMediation(consent=True),
    CommandName.CONSENT: lambda _: Consent(share_identity=True),
    CommandName.ERASE: lambda _: Erase(),
    CommandName.REDACT: lambda _: Redact("000001-complaint", "x"),
    CommandName.TAKE: lambda _: Take("health.duty.0", "officer.health"),
    CommandName.VIEW: lambda _: View(),
}

_READ = (OFFICER, Acknowledge("Read."))
_PROPOSED = (OFFICER, ProposeDecision(Outcome.UPHELD, "x", (REMEDY,)))
_SIGNED = (SUPERVISOR, SignOff())
WAYS: Mapping[Status, tuple[tuple[Actor, Command], ...]] = {
    Status.RECEIVED: (),
    Status.ACKNOWLEDGED: (_READ,),
    Status.ACCEPTED: (_READ, (OFFICER, Assess(Assessment.ACCEPTED, "x"))),
    Status.INVESTIGATING: (_READ, (OFFICER, RecordInvestigation(RecordKind.PLAN, "x"))),
    Status.AWAITING_COMPLAINANT: (_READ, (OFFICER, RequestInformation("x?"))),
    Status.IN_MEDIATION: (_READ, (MEDIATOR, Mediate(MediationStep.PROPOSE, "x"))),
    Status.DECISION_PROPOSED: (_READ, _PROPOSED),
    Status.RESOLVED: (_READ, _PROPOSED, _SIGNED),
    Status.CLOSED: (_READ, _PROPOSED, _SIGNED, (OFFICER, Close())),
    Status.REFERRED: ((OFFICER, Refer(BODY, "x")),),
    Status.NOT_ACCEPTED: (_READ, (OFFICER, Assess(Assessment.NOT_ACCEPTED, "x", "category"))),
    Status.WITHDRAWN: ((CITIZEN, Withdraw()),),
    Status.MERGED: (),
}


def filed(casework: Casework, now: datetime = NOON, **complaint: object) -> str:
    answer = casework.file(
        a_complaint(**complaint), CITIZEN, now, lambda case: {"reference": case.reference}
    )
    return str(answer.answer["reference"])


def case_in(
    casework: Casework, status: Status, other: str, now: datetime = NOON, **complaint: object
) -> str:
    """The reference of a case that has come to this status; `other` leads a merged one."""
    reference = filed(casework, now, **complaint)
    bring(casework, reference, status, other, now)
    return reference


def bring(
    casework: Casework, reference: str, status: Status, other: str, now: datetime = NOON
) -> None:
    """A case that was just filed comes to this status."""
    way = WAYS[status] if status != Status.MERGED else ((OFFICER, Merge(other)),)
    for actor, command in way:
        casework.perform(reference, command, actor, Moment.at(now))
    assert casework.store.load(reference).status == status
