"""Wildcards and policy variables, in resources and in the values of conditions.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re

from tests.aws.iam.request import Context

_TOKEN = re.compile(r"\$\{([^}]+)\}|\*|\?")
_OUTSIDE_VARIABLES = re.compile(r":(?![^{}]*\})")
_PARTS_OF_AN_ARN = 6
_LITERAL = {"*": "*", "?": "?", "$": "$"}  # `${*}` is an asterisk, not a wildcard


def like(pattern: str, value: str, context: Context) -> bool:
    """Compares with case. A variable that the request doesn't carry matches nothing."""
    return _matches(pattern, value, context, wildcards=True)


def equal(pattern: str, value: str, context: Context) -> bool:
    """Compares with case, and takes `*` and `?` for what they are."""
    return _matches(pattern, value, context, wildcards=False)


def arn_like(pattern: str, value: str, context: Context) -> bool:
    """Compares the six parts of an ARN one by one: no wildcard reaches over a colon of the first
    five."""
    if pattern == "*":
        return True
    patterns = _OUTSIDE_VARIABLES.split(pattern, _PARTS_OF_AN_ARN - 1)
    parts = value.split(":", _PARTS_OF_AN_ARN - 1)
    return len(patterns) == len(parts) and all(
        like(one, part, context) for one, part in zip(patterns, parts, strict=True)
    )


def action_like(pattern: str, action: str) -> bool:
    """Compares without case, as the prefix and the name of an action are."""
    return like(pattern.lower(), action.lower(), {})


def _matches(pattern: str, value: str, context: Context, *, wildcards: bool) -> bool:
    regex, last = "", 0
    for token in _TOKEN.finditer(pattern):
        known = _regex_of(token, context, wildcards=wildcards)
        if known is None:
            return False
        regex += re.escape(pattern[last : token.start()]) + known
        last = token.end()
    return re.fullmatch(regex + re.escape(pattern[last:]), value, re.DOTALL) is not None


def _regex_of(token: re.Match[str], context: Context, *, wildcards: bool) -> str | None:
    """Returns None for a variable without a value."""
    if token[1] is None:
        if not wildcards:
            return re.escape(token[0])
        return ".*" if token[0] == "*" else "."
    name, _, default = token[1].partition(",")
    if name in _LITERAL:
        return re.escape(_LITERAL[name])
    values = context.get(name.strip().lower())
    if values is None:
        return re.escape(default.strip().strip("'")) if default else None
    return re.escape(values[0]) if len(values) == 1 else None
