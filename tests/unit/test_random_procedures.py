"""Random lawful lives of several cases, by many people: what must hold whatever they do.

Every step is one that somebody could really take: a complaint, a file, a command that the table
admits for that person, time that passes, a tick. Refusals are part of life, and change nothing.
`LIVES=5000 pytest tests/unit/test_random_procedures.py` looks for longer.
"""

import os
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import SYSTEM, Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import CaseNotFound, InvalidInput, NotPossible
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.procedure.alerts import Take
from shared.domain.procedure.assessment import Assess, Triage
from shared.domain.procedure.closing import FollowUp
from shared.domain.procedure.command import Command
from shared.domain.procedure.correspondence import AskAgency
from shared.domain.procedure.evidence import RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.mediation import AnswerMediation, Mediate
from shared.domain.procedure.safeguards import NameSubject, View
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import Assessment, CommandName, MediationStep, Party, Role, Status
from tests import invariants
from tests.fakes import NOON, FakeCases, a_casework
from tests.procedures import (
    CITIZEN,
    EXAMPLES,
    FOREIGNER,
    MEDIATOR,
    OFFICER,
    OMBUDSMAN,
    PEOPLE,
    REGISTRAR,
    SECOND,
    a_full_policy,
    example,
    filed,
)
from tests.unit.intake.asking import claims_of
from tests.unit.intake.world import Filed, World

HOUR = timedelta(hours=1)
POLICY = a_full_policy()
STAFF = [one for one in PEOPLE if one.role not in ("admin", "auditor")]
OF_AGENCIES = [one for one in PEOPLE if one.agency is not None]
EXPERT = Actor(Role.EXPERT, "e1")
SUBJECTS = ("officer.health", "officer.justice", "supervisor.health")
OTHERS: tuple[tuple[Actor, Command], ...] = (
    (OFFICER, Assess(Assessment.NOT_ACCEPTED, "x", "category")),
    (OFFICER, AskAgency("x?")),
    (MEDIATOR, Mediate(MediationStep.CONSENT, "x", Party.COMPLAINANT)),
    (MEDIATOR, Mediate(MediationStep.CONSENT, "x", Party.AGENCY)),
    (MEDIATOR, Mediate(MediationStep.SESSION, "x")),
    (MEDIATOR, Mediate(MediationStep.AGREEMENT, "x")),
    (MEDIATOR, Mediate(MediationStep.FAILURE, "x")),
    (CITIZEN, AnswerMediation(consent=False)),
    (OMBUDSMAN, FollowUp("x", done=False, remedy=1)),
    (OMBUDSMAN, FollowUp("x", done=True)),
    (OMBUDSMAN, Assign("officer.health")),
    (OMBUDSMAN, Triage("x", urgency="urgent")),
    (OMBUDSMAN, Triage("x", agency="justice")),
    (OMBUDSMAN, Triage("x", agency="health", category="detention")),
    (Actor(Role.CONTACT, "health.duty.0"), Take("health.duty.0", "officer.health")),
    (Actor(Role.CONTACT, "health.duty.0"), Take("health.duty.0")),
    (SECOND, Assign("officer.justice")),
    (FOREIGNER, Assign("officer.justice")),
)


@dataclass
class Kept(FakeCases):
    """Keeps each case as it was committed; the life's end compares it with what its events say."""

    latest: dict[str, Case] = field(default_factory=dict)

    def load(self, reference: str) -> Case:
        return self.latest[reference]

    def _append(self, change: Change) -> None:
        super()._append(change)
        self.latest[change.case.reference] = change.case


class Lives(RuleBasedStateMachine):
    """An office with two agencies, and everybody who has to do with it."""

    @initialize()
    def open(self) -> None:
        self.store = Kept()
        self.casework = a_casework(self.store, POLICY)
        self.now = NOON
        self.references: list[str] = []
        self.file("none", [])

    @precondition(lambda self: len(self.references) < 4)
    @rule(
        answer=st.sampled_from(["none", "vulnerable", "danger_now"]),
        subjects=st.lists(st.sampled_from(SUBJECTS), max_size=1),
    )
    def file(self, answer: str, subjects: list[str]) -> None:
        identity = {"subject_persons": subjects} if subjects else None
        self._filed(urgent_answers={answer: True}, identity=identity)

    @precondition(lambda self: len(self.references) < 4)
    @rule(data=st.data())
    def retaliation_is_reported(self, data: st.DataObject) -> None:
        about = data.draw(self._one())
        self._filed(category="retaliation", agency="office", related_to=about)

    @rule(hours=st.one_of(st.integers(1, 12), st.integers(24, 24 * 40)))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR
        for reference in self.references:
            self.casework.tick(reference, self.now)
            invariants.hold_now(self.store.load(reference), POLICY, STAFF)

    @rule(data=st.data())
    def a_file_arrives(self, data: st.DataObject) -> None:
        reference = data.draw(self._one())
        verdict = Verdict(None, "pdf", 9, "ab" * 32)
        self._do(CITIZEN, RequestUpload("e", Declared()), reference)
        self._do(SYSTEM, EvidenceArrived("e", Stored("v1", 9)), reference)
        self._do(SYSTEM, EvidenceExamined("e", "v1", verdict), reference)

    @rule(name=st.sampled_from(sorted(EXAMPLES)), who=st.sampled_from(STAFF), data=st.data())
    def somebody_acts(self, name: CommandName, who: Actor, data: st.DataObject) -> None:
        self._do(who, example(name, data.draw(self._one())), data.draw(self._one()))

    @rule(which=st.sampled_from(OTHERS), data=st.data())
    def somebody_does_something_else(
        self, which: tuple[Actor, Command], data: st.DataObject
    ) -> None:
        self._do(*which, data.draw(self._one()))

    @rule(user=st.sampled_from(SUBJECTS), data=st.data())
    def a_subject_is_named(self, user: str, data: st.DataObject) -> None:
        self._do(OMBUDSMAN, NameSubject(user, "x"), data.draw(self._one()))

    @rule(who=st.sampled_from([*PEOPLE, EXPERT]), data=st.data())
    def somebody_reads(self, who: Actor, data: st.DataObject) -> None:
        self._do(who, View(), data.draw(self._one()))

    @rule(hours=st.integers(1, 24 * 10), name=st.sampled_from(sorted(EXAMPLES)), data=st.data())
    def the_registrar_writes_down_what_happened_before(
        self, hours: int, name: CommandName, data: st.DataObject
    ) -> None:
        command = example(name, data.draw(self._one()))
        self._do(REGISTRAR, command, data.draw(self._one()), hours * HOUR)

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

    def _filed(self, **complaint: Any) -> None:
        self.references.append(filed(self.casework, self.now, **complaint))
        invariants.hold_now(self.store.load(self.references[-1]), POLICY, STAFF)

    def _do(
        self, who: Actor, command: Command, reference: str, ago: timedelta = timedelta()
    ) -> None:
        before = self.store.load(reference)
        moment = Moment.at(self.now, self.now - ago)
        try:
            after = self.casework.perform(reference, command, who, moment)
        except (NotPossible, InvalidInput, CaseNotFound):
            assert self.store.load(reference) == before
            return
        assert who.name not in before.excluded
        assert access.may(who, command.name, before)
        for case in (after, *(self.store.load(one) for one in (after.parent,) if one)):
            invariants.hold_now(case, POLICY, STAFF)
        if after.status == Status.MERGED != before.status:
            invariants.stays_as_urgent(before, self.store.load(str(after.parent)), POLICY)

    def teardown(self) -> None:
        cases = [self.store.load(one) for one in getattr(self, "references", ())]
        for case in cases:
            invariants.hold_of_a_life(case, self.store.events(case.reference))
            invariants.is_lowered_by_people_alone(self.store.events(case.reference), POLICY)
            invariants.hold_between(case, cases)
            if case.related_to is not None:
                self._is_secret(case, case.related_to)
        for user in SUBJECTS if cases else ():
            self._sees_nothing_of_what_concerns_them(user, cases)

    def _is_secret(self, report: Case, about: str) -> None:
        if self.store.load(about).agency != "office":
            invariants.leave_no_trace(report, self.store.events(about), OF_AGENCIES)

    def _sees_nothing_of_what_concerns_them(self, user: str, cases: list[Case]) -> None:
        """Through the API, as they would look."""
        world = World(POLICY, store=self.store)
        world.now = self.now
        role, agency = user.split(".")
        queue = world.get("/v1/cases", claims=claims_of(role, agency)).text
        for case in cases:
            if user in case.excluded:
                assert case.reference not in queue
                seen = Filed(world, case.reference, "").seen_by(claims_of(role, agency))
                assert seen.status == 404


Lives.TestCase.settings = settings(
    max_examples=int(os.environ.get("LIVES", "120")),
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)
TestLives: Any = Lives.TestCase
