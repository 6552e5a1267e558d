"""Fills a local cloud with the training office; `redress local seed` calls it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import Progress

from infra.local.cloud import Cloud
from infra.policy_tools.deployments import in_force
from infra.training.office import TrainingOffice
from shared.aws.cases import DynamoCases
from shared.domain.policy.model import Policy, policy_from
from shared.domain.vocabulary import Status


def seed(cloud: Cloud, how_many: int) -> Mapping[Status, int]:
    """Cases by status. What hangs on the stream (mail, alerts) follows by itself, as always."""
    outputs = cloud.outputs
    store = DynamoCases(
        cloud.client("dynamodb"),
        outputs["CasesTable"],
        outputs["IdentitiesTable"],
        int(outputs["DueShards"]),
    )
    office = TrainingOffice(store, _in_force(cloud), datetime.now(UTC))
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("cases", total=how_many)
        return office.seed(how_many, lambda: progress.advance(task))


def _in_force(cloud: Cloud) -> Policy:
    document = in_force(cloud.client, cloud.outputs)
    return policy_from(document)
