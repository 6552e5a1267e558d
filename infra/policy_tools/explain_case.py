"""Why each date of a case is what it is, under the policy that the case lives under."""

from typing import Any

from infra.policy_tools.deployments import in_force
from infra.policy_tools.kept_policies import policies_by_version
from infra.stack import Stack
from shared.aws.cases import DynamoCases
from shared.domain.instants import to_text
from shared.messages.explanation import explain


def explain_case(stack: Stack, reference: str, language: str) -> dict[str, Any]:
    """Raises CaseNotFound, or Unavailable when the case's policy is nowhere."""
    store = DynamoCases(stack.client("dynamodb"), stack.cases_table, "", stack.shards)
    case = store.load(reference)
    current = in_force(stack.client, stack.outputs)
    policy = policies_by_version(stack, current)(case.policy_version)
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
