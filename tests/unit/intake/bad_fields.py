"""One wrong field at a time: what is sent beside a good complaint, and the field to be named."""

from typing import Any

CANARY = "xqzcanaryzqx"
LONG = CANARY + "a" * (10_001 - len(CANARY))

FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "no description": ({"description": None}, "description"),
    "empty description": ({"description": ""}, "description"),
    "blank description": ({"description": " \n\t "}, "description"),
    "10,001 characters": ({"description": LONG}, "description"),
    "a number for text": ({"description": 7}, "description"),
    "a control character": ({"description": f"{CANARY}\x00"}, "description"),
    "a lone surrogate": ({"description": f"{CANARY}\ud800"}, "description"),
    "unknown category": ({"category": CANARY}, "category"),
    "category with spaces": ({"category": f"{CANARY} x"}, "category"),
    "unknown agency": ({"agency": CANARY}, "agency"),
    "unknown language": ({"language": CANARY}, "language"),
    "future occurred_on": ({"occurred_on": "2026-11-25"}, "occurred_on"),
    "impossible occurred_on": ({"occurred_on": "2026-02-30"}, "occurred_on"),
    "a timestamp for a day": ({"occurred_on": 1_700_000_000}, "occurred_on"),
    "a day before all records": ({"occurred_on": "0001-01-01"}, "occurred_on"),
    "unknown field": ({CANARY: 1}, CANARY),
    "status set from outside": ({"status": "closed"}, "status"),
    "channel set from outside": ({"channel": "letter"}, "channel"),
    "received_at from outside": ({"received_at": "2026-11-01T00:00:00Z"}, "received_at"),
    "yes for a boolean": ({"urgent_answers": {"danger_now": "yes"}}, "urgent_answers.danger_now"),
    "one for a boolean": ({"urgent_answers": {"danger_now": 1}}, "urgent_answers.danger_now"),
    "unknown question": ({"urgent_answers": {CANARY: True}}, f"urgent_answers.{CANARY}"),
    "a list for answers": ({"urgent_answers": []}, "urgent_answers"),
    "no mail address": ({"complainant": {"email": CANARY}}, "complainant.email"),
    "two lines of mail": (
        {"complainant": {"email": f"a@example.org\r\nBcc: {CANARY}@example.org"}},
        "complainant.email",
    ),
    "a display name": (
        {"complainant": {"email": f"{CANARY} <a@example.org>"}},
        "complainant.email",
    ),
    "words for a number": ({"complainant": {"phone": CANARY}}, "complainant.phone"),
    "consent as text": (
        {"complainant": {"share_identity_with_agency": "true"}},
        "complainant.share_identity_with_agency",
    ),
    "half a place": ({"location": {"latitude": 1.0}}, "location"),
    "off the earth": ({"location": {"latitude": 91, "longitude": 0}}, "location.latitude"),
    "fewer than none": ({"co_complainants_count": -1}, "co_complainants_count"),
    "a fraction of a person": ({"co_complainants_count": 1.5}, "co_complainants_count"),
    "too many names": ({"subject_persons": ["x"] * 21}, "subject_persons"),
    "a name too long": ({"subject_persons": ["x" * 201]}, "subject_persons.0"),
}
