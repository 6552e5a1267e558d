"""Complaints as they are sent: checked field by field, then one command for the domain."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.intake.schemas.fields import (
    Day,
    Email,
    Instant,
    Line,
    Lines,
    Phone,
    Prose,
    Word,
    refused,
)
from shared.domain.procedure.complaint import FileComplaint

Language = Literal["en", "fr", "es", "ar"]


class Body(BaseModel):
    """What every body has in common: unknown fields refused, no type guessed, built when used."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, defer_build=True, hide_input_in_errors=True
    )


class UrgentAnswers(Body):
    """Plain questions of the form; leaving one out is a no."""

    danger_now: bool = False
    legal_violation: bool = False
    human_rights: bool = False
    vulnerable: bool = False


class Location(Body):
    text: Lines | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    @model_validator(mode="after")
    def _has_both_coordinates_or_none(self) -> Self:
        if (self.latitude is None) is not (self.longitude is None):
            raise refused("Give latitude and longitude together, or neither.")
        return self


class Complainant(Body):
    name: Line | None = None
    email: Email | None = None
    phone: Phone | None = None
    preferred_channel: Literal["email", "sms", "phone", "post"] | None = None
    share_identity_with_agency: bool = False


class Complaint(Body):
    """The body of `POST /v1/complaints`. Without `complainant` it is an anonymous complaint."""

    category: Word
    description: Prose
    language: Language
    agency: Word | None = None
    urgent_answers: UrgentAnswers = UrgentAnswers.model_construct()
    location: Location | None = None
    occurred_on: Day | None = None
    complainant: Complainant | None = None
    co_complainants_count: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    on_behalf_of: Line | None = None
    subject_persons: Annotated[list[Line], Field(max_length=20)] = Field(default_factory=list)
    already_before: Literal["court", "other_body"] | None = None

    def command(self) -> FileComplaint:
        return FileComplaint(**self._fields())

    def _fields(self) -> dict[str, Any]:
        who = self.complainant
        return {
            "category": self.category,
            "description": self.description,
            "language": self.language,
            "agency": self.agency,
            "urgent_answers": self.urgent_answers.model_dump(),
            "location": self.location.model_dump(exclude_none=True) if self.location else None,
            "occurred_on": self.occurred_on,
            "identity": self._identity() or None,
            "share_identity": who is not None and who.share_identity_with_agency,
            "co_complainants_count": self.co_complainants_count,
            "already_before": self.already_before,
        }

    def _identity(self) -> dict[str, Any]:
        """All that names a person: it is stored apart, under its own key."""
        who = {} if self.complainant is None else self.complainant.model_dump(exclude_none=True)
        who.pop("share_identity_with_agency", None)
        others = {"on_behalf_of": self.on_behalf_of, "subject_persons": self.subject_persons}
        return who | {name: value for name, value in others.items() if value}


class RecordedComplaint(Complaint):
    """The body of `POST /v1/cases`: for somebody else, or a letter of an earlier day."""

    channel: Word = "counter"
    received_at: Instant | None = None
    external_reference: Line | None = None

    def _fields(self) -> dict[str, Any]:
        return super()._fields() | {
            "channel": self.channel,
            "received_at": self.received_at,
            "external_reference": self.external_reference,
        }
