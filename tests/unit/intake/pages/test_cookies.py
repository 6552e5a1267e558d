"""What a browser is given to keep, and for how long; and that nobody acts with it but its owner.

The seconds are written out here: half an hour for a complaint, an hour at most for the desk.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.intake.pages.routes import PAGES
from tests.unit.intake.asking import OFFICER, OMBUDSMAN, claims_of
from tests.unit.intake.pages.test_desk import HTML, Desk, desk_of
from tests.unit.intake.world import Filed, Reply, World

HALF_AN_HOUR, AN_HOUR, A_YEAR = "1800", "3600", "31536000"
GONE = "0"
KIND = {"Content-Type": "application/x-www-form-urlencoded"}
# The answers of the form, step by step, and then its sending.
STEPS: tuple[dict[str, str], ...] = (
    {"step": "what", "description": "Nobody has answered my letter."},
    {"step": "service", "service": "health"},
    {"step": "category", "category": "no_answer"},
    {"step": "where", "location": "The office in the market street"},
    {"step": "danger"},
    {"step": "who", "anonymous": "yes"},
    {"step": "others"},
    {"step": "check"},
)


def given(reply: Reply) -> dict[str, dict[str, str]]:
    """The cookies of an answer by name: their value, and their attributes."""
    found = {}
    for one in reply.multi.get("Set-Cookie", []):
        first, *others = one.split("; ")
        name, _, value = first.partition("=")
        attributes = {each.partition("=")[0]: each.partition("=")[2] for each in others}
        found[name] = {"value": value, **attributes}
    return found


def lasts(reply: Reply) -> dict[str, str | None]:
    return {name: one.get("Max-Age") for name, one in given(reply).items()}


def visitor_of(world: World) -> Desk:
    """A browser without any session, with the secret of its forms."""
    visitor = Desk(world, {"language": "en"})
    visitor.get("/complaints")
    return visitor


def secret_of(browser: Desk) -> str:
    """The hidden field of a form that this browser was shown."""
    shown = browser.get("/complaints").text
    return shown.partition('name="form_secret" value="')[2].partition('"')[0]


def sign_in(world: World, claims: Mapping[str, Any]) -> tuple[Reply, Reply]:
    """To the hosted page and back from it."""
    desk = Desk(world, {})
    world.desk.codes["a-code"] = claims
    away = desk.get("/desk/sign-in")
    state = given(away)["__Host-sign_in"]["value"].partition(".")[0]
    return away, desk.get("/desk/signed-in", {"code": "a-code", "state": state})


def test_a_complaint_stays_open_in_a_browser_for_half_an_hour(world: World) -> None:
    filed, visitor = world.file(), visitor_of(world)
    shown = visitor.send("/complaints", {"reference": filed.reference, "code": filed.code})
    assert lasts(shown) == {"case": HALF_AN_HOUR}
    left = visitor.post("/complaints/leave", {"form_secret": secret_of(visitor)})
    assert lasts(left) == {"case": GONE, "draft": GONE}


def test_a_complaint_that_is_being_written_is_found_again_until_the_browser_is_closed(
    world: World,
) -> None:
    visitor = visitor_of(world)
    replies = [visitor.send("/complaints/new", one) for one in STEPS]
    assert [one.status for one in replies] == [303] * len(STEPS)
    *written, sent = map(lasts, replies)
    assert written == [{"draft": None}] * len(written)  # it ends with the browser
    assert sent == {"draft": None, "case": HALF_AN_HOUR}
    assert len(world.store.chains) == 1


def test_a_language_is_kept_for_a_year_and_the_secret_of_forms_until_the_browser_is_closed(
    world: World,
) -> None:
    shown = world.get("/complaints", headers=HTML, query={"language": "fr"})
    assert lasts(shown) == {"language": A_YEAR, "form": None}


def test_the_desk_is_open_for_an_hour_and_a_way_in_for_ten_minutes(world: World) -> None:
    away, back = sign_in(world, OFFICER)
    assert lasts(away) == {"__Host-sign_in": "600"}
    assert lasts(back) == {"__Host-desk": AN_HOUR, "__Host-sign_in": GONE}


def test_every_cookie_is_kept_from_scripts_from_other_sites_and_from_open_lines(
    world: World,
) -> None:
    filed, visitor = world.file(), visitor_of(world)
    replies = (
        world.get("/complaints", headers=HTML, query={"language": "fr"}),
        visitor.send("/complaints", {"reference": filed.reference, "code": filed.code}),
        visitor.send("/complaints/new", STEPS[0]),
        *sign_in(world, OFFICER),
    )
    cookies = {name: one for reply in replies for name, one in given(reply).items()}
    assert cookies.keys() == {
        *("language", "form", "case", "draft", "__Host-sign_in", "__Host-desk"),
    }
    for name, one in cookies.items():
        assert one.keys() >= {"HttpOnly", "Secure"} and one["SameSite"] == "Lax", name
        assert one["Path"] == "/" and "Domain" not in one, name


def test_who_has_no_role_here_is_told_so_and_gets_no_session(world: World) -> None:
    _, back = sign_in(world, claims_of("cleaner", "health"))
    assert back.status == 403
    assert world.desk.sessions == {}
    assert "__Host-desk" not in given(back)


def test_signing_out_takes_the_cookie_back_and_leads_to_the_hosted_page(world: World) -> None:
    desk = desk_of(world, OFFICER)
    out = desk.post("/desk/sign-out", {"form_secret": secret_of(desk)})
    assert (out.status, lasts(out)) == (303, {"__Host-desk": GONE})
    assert out.headers["Location"].startswith("https://sign-in.example.org/logout?")
    assert world.desk.sessions == {}


@pytest.mark.parametrize("secret", ["none", "empty", "another's", "garbage"])
def test_nobody_is_signed_out_by_a_page_of_elsewhere(world: World, secret: str) -> None:
    desk = desk_of(world, OFFICER)
    secrets = {"empty": "", "another's": secret_of(visitor_of(world)), "garbage": "é!"}
    fields = {} if secret == "none" else {"form_secret": secrets[secret]}
    refused = desk.post("/desk/sign-out", fields)
    assert (refused.status, lasts(refused).get("__Host-desk")) == (403, None)
    assert len(world.desk.sessions) == 1
    assert desk.get("/desk").status == 200


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 303)]
)
def test_the_right_secret_counts_only_in_a_form_of_our_own_site(
    world: World, site: str, status: int
) -> None:
    desk = desk_of(world, OFFICER)
    body = urlencode({"form_secret": secret_of(desk)})
    cookie = "; ".join(f"{name}={value}" for name, value in desk.cookies.items())
    headers = HTML | KIND | {"Cookie": cookie, "Sec-Fetch-Site": site}
    assert world.post("/desk/sign-out", body, headers=headers).status == status
    assert bool(world.desk.sessions) is (status == 403)


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file()


@pytest.mark.parametrize("route", sorted(path for method, path, _ in PAGES if method == "POST"))
def test_every_form_is_taken_from_our_own_pages_alone(filed: Filed, route: str) -> None:
    """Signed in at the desk, and let into the complaint: everything is there but the secret."""
    world = filed.world
    browser = desk_of(world, OMBUDSMAN)
    browser.send("/complaints", {"reference": filed.reference, "code": filed.code})
    before = (len(world.store.chains), world.store.events(filed.reference))
    path = {
        "reference": filed.reference,
        "act": "evidence" if route.startswith("/desk") else "messages",
        "command": "note",
        "evidence_id": "e1",
    }
    foreign = secret_of(visitor_of(world))
    for fields in ({}, {"form_secret": foreign}):
        refused = browser.post(route, {"text": "x", "audience": "agency", **fields}, **path)
        assert refused.status == 403, refused.text
    assert (len(world.store.chains), world.store.events(filed.reference)) == before
