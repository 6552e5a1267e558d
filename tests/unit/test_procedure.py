"""Every cell of the procedure's table: statuses × commands × people, and the page that shows it."""

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from infra import procedure_page
from shared.domain.access import holders, may
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import CaseNotFound, InvalidInput, NotForYou, NotPossible
from shared.domain.procedure.assessment import Assess
from shared.domain.procedure.command import Command
from shared.domain.procedure.mediation import AnswerMediation, Mediate
from shared.domain.procedure.table import ADMITTED
from shared.domain.vocabulary import Assessment, CommandName, MediationStep, Party, Right, Status
from tests.fakes import NOON, FakeCases, a_casework
from tests.procedures import (
    CITIZEN,
    EXAMPLES,
    MEDIATOR,
    OFFICER,
    PEOPLE,
    a_full_policy,
    case_in,
    example,
    filed,
)

PAGE = Path(procedure_page.__file__).parent.parent / "docs" / "procedure.md"
BY_OTHERS = {
    CommandName.RECORD_ALERTS,
    CommandName.JOIN,
    CommandName.DOWNLOAD,
    CommandName.RETALIATION,
}
BY_OTHERS |= {name for name in ADMITTED if name.startswith("evidence")}


def test_the_page_says_what_the_code_does() -> None:
    assert PAGE.read_text(encoding="utf-8") == procedure_page.page_text()


def test_every_command_of_the_table_has_an_example() -> None:
    assert EXAMPLES.keys() | BY_OTHERS == ADMITTED.keys()
    assert set().union(*ADMITTED.values()) == set(Status)


def test_each_status_offers_a_way_on_to_somebody() -> None:
    for status in Status:
        offered = {
            name for name in EXAMPLES.keys() - {CommandName.VIEW} if status in ADMITTED[name]
        }
        assert any(holders(name) for name in offered), status


@pytest.mark.parametrize("status", Status)
def test_a_cell_that_is_not_allowed_is_refused_and_says_what_is_possible(status: Status) -> None:
    for name in EXAMPLES:
        for actor in PEOPLE:
            for excluded in (False, True):
                _walk(status, name, actor, excluded=excluded)


class _Walked:
    """One case in each status, made once; every cell begins with its own copy of the store."""

    known: ClassVar[dict[Status, tuple[FakeCases, str, str]]] = {}

    @classmethod
    def to(cls, status: Status) -> tuple[FakeCases, str, str]:
        if status not in cls.known:
            store = FakeCases()
            casework = a_casework(store, a_full_policy())
            other = filed(casework)
            cls.known[status] = (store, case_in(casework, status, other), other)
        store, reference, other = cls.known[status]
        copy = FakeCases(dict(store.chains), dict(store.words), dict(store.identities))
        return copy, reference, other


def _walk(status: Status, name: CommandName, actor: Actor, *, excluded: bool) -> None:
    store, reference, other = _Walked.to(status)
    casework = a_casework(store, a_full_policy())
    if excluded:
        _keep_away(store, reference, actor.name)
    case = store.load(reference)
    allowed = may(actor, name, case)
    admitted = status in ADMITTED[name]
    try:
        casework.perform(reference, example(name, other), actor, Moment.at(NOON))
    except CaseNotFound:
        assert not allowed and not may(actor, Right.READ, case)
    except NotForYou as refused:
        assert not allowed and may(actor, Right.READ, case)
        assert all(status in ADMITTED[one] for one in refused.possible)
        assert all(may(actor, one, case) for one in refused.possible)
    except NotPossible as refused:
        assert allowed
        assert all(status in ADMITTED[one] for one in refused.possible)
        assert name not in refused.possible
    except InvalidInput:
        assert allowed and admitted
    else:
        assert allowed and admitted
    assert not (excluded and allowed)


def _keep_away(store: FakeCases, reference: str, user: str) -> None:
    """As if the complaint concerned this person."""
    load = store.load
    seen: Any = store
    seen.load = lambda one: replace(load(one), excluded=(user,)) if one == reference else load(one)


def test_the_diagram_shows_where_each_command_leads() -> None:
    """Officers, the office and complainants try everything from everywhere."""
    seen = set()
    for status in Status:
        for name in EXAMPLES:
            for actor in PEOPLE:
                store, reference, other = _Walked.to(status)
                casework = a_casework(store, a_full_policy())
                try:
                    after = casework.perform(
                        reference, example(name, other), actor, Moment.at(NOON)
                    )
                except (NotPossible, CaseNotFound, InvalidInput):
                    continue
                if after.status != status:
                    seen.add((status, name, after.status))
    assert seen == procedure_page.transitions()


@pytest.mark.parametrize(
    ("before", "actor", "command", "after"),
    [
        *(
            (
                one,
                OFFICER,
                Assess(Assessment.NOT_ACCEPTED, "x", "category"),
                Status.NOT_ACCEPTED,
            )
            for one in (Status.ACKNOWLEDGED, Status.INVESTIGATING, Status.AWAITING_COMPLAINANT)
        ),
        (
            Status.IN_MEDIATION,
            MEDIATOR,
            Mediate(MediationStep.AGREEMENT, "x"),
            Status.DECISION_PROPOSED,
        ),
        (Status.IN_MEDIATION, MEDIATOR, Mediate(MediationStep.FAILURE, "x"), Status.INVESTIGATING),
        (Status.IN_MEDIATION, CITIZEN, AnswerMediation(consent=False), Status.INVESTIGATING),
    ],
)
def test_what_a_command_says_may_decide_where_it_leads(
    before: Status, actor: Actor, command: Command, after: Status
) -> None:
    store, reference, _ = _Walked.to(before)
    casework = a_casework(store, a_full_policy())
    if after == Status.DECISION_PROPOSED:
        for who, party in ((CITIZEN, Party.COMPLAINANT), (OFFICER, Party.AGENCY)):
            consent = (
                Mediate(MediationStep.CONSENT, "x", party)
                if who is OFFICER
                else AnswerMediation(True)
            )
            casework.perform(reference, consent, who, Moment.at(NOON))
    case = casework.perform(reference, command, actor, Moment.at(NOON))
    assert case.status == after
    assert (before, command.name, after) in procedure_page.possible_transitions()
