"""The policy in force, and how it came to be what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.intake.service.dependencies import Deps
from shared.domain.access import POLICY_READERS
from shared.domain.case.events import POLICY_CHAIN, Actor, Event
from shared.domain.errors import Forbidden, Unavailable
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import EventName
from shared.policy_schema.differences import Difference, differences

IN_FORCE = frozenset({EventName.POLICY_APPLIED, EventName.POLICY_REVERTED})


@dataclass(frozen=True)
class PolicyHistory:
    """`last_change` is each value that the last version changed; empty where none is known."""

    policy: Policy
    events: Sequence[Event]
    last_change: Sequence[Difference]


def policy_in_force(deps: Deps) -> Policy:
    """For pages and decisions. Staff who ask to read it go by `read_policy`."""
    return deps.casework.policies.current()


def read_policy(deps: Deps, actor: Actor) -> Policy:
    """Raises Forbidden."""
    if actor.role not in POLICY_READERS:
        raise Forbidden("policy")
    return policy_in_force(deps)


def read_policy_history(deps: Deps, actor: Actor) -> PolicyHistory:
    """Raises Forbidden."""
    policy = read_policy(deps, actor)
    events = deps.casework.store.events(POLICY_CHAIN)
    return PolicyHistory(policy, events, _last_change(deps, events))


def _last_change(deps: Deps, events: Sequence[Event]) -> Sequence[Difference]:
    change = next((event.data for event in reversed(events) if event.name in IN_FORCE), None)
    if change is None:
        return ()
    try:
        before, after = (_document(deps, change[name]) for name in ("before", "version"))
    except Unavailable:
        return ()
    return list(differences(before, after))


def _document(deps: Deps, version: str) -> Mapping[str, Any]:
    return deps.casework.policies.version(version).document
