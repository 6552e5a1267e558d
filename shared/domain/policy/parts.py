"""The parts of a policy, typed, and how each is read from the compiled document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.domain.calendar import Rules, Target

Names = Mapping[str, str]
OFFICE = "office"  # the agency id of cases that the office itself handles
STEP = "step:"  # before an action plan's step, which is a clock like others


@dataclass(frozen=True)
class Contact:
    """A post that can be alerted: never a person's name."""

    contact_id: str
    post: str
    email: str | None = None
    phone: str | None = None
    user: str | None = None


@dataclass(frozen=True)
class StaffMember:
    """A sign-in name, whose agency (None: the office's), and who stands above."""

    user: str
    agency: str | None = None
    reports_to: str | None = None


@dataclass(frozen=True)
class Assignment:
    """How new cases are given out: `by_hand`, `round_robin` or `least_loaded`, among whom."""

    rule: str = "by_hand"
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agency:
    agency_id: str
    name: Names
    contacts: Mapping[str, tuple[Contact, ...]]
    topic_attributes: Mapping[str, str] = field(default_factory=dict)
    assignment: Assignment = Assignment()


@dataclass(frozen=True)
class Body:
    """Somebody outside to whom the office hands over what it has no competence for."""

    body_id: str
    name: Names
    email: str | None = None


@dataclass(frozen=True)
class Category:
    """`required` are fields of a complaint; `call_out` is a ladder; `refer_to` is a body's id.

    `cofog` is its place in the UN Classification of the Functions of Government.
    """

    category_id: str
    name: Names
    agency: str
    default_urgency: str
    action_plan: str | None = None
    required: tuple[str, ...] = ()
    cofog: str | None = None
    call_out: str | None = None
    within: bool = True
    refer_to: str | None = None


@dataclass(frozen=True)
class Area:
    """A box of degrees; a place outside it is another office's."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class JurisdictionRules:
    """What speaks against taking a complaint up; `already_before` says who has it, and a body."""

    not_older_than: Target | None = None
    already_before: Mapping[str, str | None] = field(default_factory=dict)
    area: Area | None = None


@dataclass(frozen=True)
class Duplicates:
    """How far back to look for the same complaint, and from which likeness, of 100, to show it."""

    window: Target
    similarity: int


@dataclass(frozen=True)
class Step:
    """One thing to be done; `owner` is a contact group, `rule_id` its time limit."""

    step_id: str
    what: Names
    owner: str
    rule_id: str


@dataclass(frozen=True)
class Plan:
    plan_id: str
    name: Names
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ClockRule:
    """One line of the law: which clock, for which cases, how long, in whose working time.

    `starts` and `met_by` name events; `paused_by` names statuses; `warn_at` are fractions of the
    target's working time. `rules` are the policy's, with this clock's own exceptions applied. One
    that `repeats` starts afresh whenever it is met.
    """

    rule_id: str
    name: str
    when: Mapping[str, str]
    target: Target
    calendar: str
    starts: str
    met_by: tuple[str, ...]
    paused_by: tuple[str, ...]
    warn_at: tuple[float, ...]
    ladder: str | None
    rules: Rules
    clarification: str
    repeats: bool = False

    def covers(self, facts: Mapping[str, str | None]) -> bool:
        return all(facts.get(key) == value for key, value in self.when.items())


@dataclass(frozen=True)
class Level:
    """A rung: whom to alert how long after the start of the climb, and what to do with the case."""

    level: int
    after: Target
    alert: tuple[str, ...]
    act: str
    wait_minutes: int = 0


@dataclass(frozen=True)
class UrgencyPolicy:
    """Weights of the questions, the least sum for each level, and who is called out at once."""

    weights: Mapping[str, int]
    thresholds: Mapping[str, int]
    levels: tuple[str, ...]
    call_out: Mapping[str, str]
    calendar: str


def read_contacts(owner: str, groups: Mapping[str, Any]) -> Mapping[str, tuple[Contact, ...]]:
    return {
        group: tuple(
            Contact(
                f"{owner}.{group}.{place}",
                group,
                one.get("email"),
                one.get("phone"),
                one.get("user"),
            )
            for place, one in enumerate(members)
        )
        for group, members in groups.items()
    }


def read_assignment(document: Mapping[str, Any]) -> Assignment:
    return Assignment(document.get("rule", "by_hand"), tuple(document.get("among", ())))


def read_category(category_id: str, document: Mapping[str, Any]) -> Category:
    jurisdiction = document.get("jurisdiction") or {}
    refer_to = jurisdiction.get("refer_to")
    return Category(
        category_id,
        document["name"],
        document["agency"],
        document["default_urgency"],
        document.get("action_plan"),
        tuple(document.get("required", ())),
        document.get("cofog"),
        document.get("call_out"),
        jurisdiction.get("within", True),
        refer_to if isinstance(refer_to, str) else None,
    )


def read_target(document: Mapping[str, float]) -> Target:
    ((unit, amount),) = document.items()
    return Target(unit=unit, amount=amount)


def read_clock_rule(document: Mapping[str, Any]) -> ClockRule:
    return ClockRule(
        rule_id=document["id"],
        name=document["name"],
        when=document["when"],
        target=read_target(document["target"]),
        calendar=document["calendar"],
        starts=document["starts"],
        met_by=tuple(document["met_by"]),
        paused_by=tuple(document["paused_by"]),
        warn_at=tuple(document["warn_at"]),
        ladder=document["ladder"],
        rules=read_rules(document["rules"]),
        clarification=document["clarification"],
        repeats=document.get("repeats", document["name"] == "keep_informed"),
    )


def read_rules(document: Mapping[str, Any]) -> Rules:
    return Rules(
        boundary=document["boundary"],
        day_count=document["day_count"],
        pause=document["pause"],
        calendar_day_roll=document["calendar_day_roll"],
    )


def read_level(document: Mapping[str, Any]) -> Level:
    return Level(
        document["level"],
        read_target(document["after"]),
        tuple(document["alert"]),
        document["act"],
        document["wait_minutes"],
    )
