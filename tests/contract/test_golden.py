"""The expanded template is what its golden files say, and nothing of it is outside of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.contract import golden
from tests.contract.facts import FACTS, LEFT_OUT, Expanded, current

SAYS_NOTHING = {"Sid", "PolicyName", "Description"}  # read by people alone
Path = tuple[str | int, ...]


@pytest.mark.parametrize("name", FACTS)
def test_the_expanded_template_is_what_the_golden_file_says(name: str) -> None:
    difference = golden.difference(name, current())
    assert difference == "", f"{difference}\nmeant? python -m tests.contract.golden --write {name}"


def test_each_golden_file_is_one_that_is_compared() -> None:
    assert {path.stem for path in golden.FOLDER.iterdir()} == set(FACTS) == set(golden.ABOUT)


@pytest.mark.parametrize("name", sorted(current().resources))
def test_no_value_of_a_resource_changes_without_a_golden_file(name: str) -> None:
    resource = current().resources[name]
    if not _is_of_a_route(resource):
        unseen = [path for path in _leaves(resource) if not _is_seen(name, resource, path)]
        assert [path for path in unseen if not _is_left_out(resource["Type"], path)] == []


def test_no_parameter_condition_or_output_changes_without_a_golden_file() -> None:
    template = current()
    for section in ("parameters", "conditions", "outputs"):
        content = getattr(template, section)
        for path in _leaves(content):
            other = replace(template, **{section: _changed(content, path)})
            seen = FACTS["interface"](other) != FACTS["interface"](template)
            assert seen or path[-1] in SAYS_NOTHING, path


def _is_of_a_route(resource: Mapping[str, Any]) -> bool:
    return bool(resource["Type"] == "AWS::ApiGateway::Deployment")


def _is_seen(name: str, resource: Mapping[str, Any], path: Path) -> bool:
    try:
        return _facts_of(name, _changed(resource, path)) != _facts_of(name, resource)
    except (ValueError, KeyError):  # a form that the golden files can't show is refused
        return True


def _facts_of(name: str, resource: Mapping[str, Any]) -> Sequence[Any]:
    alone = Expanded({name: resource}, {}, {}, {})
    return [facts_of(alone) for facts_of in FACTS.values()]


def _is_left_out(kind: str, path: Path) -> bool:
    written = ".".join(str(part) for part in path if part != "Properties")
    nowhere = path[0] == "Metadata" or path[-1] in SAYS_NOTHING
    return nowhere or any(written.startswith(each) for each in LEFT_OUT.get(kind, ()))


def _leaves(node: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(node, Mapping) and node:
        for name, each in node.items():
            yield from _leaves(each, (*path, name))
    elif isinstance(node, list) and node:
        for place, each in enumerate(node):
            yield from _leaves(each, (*path, place))
    else:
        yield path


def _changed(node: Any, path: Path) -> Any:
    if not path:
        return "something else"
    first, rest = path[0], path[1:]
    if isinstance(node, list):
        return [_changed(each, rest) if at == first else each for at, each in enumerate(node)]
    return {**node, first: _changed(node[first], rest)}
