"""The forms of the commands: which fields each asks for, in which order. A new command is a row.

What a field must be is the API's own model's business.
"""

from collections.abc import Mapping, Sequence

from functions.intake.pages.web.forms import Form
from shared.domain import typed
from shared.domain.vocabulary import (
    Assessment,
    Audience,
    CommandName,
    MediationStep,
    Outcome,
    Party,
    RecordKind,
)

FORMS: Mapping[CommandName, Sequence[str]] = {
    CommandName.ACKNOWLEDGE: ("message",),
    CommandName.ASSESS: ("result", "message", "ground"),
    CommandName.TRIAGE: ("urgency", "category", "agency", "reason"),
    CommandName.ASSIGN: ("assignee",),
    CommandName.REQUEST_INFORMATION: ("to_ask", "question"),
    CommandName.ANSWER_REQUEST: ("text",),
    CommandName.REPLY: ("text",),
    CommandName.NOTE: ("audience", "text"),
    CommandName.RECORD: ("kind", "text", "held_on"),
    CommandName.COMPLETE_STEP: ("step", "text"),
    CommandName.MEDIATE: ("mediation", "party", "text"),
    CommandName.EXTEND: ("clock", "days", "reason"),
    CommandName.PROPOSE_DECISION: ("outcome", "summary", "remedies"),
    CommandName.SIGN_OFF: (),
    CommandName.RETURN: ("reason",),
    CommandName.CLOSE: ("lessons",),
    CommandName.FOLLOW_UP: ("remedy", "done", "text"),
    CommandName.REFER: ("to", "message"),
    CommandName.MERGE: ("into",),
    CommandName.REOPEN: ("reason",),
    CommandName.RECUSE: ("reason",),
    CommandName.NAME_SUBJECT: ("user", "reason"),
    CommandName.LIFT_EXCLUSION: ("kept_away", "reason"),
    CommandName.HOLD: ("on", "reason"),
    CommandName.BREAK_GLASS: ("reason",),
    CommandName.APPROVE_BREAK_GLASS: ("user",),
    CommandName.REVOKE_EXPERT: ("expert",),
    CommandName.REDACT: ("message_id", "text"),
}
# Fields whose name in the body is another command's, too, with other choices.
BODY_NAMES = {"to_ask": "to", "mediation": "step", "kept_away": "user"}
PROSE = frozenset({"message", "reason", "text", "question", "summary"})
CHOICES: Mapping[str, Sequence[str]] = {
    "result": tuple(Assessment),
    "to_ask": tuple(Party),
    "audience": (Audience.INTERNAL, Audience.AGENCY),
    "kind": tuple(RecordKind),
    "mediation": tuple(MediationStep),
    "party": tuple(Party),
    "outcome": tuple(Outcome),
    "done": ("yes", "no"),
    "on": ("yes", "no"),
}
OPTIONAL = frozenset(
    {
        *("ground", "held_on", "party", "lessons", "remedy", "remedies"),
        *("urgency", "category", "agency"),
    }
)
OPTIONAL_IN = {
    (CommandName.ACKNOWLEDGE, "message"),
    (CommandName.COMPLETE_STEP, "text"),
}
NUMBERS = frozenset({"days", "remedy"})
REMEDY_ROWS = (1, 2, 3)


def is_optional(command: CommandName, field: str) -> bool:
    return field in OPTIONAL or (command, field) in OPTIONAL_IN


def body_of(command: CommandName, form: Form) -> dict[str, object]:
    """The body that the API takes, of what the form says; empty fields are left out."""
    body = {BODY_NAMES.get(field, field): _value(field, form) for field in FORMS[command]}
    return {name: value for name, value in body.items() if value not in ("", None, [])}


def _value(field: str, form: Form) -> object:
    if field == "remedies":
        return [remedy for row in REMEDY_ROWS if (remedy := _remedy(row, form))]
    if field == "lessons":
        return form.all(field)
    if field == "held_on":
        return day_of(form, field)
    text = form.text(field)
    if field in ("done", "on"):
        return {"yes": True, "no": False}.get(text)
    number = typed.number(text) if field in NUMBERS else None
    return text if number is None else number


def _remedy(row: int, form: Form) -> dict[str, str]:
    """Nothing of a row that was left empty."""
    remedy = {
        "what": form.text(f"what_{row}"),
        "owner": form.text(f"owner_{row}"),
        "due_on": day_of(form, f"due_on_{row}"),
    }
    return {name: value for name, value in remedy.items() if value}


def day_of(form: Form, field: str) -> str:
    """2026-11-24, or whatever was written, for the model to refuse."""
    day, month, year = (form.text(f"{field}-{part}") for part in ("day", "month", "year"))
    return f"{year}-{month:0>2}-{day:0>2}" if day or month or year else ""


def field_of(command: CommandName, path: str) -> str:
    """The form's field for a path of the body: `remedies.0.due_on` is `due_on_1-day`."""
    parts = path.split(".")
    if parts[0] == "remedies" and len(parts) == 3:
        name = f"{parts[2]}_{int(parts[1]) + 1}"
        return f"{name}-day" if parts[2] == "due_on" else name
    own = {BODY_NAMES.get(field, field): field for field in FORMS[command]}
    name = own.get(parts[0], parts[0])
    if name == "remedies":
        return "what_1"
    return f"{name}-day" if name == "held_on" else name
