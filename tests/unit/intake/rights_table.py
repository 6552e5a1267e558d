"""Who may do what, and when, as the office has decided it: written by hand, asked of no code.

A right is "own" (cases of one's own agency, or any for who belongs to the office), "any", "office"
(for who belongs to the office alone) or "no". Change a line here only when the office has changed
its mind; a change of the code alone is meant to be red.
"""

from collections.abc import Mapping

ROLES = ("officer", "supervisor", "mediator", "ombudsman", "registrar", "admin", "auditor")
PLACES = ("health", "justice", None)  # the case's agency, another one, the office
PEOPLE = tuple((role, place) for role in ROLES for place in PLACES)

# fmt: off
_RIGHTS: Mapping[str, tuple[str, ...]] = {
    #                       officer supervisor mediator ombudsman registrar admin auditor
    "list":                ("own", "own",    "any", "any",    "any",    "no", "no"),
    "read":                ("own", "own",    "any", "any",    "any",    "no", "no"),
    "identity":            ("no",  "office", "office", "office", "office", "no", "no"),
    "audit":               ("no",  "own",    "no",  "any",    "no",     "no", "any"),
    "policy":              ("any", "any",    "any", "any",    "any",    "any", "any"),
    "file":                ("own", "no",     "no",  "no",     "any",    "no", "no"),
    "backdate":            ("no",  "no",     "no",  "no",     "any",    "no", "no"),
    "download":            ("own", "own",    "any", "any",    "any",    "no", "no"),
    "evidence":            ("own", "own",    "any", "any",    "any",    "no", "no"),
    "retaliation":         ("own", "own",    "any", "any",    "any",    "no", "no"),
    "invite-expert":       ("no",  "own",    "no",  "any",    "no",     "no", "no"),
    "acknowledge":         ("own", "own",    "no",  "any",    "any",    "no", "no"),
    "assess":              ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "triage":              ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "refer":               ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "merge":               ("own", "own",    "no",  "any",    "any",    "no", "no"),
    "extend":              ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "assign":              ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "note":                ("own", "own",    "any", "any",    "any",    "no", "no"),
    "reply":               ("own", "own",    "any", "any",    "any",    "no", "no"),
    "request-information": ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "answer-request":      ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "record":              ("own", "own",    "any", "any",    "no",     "no", "no"),
    "complete-step":       ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "mediate":             ("own", "own",    "any", "any",    "no",     "no", "no"),
    "propose-decision":    ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "sign-off":            ("no",  "own",    "no",  "any",    "no",     "no", "no"),
    "return":              ("no",  "own",    "no",  "any",    "no",     "no", "no"),
    "close":               ("own", "own",    "no",  "any",    "any",    "no", "no"),
    "follow-up":           ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "reopen":              ("own", "own",    "no",  "any",    "no",     "no", "no"),
    "recuse":              ("own", "own",    "any", "any",    "any",    "no", "no"),
    "name-subject":        ("own", "own",    "any", "any",    "any",    "no", "no"),
    "lift-exclusion":      ("no",  "office", "no",  "office", "no",     "no", "no"),
    "break-glass":         ("own", "own",    "any", "any",    "any",    "no", "no"),
    "approve-break-glass": ("no",  "office", "no",  "office", "no",     "no", "no"),
    "hold":                ("no",  "own",    "no",  "any",    "no",     "no", "no"),
    "revoke-expert":       ("no",  "own",    "no",  "any",    "no",     "no", "no"),
    "redact":              ("no",  "office", "no",  "office", "office", "no", "no"),
}
# fmt: on
RIGHTS = {action: dict(zip(ROLES, line, strict=True)) for action, line in _RIGHTS.items()}

ACTS = frozenset(
    {
        *("messages", "withdraw", "accept", "appeal", "feedback", "mediation", "consent", "erase"),
        *("evidence", "retaliation"),
    }
)

AT_WORK = ("acknowledged", "accepted", "investigating", "awaiting_complainant", "in_mediation")
OPEN = ("received", *AT_WORK, "decision_proposed")
ENDED = ("closed", "referred", "not_accepted", "withdrawn", "merged")
STATUSES = (*OPEN, "resolved", *ENDED)

# What each status admits, whoever asks.
ADMITTED: Mapping[str, tuple[str, ...]] = {
    "acknowledge": ("received",),
    "assess": ("acknowledged", "investigating", "awaiting_complainant"),
    "triage": OPEN,
    "refer": ("received", *AT_WORK),
    "merge": OPEN,
    "extend": OPEN,
    "assign": OPEN,
    "note": STATUSES,
    "reply": (*OPEN, "resolved"),
    "request-information": AT_WORK,
    "answer-request": AT_WORK,
    "record": AT_WORK,
    "complete-step": (*OPEN, "resolved"),
    "mediate": AT_WORK,
    "propose-decision": AT_WORK,
    "sign-off": ("decision_proposed",),
    "return": ("decision_proposed",),
    "close": ("resolved",),
    "follow-up": ("resolved", "closed", "referred"),
    "reopen": ("resolved", "closed", "referred", "not_accepted", "withdrawn"),
    "recuse": (*OPEN, "resolved"),
    "name-subject": (*OPEN, "resolved"),
    "lift-exclusion": (*OPEN, "resolved"),
    "hold": STATUSES,
    "redact": STATUSES,
    "break-glass": STATUSES,
    "approve-break-glass": STATUSES,
    "invite-expert": (*OPEN, "resolved"),
    "revoke-expert": STATUSES,
    "retaliation": STATUSES,
    "evidence": tuple(one for one in STATUSES if one != "merged"),
    "messages": tuple(one for one in STATUSES if one != "merged"),
    "withdraw": OPEN,
    "accept": ("resolved",),
    "appeal": ("resolved", "closed", "referred", "not_accepted"),
    "feedback": ("resolved", "closed", "referred", "not_accepted", "withdrawn"),
    "mediation": ("in_mediation",),
    "consent": STATUSES,
    "erase": ENDED,
}


def holds(role: str, action: str, place: str | None) -> bool:
    """Whether somebody of this role and place has the right over a case of `health`."""
    return {
        "no": False,
        "own": place in ("health", None),
        "any": True,
        "office": place is None,
    }[RIGHTS[action][role]]


def offered(role: str, place: str | None, status: str) -> set[str]:
    """What this person may do with a case of this status."""
    commands = ADMITTED.keys() & RIGHTS.keys()
    return {one for one in commands if status in ADMITTED[one] and holds(role, one, place)}
