"""JSONata in a Step Functions definition: `{% … %}` with `$states` and the variables assigned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jsonata import Jsonata  # type: ignore[import-untyped]  # it has no stubs

Document = Mapping[str, Any]

_VARIABLE = re.compile(r"\$([a-z_]\w*)\b(?!\()")  # and no function, such as `$not(`


@dataclass(frozen=True)
class Scope:
    """What an expression sees while a state runs; `variables` are the execution's own."""

    variables: Document
    given: Any
    context: Document
    result: Document = field(default_factory=dict)

    def value(self, node: Any) -> Any:
        """The node with every expression in it evaluated.

        Fails, as AWS does, on an expression that finds nothing and on a variable not assigned yet.
        """
        if isinstance(node, dict):
            return {name: self.value(each) for name, each in node.items()}
        if isinstance(node, list):
            return [self.value(each) for each in node]
        if not (isinstance(node, str) and node.startswith("{%")):
            return node
        text = node.removeprefix("{%").removesuffix("%}")
        unknown = {*_VARIABLE.findall(text)} - self.variables.keys() - {"states"}
        assert not unknown, f"{node} reads {unknown}, which nobody assigned"
        assert self._evaluated(f"$exists({text})"), f"{node} finds nothing"
        return self._evaluated(text)

    def _evaluated(self, text: str) -> Any:
        expression = Jsonata(text)
        states = {"input": self.given, "context": self.context, **self.result}
        for name, value in {**self.variables, "states": states}.items():
            expression.assign(name, value)
        return expression.evaluate(None)
