"""The questions of the complaint's form: their fields, their order, and what an answer lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from functions.intake.pages.public.unsent_complaint import Draft
from functions.intake.schemas.complaint import Complaint
from functions.intake.schemas.validation import checked
from shared.domain.errors import InvalidInput
from shared.domain.policy.model import Policy

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
URGENT = ("danger_now", "legal_violation", "human_rights", "vulnerable")
# What the API calls a field, and the field of the form that asks for it.
_ASKED_IN = {
    "location.text": "location",
    "complainant": "anonymous",
    "complainant.name": "name",
    "complainant.email": "email",
    "complainant.phone": "phone",
    "complainant.preferred_channel": "preferred_channel",
}
_NEEDED_FOR = {"email": "email", "sms": "phone", "phone": "phone"}


@dataclass(frozen=True)
class Asked:
    """A draft with what it is checked against."""

    draft: Draft
    policy: Policy
    language: str
    now: datetime

    def wrong(self, step: str) -> list[str]:
        """The fields of this page that have to be mended, each once, in the page's order."""
        asked = [name.removesuffix("-day") for name in FIELDS[step]]
        found = {*self._refused(), *self._missing(step)}
        return [name for name in asked if name in found]

    def document(self) -> dict[str, Any]:
        """The body that the API would be sent."""
        draft = self.draft
        told = {
            "category": draft.text("category"),
            "description": draft.text("description"),
            "language": self.language,
            "urgent_answers": {name: True for name in draft.all("urgent") if name in URGENT},
            "location": _with_content({"text": draft.text("location")}),
            "occurred_on": _day(draft),
            "complainant": self._complainant(),
            "co_complainants_count": _number(draft.text("co_complainants_count")),
            "on_behalf_of": draft.text("on_behalf_of"),
            "subject_persons": _lines(draft.text("subject_persons")),
            "already_before": draft.text("already_before"),
        }
        return _with_content(told) or {}

    @property
    def is_named(self) -> bool:
        return self.draft.text("anonymous") == "no"

    def _complainant(self) -> dict[str, Any] | None:
        if not self.is_named:
            return None
        fields = ("name", "email", "phone", "preferred_channel")
        told = _with_content({name: self.draft.text(name) for name in fields}) or {}
        return told | {"share_identity_with_agency": self.draft.text("share") == "yes"}

    def _refused(self) -> Iterator[str]:
        try:
            checked(Complaint, self.document())
        except InvalidInput as error:
            yield from (field_of(one.field) for one in error.errors)
        day = _read_day(_day(self.draft))
        if day and day > self.now.astimezone(ZoneInfo(self.policy.office.time_zone)).date():
            yield "occurred_on"

    def _missing(self, step: str) -> Iterator[str]:
        """What the form asks for beyond the API, since a person reads it."""
        draft, category = self.draft, self.policy.categories.get(self.draft.text("category"))
        required = category.required if category else ()
        if draft.text("service") not in self.policy.agencies:
            yield "service"
        elif category is None or category.agency != draft.text("service"):
            yield "category"
        if draft.text("anonymous") not in ("yes", "no"):
            yield "anonymous"
        if "complainant" in required and not self.is_named:
            yield "anonymous"
        if self.is_named and not draft.text("name"):
            yield "name"
        if draft.text("share") not in ("yes", "no"):
            yield "share"
        channel = draft.text("preferred_channel")
        if channel in _NEEDED_FOR and not draft.text(_NEEDED_FOR[channel]):
            yield _NEEDED_FOR[channel]
        if "location" in required and not draft.text("location"):
            yield "location"
        if "occurred_on" in required and not _day(draft):
            yield "occurred_on"


def after(step: str, asked: Asked) -> str:
    """The next question. Who stays anonymous isn't asked how to be reached."""
    following = STEPS[STEPS.index(step) + 1]
    return "others" if following == "reach" and not asked.is_named else following


def before(step: str, asked: Asked) -> str | None:
    earlier = STEPS[: STEPS.index(step)]
    if not earlier:
        return None
    return "who" if earlier[-1] == "reach" and not asked.is_named else earlier[-1]


def first_open(asked: Asked) -> str | None:
    """The first page that something is still wrong with."""
    steps = [one for one in FIELDS if one != "reach" or asked.is_named]
    return next((one for one in steps if asked.wrong(one)), None)


def field_of(told: str) -> str:
    if told.startswith("subject_persons"):
        return "subject_persons"
    return _ASKED_IN.get(told, told)


def _with_content(fields: Mapping[str, Any]) -> dict[str, Any] | None:
    return {name: value for name, value in fields.items() if value not in (None, "", [])} or None


def _day(draft: Draft) -> str:
    parts = [draft.text(f"occurred_on-{part}") for part in ("year", "month", "day")]
    if not any(parts):
        return ""
    year, month, day = (_number(part) for part in parts)
    return f"{year:>04}-{month:>02}-{day:>02}"


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | str:
    """In whatever digits it was written."""
    return int(text) if text.isdecimal() and len(text) < 9 else text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
