"""The deadlines that the City of Boston gave its citizens in January 2022 follow from our rules.

The city counts working days from the next opening to the same clock time, with office hours
08:30 to 17:00 and no holidays (17 January was one), or calendar days to the same clock time.
"""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shared.domain.calendar import Calendar, Rules, Target, due_at

DATA = Path(__file__).parent.parent / "data" / "boston311.csv"
OFFICE = Calendar(
    "boston",
    "America/New_York",
    {day: [("08:30", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")},
)
RULES = Rules(day_count="same_clock_time")
TARGETS: Mapping[str, Target] = {
    "Abandoned Vehicles": Target("working_days", 12),
    "CE Collection": Target("working_days", 1),
    "Electrical": Target("working_days", 5),
    "Empty Litter Basket": Target("working_days", 1),
    "General Comments For a Program or Policy": Target("calendar_days", 14),
    "General Lighting Request": Target("calendar_days", 45),
    "Graffiti Removal": Target("working_days", 45),
    "Ground Maintenance": Target("working_days", 5),
    "Improper Storage of Trash (Barrels)": Target("working_days", 2),
    "Knockdown Replacement": Target("calendar_days", 60),
    "Missed Trash/Recycling/Yard Waste/Bulk Item": Target("working_days", 1),
    "New Sign  Crosswalk or Pavement Marking": Target("calendar_days", 30),
    "PWD Graffiti": Target("working_days", 5),
    "Parking Enforcement": Target("working_days", 1),
    "Pest Infestation - Residential": Target("calendar_days", 120),
    "Pick up Dead Animal": Target("working_days", 1),
    "Poor Conditions of Property": Target("working_days", 3),
    "Request for Pothole Repair": Target("working_days", 1),
    "Request for Recycling Cart": Target("calendar_days", 21),
    "Requests for Street Cleaning": Target("working_days", 1),
    "Rodent Activity": Target("calendar_days", 30),
    "Short Term Rental": Target("working_days", 30),
    "Sidewalk Repair (Make Safe)": Target("working_days", 1),
    "Sign Repair": Target("working_days", 10),
    "Street Light Outages": Target("working_days", 10),
    "Traffic Signal Inspection": Target("calendar_days", 1),
    "Unsatisfactory Living Conditions": Target("calendar_days", 120),
    "Unsatisfactory Utilities - Electrical  Plumbing": Target("calendar_days", 90),
}


def requests_with_a_deadline() -> list[dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["target_dt"]]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE.zone).astimezone(UTC)


def test_each_of_the_89_deadlines_follows_from_the_one_rule_of_its_type() -> None:
    rows = requests_with_a_deadline()
    off = {
        row["case_enquiry_id"]: (row["type"], row["open_dt"], row["target_dt"])
        for row in rows
        if abs(
            due_at(OFFICE, instant(row["open_dt"]), TARGETS[row["type"]], RULES)
            - instant(row["target_dt"])
        )
        >= timedelta(minutes=1)
    }
    assert off == {}
    assert len(rows) == 89


def test_every_type_of_request_is_in_the_table_and_every_rule_is_used() -> None:
    assert {row["type"] for row in requests_with_a_deadline()} == set(TARGETS)


def test_a_request_at_night_counts_from_the_next_opening() -> None:
    sunday = instant("2022-01-02 15:00:52")
    due = due_at(OFFICE, sunday, TARGETS["Parking Enforcement"], RULES)
    assert due == instant("2022-01-04 08:30:00")
