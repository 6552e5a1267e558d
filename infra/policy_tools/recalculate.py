"""Open cases under the policy in force: what a recalculation would do, and doing it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from secrets import token_hex
from typing import Any

import click

from infra.policy_tools import deployments, open_cases
from infra.policy_tools.audit_chain import PolicyChain
from infra.policy_tools.kept_policies import agencies_of, policies_by_version
from infra.policy_tools.make_plan import preview_open_cases
from infra.policy_tools.plan_file import effect_of
from infra.policy_tools.recalculate_batch import BatchRecalculation
from infra.policy_tools.recalculation_run import Run
from infra.policy_tools.render import progress
from infra.stack import Stack
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.deadlines.recalculation import Direction
from shared.domain.policy.model import Policy, policy_from
from shared.domain.vocabulary import EventName, Role

SCOPES: Mapping[str, Callable[[Case], str]] = {
    "agency": lambda case: case.agency,
    "category": lambda case: case.category,
    "urgency": lambda case: case.urgency,
    "case": lambda case: case.reference,
}


@dataclass(frozen=True)
class Recalculator:
    stack: Stack
    by: str
    now: datetime
    scope: str = "all"

    @cached_property
    def policy(self) -> Policy:
        document = deployments.in_force(self.stack.client, self.stack.outputs)
        return policy_from(document)

    def preview(self, direction: Direction) -> dict[str, Any]:
        """What `recalculate` would do, in this direction and in both."""
        effect = preview_open_cases(
            self.stack, self._references(), self.policy, self._old(), self.now, self._within
        )
        return {"version": self.policy.version, **effect_of(effect, direction)}

    def recalculate(self, direction: Direction, why: str) -> dict[str, Any]:
        """Recalculates the cases, then writes what was done into the chain, once per agency."""
        actor = Actor(Role.ADMIN, self.by)
        batches = BatchRecalculation(
            self.stack, self.policy, self._old(), direction, actor, self.now, self.scope
        )
        references = self._references()
        with progress() as bar:
            task = bar.add_task("cases moved", total=len(references))
            run = batches.run(
                references, token_hex(16), lambda count: bar.advance(task, count), self._within
            )
        self._digest(run, direction, why)
        sums = {name: asdict(totals) for name, totals in sorted(run.agencies.items())}
        return {"version": self.policy.version, **asdict(run.sums), "agencies": sums}

    def _digest(self, run: Run, direction: Direction, why: str) -> None:
        """One event per agency, from which one alert to it is made."""
        chain = PolicyChain(self.stack, self.by)
        for agency, sums in sorted(run.agencies.items()):
            if sums.open_cases > sums.held:
                data = {
                    "agency": agency,
                    "version": self.policy.version,
                    "direction": direction,
                    "scope": self.scope,
                    "why": why,
                    **asdict(sums),
                }
                chain.append(EventName.CASES_RECALCULATED, self.now, data, run.run_id)

    def _references(self) -> list[str]:
        kind, _, name = self.scope.partition("=")
        if kind == "case":
            return [name]
        every = agencies_of(self.stack, self.policy.document)
        agencies = [name] if kind == "agency" else every
        return open_cases.references(self.stack, agencies)

    def _within(self, case: Case) -> bool:
        """Cases that already live under this policy are none of its business."""
        kind, _, name = self.scope.partition("=")
        if kind != "all" and kind not in SCOPES:
            raise click.BadParameter(f"{self.scope}: write one of {', '.join(SCOPES)}=NAME")
        in_scope = kind == "all" or SCOPES[kind](case) == name
        return in_scope and case.policy_version != self.policy.version

    def _old(self) -> Callable[[str], Policy]:
        return policies_by_version(self.stack, self.policy.document)
