"""Another policy for cases that are open: what is previewed is what is then done."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.case.case import Case, facts
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.case.replay import replay
from shared.domain.deadlines import clocks, timing
from shared.domain.deadlines.recalculation import Direction, Revision, recalculate, recalculation_of
from shared.domain.deadlines.recalculation_preview import Totals, preview
from shared.domain.deadlines.tick import tick
from shared.domain.policy.model import Policy
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complainant import AddMessage
from shared.domain.procedure.correspondence import RequestInformation
from shared.domain.procedure.decide import decide
from shared.domain.vocabulary import ClockState, Role
from tests.policy_document import clock, document

ADMIN = Actor(Role.ADMIN, "admin")
OFFICER = Actor(Role.OFFICER, "officer.health", "health")
COMPLAINANT = Actor(Role.COMPLAINANT, "complainant")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOW = MONDAY + timedelta(days=3)
OLD = Policy("test.1", document())


def policy(**changes: Any) -> Policy:
    """The test policy as another version, resolving in so many working days."""
    written = json.loads(json.dumps(document(version="test.2")))
    for rule in written["clocks"]:
        if rule["name"] in changes:
            rule["target"] = {"working_hours": changes[rule["name"]]}
    return Policy("test.2", written)


def without(name: str) -> Policy:
    rules = [rule for rule in document()["clocks"] if rule["name"] != name]
    return Policy("test.2", document(version="test.2", clocks=rules))


def a_case(at: datetime = MONDAY, **changes: Any) -> Case:
    case = Case(
        "XT-0000-0001-0",
        category="no_answer",
        agency="health",
        received_at=at,
        policy_version="test.1",
    )
    case = replace(case, **changes)
    started = {
        name: timing.start(rule, at, OLD) for name, rule in OLD.rules_for(facts(case)).items()
    }
    return replace(case, clocks=started)


def after(case: Case, command: Any, at: datetime) -> Case:
    actor = COMPLAINANT if isinstance(command, AddMessage) else OFFICER
    return decide(case, command, OLD, actor, Moment.at(at), "op").case


def moved(case: Case, new: Policy, now: datetime = NOW) -> Change:
    return recalculate(recalculation_of(case, Revision(OLD, new), now), new, ADMIN, now, "run")


def due(change: Change, name: str = "resolve") -> datetime:
    return change.case.clocks[name].due_at


def test_a_shorter_target_moves_the_deadline_of_an_open_case_and_its_version() -> None:
    case = a_case()
    change = moved(case, policy(resolve=8))
    assert due(change) < case.clocks["resolve"].due_at
    assert change.case.policy_version == "test.2"
    assert [event.name for event in change.events] == ["retimed"]
    told = change.events[0].data
    assert (told["from"], told["to"], len(told["moved"])) == ("test.1", "test.2", 1)


def test_extend_only_keeps_a_promised_date_from_coming_earlier() -> None:
    shorter = recalculation_of(a_case(), Revision(OLD, policy(resolve=8)), NOW)
    longer = recalculation_of(a_case(), Revision(OLD, policy(resolve=80)), NOW)
    assert shorter.held_by("extend-only") and not shorter.held_by("all")
    assert not longer.held_by("extend-only")


def test_a_case_with_one_earlier_and_one_later_deadline_counts_as_earlier() -> None:
    one = recalculation_of(a_case(), Revision(OLD, policy(resolve=80, acknowledge=2)), MONDAY)
    assert one.shift == "earlier"


def test_a_deadline_that_would_have_passed_is_newly_overdue() -> None:
    effect = preview([a_case()], lambda version: OLD, policy(resolve=8), NOW)
    assert effect.everything.newly_overdue == 1
    assert effect.extend_only.newly_overdue == 0


def test_a_missed_deadline_stays_missed_and_is_not_newly_overdue() -> None:
    late = MONDAY + timedelta(days=60)
    case = tick(a_case(), OLD, late, "tick").case
    assert case.clocks["resolve"].state is ClockState.MISSED
    change = moved(case, policy(resolve=4000), late)
    assert change.case.clocks["resolve"].state is ClockState.MISSED
    effect = preview([case], lambda version: OLD, policy(resolve=4000), late)
    assert effect.everything.newly_overdue == 0


def test_paused_time_is_kept() -> None:
    asked = after(after(a_case(), Acknowledge(), MONDAY), RequestInformation("Which?"), MONDAY)
    answered = after(asked, AddMessage("This."), MONDAY + timedelta(days=2))
    plain = moved(a_case(), policy(resolve=80))
    assert due(moved(answered, policy(resolve=80))) == due(plain) + timedelta(days=2)


def test_a_case_whose_category_is_gone_stays_as_it_is() -> None:
    categories = {"detention": document()["categories"]["detention"]}
    new = Policy("test.2", document(version="test.2", categories=categories))
    one = recalculation_of(a_case(), Revision(OLD, new), NOW)
    assert one.held_by("all")
    assert one.clocks == a_case().clocks


def test_a_clock_that_the_new_policy_does_not_know_is_called_off_and_the_case_lives_on() -> None:
    missed = tick(a_case(), OLD, MONDAY + timedelta(days=60), "tick").case
    for case in (a_case(), missed):
        change = moved(case, without("resolve"))
        assert change.case.clocks["resolve"].state is ClockState.CANCELLED
        new = without("resolve")
        later = MONDAY + timedelta(days=90)
        acted = decide(change.case, Acknowledge(), new, OFFICER, Moment.at(later), "op").case
        assert tick(acted, new, later, "tick").case.policy_version == "test.2"


def test_a_climb_goes_on_where_it_was_on_the_ladder_that_there_is() -> None:
    case = tick(a_case(), OLD, MONDAY + timedelta(days=8), "tick").case
    assert case.climbs["acknowledge"].level == 1
    ladders = {"default": document()["ladders"]["default"][:1], "call_out": []}
    change = moved(case, Policy("test.2", document(version="test.2", ladders=ladders)))
    climb = change.case.climbs["acknowledge"]
    assert (climb.level, climb.next_at) == (1, None)


def test_a_clock_that_the_new_policy_adds_starts_at_the_receipt() -> None:
    added = clock("keep_informed", "working_days", 30)
    rules = [*document()["clocks"], added]
    change = moved(a_case(), Policy("test.2", document(version="test.2", clocks=rules)))
    assert change.case.clocks["keep_informed"].started_at == MONDAY


def test_the_event_alone_gives_the_case_back() -> None:
    case = replay("XT-0000-0001-0", [])
    change = moved(replace(a_case(), reference=case.reference), policy(resolve=8))
    changes = change.events[0].changes
    assert set(changes) == {"policy_version", "clocks", "climbs"}
    assert clocks.from_document(changes["clocks"]["resolve"]) == change.case.clocks["resolve"]


hours = st.integers(1, 400)
starts = st.integers(0, 60 * 24 * 60).map(lambda minutes: MONDAY - timedelta(minutes=minutes))


@given(
    st.lists(starts, min_size=1, max_size=12), hours, hours, st.sampled_from(["extend-only", "all"])
)
def test_what_is_previewed_is_what_is_done(
    received: list[datetime], resolve: int, acknowledge: int, direction: Direction
) -> None:
    new = policy(resolve=resolve, acknowledge=acknowledge)
    cases = [tick(a_case(at), OLD, NOW, "tick").case for at in received]
    effect = preview(cases, lambda version: OLD, new, NOW)
    promised = effect.everything if direction == "all" else effect.extend_only
    assert asdict(promised) == asdict(_done(cases, new, direction))


def _done(cases: list[Case], new: Policy, direction: Direction) -> Totals:
    """Counts from the cases before and after, without asking the preview."""
    done = Totals()
    for case in cases:
        one = recalculation_of(case, Revision(OLD, new), NOW)
        held = one.held_by(direction)
        result = case if held else recalculate(one, new, ADMIN, NOW, "run").case
        ticked = tick(result, new if not held else OLD, NOW, "tick").events
        before = tick(case, OLD, NOW, "tick").events
        assert before == ()
        _count(done, case.clocks, result.clocks)
        done.held += held
        done.newly_overdue += any(event.name == "clock_missed" for event in ticked)
        done.alerts += sum(event.name in ("clock_missed", "clock_warned") for event in ticked)
    return done


def _count(
    done: Totals, before: Mapping[str, clocks.Clock], after: Mapping[str, clocks.Clock]
) -> None:
    moves = [
        (after[name].due_at > one.due_at) - (after[name].due_at < one.due_at)
        for name, one in before.items()
        if one.state is ClockState.RUNNING
    ]
    done.open_cases += 1
    if -1 in moves:
        done.earlier += 1
    elif 1 in moves:
        done.later += 1
    else:
        done.unchanged += 1


@given(starts, hours)
def test_leaving_out_what_cannot_move_changes_nothing(at: datetime, resolve: int) -> None:
    case, new = a_case(at), policy(resolve=resolve)
    whole = timing.recalculated_under(case.clocks, new.rules_for(facts(case)), at, new)
    assert recalculation_of(case, Revision(OLD, new), NOW).clocks == whole


def test_a_clock_met_long_ago_names_the_rule_that_takes_its_old_ones_place() -> None:
    written = json.loads(json.dumps(document(version="test.2")))
    for rule in written["clocks"]:
        rule["id"] = f"{rule['id']}/new"
    met = after(a_case(), Acknowledge(), MONDAY)
    change = moved(met, Policy("test.2", written))
    assert met.clocks["acknowledge"].rule == "acknowledge"
    assert change.case.clocks["acknowledge"].rule == "acknowledge/new"
    assert change.case.clocks["acknowledge"].state is ClockState.MET
