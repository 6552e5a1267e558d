"""A small policy for tests: round numbers, one office, two agencies, no holidays."""

from typing import Any

OFFICE = {
    "time_zone": "Africa/Ouagadougou",
    "weekly_hours": {
        day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")
    },
    "always_open": False,
    "holidays": [],
    "estimated": [],
    "shifts": {},
    "breaks": [],
    "years": None,
}
RULES = {
    "boundary": "end_of_period",
    "day_count": "receipt_is_day_zero",
    "pause": "working_time",
    "calendar_day_roll": "none",
}


def names(text: str) -> dict[str, str]:
    return dict.fromkeys(("fr", "en", "es", "ar"), text)


def people(*posts: str) -> dict[str, list[dict[str, str]]]:
    return {post: [{"email": f"{post}@example.org", "user": f"{post}.user"}] for post in posts}


def clock(name: str, unit: str, amount: float, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "when": {},
        "target": {unit: amount},
        "calendar": "office_hours",
        "starts": "filed",
        "met_by": ["acknowledged", "replied", "decision_signed_off", "closed"],
        "paused_by": [],
        "warn_at": [],
        "ladder": None,
        "rules": RULES,
        "clarification": "resume",
    } | changes


def rung(level: int, unit: str, amount: float, *alert: str, wait: int = 0) -> dict[str, Any]:
    return {
        "level": level,
        "after": {unit: amount},
        "alert": list(alert),
        "act": "notify",
        "wait_minutes": wait,
    }


def document(**changes: Any) -> dict[str, Any]:
    """Urgent: acknowledged within an hour; otherwise 3 working days, resolved in 20."""
    return {
        "version": "test.1",
        "effective_from": "2026-01-01",
        "office": {
            "name": names("The Office"),
            "reference_prefix": "XT",
            "languages": ["fr", "en", "es", "ar"],
            "time_zone": "Africa/Ouagadougou",
        },
        "calendars": {
            "office_hours": OFFICE,
            "round_the_clock": OFFICE | {"always_open": True, "weekly_hours": {}},
        },
        "rules": RULES | {"clarification": "resume", "decision": "signed_off"},
        "agencies": {
            "health": {
                "name": names("Health"),
                "contacts": people("desk", "duty", "head"),
                "topic_attributes": {},
            },
            "justice": {
                "name": names("Justice"),
                "contacts": people("desk", "duty", "head"),
                "topic_attributes": {},
            },
        },
        "contacts": people("ombudsman"),
        "categories": {
            "no_answer": {
                "name": names("No answer"),
                "agency": "health",
                "default_urgency": "standard",
                "action_plan": None,
                "jurisdiction": {"within": True, "refer_to": None},
            },
            "detention": {
                "name": names("Detention"),
                "agency": "justice",
                "default_urgency": "high",
                "action_plan": None,
                "jurisdiction": {"within": True, "refer_to": None},
            },
        },
        "urgency": {
            "matrix": {"danger_now": 3, "legal_violation": 3, "human_rights": 3, "vulnerable": 1},
            "thresholds": {"urgent": 3, "high": 1, "standard": 0},
            "levels": ["urgent", "high", "standard"],
            "call_out": {"urgent": "call_out"},
            "calendar": "round_the_clock",
        },
        "clocks": [
            clock(
                "acknowledge",
                "hours",
                1,
                id="acknowledge/urgency=urgent",
                when={"urgency": "urgent"},
                calendar="round_the_clock",
            ),
            clock("acknowledge", "working_days", 3),
            clock(
                "resolve",
                "working_hours",
                40,
                met_by=["decision_signed_off", "closed"],
                paused_by=["awaiting_complainant"],
                warn_at=[0.5, 0.75],
            ),
        ],
        "ladders": {
            "default": [rung(1, "hours", 0, "head"), rung(2, "working_days", 2, "ombudsman")],
            "urgent": [rung(1, "minutes", 0, "head"), rung(2, "minutes", 30, "ombudsman")],
            "call_out": [rung(1, "minutes", 0, "duty", wait=5), rung(2, "minutes", 10, "head")],
        },
        "action_plans": {},
        "retention": {"identity": {"years": 2}, "case": {"years": 10}},
    } | changes


def renamed(part: Any, before: str, after: str) -> Any:
    """The same part of a policy with another name in place of one, wherever it is used."""
    if isinstance(part, dict):
        return {
            renamed(key, before, after): renamed(value, before, after)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [renamed(value, before, after) for value in part]
    return after if part == before else part
