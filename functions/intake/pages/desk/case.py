"""A case on the desk: what to do now first, then all that this reader may know of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.case_acts import acts_among
from functions.intake.pages.desk.clock_bars import Bar, bars
from functions.intake.pages.desk.command_fields import FORMS
from functions.intake.pages.desk.event_lines import event_line
from functions.intake.pages.desk.queue_row import row_of
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.policy_names import urgency_name
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.service import evidence
from functions.intake.service.case_for_staff import CaseForStaff
from functions.intake.service.case_parts import clocks_of, next_level_at
from functions.intake.service.cases import read_case
from functions.intake.service.queue import line_of
from shared.domain.case.events import Actor
from shared.domain.vocabulary import ClockName, ClockState, CommandName, Right, Role, Status

# What the procedure asks for next, by status; the first of these that this reader may do.
NEXT: Mapping[str, Sequence[str]] = {
    Status.RECEIVED: (CommandName.ACKNOWLEDGE,),
    Status.ACKNOWLEDGED: (CommandName.ASSESS, CommandName.ASSIGN),
    Status.ACCEPTED: (CommandName.RECORD, CommandName.PROPOSE_DECISION),
    Status.INVESTIGATING: (
        CommandName.PROPOSE_DECISION,
        CommandName.RECORD,
        CommandName.ASSESS,
    ),
    Status.AWAITING_COMPLAINANT: (CommandName.REPLY,),
    Status.IN_MEDIATION: (CommandName.MEDIATE,),
    Status.DECISION_PROPOSED: (CommandName.SIGN_OFF, CommandName.RETURN),
    Status.RESOLVED: (CommandName.CLOSE, CommandName.FOLLOW_UP),
    Status.CLOSED: (CommandName.FOLLOW_UP,),
    Status.REFERRED: (CommandName.FOLLOW_UP,),
}
# Whatever its kind calls it, the words of a text.
WORDS_OF_A_TEXT = ("text", "description", "summary", "reason", "question", "message")


@dataclass(frozen=True)
class ClockRow:
    name: str
    state: str
    due: str
    bar: Bar


@dataclass(frozen=True)
class StepRow:
    step_id: str
    what: str
    state: str
    due: str
    is_open: bool


@dataclass(frozen=True)
class MessageRow:
    kind: str
    author: str
    at: str
    audience: str
    text: str


@staff_only
def show(visit: Visit, actor: Actor, reference: str) -> Response:
    shown = read_case(visit.deps, actor, reference_of(reference))
    words, now = visit.words, visit.deps.clock()
    possible = [command for command in FORMS if command in shown.possible]
    return desk_page(
        visit,
        actor,
        "desk/case.html",
        case=shown,
        row=row_of(line_of(shown.case), shown.policy, words, now),
        urgency=urgency_name(shown.case.urgency, words),
        now_do=next((one for one in NEXT.get(shown.case.status, ()) if one in possible), None),
        possible=possible,
        acts=acts_among(shown.possible),
        clocks=list(_clock_rows(shown, visit, now)),
        steps=list(_step_rows(shown, words)),
        messages=list(_message_rows(shown, words)),
        history=[event_line(one, shown.policy, words) for one in reversed(shown.history)],
        audited=shown.may(Right.AUDIT),
        downloads=shown.may(CommandName.DOWNLOAD),
    )


@staff_only
def download(visit: Visit, actor: Actor, reference: str, evidence_id: str) -> Response:
    form_of(visit)
    known = reference_of(reference)
    found = evidence.download(visit.deps, actor, known, evidence_id)
    return desk_page(visit, actor, "desk/download.html", reference=known, url=found.url)


def _clock_rows(shown: CaseForStaff, visit: Visit, now: datetime) -> Iterator[ClockRow]:
    """While an escalation climbs, the instant of its next level is a clock like others."""
    words, zone = visit.words, shown.policy.office.time_zone
    clocks = [(clock.name, str(clock.state), clock.due_at) for clock in clocks_of(shown.case)]
    if (level_at := next_level_at(shown.case)) is not None:
        clocks.append((ClockName.ESCALATION, ClockState.RUNNING, level_at))
    begun = shown.case.received_at or now
    drawn = bars(begun, now, [(state, due) for _, state, due in clocks], visit.direction)
    for (name, state, due), bar in zip(clocks, drawn, strict=True):
        yield ClockRow(
            words.label("clock.", name),
            words.t(f"desk.clock.{state}"),
            words.deadline(due, zone),
            bar,
        )


def _step_rows(shown: CaseForStaff, words: Words) -> Iterator[StepRow]:
    for step in shown.steps:
        yield StepRow(
            step.step_id,
            words.name(step.what, step.step_id),
            words.t(f"desk.clock.{step.clock.state}"),
            words.deadline(step.clock.due_at, shown.policy.office.time_zone),
            step.clock.met_at is None,
        )


def _message_rows(shown: CaseForStaff, words: Words) -> Iterator[MessageRow]:
    for text in shown.messages:
        kind = f"desk.kind.{text.kind}"
        by_complainant = text.author == Role.COMPLAINANT
        yield MessageRow(
            words.t(kind if words.has(kind) else "desk.kind.other"),
            words.t("desk.role.complainant") if by_complainant else text.author,
            words.moment(text.written_at, shown.policy.office.time_zone),
            words.t(f"desk.audience.{text.audience}"),
            next((str(text.body[name]) for name in WORDS_OF_A_TEXT if text.body.get(name)), ""),
        )
