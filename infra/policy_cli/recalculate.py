"""Open cases and the policy in force: previewed, moved, explained."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from secrets import token_hex
from typing import Any

import click

from infra.policy_cli import deployments as deploying
from infra.policy_cli import make_plan as planning
from infra.policy_cli import open_cases
from infra.policy_cli.audit_chain import PolicyChain
from infra.policy_cli.plan_file import effect_of
from infra.policy_cli.recalculate_batch import Recalculation, Run
from infra.stack import Stack
from shared.aws.cases import DynamoCases
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.deadlines.recalculation import Direction
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy, policy_from
from shared.domain.vocabulary import EventName, Role
from shared.messages.explanation import explain

SCOPES: Mapping[str, Callable[[Case], str]] = {
    "agency": lambda case: case.agency,
    "category": lambda case: case.category,
    "urgency": lambda case: case.urgency,
    "case": lambda case: case.reference,
}


@dataclass(frozen=True)
class Mover:
    stack: Stack
    by: str
    now: datetime
    scope: str = "all"

    @cached_property
    def policy(self) -> Policy:
        document = deploying.in_force(self.stack.client, self.stack.outputs)
        return policy_from(document)

    def preview(self, direction: Direction) -> dict[str, Any]:
        """What `move` would do, in this direction and in both."""
        effect = planning.previewed(
            self.stack, self._wanted(), self.policy, self._old(), self.now, self._within
        )
        return {"version": self.policy.version, **effect_of(effect, direction)}

    def move(self, direction: Direction, why: str) -> dict[str, Any]:
        """Moves the cases, then writes what was done into the chain, once for each agency."""
        actor = Actor(Role.ADMIN, self.by)
        recalculation = Recalculation(
            self.stack, self.policy, self._old(), direction, actor, self.now, self.scope
        )
        wanted = self._wanted()
        with planning.progress() as bar:
            task = bar.add_task("cases moved", total=len(wanted))
            run = recalculation.run(
                wanted, token_hex(16), lambda count: bar.advance(task, count), self._within
            )
        self._digest(run, direction, why)
        sums = {name: asdict(one) for name, one in sorted(run.agencies.items())}
        return {"version": self.policy.version, **asdict(run.sums), "agencies": sums}

    def explain(self, reference: str, language: str) -> dict[str, Any]:
        """Raises CaseNotFound, or Unavailable when the case's policy is nowhere."""
        case = self._store().load(reference)
        policy = self._old()(case.policy_version)
        return {
            "reference": reference,
            "policy_version": case.policy_version,
            "clocks": [
                {
                    "name": name,
                    "state": str(clock.state),
                    "due_at": to_text(clock.due_at),
                    "steps": explain(clock, policy, language),
                }
                for name, clock in case.clocks.items()
            ],
        }

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

    def _wanted(self) -> list[str]:
        kind, _, name = self.scope.partition("=")
        if kind == "case":
            return [name]
        every = planning.agencies_of(self.stack, self.policy.document)
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
        return planning.known_policies(self.stack, self.policy.document)

    def _store(self) -> DynamoCases:
        client = self.stack.client("dynamodb")
        return DynamoCases(client, self.stack.cases_table, "", self.stack.shards)
