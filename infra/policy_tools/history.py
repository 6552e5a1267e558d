"""The history of policies: AppConfig's deployments with what the audit chain says of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from infra.policy_tools import deployments
from infra.policy_tools.audit_chain import PolicyChain
from infra.policy_tools.deployments import Deployment
from infra.stack import Stack
from shared.domain.case.events import Event


def policy_history(stack: Stack) -> list[dict[str, Any]]:
    """The newest first. A deployment without an event was made by other means than `redress`."""
    events = PolicyChain(stack, "").events()
    changes: list[dict[str, Any]] = []
    for deployment in deployments.deployments(stack.client, stack.outputs):
        latest = not any(change["in_force"] for change in changes)
        in_force = latest and deployment.state in deployments.IN_FORCE
        document = deployments.hosted(stack.client, stack.outputs, deployment.appconfig_version)
        event = change_of(events, deployment.appconfig_version)
        changes.append(_described(deployment, document, event) | {"in_force": in_force})
    return changes


def _described(
    deployment: Deployment, document: Mapping[str, Any], event: Event | None
) -> dict[str, Any]:
    return {
        "deployment": deployment.number,
        "version": document["version"],
        "state": deployment.state,
        "at": deployment.started_at.isoformat(timespec="seconds"),
        "event": event.name if event else None,
        "by": event.actor.name if event else None,
        "why": (event.data["why"] if event else None) or deployment.why,
        "hash": event.data["hash"] if event else None,
    }


def change_of(events: Iterable[Event], appconfig_version: str) -> Event | None:
    """The audit event of a deployment."""
    return next(
        (
            event
            for event in events
            if str(event.data.get("appconfig_version")) == appconfig_version
        ),
        None,
    )
