"""The office, who signs in, and the bodies that it refers to."""

from typing import Annotated

from pydantic import Field

from shared.policy_schema.field_types import (
    Address,
    Identifier,
    Language,
    Names,
    Prefix,
    Telephone,
    Text,
)
from shared.policy_schema.parts.base import Part


class EmergencyPart(Part):
    """Whom to call before writing: shown where people are asked whether they are safe."""

    name: Names
    number: Telephone


class OfficePart(Part):
    name: Names
    reference_prefix: Prefix
    languages: Annotated[list[Language], Field(min_length=1)]
    time_zone: Text
    emergency: list[EmergencyPart] = Field([])


class MemberPart(Part):
    """A sign-in name's place: whose agency it belongs to, and who stands above."""

    agency: Identifier | None = None
    reports_to: Text | None = None


class BodyPart(Part):
    """Somebody outside who decides what the office may not."""

    name: Names
    email: Address | None = None
