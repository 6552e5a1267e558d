"""The words of a case's life that a policy may use, and what meets a clock by default."""

from collections.abc import Mapping
from typing import get_args

from shared.policy_schema.parts import ClockName

STARTS: Mapping[str, str] = {
    "receipt": "filed",
    "acknowledgement": "acknowledged",
    "acceptance": "accepted",
    "decision": "decision_signed_off",
    "referral": "referred",
    "agency_request": "agency_asked",
}
STARTS_BY_CLOCK: Mapping[str, str] = dict.fromkeys(get_args(ClockName), "receipt") | {
    "follow_up": "decision",
    "agency_answer": "agency_request",
}
MET_BY: Mapping[str, tuple[str, ...]] = {
    "acknowledge": (
        "acknowledged",
        "replied",
        "information_requested",
        "decision_proposed",
        "decision_signed_off",
        "closed",
        "referred",
        "not_accepted",
    ),
    "assess": ("accepted", "not_accepted", "referred", "decision_signed_off", "closed"),
    "resolve": ("decision_signed_off", "closed", "not_accepted", "referred"),
    "keep_informed": (
        "replied",
        "information_requested",
        "extended",
        "accepted",
        "mediation_proposed",
        "decision_signed_off",
        "closed",
    ),
    "follow_up": ("followed_up",),
    "agency_answer": ("agency_answered", "decision_signed_off", "closed"),
}
EVENTS = frozenset(event for events in MET_BY.values() for event in events) | {
    "assigned",
    "taken",
    "message_received",
    "investigated",
    "mediation_held",
    "mediation_failed",
    "agreement_reached",
    "agency_asked",
    "step_completed",
    "looked_after",
    "outcome_accepted",
    "appealed",
    "reopened",
    "feedback_given",
    "recused",
    "held",
    "case_joined",
    "merged",
    "withdrawn",
}
STATUSES = frozenset(
    {
        "received",
        "acknowledged",
        "accepted",
        "investigating",
        "awaiting_complainant",
        "in_mediation",
        "decision_proposed",
        "resolved",
    }
)
FACTS = ("urgency", "category", "agency", "channel")
CHANNELS = ("form", "api", "mail", "counter", "letter", "phone", "hearing", "import", "open311")
