"""Runs a file of deadline vectors: `python -m tests.deadline_vectors FILE [--json]`.

A vector names an operation, a calendar and inputs, and expects values. Exit code 0 means that
nothing failed. Rules in words about events and states are reported as unsupported.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.vector_operations import OPERATIONS, answer_to

OUTCOMES = ("passed", "failed", "unsupported")


def run(document: Mapping[str, Any]) -> dict[str, Any]:
    """The report on one file of vectors. A vector that breaks the calendar is a failure, too."""
    by_op: dict[str, dict[str, int]] = {}
    failures: list[dict[str, Any]] = []
    for vector in document["vectors"]:
        outcome, actual = _tried(vector, document["calendars"])
        counts = by_op.setdefault(vector["op"], dict.fromkeys(OUTCOMES, 0))
        counts[outcome] += 1
        if outcome == "failed":
            told = {key: vector[key] for key in ("id", "op", "input", "expected")}
            failures.append({**told, "actual": actual})
    totals = {outcome: sum(counts[outcome] for counts in by_op.values()) for outcome in OUTCOMES}
    return {**totals, "by_op": by_op, "failures": failures}


def _tried(vector: Mapping[str, Any], calendars: Mapping[str, Any]) -> tuple[str, Any]:
    if vector["op"] not in OPERATIONS:
        return "unsupported", None
    try:
        actual = answer_to(vector, calendars)
    except (ValueError, KeyError, TypeError) as error:
        return "failed", f"{type(error).__name__}: {error}"
    return ("passed" if actual == vector["expected"] else "failed"), actual


def show(report: Mapping[str, Any], console: Console) -> None:
    table = Table("operation", *OUTCOMES)
    for op, counts in sorted(report["by_op"].items()):
        table.add_row(op, *(str(counts[outcome]) for outcome in OUTCOMES))
    table.add_row("all", *(str(report[outcome]) for outcome in OUTCOMES), style="bold")
    console.print(table)
    for failure in report["failures"]:
        console.print(f"{failure['id']} {failure['op']}: expected {failure['expected']}")
        console.print(f"  got {failure['actual']}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run deadline vectors against the calendar.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args(arguments)
    report = run(json.loads(options.file.read_text(encoding="utf-8")))
    if options.json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        show(report, Console())
    return 1 if report["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
