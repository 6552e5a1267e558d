"""The policy file becomes the canonical JSON that functions read.

`python -m infra.policy_cli.compile [FILE]` writes it beside the file; the default policy's goes
where the functions are shipped with it.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infra.policy_cli import yaml_source as reading
from infra.policy_cli.compiler import compiled_from
from infra.policy_cli.grammar import source_from
from shared.domain.policy.model import Policy, policy_from
from shared.policy_schema.findings import PolicyMistakes
from shared.policy_schema.validation import findings_of

DEFAULT = Path(__file__).parents[1] / "policy" / "default.yaml"
SHIPPED = Path(__file__).parents[2] / "shared" / "runtime" / "default_policy.json"


def load(path: Path) -> Policy:
    """The policy of a file. Raises LocatedMistakes with every mistake's line and remedy."""
    document = load_document(path)
    return policy_from(document)


def load_document(path: Path) -> Mapping[str, Any]:
    """The canonical document of a file. Raises LocatedMistakes."""
    text = reading.read(path)
    with reading.located(text):
        source = source_from(text.content)
        compiled = compiled_from(source)
    with reading.located(text, compiled.source_path):
        found = findings_of(compiled.document)
        if found:
            raise PolicyMistakes(found)
    return compiled.document


def written(document: Mapping[str, Any]) -> str:
    """The document as files and AppConfig hold it: the same bytes for the same policy."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def compiled_path(path: Path) -> Path:
    """Where the canonical JSON of a policy file belongs."""
    return SHIPPED if path.resolve() == DEFAULT else path.with_suffix(".json")


def compile_file(path: Path) -> None:
    """Writes the canonical JSON. Raises LocatedMistakes and writes nothing."""
    compiled_path(path).write_text(written(load_document(path)), encoding="utf-8")


def main(arguments: list[str]) -> int:
    try:
        compile_file(Path(arguments[0]) if arguments else DEFAULT)
    except reading.LocatedMistakes as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
