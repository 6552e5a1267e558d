"""The policy in force, what changed with it, and who changed what before; read only."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalice.app import Request, Response

from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.public.promise import deadlines, rungs
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words, words
from functions.intake.service.dependencies import Deps
from shared.domain.access import POLICY_READERS
from shared.domain.case.events import POLICY_CHAIN, Actor, Event
from shared.domain.errors import Forbidden, Unavailable
from shared.domain.policy.ladders import DEFAULT_LADDER
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import EventName
from shared.policy_schema.differences import differences

IN_FORCE = (EventName.POLICY_APPLIED, EventName.POLICY_REVERTED)
SHOWN = 50


@staff_only
def show(deps: Deps, request: Request, actor: Actor) -> Response:
    if actor.role not in POLICY_READERS:
        raise Forbidden("policy")
    policy, spoken = deps.casework.policies.current(), words(Visit(deps, request).language)
    events = deps.casework.store.events(POLICY_CHAIN)
    return desk_page(
        deps,
        request,
        actor,
        "desk_policy.html",
        version=policy.version,
        since=spoken.day(policy.effective_from),
        deadlines=list(deadlines(policy, spoken)),
        rungs=list(rungs(policy.ladders[DEFAULT_LADDER], spoken)),
        changes=list(_changes(events, policy, spoken)),
        last=_last(deps, events),
        document=_written(policy.document),
    )


def _changes(
    events: Sequence[Event], policy: Policy, spoken: Words
) -> Iterator[tuple[str, str, str, str, str]]:
    """When, what, from which to which, who and why; the latest first."""
    for one in [*reversed(events)][:SHOWN]:
        if one.name == EventName.POLICY_CHANGE_BEGUN:
            continue
        yield (
            spoken.moment(one.occurred_at, policy.office.time_zone),
            spoken.t(f"desk.policy.{one.name}"),
            f"{one.data['before']} → {one.data['version']}",
            one.actor.name,
            str(one.data["why"]),
        )


def _last(deps: Deps, events: Sequence[Event]) -> list[tuple[str, str, str]]:
    """Path, before and after of each value that the last change changed."""
    done = next((one.data for one in reversed(events) if one.name in IN_FORCE), None)
    if done is None:
        return []
    try:
        before, after = (_document(deps, done[name]) for name in ("before", "version"))
    except Unavailable:
        return []
    found = differences(before, after)
    return [(one.path, _written(one.before), _written(one.after)) for one in found]


def _document(deps: Deps, version: str) -> Mapping[str, Any]:
    return deps.casework.policies.version(version).document


def _written(value: Any) -> str:
    """As the policy's file says it; nothing where there is nothing."""
    if isinstance(value, str) or value is None:
        return value or ""
    indent = 2 if isinstance(value, Mapping) else None
    return json.dumps(value, ensure_ascii=False, indent=indent)
