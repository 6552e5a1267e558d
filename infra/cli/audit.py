"""`redress audit`: verify the record, or carry it away to be verified without us."""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from infra import stack as stacks
from infra.audit.export import ExportedRecord, export
from infra.audit.records import Record, TableRecord
from infra.audit.verify import Vouched, broken_links, everything, vouched
from shared.domain.audit.chain import BrokenLink


@click.group()
def audit() -> None:
    """Prove that the record is complete, ordered and unchanged."""


@audit.command(name="verify")
@click.argument("case", required=False)
@click.option(
    "--export",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Checks what `export` wrote, without AWS.",
)
@stacks.where
def verify_chains(case: str | None, folder: Path | None, **where: Any) -> None:
    """Checks one chain, or all of them, and the words that their events tell of.

    Exit 0, or 1 and the first broken link of each, and each text that isn't as it was written.
    """
    record: Record = ExportedRecord(folder) if folder else TableRecord(stacks.the_stack(where))
    known = vouched(record)
    references = [case] if case else everything(record, known.heads)
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("verifying", total=len(references))
        found = broken_links(record, references, known.heads, lambda: progress.advance(task))
        broken = [*known.broken, *found]
    _tell(len(references), broken, known, as_json=where["as_json"])
    sys.exit(1 if broken else 0)


@audit.command(name="export")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where.",
)
@stacks.where
def export_chains(folder: Path, **where: Any) -> None:
    """Writes all chains, signed heads and the public key into a folder, without personal data."""
    record = TableRecord(stacks.the_stack(where))
    chains = export(record, folder)
    key = record.public_key()
    fingerprint = hashlib.sha256(key).hexdigest() if key else None
    if where["as_json"]:
        click.echo(json.dumps({"chains": chains, "key_sha256": fingerprint}))
        return
    click.echo(f"{chains} chains in {folder}")
    click.echo(f"SHA-256 of the public key, to compare by another way: {fingerprint}")


def _tell(chains: int, broken: Sequence[BrokenLink], known: Vouched, *, as_json: bool) -> None:
    until = known.until.isoformat() if known.until else None
    if as_json:
        found = [asdict(one) for one in broken]
        click.echo(json.dumps({"chains": chains, "broken": found, "attested_until": until}))
        return
    for one in broken:
        place = f", text {one.text}" if one.text else ""
        click.echo(f"{one.reference}, event {one.seq}{place}: {one.reason}")
    click.echo(f"{chains} chains, {len(broken)} broken links; signed until {until or 'no day yet'}")
