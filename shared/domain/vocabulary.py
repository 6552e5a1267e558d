"""The names of the procedure, each written once: what lists them elsewhere derives from here.

A member is its own text in JSON, in the tables, in addresses and in the hashes of the chains: to
rename a member changes nothing there, to change its value breaks what was stored.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a case stands, in the order of its life."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    INVESTIGATING = "investigating"
    AWAITING_COMPLAINANT = "awaiting_complainant"
    IN_MEDIATION = "in_mediation"
    DECISION_PROPOSED = "decision_proposed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REFERRED = "referred"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


ANY_STATUS = frozenset(Status)
FINISHED = frozenset(
    {Status.CLOSED, Status.REFERRED, Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.MERGED}
)
OPEN = ANY_STATUS - FINISHED - {Status.RESOLVED}
UNDER_WAY = OPEN - {Status.RECEIVED, Status.DECISION_PROPOSED}


class EventName(StrEnum):
    """What happened to a case, or to the policy."""

    # Receipt and assessment
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    TRIAGED = "triaged"
    REFERRED = "referred"
    MERGED = "merged"
    CASE_JOINED = "case_joined"
    # Handling
    ASSIGNED = "assigned"
    TAKEN = "taken"
    NOTED = "noted"
    REPLIED = "replied"
    INFORMATION_REQUESTED = "information_requested"
    MESSAGE_RECEIVED = "message_received"
    AGENCY_ASKED = "agency_asked"
    AGENCY_ANSWERED = "agency_answered"
    INVESTIGATED = "investigated"
    STEP_COMPLETED = "step_completed"
    EXTENDED = "extended"
    # Mediation
    MEDIATION_PROPOSED = "mediation_proposed"
    MEDIATION_AGREED_TO = "mediation_agreed_to"
    MEDIATION_HELD = "mediation_held"
    MEDIATION_FAILED = "mediation_failed"
    AGREEMENT_REACHED = "agreement_reached"
    # Decision, and what comes after it
    DECISION_PROPOSED = "decision_proposed"
    DECISION_RETURNED = "decision_returned"
    DECISION_SIGNED_OFF = "decision_signed_off"
    CLOSED = "closed"
    LOOKED_AFTER = "looked_after"
    FOLLOWED_UP = "followed_up"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    OUTCOME_ACCEPTED = "outcome_accepted"
    APPEALED = "appealed"
    FEEDBACK_GIVEN = "feedback_given"
    # Safeguards and privacy
    VIEWED = "viewed"
    RECUSED = "recused"
    SUBJECT_NAMED = "subject_named"
    SUBJECT_PROPOSED = "subject_proposed"
    EXCLUSION_LIFTED = "exclusion_lifted"
    HELD = "held"
    BREAK_GLASS_REQUESTED = "break_glass_requested"
    BREAK_GLASS_GRANTED = "break_glass_granted"
    EXPERT_INVITED = "expert_invited"
    EXPERT_REVOKED = "expert_revoked"
    CONSENT_CHANGED = "consent_changed"
    REDACTED = "redacted"
    FORGOTTEN = "forgotten"
    # Evidence
    EVIDENCE_REQUESTED = "evidence_requested"
    EVIDENCE_ARRIVED = "evidence_arrived"
    EVIDENCE_AVAILABLE = "evidence_available"
    EVIDENCE_REJECTED = "evidence_rejected"
    EVIDENCE_EXPIRED = "evidence_expired"
    EVIDENCE_DOWNLOADED = "evidence_downloaded"
    # Deadlines
    CLOCK_WARNED = "clock_warned"
    CLOCK_MISSED = "clock_missed"
    CLIMB_BEGUN = "climb_begun"
    ESCALATED = "escalated"
    ALERTED = "alerted"
    RECALCULATED = "retimed"
    # The policy's own chain
    POLICY_CHANGE_BEGUN = "policy_change_begun"
    POLICY_CHANGE_FAILED = "policy_change_failed"
    POLICY_APPLIED = "policy_applied"
    POLICY_REVERTED = "policy_reverted"
    CASES_RECALCULATED = "cases_recalculated"


# What the system notes by itself. Such an event lengthens the chain and leaves the version alone,
# so that an alert sent in the meantime never makes an officer's form stale.
RECORDS = frozenset(
    {
        EventName.CLOCK_WARNED,
        EventName.CLOCK_MISSED,
        EventName.CLIMB_BEGUN,
        EventName.ESCALATED,
        EventName.ALERTED,
        EventName.VIEWED,
        EventName.EVIDENCE_ARRIVED,
        EventName.EVIDENCE_AVAILABLE,
        EventName.EVIDENCE_REJECTED,
        EventName.EVIDENCE_EXPIRED,
        EventName.EVIDENCE_DOWNLOADED,
        EventName.FORGOTTEN,
    }
)


class CommandName(StrEnum):
    """What is asked of a case, as addresses, rights and answers call it."""

    # Receipt and assessment
    FILE = "file"
    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    TRIAGE = "triage"
    REFER = "refer"
    MERGE = "merge"
    JOIN = "join"
    # Handling
    EXTEND = "extend"
    ASSIGN = "assign"
    NOTE = "note"
    REPLY = "reply"
    REQUEST_INFORMATION = "request-information"
    ANSWER_REQUEST = "answer-request"
    RECORD = "record"
    COMPLETE_STEP = "complete-step"
    MEDIATE = "mediate"
    # Decision, and what comes after it
    PROPOSE_DECISION = "propose-decision"
    SIGN_OFF = "sign-off"
    RETURN = "return"
    CLOSE = "close"
    FOLLOW_UP = "follow-up"
    REOPEN = "reopen"
    # Safeguards and privacy
    RECUSE = "recuse"
    NAME_SUBJECT = "name-subject"
    LIFT_EXCLUSION = "lift-exclusion"
    HOLD = "hold"
    REDACT = "redact"
    BREAK_GLASS = "break-glass"
    APPROVE_BREAK_GLASS = "approve-break-glass"
    INVITE_EXPERT = "invite-expert"
    REVOKE_EXPERT = "revoke-expert"
    # The complainant's own
    MESSAGES = "messages"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    APPEAL = "appeal"
    FEEDBACK = "feedback"
    MEDIATION = "mediation"
    RETALIATION = "retaliation"
    CONSENT = "consent"
    ERASE = "erase"
    # Alerts, evidence, and who has read what
    TAKE = "take"
    RECORD_ALERTS = "record-alerts"
    EVIDENCE = "evidence"
    EVIDENCE_ARRIVED = "evidence-arrived"
    EVIDENCE_EXAMINED = "evidence-examined"
    EVIDENCE_EXPIRED = "evidence-expired"
    DOWNLOAD = "download"
    VIEW = "view"


class Right(StrEnum):
    """What one may have a right to beside the commands."""

    LIST = "list"
    READ = "read"
    AUDIT = "audit"
    IDENTITY = "identity"
    BACKDATE = "backdate"


class Role(StrEnum):
    """Who acts. Staff come first: of several groups in a token the first is the person's role."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    MEDIATOR = "mediator"
    OMBUDSMAN = "ombudsman"
    REGISTRAR = "registrar"
    ADMIN = "admin"
    AUDITOR = "auditor"
    COMPLAINANT = "complainant"
    CONTACT = "contact"  # whoever was alerted, by a one-time link
    EXPERT = "expert"  # somebody outside, by an invitation
    SYSTEM = "system"


STAFF_ROLES = (
    *(Role.OFFICER, Role.SUPERVISOR, Role.MEDIATOR, Role.OMBUDSMAN, Role.REGISTRAR),
    *(Role.ADMIN, Role.AUDITOR),
)


class Audience(StrEnum):
    """Who may read a text beside the office; `internal` is the office alone."""

    COMPLAINANT = "complainant"
    AGENCY = "agency"
    INTERNAL = "internal"


class TextKind(StrEnum):
    """What a text is: the second half of its id."""

    COMPLAINT = "complaint"
    ACKNOWLEDGEMENT = "acknowledgement"
    ASSESSMENT = "assessment"
    TRIAGE = "triage"
    REFERRAL = "referral"
    EXTENSION = "extension"
    NOTE = "note"
    REPLY = "reply"
    QUESTION = "question"
    AGENCY_QUESTION = "agency_question"
    AGENCY_ANSWER = "agency_answer"
    PLAN = "plan"
    INTERVIEW = "interview"
    SITE_VISIT = "site_visit"
    FINDING = "finding"
    LEGAL_BASIS = "legal_basis"
    STEP = "step"
    MEDIATION = "mediation"
    MEDIATION_SESSION = "mediation_session"
    DECISION = "decision"
    RETURN = "return"
    FOLLOW_UP = "follow_up"
    REOPENING = "reopening"
    MESSAGE = "message"
    WITHDRAWAL = "withdrawal"
    APPEAL = "appeal"
    FEEDBACK = "feedback"
    RECUSAL = "recusal"
    SUBJECT = "subject"
    HOLD = "hold"
    BREAK_GLASS = "break_glass"
    EXPERT = "expert"
    REDACTION = "redaction"
    EVIDENCE = "evidence"  # the name that the sender gave a file


class RecordKind(StrEnum):
    """A step of the investigation; its text has the kind of the same name."""

    PLAN = "plan"
    INTERVIEW = "interview"
    SITE_VISIT = "site_visit"
    FINDING = "finding"
    LEGAL_BASIS = "legal_basis"


class Assessment(StrEnum):
    """Whether the office may take a complaint up."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


class Outcome(StrEnum):
    """What a decision says of the complaint."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    RESOLVED_INFORMALLY = "resolved_informally"


class MediationStep(StrEnum):
    PROPOSE = "propose"
    CONSENT = "consent"
    SESSION = "session"
    AGREEMENT = "agreement"
    FAILURE = "failure"


class Party(StrEnum):
    """A side of the case: of a mediation, or of a question."""

    COMPLAINANT = "complainant"
    AGENCY = "agency"


class Channel(StrEnum):
    """How a complaint came in. A register may record others: the API takes any word."""

    FORM = "form"
    API = "api"
    MAIL = "mail"
    COUNTER = "counter"
    LETTER = "letter"
    PHONE = "phone"
    HEARING = "hearing"
    IMPORT = "import"
    OPEN311 = "open311"
    FIELD_VISIT = "field_visit"
    DESK = "desk"


class ClockName(StrEnum):
    """What is owed. An action plan's steps are clocks, too, under names of their own."""

    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    RESOLVE = "resolve"
    KEEP_INFORMED = "keep_informed"
    FOLLOW_UP = "follow_up"
    AGENCY_ANSWER = "agency_answer"
    ESCALATION = "escalation"  # shown while a ladder is climbed: the instant of its next level


# Whose date a complainant waits for, soonest first; the others are the office's own business.
PROMISED = (ClockName.ACKNOWLEDGE, ClockName.ASSESS, ClockName.RESOLVE)


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    MISSED = "missed"
    CANCELLED = "cancelled"


class LadderAct(StrEnum):
    """What reaching a level does beside alerting its people."""

    NOTIFY = "notify"
    REASSIGN = "reassign"
    RAISE_URGENCY = "raise_urgency"
    PASS_UP = "refer"  # noqa: S105 - the grammar's word: to whoever stands at the level


class AssignmentRule(StrEnum):
    """How an agency's new cases are given out."""

    BY_HAND = "by_hand"
    ROUND_ROBIN = "round_robin"
    LEAST_LOADED = "least_loaded"


class EvidenceState(StrEnum):
    AWAITING_UPLOAD = "awaiting_upload"
    SCANNING = "scanning"
    AVAILABLE = "available"
    REJECTED = "rejected"
    EXPIRED = "expired"
    FORGOTTEN = "forgotten"


class Reason(StrEnum):
    """Why a file is refused: the cases of the GOV.UK Design System's file upload pattern.

    `not_uploaded` is a file that came damaged or not at all: sending it again may help.
    """

    WRONG_TYPE = "wrong_type"
    TOO_BIG = "too_big"
    EMPTY = "empty"
    INFECTED = "infected"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 - a reason, not a password
    NOT_UPLOADED = "not_uploaded"
    TOO_MANY = "too_many"
