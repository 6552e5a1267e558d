"""Random lives of a case, held against a reference so slow and plain that it must be right.

The reference walks minute by minute, in the civil time of a zone with daylight saving, and counts
those that the office works and that no pause took.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.domain.audit import chain as audit
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.case.replay import replay
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.assessment import Acknowledge, Triage
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import AddMessage, Withdraw
from shared.domain.procedure.correspondence import RequestInformation
from shared.domain.procedure.handling import Extend
from shared.domain.vocabulary import FINISHED, ClockState, Role
from tests.fakes import FakeCases, a_casework, a_complaint, a_policy
from tests.policy_document import OFFICE, clock, document

ZONE = ZoneInfo("Europe/Madrid")
HOURS = ((8, 12), (13, 17))
MINUTE = timedelta(minutes=1)
TARGET = {"standard": 10, "high": 6, "urgent": 3}
OFFICER = Actor(Role.OFFICER, "officer.health", "health")
CITIZEN = Actor(Role.COMPLAINANT, "complainant")
SUNDAY_OF_THE_CHANGE = datetime(2027, 3, 26, 7, 0, tzinfo=UTC)  # a Friday before the gap


@cache
def works(minute: datetime) -> bool:
    local = minute.astimezone(ZONE)
    return local.weekday() < 5 and any(first <= local.hour < last for first, last in HOURS)


def reference_due(
    start: datetime, hours: int, pauses: list[tuple[datetime, datetime]], days: int
) -> datetime:
    """The instant at which the last of the hours' minutes has been worked."""
    left, at = hours * 60, start
    while left:
        paused = any(since <= at < until for since, until in pauses)
        left -= works(at) and not paused
        at += MINUTE
    for _ in range(days):
        local = at.astimezone(ZONE).replace(tzinfo=None) + timedelta(days=1)
        while local.weekday() > 4:
            local += timedelta(days=1)
        at = local.replace(tzinfo=ZONE).astimezone(UTC)
    return at


class Life(RuleBasedStateMachine):
    """One case, its officer, its complainant, and time."""

    @initialize(minute=st.integers(0, 7 * 1440), urgency=st.sampled_from(["danger_now", "none"]))
    def file(self, minute: int, urgency: str) -> None:
        calendars = {
            **document()["calendars"],
            "office_hours": OFFICE | {"time_zone": "Europe/Madrid"},
        }
        rules = [
            clock("acknowledge", "hours", 1, calendar="round_the_clock", met_by=["acknowledged"])
        ]
        rules += [
            clock(
                "resolve",
                "working_hours",
                hours,
                id=f"resolve/{level}",
                warn_at=[0.5],
                when={"urgency": level},
                paused_by=["awaiting_complainant"],
                met_by=["closed"],
            )
            for level, hours in TARGET.items()
        ]
        self.store = FakeCases()
        policy = a_policy(clocks=rules, calendars=calendars)
        self.casework = a_casework(self.store, policy)
        self.start = self.now = SUNDAY_OF_THE_CHANGE + minute * MINUTE
        self.casework.file(
            a_complaint(urgent_answers={urgency: True}), CITIZEN, self.now, lambda case: {}
        )
        self.reference = next(iter(self.store.chains))
        self.pauses: list[tuple[datetime, datetime]] = []
        self.paused_since: datetime | None = None
        self.days = 0

    @property
    def case(self) -> Case:
        return self.store.load(self.reference)

    def do(self, command: Command, actor: Actor = OFFICER) -> bool:
        try:
            self.casework.perform(self.reference, command, actor, Moment.at(self.now))
        except (NotPossible, InvalidInput):
            return False
        return True

    @rule(minutes=st.one_of(st.integers(1, 90), st.integers(1, 2 * 1440)))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule()
    def tick(self) -> None:
        before = self.case
        self.casework.tick(self.reference, self.now)
        after = self.case
        self.casework.tick(self.reference, self.now)
        assert self.case == after
        for name, one in after.clocks.items():
            if one.state is ClockState.MISSED and before.clocks[name].state is not one.state:
                assert before.clocks[name].state is ClockState.RUNNING
                assert one.due_at < self.now

    @rule()
    def acknowledge(self) -> None:
        was = self.case.clocks["acknowledge"]
        if self.do(Acknowledge()):
            late = self.now > was.due_at
            assert self.case.clocks["acknowledge"].state == ("met_late" if late else "met")

    @rule()
    def ask(self) -> None:
        was = self.case.clocks["resolve"]
        stops = was.state is ClockState.RUNNING and was.due_at > self.now
        if self.do(RequestInformation("Which?")) and stops:
            self.paused_since = self.now

    @rule()
    def answer(self) -> None:
        if self.do(AddMessage("This."), CITIZEN) and self.paused_since is not None:
            self.pauses.append((self.paused_since, self.now))
            self.paused_since = None

    @rule(days=st.integers(1, 5))
    def extend(self, days: int) -> None:
        if self.do(Extend("resolve", days, "Records are elsewhere.")):
            self.days += days

    @rule(urgency=st.sampled_from(sorted(TARGET)))
    def triage(self, urgency: str) -> None:
        self.do(Triage("A closer look.", urgency=urgency))

    @precondition(lambda self: self.days > 8)
    @rule()
    def withdraw(self) -> None:
        self.do(Withdraw(), CITIZEN)
        self.paused_since = None

    @invariant()
    def the_deadline_is_the_references(self) -> None:
        case = self.case
        one = case.clocks["resolve"]
        if one.state in (ClockState.RUNNING, ClockState.PAUSED):
            assert self.start in (one.started_at, one.raised_from)  # a raised urgency counts anew
            hours = int(self.casework.policies.current().rule(one.rule).target.amount)
            due = reference_due(one.started_at, hours, self.pauses, one.extended_days)
            assert one.due_at == due
            assert one.extended_days <= self.days

    @invariant()
    def the_chain_holds_and_replays_to_the_case(self) -> None:
        case, events = self.case, self.store.events(self.reference)
        assert audit.verify(self.reference, events, case.head, case.seq) is None
        assert replay(self.reference, events) == case

    @invariant()
    def nothing_runs_in_a_finished_case(self) -> None:
        case = self.case
        if case.status in FINISHED:
            assert case.wake_at is None
            assert not [one for one in case.clocks.values() if one.state == ClockState.RUNNING]

    @invariant()
    def each_miss_and_level_happened_once(self) -> None:
        seen = [
            (event.name, event.data.get("clock"), event.data.get("cause"), event.data.get("level"))
            for event in self.store.events(self.reference)
            if event.name in ("clock_missed", "escalated")
        ]
        assert len(seen) == len(set(seen))


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=60, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
