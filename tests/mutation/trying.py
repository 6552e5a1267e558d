"""What becomes of one mutant."""

from collections.abc import Sequence
from typing import Literal, get_args

from tests.mutation.mutants import Mutant
from tests.mutation.reached import Reached
from tests.mutation.tree import Tree

Fate = Literal["killed", "timed out", "survived", "unreached"]
FATES: tuple[Fate, ...] = get_args(Fate)
CLOSEST, ALL = 10.0, 300.0  # seconds that the tests took when they were asked what they reach
START_SECONDS, PATIENCE = 90.0, 8.0  # a mutant may be slow, and the machine busy


def fate_of(mutant: Mutant, tree: Tree, known: Reached) -> Fate:
    tests = known.tests_of(mutant)
    if not tests:
        return "unreached"
    closest = _within(CLOSEST, tests, known)
    others = _within(ALL, tests[len(closest) :], known)
    source = (tree.folder / mutant.path).read_bytes()
    with tree.changed(mutant.path, mutant.of(source)):
        for some in (closest, others):
            if some and (noticed := _noticed(some, tree, known)):
                return noticed
    return "survived"


def _within(most: float, tests: Sequence[str], known: Reached) -> Sequence[str]:
    """The first of them that take so long together; at least one."""
    total = 0.0
    for place, test in enumerate(tests):
        total += known.seconds[test]
        if total > most:
            return tests[: place + 1]
    return tests


def _noticed(tests: Sequence[str], tree: Tree, known: Reached) -> Fate | None:
    listed = tree.folder / "chosen-tests"
    listed.write_text("\n".join(tests), encoding="utf-8")
    expected = sum(known.seconds[one] for one in tests)
    status = tree.pytest(["-x", "-n", "0", f"@{listed}"], START_SECONDS + PATIENCE * expected)
    if status is None:
        return "timed out"
    return None if status == 0 else "killed"
