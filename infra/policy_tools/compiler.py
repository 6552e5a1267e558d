"""A policy as written becomes one with every optional filled in: the canonical document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.policy_tools.grammar import CalendarSource, ClockSource, PolicySource
from infra.policy_tools.holiday_dates import HolidayMistake, holiday_dates
from shared.domain.policy.clock_rules import REPEATING
from shared.domain.policy.windows import WINDOWS
from shared.policy_schema.defaults import MET_BY, STARTS, STARTS_BY_CLOCK
from shared.policy_schema.field_types import written_target
from shared.policy_schema.findings import Finding, Path, PolicyMistakes

Document = dict[str, Any]


@dataclass(frozen=True)
class Compiled:
    """The canonical document, and for each of its clocks the place in the file that it is from."""

    document: Mapping[str, Any]
    clock_places: tuple[int, ...]

    def source_path(self, path: Path) -> Path:
        if len(path) > 1 and path[0] == "clocks" and isinstance(path[1], int):
            return ("clocks", self.clock_places[path[1]], *path[2:])
        return path


def compiled_from(source: PolicySource) -> Compiled:
    """Raises PolicyMistakes for what can't be filled in.

    What the file and the document say in the same way is taken over; the rest is filled in.
    """
    clocks = [
        (place, rule) for place, one in enumerate(source.clocks) for rule in _clock(one, source)
    ]
    written: Document = source.model_dump(mode="json")
    document = written | {
        "calendars": _calendars(source),
        "agencies": {name: _agency(name, part) for name, part in written["agencies"].items()},
        "categories": _categories(written["categories"], source),
        "clocks": [rule for _, rule in clocks],
        "windows": {name: written_target(target) for name, target in WINDOWS.items()}
        | written["windows"],
    }
    return Compiled(document, tuple(place for place, _ in clocks))


def _calendars(source: PolicySource) -> Document:
    compiled, mistakes = {}, []
    for name, calendar in source.calendars.items():
        try:
            compiled[name] = _calendar(calendar, source)
        except HolidayMistake as error:
            mistakes.append(Finding(("calendars", name, "holidays"), str(error), error.remedy))
    if mistakes:
        raise PolicyMistakes(mistakes)
    return compiled


def _calendar(calendar: CalendarSource, source: PolicySource) -> Document:
    """Raises HolidayMistake."""
    known = holiday_dates(calendar.holidays, source.effective_from)
    return calendar.model_dump(mode="json") | {
        "holidays": [day.isoformat() for day in known.dates],
        "estimated": [day.isoformat() for day in known.estimated],
        "years": list(known.years) if known.years else None,
    }


def _agency(agency_id: str, written: Document) -> Document:
    document = {name: value for name, value in written.items() if name != "categories"}
    topic_attributes = written["topic_attributes"] or {"agency": agency_id}
    return document | {"topic_attributes": topic_attributes}


def _categories(written: Document, source: PolicySource) -> Document:
    owners, least = _owners(source), source.urgency.levels[-1]
    return {
        name: category
        | {
            "agency": owners[name],
            "default_urgency": category["default_urgency"] or least,
        }
        for name, category in written.items()
    }


def _owners(source: PolicySource) -> dict[str, str]:
    """Each category's one agency, told by the category or by the agency. Raises PolicyMistakes."""
    told = {name: [one.agency] if one.agency else [] for name, one in source.categories.items()}
    mistakes = []
    for agency_id, agency in source.agencies.items():
        for place, name in enumerate(agency.categories):
            path = ("agencies", agency_id, "categories", place)
            if name not in told:
                remedy = "Describe it under `categories`, or take it out here."
                mistakes.append(Finding(path, f"there is no category {name}", remedy))
            elif agency_id not in told[name]:
                told[name].append(agency_id)
    for name, agencies in told.items():
        if len(agencies) != 1:
            mistakes.append(_ownership(name, agencies))
    if mistakes:
        raise PolicyMistakes(mistakes)
    return {name: agencies[0] for name, agencies in told.items()}


def _ownership(category: str, agencies: list[str]) -> Finding:
    problem = (
        f"category {category} belongs to {' and '.join(agencies)}"
        if agencies
        else f"category {category} belongs to no agency"
    )
    return Finding(
        ("categories", category), problem, "Name one `agency` in it, and list it in no other."
    )


def _clock(clock: ClockSource, source: PolicySource) -> Iterator[Document]:
    """One rule for each combination of the values that `when` lists."""
    for when in _combinations(clock.when):
        facts = ",".join(f"{key}={value}" for key, value in when.items())
        derived = f"{clock.name}/{facts}" if facts else clock.name
        several = clock.id and any(isinstance(value, list) for value in clock.when.values())
        own = f"{clock.id}/{facts}" if several else clock.id
        yield _rule(clock, source) | {"id": own or derived, "when": when}


def _rule(clock: ClockSource, source: PolicySource) -> Document:
    exceptions = {key: value for key, value in clock.rules.model_dump().items() if value}
    rules = {**source.rules.model_dump(exclude={"decision"}), **exceptions}
    met_by = MET_BY[clock.name] if clock.met_by is None else clock.met_by
    return clock.model_dump(mode="json") | {
        "starts": STARTS[clock.starts or STARTS_BY_CLOCK[clock.name]],
        "met_by": list(met_by),
        "clarification": rules.pop("clarification"),
        "rules": rules,
        "repeats": clock.name in REPEATING if clock.repeats is None else clock.repeats,
    }


def _combinations(when: Mapping[str, str | list[str]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = [{}]
    for key, value in when.items():
        values = value if isinstance(value, list) else [value]
        found = [{**one, key: single} for one in found for single in values]
    return found
