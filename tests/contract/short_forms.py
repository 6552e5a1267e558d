"""Writes a part of a template as YAML that a person reads: sorted, in CloudFormation's short forms.

Nobody reads it by program: it is compared as text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from tests.contract.alike import EVERY

_LONGEST_LINE = 90
_NEEDLESS_QUOTES = re.compile(r"(![A-Za-z]+) '([\w.:]+)'")


class _Short:
    """A function of CloudFormation and what it is applied to: `!Ref Name`."""

    def __init__(self, tag: str, value: Any) -> None:
        self.tag, self.value = tag, value


class _Dumper(yaml.SafeDumper):
    """Keeps what is short on one line, and writes a value that occurs twice twice."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def represent_mapping(
        self, tag: str, mapping: Any, flow_style: bool | None = None
    ) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        leaves = [leaf for pair in node.value for leaf in pair]
        node.flow_style = _fits(leaves)
        return node

    def represent_sequence(
        self, tag: str, sequence: Any, flow_style: bool | None = None
    ) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = flow_style or _fits(node.value)
        return node


def _fits(leaves: list[yaml.Node]) -> bool:
    scalars = [leaf for leaf in leaves if isinstance(leaf, yaml.ScalarNode)]
    return len(scalars) == len(leaves) and (
        sum(len(leaf.value) + 2 for leaf in scalars) < _LONGEST_LINE
    )


def _represent(dumper: _Dumper, short: _Short) -> yaml.Node:
    if isinstance(short.value, list):
        return dumper.represent_sequence(short.tag, short.value, flow_style=True)
    return dumper.represent_scalar(short.tag, short.value)


_Dumper.add_representer(_Short, _represent)


def dump(content: Mapping[str, Any]) -> str:
    text = yaml.dump(
        _shortened(content),
        Dumper=_Dumper,
        sort_keys=False,
        width=float("inf"),
        allow_unicode=True,
    )
    return _NEEDLESS_QUOTES.sub(r"\1 \2", text)


def _shortened(node: Any) -> Any:
    if isinstance(node, list):
        return [_shortened(each) for each in node]
    if not isinstance(node, Mapping):
        return node
    return _function(node) or {name: _shortened(node[name]) for name in _in_order(node)}


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name != EVERY, name))


def _function(node: Mapping[str, Any]) -> _Short | None:
    if len(node) != 1:
        return None
    ((name, value),) = node.items()
    if name in ("Ref", "Condition") and isinstance(value, str):
        return _Short(f"!{name}", value)
    if name == "Fn::GetAtt":
        return _Short("!GetAtt", ".".join(value))
    if name.startswith("Fn::") and isinstance(value, str | list):
        return _Short(name.replace("Fn::", "!"), _shortened(value))
    return None
