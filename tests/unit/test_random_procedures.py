"""Random lawful lives of several cases, by many people: what must hold whatever they do.

Every step is one that somebody could really take: a complaint, a command that the table admits for
that person, time that passes, a tick. Refusals for reasons of input are part of life.
"""

import os
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from shared.domain import access, audit
from shared.domain.case import FINISHED, FOLLOWED, Case, replay
from shared.domain.clocks import ClockState
from shared.domain.commands import (
    AnswerMediation,
    Assess,
    Assign,
    Command,
    FollowUp,
    Mediate,
    NameSubject,
    Take,
)
from shared.domain.draft import Moment
from shared.domain.errors import CaseNotFound, InvalidInput, NotPossible
from shared.domain.events import RECORDS, Actor, by_somebody
from shared.domain.procedure import possible
from tests.fakes import NOON, FakeCases, a_casework
from tests.procedures import (
    CITIZEN,
    EXAMPLES,
    FOREIGNER,
    MEDIATOR,
    OFFICER,
    OMBUDSMAN,
    PEOPLE,
    SECOND,
    a_full_policy,
    example,
    filed,
)

HOUR = timedelta(hours=1)
POLICY = a_full_policy()
STAFF = [one for one in PEOPLE if one.role not in ("admin", "auditor")]
SUBJECTS = ("officer.health", "officer.justice", "supervisor.health")
DECIDES = ("decision_proposed", "decision_signed_off", "decision_returned", "agreement_reached")
OTHERS: tuple[tuple[Actor, Command], ...] = (
    (OFFICER, Assess("not_accepted", "x", "category")),
    (MEDIATOR, Mediate("consent", "x", "complainant")),
    (MEDIATOR, Mediate("consent", "x", "agency")),
    (MEDIATOR, Mediate("session", "x")),
    (MEDIATOR, Mediate("agreement", "x")),
    (MEDIATOR, Mediate("failure", "x")),
    (CITIZEN, AnswerMediation(consent=False)),
    (OMBUDSMAN, FollowUp("x", done=False, remedy=1)),
    (OMBUDSMAN, FollowUp("x", done=True)),
    (OMBUDSMAN, Assign("officer.health")),
    (Actor("contact", "health.duty.0"), Take("health.duty.0", "officer.health")),
    (SECOND, Assign("officer.justice")),
    (FOREIGNER, Assign("officer.justice")),
)


class Lives(RuleBasedStateMachine):
    """An office with two agencies, and everybody who has to do with it."""

    @initialize()
    def open(self) -> None:
        self.store = FakeCases()
        self.casework = a_casework(self.store, POLICY)
        self.now = NOON
        self.references: list[str] = []
        self.file("none", [])

    @rule(
        answer=st.sampled_from(["none", "vulnerable", "danger_now"]),
        subjects=st.lists(st.sampled_from(SUBJECTS), max_size=1),
    )
    def file(self, answer: str, subjects: list[str]) -> None:
        if len(self.references) >= 4:
            return
        identity = {"subject_persons": subjects} if subjects else None
        self.references.append(
            filed(self.casework, self.now, urgent_answers={answer: True}, identity=identity)
        )

    @rule(hours=st.one_of(st.integers(1, 12), st.integers(24, 24 * 40)))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR
        for reference in self.references:
            self.casework.tick(reference, self.now)
            self._holds(self.store.load(reference))

    @rule(name=st.sampled_from(sorted(EXAMPLES)), who=st.sampled_from(STAFF), data=st.data())
    def somebody_acts(self, name: str, who: Actor, data: st.DataObject) -> None:
        self._do(who, example(name, data.draw(self._one())), data.draw(self._one()))

    @rule(which=st.sampled_from(OTHERS), data=st.data())
    def somebody_does_something_else(
        self, which: tuple[Actor, Command], data: st.DataObject
    ) -> None:
        self._do(*which, data.draw(self._one()))

    @rule(user=st.sampled_from(SUBJECTS), data=st.data())
    def a_subject_is_named(self, user: str, data: st.DataObject) -> None:
        self._do(OMBUDSMAN, NameSubject(user, "x"), data.draw(self._one()))

    @rule(data=st.data())
    def what_is_possible_is_done(self, data: st.DataObject) -> None:
        """A lawful step: one that the case admits to somebody now."""
        reference = data.draw(self._one())
        case = self.store.load(reference)
        ways = [
            (who, name)
            for name in possible(case, POLICY)
            for who in STAFF
            if name in EXAMPLES and access.may(who, name, case)
        ]
        if ways:
            who, name = data.draw(st.sampled_from(ways))
            self._do(who, example(name, data.draw(self._one())), reference)

    def _one(self) -> st.SearchStrategy[str]:
        return st.sampled_from(self.references)

    def _do(self, who: Actor, command: Command, reference: str) -> None:
        before = self.store.load(reference)
        try:
            after = self.casework.perform(reference, command, who, Moment.at(self.now))
        except (NotPossible, InvalidInput, CaseNotFound):
            assert self.store.load(reference) == before
            return
        assert who.name not in before.excluded
        assert access.may(who, command.name, before)
        self._holds(after)

    def teardown(self) -> None:
        for reference in getattr(self, "references", ()):
            self._holds(self.store.load(reference))
            self._is_sound(reference)

    def _holds(self, case: Case) -> None:
        is_open = {name for name, one in case.clocks.items() if one.is_open}
        owed = {name for name in is_open if case.clocks[name].state is not ClockState.MISSED}
        if case.status in FINISHED:
            assert owed <= FOLLOWED.get(case.status, frozenset()), (case.status, owed)
        if case.finished:
            assert not owed and case.wake_at is None and case.next_due is None
        else:
            assert any(
                access.may(who, name, case)
                for name in possible(case, POLICY)
                for who in STAFF
                if name not in ("view", "note")
            )
        assert case.assignee is None or case.assignee not in (*case.excluded, *case.barred)
        decision = case.decision
        if decision is not None and decision.signed_off_by is not None:
            assert decision.signed_off_by != decision.proposed_by
        for clock in case.clocks.values():
            assert clock.state is not ClockState.PAUSED or clock.paused_at is not None

    def _is_sound(self, reference: str) -> None:
        case, events = self.store.load(reference), self.store.events(reference)
        assert audit.verify(reference, events, case.head, case.seq) is None
        assert replay(reference, events) == case
        assert case.version == sum(by_somebody(one) for one in events)
        barred: set[str] = set()
        excluded: set[str] = set()
        for event in events:
            if event.name in DECIDES:
                assert event.actor.name not in barred
            if event.name not in RECORDS:
                assert event.actor.name not in excluded
            barred = set(event.changes.get("barred", barred))
            excluded = set(event.changes.get("excluded", excluded))
        if case.parent is not None and case.status == "merged":
            assert reference in self.store.load(case.parent).children


Lives.TestCase.settings = settings(
    max_examples=int(os.environ.get("LIVES", "150")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestLives: Any = Lives.TestCase
