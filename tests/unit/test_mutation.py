"""`make mutants`: which mistakes are tried, and what becomes of them."""

import shutil
from pathlib import Path

import pytest

from tests.mutation.__main__ import sampled, share
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.reached import SUITES, reached
from tests.mutation.tree import HERE, Tree
from tests.mutation.trying import fate_of

CODE = '''"""What is due."""

LIMIT = 3


def late(day: int, due: int) -> bool:
    """Whether it is."""
    return day > due


def many(days: int) -> bool:
    return days > LIMIT


def never() -> int:
    return 1
'''
TESTS = """
from code_of.one import late, many


def test_late():
    assert late(2, 1) and not late(1, 1)


def test_many():
    assert many(9) and not many(2)
"""


def changes(source: str) -> set[tuple[str, str]]:
    found = mutants("one.py", source.encode())
    return {(one.before, one.after) for one in found}


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("a == b", ("a == b", "(a != b)")),
        ("a <= b", ("a <= b", "(a < b)")),
        ("a not in b", ("a not in b", "(a in b)")),
        ("a and b", ("a and b", "(a or b)")),
        ("not a", ("not a", "(a)")),
        ("x = 1 if a else 2", ("a", "(not (a))")),
        ("[x for x in y if x]", ("x", "(not (x))")),
        ("a + 1", ("a + 1", "(a - 1)")),
        ("x = 3", ("3", "4")),
        ("f(strong=True)", ("True", "False")),
        ('x = "filed"', ('"filed"', "'filed-mutated'")),
        ("send(x)", ("send(x)", "pass")),
        ("a.b = c", ("a.b = c", "pass")),
        ("def f():\n  return x", ("return x", "return None")),
    ],
)
def test_a_mistake_of_each_kind_is_tried(source: str, change: tuple[str, str]) -> None:
    assert change in changes(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""A text about it."""',
        'log.info("tick", extra={"due": 1})',
        'self._log.info("tick", due=a == b)',
        'raise ValueError("no such case") from None',
        "@dataclass(frozen=True)\nclass A: ...",
        "x: Literal['a', 'b']",
        "def f(x: 'int', *, y: Literal[1]) -> 'str': ...",
        "if TYPE_CHECKING:\n    x = 1",
        "def __repr__(self):\n    return 'A'",
        "x = f'{a} of 3'",
        'x = "a sentence for people"',
        "return_ = None",
        "x = path.read_text(encoding='utf-8')",
    ],
)
def test_what_makes_no_difference_is_left_alone(source: str) -> None:
    assert changes(source) == set()


def test_a_sample_is_the_same_each_time_and_takes_a_line_once() -> None:
    first = sampled(HERE, ["shared/application"], 20, seed=1)
    assert first == sampled(HERE, ["shared/application"], 20, seed=1)
    assert first != sampled(HERE, ["shared/application"], 20, seed=2)
    assert len({(one.path, one.line) for one in first}) == 20


def test_a_changed_file_is_as_before_afterwards(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(CODE, encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), Tree(tmp_path).changed("one.py", b"nonsense"):
        assert (tmp_path / "one.py").read_bytes() == b"nonsense"
        raise KeyboardInterrupt
    assert (tmp_path / "one.py").read_text(encoding="utf-8") == CODE


@pytest.fixture
def project(tmp_path: Path) -> Tree:
    """A small one: a module, its tests, and what looks at them."""
    tree = Tree(tmp_path / "project")
    shutil.copytree(HERE.folder / "tests" / "mutation", tree.folder / "tests" / "mutation")
    for suite in SUITES:
        (tree.folder / suite).mkdir()
    (tree.folder / "tests" / "__init__.py").touch()
    (tree.folder / SUITES[0] / "test_one.py").write_text(TESTS, encoding="utf-8")
    (tree.folder / "code_of").mkdir()
    (tree.folder / "code_of" / "one.py").write_text(CODE, encoding="utf-8")
    (tree.folder / "pytest.ini").write_text("[pytest]\npythonpath = .\n", encoding="utf-8")
    return tree


def test_a_mutant_is_killed_by_a_test_that_reaches_it_survives_them_or_is_reached_by_none(
    project: Tree, tmp_path: Path
) -> None:
    known = reached(project, ["code_of"], 1, memory=tmp_path)
    source = (project.folder / "code_of" / "one.py").read_bytes()
    found = {one.after: one for one in mutants("code_of/one.py", source)}
    assert set(known.seconds) == {f"{SUITES[0]}/test_one.py::test_{of}" for of in ("late", "many")}

    def fate(mutant: Mutant) -> str:
        return fate_of(mutant, project, known)

    fates = {after: fate(mutant) for after, mutant in found.items()}
    assert fates["(day >= due)"] == "killed"
    assert fates["(days >= LIMIT)"] == "survived"
    assert fates["4"] == "survived"  # a constant is read from anywhere: each test is asked
    assert fates["2"] == "unreached"
    assert share(["killed", "timed out", "survived", "unreached"]) == 0.5
