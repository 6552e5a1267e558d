"""The expanded template with every value filled in, as CloudFormation does it.

Names are made up (the stack's name and the logical id), so that a value tells whose it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.aws.arns import ACCOUNT, REGION, attribute, reference
from tests.contract.facts import Expanded

STACK = "redress"
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackName": STACK,
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{STACK}/1",
    "AWS::URLSuffix": "amazonaws.com",
}
# What a deployment must say, since the template has no default for it.
SAID: Mapping[str, str] = {"MailFrom": "office@example.org"}
_NO_VALUE = object()
_NAMED = re.compile(r"\$\{(!?)([^}]+)\}")


@dataclass(frozen=True)
class Deployment:
    """`chosen` are other parameters that aren't left at their defaults."""

    template: Expanded
    chosen: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        """By logical id, those whose condition holds."""
        return {
            name: {**each, "Properties": self.value(each.get("Properties", {}))}
            for name, each in self.template.resources.items()
            if self._exists(name)
        }

    def of_type(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, each in self.resources.items():
            if each["Type"] == kind:
                yield name, each["Properties"]

    def arn(self, logical_id: str) -> str:
        return self._attribute(logical_id, "Arn")

    def ref(self, logical_id: str) -> str:
        """Returns what `Ref` gives: the name of most resources, the ARN or address of some."""
        resource = self.template.resources[logical_id]
        return reference(resource["Type"], self._name(logical_id))

    def named(self, kind: str, name: str) -> str:
        """Returns the logical id of the resource that has this name, ARN or address."""
        for logical_id, _ in self.of_type(kind):
            if name in (self.ref(logical_id), self.arn(logical_id)):
                return logical_id
        raise ValueError(f"no {kind} is called {name}")

    def properties(self, logical_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.resources[logical_id]["Properties"]
        return found

    def holds(self, condition: str) -> bool:
        return self._is(self.template.conditions[condition])

    def value(self, node: Any) -> Any:
        """Returns it with all of CloudFormation's functions carried out."""
        if isinstance(node, list):
            found = [self.value(each) for each in node]
            return [each for each in found if each is not _NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, of),) = node.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._called(name, of)
        values = {name: self.value(each) for name, each in node.items()}
        return {name: each for name, each in values.items() if each is not _NO_VALUE}

    def _called(self, name: str, of: Any) -> Any:
        carried_out: Mapping[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Fn::GetAtt": lambda of: self._attribute(*_path(of)),
            "Fn::Sub": lambda of: self._substituted(*(of if isinstance(of, list) else [of, {}])),
            "Fn::If": lambda of: self.value(of[1] if self.holds(of[0]) else of[2]),
            "Fn::Join": lambda of: str(of[0]).join(self.value(of[1])),
            "Fn::Select": lambda of: self.value(of[1])[int(self.value(of[0]))],
            "Fn::Split": lambda of: str(self.value(of[1])).split(of[0]),
            "Fn::Transform": lambda of: {},  # an include holds no permission
        }
        if name not in carried_out:
            raise ValueError(f"{name} isn't known here")
        return carried_out[name](of)

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NO_VALUE
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self.template.parameters:
            default = self.template.parameters[name].get("Default", name)
            return self.chosen.get(name, SAID.get(name, default))
        return self.ref(name)

    def _substituted(self, text: str, values: Mapping[str, Any]) -> str:
        def found(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return f"${{{name}}}"
            if name in values:
                return str(self.value(values[name]))
            known = self._attribute(*_path(name)) if "." in name else self._ref(name)
            return str(known)

        return _NAMED.sub(found, text)

    def _attribute(self, logical_id: str, name: str) -> str:
        resource = self.template.resources[logical_id]
        return attribute(resource["Type"], self._name(logical_id), name)

    def _name(self, logical_id: str) -> str:
        properties = self.template.resources[logical_id].get("Properties", {})
        if "LogGroupName" in properties:  # the one name that permissions are written with
            return str(self.value(properties["LogGroupName"]))
        return f"{STACK}-{logical_id}"

    def _exists(self, logical_id: str) -> bool:
        condition = self.template.resources[logical_id].get("Condition")
        return condition is None or self.holds(condition)

    def _is(self, node: Mapping[str, Any]) -> bool:
        ((name, of),) = node.items()
        match name:
            case "Condition":
                return self.holds(of)
            case "Fn::Equals":
                return bool(self.value(of[0]) == self.value(of[1]))
            case "Fn::Not":
                return not self._is(of[0])
            case "Fn::And":
                return all(self._is(each) for each in of)
            case "Fn::Or":
                return any(self._is(each) for each in of)
        raise ValueError(f"{name} isn't known here")


def _path(attribute: Any) -> tuple[str, str]:
    """Returns the resource and the attribute that a `GetAtt` names, in either of its forms."""
    resource, name = attribute if isinstance(attribute, list) else attribute.split(".", 1)
    return resource, name
