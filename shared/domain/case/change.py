"""A change: the events and texts that one transaction adds to a case."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event, sealed
from shared.domain.case.moment import Moment
from shared.domain.case.needs import NOTHING_LOADED, Loaded
from shared.domain.case.replay import apply
from shared.domain.case.texts import Text
from shared.domain.deadlines import clocks, escalation
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.event_effects import climbs_after, clocks_after
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import Audience, EventName, TextKind


@dataclass(frozen=True)
class Change:
    """What one transaction commits: the case before and after, events, texts.

    `loaded` is what the act needed beside the case; `along` is another case's change that is
    committed with this one or not at all.
    """

    before: Case
    case: Case
    policy: Policy
    actor: Actor
    moment: Moment
    operation_id: str
    loaded: Loaded = NOTHING_LOADED
    events: tuple[Event, ...] = ()
    texts: tuple[Text, ...] = ()
    along: "Change | None" = None
    forgets_identity: bool = False

    @classmethod
    def of(
        cls,
        case: Case,
        policy: Policy,
        actor: Actor,
        moment: Moment,
        operation_id: str,
        loaded: Loaded = NOTHING_LOADED,
    ) -> "Change":
        return cls(case, case, policy, actor, moment, operation_id, loaded)

    def without_identity(self) -> "Change":
        """Forgets who complained in the transaction that records it."""
        return replace(self, forgets_identity=True)

    def write(
        self, kind: TextKind, audience: Audience, body: Mapping[str, Any]
    ) -> tuple["Change", dict[str, str]]:
        """Keeps a text; the dictionary belongs into the data of the event that names it."""
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

    def emit(
        self, name: EventName, data: Mapping[str, Any] | None = None, **changes: Any
    ) -> "Change":
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

    def _timing(self, name: EventName, changes: Mapping[str, Any]) -> dict[str, Any]:
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
            moved = clocks_after(after, name, self.moment.occurred_at, self.policy, self.case)
        ended = climbs_after(replace(after, clocks=moved), name, self.policy)
        return _changed("clocks", self.case.clocks, moved, clocks.to_document) | _changed(
            "climbs", self.case.climbs, ended, escalation.to_document
        )


def _changed(
    key: str, before: Mapping[str, Any], after: Mapping[str, Any], document: Any
) -> dict[str, Any]:
    moved = {name: document(one) for name, one in after.items() if before.get(name) != one}
    return {key: moved} if moved else {}
