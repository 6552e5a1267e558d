"""Which body each command of the staff has."""

from functions.intake.schemas.base import CommandBody
from functions.intake.schemas.casework import (
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
from functions.intake.schemas.decision import (
    Close,
    FollowUp,
    ProposeDecision,
    Reopen,
    Return,
    SignOff,
)
from functions.intake.schemas.safeguards import (
    ApproveBreakGlass,
    BreakGlass,
    Hold,
    LiftExclusion,
    NameSubject,
    Recuse,
    Redact,
    RevokeExpert,
)
from shared.domain.vocabulary import CommandName

COMMANDS: dict[str, type[CommandBody]] = {
    CommandName.ACKNOWLEDGE: Acknowledge,
    CommandName.ASSESS: Assess,
    CommandName.TRIAGE: Triage,
    CommandName.REFER: Refer,
    CommandName.MERGE: Merge,
    CommandName.ASSIGN: Assign,
    CommandName.NOTE: Note,
    CommandName.REPLY: Reply,
    CommandName.REQUEST_INFORMATION: RequestInformation,
    CommandName.ANSWER_REQUEST: AnswerRequest,
    CommandName.RECORD: Record,
    CommandName.COMPLETE_STEP: CompleteStep,
    CommandName.MEDIATE: Mediate,
    CommandName.EXTEND: Extend,
    CommandName.PROPOSE_DECISION: ProposeDecision,
    CommandName.SIGN_OFF: SignOff,
    CommandName.RETURN: Return,
    CommandName.CLOSE: Close,
    CommandName.FOLLOW_UP: FollowUp,
    CommandName.REOPEN: Reopen,
    CommandName.RECUSE: Recuse,
    CommandName.NAME_SUBJECT: NameSubject,
    CommandName.LIFT_EXCLUSION: LiftExclusion,
    CommandName.HOLD: Hold,
    CommandName.REDACT: Redact,
    CommandName.BREAK_GLASS: BreakGlass,
    CommandName.APPROVE_BREAK_GLASS: ApproveBreakGlass,
    CommandName.REVOKE_EXPERT: RevokeExpert,
}
