"""The small mistakes that are tried: turned comparisons, lost statements, other numbers.

Trivial ones are left out: what is only said (docstrings, log lines, the words of an error), what
only types or dataclasses read (annotations, decorators), and what is shown to developers alone.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

WEIGHTS = {"comparison": 4, "condition": 4, "and/or": 4, "deletion": 4, "returns None": 3}
WEIGHTS |= {"arithmetic": 3, "number": 2, "flag": 3, "text": 1}
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
SWAPPED: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Add(),
    ast.FloorDiv: ast.Mult(),
    ast.Div: ast.Mult(),
    ast.Mod: ast.Add(),
    ast.BitAnd: ast.BitOr(),
    ast.BitOr: ast.BitAnd(),
}
A_NAME = re.compile(r"(?!utf-8|ascii)[\w.#:/@-]+")  # and no sentence
SAID = ("log", "logger", "print", "echo", "warn", "cast", "TypeVar", "getLogger")
SHOWN = ("__repr__", "__str__")


@dataclass(frozen=True)
class Change:
    """What is replaced, by which source, what kind of mistake that is, and the first line of the
    statement that runs it: 0 when only an import does."""

    node: ast.AST
    after: str
    kind: str
    statement: int = 0


Own = tuple[ast.AST, str, str]


def changes(node: ast.AST, statement: int = 0, *, called: bool = False) -> Iterator[Change]:
    """Of this node and all below it that can make a difference."""
    if _is_trivial(node):
        return
    if called and isinstance(node, ast.stmt):
        statement = node.lineno
    yield from (Change(*own, statement) for own in _own(node))
    called = called or isinstance(node, ast.FunctionDef | ast.Lambda)
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list", "type_params"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from changes(child, statement, called=called)


def _is_trivial(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)  # a docstring, or the body of a protocol
    if isinstance(node, ast.Call):
        return any(name.lstrip("_") in SAID for name in ast.unparse(node.func).split("."))
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    if isinstance(node, ast.FunctionDef):
        return node.name in SHOWN
    return isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom | ast.arguments | ast.Raise)


def _own(node: ast.AST) -> Iterator[Own]:
    yield from _decisions(node)
    yield from _values(node)
    yield from _statements(node)


def _decisions(node: ast.AST) -> Iterator[Own]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        flipped = ast.Compare(node.left, [FLIPPED[type(node.ops[0])]()], node.comparators)
        yield node, f"({ast.unparse(flipped)})", "comparison"
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"({ast.unparse(ast.BoolOp(other, node.values))})", "and/or"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, f"({ast.unparse(node.operand)})", "condition"
    tests = [node.test] if isinstance(node, ast.If | ast.IfExp | ast.While) else []
    tests += node.ifs if isinstance(node, ast.comprehension) else []
    for test in tests:
        if not isinstance(test, ast.Compare | ast.UnaryOp):  # those are turned round already
            yield test, f"(not ({ast.unparse(test)}))", "condition"


def _values(node: ast.AST) -> Iterator[Own]:
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        swapped = ast.BinOp(node.left, SWAPPED[type(node.op)], node.right)
        yield node, f"({ast.unparse(swapped)})", "arithmetic"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield node, str(not node.value), "flag"
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield node, repr(node.value + 1), "number"
    elif (said := _text(node)) and A_NAME.fullmatch(said):
        yield node, repr(f"{said}-mutated"), "text"


def _text(node: ast.AST) -> str:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else ""


def _statements(node: ast.AST) -> Iterator[Own]:
    deleted = isinstance(node, ast.AugAssign | ast.Delete | ast.Continue | ast.Break)
    deleted |= isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.YieldFrom)
    deleted |= isinstance(node, ast.Assign) and not isinstance(
        node.targets[0], ast.Name | ast.Tuple
    )
    if deleted and not (isinstance(node, ast.Expr) and _is_trivial(node.value)):
        yield node, "pass", "deletion"
    elif isinstance(node, ast.Return) and ast.unparse(node) not in ("return", "return None"):
        yield node, "return None", "returns None"
