"""The agencies that complaints are about, and how they give out new cases."""

from pydantic import Field

from shared.domain.policy.agencies import Assignment
from shared.policy_schema.field_types import Address, AssignmentRule, Names, Phone, Text
from shared.policy_schema.parts.base import Part


class ContactPart(Part):
    """How a post is reached, never a person's own address; `user` is the name that signs in."""

    email: Address | None = None
    phone: Phone | None = None
    user: Text | None = None


class AssignmentPart(Part):
    """How an agency's new cases are given out, and among whom."""

    rule: AssignmentRule = Assignment.rule.value
    among: list[Text] = Field(default=[])


class AgencyPart(Part):
    name: Names
    assignment: AssignmentPart = Field(AssignmentPart(), description="who gets its new cases")
