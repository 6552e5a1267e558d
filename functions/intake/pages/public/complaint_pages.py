"""The form: one question a page, each answer kept at once, checked as the API checks it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chalice.app import Response

from functions.intake.pages.public.case_session import session_cookie
from functions.intake.pages.public.complaint_form import DANGERS, FIELDS, STEPS, ComplaintForm
from functions.intake.pages.public.unsent_cookie import keep, unsent_of
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import page, redirect
from functions.intake.pages.web.policy_names import agency_name, category_name
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.schemas.parsing import parse_complaint
from functions.intake.service.filing import file_complaint
from functions.intake.service.policies import policy_in_force
from functions.intake.service.unsent_complaints import UnsentComplaint, new_unsent

FORM = "/complaints/new"
SENT = "/complaints/new/sent"
DATE_PARTS = ("day", "month", "year")
CHOICES = ("anonymous", "preferred_channel", "share", "already_before")


@dataclass(frozen=True)
class AnswerRow:
    """An answer to be checked before sending, and the way to change it."""

    question: str
    answer: str
    change: str


def show(visit: Visit) -> Response:
    unsent = unsent_of(visit)
    if unsent and unsent.was_sent:
        unsent = None  # a new complaint begins
    step = visit.query.get("step", STEPS[0])
    if step not in STEPS or (unsent is None and step != STEPS[0]):
        return redirect(visit, FORM)
    form = _complaint_form(visit, unsent or new_unsent(visit.deps))
    if step == "check" and (wrong := form.first_wrong_step()):
        return redirect(visit, FORM, step=wrong)
    return _page(visit, step, form)


def save(visit: Visit) -> Response:
    sent, unsent = form_of(visit), unsent_of(visit)
    step = sent.text("step")
    if step == "check" and unsent:
        if unsent.was_sent:
            return redirect(visit, SENT)
        return _send(visit, _complaint_form(visit, unsent))
    if step not in FIELDS or (unsent is None and step != STEPS[0]):
        return redirect(visit, FORM)
    if unsent is None or unsent.was_sent:
        unsent = new_unsent(visit.deps)
    return _keep(visit, step, _complaint_form(visit, unsent.with_answers(_answers(sent, step))))


def _keep(visit: Visit, step: str, form: ComplaintForm) -> Response:
    """Keeps a page's answers, and leads to the next question or back to the check of all."""
    if wrong := form.wrong_fields(step):
        return _page(visit, step, form, wrong)
    cookie = keep(visit, form.unsent)
    changed = visit.query.get("change") and form.first_wrong_step() is None
    following = "check" if changed else form.step_after(step)
    return redirect(visit, FORM, cookies=[cookie], step=following)


def _send(visit: Visit, form: ComplaintForm) -> Response:
    """Files once: a second sending finds the complaint sent, or has the same key."""
    if wrong := form.first_wrong_step():
        return _page(visit, wrong, form, form.wrong_fields(wrong))
    command = parse_complaint(form.document())
    filed = file_complaint(visit.deps, command, form.unsent.filing_key)
    kept = keep(visit, form.unsent.sent_as(filed.reference))
    session = session_cookie(visit, filed.reference, filed.access_code)
    return redirect(visit, SENT, cookies=[kept, session])


def _complaint_form(visit: Visit, unsent: UnsentComplaint) -> ComplaintForm:
    policy = policy_in_force(visit.deps)
    return ComplaintForm(unsent, policy, visit.language, visit.deps.clock())


def _answers(form: Form, step: str) -> dict[str, list[str]]:
    return {name: form.all(name) for name in FIELDS[step]}


def _page(
    visit: Visit, step: str, form: ComplaintForm, wrong_fields: Sequence[str] = ()
) -> Response:
    words, before = visit.words, form.step_before(step)
    return page(
        visit,
        "public/complain.html",
        status=422 if wrong_fields else 200,
        errors=[(name, words.t(f"complain.wrong.{name}")) for name in wrong_fields],
        step=step,
        answers=form.unsent,
        back=visit.link(FORM, step=before) if before else visit.link("/"),
        services=[(one, agency_name(one, form.policy, words)) for one in form.policy.agencies],
        categories=_categories(form, words),
        dangers=[(name, words.t(f"complain.urgent.{name}")) for name in DANGERS],
        calls_out=bool(form.policy.urgency.call_out),
        rows=list(_rows(form, visit)) if step == "check" else (),
    )


def _categories(form: ComplaintForm, words: Words) -> list[tuple[str, str]]:
    service, policy = form.unsent.text("service"), form.policy
    return [
        (category_id, category_name(category_id, policy, words))
        for category_id, category in policy.categories.items()
        if category.agency == service
    ]


def _rows(form: ComplaintForm, visit: Visit) -> Iterator[AnswerRow]:
    for step in form.steps:
        yield AnswerRow(
            visit.words.t(f"complain.row.{step}"),
            "\n".join(_answer(form, step, visit.words)) or visit.words.t("complain.nothing"),
            visit.link(FORM, step=step, change="1"),
        )


def _answer(form: ComplaintForm, step: str, words: Words) -> list[str]:
    unsent, policy = form.unsent, form.policy
    if step == "service":
        return [agency_name(unsent.text("service"), policy, words)]
    if step == "category":
        return [category_name(unsent.text("category"), policy, words)]
    if step == "danger":
        return [words.t(f"complain.urgent.{name}") for name in unsent.all("urgent")]
    if step == "where":
        day = "-".join(filter(None, (unsent.text(f"occurred_on-{part}") for part in DATE_PARTS)))
        return [text for text in (unsent.text("location"), day) if text]
    return [
        words.label(f"complain.{name}.", value) if name in CHOICES else value
        for name in FIELDS[step]
        for value in unsent.all(name)
        if value
    ]
