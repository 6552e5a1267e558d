"""A decision in the making: events appended to a case, its clocks and climbs moved along.

Whatever an event means for the clocks is decided here and nowhere else: which it meets, starts,
pauses, resumes or calls off, and which climbs it ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from shared.domain.case.case import Case, apply, facts
from shared.domain.case.events import Actor, Event, canonical, sealed, sha256
from shared.domain.deadlines import clocks, escalation
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED, Climb
from shared.domain.instants import in_utc
from shared.domain.policy.model import ClockRule, Policy
from shared.domain.vocabulary import FINISHED, ClockState

# Two clocks may differ by so much before an instant counts as one in the future.
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Moment:
    """When we learn of something, and when it happened: deadlines run on the second."""

    recorded_at: datetime
    occurred_at: datetime

    @classmethod
    def at(cls, now: datetime, occurred_at: datetime | None = None) -> "Moment":
        return cls(in_utc(now), in_utc(occurred_at or now))


@dataclass(frozen=True)
class Text:
    """Words that somebody wrote: kept apart from the chain, which holds their hash.

    `audience` is who may read it beside the office: `complainant`, `agency` or `internal`.
    """

    text_id: str
    kind: str
    audience: str
    author: str
    written_at: datetime
    body: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        return sha256(canonical(self.body))


@dataclass(frozen=True)
class Draft:
    """What is to be committed in one transaction: the case before and after, events, texts.

    `along` is another case's draft that is committed with it or not at all.
    """

    before: Case
    case: Case
    policy: Policy
    actor: Actor
    moment: Moment
    operation_id: str
    events: tuple[Event, ...] = ()
    texts: tuple[Text, ...] = ()
    along: "Draft | None" = None
    forgets_identity: bool = False

    @classmethod
    def of(
        cls, case: Case, policy: Policy, actor: Actor, moment: Moment, operation_id: str
    ) -> "Draft":
        return cls(case, case, policy, actor, moment, operation_id)

    def without_identity(self) -> "Draft":
        """Who complained is forgotten in the transaction that tells of it."""
        return replace(self, forgets_identity=True)

    def write(
        self, kind: str, audience: str, body: Mapping[str, Any]
    ) -> tuple["Draft", dict[str, str]]:
        """Keeps a text; what comes back goes into the data of the event that tells of it."""
        text = Text(
            f"{self.case.seq + 1:06d}-{kind}",
            kind,
            audience,
            self.actor.role,
            self.moment.occurred_at,
            body,
        )
        named = {"text": text.text_id, "sha256": text.fingerprint, "audience": audience}
        return replace(self, texts=(*self.texts, text)), named

    def emit(self, name: str, data: Mapping[str, Any] | None = None, **changes: Any) -> "Draft":
        """Appends an event; `changes` are fields of the case, as JSON."""
        changes = changes | self._timing(name, changes)
        event = sealed(
            Event(
                self.case.reference,
                self.case.seq + 1,
                name,
                self.moment.occurred_at,
                self.moment.recorded_at,
                self.actor,
                self.operation_id,
                data or {},
                changes,
            ),
            self.case.head,
        )
        return replace(self, case=apply(self.case, event), events=(*self.events, event))

    def _timing(self, name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
        after = replace(
            self.case,
            **{
                key: value
                for key, value in changes.items()
                if key in ("status", "urgency", "agency", "category", "assignee")
            },
        )
        if "climbs" in changes:
            return {}
        if "clocks" in changes:
            told = {one: clocks.from_document(new) for one, new in changes["clocks"].items()}
            moved: Mapping[str, Clock] = {**after.clocks, **told}
        else:
            moved = clocks_after(after, name, self.moment.occurred_at, self.policy)
        ended = climbs_after(replace(after, clocks=moved), name, self.policy)
        return _changed("clocks", self.case.clocks, moved, clocks.to_document) | _changed(
            "climbs", self.case.climbs, ended, escalation.to_document
        )


def _changed(
    key: str, before: Mapping[str, Any], after: Mapping[str, Any], document: Any
) -> dict[str, Any]:
    moved = {name: document(one) for name, one in after.items() if before.get(name) != one}
    return {key: moved} if moved else {}


def clocks_after(case: Case, event: str, at: datetime, policy: Policy) -> Mapping[str, Clock]:
    """The clocks once this event happened to a case that has this status now."""
    moved = {name: _moved(clock, case, event, at, policy) for name, clock in case.clocks.items()}
    if event == "triaged" and case.received_at is not None:
        rules = clocks.rules_now(moved, facts(case), policy, policy)
        again = clocks.reclassified(moved, rules, case.received_at, policy)
        return {name: _in_step(clock, case, at, policy) for name, clock in again.items()}
    if event in _BEGINS_ANEW:
        moved = _anew(moved, _BEGINS_ANEW[event], case, at, policy)
    for name, rule in policy.rules_starting(event, facts(case)).items():
        if name not in moved or (event != "filed" and not moved[name].is_open):
            moved[name] = _begun(rule, case, at, policy)
    if case.status not in FINISHED:
        return moved
    return {name: one if _goes_on(case, one) else _ended(one) for name, one in moved.items()}


# What is owed once more when a case that was decided is looked at again.
_BEGINS_ANEW = {
    "appealed": frozenset({"assess", "resolve", "keep_informed"}),
    "reopened": frozenset({"resolve", "keep_informed"}),
}


def _anew(
    moved: Mapping[str, Clock], names: frozenset[str], case: Case, at: datetime, policy: Policy
) -> dict[str, Clock]:
    """What was promised by a decision that doesn't hold any more is not followed up."""
    lifted = {name: _ended(one) for name, one in moved.items() if name == "follow_up"}
    rules = policy.rules_for(facts(case))
    begun = {name: _begun(rules[name], case, at, policy) for name in names & rules.keys()}
    return {**moved, **lifted, **begun}


def _goes_on(case: Case, clock: Clock) -> bool:
    """After the end only what was promised is followed up: remedies still open, or a hand-over."""
    if clock.name not in case.followed:
        return False
    return case.status == "referred" or bool(case.decision and case.decision.remedies_open)


def _ended(clock: Clock) -> Clock:
    return clocks.cancelled(clock) if clock.is_open else clock


def _moved(clock: Clock, case: Case, event: str, at: datetime, policy: Policy) -> Clock:
    if not clock.is_open:
        return clock
    rule = policy.rule(clock.rule)
    if event in rule.met_by:
        again = rule.repeats and case.status not in FINISHED | {"resolved"}
        return _begun(rule, case, at, policy) if again else clocks.met(clock, at)
    return _in_step(clock, case, at, policy)


def _begun(rule: ClockRule, case: Case, at: datetime, policy: Policy) -> Clock:
    return _in_step(clocks.start(rule, at, policy), case, at, policy)


def _in_step(clock: Clock, case: Case, at: datetime, policy: Policy) -> Clock:
    """Standing still exactly while the case has a status that its rule is paused by."""
    if not clock.is_open:
        return clock
    if case.status in policy.rule(clock.rule).paused_by:
        return clocks.pause(clock, at)
    return clocks.resume(clock, at, policy)


def climbs_after(case: Case, event: str, policy: Policy) -> Mapping[str, Climb]:
    """A climb goes on only while its cause lasts."""

    def lasts(climb: Climb) -> bool:
        if case.status in FINISHED and climb.cause not in case.followed:
            return False
        if climb.cause == CALL_OUT:
            unanswered = case.status == "received" and event != "taken"
            return unanswered and case.urgency in policy.urgency.call_out
        if climb.cause == UNASSIGNED:
            return case.assignee is None
        return case.clocks[climb.cause].state is ClockState.MISSED

    return {
        name: climb if lasts(climb) else escalation.stopped(climb)
        for name, climb in case.climbs.items()
    }
