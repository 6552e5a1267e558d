"""How far promised dates may be moved, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from shared.domain.vocabulary import ClockName


@dataclass(frozen=True)
class ExtensionRule:
    """What holds for one clock: so many times, days at once, days in all.

    `office_from` is the extension, counted from 1, from which on only the office gives them.
    """

    times: int = 2
    days: int = 30
    total: int = 60
    office_from: int = 2


@dataclass(frozen=True)
class ExtensionRules:
    """The policy's, and clocks that are never extended: an acknowledgement waits for nobody."""

    usual: ExtensionRule = ExtensionRule()
    never: tuple[str, ...] = (ClockName.ACKNOWLEDGE,)


def extensions_from(document: Mapping[str, Any]) -> ExtensionRules:
    never = tuple(document.get("never", ExtensionRules.never))
    return ExtensionRules(extension_from(document, ExtensionRule()), never)


def extension_from(document: Mapping[str, Any], usual: ExtensionRule) -> ExtensionRule:
    """Reads a clock's own rule; what it doesn't say is as usual."""
    said = {one.name: document.get(one.name) for one in fields(ExtensionRule)}
    return ExtensionRule(
        **{name: getattr(usual, name) if value is None else value for name, value in said.items()}
    )
