"""How API Gateway chooses a path, for tests that serve the pages without one."""

from collections.abc import Iterable

Route = tuple[str, str]  # method and path


def chosen(method: str, path: str, routes: Iterable[Route]) -> tuple[str, dict[str, str]] | None:
    """What is written out goes before what is open; None where the gateway would refuse.

    A path that only leads to others is chosen, too, and then takes no method at all.
    """
    known, parts = set(routes), _parts(path)
    nodes = {_parts(one) for _, one in known}
    nodes |= {node[:end] for node in nodes for end in range(1, len(node))}
    fitting = [node for node in nodes if _fits(node, parts)]
    if not fitting:
        return None
    node = min(fitting, key=lambda one: [name.startswith("{") for name in one])
    route = "/" + "/".join(node)
    if (method, route) not in known:
        return None
    named = zip(node, parts, strict=True)
    return route, {name.strip("{}"): part for name, part in named if name.startswith("{")}


def _parts(path: str) -> tuple[str, ...]:
    return tuple(path.strip("/").split("/"))


def _fits(node: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    same = len(node) == len(parts)
    return same and all(n == p or n.startswith("{") for n, p in zip(node, parts, strict=True))
