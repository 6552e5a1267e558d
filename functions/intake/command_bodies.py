"""Which body each command of the staff has."""

from functions.intake.body_kinds import CommandBody
from functions.intake.case_bodies import (
    Acknowledge,
    AnswerRequest,
    Assess,
    Assign,
    CompleteStep,
    Extend,
    Mediate,
    Merge,
    Note,
    Record,
    Refer,
    Reply,
    RequestInformation,
    Triage,
)
from functions.intake.decision_bodies import (
    Close,
    FollowUp,
    ProposeDecision,
    Reopen,
    Return,
    SignOff,
)
from functions.intake.guarding_bodies import (
    ApproveBreakGlass,
    BreakGlass,
    Hold,
    NameSubject,
    Recuse,
    RevokeExpert,
)

COMMANDS: dict[str, type[CommandBody]] = {
    "acknowledge": Acknowledge,
    "assess": Assess,
    "triage": Triage,
    "refer": Refer,
    "merge": Merge,
    "assign": Assign,
    "note": Note,
    "reply": Reply,
    "request-information": RequestInformation,
    "answer-request": AnswerRequest,
    "record": Record,
    "complete-step": CompleteStep,
    "mediate": Mediate,
    "extend": Extend,
    "propose-decision": ProposeDecision,
    "sign-off": SignOff,
    "return": Return,
    "close": Close,
    "follow-up": FollowUp,
    "reopen": Reopen,
    "recuse": Recuse,
    "name-subject": NameSubject,
    "hold": Hold,
    "break-glass": BreakGlass,
    "approve-break-glass": ApproveBreakGlass,
    "revoke-expert": RevokeExpert,
}
