"""Condition operators, with what each makes of a key that the request doesn't carry.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
An operator that isn't known here is an error, never a silent "no": a Deny with it would be lost.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.aws.iam.patterns import arn_like, equal, like
from tests.aws.iam.request import Context

Compare = Callable[[str, str, Context], bool]  # what the policy wants, what the request carries

_NAME = re.compile(r"(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?")


def _folded(wanted: str, given: str, context: Context) -> bool:
    return equal(wanted.casefold(), given.casefold(), context)


def _numeric(compare: Callable[[float, float], bool]) -> Compare:
    return lambda wanted, given, _: compare(float(given), float(wanted))


_OPERATORS: Mapping[str, Compare] = {
    "StringEquals": equal,
    "StringEqualsIgnoreCase": _folded,
    "StringLike": like,
    "ArnEquals": arn_like,
    "ArnLike": arn_like,
    "Bool": _folded,
    "NumericEquals": _numeric(operator.eq),
    "NumericLessThan": _numeric(operator.lt),
    "NumericLessThanEquals": _numeric(operator.le),
    "NumericGreaterThan": _numeric(operator.gt),
    "NumericGreaterThanEquals": _numeric(operator.ge),
}
_NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
}


@dataclass(frozen=True)
class _Operator:
    over: str | None  # all or any of the values that the request carries for a key
    compare: Compare
    negated: bool
    if_exists: bool

    def met(self, wanted: Sequence[str], given: tuple[str, ...] | None, context: Context) -> bool:
        if given is None:
            return self._met_by_absence()
        found = [
            any(self.compare(one, value, context) for one in wanted) != self.negated
            for value in given
        ]
        if self.over is None and len(found) != 1:
            raise ValueError(f"several values ask for ForAllValues or ForAnyValue: {given}")
        return any(found) if self.over == "ForAnyValue" else all(found)

    def _met_by_absence(self) -> bool:
        if self.over is None:
            return self.if_exists or self.negated
        return self.over == "ForAllValues"


def met(conditions: Mapping[str, Mapping[str, Any]], context: Context) -> bool:
    """Tells whether every key of every operator is met. Raises ValueError on an unknown one."""
    return all(
        _is_met(name, _many(wanted), context.get(key.lower()), context)
        for name, keys in conditions.items()
        for key, wanted in keys.items()
    )


def _is_met(
    name: str, wanted: Sequence[str], given: tuple[str, ...] | None, context: Context
) -> bool:
    if name == "Null":
        return (given is None) == (wanted == ["true"])
    return _operator(name).met(wanted, given, context)


def _operator(name: str) -> _Operator:
    parts = _NAME.fullmatch(name)
    base = parts[2] if parts else name
    compare = _OPERATORS.get(_NEGATED.get(base, base))
    if parts is None or compare is None:
        raise ValueError(f"the operator {name} isn't known here")
    return _Operator(parts[1], compare, base in _NEGATED, parts[3] is not None)


def _many(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in values]
