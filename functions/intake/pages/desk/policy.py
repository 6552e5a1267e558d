"""The policy in force, what changed with it, and who changed what before; read only."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from chalice.app import Response

from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.public.law_in_words import deadlines, ladder_levels
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.service.policies import PolicyHistory, read_policy_history
from shared.domain.case.events import Actor, Event
from shared.domain.vocabulary import EventName

SHOWN = 50


@dataclass(frozen=True)
class PolicyChange:
    """In the order of the table's columns."""

    at: str
    what: str
    versions: str
    who: str
    why: str


@staff_only
def show(visit: Visit, actor: Actor) -> Response:
    history, words = read_policy_history(visit.deps, actor), visit.words
    policy = history.policy
    return desk_page(
        visit,
        actor,
        "desk/policy.html",
        version=policy.version,
        since=words.day(policy.effective_from),
        deadlines=list(deadlines(policy, words)),
        levels=list(ladder_levels(policy, words)),
        changes=[astuple(change) for change in _changes(history, words)],
        last=[
            (value.path, _as_in_the_file(value.before), _as_in_the_file(value.after))
            for value in history.last_change
        ],
        document=_as_in_the_file(policy.document),
    )


def _changes(history: PolicyHistory, words: Words) -> Iterator[PolicyChange]:
    """The latest first."""
    for event in [*reversed(history.events)][:SHOWN]:
        if event.name != EventName.POLICY_CHANGE_BEGUN:
            yield PolicyChange(
                words.moment(event.occurred_at, history.policy.office.time_zone),
                words.label("desk.policy.", event.name),
                _versions(event),
                event.actor.name,
                str(event.data.get("why", "")),
            )


def _versions(event: Event) -> str:
    """From which to which; a recalculation is done under one alone."""
    version, before = str(event.data.get("version", "")), event.data.get("before")
    return version if before is None else f"{before} → {version}"


def _as_in_the_file(value: Any) -> str:
    """As the policy's file says it; nothing where there is nothing."""
    if isinstance(value, str) or value is None:
        return value or ""
    indent = 2 if isinstance(value, Mapping) else None
    return json.dumps(value, ensure_ascii=False, indent=indent)
