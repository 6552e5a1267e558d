"""docs/access-patterns.md against the code that asks the tables, in both directions."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STORES = ("cases", "deliveries", "alerts", "policies", "evidence_rows", "changed_chains", "turns")
CALLS = {"get_item", "put_item", "query", "update_item", "transact_write_items", "batch_get_item"}
# private helpers through which a store's public methods ask
HELPERS = {"_get", "_all", "_many", "_transact", "_queue_of", "_on", "_finish", "_set", "_stored"}


def listed() -> set[str]:
    text = (ROOT / "docs" / "access-patterns.md").read_text(encoding="utf-8")
    return set(re.findall(r"\| `(\w+\.\w+)` \|", text))


def asking() -> set[str]:
    """Public methods of the stores that ask a table, by themselves or through a helper."""
    found = set()
    for module in STORES:
        tree = ast.parse((ROOT / "shared" / "aws" / f"{module}.py").read_text(encoding="utf-8"))
        for owner in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            methods = [node for node in owner.body if isinstance(node, ast.FunctionDef)]
            found |= {f"{owner.name}.{one.name}" for one in methods if _asks(one)}
    return {name for name in found if not re.match(r"\w+\._(?!_call__)", name)}


def _asks(method: ast.FunctionDef) -> bool:
    called = {
        node.func.attr
        for node in ast.walk(method)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return bool(called & (CALLS | HELPERS))


def test_every_question_that_the_code_asks_is_listed() -> None:
    assert asking() - listed() == set()


def test_every_question_that_is_listed_is_asked() -> None:
    known = asking() | {"open_cases.references", "open_cases.batch_of"}
    source = (ROOT / "infra" / "policy_tools" / "open_cases.py").read_text(encoding="utf-8")
    assert "def references(" in source
    assert "def batch_of(" in source
    assert listed() - known == set()
    assert len(listed()) > 15
