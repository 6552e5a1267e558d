"""Who reads a case is written down before they are shown it: what can't be written isn't shown."""

from collections.abc import Callable

import pytest

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.errors import Unavailable
from tests.fakes import FakeCases
from tests.procedures import a_full_policy
from tests.unit.intake.asking import AUDITOR, OMBUDSMAN
from tests.unit.intake.pages.test_desk import CASE, HTML, Desk, desk_of
from tests.unit.intake.test_experts import CHOSEN, OPEN, SEE, Link, a_file, invited
from tests.unit.intake.world import Filed, Reply, World

NAME, WORDS = "A. Person", "Nobody has answered the letter that was handed in."
DOWNLOAD = "/v1/cases/{reference}/evidence/{evidence_id}/download"


class Unwritable(FakeCases):
    """Reads go on; once it is broken nothing is committed any more."""

    broken = False

    def commit(self, change: Change, *, once: bool = False) -> Case:
        if self.broken:
            raise Unavailable("ProvisionedThroughputExceededException")
        return super().commit(change, once=once)


class Office:
    """A case with a file that an expert may read, and a desk that is signed in."""

    def __init__(self) -> None:
        self.store = Unwritable()
        self.world = World(a_full_policy(), store=self.store)
        self.filed: Filed = self.world.file(complainant={"name": NAME})
        a_file(self.filed, CHOSEN)
        self.link: Link = invited(self.filed, {}, CHOSEN)
        self.desk: Desk = desk_of(self.world, OMBUDSMAN)

    def downloaded(self) -> Reply:
        path = {"reference": self.filed.reference, "evidence_id": CHOSEN}
        return self.world.post(DOWNLOAD, claims=OMBUDSMAN, path=path)

    def expert(self, route: str, method: Callable[..., Reply]) -> Reply:
        path = {"token": self.link.token, "evidence_id": CHOSEN}
        return method(route, headers=HTML, path=path)


READINGS: dict[str, Callable[[Office], Reply]] = {
    "the case": lambda office: office.filed.seen_by(OMBUDSMAN),
    "its audit": lambda office: office.filed.audit(AUDITOR),
    "a file": Office.downloaded,
    "its page": lambda office: office.desk.get(CASE, reference=office.filed.reference),
    "its audit's page": lambda office: office.desk.get(
        f"{CASE}/audit", reference=office.filed.reference
    ),
    "an expert's files": lambda office: office.link.see(),
    "an expert's file": lambda office: office.link.open(CHOSEN),
    "an expert's page": lambda office: office.expert(SEE, office.world.get),
    "an expert's page of a file": lambda office: office.expert(OPEN, office.world.post),
}


@pytest.mark.parametrize("what", sorted(READINGS))
def test_nothing_is_shown_of_what_cannot_be_written_down(what: str) -> None:
    office = Office()
    before = len(office.store.events(office.filed.reference))
    assert READINGS[what](office).status == 200
    assert len(office.store.events(office.filed.reference)) == before + 1
    office.store.broken = True
    refused = READINGS[what](office)
    assert refused.status == 503
    for told in (NAME, WORDS, CHOSEN, "versionId", '"items"', "chain is whole"):
        assert told not in refused.text, told
