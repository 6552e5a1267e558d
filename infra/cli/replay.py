"""`redress replay`: a register of real complaints through the running system."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.progress import Progress

from infra.local import cloud as clouds
from infra.local.workspace import DEFAULT_PORT
from infra.policy_tools.deployments import deploy
from infra.policy_tools.policy_file import load_document
from infra.replay import report
from infra.replay.drive import Replay
from infra.replay.office import LocalOffice
from infra.replay.register import RegisterMapping, Row, read_mapping, read_rows

POLICY_WITHIN_SECONDS = 60
ALERTS_WITHIN_SECONDS = 180
CLOCK = "resolve"
WIDE = 150  # columns, where nobody's terminal sets them


@click.command()
@click.argument("csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    "mapping_path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Which columns are what, and the policy to replay under.",
)
@click.option("--until", help="Judge open cases at this instant (RFC 3339); else the last row's.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="Which local cloud.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of tables.")
def replay(csv: Path, mapping_path: Path, until: str | None, port: int, as_json: bool) -> None:
    """Feeds a register through the running system in time order, and compares what comes out."""
    mapping = read_mapping(mapping_path)
    rows = read_rows(csv, mapping)
    office = LocalOffice(clouds.at(port))
    document = load_document(mapping.policy)
    deploy(office.cloud.client, office.cloud.outputs, document, "replay")
    _wait_until_in_force(office, str(document["version"]))
    with office.without_schedule():
        driven = _drive(office, rows, _end(rows, until))
        lines = [report.line(row, office.get(_path(driven, row)), CLOCK) for row in rows]
        alerts = _alerts(office, driven, rows)
    found = report.document(lines, alerts, driven.ticks)
    if as_json:
        click.echo(json.dumps(found, indent=2))
    else:
        _show(lines, found, _zone(mapping))
    sys.exit(1 if found["disagree"] or found["levels_without_record"] else 0)


def _wait_until_in_force(office: LocalOffice, version: str) -> None:
    """Functions keep a policy for some seconds before they ask again."""
    last = time.monotonic() + POLICY_WITHIN_SECONDS
    while office.get("/v1/policy")["version"] != version:
        if time.monotonic() > last:
            raise click.ClickException(f"policy {version} did not come into force")
        time.sleep(1)


def _end(rows: Sequence[Row], until: str | None) -> datetime:
    if until is not None:
        return datetime.fromisoformat(until)
    known = [at for row in rows for at in (row.received_at, row.answered_at, row.register_due_at)]
    return max(at for at in known if at is not None)


def _drive(office: LocalOffice, rows: Sequence[Row], end: datetime) -> Replay:
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("replaying the register", total=None)
        driven = Replay(office, lambda done, of: progress.update(task, completed=done, total=of))
        driven.run(rows, end)
    return driven


def _path(driven: Replay, row: Row) -> str:
    return f"/v1/cases/{driven.references[row.external_reference]}"


def _alerts(office: LocalOffice, driven: Replay, rows: Sequence[Row]) -> report.Alerts:
    """Waits until each level that was reached has its record of alerts."""
    last = time.monotonic() + ALERTS_WITHIN_SECONDS
    with Console(stderr=True).status("waiting for the last alerts"):
        while True:
            chains = [office.get(f"{_path(driven, row)}/audit")["items"] for row in rows]
            alerts = report.alerts_of(chains)
            if not alerts.unrecorded or time.monotonic() > last:
                return alerts
            time.sleep(1)


def _zone(mapping: RegisterMapping) -> ZoneInfo:
    return ZoneInfo(mapping.columns["received_at"]["time_zone"])


def _show(lines: Sequence[report.Line], found: Mapping[str, Any], zone: ZoneInfo) -> None:
    console = Console() if sys.stdout.isatty() else Console(width=WIDE)
    console.print(report.table(lines, zone))
    console.print(report.alerts_table(found["alerts"]))
    verdict = "bold red" if found["disagree"] or found["levels_without_record"] else "green"
    console.print(
        f"[{verdict}]{found['agree']} agree, {found['disagree']} differ, "
        f"{found['without_deadline']} have no deadline; {found['ticks']} ticks; "
        f"{found['levels_without_record']} levels without a record of their alerts[/]"
    )
