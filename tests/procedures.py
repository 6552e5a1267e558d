"""Cases in every status, and an example of every command: what the procedure's tests walk on."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.application.casework import Casework
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.commands import (
    Accept,
    Acknowledge,
    AddMessage,
    AnswerMediation,
    AnswerRequest,
    Appeal,
    ApproveBreakGlass,
    Assess,
    Assign,
    BreakGlass,
    Close,
    Command,
    CompleteStep,
    Consent,
    Erase,
    Extend,
    Feedback,
    FollowUp,
    Hold,
    InviteExpert,
    Mediate,
    Merge,
    NameSubject,
    Note,
    ProposeDecision,
    Record,
    Recuse,
    Redact,
    Refer,
    Reopen,
    Reply,
    RequestInformation,
    Return,
    RevokeExpert,
    SignOff,
    Take,
    Triage,
    View,
    Withdraw,
)
from shared.domain.policy.model import Policy
from tests.fakes import NOON, a_complaint, a_policy
from tests.policy_document import clock, document, names, people, rung

OFFICER = Actor("officer", "officer.health", "health")
SECOND = Actor("officer", "officer2.health", "health")
SUPERVISOR = Actor("supervisor", "supervisor.health", "health")
FOREIGNER = Actor("officer", "officer.justice", "justice")
FOREIGN_SUPERVISOR = Actor("supervisor", "supervisor.justice", "justice")
MEDIATOR = Actor("mediator", "mediator")
OMBUDSMAN = Actor("ombudsman", "ombudsman")
REGISTRAR = Actor("registrar", "registrar")
ADMIN = Actor("admin", "admin")
AUDITOR = Actor("auditor", "auditor")
CITIZEN = Actor("complainant", "complainant")
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


def example(name: str, other: str) -> Command:
    """A command as somebody might well give it; `other` is the reference of another open case."""
    return EXAMPLES[name](other)


EXAMPLES: Mapping[str, Callable[[str], Command]] = {
    "acknowledge": lambda _: Acknowledge("Read."),
    "assess": lambda _: Assess("accepted", "Taken up."),
    "triage": lambda _: Triage("x", urgency="high"),
    "refer": lambda _: Refer(BODY, "There."),
    "merge": lambda other: Merge(other),
    "extend": lambda _: Extend("resolve", 2, "x"),
    "assign": lambda _: Assign("officer2.health"),
    "note": lambda _: Note("x", "internal"),
    "reply": lambda _: Reply("x"),
    "request-information": lambda _: RequestInformation("x?"),
    "answer-request": lambda _: AnswerRequest("x"),
    "record": lambda _: Record("finding", "x"),
    "complete-step": lambda _: CompleteStep("reach"),
    "mediate": lambda _: Mediate("propose", "x"),
    "propose-decision": lambda _: ProposeDecision("upheld", "x", (REMEDY,)),
    "sign-off": lambda _: SignOff(),
    "return": lambda _: Return("x"),
    "close": lambda _: Close(("lost_file",)),
    "follow-up": lambda _: FollowUp("x", done=True, remedy=1),
    "reopen": lambda _: Reopen("x"),
    "recuse": lambda _: Recuse("x"),
    "name-subject": lambda _: NameSubject("officer.justice", "x"),
    "hold": lambda _: Hold(on=True, reason="x"),
    "break-glass": lambda _: BreakGlass("x"),
    "approve-break-glass": lambda _: ApproveBreakGlass("officer2.health"),
    "invite-expert": lambda _: InviteExpert("e1", "0" * 64, "x", ("e",), NOON + timedelta(days=9)),
    "revoke-expert": lambda _: RevokeExpert("e1"),
    "messages": lambda _: AddMessage("x"),
    "withdraw": lambda _: Withdraw("x"),
    "accept": lambda _: Accept(),
    "appeal": lambda _: Appeal("x"),
    "feedback": lambda _: Feedback(4),
    "mediation": lambda _: AnswerMediation(consent=True),
    "consent": lambda _: Consent(share_identity=True),
    "erase": lambda _: Erase(),
    "redact": lambda _: Redact("000001-complaint", "x"),
    "take": lambda _: Take("health.duty.0", "officer.health"),
    "view": lambda _: View(),
}

_READ = (OFFICER, Acknowledge("Read."))
_PROPOSED = (OFFICER, ProposeDecision("upheld", "x", (REMEDY,)))
_SIGNED = (SUPERVISOR, SignOff())
WAYS: Mapping[str, tuple[tuple[Actor, Command], ...]] = {
    "received": (),
    "acknowledged": (_READ,),
    "accepted": (_READ, (OFFICER, Assess("accepted", "x"))),
    "investigating": (_READ, (OFFICER, Record("plan", "x"))),
    "awaiting_complainant": (_READ, (OFFICER, RequestInformation("x?"))),
    "in_mediation": (_READ, (MEDIATOR, Mediate("propose", "x"))),
    "decision_proposed": (_READ, _PROPOSED),
    "resolved": (_READ, _PROPOSED, _SIGNED),
    "closed": (_READ, _PROPOSED, _SIGNED, (OFFICER, Close())),
    "referred": ((OFFICER, Refer(BODY, "x")),),
    "not_accepted": (_READ, (OFFICER, Assess("not_accepted", "x", "category"))),
    "withdrawn": ((CITIZEN, Withdraw()),),
    "merged": (),
}


def filed(casework: Casework, now: datetime = NOON, **complaint: object) -> str:
    answer = casework.file(
        a_complaint(**complaint), CITIZEN, now, lambda case: {"reference": case.reference}
    )
    return str(answer.answer["reference"])


def case_in(
    casework: Casework, status: str, other: str, now: datetime = NOON, **complaint: object
) -> str:
    """The reference of a case that has come to this status; `other` leads a merged one."""
    reference = filed(casework, now, **complaint)
    bring(casework, reference, status, other, now)
    return reference


def bring(
    casework: Casework, reference: str, status: str, other: str, now: datetime = NOON
) -> None:
    """A case that was just filed comes to this status."""
    way = WAYS[status] if status != "merged" else ((OFFICER, Merge(other)),)
    for actor, command in way:
        casework.perform(reference, command, actor, Moment.at(now))
    assert casework.store.load(reference).status == status
