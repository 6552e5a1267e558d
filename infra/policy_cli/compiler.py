"""A policy as written becomes one with every optional filled in: the canonical document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.policy_cli.grammar import ClockSource, PolicySource, Words
from infra.policy_cli.holiday_dates import HolidayMistake, holiday_dates
from shared.policy_schema.defaults import MET_BY, STARTS, STARTS_BY_CLOCK
from shared.policy_schema.findings import Finding, Path, PolicyMistakes


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
    """Raises PolicyMistakes for what can't be filled in."""
    expanded = [
        (place, rule) for place, one in enumerate(source.clocks) for rule in _clock(one, source)
    ]
    document = {
        "version": source.version,
        "effective_from": source.effective_from.isoformat(),
        "office": _office(source),
        "calendars": _calendars(source),
        "rules": source.rules.model_dump(),
        "agencies": _agencies(source),
        "contacts": _contacts(source.contacts),
        "categories": _categories(source),
        "urgency": source.urgency.model_dump(),
        "clocks": [rule for _, rule in expanded],
        "ladders": {
            name: [level.model_dump() for level in levels]
            for name, levels in source.ladders.items()
        },
        "action_plans": _action_plans(source),
        "retention": source.retention,
        **_procedure(source),
    }
    return Compiled(document, tuple(place for place, _ in expanded))


def _procedure(source: PolicySource) -> dict[str, Any]:
    """Who works here, who can help elsewhere, and what the procedure allows."""
    return {
        "staff": {user: member.model_dump() for user, member in source.staff.items()},
        "bodies": {
            body_id: {"name": _names(body.name, source), "email": body.email}
            for body_id, body in source.bodies.items()
        },
        "jurisdiction": source.jurisdiction.model_dump(),
        "windows": {"appeal": {"calendar_days": 60}, "reopen": {"calendar_days": 180}}
        | source.windows,
        "duplicates": source.duplicates.model_dump(),
        "lessons": {tag: _names(words, source) for tag, words in source.lessons.items()},
        "break_glass": source.break_glass.model_dump(),
        "evidence": source.evidence.model_dump(),
    }


def _names(words: Words, source: PolicySource) -> dict[str, str]:
    if isinstance(words, str):
        return dict.fromkeys(source.office.languages, words)
    return {str(language): text for language, text in words.items()}


def _office(source: PolicySource) -> dict[str, Any]:
    return source.office.model_dump() | {
        "name": _names(source.office.name, source),
        "emergency": [
            {"name": _names(one.name, source), "number": one.number}
            for one in source.office.emergency
        ],
    }


def _calendars(source: PolicySource) -> dict[str, Any]:
    compiled, mistakes = {}, []
    for name, calendar in source.calendars.items():
        try:
            known = holiday_dates(calendar.holidays, source.effective_from)
        except HolidayMistake as error:
            mistakes.append(Finding(("calendars", name, "holidays"), str(error), error.remedy))
            continue
        compiled[name] = calendar.model_dump(mode="json", exclude={"holidays"}) | {
            "holidays": [day.isoformat() for day in known.dates],
            "estimated": [day.isoformat() for day in known.estimated],
            "years": list(known.years) if known.years else None,
        }
    if mistakes:
        raise PolicyMistakes(mistakes)
    return compiled


def _contacts(groups: Mapping[str, Any]) -> dict[str, Any]:
    return {group: [one.model_dump() for one in members] for group, members in groups.items()}


def _agencies(source: PolicySource) -> dict[str, Any]:
    return {
        agency_id: {
            "name": _names(agency.name, source),
            "contacts": _contacts(agency.contacts),
            "topic_attributes": agency.topic_attributes or {"agency": agency_id},
            "assignment": agency.assignment.model_dump(),
        }
        for agency_id, agency in source.agencies.items()
    }


def _categories(source: PolicySource) -> dict[str, Any]:
    owners = _owners(source)
    return {
        category_id: {
            "name": _names(category.name, source),
            "agency": owners[category_id],
            "default_urgency": category.default_urgency or source.urgency.levels[-1],
            "action_plan": category.action_plan,
            "jurisdiction": category.jurisdiction.model_dump(),
            "required": category.required,
            "cofog": category.cofog,
            "call_out": category.call_out,
        }
        for category_id, category in source.categories.items()
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


def _clock(clock: ClockSource, source: PolicySource) -> Iterator[dict[str, Any]]:
    """One rule for each combination of the values that `when` lists."""
    for when in _combinations(clock.when):
        facts = ",".join(f"{key}={value}" for key, value in when.items())
        derived = f"{clock.name}/{facts}" if facts else clock.name
        several = clock.id and any(isinstance(value, list) for value in clock.when.values())
        own = f"{clock.id}/{facts}" if several else clock.id
        yield _rule(clock, source) | {"id": own or derived, "when": when}


def _rule(clock: ClockSource, source: PolicySource) -> dict[str, Any]:
    exceptions = {key: value for key, value in clock.rules.model_dump().items() if value}
    rules = {**source.rules.model_dump(exclude={"decision"}), **exceptions}
    clarification = rules.pop("clarification")
    met_by = MET_BY[clock.name] if clock.met_by is None else clock.met_by
    return {
        "name": clock.name,
        "target": clock.target,
        "calendar": clock.calendar,
        "starts": STARTS[clock.starts or STARTS_BY_CLOCK[clock.name]],
        "met_by": list(met_by),
        "paused_by": clock.paused_by,
        "warn_at": clock.warn_at,
        "ladder": clock.ladder,
        "rules": rules,
        "clarification": clarification,
        "legal": clock.legal.model_dump() if clock.legal else None,
        "repeats": clock.name == "keep_informed" if clock.repeats is None else clock.repeats,
    }


def _combinations(when: Mapping[str, str | list[str]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = [{}]
    for key, value in when.items():
        values = value if isinstance(value, list) else [value]
        found = [{**one, key: single} for one in found for single in values]
    return found


def _action_plans(source: PolicySource) -> dict[str, Any]:
    return {
        plan_id: {
            "name": _names(plan.name, source),
            "steps": [
                step.model_dump() | {"what": _names(step.what, source)} for step in plan.steps
            ],
        }
        for plan_id, plan in source.action_plans.items()
    }
