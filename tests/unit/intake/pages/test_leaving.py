"""After leaving, a device shows nothing more of a complaint, and what was written is gone."""

import pytest

from tests.unit.intake.pages.test_cookies import GONE, STEPS, given, lasts, secret_of, visitor_of
from tests.unit.intake.pages.test_desk import Desk
from tests.unit.intake.world import Reply, World

WRITTEN = "Nobody has answered my letter."
CLEARED = {'"cache"', '"cookies"', '"storage"'}


def leave(visitor: Desk) -> Reply:
    return visitor.post("/complaints/leave", {"form_secret": secret_of(visitor)})


def is_cleared(reply: Reply) -> bool:
    ends = lasts(reply).get("case") == lasts(reply).get("draft") == GONE
    return ends and set(reply.headers["Clear-Site-Data"].split(", ")) == CLEARED


def test_leaving_after_sending_takes_the_code_from_the_device(world: World) -> None:
    visitor = visitor_of(world)
    for one in STEPS:
        visitor.send("/complaints/new", one)
    assert "Your secret code" in visitor.get("/complaints/new/sent").text
    assert is_cleared(leave(visitor))
    shown = visitor.get("/complaints/new/sent")  # with the cookies that it had, as if it kept them
    assert (shown.status, shown.headers["Location"]) == (303, "/complaints")


def test_leaving_while_writing_throws_away_what_was_written(world: World) -> None:
    visitor = visitor_of(world)
    visitor.send("/complaints/new", STEPS[0])
    assert WRITTEN in visitor.get("/complaints/new").text
    assert is_cleared(leave(visitor))
    assert WRITTEN not in visitor.get("/complaints/new").text
    assert WRITTEN not in str(vars(world.store))


def test_each_step_offers_to_throw_away_what_was_written(world: World) -> None:
    visitor = visitor_of(world)
    for one in STEPS[:-1]:
        page = visitor.get("/complaints/new", {"step": one["step"]}).text
        assert "Delete what I have written" in page and "/complaints/leave" in page
        visitor.send("/complaints/new", one)


@pytest.mark.parametrize("site", [None, "same-origin", "none"])
def test_the_quick_way_out_clears_the_device(world: World, site: str | None) -> None:
    headers = {"Accept": "text/html", **({"Sec-Fetch-Site": site} if site else {})}
    reply = world.get("/complaints/exit", headers=headers)
    assert reply.status == 303
    assert "wikipedia.org" in reply.headers["Location"]
    assert is_cleared(reply)


def test_another_sites_link_throws_nothing_away(world: World) -> None:
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
    reply = world.get("/complaints/exit", headers=headers)
    assert (reply.status, given(reply)) == (303, {})
    assert "Clear-Site-Data" not in reply.headers


def test_every_page_where_being_seen_is_dangerous_leads_out_by_the_clearing_address(
    world: World,
) -> None:
    visitor = visitor_of(world)
    assert 'href="/complaints/exit"' in visitor.get("/complaints/new").text
