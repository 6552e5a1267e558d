"""Policy files read with the line of everything in them, so that each mistake can be pointed at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from shared.policy_schema.findings import Finding, PolicyMistakes
from shared.policy_schema.findings import Path as Place


class _DatesAsText(RoundTripConstructor):
    """Leaves dates to the model, whose complaint about a wrong one names its place."""


_DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_scalar)


@dataclass(frozen=True)
class Located:
    """A mistake with its file and line."""

    file: Path
    line: int
    finding: Finding

    def __str__(self) -> str:
        where = f"{self.finding.where}: " if self.finding.path else ""
        return f"{self.file}:{self.line}: {where}{self.finding.problem}. {self.finding.remedy}"


class LocatedMistakes(ValueError):
    """Everything that is wrong with a policy file, one line each."""

    def __init__(self, mistakes: Sequence[Located]) -> None:
        ordered = sorted(mistakes, key=lambda one: one.line)
        super().__init__("\n".join(str(one) for one in ordered))
        self.mistakes = tuple(ordered)


@dataclass(frozen=True)
class PolicyText:
    """A file's content as plain data, and the marked nodes that it came from."""

    file: Path
    content: Mapping[str, Any]
    nodes: Any

    def line_of(self, place: Place) -> int:
        """The line of this place, or of the nearest one around it that is in the file."""
        node, line = self.nodes, 1
        for part in place:
            found = _child(node, part)
            if found is None:
                continue
            node, line = found
        return line

    def locate(self, finding: Finding) -> Located:
        return Located(self.file, self.line_of(finding.path), finding)


def read(path: Path) -> PolicyText:
    """Raises LocatedMistakes for what isn't YAML, isn't a mapping or names one thing twice."""
    try:
        parser = YAML()
        parser.Constructor = _DatesAsText
        nodes = parser.load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _mistake(path, 1, f"can't be read: {error.strerror}", "Check the name.") from error
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = str(error.problem).split(" with value")[0]
        raise _mistake(path, line, problem, "Keep one of the two.") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _mistake(path, line, f"not YAML: {error.problem}", "Mend the syntax.") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise _mistake(path, 1, f"not YAML: {error}", "Save it as UTF-8 text.") from error
    if not isinstance(nodes, CommentedMap):
        raise _mistake(path, 1, "not a policy", "Begin with `version:`; see docs/policy.md.")
    return PolicyText(path, _plain(nodes), nodes)


@contextmanager
def located(
    text: PolicyText, to_source: Callable[[Place], Place] = lambda place: place
) -> Iterator[None]:
    """Findings raised inside come out with file and line."""
    try:
        yield
    except PolicyMistakes as error:
        found = [
            text.locate(Finding(to_source(one.path), one.problem, one.remedy))
            for one in error.findings
        ]
        raise LocatedMistakes(found) from error


def _mistake(path: Path, line: int, problem: str, remedy: str) -> LocatedMistakes:
    return LocatedMistakes([Located(path, line, Finding((), problem, remedy))])


def _child(node: Any, part: str | int) -> tuple[Any, int] | None:
    if isinstance(node, CommentedMap):
        key = next((key for key in node if str(key) == str(part)), None)
        return None if key is None else (node[key], node.lc.key(key)[0] + 1)
    if isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
        return node[part], node.lc.item(part)[0] + 1
    return None


def _plain(node: Any) -> Any:
    """Built-in types only: what pydantic is strict about."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    return next((kind(node) for kind in (int, float, str) if isinstance(node, kind)), node)
