"""`redress policy validate`: files as they are, each with all its mistakes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.policy_tools.policy_file import load_document
from infra.policy_tools.yaml_source import Located, LocatedMistakes, read
from shared.policy_schema.findings import Finding
from shared.policy_schema.validation import findings_of


@dataclass(frozen=True)
class Verdict:
    """`version` is None when the file is no policy that can be deployed."""

    file: Path
    version: str | None
    mistakes: tuple[Located, ...] = ()
    is_mapping: bool = False

    @property
    def valid(self) -> bool:
        return not self.mistakes

    def document(self) -> dict[str, Any]:
        return {
            "file": str(self.file),
            "valid": self.valid,
            "version": self.version,
            "mistakes": [
                {
                    "file": str(mistake.file),
                    "line": mistake.line,
                    "where": mistake.finding.where,
                    "problem": mistake.finding.problem,
                    "remedy": mistake.finding.remedy,
                }
                for mistake in self.mistakes
            ],
        }


def validate_file(path: Path) -> Verdict:
    """A policy file, or a compiled one; a register's mapping beside a preset is let be."""
    try:
        if path.suffix == ".json":
            return _compiled(path)
        if "columns" in read(path).content:
            return Verdict(path, None, is_mapping=True)
        return Verdict(path, str(load_document(path)["version"]))
    except LocatedMistakes as error:
        return Verdict(path, None, error.mistakes)


def _compiled(path: Path) -> Verdict:
    try:
        document: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        finding = Finding((), f"not JSON: {error}", "Compile it again.")
        return Verdict(path, None, (Located(path, line, finding),))
    mistakes = tuple(Located(path, 1, finding) for finding in findings_of(document))
    return Verdict(path, None if mistakes else str(document["version"]), mistakes)
