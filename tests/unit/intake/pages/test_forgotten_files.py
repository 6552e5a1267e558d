"""A file whose period is over is on the pages what it is in the API: gone."""

from shared.domain import retention
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import Stored, Verdict
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined
from shared.domain.vocabulary import Role
from tests.unit.intake.asking import OFFICER
from tests.unit.intake.pages.test_desk import CASE, desk_of
from tests.unit.intake.world import World

EXAMINER = Actor(Role.SYSTEM, "evidence")


def test_the_desk_offers_a_file_for_reading_until_it_was_forgotten(world: World) -> None:
    filed = world.file()
    path, moment = {"reference": filed.reference}, Moment.at(world.now)
    route = "/v1/complaints/{reference}/evidence"
    asked = world.post(route, {}, headers={"Access-Code": filed.code}, path=path)
    name = asked.json["evidence_id"]
    verdict, kept = Verdict(None, "jpeg", 9, "ab" * 32), Stored("d1", 9)
    for command in (
        EvidenceArrived(name, Stored("v1", 9)),
        EvidenceExamined(name, "v1", verdict, kept),
    ):
        world.casework.perform(filed.reference, command, EXAMINER, moment)
    desk, button = desk_of(world, OFFICER), f"/evidence/{name}"
    assert button in desk.get(CASE, **path).text
    filed.act("withdraw")
    change = Change.of(world.case, world.casework.policies.current(), EXAMINER, moment, "0" * 32)
    world.store.commit(retention.forgotten(change, ["evidence"], {"files": 1}))
    shown = desk.get(CASE, **path).text
    assert button not in shown
    assert "The file was deleted when its period was over." in shown
