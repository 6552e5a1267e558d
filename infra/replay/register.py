"""A register of real complaints, read as the mapping file says.

A register is a CSV with a row a complaint; the mapping names its columns. Times become UTC instants
of whole seconds. What can't be read is refused with the row's number and the column.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml


class RegisterError(ValueError):
    """A row or a mapping that can't be read as it is."""


@dataclass(frozen=True)
class Row:
    """One complaint of the register. `answered_at` is None when it never was."""

    external_reference: str
    received_at: datetime
    answered_at: datetime | None
    category: str
    description: str
    register_due_at: datetime | None
    register_missed: bool | None


@dataclass(frozen=True)
class RegisterMapping:
    """Which columns are what, and the policy under which the register's office worked."""

    columns: Mapping[str, Mapping[str, str]]
    compare: Mapping[str, Mapping[str, str]]
    policy: Path


def read_mapping(path: Path) -> RegisterMapping:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name in ("received_at", "category", "external_reference"):
        if name not in document.get("columns", {}):
            raise RegisterError(f"{path}: columns.{name} is missing; name the column it comes from")
    return RegisterMapping(
        document["columns"], document.get("compare", {}), Path(document["policy"])
    )


def read_rows(path: Path, mapping: RegisterMapping) -> list[Row]:
    """Returns all rows in the order of their receipt."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            _row(number, cells, mapping)
            for number, cells in enumerate(csv.DictReader(file), start=2)
        ]
    return sorted(rows, key=lambda row: (row.received_at, row.external_reference))


def _row(number: int, cells: Mapping[str, str], mapping: RegisterMapping) -> Row:
    def instant(spec: Mapping[str, str] | None) -> datetime | None:
        return None if spec is None else _instant(number, cells, spec)

    def words(name: str) -> str:
        spec = mapping.columns.get(name)
        return "" if spec is None else _cell(number, cells, spec)

    received = instant(mapping.columns["received_at"])
    if received is None:
        raise RegisterError(f"row {number}: received_at is empty; every complaint came in once")
    missed = mapping.compare.get("missed")
    return Row(
        words("external_reference"),
        received,
        instant(mapping.columns.get("answered_at")),
        slug(words("category")),
        words("description"),
        instant(mapping.compare.get("deadline")),
        None if missed is None else _cell(number, cells, missed) == missed["equals"],
    )


def _cell(number: int, cells: Mapping[str, str], spec: Mapping[str, str]) -> str:
    column = spec["column"]
    if column not in cells:
        raise RegisterError(f"row {number}: there is no column {column!r}; correct the mapping")
    return (cells[column] or "").strip()


def _instant(number: int, cells: Mapping[str, str], spec: Mapping[str, str]) -> datetime | None:
    text = _cell(number, cells, spec)
    if not text:
        return None
    try:
        local = datetime.strptime(text, spec["format"])  # noqa: DTZ007 - its zone follows
    except ValueError as error:
        column, form = spec["column"], spec["format"]
        raise RegisterError(f"row {number}: {column} is not of the form {form}") from error
    return local.replace(tzinfo=ZoneInfo(spec["time_zone"])).astimezone(UTC)


def as_document(row: Row) -> dict[str, Any]:
    """Returns what the office would have typed into the counter's form."""
    return {
        "category": row.category,
        "description": row.description or row.category,
        "external_reference": row.external_reference,
    }


def slug(text: str) -> str:
    """Lower case, each run of anything but letters and digits one underscore, none at the ends.

    `Pest Infestation - Residential` becomes `pest_infestation_residential`. A register's words
    become the category ids of a preset by this rule.
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
