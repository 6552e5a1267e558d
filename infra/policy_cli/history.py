"""The history of policies: AppConfig's deployments with what the audit chain says of them."""

from typing import Any

from infra.policy_cli import deployments as deploying
from infra.policy_cli.audit_chain import PolicyChain
from infra.policy_cli.render import change_of
from infra.stack import Stack


def told(stack: Stack) -> list[dict[str, Any]]:
    """The newest first. A deployment without an event was made by other means than `redress`."""
    events = PolicyChain(stack, "").events()
    changes: list[dict[str, Any]] = []
    for one in deploying.deployments(stack.client, stack.outputs):
        event = change_of(events, one.appconfig_version)
        first = not any(change["in_force"] for change in changes)
        document = deploying.hosted(stack.client, stack.outputs, one.appconfig_version)
        changes.append(
            {
                "deployment": one.number,
                "version": document["version"],
                "state": one.state,
                "in_force": first and one.state in deploying.IN_FORCE,
                "at": one.started_at.isoformat(timespec="seconds"),
                "event": event.name if event else None,
                "by": event.actor.name if event else None,
                "why": (event.data["why"] if event else None) or one.why,
                "hash": event.data["hash"] if event else None,
            }
        )
    return changes
