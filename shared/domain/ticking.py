"""What the passing of time does to a case: warnings, missed deadlines, the next level of people."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain import clocks, escalation
from shared.domain.calendar import Calendar, Rules
from shared.domain.case import Case
from shared.domain.clocks import Clock
from shared.domain.draft import Draft, Moment
from shared.domain.escalation import CALL_OUT, Climb
from shared.domain.events import SYSTEM
from shared.domain.instants import in_utc, to_text
from shared.domain.policy import Policy


@dataclass(frozen=True)
class Ticked:
    """What a tick did to one case; all zero means that there was nothing to do."""

    warned: int = 0
    missed: int = 0
    escalated: int = 0

    @classmethod
    def of(cls, draft: Draft) -> "Ticked":
        names = [event.name for event in draft.events]
        return cls(
            names.count("clock_warned"), names.count("clock_missed"), names.count("escalated")
        )


def tick(case: Case, policy: Policy, now: datetime, operation_id: str) -> Draft:
    """Everything whose time has passed at `now`, in the order of time; no events when nothing has.

    Running it again at the same instant, or any number of times, adds nothing.
    """
    at = in_utc(now)
    draft = Draft.of(case, policy, SYSTEM, Moment.at(at), operation_id)
    for clock in sorted(case.clocks.values(), key=lambda one: one.due_at):
        draft = _miss(draft, clock, at) if clocks.is_missed(clock, at) else _warn(draft, clock, at)
    for climb in case.climbs.values():
        draft = climb_further(draft, climb, at)
    return draft


def _warn(draft: Draft, clock: Clock, now: datetime) -> Draft:
    share = clocks.warnings_due(clock, now)
    if share is None:
        return draft
    data = {"clock": clock.name, "fraction": share, "due_at": to_text(clock.due_at)}
    after = clocks.to_document(clocks.warned(clock, now))
    return draft.emit("clock_warned", data, clocks={clock.name: after})


def _miss(draft: Draft, clock: Clock, now: datetime) -> Draft:
    data = {"clock": clock.name, "due_at": to_text(clock.due_at)}
    after = clocks.to_document(clocks.missed(clock, now))
    missed = draft.emit("clock_missed", data, clocks={clock.name: after})
    ladder = draft.policy.rule(clock.rule).ladder or draft.policy.ladder_for(draft.case.urgency)
    calendar, rules = _time_of(missed, clock.name)
    climb = escalation.begin(
        clock.name, ladder, clock.due_at, draft.policy.ladders[ladder], calendar, rules
    )
    return climb_further(missed, climb, now)


def call_out(draft: Draft, now: datetime) -> Draft:
    """The climb of an urgent case that nobody has taken yet, once in its life.

    People are called out from when we know, however old the letter is.
    """
    policy = draft.policy
    ladder = policy.urgency.call_out.get(draft.case.urgency)
    if ladder is None or CALL_OUT in draft.case.climbs:
        return draft
    calendar = policy.calendars[policy.call_out_calendar]
    levels = policy.ladders[ladder]
    climb = escalation.begin(CALL_OUT, ladder, now, levels, calendar, policy.default_rules)
    return climb_further(draft, climb, now)


def climb_further(draft: Draft, climb: Climb, now: datetime) -> Draft:
    """The next level when its time has come; a new climb is kept in any case."""
    levels = draft.policy.ladders[climb.ladder]
    level = escalation.next_level(climb, levels, now)
    if level is None:
        if climb.cause in draft.case.climbs:
            return draft
        return draft.emit("climb_begun", {"cause": climb.cause}, **_kept(climb))
    calendar, rules = _time_of(draft, climb.cause)
    higher = escalation.reached(climb, levels, now, calendar, rules)
    data = {
        "cause": climb.cause,
        "ladder": climb.ladder,
        "level": level.level,
        "act": level.act,
        "planned_at": to_text(climb.next_at or now),
    }
    return draft.emit("escalated", data, **_kept(higher))


def _kept(climb: Climb) -> dict[str, dict[str, object]]:
    return {"climbs": {climb.cause: escalation.to_document(climb)}}


def _time_of(draft: Draft, cause: str) -> tuple[Calendar, Rules]:
    """A ladder runs in the time of the clock that was missed; a call-out around the clock."""
    policy = draft.policy
    if cause == CALL_OUT:
        return policy.calendars[policy.call_out_calendar], policy.default_rules
    rule = policy.rule(draft.case.clocks[cause].rule)
    return policy.calendars[rule.calendar], rule.rules
