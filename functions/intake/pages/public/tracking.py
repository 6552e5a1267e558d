"""A complaint as its complainant sees it, in the language of the visit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.public.case_session import (
    ended_session_cookie,
    opened_case,
    session_cookie,
)
from functions.intake.pages.public.complainant_acts import OFFERED
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.page import page, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.service.case_for_complainant import (
    CaseForComplainant,
    DecisionForComplainant,
)
from functions.intake.service.case_parts import clocks_of
from functions.intake.service.complaints import open_complaint, show_complaint
from functions.intake.views.for_complainant import author_of, event_in_words, file_in_words
from shared import messages
from shared.domain.errors import CaseNotFound
from shared.domain.reference import read_reference
from shared.domain.vocabulary import ClockState
from shared.messages.explanation import explain

AWAITED = frozenset({ClockState.RUNNING, ClockState.PAUSED, ClockState.MISSED})
# Whatever its kind calls it, the words of a message.
WORDS_OF_A_MESSAGE = ("text", "message", "question", "description", "summary", "reason")


@dataclass(frozen=True)
class Promise:
    """What one waits for, until when, and how the date came about."""

    what: str
    until: str
    late: bool
    why: Sequence[str]


@dataclass(frozen=True)
class Happening:
    at: str
    what: str


@dataclass(frozen=True)
class Message:
    author: str
    at: str
    text: str


@dataclass(frozen=True)
class RemedyLine:
    what: str
    owner: str
    due: str


@dataclass(frozen=True)
class DecisionText:
    outcome: str
    summary: str | None
    remedies: Sequence[RemedyLine]


@dataclass(frozen=True)
class SentFile:
    name: str
    in_words: str


def ask(visit: Visit) -> Response:
    return page(visit, "public/track.html", reference="")


def look(visit: Visit) -> Response:
    """From the general page, where the reference is typed, too.

    A reference that can't be one, one that isn't, and a wrong code look the same.
    """
    form = form_of(visit)
    typed, code = form.text("reference"), form.text("code")
    try:
        case = open_complaint(visit.deps, read_reference(typed) or "", code)
    except CaseNotFound:
        errors = [("code", visit.words.t("track.wrong"))]
        return page(visit, "public/track.html", status=404, errors=errors, reference=typed[:40])
    cookie = session_cookie(visit, case.reference, code)
    return redirect(visit, f"/complaints/{case.reference}", cookies=[cookie])


def show(visit: Visit, reference: str) -> Response:
    known, case = reference_of(reference), opened_case(visit, reference)
    if case is None:
        return page(visit, "public/track.html", reference=known)
    shown, words = show_complaint(visit.deps, case), visit.words
    zone, types = shown.policy.office.time_zone, shown.policy.evidence.types
    return page(
        visit,
        "public/tracking.html",
        reference=case.reference,
        standing=_status(shown, words),
        held_by=words.name(shown.held_by),
        received=words.moment(case.received_at, zone) if case.received_at else "",
        follows=shown.follows and _status(shown.follows, words),
        decision=shown.decision and _decision(shown.decision, words),
        acts=[act for act in shown.possible if act in OFFERED],
        promises=list(_promises(shown, words, visit.deps.clock())),
        messages=[
            Message(author_of(text), words.moment(text.written_at, zone), words_of(text.body))
            for text in shown.messages
        ],
        files=[
            SentFile(file.name, file_in_words(file, words.language, types)) for file in shown.files
        ],
        timeline=[
            Happening(
                words.moment(event.occurred_at, zone), event_in_words(event, words.language, types)
            )
            for event in shown.timeline
        ],
        done=_act_just_done(visit),
    )


def leave(visit: Visit) -> Response:
    form_of(visit)
    return redirect(visit, "/", cookies=[ended_session_cookie(visit)])


def words_of(body: Mapping[str, object]) -> str:
    return "\n".join(str(body[name]) for name in WORDS_OF_A_MESSAGE if body.get(name))


def _status(shown: CaseForComplainant, words: Words) -> str:
    return messages.text(words.language, f"status.{shown.case.status}")


def _decision(decision: DecisionForComplainant, words: Words) -> DecisionText:
    return DecisionText(
        messages.text(words.language, f"outcome.{decision.outcome}"),
        decision.summary,
        [
            RemedyLine(one["what"], one["owner"], words.day(date.fromisoformat(one["due_on"])))
            for one in decision.remedies
        ],
    )


def _promises(shown: CaseForComplainant, words: Words, now: datetime) -> Iterator[Promise]:
    """Clocks that still run or were missed; what is done is told by the timeline."""
    for clock in sorted(clocks_of(shown.case), key=lambda clock: clock.due_at):
        if clock.state in AWAITED:
            yield Promise(
                words.label("clock.", clock.name),
                words.moment(clock.due_at, shown.policy.office.time_zone),
                clock.state is ClockState.MISSED or clock.due_at < now,
                explain(clock, shown.policy, words.language),
            )


def _act_just_done(visit: Visit) -> str | None:
    """The address says which act it was, and nothing of the visitor's."""
    done = visit.query.get("done")
    return done if done in OFFERED else None
