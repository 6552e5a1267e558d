"""Names that one part of a policy uses and another must define."""

from collections.abc import Collection, Iterator

from shared.domain.policy.office import OFFICE
from shared.domain.vocabulary import Channel
from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.findings import Finding, Path


def clocks(policy: PolicyDocument) -> Iterator[Finding]:
    for place, clock in enumerate(policy.clocks):
        path: Path = ("clocks", place)
        yield from _one((*path, "calendar"), clock.calendar, policy.calendars, "calendar")
        if clock.ladder is not None:
            yield from _one((*path, "ladder"), clock.ladder, policy.ladders, "ladder")


def whens(policy: PolicyDocument) -> Iterator[Finding]:
    known: dict[str, Collection[str]] = {
        "urgency": policy.urgency.levels,
        "category": policy.categories,
        "agency": (*policy.agencies, OFFICE),
        "channel": [*Channel],
    }
    for place, clock in enumerate(policy.clocks):
        for fact, value in clock.when.items():
            path: Path = ("clocks", place, "when", fact)
            if fact in known:
                yield from _one(path, value, known[fact], fact)
            else:
                problem = f"a case has no {fact} to ask for"
                yield Finding(path, problem, f"Write one of {', '.join(known)}.")


def categories(policy: PolicyDocument) -> Iterator[Finding]:
    for name, category in policy.categories.items():
        path: Path = ("categories", name)
        agencies = (*policy.agencies, OFFICE)
        yield from _one((*path, "agency"), category.agency, agencies, "agency")
        yield from _one(
            (*path, "default_urgency"),
            category.default_urgency,
            policy.urgency.levels,
            "level of urgency",
        )
        if category.action_plan is not None:
            yield from _one(
                (*path, "action_plan"), category.action_plan, policy.action_plans, "action plan"
            )
        if category.call_out is not None:
            yield from _one((*path, "call_out"), category.call_out, policy.ladders, "ladder")
        refer_to = category.jurisdiction.refer_to
        if isinstance(refer_to, str):
            place = (*path, "jurisdiction", "refer_to")
            yield from _one(place, refer_to, policy.bodies, "body")


def elsewhere(policy: PolicyDocument) -> Iterator[Finding]:
    for where, body in policy.jurisdiction.already_before.items():
        if body is not None:
            path = ("jurisdiction", "already_before", where)
            yield from _one(path, body, policy.bodies, "body")


def area(policy: PolicyDocument) -> Iterator[Finding]:
    box = policy.jurisdiction.area
    if box is not None and not (box.south < box.north and box.west < box.east):
        remedy = "Write the southern and western edges as the smaller numbers."
        yield Finding(("jurisdiction", "area"), "the area has no inside", remedy)


def agencies(policy: PolicyDocument) -> Iterator[Finding]:
    """An agency that nothing leads to is one whose categories were forgotten."""
    used = {category.agency for category in policy.categories.values()}
    if OFFICE in policy.agencies:
        remedy = "Call the agency something else: cases of `office` are the office's own."
        yield Finding(("agencies", OFFICE), "no agency can be called office", remedy)
    for agency_id in policy.agencies:
        if agency_id not in used:
            problem = f"no category leads to {agency_id}"
            yield Finding(("agencies", agency_id), problem, "Give it a category, or take it out.")


def languages(policy: PolicyDocument) -> Iterator[Finding]:
    """Each name in each language of the office: nobody meets an empty label."""
    named: list[tuple[Path, Collection[str]]] = [(("office", "name"), policy.office.name)]
    named += [(("agencies", key, "name"), one.name) for key, one in policy.agencies.items()]
    named += [(("categories", key, "name"), one.name) for key, one in policy.categories.items()]
    named += [(("bodies", key, "name"), one.name) for key, one in policy.bodies.items()]
    named += [(("lessons", key), words) for key, words in policy.lessons.items()]
    for key, plan in policy.action_plans.items():
        named.append((("action_plans", key, "name"), plan.name))
        named += [
            (("action_plans", key, "steps", place, "what"), step.what)
            for place, step in enumerate(plan.steps)
        ]
    for path, given in named:
        missing = [language for language in policy.office.languages if language not in given]
        if missing:
            problem = f"there is no text in {', '.join(missing)}"
            yield Finding(path, problem, "Add it: the office promises these languages.")


def _one(path: Path, name: str, known: Collection[str], what: str) -> Iterator[Finding]:
    if name not in known:
        remedy = f"Write one of {', '.join(sorted(known)) or 'those that you define'}."
        yield Finding(path, f"there is no {what} {name}", remedy)


CHECKS = (clocks, whens, categories, elsewhere, area, agencies, languages)
