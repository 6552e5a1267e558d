"""What happened to a case, event by event, in the reader's language."""

from functions.intake.pages.words import Words
from shared.domain.case.events import Event
from shared.domain.policy.model import Policy


def told(event: Event, policy: Policy, spoken: Words) -> tuple[str, str, str]:
    """When, what, and who."""
    key = f"desk.event.{event.name}"
    what = spoken.t(key if spoken.has(key) else "desk.event.other", name=event.name)
    return spoken.moment(event.occurred_at, policy.office.time_zone), what, _who(event, spoken)


def _who(event: Event, spoken: Words) -> str:
    role = event.actor.role
    if role in ("complainant", "system", "contact", "expert"):
        return spoken.t(f"desk.role.{role}")
    return event.actor.name
