"""`redress policy validate`: files as they are, each with all its mistakes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.policy_tools.policy_file import check_file
from infra.policy_tools.yaml_source import Located, LocatedMistakes, read
from shared.policy_schema.findings import Finding
from shared.policy_schema.validation import findings_of, warnings_of


@dataclass(frozen=True)
class Verdict:
    """`version` is None when the file is no policy that can be deployed."""

    file: Path
    version: str | None
    mistakes: tuple[Located, ...] = ()
    warnings: tuple[Located, ...] = ()
    is_mapping: bool = False

    @property
    def valid(self) -> bool:
        return not self.mistakes

    def document(self) -> dict[str, Any]:
        return {
            "file": str(self.file),
            "valid": self.valid,
            "version": self.version,
            "mistakes": [_described(mistake) for mistake in self.mistakes],
            "warnings": [_described(warning) for warning in self.warnings],
        }


def _described(located: Located) -> dict[str, Any]:
    return {
        "file": str(located.file),
        "line": located.line,
        "where": located.finding.where,
        "problem": located.finding.problem,
        "remedy": located.finding.remedy,
    }


def validate_file(path: Path) -> Verdict:
    """A policy file, or a compiled one; a register's mapping beside a preset is let be."""
    try:
        if path.suffix == ".json":
            return _compiled(path)
        if "columns" in read(path).content:
            return Verdict(path, None, is_mapping=True)
        policy = check_file(path)
        return Verdict(path, str(policy.document["version"]), warnings=policy.warnings)
    except LocatedMistakes as error:
        return Verdict(path, None, error.mistakes)


def _compiled(path: Path) -> Verdict:
    try:
        document: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        finding = Finding((), f"not JSON: {error}", "Compile it again.")
        return Verdict(path, None, (Located(path, line, finding),))
    if mistakes := findings_of(document):
        return Verdict(path, None, _at_the_top(path, mistakes))
    warnings = _at_the_top(path, warnings_of(document))
    return Verdict(path, str(document["version"]), warnings=warnings)


def _at_the_top(path: Path, findings: Iterable[Finding]) -> tuple[Located, ...]:
    """A compiled document is written by a program: its lines say nothing to people."""
    return tuple(Located(path, 1, finding) for finding in findings)
