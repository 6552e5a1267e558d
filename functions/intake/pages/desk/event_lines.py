"""What happened to a case, event by event, in the reader's language."""

from dataclasses import dataclass

from functions.intake.pages.words import Words
from shared.domain.case.events import Event
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import Role

# Who acts under a role alone: the event's own name for them says nothing to a reader.
WITHOUT_NAME = frozenset({Role.COMPLAINANT, Role.SYSTEM, Role.CONTACT, Role.EXPERT})


@dataclass(frozen=True)
class EventLine:
    at: str
    what: str
    who: str


def event_line(event: Event, policy: Policy, words: Words) -> EventLine:
    key = f"desk.event.{event.name}"
    what = words.t(key if words.has(key) else "desk.event.other", name=event.name)
    at = words.moment(event.occurred_at, policy.office.time_zone)
    return EventLine(at, what, _who(event, words))


def _who(event: Event, words: Words) -> str:
    role = event.actor.role
    return words.t(f"desk.role.{role}") if role in WITHOUT_NAME else event.actor.name
