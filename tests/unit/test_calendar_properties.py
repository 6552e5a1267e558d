"""Any calendar, any start: the indexed calendar against the one that walks day by day."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared.domain.calendar import (
    Calendar,
    Rules,
    Target,
    calendar_from,
    due_at,
    fraction_at,
)
from tests.reference_calendar import WEEKDAYS, ReferenceCalendar

ZONES = (
    "Africa/Ouagadougou",
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/Havana",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Lisbon",
    "Pacific/Auckland",
    "UTC",
)
BEGIN = datetime(2022, 12, 20, tzinfo=UTC)
SPAN = timedelta(days=560)
QUARTER = timedelta(minutes=15)


def clock_changes() -> list[datetime]:
    """Hours in which a clock in one of the zones is moved."""
    hourly = [BEGIN + timedelta(hours=count) for count in range(SPAN // timedelta(hours=1))]
    return [
        after
        for zone in map(ZoneInfo, ZONES)
        for before, after in pairwise(hourly)
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset()
    ]


CHANGES = clock_changes()

instants = st.one_of(
    st.builds(
        lambda change, count: change + count * QUARTER,
        st.sampled_from(CHANGES),
        st.integers(-120, 120),
    ),
    st.integers(0, SPAN // QUARTER).map(lambda count: BEGIN + count * QUARTER),
    st.timedeltas(timedelta(0), SPAN).map(lambda since: BEGIN + since),
)
lengths = st.one_of(
    st.integers(1, 280).map(lambda count: count * QUARTER),
    st.timedeltas(timedelta(microseconds=1), timedelta(hours=70)),
)
pauses = st.lists(
    st.tuples(instants, lengths).map(lambda one: (one[0], one[0] + one[1])), max_size=4
)
days = instants.map(datetime.date)
Pair = tuple[Calendar, ReferenceCalendar]


def clock(quarters: int) -> str:
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


@st.composite
def hours(draw: st.DrawFn, most: int = 3) -> list[list[str]]:
    marks = sorted(draw(st.sets(st.integers(0, 96), max_size=2 * most)))
    return [[clock(a), clock(b)] for a, b in zip(marks[::2], marks[1::2], strict=False)]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Any hours, but one day of the week always with work in the morning and up to midnight."""
    week = {day: draw(hours()) for day in WEEKDAYS}
    week[draw(st.sampled_from(WEEKDAYS))] = [["07:00", "11:00"], ["14:00", "24:00"]]
    return {
        "time_zone": draw(st.sampled_from(ZONES)),
        "weekly_hours": week,
        "holidays": [day.isoformat() for day in draw(st.lists(days, max_size=6))],
        "shifts": {day.isoformat(): draw(hours()) for day in draw(st.lists(days, max_size=4))},
        "breaks": draw(st.sampled_from([[], [["12:00", "13:30"]], [["09:15", "09:30"]]])),
    }


pairs = documents().map(lambda one: (calendar_from(one), ReferenceCalendar(one)))
checked = settings(max_examples=40)


@checked
@given(pairs, instants, lengths)
def test_a_deadline_is_where_walking_day_by_day_ends(
    pair: Pair, start: datetime, length: timedelta
) -> None:
    fast, slow = pair
    assert fast.deadline(start, length) == slow.deadline(start, length)


@checked
@given(pairs, instants, lengths)
def test_counting_backward_is_where_walking_backward_ends(
    pair: Pair, end: datetime, length: timedelta
) -> None:
    fast, slow = pair
    assert fast.backward(end, length) == slow.backward(end, length)


@checked
@given(pairs, instants, instants)
def test_elapsed_working_time_is_what_walking_adds_up(
    pair: Pair, one: datetime, other: datetime
) -> None:
    fast, slow = pair
    assert fast.elapsed(one, other) == slow.elapsed(one, other)


@checked
@given(pairs, instants, lengths, pauses)
def test_a_paused_clock_skips_the_pieces_of_work_that_fall_into_pauses(
    pair: Pair, start: datetime, length: timedelta, stops: list[tuple[datetime, datetime]]
) -> None:
    fast, slow = pair
    due = fast.deadline_with_pauses(start, length, stops)
    assert due == slow.deadline_with_pauses(start, length, stops)
    assert fast.elapsed_with_pauses(start, due, stops) == length


@checked
@given(pairs, days, st.integers(-15, 15), days)
def test_working_days_are_those_that_walking_counts(
    pair: Pair, day: Any, count: int, other: Any
) -> None:
    fast, slow = pair
    first, last = sorted((day, other))
    assert fast.add_working_days(day, count) == slow.nth_working_day(day, count)
    between = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert [one for one in between if fast.is_working_day(one) != slow.works(one)] == []


@checked
@given(pairs, instants, lengths)
def test_counting_a_deadline_backward_leads_to_the_first_working_moment(
    pair: Pair, start: datetime, length: timedelta
) -> None:
    calendar, slow = pair
    due = calendar.deadline(start, length)
    assert calendar.backward(due, length) == slow.first_working_moment(start)
    assert calendar.elapsed(start, due) == length
    assert calendar.deadline(due, -length) == calendar.backward(due, length)


@checked
@given(pairs, instants, lengths, lengths)
def test_two_budgets_one_after_the_other_are_one_of_their_sum(
    pair: Pair, start: datetime, first: timedelta, second: timedelta
) -> None:
    calendar, _ = pair
    halfway = calendar.deadline(start, first)
    assert calendar.deadline(halfway, second) == calendar.deadline(start, first + second)


@checked
@given(pairs, instants, lengths)
def test_the_two_boundary_rules_differ_only_by_time_without_work(
    pair: Pair, start: datetime, length: timedelta
) -> None:
    calendar, _ = pair
    closing = calendar.deadline(start, length)
    opening = calendar.deadline(start, length, "next_period_start")
    assert opening == calendar.first_working_moment(closing)
    assert closing == calendar.last_working_moment(closing)
    assert calendar.first_working_moment(opening) == opening


@checked
@given(pairs, instants, lengths, st.floats(0, 1, exclude_max=True))
def test_a_warning_comes_before_the_deadline_and_after_its_share_of_work(
    pair: Pair, start: datetime, length: timedelta, fraction: float
) -> None:
    calendar, _ = pair
    due = calendar.deadline(start, length)
    at = fraction_at(calendar, start, due, fraction)
    assert start <= at < due
    assert abs(calendar.elapsed(start, at) - length * fraction) <= timedelta(microseconds=1)


@checked
@given(
    pairs,
    instants,
    st.sampled_from(["working_hours", "hours", "working_days", "calendar_days", "months"]),
    st.integers(1, 12),
    st.sampled_from(["receipt_is_day_zero", "roll_first", "same_clock_time"]),
    st.sampled_from(["working_time", "wall_time"]),
    pauses,
)
def test_a_pause_never_brings_a_deadline_forward_and_one_after_it_changes_nothing(
    pair: Pair,
    start: datetime,
    unit: str,
    amount: int,
    day_count: Any,
    pause: Any,
    stops: list[tuple[datetime, datetime]],
) -> None:
    calendar, _ = pair
    target, rules = Target(unit, amount), Rules(day_count=day_count, pause=pause)
    due = due_at(calendar, start, target, rules)
    late = [(due, due + timedelta(days=3))]
    assert due_at(calendar, start, target, rules, stops) >= due >= start
    assert due_at(calendar, start, target, rules, late) == due


@checked
@given(documents(), instants, instants, lengths)
def test_what_was_asked_before_never_changes_an_answer(
    document: dict[str, Any], early: datetime, start: datetime, length: timedelta
) -> None:
    assume(early != start)
    fresh = calendar_from({**document, "name": "fresh"}).deadline(start, length)
    asked = calendar_from({**document, "name": f"asked {early}"})
    asked.deadline(early, length)
    asked.backward(start, length)
    assert asked.deadline(start, length) == fresh


@checked
@given(pairs, instants, st.integers(1, 40), st.integers(0, 40), st.booleans(), st.booleans())
def test_the_end_of_the_last_calendar_day_is_where_walking_the_days_ends(
    pair: Pair, start: datetime, days: int, extension: int, inclusive: bool, rolls: bool
) -> None:
    calendar, reference = pair
    for day_end in ("closing", "midnight"):
        rules = Rules(
            calendar_day_roll="forward" if rolls else "none",
            day_end=day_end,
            first_day="receipt" if inclusive else "next",
        )
        last = reference.last_date(start, days + extension, inclusive=inclusive, rolls=rolls)
        expected = reference.end_of(last, at_closing=day_end == "closing")
        target = Target("calendar_days", days)
        assert due_at(calendar, start, target, rules, extension=extension) == expected


@checked
@given(pairs, instants, st.integers(1, 30), st.integers(1, 30), st.booleans())
def test_an_extension_of_working_days_ends_where_the_longer_target_ends(
    pair: Pair, start: datetime, days: int, extension: int, receipt_counts: bool
) -> None:
    calendar, reference = pair
    day_count: Any = "receipt_is_day_one" if receipt_counts else "receipt_is_day_zero"
    begun = start.astimezone(reference.zone).date()
    counted = days + extension - (receipt_counts and reference.works(begun))
    last = reference.nth_working_day(begun, counted)
    found = due_at(
        calendar,
        start,
        Target("working_days", days),
        Rules(day_count=day_count),
        extension=extension,
    )
    assert found == reference.end_of(last, at_closing=True)


@checked
@given(pairs, instants, st.integers(1, 20), pauses)
def test_a_pause_in_wall_time_leaves_a_deadline_in_working_days_on_one(
    pair: Pair, start: datetime, days: int, stops: list[tuple[datetime, datetime]]
) -> None:
    calendar, reference = pair
    due = due_at(calendar, start, Target("working_days", days), Rules(pause="wall_time"), stops)
    assert reference.works((due - timedelta(microseconds=1)).astimezone(reference.zone).date())
