"""The gateway takes the most specific path first, and hides by it what our own routing finds."""

from collections.abc import Iterator

from functions.intake.pages.desk.case_acts import ACTS
from infra.packaging import template
from shared.domain.vocabulary import CommandName

NAMES = frozenset({*CommandName, *ACTS})
VERBS = frozenset({"get", "post", "put", "delete", "patch"})


def _paths() -> dict[str, frozenset[str]]:
    body = template.load()["Resources"]["Api"]["Properties"]["DefinitionBody"]
    return {path: VERBS & methods.keys() for path, methods in body["paths"].items()}


def _hidden(paths: dict[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yields each act, with its method, that a path with its name in it takes from {act}."""
    for path, methods in paths.items():
        before, _, last = path.rpartition("/")
        if last not in ("{act}", "{command}"):
            continue
        below = (one.removeprefix(before + "/").split("/")[0] for one in paths)
        for name in {one for one in below if one in NAMES}:
            own = paths.get(f"{before}/{name}", frozenset())
            yield from ((f"{before}/{name}", verb) for verb in methods - own)


def test_no_path_takes_an_act_from_the_path_that_serves_it() -> None:
    paths = _paths()
    assert sum(path.endswith(("{act}", "{command}")) for path in paths) >= 3
    assert sorted(_hidden(paths)) == []


def test_a_path_that_hides_an_act_is_found() -> None:
    paths = _paths()
    del paths["/desk/cases/{reference}/evidence"]
    assert [path for path, _ in _hidden(paths)] == ["/desk/cases/{reference}/evidence"] * 2
