"""The questions of the complaint's form: their fields, their order, and what an answer lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.intake.schemas.parsing import parse_complaint
from functions.intake.service.unsent_complaints import UnsentComplaint
from shared.domain import typed
from shared.domain.errors import InvalidInput
from shared.domain.policy.model import Policy
from shared.domain.procedure.complaint import is_in_future, missing_fields

FIELDS: Mapping[str, tuple[str, ...]] = {
    "what": ("description",),
    "service": ("service",),
    "category": ("category",),
    "where": ("location", "occurred_on-day", "occurred_on-month", "occurred_on-year"),
    "danger": ("urgent",),
    "who": ("anonymous", "name"),
    "reach": ("email", "phone", "preferred_channel", "share"),
    "others": ("on_behalf_of", "co_complainants_count", "subject_persons", "already_before"),
}
STEPS = (*FIELDS, "check")
DANGERS = ("danger_now", "legal_violation", "human_rights", "vulnerable")
# What the API calls a field, and the field of the form that asks for it.
_QUESTIONS = {
    "location.text": "location",
    "complainant": "anonymous",
    "complainant.name": "name",
    "complainant.email": "email",
    "complainant.phone": "phone",
    "complainant.preferred_channel": "preferred_channel",
}
_NEEDED_FOR = {"email": "email", "sms": "phone", "phone": "phone"}


@dataclass(frozen=True)
class ComplaintForm:
    """The answers so far, with what they are checked against."""

    unsent: UnsentComplaint
    policy: Policy
    language: str
    now: datetime

    def wrong_fields(self, step: str) -> list[str]:
        """The fields of this page that have to be mended, each once, in the page's order."""
        on_page = [name.removesuffix("-day") for name in FIELDS[step]]
        wrong = {*self._refused_by_the_api(), *self._unanswered()}
        return [name for name in on_page if name in wrong]

    def first_wrong_step(self) -> str | None:
        """The first page that something is still wrong with."""
        return next((step for step in self.steps if self.wrong_fields(step)), None)

    @property
    def steps(self) -> list[str]:
        """Who stays anonymous isn't asked how to be reached."""
        return [step for step in FIELDS if step != "reach" or self.is_named]

    def step_after(self, step: str) -> str:
        steps = [*self.steps, "check"]
        return next(one for one in steps if STEPS.index(one) > STEPS.index(step))

    def step_before(self, step: str) -> str | None:
        earlier = [one for one in self.steps if STEPS.index(one) < STEPS.index(step)]
        return earlier[-1] if earlier else None

    @property
    def is_named(self) -> bool:
        return self.unsent.text("anonymous") == "no"

    def document(self) -> dict[str, Any]:
        """The body that the API would be sent."""
        unsent = self.unsent
        fields = {
            "category": unsent.text("category"),
            "description": unsent.text("description"),
            "language": self.language,
            "urgent_answers": {name: True for name in unsent.all("urgent") if name in DANGERS},
            "location": _filled_in({"text": unsent.text("location")}),
            "occurred_on": self._occurred_on(),
            "complainant": self._complainant(),
            "co_complainants_count": _number(unsent.text("co_complainants_count")),
            "on_behalf_of": unsent.text("on_behalf_of"),
            "subject_persons": _lines(unsent.text("subject_persons")),
            "already_before": unsent.text("already_before"),
        }
        return _filled_in(fields) or {}

    def _complainant(self) -> dict[str, Any] | None:
        if not self.is_named:
            return None
        names = ("name", "email", "phone", "preferred_channel")
        fields = _filled_in({name: self.unsent.text(name) for name in names}) or {}
        return fields | {"share_identity_with_agency": self.unsent.text("share") == "yes"}

    def _refused_by_the_api(self) -> Iterator[str]:
        try:
            parse_complaint(self.document())
        except InvalidInput as error:
            yield from (_question_of(field.field) for field in error.errors)
        day = _read_day(self._occurred_on())
        if day and is_in_future(day, self.policy, self.now):
            yield "occurred_on"

    def _unanswered(self) -> Iterator[str]:
        """What this form asks for beyond the API, since a person reads it."""
        unsent = self.unsent
        yield from self._unchosen()
        if self.is_named and not unsent.text("name"):
            yield "name"
        channel = unsent.text("preferred_channel")
        if channel in _NEEDED_FOR and not unsent.text(_NEEDED_FOR[channel]):
            yield _NEEDED_FOR[channel]
        category = self.policy.categories.get(unsent.text("category"))
        if category is not None:
            answered = {
                "location": unsent.text("location"),
                "occurred_on": self._occurred_on(),
                "complainant": self.is_named,
            }
            yield from map(_question_of, missing_fields(category, answered))

    def _unchosen(self) -> Iterator[str]:
        unsent = self.unsent
        service, category = unsent.text("service"), unsent.text("category")
        known = self.policy.categories.get(category)
        if service not in self.policy.agencies:
            yield "service"
        elif known is None or known.agency != service:
            yield "category"
        yield from (
            name for name in ("anonymous", "share") if unsent.text(name) not in ("yes", "no")
        )

    def _occurred_on(self) -> str:
        parts = [self.unsent.text(f"occurred_on-{part}") for part in ("year", "month", "day")]
        if not any(parts):
            return ""
        year, month, day = (_number(part) for part in parts)
        return f"{year:>04}-{month:>02}-{day:>02}"


def _question_of(field: str) -> str:
    if field.startswith("subject_persons"):
        return "subject_persons"
    return _QUESTIONS.get(field, field)


def _filled_in(fields: Mapping[str, Any]) -> dict[str, Any] | None:
    return {name: value for name, value in fields.items() if value not in (None, "", [])} or None


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | str:
    """In whatever digits it was written."""
    number = typed.number(text)
    return text if number is None else number


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
