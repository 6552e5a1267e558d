"""The queue: soonest deadline first, a page at a time, and nobody else's cases."""

import base64

import pytest

from tests.unit.intake.asking import ADMIN, AUDITOR, FOREIGNER, OFFICER, OMBUDSMAN, claims_of
from tests.unit.intake.world import Reply, World


def queue(world: World, claims: dict[str, str], **query: str) -> Reply:
    return world.get("/v1/cases", claims=claims, query=query or None)


def found(reply: Reply) -> list[str]:
    return [one["reference"] for one in reply.json["items"]]


def test_the_soonest_deadline_comes_first(world: World) -> None:
    later, urgent = world.file(), world.file(urgent_answers={"danger_now": True})
    assert found(queue(world, OFFICER)) == [urgent.reference, later.reference]
    assert queue(world, OFFICER).json["cursor"] is None


def test_pages_follow_one_another_without_gap_or_repeat(world: World) -> None:
    filed = {world.file().reference for _ in range(5)}
    first = queue(world, OFFICER, limit="2")
    second = queue(world, OFFICER, limit="2", cursor=first.json["cursor"])
    third = queue(world, OFFICER, limit="2", cursor=second.json["cursor"])
    pages = [*found(first), *found(second), *found(third)]
    assert (len(pages), set(pages), third.json["cursor"]) == (5, filed, None)


def test_an_agency_sees_its_own_and_the_office_sees_all(world: World) -> None:
    ours, theirs = world.file(), world.file(category="detention")
    assert found(queue(world, OFFICER)) == [ours.reference]
    assert found(queue(world, FOREIGNER)) == [theirs.reference]
    assert set(found(queue(world, OMBUDSMAN))) == {ours.reference, theirs.reference}
    assert found(queue(world, OMBUDSMAN, agency="justice")) == [theirs.reference]


def test_another_agencys_queue_is_as_empty_as_an_unknown_ones(world: World) -> None:
    world.file(category="detention")
    foreign, unknown = (queue(world, OFFICER, agency=one) for one in ("justice", "nowhere"))
    assert (foreign.status, foreign.text) == (unknown.status, unknown.text)
    assert foreign.json == {"items": [], "cursor": None}


def test_filters_narrow_the_queue(world: World) -> None:
    one, other = world.file(), world.file()
    one.command("acknowledge", OFFICER)
    one.command("assign", OFFICER, assignee="officer.health")
    assert found(queue(world, OFFICER, status="acknowledged")) == [one.reference]
    assert found(queue(world, OFFICER, assignee="officer.health")) == [one.reference]
    assert found(queue(world, OFFICER, clock="acknowledge")) == [other.reference]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", value) for value in ("0", "101", "-1", "x", "1.5", "", "٣", "9" * 30)),
        *(("status", value) for value in ("open", "")),
        ("clock", "lunch"),
        ("assignee", "a b"),
        ("agency", "a'b"),
        ("page", "2"),
        *(
            ("cursor", value)
            for value in (
                "x",
                "é",
                "====",
                base64.urlsafe_b64encode(b"~open#XT-0000-0000-1").decode(),
                base64.urlsafe_b64encode(b"2026-13#x").decode(),
                base64.urlsafe_b64encode(b"\xff" * 30).decode(),
            )
        ),
    ],
)
def test_what_the_queue_cannot_be_asked_is_named(world: World, name: str, value: str) -> None:
    reply = queue(world, OFFICER, **{name: value})
    assert (reply.status, reply.fields) == (422, [name])


def test_a_cursor_that_was_tampered_with_is_refused(world: World) -> None:
    for _ in range(3):
        world.file()
    cursor = queue(world, OFFICER, limit="1").json["cursor"]
    after = bytearray(base64.urlsafe_b64decode(cursor))
    after[-1] = ord("1") if after[-1] != ord("1") else ord("2")
    reply = queue(world, OFFICER, cursor=base64.urlsafe_b64encode(after).decode())
    assert (reply.status, reply.fields) == (422, ["cursor"])


@pytest.mark.parametrize("claims", [ADMIN, AUDITOR, claims_of("strangers")])
def test_who_works_on_no_cases_has_no_queue(world: World, claims: dict[str, str]) -> None:
    assert queue(world, claims).status == 403
