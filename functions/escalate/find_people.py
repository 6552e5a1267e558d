"""Workflow step: which cases still need somebody, and whom the contact matrix names."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger

from functions.escalate.still_needed import is_needed
from shared.domain.case.case import Case
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED
from shared.domain.instants import to_text
from shared.domain.policy.ladders import Level
from shared.domain.policy.model import Policy
from shared.ports import CaseStore, Policies

WORKERS = 16
_ANSWERED_FIRST = "acknowledge"
_ABOVE_ALL = "ombudsman"

Document = Mapping[str, Any]


@dataclass(frozen=True)
class FindPeople:
    """Finds today's people for a level of the policy that the cases live under."""

    store: CaseStore
    policies: Policies
    log: Logger

    def __call__(self, event: Document, _context: object) -> dict[str, Any]:
        admitted_under = self.policies.version(event["policy_version"])
        level = _level(admitted_under, event)
        with ThreadPoolExecutor(WORKERS) as pool:
            cases = list(pool.map(self._case, event["escalations"]))
        told = [
            (one, self._needed(one, case, level, admitted_under))
            for one, case in zip(event["escalations"], cases, strict=True)
        ]
        # Such a case comes alone, unless somebody was named after the level was reached.
        excluded = frozenset(user for case in cases for user in case.excluded)
        version, contacts = self._contacts(event["agency"], level, admitted_under, excluded)
        answer = _answer(event, told, level, contacts) | {"policy_version": version}
        self.log.info("people", extra={"way": answer["way"], "contacts": contacts})
        return answer

    def _case(self, escalation: Document) -> Case:
        return self.store.load(escalation["reference"])

    def _needed(
        self, one: Document, case: Case, level: Level, policy: Policy
    ) -> dict[str, Any] | None:
        """Returns the case with what its alert says; None where no alert is needed any more."""
        asks = one["cause"] in (CALL_OUT, UNASSIGNED)
        events = self.store.events(one["reference"]) if asks else ()
        later = (event for event in events if event.seq > one["seq"])
        if not is_needed(case, policy, one["cause"], level.level, later):
            return None
        return {**one, **_owed(case, one["cause"])}

    def _contacts(
        self, agency: str, level: Level, admitted_under: Policy, excluded: frozenset[str]
    ) -> tuple[str, Sequence[str]]:
        """The version of the policy that names them, and their ids.

        Where the policy in force has nobody for this level, the older one is asked: somebody must
        hear of it. Where all of them are kept away from the case, the office's own are asked.
        """
        both = (self.policies.current(), admitted_under)
        named = [(policy, policy.people(agency, level.alert)) for policy in both]
        if excluded:
            named += [(policy, policy.office_contacts.get(_ABOVE_ALL, ())) for policy in both]
        for policy, people in named:
            left = [one.contact_id for one in people if one.user not in excluded]
            if left:
                return policy.version, list(dict.fromkeys(left))
        return admitted_under.version, []


def _level(policy: Policy, event: Document) -> Level:
    return next(one for one in policy.ladders[event["ladder"]] if one.level == event["level"])


def _answer(
    event: Document,
    told: Sequence[tuple[Document, dict[str, Any] | None]],
    level: Level,
    contacts: Sequence[str],
) -> dict[str, Any]:
    still = [need for _, need in told if need is not None]
    way = "in_turn" if contacts and level.wait_minutes > 0 else "at_once"
    return {
        **{key: event[key] for key in ("agency", "urgency", "level", "act", "call_out")},
        "way": way if still else "not_needed",
        "escalations": still,
        "not_needed": [one for one, need in told if need is None],
        "contacts": contacts,
        "wait_minutes": level.wait_minutes,
        "problem": None if contacts or not still else "nobody_named",
    }


def _owed(case: Case, cause: str) -> dict[str, Any]:
    """Returns what the complainant is owed, and by when, for the alert's words."""
    clock = case.clocks.get(_ANSWERED_FIRST if cause in (CALL_OUT, UNASSIGNED) else cause)
    if clock is None:
        return {"clock": None, "due_at": None}
    return {"clock": clock.name, "due_at": to_text(clock.due_at)}
