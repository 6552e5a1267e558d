"""Applying a plan and taking a change back: checked, written down, deployed, written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from infra.policy_tools import deployments
from infra.policy_tools.audit_chain import PolicyChain
from infra.policy_tools.deployments import DeploymentFailed
from infra.policy_tools.plan_file import PlanRefused, PolicyPlan, fingerprint
from shared.domain.vocabulary import EventName
from shared.policy_schema.validation import findings_of


@dataclass(frozen=True)
class PolicyChange:
    """A policy that came into force in place of another."""

    version: str
    hash: str
    before: str
    appconfig_version: int


@dataclass(frozen=True)
class PolicyDeployer:
    """Puts policies in force, and writes into the chain what was begun and what came of it."""

    chain: PolicyChain
    now: datetime
    why: str

    def apply(self, plan: PolicyPlan, *, early: bool = False) -> PolicyChange:
        """Raises PlanRefused with nothing changed, DeploymentFailed with the old one in force."""
        current = self._in_force()
        if fingerprint(current) != plan.base_hash:
            raise PlanRefused(
                f"the plan starts from {plan.base_version}, but {current['version']} is in force: "
                "plan again"
            )
        refuse_invalid(plan.policy)
        if plan.policy["version"] == current["version"] and plan.changed:
            raise PlanRefused(
                f"version {current['version']} is in force with other content: give the new policy "
                "a new `version`"
            )
        if not early:
            _refuse_early(plan.policy, self.now)
        return self._put_in_force(EventName.POLICY_APPLIED, plan.policy, current)

    def revert(self, to: str | None = None) -> PolicyChange:
        """Puts the policy before this one in force again, or the named one. Raises PlanRefused."""
        current = self._in_force()
        return self._put_in_force(EventName.POLICY_REVERTED, self._earlier(current, to), current)

    def _earlier(self, current: Mapping[str, Any], to: str | None) -> Mapping[str, Any]:
        stack = self.chain.stack
        for past in deployments.deployments(stack.client, stack.outputs):
            if past.state in deployments.IN_FORCE:
                document = deployments.hosted(stack.client, stack.outputs, past.appconfig_version)
                version = document["version"]
                if version == to or (to is None and version != current["version"]):
                    return document
        raise PlanRefused(f"no policy {to or 'before this one'} was ever in force here")

    def _in_force(self) -> Mapping[str, Any]:
        stack = self.chain.stack
        return deployments.in_force(stack.client, stack.outputs)

    def _put_in_force(
        self, name: EventName, document: Mapping[str, Any], current: Mapping[str, Any]
    ) -> PolicyChange:
        stack, run = self.chain.stack, token_hex(16)
        data = {
            "version": document["version"],
            "hash": fingerprint(document),
            "before": current["version"],
            "before_hash": fingerprint(current),
            "why": self.why,
            "principal": stack.principal(),
        }
        deployments.keep(stack.client("dynamodb"), stack.cases_table, current)
        deployments.keep(stack.client("dynamodb"), stack.cases_table, document)
        self.chain.append(EventName.POLICY_CHANGE_BEGUN, self.now, data, run)
        try:
            number = deployments.deploy(stack.client, stack.outputs, document, self.why)
        except DeploymentFailed as error:
            failed = data | {"error": str(error)}
            self.chain.append(EventName.POLICY_CHANGE_FAILED, self.now, failed, run)
            raise
        self.chain.append(name, self.now, data | {"appconfig_version": number}, run)
        return PolicyChange(data["version"], data["hash"], data["before"], number)


def refuse_invalid(document: Mapping[str, Any]) -> None:
    """Raises PlanRefused: whatever made the document, a mistake never reaches AppConfig."""
    if findings := findings_of(document):
        mistakes = "; ".join(f"{finding.where}: {finding.problem}" for finding in findings)
        raise PlanRefused(f"the policy is not valid: {mistakes}")


def _refuse_early(document: Mapping[str, Any], now: datetime) -> None:
    """Raises PlanRefused before the effective day: a deployed policy holds at once."""
    today = now.astimezone(ZoneInfo(document["office"]["time_zone"])).date()
    effective = date.fromisoformat(document["effective_from"])
    if effective > today:
        raise PlanRefused(
            f"the policy is effective from {effective}: apply it on that day, or with --early"
        )
